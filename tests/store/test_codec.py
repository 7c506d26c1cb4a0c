"""What is stored says its layout, is read leniently, and is brought up to date when it is read."""

import json

import msgspec
import pytest

from tests.builders import (
    FIRST_TRAINER,
    ROOT,
    START,
    Room,
    a_finished_room,
    attendee,
    framework_data,
    recorded,
)
from tests.programme.ledger import SHORT_SERIES, AreaLedger, ProgrammeLedger
from tests.store.rooms import WORKSHOP, StoredRoom
from voting.core import commands as c
from voting.core.machine import fold
from voting.core.reasons import redacted
from voting.core.state import Entry, Facts, ShownReason
from voting.instruments.parsing import parse_instrument
from voting.instruments.tally import Ballot, Reason
from voting.programme import machine, programme_machine
from voting.programme.commands import AddArea, FollowTemplate
from voting.programme.situation import Lead
from voting.refusals.sent import Malformed
from voting.refusals.serving import NewerVersion
from voting.store import codec, keys, migrations
from voting.views.result import result_of
from voting.wire.messages import read_order
from voting.words import load

ENTRY = Entry(START, FIRST_TRAINER, c.OpenRound("trust"), "id-1", 3)
AREA, PROGRAMME = AreaLedger(), ProgrammeLedger()
AREA.plans(start="2026-03-05T09:30")
AREA.does(FollowTemplate("link-2015", "2026-03-05"), series=SHORT_SERIES)
PROGRAMME.does(AddArea("area-one"), id="once")
THINGS = {
    "document": (codec.encode_workshop, codec.decode_workshop, a_finished_room().workshop),
    "entry": (codec.encode_entry, codec.decode_entry, ENTRY),
    "reason": (codec.encode_reason, codec.decode_reason, Reason("reason-1", "Words", "device")),
    "area": (codec.encode_area, codec.decode_area, AREA.area),
    "area-entry": (codec.encode_area_entry, codec.decode_area_entry, AREA.entries[-1]),
    "lead": (codec.encode_lead, codec.decode_lead, Lead("A. Archer", "a@example.org")),
    "programme": (codec.encode_programme, codec.decode_programme, PROGRAMME.programme),
    "programme-entry": (
        codec.encode_programme_entry,
        codec.decode_programme_entry,
        PROGRAMME.entries[-1],
    ),
    "result": (codec.encode_result, codec.decode_result, result_of(a_finished_room().situation())),
}
BALLOT = Ballot(7, "vote-id-7", None, 1_764_000_000_123)


def changed(data: bytes, **fields) -> bytes:
    return json.dumps({**json.loads(data), **fields}).encode()


@pytest.mark.parametrize("kind", THINGS)
def test_everything_says_its_schema_and_is_read_without_one(kind):
    encode, decode, thing = THINGS[kind]
    data = encode(thing)
    assert json.loads(data)["schema"] == migrations.PLAIN.get(kind, migrations.current(kind))
    assert decode(data) == thing
    assert decode(msgspec.json.encode(thing)) == thing  # as written before there were numbers


def test_a_ballot_says_its_schema_before_the_time_that_it_ends_with():
    data = codec.encode_ballot(BALLOT)
    assert data == b'[7,"vote-id-7",null,1764000000123,1,1764000000123]'
    assert codec.decode_ballot(data) == BALLOT
    assert codec.decode_ballot(msgspec.json.encode(BALLOT)) == BALLOT
    assert msgspec.json.decode(data, type=Ballot) == BALLOT  # as earlier versions read it


@pytest.mark.parametrize("kind", THINGS)
def test_what_a_later_version_added_is_read_past(kind):
    _, decode, thing = THINGS[kind]
    data = changed(THINGS[kind][0](thing), schema=9, something={"new": [1]})
    assert decode(data) == thing


def test_what_was_added_inside_a_command_or_the_details_is_read_past():
    data = json.loads(codec.encode_entry(ENTRY))
    data["command"]["colour"] = "blue"
    assert codec.decode_entry(json.dumps(data).encode()) == ENTRY
    workshop = THINGS["document"][2]
    data = json.loads(codec.encode_workshop(workshop))
    data["details"]["language"] = "cy"
    assert codec.decode_workshop(json.dumps(data).encode()) == workshop


@pytest.mark.parametrize("schema", [4, 30])
def test_what_a_later_version_changed_beyond_reading_is_refused_with_a_sentence(schema):
    unreadable = [
        (
            codec.decode_workshop,
            changed(codec.encode_workshop(a_finished_room().workshop), people=7),
        ),
        (codec.decode_entry, changed(codec.encode_entry(ENTRY), by={"role": "caretaker"})),
        (codec.decode_reason, changed(codec.encode_reason(Reason("reason-1", "Words")), text=[1])),
    ]
    for decode, data in unreadable:
        with pytest.raises(NewerVersion) as refused:
            decode(changed(data, schema=schema))
        assert f"{schema}" in load().refusal(refused.value)
        with pytest.raises(msgspec.ValidationError):  # damage stays what it is
            decode(data)
    with pytest.raises(NewerVersion):
        codec.decode_ballot(b'[7,"vote-id-7",{"a":1},5,%d,5]' % schema)


