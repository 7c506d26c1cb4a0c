"""A review that is over tells of what it rated, in every file that people read; tables have all."""

import csv
import io
import re
import zipfile

import pytest

from tests.builders import WORDS, Room, cascade, every_kind, recorded
from tests.exports.plans import plan_at
from tests.exports.series import first
from voting.core import commands as c
from voting.reports.downloads import FILES, READ, told_in, write
from voting.reports.outline import outline

RATED, NEVER = "Clarity on roles", "Evidence-based approach"
NOT_YET = WORDS.say("common.domain_status.waiting")


def a_review(*rated: str, finished: bool = True) -> dict:
    """Of an area with a plan and an earlier workshop; each domain that it rates is put at 2."""
    room = Room(cascade(), kind="review")
    for domain in rated:
        room.rates(domain, 2, 2, 2, 3, 2)
        room.rules(domain, "majority")
    if finished:
        room.does(c.Finish())
    room.before, room.plan = (first(),), plan_at()
    return recorded(room)


def said(file: str, held: dict) -> str:
    """All that a file says in words."""
    made = write(file, held, WORDS)
    if file == "report.pdf":
        return str(outline(told_in(file, held), WORDS))
    if made[:2] != b"PK":
        return made.decode()
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        parts = [packed.read(one) for one in packed.namelist() if one.endswith((".xml", ".svg"))]
        return re.sub(r"<[^>]*>", " ", b" ".join(parts).decode())


TOLD = sorted(file for file in READ if not file.endswith(".png"))


@pytest.mark.parametrize("file", TOLD)
def test_files_to_read_leave_out_what_a_review_did_not_rate(file):
    text = said(file, a_review("clarity"))
    assert RATED in text
    assert NOT_YET not in text
    assert "No decision" not in text
    if "changed" not in file and "zip" not in file:
        assert "6 not rated" in text or file == "profile.svg"


@pytest.mark.parametrize("file", ["report.pdf", "report.docx", "report.pptx", "charts.zip"])
def test_a_review_that_rated_nothing_is_about_what_was_agreed(file):
    text = said(file, a_review())
    assert NOT_YET not in text
    assert ("Scores of goal 1" if file == "charts.zip" else "link worker whom its staff") in text
    for heading in ("lead.how.title", "reports.document.appendix", "reports.changed.decisions"):
        assert WORDS.say(heading) not in text


@pytest.mark.parametrize("file", ["profile-slide.svg", "profile.svg", "profile-slide.png"])
def test_its_pictures_can_be_drawn(file):
    assert write(file, a_review(), WORDS)


def test_a_page_about_a_domain_is_only_there_if_it_was_rated():
    parts = outline(told_in("report.pdf", a_review("clarity", "contact")), WORDS).parts
    assert [one.title[:7] for one in parts if one.kind == "domain"] == ["Clarity", "Agreed "]


def test_tables_have_every_domain():
    held = a_review("clarity")
    lines = csv.DictReader(io.StringIO(write("ratings.csv", held, WORDS).decode("utf-8-sig")))
    assert [one["rating"] for one in lines] == ["2", *[""] * 6]
    assert len(held["domains"]) == 7


def test_a_review_that_goes_on_has_its_whole_agenda():
    held = a_review("clarity", finished=False)
    assert told_in("report.pdf", held) is held
    assert NOT_YET in said("report.pdf", held)


def test_the_finding_counts_domains_as_the_page_does():
    held = a_review("clarity", "contact")
    assert "2 domains at Widespread good practice, 5 not rated" in said("report.pdf", held)
    assert "All 2 domains at" not in said("report.pdf", held)


def test_what_changed_is_of_what_was_rated():
    told = told_in("report.pdf", a_review("clarity", "structures"))["changed"]
    assert [one["key"] for one in told["domains"]] == ["clarity", "structures"]
    assert {key: n for key, n in told["summary"].items() if n} == {"up": 1, "decided": 1}


def test_every_file_to_read_is_named():
    assert set(FILES) - READ == {one for one in FILES if one.endswith((".csv", ".xlsx", ".json"))}


@pytest.mark.parametrize("cells", [(), ("plan.level",), ("plan.level", "plan.score")])
def test_reviews_of_other_instruments_tell_of_what_they_rated_too(cells):
    room = Room(every_kind(), kind="review")
    for person in "123":
        room.joins(person)
    for cell in cells:
        for person in "123":
            room.votes(person, 1, room.opens(cell) if person == "1" else len(room.workshop.rounds))
        room.does(c.CloseRound(len(room.workshop.rounds)))
        room.rules(cell, "consensus" if cell == "plan.level" else "median", 1)
    room.does(c.Finish())
    held = recorded(room)
    assert {one["key"] for one in told_in("report.pdf", held)["domains"]} == set(cells)
    for file in TOLD:
        if "changed" not in file:
            assert NOT_YET not in said(file, held)
