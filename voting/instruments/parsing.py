"""Instruments from files: the layout of programme instruments, and that of frameworks.

docs/instruments.md tells people how to write one.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from voting.instruments.faults import faults
from voting.instruments.instrument import Instrument, Row
from voting.instruments.layout import misshapen, unknown_fields
from voting.refusals.serving import BadFramework

MOST_BYTES = 100_000  # of a file: every workshop keeps its instrument in its document
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"  # some editors put it first
_AT_BYTE = re.compile(r"byte (\d+)")  # in what the reader of JSON says


def read_file(content: bytes) -> Any:
    """The plain values of a file's JSON, or BadFramework: for what is too large, no text in UTF-8,
    or no JSON, with the line where it stops being any."""
    if len(content) > MOST_BYTES:
        raise BadFramework(why="size", n=MOST_BYTES // 1000)
    content = content.removeprefix(_BYTE_ORDER_MARK)
    try:
        content.decode()
        return msgspec.json.decode(content)
    except UnicodeDecodeError:
        raise BadFramework(why="text") from None
    except RecursionError:
        raise BadFramework(why="deep") from None
    except msgspec.DecodeError as problem:
        at = _AT_BYTE.search(str(problem))
        line = content.count(b"\n", 0, int(at[1]) if at else None) + 1
        raise BadFramework(why="json", line=line) from None


def parse_instrument(data: Any, usual: Instrument | None = None) -> Instrument:
    """Read an instrument from the plain values of its JSON file, or raise BadFramework, which says
    why, with all other faults beside it. One without sectors gets those of ``usual``."""
    told = _laid_out(data, usual)
    try:
        instrument = msgspec.convert(told, Instrument)
    except msgspec.ValidationError as problem:
        raise misshapen(told, str(problem)) from None
    except RecursionError:
        raise BadFramework(why="deep") from None
    found = [] if instrument.is_framework else list(unknown_fields(told))
    found += faults(instrument)
    if found:
        raise found[0].beside(*found[1:])
    return instrument


def _laid_out(data: Any, usual: Instrument | None) -> Any:
    """As it is stored: rows are ``domains``, levels have numbers, and there are sectors."""
    if not isinstance(data, dict):
        return data
    if not data.get("columns"):
        if "levels" in data and _is_beyond_frameworks(data):
            return _laid_out(in_columns(data), usual)
        if "columns" not in data or "levels" in data:
            return {name: said for name, said in data.items() if name != "columns"}
    told = dict(data)
    if "domains" not in told:
        told["domains"] = told.pop("rows", ())
    if isinstance(told["domains"], list | tuple):
        told["domains"] = [_row(one) for one in told["domains"]]
    if not isinstance(told["columns"], list | tuple):
        return told
    told["columns"] = [_column(one) for one in told["columns"]]
    if "opens" not in told:
        told["opens"] = "cell" if _rated_one_by_one(told["columns"]) else "all"
    repeat = told.get("repeat")
    if isinstance(repeat, Mapping) and repeat.get("over") == "experience":
        told["repeat"] = {"by": "person", **repeat}
    if usual and "sectors" not in told:
        told["sides"] = msgspec.to_builtins(usual.sides)
        told["sectors"] = msgspec.to_builtins(usual.sectors)
    return told


def _is_beyond_frameworks(told: Mapping[str, Any]) -> bool:
    """Does a file with levels say what frameworks never did? Releases that know nothing else read
    what is stored of a framework, and would pass over it."""
    rows = told.get("domains")
    said = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return (
        "rows" in told or _says(told, _BEYOND) or any(_says(row, _BEYOND_IN_ROWS) for row in said)
    )


def _says(told: Mapping[str, Any], beyond: Mapping[str, Any]) -> bool:
    return any(told.get(name) and told[name] != usual for name, usual in beyond.items())


def _beyond(struct: type, known: str) -> Mapping[str, Any]:
    """The fields, with their defaults, that a struct has besides those ``known`` ever since, and
    what is looked up instead of stored."""
    fields = msgspec.structs.fields(struct)
    return {one.encode_name: one.default for one in fields if one.encode_name not in known.split()}


_BEYOND = _beyond(
    Instrument, "key version name credit question levels domains sides sectors columns about"
)
_BEYOND_IN_ROWS = {**_beyond(Row, "key letter name short gold meanings next_steps"), "help": ""}


def in_columns(told: Mapping[str, Any]) -> dict[str, Any]:
    """A framework's file in the layout of all others: rows whose one column is rated."""
    column = {"key": "rating", "kind": "rating", "settle": "ruling", "cant_say": True}
    others = ("levels", "domains", "columns")
    kept = {name: said for name, said in told.items() if name not in others}
    rows = {"rows": told["domains"]} if "domains" in told else {}
    return {**kept, **rows, "columns": [column | {"levels": told["levels"]}]}


def _row(told: Any) -> Any:
    """A row: what explains it is ``help`` in files, where it is no gold standard."""
    if not isinstance(told, Mapping) or "help" not in told or "gold" in told:
        return told
    return {name: said for name, said in told.items() if name != "help"} | {"gold": told["help"]}


def _column(told: Any) -> Any:
    """A column with numbered levels: files may give their labels alone, lowest first."""
    if not isinstance(told, Mapping) or not isinstance(told.get("levels"), list | tuple):
        return told
    levels = [
        {"rating": k, "label": level} if isinstance(level, str) else level
        for k, level in enumerate(told["levels"])
    ]
    return {**told, "levels": levels}


def _rated_one_by_one(columns: Sequence[Any]) -> bool:
    """Is each row discussed by itself? So it is where all that is asked of it is one rating that is
    decided."""
    one = columns[0] if len(columns) == 1 else None
    return isinstance(one, Mapping) and one.get("settle") == "ruling"
