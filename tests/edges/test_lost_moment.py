"""A store that lost its last moment, in a failover or a restore: what it knows is the truth."""

from contextlib import contextmanager

import pytest
from socketio.exceptions import SocketIOError

from lab.rig.server import wait_until

pytestmark = pytest.mark.live


@contextmanager
def moment_lost(room):
    """What happens inside is forgotten by the store, and by nobody else."""
    client = room.server.redis()
    try:
        mine = f"cascade:{{{room.id}}}:*"
        kept = {key: client.dump(key) for key in client.keys(mine)}
        yield
        with client.pipeline() as pipe:
            pipe.delete(*client.keys(mine))
            for key, held in kept.items():
                pipe.restore(key, 0, held)
            pipe.execute()
    finally:
        client.connection_pool.disconnect()


def shows(page, phase: str):
    return page.wait_for(lambda state: state["view"]["phase"] == phase)["view"]


def test_every_screen_goes_back_to_what_the_store_knows(room):
    room.people(2)
    screen = room.page("room")
    room.opens("clarity")
    with moment_lost(room):
        room.votes(1, 2)
        room.closes()
        shows(screen, "revealed")
    for page in (screen, room.trainer, *room.attendees):
        assert shows(page, "open")["rounds"] == []
    room.trainer.command("close_round", round=room.trainer.view["round"]["id"])
    assert room.trainer.view["rounds"][0]["counts"] == [0, 0, 0, 0]


def test_a_round_that_is_closed_again_shows_the_ballots_of_now(room):
    room.people(3)
    lead = room.page("lead")
    room.opens("clarity")
    with moment_lost(room):
        room.votes(0, 0, 0)
        assert room.closes() == [3, 0, 0, 0]
    shows(room.trainer, "open")
    for page in room.attendees:
        shows(page, "open")
    room.votes(1, 2, 2)
    assert room.closes() == [0, 1, 2, 0]
    (story,) = shows(lead, "revealed")["domains"][0]["rounds"]
    assert story["counts"] == [0, 1, 2, 0]
    room.rules("clarity", "majority")
    assert room.stored().rulings["clarity"].tally.counts == (0, 1, 2, 0)


def test_another_document_of_the_same_revision_is_seen(room):
    screen = room.page("room")
    with moment_lost(room):
        room.trainer.command("lock_joining")
        screen.wait_for(lambda state: state["view"]["joining_locked"])
    room.trainer.ask("hide_code", id="another-command")
    screen.wait_for(lambda state: not state["view"]["joining_locked"])
    assert screen.view["code"] is None


def test_a_ballot_of_somebody_whom_the_store_forgot_counts_and_breaks_nothing(room):
    room.people(5)
    room.opens("clarity")
    room.votes(0, 0, 1, 1, 1)
    store = room.server.redis()
    store.hset(f"cascade:{{{room.id}}}:round:1", "nobody-by-name", b'[1,"a-vote-of-theirs",3,1]')
    store.connection_pool.disconnect()
    assert room.closes() == [2, 3, 0, 1]
    lead = room.page("lead")
    assert lead.view["domains"][0]["rounds"][0]["counts"] == [2, 3, 0, 1]
    room.opens("clarity")
    room.votes(1, 1, 1, 1, 1)
    assert room.closes() == [0, 5, 0, 0]


def test_somebody_whose_joining_was_forgotten_is_told_and_can_join_again(room):
    with moment_lost(room):
        page = room.joins("A. B.")
    wait_until(lambda: page.ended)
    assert page.ended["code"] == "unknown-person"
    with pytest.raises(SocketIOError):
        room.reloaded(page)
    again = room.joins("A. B.", browser=page.browser)
    assert again.you["name"] == "A. B."
