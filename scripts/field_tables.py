"""Tables of fields for docs/protocol.md, from the structures that declare what is sent."""

import enum
import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct, UnsetType

_WORDS = {str: "text", int: "number", float: "number", bool: "boolean", dict: "object"}


HEADINGS = ["field", "type", "what it is"]


def table(
    kind: type[Struct],
    *,
    besides: type[Struct] | None = None,
    deep: bool = True,
    within: str = "",
    apart: Sequence[type[Struct]] = (),
) -> str:
    """A row for each field of ``kind`` that ``besides`` has not: ``a.b`` is field b of object a,
    ``a[]`` an entry of list a. Not ``deep``: without the fields of what is inside. ``within`` is
    what all names begin with; what is in structures that stand ``apart`` has a table of its own."""
    before = list(_rows(besides, within)) if besides else []
    rows = _rows(kind, within, deep=deep, apart=apart)
    return _written(HEADINGS, [row for row in rows if row not in before])


def answers(heading: str, kinds: dict[str, type[Struct]]) -> str:
    """The fields of several answers, each named by what it answers, but for ``ok``."""
    rows = [[name, *row] for name, kind in kinds.items() for row in _rows(kind, deep=False)]
    return _written([heading, *HEADINGS], [row for row in rows if row[1] != "`ok`"])


def _written(headings: list[str], rows: list[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _rows(
    kind: type[Struct],
    within: str = "",
    *,
    deep: bool = True,
    apart: Sequence[type[Struct]] = (),
) -> Iterator[list[str]]:
    hints = get_type_hints(kind, include_extras=True)
    for field in msgspec.structs.fields(kind):
        hint, meaning = _meaning(hints[field.name])
        said = _type(hint)
        if UnsetType in get_args(hint):
            meaning = "; ".join(filter(None, [meaning, "may be left out"]))
        name = f"{within}{field.encode_name}"
        yield [f"`{name}`", said, "; ".join(filter(None, [_values(hint), meaning]))]
        for part, place in _inside(hint) if deep else ():
            if part not in apart:
                yield from _rows(part, f"{name}{place}.", apart=apart)


def _meaning(hint: Any) -> tuple[Any, str]:
    """A declared type without its description, and that."""
    if get_origin(hint) is not Annotated:
        return hint, ""
    plain, *about = get_args(hint)
    return plain, next((one.description or "" for one in about if isinstance(one, Meta)), "")


def _alternatives(hint: Any) -> list[Any]:
    """What ``hint`` may be, but for null and nothing at all."""
    parts = get_args(hint) if get_origin(hint) in (types.UnionType, Union) else (hint,)
    return [part for part in parts if part not in (types.NoneType, UnsetType)]


def _type(hint: Any) -> str:
    names = sorted({_name(part) for part in _alternatives(hint)})
    null = ["null"] if types.NoneType in get_args(hint) else []
    return " or ".join([*names, *null])


def _name(hint: Any) -> str:
    if get_origin(hint) in (tuple, list, Sequence) or hint is list:
        return "list"
    if get_origin(hint) is Literal and all(isinstance(one, bool) for one in get_args(hint)):
        return "boolean"
    if get_origin(hint) is Literal or _is(hint, enum.Enum):
        return "text"
    if _is(hint, Struct) or get_origin(hint) in (dict, Mapping) or hint is msgspec.Raw:
        return "object"
    return _WORDS[hint]


def _values(hint: Any) -> str:
    """The words that a text may be, where it is one of a few."""
    said: list[str] = []
    for part in _alternatives(hint):
        if get_origin(part) is Literal:
            said += get_args(part)
        elif _is(part, enum.Enum):
            said += [one.value for one in part]
    ticked = [f"`{one}`" for one in said if isinstance(one, str)]
    return " or ".join(filter(None, [", ".join(ticked[:-1]), *ticked[-1:]]))


def _inside(hint: Any) -> Iterator[tuple[type[Struct], str]]:
    """The structures in it, and how the way to them is written."""
    for part in _alternatives(hint):
        if _is(part, Struct):
            yield part, ""
        elif get_origin(part) in (tuple, list):
            for inner in (one for first in get_args(part)[:1] for one in _alternatives(first)):
                if _is(inner, Struct):
                    yield inner, "[]"


def _is(hint: Any, kind: type) -> bool:
    return isinstance(hint, type) and issubclass(hint, kind)