def test_a_workshop_that_a_newer_version_wrote_does_not_hide_the_others(redis, store):
    StoredRoom(store)
    written = json.loads(redis.get(keys.document(WORKSHOP)))
    redis.set(keys.document("newer"), json.dumps(written | {"schema": 99, "people": 7}))
    assert [one.id for one in store.load_all(["newer", WORKSHOP, "gone"])] == [WORKSHOP]
    redis.delete(keys.document("newer"))


def test_steps_bring_what_is_older_up_to_date_by_kind(monkeypatch):
    def renamed(data):
        return {("text" if field == "words" else field): value for field, value in data.items()}

    def in_seconds(data):
        return [*data[:3], data[3] * 1000, *data[4:]]

    steps = {"reason": (lambda data: data | {"words": data["words"].strip()}, renamed)}
    for kind, row in (steps | {"ballot": (in_seconds,)}).items():
        monkeypatch.setitem(migrations.STEPS, kind, row)
    for older in ({}, {"schema": 1}):
        data = json.dumps({**older, "id": "reason-1", "words": " Words "}).encode()
        assert codec.decode_reason(data) == Reason("reason-1", "Words")
    assert codec.decode_reason(b'{"schema":2,"id":"reason-1","words":" W"}') == Reason(
        "reason-1", " W"
    )
    assert codec.encode_reason(Reason("reason-1", "W")).startswith(b'{"schema":3,')
    for older in (b'[7,"vote-id-7",2,5]', b'[7,"vote-id-7",2,5,1,5]'):
        assert codec.decode_ballot(older).at == 5000
    assert codec.decode_ballot(b'[7,"vote-id-7",2,5,2,5]').at == 5


def test_whom_an_early_document_merged_is_told_nothing_of_the_other_device():
    room = Room()
    for person in ("1", "2", "3"):
        room.joins(person)
    room.does(c.MergePeople("1", "2"))
    plain = msgspec.to_builtins(room.workshop)
    for person in plain["people"].values():
        del person["shared"]
    read = codec.decode_workshop(json.dumps(plain).encode())
    assert read == room.workshop
    assert [read.is_shared(person) for person in ("1", "2", "3")] == [True, True, False]


def test_an_early_document_is_filled_in_with_what_later_ones_keep():
    room = Room()
    room.does(c.SetLeastGroup(8))
    held = room.rates("trust", 1, 1)
    room.joins("late")
    plain = msgspec.to_builtins(room.workshop)
    for person in plain["people"].values():
        del person["joined_after"]
    del plain["rounds"][0]["least_group"]
    assert codec.decode_workshop(json.dumps(plain).encode()) == room.workshop
    assert room.workshop.people["late"].joined_after == held
    # where groups could be smaller than usual nobody knows since when
    plain["least_group"] = 3
    assert codec.decode_workshop(json.dumps(plain).encode()).rounds[0].smallest_group == 5


def test_a_close_that_says_who_was_there_was_judged_by_the_second_rule():
    room = Room()
    room.rates("trust", 1, 1)
    plain = msgspec.to_builtins(room.entries[-1])
    assert plain["facts"].pop("rule") == 2
    assert codec.decode_entry(json.dumps(plain).encode()) == room.entries[-1]
    del plain["facts"]["present"]
    assert codec.decode_entry(json.dumps(plain).encode()).facts.rule == 1


# --- commands that are not known any more -------------------------------------------------------


def retired(**said) -> Entry:
    data = json.loads(codec.encode_entry(ENTRY)) | {"command": {"command": "open_round"} | said}
    return codec.decode_entry(json.dumps(data).encode())


@pytest.mark.parametrize(
    "said",
    [
        {"command": "weigh_people", "person": "person-7", "weight": 3},
        {"command": "open_round", "domain": 7},  # known, with other arguments
        {"command": "retired", "name": "x"},
    ],
)
def test_a_command_that_is_not_known_is_kept_as_it_was_stored(said):
    entry = retired(**said)
    assert entry.command == c.Retired(
        said["command"], {k: v for k, v in said.items() if k[0] != "c"}
    )
    assert (entry.at, entry.by, entry.id, entry.step) == (ENTRY.at, ENTRY.by, ENTRY.id, ENTRY.step)
    assert json.loads(codec.encode_entry(entry))["command"] == said


