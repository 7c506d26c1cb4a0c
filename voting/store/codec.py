"""What is stored, to bytes and back: apart from what goes over the wire, and lenient where that is
strict.

Everything carries the schema number of its kind (see ``migrations``). A field that is not known is
ignored, a command that is not known becomes a ``Retired`` one. What a later version wrote is read
as far as it can be, since servers of two versions may share a store for a while; where it can't, it
is refused as ``NewerVersion``.

| kind | how it carries its number |
|---|---|
| all but ballots | `schema`, the first field |
| ballot | `[sequence,"vote_id",rating,at,schema,at]` |

A ballot ends with its time because `save.lua` finds it there, that of versions before the numbers
too, when it puts together the ballots of two people who are one.
"""

from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from voting.core.commands import Retired
from voting.core.state import Entry, Workshop
from voting.goals.entries import PlanEntry
from voting.goals.plan import Plan
from voting.instruments.tally import Answers, Ballot, Reason
from voting.programme.area import Area
from voting.programme.entries import AreaEntry, ProgrammeEntry
from voting.programme.programme import Programme
from voting.programme.result import Result
from voting.programme.situation import Lead
from voting.refusals.serving import NewerVersion
from voting.registration.mail import Mail
from voting.registration.roster import Invitee, Registration
from voting.store.migrations import PLAIN, STEPS, Kind, as_it_is, current, upgraded

Thing = TypeVar("Thing")
Logged = TypeVar("Logged", Entry, AreaEntry, ProgrammeEntry, PlanEntry)


class _Numbered(Struct):
    """Only the number of a stored object: the rest is skipped, not decoded."""

    schema: int = 1


class _Line(Struct):
    """A log entry whose command is not looked into."""

    command: dict[str, Any]


class _StoredBallot(Struct, array_like=True):
    sequence: int
    vote_id: str
    rating: int | Answers | None
    at: int
    schema: int = 1
    at_again: int = 0


_encoder = msgspec.json.Encoder()
_numbers = msgspec.json.Decoder(_Numbered)
_lines = msgspec.json.Decoder(_Line)
_workshops = msgspec.json.Decoder(Workshop)
_entries = msgspec.json.Decoder(Entry)
_reasons = msgspec.json.Decoder(Reason)
_ballots = msgspec.json.Decoder(Ballot)
_areas = msgspec.json.Decoder(Area)
_area_entries = msgspec.json.Decoder(AreaEntry)
_leads = msgspec.json.Decoder(Lead)
_programmes = msgspec.json.Decoder(Programme)
_programme_entries = msgspec.json.Decoder(ProgrammeEntry)
_results = msgspec.json.Decoder(Result)
_invitees = msgspec.json.Decoder(Invitee)
_registrations = msgspec.json.Decoder(Registration)
_stored_ballots = msgspec.json.Decoder(_StoredBallot)
_mails = msgspec.json.Decoder(Mail)
_plans = msgspec.json.Decoder(Plan)
_plan_entries = msgspec.json.Decoder(PlanEntry)


def encode_workshop(workshop: Workshop) -> bytes:
    return _numbered("document", workshop, plain=workshop.framework.is_framework)


def decode_workshop(data: bytes) -> Workshop:
    """Raises NewerVersion, as every function here does that reads."""
    return _read("document", data, _workshops)


def encode_entry(entry: Entry) -> bytes:
    asked = entry.facts.framework
    return _encode_line("entry", entry, plain=asked is None or asked.is_framework)


def decode_entry(data: bytes) -> Entry:
    return _read_line("entry", data, _entries, {"command": "leave"})


def encode_reason(reason: Reason) -> bytes:
    return _numbered("reason", reason)


def decode_reason(data: bytes) -> Reason:
    return _read("reason", data, _reasons)


def encode_area(area: Area) -> bytes:
    return _numbered("area", area)


def decode_area(data: bytes) -> Area:
    return _read("area", data, _areas)


def encode_area_entry(entry: AreaEntry) -> bytes:
    return _encode_line("area-entry", entry)


def decode_area_entry(data: bytes) -> AreaEntry:
    return _read_line("area-entry", data, _area_entries, {"command": "replace_area_link"})


def encode_lead(lead: Lead) -> bytes:
    return _numbered("lead", lead)


def decode_lead(data: bytes) -> Lead:
    return _read("lead", data, _leads)


def encode_programme(programme: Programme) -> bytes:
    return _numbered("programme", programme)


def decode_programme(data: bytes) -> Programme:
    return _read("programme", data, _programmes)


def encode_programme_entry(entry: ProgrammeEntry) -> bytes:
    return _encode_line("programme-entry", entry)


