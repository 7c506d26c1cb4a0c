"""docs/instruments.md: enough to write an instrument in an editor."""

import json
import re

import msgspec
import pytest

from tests.builders import ROOT, cascade
from tests.docs import pages
from tests.instruments.test_parsing import a_file
from voting.instruments.faults import KEY_LIMIT, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, NAME_LIMIT
from voting.instruments.instrument import Instrument, Row, Scale
from voting.instruments.kinds import ChoiceColumn, NumberColumn, RatingColumn, TextColumn
from voting.instruments.kinds.column import MOST_PLACES, Column
from voting.instruments.kinds.number import MOST_STEPS
from voting.instruments.parsing import parse_instrument

PAGE = "docs/instruments.md"
TEXT = (ROOT / PAGE).read_text()
EXAMPLES = [json.loads(one) for one in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)]
HELD = {"levels", "domains", "copies", "named"}  # as it is stored, not as files have it


def fields(struct: type) -> set[str]:
    return {field.encode_name for field in msgspec.structs.fields(struct)}


@pytest.mark.parametrize(
    ("part", "known"),
    [
        ("The file", fields(Instrument) - HELD | {"rows"}),
        ("Rows", fields(Row) | {"help"}),
        ("Columns", fields(Column) | {"kind"}),
        ("Scales", fields(Scale)),
    ],
)
def test_every_field_is_told(part, known):
    cells = [row[0] for row in pages.rows(pages.section(PAGE, part), "field")]
    assert {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} == known


def test_the_fields_of_every_kind_are_told():
    for kind in (RatingColumn, ChoiceColumn, NumberColumn, TextColumn):
        for name in fields(kind) - fields(Column):
            assert f"`{name}`" in TEXT or f'"{name}"' in TEXT


def test_every_example_can_be_used():
    tried = set()
    for told in EXAMPLES:
        if "kind" in told:
            tried.add(told["kind"])
            data = a_file(columns=[told])
        elif "how" in told:
            rows = [{"key": key, "name": key} for key in told["rows"]]
            data = a_file(rows=rows, scales=[told])
        else:
            data = told if "rows" in told else a_file(**told)
        parse_instrument(data, cascade())
    assert tried == {"rating", "tick", "choice", "number", "text"}


@pytest.mark.parametrize(
    "limit",
    [
        f"2 to {MOST_PLACES}",
        f"{MOST_ROWS} at most",
        f"{MOST_COLUMNS} at most",
        f"{KEY_LIMIT} at most",
        f"{NAME_LIMIT} characters",
        f"{MOST_CELLS} things",
        f"{MOST_STEPS} numbers",
    ],
)
def test_limits_are_told_as_they_are(limit):
    assert limit in TEXT
