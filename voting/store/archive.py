"""Workshops, areas and programmes to plain data and back, key by key, so that a round trip is
identical.

The archive: ``{"format": "cascade-live-backup", "version": 1, "schema": 1, "workshops": [...],
"areas": [...], "programmes": [...]}``. Of each workshop its ``schema``, ``id``, ``document``,
``log`` (pairs of stream id and entry), ``ballots`` (by round, by person), ``reasons`` (the same),
``codes`` (every join code it ever had), ``area`` (the id of the one it is in, null for none),
``known`` (person to the area's pseudonym of them), and ``ahead``, ``ahead_reasons`` and
``ahead_hints`` (what was rated ahead, by field as in the store), and ``plan`` if it has one of its
own (``archive_plans``). Each part is as it was stored,
with the number it carries. The gate is made from the document. Areas and programmes: see
``archive_areas``. What a backup of an earlier version lacks is empty.
"""

import json
from collections.abc import Callable
from functools import partial
from hashlib import sha1
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from voting.moments import now
from voting.refusals.serving import NewerVersion
from voting.store import archive_areas, archive_plans, codec, keys
from voting.store.ahead import check_ahead, plain_ahead, stored_ahead
from voting.store.archive_parts import (
    Log,
    check_order,
    converted,
    dump_hash,
    dump_log,
    load_hash,
    load_log,
)
from voting.store.gate import gate_fields
from voting.store.migrations import current
from voting.wire.codec import encode
from voting.wire.messages import Id

Thing = TypeVar("Thing")

FORMAT = "cascade-live-backup"
VERSION = 1


class NotEmpty(Exception):
    """The store to restore into holds workshops, areas or programmes already."""


class BadArchive(Exception):
    """The file is no archive that this version can read."""


class _Held(Struct):
    """One workshop of an archive: see the top. Its parts are as they were stored."""

    id: Id
    document: dict[str, Any]
    log: Log
    ballots: dict[int, dict[str, Any]]
    codes: list[Annotated[str, Meta(pattern="^[0-9A-Z]+$")]]
    reasons: dict[int, dict[str, Any]] = {}
    area: Id | None = None
    known: dict[str, str] = {}
    ahead: dict[str, Any] = {}
    ahead_reasons: dict[str, Any] = {}
    ahead_hints: dict[str, str] = {}
    plan: archive_plans.KeptPlan | None = None


class _Checked(Struct):
    """All of an archive, every part of which can be read."""

    workshops: list[_Held]
    areas: list[archive_areas.Kept]
    programmes: list[archive_areas.Kept]


def dump(client: Any, *, addresses: bool = False) -> dict[str, Any]:
    """Everything in the store, of invitees' addresses and access needs only if ``addresses`` are
    asked for. What changes meanwhile is each of one moment; what is erased meanwhile is left out.
    """
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
        "areas": archive_areas.dump(client, "areas", addresses=addresses),
        "programmes": archive_areas.dump(client, "programmes"),
    }


def _dump_one(client: Any, id: str, codes: list[str]) -> dict[str, Any] | None:
    """None if the workshop has been erased, or is being: its gate goes first."""
    # Nothing is locked: read again until the revision is the same before and after.
    while (before := _mark(client, id)) is not None:
        held = client.get(keys.document(id))
        if held is None:
            continue
        document = json.loads(held)
        log = dump_log(client, keys.log(id))
        rounds = [round_["id"] for round_ in document["rounds"]]
        ballots = {str(n): dump_hash(client, keys.ballots(id, n)) for n in rounds}
        reasons = {str(n): dump_hash(client, keys.reasons(id, n)) for n in rounds}
        area = client.get(keys.area_of(id))
        known = client.hgetall(keys.known(id))
        ahead, why, hints = (
            client.hgetall(keys.ahead(id)),
            dump_hash(client, keys.ahead_reasons(id)),
            client.hgetall(keys.ahead_hint(id)),
        )
        plan = archive_plans.dump(client, id)
        if _mark(client, id) == before:
            return {
                "schema": current("backup"),
                "id": id,
                "document": document,
                "log": log,
                "ballots": ballots,
                "reasons": reasons,
                "codes": codes,
                "area": area.decode() if area else None,
                "known": _texts(known),
                "ahead": plain_ahead(_texts(ahead)),
                "ahead_reasons": why,
                "ahead_hints": _texts(hints),
                "plan": plan,
            }
    return None


