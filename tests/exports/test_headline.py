"""The headline of a report; the page is held to the same cases (tests/js/headline.test.js)."""

import json

import pytest

from tests.builders import ROOT, WORDS, Room, a_room_in, cascade, recorded
from voting.core.state import Phase
from voting.reports.headline import headline

CASES = json.loads((ROOT / "tests/js/headlines.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_the_headline_is_made_from_the_facts(case):
    record = recorded(Room(cascade())) | {"summary": case}
    record["workshop"] |= {"finished_at": case.get("finished_at")}
    assert headline(record, WORDS) == case["says"]


@pytest.mark.parametrize("phase", Phase)
def test_every_workshop_has_a_headline(phase):
    assert headline(recorded(a_room_in(phase)), WORDS)
