"""Areas and programmes to plain data and back, as ``archive`` does it for workshops.

Of each: its ``schema``, ``id``, ``document``, ``log``, and of an area ``results`` (by workshop),
``leads`` (by number), ``roster`` (its ``revision``, invitees by id, registrations by ``event:`` and
the event's id), ``outbox`` (mails by id) and ``plan`` (see ``archive_plans``), each part as it was
stored; but e-mail addresses and
access needs of invitees are left out unless they are asked for.

A mail that was still to be sent is dropped when it is restored: it may have been sent since.
"""

import json
from collections.abc import Callable, Mapping
from hashlib import sha1
from typing import Any, Literal

import msgspec
from msgspec import Struct

from voting.registration.mail import DROPPED, SENDING, WAITING
from voting.store import archive_plans, codec, keys
from voting.store.archive_parts import (
    Log,
    check_order,
    converted,
    dump_hash,
    dump_log,
    load_hash,
    load_log,
)
from voting.store.migrations import current
from voting.store.rosters import is_invitee
from voting.wire.codec import encode
from voting.wire.messages import Id

What = Literal["areas", "programmes"]
_PRIVATE = ("email", "access")  # what of an invitee is in no backup unless it is asked for


class Kept(Struct):
    """An area or a programme of an archive. Its parts are as they were stored."""

    id: Id
    document: dict[str, Any]
    log: Log
    results: dict[Id, dict[str, Any]] = {}
    leads: dict[int, dict[str, Any]] = {}
    roster: dict[str, Any] = {}
    outbox: dict[Id, dict[str, Any]] = {}
    plan: archive_plans.KeptPlan | None = None


class _Room(Struct, frozen=True):
    """Where areas or programmes are kept, and how their documents and logs are read."""

    document: Callable[[str], str]
    log: Callable[[str], str]
    decode: Callable[[bytes], Any]
    decode_entry: Callable[[bytes], Any]


ROOMS: Mapping[What, _Room] = {
    "areas": _Room(keys.area, keys.area_log, codec.decode_area, codec.decode_area_entry),
    "programmes": _Room(
        keys.programme, keys.programme_log, codec.decode_programme, codec.decode_programme_entry
    ),
}


def ids(client: Any, what: What) -> list[str]:
    """The ids of all that are whole: the document is restored last."""
    match = ROOMS[what].document("*")
    # A workshop's way to its area has a name of the same form. A scan may give a key twice.
    found = set(client.scan_iter(match=match, count=1000, _type="hash"))
    return sorted(key.decode().partition("{")[2].partition("}")[0] for key in found)


def dump(client: Any, what: What, *, addresses: bool = False) -> list[dict[str, Any]]:
    """All areas or programmes, each of one moment; one erased meanwhile is left out. With
    ``addresses`` those of invitees are in it, and their access needs."""
    dumped = [_dump_one(client, what, id, addresses) for id in ids(client, what)]
    return [one for one in dumped if one is not None]


def _dump_one(client: Any, what: What, id: str, addresses: bool) -> dict[str, Any] | None:
    room = ROOMS[what]
    # Nothing is locked: read again until all is the same before and after.
    while (before := _mark(client, what, id))[0] is not None:
        document = client.hget(room.document(id), "document")
        beside: dict[str, Any] = {}
        if what == "areas":
            beside["results"] = dump_hash(client, keys.results(id))
            beside["leads"] = dump_hash(client, keys.leads(id))
            roster = dump_hash(client, keys.roster(id))
            beside["roster"] = roster if addresses else _without_addresses(roster)
            beside["outbox"] = dump_hash(client, keys.outbox(id))
            beside["plan"] = archive_plans.dump(client, id)
        log = dump_log(client, room.log(id))
        if _mark(client, what, id) == before:
            kept = {"id": id, "document": json.loads(document), "log": log}
            return {"schema": current("backup"), **kept, **beside}
    return None


def _mark(client: Any, what: What, id: str) -> list[bytes | None]:
    mark: list[bytes | None] = client.hmget(ROOMS[what].document(id), "revision", "seal", "results")
    if what == "areas":
        mark += [client.hget(keys.roster(id), "revision"), *archive_plans.mark(client, id)]
    return mark


def _without_addresses(roster: dict[str, Any]) -> dict[str, Any]:
    return {field: _bare(held) if is_invitee(field) else held for field, held in roster.items()}


def _bare(invitee: dict[str, Any]) -> dict[str, Any]:
    about = {name: said for name, said in invitee["about"].items() if name not in _PRIVATE}
    beside = {name: held for name, held in invitee.items() if name not in ("failed", "former")}
    return beside | {"about": about}


def checked(what: What, plain: Any) -> Kept:
    """One area or programme of an archive, every part of which can be read. Raises ValueError or
    NewerVersion."""
    room = ROOMS[what]
    kept = converted(plain, Kept)
    if room.decode(encode(kept.document)).id != kept.id:
        raise ValueError(f"{kept.id} is not the id in its document")
    for _, entry in kept.log:
        room.decode_entry(encode(entry))
    check_order(kept.id, kept.log)
    for workshop, result in kept.results.items():
        if codec.decode_result(encode(result)).workshop != workshop:
            raise ValueError(f"{workshop} is not the workshop in its result")
    for lead in kept.leads.values():
        codec.decode_lead(encode(lead))
    _check_roster(kept.roster)
    archive_plans.check(kept.id, kept.plan)
    for mail in kept.outbox.values():
        codec.decode_mail(encode(mail))
    return kept


def _check_roster(roster: dict[str, Any]) -> None:
    if roster and type(roster.get("revision")) is not int:
        raise ValueError("a roster in it has no revision")
    for field, held in roster.items():
        if is_invitee(field):
            if codec.decode_invitee(encode(held)).id != field:
                raise ValueError(f"{field} is not the id of its invitee")
        elif field != "revision":
            codec.decode_registration(encode(held))


def _settled(mail: dict[str, Any]) -> dict[str, Any]:
    is_open = mail.get("state", WAITING) in (WAITING, SENDING)
    return mail | {"state": DROPPED, "next_at": None} if is_open else mail


def load(client: Any, what: What, kept: Kept) -> None:
    """Restore one. The document comes last, so that an interrupted restore leaves none by half."""
    room, id = ROOMS[what], kept.id
    document = encode(kept.document)
    load_log(client, room.log(id), kept.log)
    mark = {
        "revision": str(room.decode(document).revision),
        "document": document,
        "seal": sha1(document).hexdigest(),
    }
    if what == "areas":
        load_hash(client, keys.results(id), kept.results)
        load_hash(client, keys.leads(id), kept.leads)
        load_hash(client, keys.roster(id), kept.roster)
        load_hash(client, keys.outbox(id), {key: _settled(m) for key, m in kept.outbox.items()})
        archive_plans.load(client, id, kept.plan)
        if kept.results:
            results = msgspec.json.encode(kept.results, order="sorted")
            mark["results"] = sha1(results).hexdigest()
    client.delete(room.document(id))
    client.hset(room.document(id), mapping=mark)
