"""The files of an area: made of kept results, whether or not the workshops are still there."""

import csv
import io
import re
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import msgspec
import openpyxl
import pytest
from msgspec.structs import replace

from tests.builders import ROOT, WORDS
from tests.exports.series import first, long_series, second
from tests.exports.test_charts import PAYLOADS, SVG, read
from tests.exports.test_record import fields
from tests.exports.test_tables import FORMULAS
from voting.edges.http.area_changed import compared
from voting.programme.area import Area, Deadline, Event
from voting.programme.situation import AreaSituation, Lead
from voting.reports import area_downloads
from voting.reports.area_record import area_record

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


def an_area(*results, rehearsal: str = "", cancelled: str = "", **changes) -> AreaSituation:
    """An area with a meeting for each of the results, and one that is still planned."""
    events = tuple(
        Event(
            f"e{n}",
            one.kind if one.kind.startswith("workshop") else "other",
            start=f"{one.date}T09:30",
            minutes=180,
            place="Town hall",
            link="https://video.example.org/secret",
            state="cancelled" if one.workshop == cancelled else "held",
            workshop=one.workshop,
            rehearsal=one.workshop == rehearsal,
        )
        for n, one in enumerate(results, start=1)
    )
    planned = Event(f"e{len(results) + 1}", "review-3")
    deadlines = (
        Deadline("d1", what="dates-suggested", owner="programme", event="e1", days=-42),
        Deadline("d2", text="Book the room", due="2026-02-01", done_at=AT),
    )
    area = Area("area-one", 3, 2, "Northshire", AT, events=(*events, planned), deadlines=deadlines)
    held = {one.workshop: one for one in results}
    leads = (Lead("Alex Namedlead", "alex@example.org"),)
    return AreaSituation(replace(area, **changes), held, {}, date(2026, 6, 1), leads)


def made(at: AreaSituation, file: str, **compared) -> bytes:
    return area_downloads.write(file, area_record(at, AT, WORDS, **compared), WORDS)


def sheets(data: bytes) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def column(rows: list[tuple], heading: str) -> list:
    place = rows[0].index(heading)
    return [row[place] for row in rows[1:]]


def test_an_area_is_told_without_people_and_without_what_opens_something():
    text = made(an_area(first(), second()), "area.json").decode()
    data = msgspec.json.decode(text)
    assert (data["format"], data["version"]) == ("cascade-live-area", 1)
    assert [one["workshop"] for one in data["results"]] == ["one", "two"]
    assert data["events"][0]["place"] == "Town hall"
    assert data["deadlines"][0]["due"] == "2026-01-22"
    assert data["deadlines"][1]["due"] == "2026-02-01"
    clarity = data["results"][0]["domains"][0]
    assert (clarity["decision"]["rating"], clarity["decision"]["votes"]) == (1, 11)
    assert clarity["rounds"][0]["counts"] == [4, 11, 3, 0]
    assert data["changed"]["summary"]["up"] == 2
    page = compared(an_area(first(), second()), {})
    assert (page.returning.returned, page.since.workshop) == (14, "one")
    back = {"since": "one", "returned": 14, "people": 20}
    assert [one["returning"] for one in data["results"]] == [None, back]
    for hidden in ("Alex", "example.org", "secret"):
        assert hidden not in text


def test_every_field_of_it_is_described():
    described = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs/record.md").read_text()))
    now = replace(second(), returning=replace(second().returning, flows={}))
    assert set(fields(area_record(an_area(first(), now), AT, WORDS))) <= described


def test_rehearsals_and_cancelled_meetings_count_for_nothing():
    third = replace(second(), workshop="three", date="2026-09-01")
    series = (first(), second(), third)
    without = an_area(*series, rehearsal="two")
    assert [one["workshop"] for one in area_record(without, AT, WORDS)["results"]] == [
        "one",
        "three",
    ]
    without = an_area(*series, cancelled="three")
    data = area_record(without, AT, WORDS)
    assert [p["workshop"] for p in data["changed"]["points"]] == ["one", "two"]
    told = area_record(an_area(*series, rehearsal="two"), AT, WORDS)["events"]
    assert [event["rehearsal"] for event in told] == [False, True, False, False]


