"""What is wrong with the form of an instrument's file, told by the place where it is."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, get_args

import msgspec

from voting.instruments.deciding import Settle
from voting.instruments.instrument import Instrument, Repeat, Row, Scale
from voting.instruments.kinds import AnyColumn, TextColumn
from voting.refusals.serving import BadFramework

_COLUMNS = {one.__struct_config__.tag: one for one in get_args(AnyColumn)}
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")
_SAID = re.compile(r"(?P<said>.*?)(?: - at `(?:key` in `)?\$(?P<path>[^`]*)`)?", re.DOTALL)
_FIELD = re.compile(r"required field `(\w+)`")
_WANTED = re.compile(r"Expected `(\w+)")


def misshapen(told: Any, said: str) -> BadFramework:
    """The refusal for what the reader ``said`` of the plain values ``told``: which row or column it
    is, which field, and what belongs there."""
    found = _SAID.fullmatch(said)
    assert found
    path = [name or int(place) for name, place in _STEP.findall(found["path"] or "")]
    missing = _FIELD.search(said)
    if missing:
        return _at(told, [*path, missing[1]], "missing")
    if not path:
        return BadFramework(why="form")
    wanted = _WANTED.match(said)
    if wanted and wanted[1] in _KINDS_OF_VALUE:
        return _at(told, path, "shape", wanted=wanted[1])
    return _at(told, path, "among", allowed=", ".join(_allowed(path)))


_KINDS_OF_VALUE = {"str", "int", "float", "bool", "array", "object"}


def unknown_fields(told: Mapping[str, Any]) -> Iterable[BadFramework]:
    """Fields that no instrument has: most of them are misspelt, and would be passed over."""
    for path, at, struct in _parts(told):
        known = {field.encode_name for field in msgspec.structs.fields(struct)} | {"kind"}
        for name in at:
            if name not in known:
                yield _at(told, [*path, str(name)[:40]], "unknown")


def _parts(told: Mapping[str, Any]) -> Iterable[tuple[list[str | int], Mapping[str, Any], Any]]:
    yield [], told, Instrument
    for k, row in enumerate(told["domains"]):
        yield ["domains", k], row, Row
    for k, column in enumerate(told["columns"]):
        yield ["columns", k], column, _COLUMNS[column["kind"]]


def _at(told: Any, path: list[str | int], why: str, **values: str) -> BadFramework:
    """A refusal of what is at ``path``: a field of the file, of a row, of a column, or deeper."""
    field = str(path[-1])
    match path:
        case ["domains" | "columns" as things, int(place), str()]:
            part = "row" if things == "domains" else "column"
            name = _name_of(told[things][place]) or "…"
            return BadFramework(
                f"{part}-{place + 1}",
                why=f"{why}-{part}",
                place=place + 1,
                name=name,
                at=field,
                **values,
            )
        case [str()]:
            field = _AS_IN_FILES.get(field, field)
            return BadFramework(field, why=f"{why}-file", at=field, **values)
    words = [str(step + 1) if isinstance(step, int) else step for step in path]
    words[0] = _AS_IN_FILES.get(words[0], words[0])
    return BadFramework(why=f"{why}-part", at=" ".join(words), **values)


_AS_IN_FILES = {"domains": "rows"}


def _name_of(thing: Any) -> str:
    """What people know a row or column by."""
    said = [thing.get("name"), thing.get("key")] if isinstance(thing, Mapping) else []
    return next((one for one in said if isinstance(one, str) and one.strip()), "")[:80]


def _allowed(path: list[str | int]) -> Iterable[str]:
    """What may be said for a field that has a few values."""
    field, part = str(path[-1]), path[0]
    if field == "kind":
        return _COLUMNS
    if field == "settle":
        return [one.value for one in Settle]
    struct: Any = {"repeat": Repeat, "scales": Scale, "columns": TextColumn}.get(
        str(part), Instrument
    )
    found = next(one.type for one in msgspec.structs.fields(struct) if one.encode_name == field)
    return [one for one in get_args(found) if one]
