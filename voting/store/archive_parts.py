"""The parts that everything in an archive is made of: logs and hashes, as they were stored."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from voting.store import codec
from voting.store.migrations import upgraded
from voting.wire.codec import encode

Thing = TypeVar("Thing", bound=Struct)
StreamId = Annotated[str, Meta(pattern=r"^[0-9]{1,18}-[0-9]{1,18}$")]
Log = list[tuple[StreamId, dict[str, Any]]]


class _Numbered(Struct):
    schema: int = 1


def converted(plain: Any, into: type[Thing]) -> Thing:
    """One thing of an archive from plain data of its layout or an earlier one."""
    schema = msgspec.convert(plain, _Numbered).schema
    try:
        return msgspec.convert(upgraded("backup", plain, schema), into, str_keys=True)
    except msgspec.ValidationError:
        codec.check_readable("backup", schema)
        raise


def check_order(id: str, log: Log) -> None:
    """Raise ValueError unless the log is in the only order in which the store takes it."""
    at = [tuple(map(int, stream_id.split("-"))) for stream_id, _ in log]
    if at != sorted(set(at)) or (0, 0) in at:
        raise ValueError(f"the log of {id} is out of order")


def dump_log(client: Any, key: str) -> list[list[Any]]:
    rows = client.xrange(key)
    return [[stream_id.decode(), json.loads(fields[b"entry"])] for stream_id, fields in rows]


def load_log(client: Any, key: str, log: Log) -> None:
    """Write a log in place of what an interrupted restore has left behind."""
    client.delete(key)
    for stream_id, entry in log:
        client.xadd(key, {"entry": encode(entry)}, id=stream_id)


def dump_hash(client: Any, key: str) -> dict[str, Any]:
    return {field.decode(): json.loads(held) for field, held in sorted(client.hgetall(key).items())}


def load_hash(client: Any, key: str, held: Mapping[Any, Any]) -> None:
    """Write a hash in place of what an interrupted restore has left behind."""
    client.delete(key)
    if held:
        client.hset(key, mapping={str(field): encode(value) for field, value in held.items()})
