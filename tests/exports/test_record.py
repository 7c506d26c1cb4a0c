"""The record: the whole workshop, and nobody in it."""

import re
from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest

from tests.builders import (
    ROOT,
    SECOND_TRAINER,
    Room,
    a_finished_room,
    a_room_in,
    a_room_of,
    attendee,
    recorded,
)
from voting.core import commands as c
from voting.core.actors import CLOCK
from voting.core.ruling import Method
from voting.core.state import Phase


def told(room: Room, event: str) -> list[dict]:
    return [line for line in recorded(room)["log"] if line["command"] == event]


def test_the_record_names_its_format_and_when_it_was_made():
    room = a_finished_room()
    data = recorded(room)
    assert (data["format"], data["version"]) == ("cascade-live-record", 1)
    assert data["exported_at"] == room.now.isoformat().replace("+00:00", "Z")
    assert data["workshop"]["finished_at"] is not None
    assert (data["framework"]["key"], data["framework"]["version"]) == ("three-by-five", "2")


def test_each_domain_has_its_ruling_and_all_its_counted_rounds():
    trust, time, tools = recorded(a_finished_room())["domains"]
    assert [(d["ruling"]["method"], d["ruling"]["rating"]) for d in (trust, time, tools)] == [
        ("consensus", 2),
        ("unanimous", 4),
        ("tie-break", 0),
    ]
    assert [held["counts"] for held in time["rounds"]] == [[1, 0, 0, 0, 2], [0, 0, 0, 0, 3]]
    assert (trust["rounds"][0]["cant_say"], trust["rounds"][0]["turnout"]) == (1, 4)
    assert [(one["turnout"], one["present"]) for one in time["rounds"]] == [(3, 4), (3, 4)]
    assert (time["ruling"]["turnout"], time["ruling"]["present"]) == (3, 4)
    assert (tools["ruling"]["share"], tools["ruling"]["over_half"]) == (0.5, False)


def test_a_record_of_a_workshop_that_has_only_begun_has_gaps_and_no_errors():
    data = recorded(Room())
    assert data["workshop"]["finished_at"] is None
    assert {d["status"] for d in data["domains"]} == {"waiting"}
    assert all(d["ruling"] is None and d["rounds"] == [] for d in data["domains"])


def test_an_unresolved_domain_has_a_reason_and_no_rating():
    room = Room()
    room.rates("trust", 0, 4)
    room.rules("trust", "unresolved", note="No agreement in sight")
    ruled = recorded(room)["domains"][0]["ruling"]
    assert (ruled["rating"], ruled["label"], ruled["share"]) == (None, None, None)
    assert ruled["note"] == "No agreement in sight"


def test_a_consensus_in_a_room_that_only_said_cant_say_has_no_share():
    room = Room()
    room.rates("trust", None, None)
    room.rules("trust", "consensus", 1)
    ruled = recorded(room)["domains"][0]["ruling"]
    assert (ruled["rating"], ruled["votes"], ruled["share"]) == (1, None, None)


def test_a_cancelled_round_leaves_its_times_and_no_tally():
    cancelled = recorded(a_finished_room())["cancelled_rounds"]
    assert [(r["id"], r["domain"]) for r in cancelled] == [(2, "time")]
    assert set(cancelled[0]) == {"id", "domain", "opened_at", "cancelled_at"}


def test_nothing_of_an_open_round_is_in_the_record():
    empty, rated = a_room_of(2), a_room_of(2)
    for room in (empty, rated):
        room.opens("trust")
    for person in "12":
        rated.votes(person, 3)
    assert recorded(empty) == recorded(rated)


# --- the log ------------------------------------------------------------------------------------


def test_the_log_tells_who_did_what_and_when():
    room = a_room_of(2)
    room.does(c.LockJoining(), SECOND_TRAINER)
    line = recorded(room)["log"][-1]
    assert (line["by"], line["command"], line["done"]) == (
        "Trainer C. D.",
        "lock_joining",
        "locked joining",
    )
    assert line["at"] == room.now.isoformat().replace("+00:00", "Z")


