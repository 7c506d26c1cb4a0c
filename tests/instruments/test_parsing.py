"""Instrument files: what can be read, and that everything else is refused with the row or column
and what to do about it."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import ROOT, WORDS, cascade, framework_data
from voting.instruments.faults import MOST_CELLS, MOST_ROWS, doubts
from voting.instruments.parsing import MOST_BYTES, parse_instrument, read_file
from voting.refusals.serving import BadFramework

RATING = {"key": "how", "name": "How", "kind": "rating", "levels": ["Low", "High"]}
TICK = {"key": "there", "name": "There", "kind": "tick"}
NUMBER = {"key": "score", "name": "Score", "kind": "number", "min": 0, "max": 10}
CHOICE = {
    "key": "which",
    "name": "Which",
    "kind": "choice",
    "options": [{"key": "one", "name": "One"}, {"key": "two", "name": "Two"}],
}
TEXT = {"key": "words", "name": "Words", "kind": "text", "longest": 200}
ROW = {"key": "trust", "name": "Trust"}
OTHER = {"key": "time", "name": "Time"}


def a_file(**changes: Any) -> dict[str, Any]:
    told = {
        "key": "own",
        "version": "1",
        "name": "Our own",
        "credit": "",
        "question": "How is it?",
        "rows": [ROW, OTHER],
        "columns": [RATING],
    }
    return told | changes


def refused(data: Any) -> list[str]:
    with pytest.raises(BadFramework) as found:
        parse_instrument(data, cascade())
    return [WORDS.refusal(one) for one in (found.value, *found.value.also)]


def column(**changes: Any) -> dict[str, Any]:
    return a_file(columns=[RATING | changes])


def row(**changes: Any) -> dict[str, Any]:
    return a_file(rows=[ROW, OTHER | changes])


def scale(**changes: Any) -> dict[str, Any]:
    return a_file(scales=[{"key": "all", "name": "All", "rows": ["trust", "time"]} | changes])


LEVELS = [{"rating": 1, "label": "High"}, {"rating": 0, "label": "Low"}]
REFUSED = {
    "form": ([], {}),
    "missing-file": ({k: v for k, v in a_file().items() if k != "name"}, {"at": "name"}),
    "missing-row": (a_file(rows=[{"key": "trust"}]), {"place": 1, "name": "trust", "at": "name"}),
    "missing-column": (a_file(columns=[{"key": "how"}]), {"place": 1, "name": "how", "at": "kind"}),
    "missing-part": (column(levels=[{"rating": 0}]), {"at": "columns 1 levels 1 label"}),
    "shape-file": (a_file(name=3), {"at": "name", "wanted": "str"}),
    "shape-row": (row(name=["Time"]), {"place": 2, "name": "time", "at": "name", "wanted": "str"}),
    "shape-column": (
        column(cant_say="yes"),
        {"place": 1, "name": "How", "at": "cant_say", "wanted": "bool"},
    ),
    "shape-part": (a_file(gate={"least": "5"}), {"at": "gate least", "wanted": "int"}),
    "among-file": (a_file(opens="door"), {"at": "opens", "allowed": "cell, row, all"}),
    "among-column": (
        a_file(columns=[{"key": "how", "kind": "slider"}]),
        {"place": 1, "name": "how", "at": "kind", "allowed": "rating, tick, choice, number, text"},
    ),
    "among-part": (
        a_file(repeat={"over": "agency", "most": 2, "by": "us"}),
        {"at": "repeat by", "allowed": "room, person"},
    ),
    "unknown-file": (a_file(colour="red"), {"at": "colour"}),
    "unknown-row": (row(meaning=[]), {"place": 2, "name": "Time", "at": "meaning"}),
    "unknown-column": (column(options=[]), {"place": 1, "name": "How", "at": "options"}),
    "file-key": (a_file(key="Our own"), {"key": "Our own"}),
    "file-name": (a_file(name=" "), {}),
    "file-long": (a_file(credit="c" * 1001), {"at": "credit", "n": 1000}),
    "file-unseen": (a_file(question="Wh\0at"), {"at": "question"}),
    "columns": (a_file(columns=[]), {}),
    "too-many-columns": (a_file(columns=[TICK | {"key": f"c{k}"} for k in range(9)]), {"n": 8}),
    "same-columns": (
        a_file(columns=[RATING, TICK | {"key": "how"}]),
        {"place": 1, "name": "How", "key": "how"},
    ),
    "column-key": (column(key="a.b"), {"place": 1, "name": "How", "key": "a.b"}),
    "column-name": (a_file(columns=[RATING, TICK | {"name": ""}]), {"place": 2, "name": "there"}),
    "column-long": (column(name="n" * 201), {"place": 1, "name": "n" * 80, "n": 200}),
    "column-words-long": (
        column(levels=["Low", "h" * 1001]),
        {"place": 1, "name": "How", "n": 1000},
    ),
    "column-unseen": (column(levels=["Low", "\u202ehgiH"]), {"place": 1, "name": "How"}),
    "settle": (
        column(settle="median"),
        {"place": 1, "name": "How", "settle": "median", "allowed": "none, ruling"},
    ),
    "levels": (column(levels=["Only"]), {"place": 1, "name": "How", "found": 1, "n": 11}),
    "numbering": (column(levels=LEVELS), {"place": 1, "name": "How"}),
    "label": (column(levels=["Low", " "]), {"place": 1, "name": "How", "level": 2}),
    "same-labels": (column(levels=["Low", "low"]), {"place": 1, "name": "How"}),
    "options": (
        a_file(columns=[CHOICE | {"options": []}]),
        {"place": 1, "name": "Which", "found": 0, "n": 11},
    ),
    "same-options": (
        a_file(columns=[CHOICE | {"options": [{"key": "a", "name": n} for n in "AB"]}]),
        {"place": 1, "name": "Which", "key": "a"},
    ),
    "option-key": (
        a_file(columns=[CHOICE | {"options": [{"key": k, "name": k} for k in "aB"]}]),
        {"place": 1, "name": "Which", "key": "B"},
    ),
    "option-name": (
        a_file(columns=[CHOICE | {"options": [{"key": k, "name": ""} for k in "ab"]}]),
        {"place": 1, "name": "Which", "option": 1},
    ),
    "same-option-names": (
        a_file(columns=[CHOICE | {"options": [{"key": k, "name": "A"} for k in "ab"]}]),
        {"place": 1, "name": "Which"},
    ),
    "most": (a_file(columns=[CHOICE | {"most": 3}]), {"place": 1, "name": "Which", "n": 2}),
    "steps": (a_file(columns=[NUMBER | {"step": 3}]), {"place": 1, "name": "Score"}),
    "too-large": (
        a_file(columns=[NUMBER | {"max": 10**9}]),
        {"place": 1, "name": "Score", "n": 1_000_000},
    ),
    "too-many-steps": (
        a_file(columns=[NUMBER | {"max": 600}]),
        {"place": 1, "name": "Score", "n": 501},
    ),
    "anchor": (
        a_file(columns=[NUMBER | {"anchors": {"11": "Over"}}]),
        {"place": 1, "name": "Score", "anchor": "11"},
    ),
    "longest": (a_file(columns=[TEXT | {"longest": 0}]), {"place": 1, "name": "Words", "n": 2000}),
    "many": (a_file(columns=[TEXT | {"many": 11}]), {"place": 1, "name": "Words", "n": 10}),
    "domains": (a_file(rows=[]), {}),
    "too-many-rows": (
        a_file(rows=[{"key": f"r{k}", "name": f"Row {k}"} for k in range(MOST_ROWS + 1)]),
        {"n": MOST_ROWS, "found": MOST_ROWS + 1},
    ),
    "too-many-cells": (
        a_file(
            rows=[{"key": f"r{k}", "name": f"Row {k}"} for k in range(41)],
            columns=[RATING, TICK, NUMBER],
        ),
        {"n": MOST_CELLS, "found": 123},
    ),
    "same-rows": (row(key="trust"), {"place": 1, "name": "Trust", "key": "trust"}),
    "row-key": (row(key="*"), {"place": 2, "name": "Time", "key": "*"}),
    "row-name": (row(name=""), {"place": 2}),
    "row-long": (row(short="s" * 201), {"place": 2, "name": "Time", "n": 200}),
    "row-words-long": (row(gold="g" * 1001), {"place": 2, "name": "Time", "n": 1000}),
    "row-unseen": (row(block="A\x07"), {"place": 2, "name": "Time"}),
    "ask": (row(ask=["nothing"]), {"place": 2, "name": "Time", "column": "nothing"}),
    "meanings": (row(meanings=["a"]), {"place": 2, "name": "Time", "found": 1, "n": 2}),
    "next-steps": (row(next_steps=["a"] * 3), {"place": 2, "name": "Time", "found": 3, "n": 2}),
    "sectors": (a_file(sectors=[], sides=[{"key": "all", "name": "All"}]), {}),
    "sides": (a_file(sectors=[{"key": "a", "name": "A", "side": "b"}], sides=[]), {}),
    "side": (
        a_file(sectors=[{"key": "a", "name": "A", "side": "b"}], sides=[{"key": "c", "name": "C"}]),
        {"key": "a", "side": "b"},
    ),
    "same-sectors": (
        a_file(
            sectors=[{"key": "a", "name": name, "side": "c"} for name in "AB"],
            sides=[{"key": "c", "name": "C"}],
        ),
        {"key": "a"},
    ),
    "same-sides": (
        a_file(
            sectors=[{"key": "a", "name": "A", "side": "c"}],
            sides=[{"key": "c", "name": "C"}, {"key": "c", "name": "D"}],
        ),
        {"key": "c"},
    ),
    "repeat": (a_file(repeat={"over": "agency", "most": 13}), {"n": 12}),
    "over": (a_file(repeat={"over": "", "most": 2}), {"n": 200}),
    "least": (a_file(gate={"least": 0}), {"n": 100}),
    "voice": (
        a_file(voices=[{"key": "all", "name": "All", "sectors": ["moon"]}]),
        {"key": "all", "sector": "moon"},
    ),
    "same-voices": (
        a_file(voices=[{"key": "all", "name": "All", "sectors": ["school"]}] * 2),
        {"key": "all"},
    ),
    "same-copies": (
        a_file(
            repeat={"over": "agency", "most": 2}, copies=[{"key": "1", "name": n} for n in "AB"]
        ),
        {"key": "1"},
    ),
    "same-scales": (
        a_file(scales=[{"key": "all", "name": "All", "rows": ["trust"]}] * 2),
        {"key": "all"},
    ),
    "scale-repeat": (scale() | {"repeat": {"over": "agency", "most": 2}}, {"key": "all"}),
    "scale-empty": (scale(rows=[]), {"key": "all"}),
    "scale-row": (scale(rows=["moon"]), {"key": "all", "row": "moon"}),
    "scale-kind": (scale() | {"columns": [TICK]}, {"key": "all", "row": "trust"}),
    "scale-twice": (scale(rows=["trust", "trust"]), {"key": "all"}),
    "scale-reverse": (scale(rows=["trust"], reverse=["time"]), {"key": "all", "row": "time"}),
    "scale-least": (scale(least_answered=0), {"key": "all"}),
}
OF_FILES = {"nothing", "size", "text", "json", "deep"}


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_used_is_refused_with_its_place_and_the_mend(why):
    data, values = REFUSED[why]
    with pytest.raises(BadFramework) as found:
        parse_instrument(data, cascade())
    assert {"why": why, **values}.items() <= found.value.values.items()
    assert WORDS.refusal(found.value)


def test_every_reason_to_refuse_is_tried_here():
    assert set(WORDS["refusals"]["bad-framework"]) == set(REFUSED) | OF_FILES


def test_all_faults_are_told_together():
    data = a_file(rows=[ROW, ROW | {"name": " "}], columns=[RATING | {"levels": ["Low"]}])
    assert len(refused(data)) == 4


@pytest.mark.parametrize(
    ("content", "why", "values"),
    [
        (b" " * (MOST_BYTES + 1), "size", {"n": 100}),
        (b'{"name": "\xff"}', "text", {}),
        (b'{\n"key": "a",\n}', "json", {"line": 3}),
        (b'{"least_answered": NaN}', "json", {"line": 1}),
        (b"1" * 5000, "json", {"line": 1}),
        (b"", "json", {"line": 1}),
        (b"[" * 50_000, "deep", {}),
    ],
    ids=["large", "no text", "comma", "no number", "long number", "empty", "nested"],
)
def test_a_file_that_is_no_json_is_refused_with_the_line(content, why, values):
    with pytest.raises(BadFramework) as found:
        read_file(content)
    assert found.value.values == {"why": why, **values}
    assert WORDS.refusal(found.value)


def test_a_file_is_read_as_editors_save_it():
    told = json.dumps(a_file()).encode()
    assert read_file(b"\xef\xbb\xbf" + told) == a_file()
    assert parse_instrument(read_file(told), cascade()).rows[0].name == "Trust"


def test_markup_is_text_like_any_other():
    name = "<script>alert(1)</script> & co"
    assert parse_instrument(row(name=name), cascade()).rows[1].name == name


plain = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
values = st.recursive(
    plain, lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(), one, max_size=3)
)
FIELDS = sorted({*a_file(), "domains", "levels", "repeat", "gate", "scales", "voices", "sectors"})
PARTS = sorted({*RATING, *CHOICE, *NUMBER, *TEXT, *ROW, "settle", "ask", "meanings", "next_steps"})


@given(st.dictionaries(st.sampled_from(FIELDS), values) | values)
def test_whatever_a_file_holds_is_read_or_refused_in_words(changes):
    data = a_file() | changes if isinstance(changes, dict) else changes
    reads_or_refuses(data)


@given(
    st.sampled_from(["rows", "columns"]),
    st.sampled_from([RATING, TICK, NUMBER, CHOICE, TEXT]),
    st.dictionaries(st.sampled_from(PARTS), values),
)
def test_whatever_a_row_or_column_holds_is_read_or_refused_in_words(where, kind, changes):
    base = ROW if where == "rows" else kind
    reads_or_refuses(a_file(columns=[kind]) | {where: [base | changes]})


def reads_or_refuses(data: Any) -> None:
    told: list[str] = []
    try:
        instrument = parse_instrument(data, cascade())
    except BadFramework as problem:
        told = [WORDS.refusal(one) for one in (problem, *problem.also)]
    else:
        stored = msgspec.json.encode(instrument)
        assert msgspec.json.decode(stored, type=type(instrument)) == instrument
        assert len(instrument.topics) >= len(instrument.agenda)
    assert all(told)


def test_what_will_not_be_legible_is_doubted():
    rows = [{"key": f"r{k}", "name": f"Row {k}"} for k in range(21)]
    many = parse_instrument(a_file(rows=rows, columns=[NUMBER | {"max": 12}]), cascade())
    assert list(doubts(many)) == [
        ("rows", {"n": 21, "most": 20}),
        ("places", {"name": "Score", "most": 11}),
    ]
    assert list(doubts(parse_instrument(a_file(), cascade()))) == []


@pytest.mark.parametrize(
    "file", sorted((ROOT / "tests/data/instruments").glob("*.json")), ids=lambda f: f.stem
)
def test_shapes_of_later_activities_are_read(file):
    instrument = parse_instrument(read_file(file.read_bytes()), cascade())
    assert instrument.sectors == cascade().sectors


def test_a_framework_of_earlier_releases_is_read_as_it_is():
    for path in ("tests/data/three-by-five.json", "voting/instruments/library/cascade.json"):
        data = framework_data(path)
        instrument = parse_instrument(data)
        assert instrument.is_framework
        assert [topic.key for topic in instrument.agenda] == [row["key"] for row in data["domains"]]
        data["domains"][0]["key"] = "Trust.1"  # keys that were never judged
        assert parse_instrument(data).rows[0].key == "Trust.1"


@pytest.mark.parametrize(
    "said",
    [
        {"gate": {"least": 5}},
        {"opens": "all"},
        {"repeat": {"over": "Agency", "most": 3}, "copies": [{"key": "a", "name": "A"}]},
        {"rows_from": "room"},
        {"scales": [{"key": "all", "name": "All", "rows": ["1"]}]},
        {"voices": [{"key": "v", "name": "V", "sectors": []}]},
    ],
    ids=lambda said: next(iter(said)),
)
def test_a_file_with_levels_that_says_more_than_frameworks_did_is_no_framework(said):
    """An older release would pass over what it says, and show what it withholds."""
    data = framework_data("tests/data/three-by-five.json")
    for row, key in zip(data["domains"], "123", strict=False):
        row["key"] = key
    usual = parse_instrument(data)
    instrument = parse_instrument(data | said)
    assert not instrument.is_framework
    (column,) = instrument.columns
    assert (column.kind, column.levels, column.cant_say) == ("rating", usual.levels, True)
    assert [row.name for row in instrument.rows] == [row.name for row in usual.rows]
    assert instrument.threshold or instrument.opens == said.get("opens", "cell")


def test_a_file_with_levels_may_say_the_usual_in_so_many_words():
    data = framework_data("tests/data/three-by-five.json")
    named = data | {"opens": "cell", "rows_from": "", "about": "One sentence.", "columns": []}
    assert parse_instrument(named).is_framework
    assert parse_instrument(named).opens == "cell"


def test_rows_under_levels_are_read_in_the_layout_of_all_others():
    data = framework_data("tests/data/three-by-five.json")
    rows = [{"name": "Time", "key": "time", "block": "First"}]
    with_rows = {name: said for name, said in data.items() if name != "domains"} | {"rows": rows}
    instrument = parse_instrument(with_rows)
    assert [row.block for row in instrument.rows] == ["First"]
    assert instrument.columns
