"""The instruments that come with the software."""

import msgspec
import pytest

from tests.builders import ROOT, cascade
from voting.frameworks import SHIPPED, load_frameworks
from voting.instruments.faults import doubts
from voting.instruments.guidance import without_guidance
from voting.instruments.parsing import parse_instrument

LIBRARY = load_frameworks(None)
LONGEST_STEP = 140


def test_they_are_offered_in_order_and_every_file_is_among_them():
    assert list(LIBRARY) == list(SHIPPED)
    assert next(iter(LIBRARY)) == "cascade"
    files = {path.stem for path in (ROOT / "voting/instruments/library").glob("*.json")}
    assert files == set(SHIPPED)


@pytest.mark.parametrize("one", LIBRARY.values(), ids=lambda one: one.key)
def test_each_says_what_it_is_for_and_can_be_read_in_a_room(one):
    assert one.about.endswith(".")
    assert one.sectors == cascade().sectors
    assert one.wording == "own"
    assert list(doubts(one)) == []
    assert all(row.short for row in one.rows)
    assert all(len(column.places) >= 2 for column in one.asked)


def test_they_ask_what_their_sources_ask():
    asked = {
        key: (len(one.rows), one.rows_from, one.opens, [c.kind for c in one.asked])
        for key, one in LIBRARY.items()
    }
    assert asked == {
        "cascade": (7, "", "cell", ["rating"]),
        "partnership": (15, "", "all", ["tick"]),
        "critical-factors": (14, "", "all", ["rating"]),
        "good-practice": (11, "", "all", ["tick"]),
        "agencies": (0, "room", "all", ["choice"]),
        "goals": (0, "goals", "all", ["number"]),
        "scaling": (0, "room", "row", ["number", "number"]),
        "meeting-feedback": (3, "", "all", ["rating"]),
    }
    factors = LIBRARY["critical-factors"]
    assert len({row.block for row in factors.rows}) == 2
    assert factors.repeat
    assert factors.repeat.by == "room"
    grid = LIBRARY["good-practice"]
    assert grid.repeat
    assert (grid.repeat.by, grid.repeat.most) == ("person", 3)
    assert LIBRARY["agencies"].asked[0].most == 2
    feedback = LIBRARY["meeting-feedback"].threshold
    assert feedback
    assert feedback.least == 5


@pytest.mark.parametrize("key", ["cascade", "partnership"])
def test_there_is_a_next_step_for_every_row_and_place(key):
    one = LIBRARY[key]
    steps = [step for row in one.rows for step in row.next_steps]
    assert len(steps) == len(set(steps)) == sum(len(c.column.places) for c in one.domains)
    assert [step for step in steps if len(step) >= LONGEST_STEP or not step.endswith(".")] == []


def test_cascade_is_stored_as_the_release_before_reads_and_writes_it():
    stored = msgspec.to_builtins(without_guidance(LIBRARY["cascade"]))
    assert set(stored) == {
        "key", "version", "name", "credit", "question", "levels", "domains", "sides", "sectors",
    }  # fmt: skip
    fields = {"key", "letter", "short", "name", "gold", "meanings"}
    assert all(set(row) == fields for row in stored["domains"])


@pytest.mark.parametrize("one", LIBRARY.values(), ids=lambda one: one.key)
def test_each_is_the_same_after_writing_and_reading(one):
    told = msgspec.json.encode(one)
    assert msgspec.json.decode(told, type=type(one)) == one
    assert one.is_framework or parse_instrument(msgspec.json.decode(told)) == one