def test_an_earlier_ruling_stays_in_the_log_with_its_rating_and_tally():
    rulings = told(a_finished_room(), "record_ruling")
    earlier, later = (line for line in rulings if line["arguments"]["domain"] == "trust")
    assert (earlier["arguments"]["method"], earlier["arguments"]["rating"]) == ("majority", 1)
    assert earlier["tally"] == {"counts": [0, 2, 1, 0, 0], "cant_say": 1}
    assert (later["arguments"]["method"], later["arguments"]["rating"]) == ("consensus", 2)


def test_the_clock_is_named_when_it_closed_a_round():
    room = a_room_of(1)
    room.does(c.SetAutoClose(True))
    room.does(c.CloseRound(room.opens("trust")), CLOCK)
    assert told(room, "close_round")[0]["by"] == "The clock"


# --- nobody in it -------------------------------------------------------------------------------


def a_room_with_planted_people() -> Room:
    room = Room()
    for number in "123":
        room.joins(f"planted-id-{number}", f"Planted name {number}", "clinic")
    room.does(c.ReplaceLink("join"))
    held = room.opens("trust")
    for number in "123":
        room.votes(f"planted-id-{number}", 3)
    room.does(c.CloseRound(held))
    room.does(c.Leave(), attendee("planted-id-1"))
    room.does(c.RemovePerson("planted-id-2"), id="planted-request")
    room.does(c.ReadmitPerson("planted-id-2"))
    return room


def test_the_record_holds_no_persons_name_or_id_and_no_code_or_link():
    room = a_room_with_planted_people()
    written = msgspec.json.encode(recorded(room)).decode()
    assert "planted" not in written.casefold()
    for secret in ("K7QM2X", "NEWC2D", "trainer-one", "trainer-two"):
        assert secret not in written


def test_the_record_tells_how_many_joined_and_not_when():
    room = a_room_with_planted_people()
    data = recorded(room)
    assert data["people"] == 3
    assert not {line["command"] for line in data["log"]} & {"join", "leave"}
    assert [line["arguments"] for line in told(room, "remove_person")] == [{"with_ballot": False}]


def test_what_people_are_called_and_when_they_come_and_go_changes_nothing_but_the_number():
    few, many = a_room_in(Phase.RULED), a_room_in(Phase.RULED)
    many.joins("4", "Somebody else", "clinic")
    many.does(c.Leave(), attendee("4"))
    many.now -= timedelta(seconds=2)
    assert recorded(few) | {"people": 4} == recorded(many)


def test_whom_the_server_recognised_is_not_told():
    once, twice = a_room_in(Phase.RULED), a_room_in(Phase.RULED)
    twice.joins("4", "Somebody", "clinic")
    twice.does(c.RecogniseInvited("4", "1"), CLOCK)
    twice.now -= timedelta(seconds=2)
    assert recorded(once) == recorded(twice)


# --- its documentation --------------------------------------------------------------------------


def fields(value: object) -> Iterator[str]:
    """Every name in the record, however deep; what is named by keys of the instrument, and the
    arguments of commands, are described as a whole."""
    if isinstance(value, list):
        for part in value:
            yield from fields(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            if name not in ("arguments", "values", "tallies"):
                yield from fields(part)


def test_every_field_is_described():
    described = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs/record.md").read_text()))
    assert set(fields(recorded(a_finished_room()))) <= described


@pytest.mark.parametrize("phase", Phase)
def test_the_record_is_plain_data_in_every_phase(phase):
    data = recorded(a_room_in(phase))
    assert msgspec.json.decode(msgspec.json.encode(data)) == data


@pytest.mark.parametrize("method", Method)
def test_every_method_is_described(method):
    assert f"`{method.value}`" in (ROOT / "docs/record.md").read_text()
