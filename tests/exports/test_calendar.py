"""Calendar files: what two calendar programs' parsers make of them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from tests.exports.calendars import gnome, thunderbird
from tests.programme.ledger import AreaLedger
from voting.programme import commands as c
from voting.programme.area import Event
from voting.reports.calendar import CANCEL, REQUEST, Due, Meeting
from voting.reports.calendar_file import calendar_file

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
SPRING = Event(
    "e1", "workshop-1", "2026-03-05T09:30", 180, "Library", "https://video.example/a?b=1"
)


def made(*events: Event, due=(), **more) -> bytes:
    meetings = [
        Meeting(event, f"Meeting {event.id}", page="https://cascade.example/p/a")
        for event in events
    ]
    return calendar_file("area", meetings, due, zone=LONDON, now=NOW, **more)


def read(data: bytes) -> dict:
    """Both parsers' entries, which must agree; the file keeps every line within 75 bytes."""
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    found, other = thunderbird(data), gnome(data)
    assert other["faults"] == 0
    assert other["keeps_the_rules"]
    same = ("uid", "sequence", "name", "where")
    assert [{key: one[key] for key in same} for one in found["entries"]] == other["entries"]
    return found


def test_a_meeting_is_at_its_local_time_whenever_the_clocks_change():
    summer = replace(SPRING, id="e2", start="2026-06-05T09:30")
    night = replace(SPRING, id="e3", start="2026-10-25T00:30")  # the clocks go back at 2:00
    first, second, third = read(made(SPRING, summer, night))["entries"]
    assert (first["start"], first["end"]) == (
        "2026-03-05T09:30:00.000Z",
        "2026-03-05T12:30:00.000Z",
    )
    assert (second["start"], second["end"]) == (
        "2026-06-05T08:30:00.000Z",
        "2026-06-05T11:30:00.000Z",
    )
    assert (third["start"], third["end"]) == (
        "2026-10-24T23:30:00.000Z",
        "2026-10-25T02:30:00.000Z",
    )
    assert {one["zone"] for one in (first, second, third)} == {"Europe/London"}
    assert first["where"] == "Library"
    assert "https://video.example/a?b=1" in first["about"]


def test_the_clocks_go_forward_in_the_hour_in_which_they_do():
    data = made(SPRING)
    assert data.count(b"BEGIN:DAYLIGHT") == data.count(b"BEGIN:STANDARD") - 1 == 2
    assert b"DTSTART:20260329T010000" in data
    assert b"DTSTART:20261025T020000" in data
    early = replace(SPRING, start="2026-03-29T02:30", minutes=30)
    assert read(made(early))["entries"][0]["start"] == "2026-03-29T01:30:00.000Z"


def test_another_zone_is_written_with_its_own_rules():
    data = calendar_file("area", [Meeting(SPRING, "x")], zone=ZoneInfo("America/New_York"), now=NOW)
    assert read(data)["entries"][0]["start"] == "2026-03-05T14:30:00.000Z"
    assert b"TZID:America/New_York" in data
    assert b"Europe" not in data


def test_a_day_without_a_time_and_a_deadline_are_whole_days_and_no_day_is_none():
    day = replace(SPRING, start="2026-12-31", minutes=0)
    due = Due("d4", date(2026, 2, 26), "Register", sequence=7)
    found = read(made(day, replace(SPRING, id="e9", start=""), due=[due]))["entries"]
    assert [(one["uid"], one["start"], one["end"], one["whole_day"]) for one in found] == [
        ("e1.area@cascade-live", "2026-12-31", "2027-01-01", True),
        ("d4.area@cascade-live", "2026-02-26", "2026-02-27", True),
    ]
    assert found[1]["sequence"] == 7


@pytest.mark.parametrize(
    "text",
    [
        "a, b; c\\n d",
        "two\nlines\r\nand three",
        "\x00bell\x07 and\x1b escape",
        "END:VEVENT\r\nBEGIN:VEVENT\r\nUID:other",
        "Äöü “quoted” " * 40,
        "🏫" * 60,
    ],
)
def test_no_text_breaks_the_file(text):
    data = calendar_file(
        "area",
        [Meeting(replace(SPRING, place=text), text, text, "https://cascade.example/p/a")],
        name=text,
        zone=LONDON,
        now=NOW,
    )
    (only,) = read(data)["entries"]
    assert only["uid"] == "e1.area@cascade-live"
    shown = "".join(c for c in text if c in "\r\n" or c.isprintable())
    assert only["name"] == only["where"] == " ".join(shown.split())


def test_an_update_and_a_cancellation_keep_the_uid_and_raise_the_sequence():
    ledger = AreaLedger()
    event = ledger.plans(start="2026-03-05T09:30")
    seen = [read(made(event))["entries"][0]]
    changes = [
        c.ChangeEvent(replace(event, start="2026-03-12T10:00")),
        c.ChangeEvent(replace(event, start="2026-03-12T10:00", place="Town hall")),
        c.CancelEvent("e1"),
        c.CancelEvent("e1", cancelled=False),
    ]
    for command in changes:
        seen.append(read(made(ledger.does(command).events[0]))["entries"][0])
    assert [one["sequence"] for one in seen] == [0, 1, 2, 3, 4]
    assert len({one["uid"] for one in seen}) == 1
    assert [one["status"] for one in seen] == [*["CONFIRMED"] * 3, "CANCELLED", "CONFIRMED"]
    unseen = ledger.does(c.ChangeEvent(replace(ledger.area.events[0], capacity=20))).events[0]
    assert unseen.sequence == 4  # no calendar shows how many there is room for


@pytest.mark.parametrize(("method", "status"), [(REQUEST, "CONFIRMED"), (CANCEL, "CANCELLED")])
def test_by_mail_it_names_one_person_and_whoever_sends_it(method, status):
    data = made(SPRING, method=method, organiser="cascade@example.org", to="kim@school.example")
    found = read(data)
    assert found["method"] == method
    (only,) = found["entries"]
    assert only["status"] == status
    assert only["attendees"] == ["mailto:kim@school.example"]
    assert only["organiser"] == "mailto:cascade@example.org"
    assert data.count(b"mailto:") == 2
