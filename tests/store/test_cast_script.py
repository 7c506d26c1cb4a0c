"""cast.lua by itself: raw keys before, one call, raw keys after."""

import pytest

from lab.rig.server import wait_until
from tests.builders import ROOT

GATE, BALLOTS = KEYS = ["{w}:gate", "{w}:round:3"]


@pytest.fixture
def cast(redis):
    script = redis.register_script((ROOT / "voting/store/scripts/cast.lua").read_text())

    def call(*ballots, round_id=3, opened=30):
        """Each ballot is (person, sequence, rating)."""
        args = [round_id, opened, "hints", "w votes"]
        for person, sequence, rating in ballots:
            args += [person, sequence, ballot(sequence, rating)]
        answer = [text.decode() for text in script(KEYS, args)]
        return list(zip(answer[::2], answer[1::2], strict=True))

    return call


@pytest.fixture
def open_round(redis):
    redis.hset(GATE, mapping={"revision": 7, "round": 3, "opened": 30, "barred:removed": "removed"})


def ballot(sequence, rating) -> str:
    return f'[{sequence},"vote-{sequence}",{rating},0]'


def held(redis) -> dict[str, str]:
    return {person.decode(): text.decode() for person, text in redis.hgetall(BALLOTS).items()}


def test_a_rating_in_the_open_round_is_stored(redis, cast, open_round):
    assert cast(("anna", 1, 2)) == [("stored", ballot(1, 2))]
    assert held(redis) == {"anna": ballot(1, 2)}


def test_a_newer_rating_takes_the_place_of_the_older(redis, cast, open_round):
    cast(("anna", 1, 2))
    assert cast(("anna", 2, 0)) == [("stored", ballot(2, 0))]
    assert held(redis) == {"anna": ballot(2, 0)}


@pytest.mark.parametrize("sequence", [4, 5])
def test_a_repeat_or_an_older_rating_changes_nothing(redis, cast, open_round, sequence):
    cast(("anna", 5, 2))
    assert cast(("anna", sequence, 0)) == [("kept", ballot(5, 2))]
    assert held(redis) == {"anna": ballot(5, 2)}


def test_sequences_are_compared_as_numbers(redis, cast, open_round):
    cast(("anna", 9, 1))
    assert cast(("anna", 10, 2)) == [("stored", ballot(10, 2))]
    largest = 2**53 - 1
    assert cast(("anna", largest, 3)) == [("stored", ballot(largest, 3))]
    assert cast(("anna", largest - 1, 0)) == [("kept", ballot(largest, 3))]


@pytest.mark.parametrize("opened", ["", "2", "30"])
def test_a_rating_is_refused_when_its_round_is_not_the_open_one(redis, cast, opened):
    redis.hset(GATE, "round", opened)
    assert cast(("anna", 1, 2)) == [("closed", "")]
    assert held(redis) == {}


def test_a_rating_for_a_workshop_that_is_not_there_is_refused(redis, cast):
    assert cast(("anna", 1, 2)) == [("closed", "")]
    assert redis.keys() == []


def test_after_the_close_a_repeat_is_still_acknowledged_and_a_change_is_not(
    redis, cast, open_round
):
    cast(("anna", 1, 2))
    redis.hset(GATE, "round", "")
    assert cast(("anna", 1, 2), ("anna", 2, 0)) == [
        ("kept", ballot(1, 2)),
        ("closed", ballot(1, 2)),
    ]
    assert held(redis) == {"anna": ballot(1, 2)}


def test_somebody_barred_is_refused_but_what_counted_before_stays_saved(redis, cast, open_round):
    redis.hset(BALLOTS, "removed", ballot(1, 2))
    outcome = cast(("removed", 1, 2), ("removed", 2, 0))
    assert [how for how, _ in outcome] == ["kept", "barred"]
    assert held(redis) == {"removed": ballot(1, 2)}


def test_a_batch_gets_one_outcome_each_in_order(redis, cast, open_round):
    cast(("anna", 3, 2))
    outcomes = cast(("anna", 2, 0), ("bert", 1, 1), ("removed", 1, 1), ("bert", 2, "null"))
    assert [how for how, _ in outcomes] == ["kept", "stored", "barred", "stored"]
    assert held(redis) == {"anna": ballot(3, 2), "bert": ballot(2, "null")}


def test_a_batch_of_hundreds_is_stored_whole(redis, cast, open_round):
    people = [(f"person-{number}", 1, number % 4) for number in range(500)]
    assert {how for how, _ in cast(*people)} == {"stored"}
    assert len(held(redis)) == 500


def test_a_hint_tells_of_newcomers_only(redis, cast, open_round):
    with redis.pubsub(ignore_subscribe_messages=True) as heard:
        heard.subscribe("hints")
        cast(("anna", 1, 2), ("bert", 1, 2))
        assert wait_until(lambda: heard.get_message(timeout=0.1))["data"] == b"w votes"
        cast(("anna", 2, 0), ("removed", 1, 0))
        assert heard.get_message(timeout=0.2) is None


def test_a_hint_tells_when_somebody_is_done_and_when_they_are_not_any_more(redis, cast, open_round):
    def answers(done: str) -> str:
        return f'{{"answers":{{"plan.level":1,"plan.who":[0,2]}},"done":{done}}}'

    cast(("anna", 1, answers("false")), ("bert", 1, answers("true")))
    with redis.pubsub(ignore_subscribe_messages=True) as heard:
        heard.subscribe("hints")
        wait_until(lambda: redis.pubsub_numsub("hints")[0][1])
        cast(("anna", 2, answers("false")), ("bert", 2, answers("true")))
        assert heard.get_message(timeout=0.2) is None
        for person, done in (("anna", "true"), ("bert", "false")):
            cast((person, 3, answers(done)))
            assert wait_until(lambda: heard.get_message(timeout=0.1))["data"] == b"w votes"


def test_a_ballot_that_was_checked_against_another_round_of_its_id_is_not_taken(
    redis, cast, open_round
):
    cast(("anna", 1, 2))
    assert cast(("anna", 1, 2), ("anna", 2, 0), ("bert", 1, 0), opened=29) == [
        ("kept", ballot(1, 2)),
        ("another", ballot(1, 2)),
        ("another", ""),
    ]
    redis.hdel(GATE, "opened")  # as the release before saves it
    assert cast(("bert", 1, 0), opened=29) == [("stored", ballot(1, 0))]


def test_a_second_device_votes_as_its_person_and_keeps_what_it_cast_on_its_own(
    redis, cast, open_round
):
    redis.hset(GATE, mapping={"same:annas-tablet": "anna", "same:removeds-tablet": "removed"})
    outcomes = cast(("anna", 1, 2), ("annas-tablet", 1, 0), ("annas-tablet", 2, 3))
    assert outcomes == [
        ("stored", ballot(1, 2)),
        ("kept", ballot(1, 2)),
        ("stored", ballot(2, 3)),
    ]
    assert held(redis) == {"anna": ballot(2, 3)}
    assert cast(("removeds-tablet", 1, 0)) == [("barred", "")]
    redis.hset(GATE, "round", "")
    redis.hset(BALLOTS, "annas-tablet", ballot(5, 1))
    assert cast(("annas-tablet", 5, 1), ("annas-tablet", 6, 1)) == [
        ("kept", ballot(5, 1)),
        ("closed", ballot(5, 1)),
    ]
