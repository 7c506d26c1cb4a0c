"""Workshops to plain data and back, key by key, so that a round trip is identical.

The archive: ``{"format": "cascade-live-backup", "version": 1, "schema": 1, "workshops": [...]}``,
and for each workshop its ``schema``, ``id``, ``document``, ``log`` (pairs of stream id and entry),
``ballots`` (by round, by person), ``reasons`` (the same), ``codes`` (every join code it ever had).
Each part is as it was stored, with the number it carries. The gate is made from the document.
"""

import json
from hashlib import sha1
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from voting.moments import now
from voting.refusals.serving import NewerVersion
from voting.store import codec, keys
from voting.store.gate import gate_fields
from voting.store.migrations import current, upgraded
from voting.wire.codec import encode
from voting.wire.messages import Id

FORMAT = "cascade-live-backup"
VERSION = 1


class NotEmpty(Exception):
    """The store to restore into holds workshops already."""


class BadArchive(Exception):
    """The file is no archive that this version can read."""


class _Numbered(Struct):
    schema: int = 1


class _Held(Struct):
    """One workshop of an archive: see the top. Its parts are as they were stored."""

    id: Id
    document: dict[str, Any]
    log: list[tuple[Annotated[str, Meta(pattern=r"^[0-9]{1,18}-[0-9]{1,18}$")], dict[str, Any]]]
    ballots: dict[int, dict[str, Any]]
    codes: list[Annotated[str, Meta(pattern="^[0-9A-Z]+$")]]
    reasons: dict[int, dict[str, Any]] = {}


def dump(client: Any) -> dict[str, Any]:
    """Every workshop of the store. Workshops that change meanwhile are each of one moment; one that
    is erased meanwhile is left out."""
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
    found = [_dump_one(client, id, sorted(codes.get(id, ()))) for id in sorted(ids)]
    return {
        "format": FORMAT,
        "version": VERSION,
        "schema": current("backup"),
        "workshops": [held for held in found if held is not None],
    }


def _dump_one(client: Any, id: str, codes: list[str]) -> dict[str, Any] | None:
    """None if the workshop has been erased, or is being: its gate goes first."""
    # Nothing is locked: read again until the revision is the same before and after.
    while (before := _mark(client, id)) is not None:
        held = client.get(keys.document(id))
        if held is None:
            continue
        document = json.loads(held)
        log = [
            [stream_id.decode(), json.loads(fields[b"entry"])]
            for stream_id, fields in client.xrange(keys.log(id))
        ]
        rounds = [round_["id"] for round_ in document["rounds"]]
        ballots = {str(n): _hash(client, keys.ballots(id, n)) for n in rounds}
        reasons = {str(n): _hash(client, keys.reasons(id, n)) for n in rounds}
        if _mark(client, id) == before:
            return {
                "schema": current("backup"),
                "id": id,
                "document": document,
                "log": log,
                "ballots": ballots,
                "reasons": reasons,
                "codes": codes,
            }
    return None


def _mark(client: Any, id: str) -> bytes | None:
    revision: bytes | None = client.hget(keys.gate(id), "revision")
    return revision


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


def _checked(archive: Any) -> list[_Held]:
    if not isinstance(archive, dict) or archive.get("format") != FORMAT:
        raise BadArchive("this is not a CASCADE Live backup.")
    if archive.get("version") != VERSION:
        raise BadArchive(f"it is of version {archive.get('version')}, this reads {VERSION}.")
    try:
        workshops = [_held(one) for one in msgspec.convert(archive.get("workshops"), list[Any])]
        if len({held.id for held in workshops}) < len(workshops):
            raise ValueError("it is in it twice")
    except NewerVersion as problem:
        newer = "a {what} in it has schema {schema}, this version reads up to {known}"
        raise BadArchive(
            f"it was made by a newer version of CASCADE Live ({newer.format(**problem.values)}). "
            "Restore it with that version."
        ) from None
    except (ValueError, RecursionError) as problem:
        raise BadArchive(f"a workshop in it can't be read ({problem}).") from None
    return workshops


def _held(plain: Any) -> _Held:
    """One workshop of an archive, every part of which can be read; it stays as it was stored."""
    schema = msgspec.convert(plain, _Numbered).schema
    try:
        held = msgspec.convert(upgraded("backup", plain, schema), _Held, str_keys=True)
    except msgspec.ValidationError:
        codec.check_readable("backup", schema)
        raise
    if codec.decode_workshop(encode(held.document)).id != held.id:
        raise ValueError(f"{held.id} is not the id in its document")
    for _, entry in held.log:
        codec.decode_entry(encode(entry))
    for ballots in held.ballots.values():
        for ballot in ballots.values():
            codec.decode_ballot(encode(ballot))
    for reasons in held.reasons.values():
        for reason in reasons.values():
            codec.decode_reason(encode(reason))
    at = [tuple(map(int, id.split("-"))) for id, _ in held.log]
    if at != sorted(set(at)) or (0, 0) in at:  # the store takes them in this order only
        raise ValueError(f"the log of {held.id} is out of order")
    return held


def _load_one(client: Any, held: _Held) -> None:
    id = held.id
    document = encode(held.document)
    workshop = codec.decode_workshop(document)
    # Clear what an interrupted restore has left behind.
    left = [keys.log(id), keys.gate(id)]
    left += [keys.ballots(id, n) for n in held.ballots] + [
        keys.reasons(id, n) for n in held.ballots
    ]
    for key in left:
        client.delete(key)
    for code in held.codes:
        client.set(keys.code(code), id, ex=keys.code_kept(workshop.code_expires, now()))
    for stream_id, entry in held.log:
        client.xadd(keys.log(id), {"entry": encode(entry)}, id=stream_id)
    for round_id, ballots in held.ballots.items():
        _write_hash(client, keys.ballots(id, round_id), ballots)
    for round_id, reasons in held.reasons.items():
        _write_hash(client, keys.reasons(id, round_id), reasons)
    mark = {"revision": str(workshop.revision), "seal": sha1(document).hexdigest()}
    client.hset(keys.gate(id), mapping=mark | gate_fields(workshop))
    # The document comes last, so that an interrupted restore leaves no half workshop.
    client.set(keys.document(id), document)


def _write_hash(client: Any, key: str, held: dict[str, Any]) -> None:
    if held:
        client.hset(key, mapping={field: encode(value) for field, value in held.items()})