def _mark(client: Any, id: str) -> tuple[Any, ...] | None:
    """What changes with every change that takes several keys."""
    revision: bytes | None = client.hget(keys.gate(id), "revision")
    if not revision:
        return None
    return (revision, client.hget(keys.ahead(id), "changes"), archive_plans.mark(client, id))


def _texts(held: dict[bytes, bytes]) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in sorted(held.items())}


def load(client: Any, archive: Any) -> int:
    """Restore ``archive`` into an empty store; returns how many workshops.

    Raises BadArchive (nothing is written) or NotEmpty (nothing is overwritten, ever).
    """
    checked = _checked(archive)
    if next(iter(client.scan_iter(match=keys.document("*"), count=1000)), None) is not None:
        raise NotEmpty("the store holds workshops already. Restore into an empty one.")
    for what in archive_areas.ROOMS:
        if archive_areas.ids(client, what):
            raise NotEmpty(f"the store holds {what} already. Restore into an empty one.")
    for held in checked.workshops:
        _load_one(client, held)
    for area in checked.areas:
        archive_areas.load(client, "areas", area)
    for programme in checked.programmes:
        archive_areas.load(client, "programmes", programme)
    return len(checked.workshops)


def _checked(archive: Any) -> _Checked:
    if not isinstance(archive, dict) or archive.get("format") != FORMAT:
        raise BadArchive("this is not a CASCADE Live backup.")
    if archive.get("version") != VERSION:
        raise BadArchive(f"it is of version {archive.get('version')}, this reads {VERSION}.")
    workshops = _all(archive.get("workshops"), "workshop", _held)
    areas = _all(archive.get("areas", []), "area", partial(archive_areas.checked, "areas"))
    programmes = _all(
        archive.get("programmes", []), "programme", partial(archive_areas.checked, "programmes")
    )
    ids = [one.id for kind in (workshops, areas, programmes) for one in kind]
    if len(set(ids)) < len(ids):
        raise BadArchive("two things in it have the same id.")
    return _Checked(workshops, areas, programmes)


def _all(plain: Any, what: str, check: Callable[[Any], Thing]) -> list[Thing]:
    """All of one kind; raises BadArchive."""
    try:
        return [check(one) for one in msgspec.convert(plain, list[Any])]
    except NewerVersion as problem:
        newer = "a {what} in it has schema {schema}, this version reads up to {known}"
        raise BadArchive(
            f"it was made by a newer version of CASCADE Live ({newer.format(**problem.values)}). "
            "Restore it with that version."
        ) from None
    except (ValueError, RecursionError) as problem:
        article = "an" if what == "area" else "a"
        raise BadArchive(f"{article} {what} in it can't be read ({problem}).") from None


def _held(plain: Any) -> _Held:
    """One workshop of an archive, every part of which can be read; it stays as it was stored."""
    held = converted(plain, _Held)
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
    check_ahead(held.ahead)
    for reason in held.ahead_reasons.values():
        codec.decode_reason(encode(reason))
    check_order(held.id, held.log)
    archive_plans.check(held.id, held.plan)
    return held


def _load_one(client: Any, held: _Held) -> None:
    id = held.id
    document = encode(held.document)
    workshop = codec.decode_workshop(document)
    client.delete(keys.gate(id))  # that an interrupted restore has left behind
    for code in held.codes:
        client.set(keys.code(code), id, ex=keys.code_kept(workshop.code_expires, now()))
    load_log(client, keys.log(id), held.log)
    for round_id, ballots in held.ballots.items():
        load_hash(client, keys.ballots(id, round_id), ballots)
    for round_id in held.ballots.keys() | held.reasons.keys():
        load_hash(client, keys.reasons(id, round_id), held.reasons.get(round_id, {}))
    client.delete(keys.known(id), keys.area_of(id))
    if held.known:
        client.hset(keys.known(id), mapping=held.known)
    if held.area:
        client.set(keys.area_of(id), held.area)
    client.delete(keys.ahead(id), keys.ahead_hint(id))
    if held.ahead:
        client.hset(keys.ahead(id), mapping=stored_ahead(held.ahead))
    load_hash(client, keys.ahead_reasons(id), held.ahead_reasons)
    if held.ahead_hints:
        client.hset(keys.ahead_hint(id), mapping=held.ahead_hints)
    archive_plans.load(client, id, held.plan)
    mark = {"revision": str(workshop.revision), "seal": sha1(document).hexdigest()}
    client.hset(keys.gate(id), mapping=mark | gate_fields(workshop))
    # The document comes last, so that an interrupted restore leaves no half workshop.
    client.set(keys.document(id), document)
