"""An instrument in the making: what a form says of it, as the plain values of a file, and back.

A file may have more than the form shows (blocks, voices, scales, sectors …). All of that is kept:
``before`` is the file as it was opened, or as the form made it last.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any, get_args

from voting.instruments.instrument import Instrument
from voting.instruments.kinds import AnyColumn
from voting.instruments.kinds.drafts import KEPT, PARTS, as_key, lines
from voting.instruments.parsing import in_columns

Told = dict[str, Any]
Fields = Mapping[str, str]
HEADINGS = ("name", "about", "question", "credit")
_ROW_TEXTS = ("name", "short", "help")
_ROW_LISTS = ("meanings", "next_steps")
_KINDS = {one.__struct_config__.tag for one in get_args(AnyColumn)}
_NEW_COLUMN = {"name": "", "kind": "rating", "settle": PARTS["rating"].settle}
_MOST = 100  # rows or columns that a form is read for


def blank() -> Told:
    """What a new one begins with."""
    return {
        "version": "1",
        "name": "",
        "credit": "",
        "question": "",
        "columns": [
            {"key": "rating", "kind": "rating", "settle": "ruling", "cant_say": True, "levels": []}
        ],
        "rows": [{"name": ""} for _ in range(3)],
    }


def opened(instrument: Instrument, told: Told, taken: Collection[str]) -> Told:
    """A file's own values as a draft: of a framework, in the layout of all others. It gets another
    key where its own is among those ``taken``."""
    if told["key"] in taken:
        told = {**told, "key": as_key(told["key"], taken, "own")}
    if not instrument.is_framework:
        if "domains" in told:  # as it is stored
            told = {**told, "rows": told["domains"]}
            del told["domains"]
        return dict(told)
    laid_out = in_columns(told)
    return {**laid_out, "rows": [{k: v for k, v in row.items() if v} for row in laid_out["rows"]]}


def drafted(fields: Fields, before: Told, taken: Collection[str] = ()) -> Told:
    """The draft that the form's ``fields`` make of the one ``before``. Its key is none of those
    ``taken``."""
    told = dict(before)
    told.setdefault("version", "1")
    for name in HEADINGS:
        if fields.get(name, "").strip() or name != "about":
            told[name] = fields.get(name, "").strip()
        else:
            told.pop(name, None)
    key = fields.get("key", "").strip()
    if not before.get("name") and re.fullmatch(r"own(-[0-9]+)?", key):
        key = ""  # from before it had a name
    told["key"] = key or as_key(told["name"], taken, "own")
    told["columns"] = [_column(one, before) for one in _parts(fields, "column")]
    _keyed(told["columns"], "column", before)
    told["rows"] = [_row(one, before) for one in _parts(fields, "row")]
    _keyed(told["rows"], "row", before)
    if not told["rows"] and told.get("rows_from"):
        del told["rows"]
    return told


def _parts(fields: Fields, what: str) -> list[Fields]:
    """The fields of each column or row, by what follows its number: ``row-3-name``."""
    found: dict[int, dict[str, str]] = {}
    for field, said in fields.items():
        part, _, rest = field.partition("-")
        place, _, name = rest.partition("-")
        if part == what and name and place.isdigit() and int(place) <= _MOST:
            found.setdefault(int(place), {})[name] = said
    return [found[place] for place in sorted(found)]


def _like(fields: Fields, things: list[Told]) -> Told:
    """The row or column that it was before."""
    key = fields.get("key", "")
    return next((one for one in things if key and one.get("key") == key), {})


def _column(fields: Fields, before: Told) -> Told:
    was = _like(fields, before.get("columns", []))
    kind = fields.get("kind", "")
    if kind not in _KINDS:
        kind = next(iter(PARTS))
    part = PARTS.get(kind, KEPT)
    told: Told = {
        "key": fields.get("key", ""),
        "name": fields.get("name", "").strip(),
        "kind": kind,
    }
    told["settle"] = part.settle if fields.get("settle") else "none"
    told["cant_say"] = bool(fields.get("cant_say"))
    told["optional"] = bool(fields.get("optional"))
    told |= part.read(fields, was)
    return told | {name: was[name] for name in part.keeps if name in was}


def _row(fields: Fields, before: Told) -> Told:
    told = dict(_like(fields, before.get("rows", [])))
    told["key"] = fields.get("key", "")
    help_ = "gold" if "gold" in told else "help"
    for name in _ROW_TEXTS:
        _set(told, help_ if name == "help" else name, fields.get(name, "").strip())
    told.setdefault("name", "")
    for name in _ROW_LISTS:
        _set(told, name, lines(fields.get(name, "")))
    return told


def _set(told: Told, name: str, said: Any) -> None:
    told.pop(name, None)
    if said:
        told[name] = said


def _keyed(things: list[Told], what: str, before: Told) -> None:
    """Give those without a key one that fits their name, and so those that have their name only
    now, unless something in the file may go by the key."""
    named = {one.get("key") for one in before.get(f"{what}s", []) if one.get("name")}
    is_used = before.get("scales") or any(row.get("ask") for row in before.get("rows", []))
    for one in things:
        was_unnamed = one["key"] not in named and re.fullmatch(rf"{what}-[0-9]+", one["key"])
        if one["name"] and was_unnamed and not is_used:
            one["key"] = ""
    taken = [one["key"] for one in things if one["key"]]
    for k, one in enumerate(things):
        if not one["key"]:
            one["key"] = as_key(one["name"], taken, f"{what}-{k + 1}")
            taken.append(one["key"])


def shown(told: Told) -> dict[str, Any]:
    """What the form has for a draft: texts by field, and those of each column and row."""
    columns = []
    for one in told.get("columns", []):
        part = PARTS.get(one.get("kind", ""), KEPT)
        own: dict[str, Any] = {name: "" for each in PARTS.values() for name in each.fields}
        own |= part.show(one)
        ticks = {name: one.get(name, False) for name in ("cant_say", "optional")}
        decided = one.get("settle", "none") != "none"
        said = {name: one.get(name, "") for name in ("key", "name", "kind")}
        columns.append({**said, **own, **ticks, "settle": decided})
    rows = [
        {
            "key": one.get("key", ""),
            **{name: one.get(name, "") for name in _ROW_TEXTS},
            "help": one.get("help", one.get("gold", "")),
            **{name: "\n".join(one.get(name, ())) for name in _ROW_LISTS},
        }
        for one in told.get("rows", [])
    ]
    heads = {name: told.get(name, "") for name in (*HEADINGS, "key")}
    return {**heads, "columns": columns, "rows": rows}


def without_blanks(told: Told) -> Told:
    """The draft without rows in which nothing is written yet."""
    rows = [row for row in told.get("rows", []) if not _is_blank(row)]
    return {**told, "rows": rows} if rows or "rows" in told else told


def blanks_last(told: Told) -> Told:
    """The draft with its blank rows after all others, which so have the numbers that they have
    without them; with one at least where rows are not named by the room."""
    rows = sorted(told.get("rows", []), key=_is_blank)
    if not rows and told.get("rows_from"):
        return told
    return {**told, "rows": rows or [{"name": ""}]}


def _is_blank(row: Told) -> bool:
    return not any(said for name, said in row.items() if name != "key")


def changed(told: Told, do: str) -> tuple[Told, str]:
    """The draft after a button of the form, and the field to be in next: ``add-row``,
    ``remove-row-3``, ``up-row-3``, ``down-row-3``, and so for columns. Anything else changes
    nothing."""
    what, _, rest = do.partition("-")
    kind, _, place = rest.partition("-")
    if kind not in ("row", "column"):
        return told, ""
    things = list(told.get(f"{kind}s", []))
    k = int(place) - 1 if place.isdigit() else -1
    if what == "add":
        things.append(dict(_NEW_COLUMN) if kind == "column" else {"name": ""})
        k = len(things) - 1
    elif not 0 <= k < len(things):
        return told, ""
    elif what == "remove":
        del things[k]
        k = min(k, len(things) - 1)
    elif what in ("up", "down"):
        to = k - 1 if what == "up" else k + 1
        if 0 <= to < len(things):
            things[k], things[to] = things[to], things[k]
            k = to
    return {**told, f"{kind}s": things}, f"{kind}-{k + 1}" if k >= 0 else ""
