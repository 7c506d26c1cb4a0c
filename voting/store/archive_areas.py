"""Areas and programmes to plain data and back, as ``archive`` does it for workshops.

Of each: its ``schema``, ``id``, ``document``, ``log``, and of an area ``results`` (by workshop) and
``leads`` (by number), each part as it was stored.
"""

import json
from collections.abc import Callable, Mapping
from hashlib import sha1
from typing import Any, Literal

import msgspec
from msgspec import Struct

from voting.store import codec, keys
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
from voting.wire.codec import encode
from voting.wire.messages import Id

What = Literal["areas", "programmes"]


class Kept(Struct):
    """An area or a programme of an archive. Its parts are as they were stored."""

    id: Id
    document: dict[str, Any]
    log: Log
    results: dict[Id, dict[str, Any]] = {}
    leads: dict[int, dict[str, Any]] = {}


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


def dump(client: Any, what: What) -> list[dict[str, Any]]:
    """All areas or programmes, each of one moment; one erased meanwhile is left out."""
    dumped = [_dump_one(client, what, id) for id in ids(client, what)]
    return [one for one in dumped if one is not None]


def _dump_one(client: Any, what: What, id: str) -> dict[str, Any] | None:
    room = ROOMS[what]
    # Nothing is locked: read again until all is the same before and after.
    while (before := _mark(client, room.document(id)))[0] is not None:
        document = client.hget(room.document(id), "document")
        beside = {}
        if what == "areas":
            beside["results"] = dump_hash(client, keys.results(id))
            beside["leads"] = dump_hash(client, keys.leads(id))
        log = dump_log(client, room.log(id))
        if _mark(client, room.document(id)) == before:
            kept = {"id": id, "document": json.loads(document), "log": log}
            return {"schema": current("backup"), **kept, **beside}
    return None


def _mark(client: Any, key: str) -> list[bytes | None]:
    mark: list[bytes | None] = client.hmget(key, "revision", "seal", "results")
    return mark


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
    return kept


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
        if kept.results:
            results = msgspec.json.encode(kept.results, order="sorted")
            mark["results"] = sha1(results).hexdigest()
    client.delete(room.document(id))
    client.hset(room.document(id), mapping=mark)
