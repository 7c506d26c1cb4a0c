"""save.lua by itself: raw keys before, one call, raw keys after."""

from hashlib import sha1

import pytest

from lab.rig.server import wait_until
from tests.builders import ROOT

DOCUMENT, GATE, LOG = KEYS = ["{w}:document", "{w}:gate", "{w}:log"]
REASONS, BALLOTS = "{w}:reasons:3", "{w}:round:3"
HINT = ["hints", "w 8"]


@pytest.fixture
def save(redis):
    script = redis.register_script((ROOT / "voting/store/scripts/save.lua").read_text())

    def call(
        before,
        after,
        document=b"new",
        entry=b"entry",
        *,
        holding=("", ""),
        put="",
        lines=(),
        moves=(),
        gate=(),
        not_alone=GATE,
        cells="",
        apart=False,
    ):
        """``gate`` are its new fields and values; ``holding`` must stand in the reasons' hash, and
        ``put`` takes its place; ``lines`` are ids and new entries of the log, ``moves`` persons
        and whose their ballots become, or none if ``apart`` and both have one; ``not_alone`` is a
        hash that must not hold one field."""
        pairs = -len(moves) // 2 if apart else len(moves) // 2
        changed = [put, "", cells, len(lines) // 2, *lines, pairs, *moves]
        args = [before, after, document, entry, *HINT, *holding, *changed, *gate]
        return script([*KEYS, REASONS, BALLOTS, REASONS, not_alone], args)

    return call


@pytest.fixture
def at_seven(redis):
    """A workshop at its seventh revision with round 3 open and one person barred."""
    redis.set(DOCUMENT, b"old")
    redis.hset(GATE, mapping={"revision": 7, "round": 3, "barred:anna": "left"})
    redis.xadd(LOG, {"entry": b"first"})


def entries(redis) -> list[bytes]:
    return [fields[b"entry"] for _, fields in redis.xrange(LOG)]


def test_the_first_save_creates_the_workshop(redis, save):
    assert save(0, 1, b"made", b"create") == 1
    assert redis.get(DOCUMENT) == b"made"
    assert redis.hgetall(GATE) == {b"revision": b"1", b"seal": sha1(b"made").hexdigest().encode()}
    assert entries(redis) == [b"create"]


def test_what_was_judged_on_the_newest_revision_is_saved(redis, save, at_seven):
    assert save(7, 8) == 1
    assert redis.get(DOCUMENT) == b"new"
    assert redis.hget(GATE, "revision") == b"8"
    assert entries(redis) == [b"first", b"entry"]


@pytest.mark.parametrize("believed", [0, 6, 8])
def test_what_was_judged_on_another_revision_writes_nothing(redis, save, at_seven, believed):
    before = redis.hgetall(GATE)
    assert save(believed, believed + 1) == 0
    assert redis.get(DOCUMENT) == b"old"
    assert redis.hgetall(GATE) == before
    assert entries(redis) == [b"first"]


def test_a_change_to_a_workshop_that_is_not_there_writes_nothing(redis, save):
    assert save(7, 8) == 0
    assert redis.keys() == []


def test_the_gate_is_rewritten_whole(redis, save, at_seven):
    save(7, 8, gate=("round", 4, "barred:bert", "removed", "barred:carl", "left"))
    assert redis.hgetall(GATE) == {
        b"revision": b"8",
        b"seal": sha1(redis.get(DOCUMENT)).hexdigest().encode(),
        b"round": b"4",
        b"barred:bert": b"removed",
        b"barred:carl": b"left",
    }


def test_a_reason_that_a_decision_rests_on_must_still_stand(redis, save, at_seven):
    redis.hset(REASONS, "anna", b"why")
    assert save(7, 8, holding=("anna", b"another")) == 0
    assert redis.get(DOCUMENT) == b"old"
    assert save(7, 8, holding=("anna", b"why")) == 1
    redis.delete(REASONS)
    assert save(8, 9, holding=("anna", b"why")) == 0


def test_lines_of_the_log_change_in_their_places_and_a_lost_race_changes_none(
    redis, save, at_seven
):
    redis.hset(REASONS, "anna", b"why")
    for entry in (b"second", b"third"):
        redis.xadd(LOG, {"entry": entry})
    before = redis.xrange(LOG)
    second = before[1][0]
    said = {"holding": ("anna", b"why"), "put": b"gone", "lines": (second, b"changed")}
    assert save(6, 7, **said) == 0
    assert redis.xrange(LOG) == before
    assert save(7, 8, **said, gate=("round", 4)) == 1
    assert entries(redis) == [b"first", b"changed", b"third", b"entry"]
    assert [id for id, _ in redis.xrange(LOG)][:3] == [id for id, _ in before]
    assert redis.hget(REASONS, "anna") == b"gone"
    assert redis.hget(GATE, "round") == b"4"


def test_a_hint_is_published_for_a_save_and_for_nothing_else(redis, save, at_seven):
    with redis.pubsub(ignore_subscribe_messages=True) as heard:
        heard.subscribe("hints")
        save(6, 7)
        save(7, 8)
        message = wait_until(lambda: heard.get_message(timeout=0.1))
        assert message["data"] == b"w 8"
        assert heard.get_message(timeout=0.1) is None


def cast(redis, **ballots) -> None:
    redis.hset(BALLOTS, mapping=ballots)


def test_of_two_ballots_that_become_one_the_newer_stays_with_the_higher_sequence(
    redis, save, at_seven
):
    cast(redis, anna='[7,"a-7",2,100]', bert='[3,"b,]3",null,200]', carl='[1,"c-1",0,300]')
    redis.hset(REASONS, mapping={"anna": "why a", "bert": "why b"})
    assert save(7, 8, moves=("bert", "anna", "nobody", "anna", "carl", "")) == 1
    assert redis.hgetall(BALLOTS) == {b"anna": b'[7,"b,]3",null,200]'}
    assert redis.hgetall(REASONS) == {b"anna": b"why b"}


def test_a_ballot_that_moves_is_older_than_what_it_meets_or_meets_none(redis, save, at_seven):
    cast(redis, anna='[1,"a-1",2,200]', bert='[9,"b-9",3,100]', carl='[1,"c-1",0,300]')
    redis.hset(REASONS, mapping={"bert": "why b", "carl": "why c"})
    assert save(7, 8, moves=("bert", "anna", "carl", "dora"), gate=("round", 3)) == 1
    assert redis.hgetall(BALLOTS) == {b"anna": b'[9,"a-1",2,200]', b"dora": b'[1,"c-1",0,300]'}
    assert redis.hgetall(REASONS) == {b"dora": b"why c"}
    assert redis.hget(GATE, "round") == b"3"


def test_a_ballot_that_becomes_nobodys_takes_its_reason_along(redis, save, at_seven):
    cast(redis, anna='[1,"a-1",2,200]', bert='[1,"b-1",2,200]')
    redis.hset(REASONS, mapping={"anna": "why a", "bert": "why b"})
    assert save(7, 8, moves=("anna", "")) == 1
    assert (redis.hkeys(BALLOTS), redis.hkeys(REASONS)) == ([b"bert"], [b"bert"])


@pytest.mark.parametrize("held", [(), ("anna",), ("bert",), ("anna", "bert")])
def test_two_who_are_to_be_kept_apart_become_one_unless_both_have_a_ballot(
    redis, save, at_seven, held
):
    for person in held:
        cast(redis, **{person: '[1,"v-1",2,200]'})
    before = redis.hgetall(BALLOTS), redis.hgetall(GATE), entries(redis)
    saved = save(7, 8, moves=("anna", "bert"), apart=True)
    assert saved == (2 if len(held) > 1 else 1)
    if saved == 1:
        assert redis.hkeys(BALLOTS) == ([b"bert"] if held else [])
    else:
        assert (redis.hgetall(BALLOTS), redis.hgetall(GATE), entries(redis)) == before


def test_no_ballot_moves_for_what_was_judged_too_early(redis, save, at_seven):
    cast(redis, anna='[1,"a-1",2,200]')
    assert save(6, 7, moves=("anna", "")) == 0
    assert redis.hkeys(BALLOTS) == [b"anna"]


@pytest.mark.parametrize(("ballots", "saved"), [(0, 1), (1, 0), (2, 1)])
def test_a_round_that_must_hold_no_single_ballot_is_saved_with_none_or_several(
    redis, save, at_seven, ballots, saved
):
    for number in range(ballots):
        redis.hset(BALLOTS, f"person-{number}", b'[1,"v",2,0]')
    assert save(7, 8, not_alone=BALLOTS) == saved
    assert redis.get(DOCUMENT) == (b"new" if saved else b"old")
    assert len(entries(redis)) == 1 + saved