def test_a_log_with_commands_that_are_not_known_folds_and_is_exported():
    room = a_finished_room()
    before = fold(room.entries)
    room.entries.append(retired(command="weigh_people", person="person-7"))
    after = fold(room.entries)
    assert (after.revision, after.step) == (before.revision + 1, before.step + 1)
    assert after.last_step.command == "weigh_people"
    assert after.rulings == before.rulings
    told = recorded(room)["log"][-1]
    assert (told["command"], told["done"]) == ("weigh_people", load().say("done.retired"))
    assert told["arguments"] == {}  # they may be about somebody
    by_attendee = retired(command="wave")
    room.entries.append(msgspec.structs.replace(by_attendee, by=attendee("person-7")))
    assert fold(room.entries).step == after.step
    assert recorded(room)["log"][-1] == told


def test_logs_of_areas_and_programmes_with_commands_that_are_not_known_fold():
    kinds = (
        (AREA, codec.encode_area_entry, codec.decode_area_entry, machine.fold),
        (
            PROGRAMME,
            codec.encode_programme_entry,
            codec.decode_programme_entry,
            programme_machine.fold_programme,
        ),
    )
    for ledger, encode, decode, fold_all in kinds:
        last = encode(ledger.entries[-1])
        said = {"command": "paint", "colour": "blue"}
        read = decode(changed(last, command=said, id="another"))
        assert read.command == c.Retired("paint", {"colour": "blue"})
        assert json.loads(encode(read))["command"] == said
        before, after = fold_all(ledger.entries), fold_all([*ledger.entries, read])
        assert (after.revision, after.step) == (before.revision + 1, before.step + 1)
        with pytest.raises(NewerVersion):
            decode(changed(last, schema=9, by={"role": "caretaker"}))
        with pytest.raises(msgspec.ValidationError):
            decode(changed(last, by={"role": "caretaker"}))


def test_the_words_of_a_reason_leave_a_command_that_is_not_known_too():
    shown = ShownReason("reason-1", 1, 2, "Words")
    entry = msgspec.structs.replace(
        retired(command="show_loudly", reason="reason-1"), facts=Facts(reason=shown)
    )
    read = codec.decode_entry(codec.encode_entry(entry))
    assert read == entry
    assert b"Words" not in codec.encode_entry(redacted(read, "reason-1"))


def test_nobody_can_send_what_only_a_log_may_hold():
    for event, payload in (
        ("retired", {"name": "x", "said": {}}),
        ("open_round", {"domain": "trust", "colour": "blue"}),
        ("edit_details", {"details": dict.fromkeys(("area", "kind", "date", "title", "x"), "x")}),
    ):
        with pytest.raises(Malformed):
            read_order(event, {"id": "request-1", **payload})


# --- ballots of two versions beside each other ---------------------------------------------------


@pytest.mark.parametrize("newer", ["with a number", "without"])
def test_of_two_ballots_of_one_person_the_later_counts_whichever_version_wrote_it(
    redis, store, newer
):
    room = StoredRoom(store, people=2)
    held = room.opens()
    first, second = Ballot(1, "vote-first", 0, 1000), Ballot(2, "vote-second", 3, 2000)
    numbered, plain = (second, first) if newer == "with a number" else (first, second)
    key = keys.ballots(WORKSHOP, held)
    redis.hset(key, "person-0", codec.encode_ballot(numbered))
    redis.hset(key, "person-1", msgspec.json.encode(plain))
    room.does(c.MergePeople("person-0", "person-1"))
    assert store.ballots(WORKSHOP, held) == {"person-1": Ballot(2, "vote-second", 3, 2000)}


LINES = (ROOT / "tests/data/lines/719c195.jsonl").read_bytes().splitlines()
_WRITERS = {
    b'{"schema":2,"id"': (codec.decode_workshop, codec.encode_workshop),
    b'{"schema":1,"wor': (codec.decode_result, codec.encode_result),
    b'{"schema":2,"at"': (codec.decode_entry, codec.encode_entry),
}


def test_a_frameworks_workshop_is_stored_byte_for_byte_as_the_release_before_stores_it():
    """It is the same to a server of that release, in a shared store and after going back."""
    for line in LINES:
        ballot = (codec.decode_ballot, codec.encode_ballot)
        decode, encode = ballot if line.startswith(b"[") else _WRITERS[line[:16]]
        assert encode(decode(line)) == line


def test_what_is_left_out_of_a_framework_is_written_as_the_release_before_wants_it():
    told = framework_data("tests/data/three-by-five.json")
    told["domains"] = [{"key": "trust", "name": "Trust"}]
    data = json.loads(codec.encode_workshop(Room(parse_instrument(told)).workshop))
    bare = {"key": "trust", "letter": "", "name": "Trust", "short": "", "gold": "", "meanings": []}
    assert data["framework"]["domains"] == [bare]
    assert data["schema"] == 2
