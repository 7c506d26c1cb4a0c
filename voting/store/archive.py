"""Workshops to plain data and back, key by key, so that a round trip is identical.

The archive: ``{"format": "cascade-live-backup", "version": 1, "workshops": [...]}``, and for each
workshop its ``id``, ``document``, ``log`` (pairs of stream id and entry), ``ballots`` (by round,
by person), ``reasons`` (the same) and ``codes`` (every join code it ever had). The gate is made
from the document.
"""

import json
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from voting import wire
from voting.core.state import Entry, Workshop
from voting.instruments.tally import Ballot, Reason
from voting.store import keys
from voting.store.redis_store import gate_fields

FORMAT = "cascade-live-backup"
VERSION = 1


class NotEmpty(Exception):
    """The store to restore into holds workshops already."""


class BadArchive(Exception):
    """The file is no archive that this version can read."""


def dump(client: Any) -> dict[str, Any]:
    """Every workshop of the store. Workshops that change meanwhile are each of one moment."""
    # A scan may give a key more than once.
    codes: dict[str, set[str]] = {}
    for key in client.scan_iter(match=keys.code("*"), count=1000):
        workshop = client.get(key)
        if workshop:
            codes.setdefault(workshop.decode(), set()).add(key.decode().rpartition(":")[2])
    ids = {
        key.decode().partition("{")[2].partition("}")[0]
        for key in client.scan_iter(match=keys.document("*"), count=1000)
    }
    workshops = [_dump_one(client, id, sorted(codes.get(id, ()))) for id in sorted(ids)]
    return {"format": FORMAT, "version": VERSION, "workshops": workshops}


def _dump_one(client: Any, id: str, codes: list[str]) -> dict[str, Any]:
    # Rounds are written under one lock-free rule: read until nothing changed in between.
    while True:
        before = client.hget(keys.gate(id), "revision")
        document = json.loads(client.get(keys.document(id)))
        log = [
            [stream_id.decode(), json.loads(fields[b"entry"])]
            for stream_id, fields in client.xrange(keys.log(id))
        ]
        rounds = [round_["id"] for round_ in document["rounds"]]
        ballots = {str(n): _hash(client, keys.ballots(id, n)) for n in rounds}
        reasons = {str(n): _hash(client, keys.reasons(id, n)) for n in rounds}
        if client.hget(keys.gate(id), "revision") == before:
            return {
                "id": id,
                "document": document,
                "log": log,
                "ballots": ballots,
                "reasons": reasons,
                "codes": codes,
            }


def _hash(client: Any, key: str) -> dict[str, Any]:
    return {field.decode(): json.loads(held) for field, held in sorted(client.hgetall(key).items())}


def load(client: Any, archive: Any) -> int:
    """Restore ``archive`` into an empty store; returns how many workshops.

    Raises BadArchive (nothing is written) or NotEmpty (nothing is overwritten, ever).
    """
    workshops = _checked(archive)
    if next(iter(client.scan_iter(match=keys.document("*"), count=1000)), None) is not None:
        raise NotEmpty("the store holds workshops already. Restore into an empty one.")
    for held in workshops:
        _load_one(client, held)
    return len(workshops)


def _checked(archive: Any) -> list[dict[str, Any]]:
    if not isinstance(archive, dict) or archive.get("format") != FORMAT:
        raise BadArchive("this is not a CASCADE Live backup.")
    if archive.get("version") != VERSION:
        raise BadArchive(f"it is of version {archive.get('version')}, this reads {VERSION}.")
    try:
        workshops = msgspec.convert(archive.get("workshops"), list[_Held], str_keys=True)
        for held in workshops:
            _check_one(held)
        if len({held.id for held in workshops}) < len(workshops):
            raise ValueError("it is in it twice")
    except (ValueError, RecursionError) as problem:
        raise BadArchive(f"a workshop in it can't be read ({problem}).") from None
    found: list[dict[str, Any]] = archive["workshops"]
    return found


class _Held(Struct):
    """One workshop of an archive: see the top."""

    id: wire.Id
    document: Workshop
    log: list[tuple[Annotated[str, Meta(pattern=r"^[0-9]{1,18}-[0-9]{1,18}$")], Entry]]
    ballots: dict[int, dict[str, Ballot]]
    codes: list[Annotated[str, Meta(pattern="^[0-9A-Z]+$")]]
    reasons: dict[int, dict[str, Reason]] = {}


def _check_one(held: _Held) -> None:
    if held.document.id != held.id:
        raise ValueError(f"{held.id} is not the id in its document")
    at = [tuple(map(int, id.split("-"))) for id, _ in held.log]
    if at != sorted(set(at)) or (0, 0) in at:  # the store takes them in this order only
        raise ValueError(f"the log of {held.id} is out of order")


def _load_one(client: Any, held: dict[str, Any]) -> None:
    id = held["id"]
    document = wire.encode(held["document"])
    workshop = wire.decode_workshop(document)
    # What a restore that was cut short has left would be in the way.
    rounds = [int(n) for n in held["ballots"]]
    left = [keys.log(id), keys.gate(id)]
    left += [keys.ballots(id, n) for n in rounds] + [keys.reasons(id, n) for n in rounds]
    for key in left:
        client.delete(key)
    for code in held["codes"]:
        client.set(keys.code(code), id, ex=keys.code_kept(workshop.code_expires, wire.now()))
    for stream_id, entry in held["log"]:
        client.xadd(keys.log(id), {"entry": wire.encode(entry)}, id=stream_id)
    for round_id, ballots in held["ballots"].items():
        if ballots:
            mapping = {person: wire.encode(ballot) for person, ballot in ballots.items()}
            client.hset(keys.ballots(id, int(round_id)), mapping=mapping)
    for round_id, reasons in held.get("reasons", {}).items():
        if reasons:
            mapping = {person: wire.encode(reason) for person, reason in reasons.items()}
            client.hset(keys.reasons(id, int(round_id)), mapping=mapping)
    fields = {"revision": str(workshop.revision), **gate_fields(workshop)}
    client.hset(keys.gate(id), mapping=fields)
    # The document comes last: a restore that was cut short leaves no half workshop behind it.
    client.set(keys.document(id), document)