def decode_programme_entry(data: bytes) -> ProgrammeEntry:
    stand_in = {"command": "replace_programme_link", "link": "programme"}
    return _read_line("programme-entry", data, _programme_entries, stand_in)


def encode_result(result: Result) -> bytes:
    return _numbered("result", result, plain=result.framework.is_framework)


def decode_result(data: bytes) -> Result:
    return _read("result", data, _results)


def encode_invitee(invitee: Invitee) -> bytes:
    return _numbered("invitee", invitee)


def decode_invitee(data: bytes) -> Invitee:
    return _read("invitee", data, _invitees)


def encode_registration(registration: Registration) -> bytes:
    return _numbered("registration", registration)


def decode_registration(data: bytes) -> Registration:
    return _read("registration", data, _registrations)


def encode_mail(mail: Mail) -> bytes:
    return _numbered("mail", mail)


def decode_mail(data: bytes) -> Mail:
    return _read("mail", data, _mails)


def encode_plan(plan: Plan) -> bytes:
    return _numbered("plan", plan)


def decode_plan(data: bytes) -> Plan:
    return _read("plan", data, _plans)


def encode_plan_entry(entry: PlanEntry) -> bytes:
    return _encode_line("plan-entry", entry)


def decode_plan_entry(data: bytes) -> PlanEntry:
    return _read_line("plan-entry", data, _plan_entries, {"command": "hide_plan"})


def encode_ballot(b: Ballot) -> bytes:
    number = current("ballot") if isinstance(b.rating, Answers) else PLAIN["ballot"]
    return _encoder.encode(_StoredBallot(b.sequence, b.vote_id, b.rating, b.at, number, b.at))


def decode_ballot(data: bytes) -> Ballot:
    try:
        if all(step is as_it_is for step in STEPS["ballot"]):
            return _ballots.decode(data)  # the shortest way: a whole room's are read at once
        held = _stored_ballots.decode(data)
        return msgspec.convert(upgraded("ballot", msgspec.json.decode(data), held.schema), Ballot)
    except msgspec.ValidationError:
        schema = msgspec.json.decode(data, type=list[Any])[4:5]
        check_readable("ballot", *schema)
        raise


def check_readable(kind: Kind, schema: int = 1) -> None:
    """Raise NewerVersion about something that could not be read, if that is why."""
    if schema > current(kind):
        raise NewerVersion(what=kind, schema=schema, known=current(kind))


def _numbered(kind: Kind, thing: Any, *, plain: bool = False) -> bytes:
    """``plain``: the release before understands it, so it has the number that it writes."""
    data = bytearray(b'{"schema":%d' % (PLAIN[kind] if plain else current(kind)))
    end = len(data)
    _encoder.encode_into(thing, data, end)
    if data[end:] == b"{}":  # all of it is as usual
        return bytes(data[:end]) + b"}"
    data[end] = ord(",")  # where the object began
    return bytes(data)


def _read(kind: Kind, data: bytes, decoder: msgspec.json.Decoder[Thing]) -> Thing:
    now = current(kind)
    plain_now = PLAIN.get(kind, now)
    # Nearly everything is of this version, and says so at its very beginning.
    for schema in (plain_now, now):
        if data.startswith(b'{"schema":%d,' % schema):
            break
    else:
        schema = _numbers.decode(data).schema
    if schema < plain_now:
        plain = upgraded(kind, msgspec.json.decode(data), schema)
        return msgspec.convert(plain, decoder.type, str_keys=True)
    try:
        return decoder.decode(data)
    except msgspec.ValidationError:
        check_readable(kind, schema)
        raise


def _encode_line(
    kind: Kind, entry: Entry | AreaEntry | ProgrammeEntry | PlanEntry, *, plain: bool = False
) -> bytes:
    if not isinstance(entry.command, Retired):
        return _numbered(kind, entry, plain=plain)
    said = {"command": entry.command.name, **entry.command.said}
    return _numbered(kind, msgspec.to_builtins(entry) | {"command": said}, plain=plain)


def _read_line(
    kind: Kind, data: bytes, decoder: msgspec.json.Decoder[Logged], stand_in: dict[str, str]
) -> Logged:
    """An entry; one whose command is not known here, or was given other arguments at its time, is
    read beside ``stand_in``, a command that every version knows, and its own is retired."""
    try:
        return _read(kind, data, decoder)
    except (msgspec.ValidationError, NewerVersion):
        said = _lines.decode(data).command
        retired = Retired(str(said.pop("command", "")), said)
        plain = msgspec.json.decode(data) | {"command": stand_in}
        entry = _read(kind, msgspec.json.encode(plain), decoder)
        return replace(entry, command=retired)
