"""What somebody rated ahead, offered to them in the domain's first round and to nobody else."""

import pytest

from lab.rig.server import wait_until
from tests.edges.ahead import all_rate_ahead, rates_ahead

pytestmark = pytest.mark.live


def offered(page):
    ahead = page.you.get("ahead")
    return ahead and {"rating": ahead["rating"]}


@pytest.mark.other_servers
def test_whoever_rated_ahead_is_offered_the_same_in_the_first_round_and_only_then(room):
    rated, cannot, other = room.people(3)
    rates_ahead(room, rated.you["id"], clarity=2, contact=0)
    rates_ahead(room, cannot.you["id"], clarity=None)
    assert not any(offered(page) for page in room.attendees)
    room.opens("clarity")
    wait_until(lambda: offered(rated) == {"rating": 2} and offered(cannot) == {"rating": None})
    assert offered(room.reloaded(rated)) == {"rating": 2}
    assert offered(other) is None
    assert rated.you["ahead"]["round"] == room.trainer.view["round"]["id"]
    assert room.ballots(room.trainer.view["round"]["id"]) == {}  # nothing is chosen for them
    room.votes(1, 1, 1)
    room.closes()
    room.opens("clarity")
    assert offered(room.reloaded(room.attendees[0])) is None


def test_a_domain_shown_from_ahead_has_a_first_round_all_the_same(room):
    room.people(5)
    all_rate_ahead(room, clarity=[0, 1, 2, 3, 3])
    room.trainer.command("reveal_ahead", domain="clarity")
    assert [one["number"] for one in room.trainer.view["rounds"]] == [0]
    steps = [(one["is"], one["number"]) for one in room.trainer.view["next"]]
    assert steps == [("start_discussion", None), ("rate_again", 1)]
    room.opens("clarity")
    assert room.trainer.view["round"]["number"] == 1
    wait_until(
        lambda: (
            [offered(page)["rating"] for page in room.attendees if offered(page)] == [0, 1, 2, 3, 3]
        )
    )
