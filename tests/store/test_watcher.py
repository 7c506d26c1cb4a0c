"""The watcher by itself, on the real store, without a socket."""

import pytest

from tests.builders import attendee
from tests.store.rooms import WORKSHOP, StoredRoom
from voting.core import commands as c
from voting.watcher import Listener, Watcher


@pytest.fixture
def room(store):
    return StoredRoom(store, people=1)


class ThenSomethingHappens:
    """A lock after whose second use, the one that a snapshot is made under, something happens."""

    def __init__(self, lock, happens) -> None:
        self.lock, self.happens, self.uses = lock, happens, 0

    def __enter__(self):
        self.lock.acquire()

    def __exit__(self, *problem):
        self.lock.release()
        self.uses += 1
        if self.uses == 2:
            self.happens()


def test_a_persons_rating_in_a_snapshot_is_of_the_round_that_is_in_it(room):
    """Else a phone would take a stored rating for lost, when the round closes in that moment."""
    held = room.opens()
    room.votes("person-0", held, 2)
    watcher = Watcher(room.service, emit=lambda *what: None, drop=lambda sid: None)
    listener = Listener("socket", WORKSHOP, "attendee", attendee("person-0"))
    watcher.add(listener)
    channel = watcher._channels[WORKSHOP]

    def the_round_closes():
        room.does(c.CloseRound(held))
        watcher._refresh(WORKSHOP, channel)

    channel.lock = ThenSomethingHappens(channel.lock, the_round_closes)
    state = watcher.snapshot(listener)
    assert channel.workshop.open_round is None
    assert state["view"]["round"]["id"] == held
    assert state["you"]["ballot"]["rating"] == 2