def test_a_workbook_has_the_series_and_no_name():
    held = sheets(made(an_area(first(), second()), "area.xlsx"))
    keys = ["what_changed", "events", "deadlines", "decisions", "rooms", "changed", "codebook"]
    assert list(held) == [WORDS.say(f"reports.sheets.{key}") for key in keys]
    assert column(held["Meetings"], "State") == ["held", "held", "planned"]
    assert column(held["Deadlines"], "Owner") == [
        WORDS.say("area.owners.programme"), WORDS.say("area.owners.lead")
    ]  # fmt: skip
    decisions = held["Decisions"]
    assert len(decisions) == 1 + 2 * 7
    assert column(decisions, "Rating")[:4] == [1, 0, None, 1]
    assert column(decisions, "Decision status")[2] == "unresolved"
    assert column(decisions, "Votes: 1")[:2] == [11, 8]
    assert column(held["Who was in the room"], "People")[:2] == [8, 5]
    assert column(held["History"], "Steps")[:4] == [None, 1, None, 2]
    explained = column(held["Codebook"], "Name in the CSV file")
    assert {"event_state", "deadline_owner", "compared_with", "sector_people"} <= set(explained)
    assert "Namedlead" not in str(held)


def test_equal_records_give_equal_bytes():
    at = an_area(first(), second())
    for file in area_downloads.FILES.keys() - area_downloads.AGREED:
        assert made(at, file) == made(at, file)


@pytest.mark.parametrize("results", [(), (first(),)], ids=["no workshop", "one workshop"])
def test_an_area_that_has_nothing_to_compare_has_its_workbook_and_record(results):
    at = an_area(*results)
    held = sheets(made(at, "area.xlsx"))
    assert "What changed" not in held
    assert len(held["Decisions"]) == 1 + 7 * len(results)
    assert msgspec.json.decode(made(at, "area.json"))["changed"] is None


def test_the_history_has_every_domain_over_every_workshop():
    svg = made(an_area(*long_series()), "history.svg").decode()
    root = ET.fromstring(svg)
    said = read(svg)
    assert said.startswith("Northshire")
    for part in ("5 Mar 2026", "30 Jun 2027", "Clarity on roles", "Left", "imported"):
        assert part in said
    circles = [one for one in root.iter(f"{SVG}circle") if one.get("r") == "11"]
    decided = sum(d.decision.rating is not None for one in long_series() for d in one.domains)
    assert len(circles) == decided
    assert "Clarity on roles: Workshop I, 5 March 2026" in root.findtext(f"{SVG}desc")


def test_which_two_are_compared_may_be_chosen():
    at = an_area(*long_series())
    text = made(at, "changed.csv", earlier="w0", later="w2").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    clarity = [row for row in rows if row["domain"] == "clarity"]
    assert [row["compared_with"] for row in clarity] == ["", "w0", "w0", "w2", "w3"]
    assert clarity[2]["steps"] == "2"
    svg = made(at, "changed-slide.svg", earlier="w0", later="w2").decode()
    assert "5 March 2026" in read(svg)
    assert "1 September 2026" in read(svg)
    for wrong in (
        {"earlier": "w2", "later": "w0"},
        {"earlier": "w1", "later": "w1"},
        {"later": "x"},
    ):
        assert area_record(at, AT, WORDS, **wrong)["changed"] is None


@pytest.mark.parametrize("text", [*FORMULAS[:2], *PAYLOADS[1:4]])
def test_what_people_typed_stays_text(text):
    at = an_area(first(), replace(second(), title=text), name=text, region=text)
    at = replace(
        at,
        area=replace(at.area, events=(replace(at.area.events[0], place=text), *at.area.events[1:])),
    )
    book = openpyxl.load_workbook(io.BytesIO(made(at, "area.xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert text in [cell.value for cell in cells]
    for file in ("history.svg", "changed-slide.svg"):
        ET.fromstring(made(at, file))
    assert text in msgspec.json.decode(made(at, "area.json"))["area"]["name"]
    assert re.fullmatch(
        r"[a-z0-9-]+-2026-06-01-area\.json",
        area_downloads.file_name("area.json", area_record(at, AT, WORDS)),
    )
