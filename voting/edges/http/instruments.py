"""Instruments before there is a workshop: what one looks like on a phone and in the room, and the
page on which people make their own, with a file to keep it in."""

from collections.abc import Sequence
from typing import Any

import msgspec
from flask import Blueprint, Response, abort, make_response, render_template, request
from msgspec.structs import replace

from voting.core.practice import sample
from voting.edges.http.rendering import level_class
from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, words_here
from voting.edges.http.start import start_page
from voting.instruments import draft
from voting.instruments.faults import doubts
from voting.instruments.instrument import Cell, Copy, Instrument, Row
from voting.instruments.kinds.column import Column
from voting.instruments.kinds.drafts import PARTS
from voting.instruments.parsing import MOST_BYTES, parse_instrument, read_file
from voting.refusals import Refusal
from voting.refusals.serving import BadFramework

_PEOPLE = 18  # whose answers the preview of the room view has
_ROWS = 4  # that the previews show

routes = Blueprint("instruments", __name__)


@routes.get("/instruments/<key>")
def look(key: str) -> Answer:
    """One of the library, as it looks on a phone and in the room."""
    found = site().service.frameworks.get(key)
    if found is None:
        abort(404)
    return render_template("instrument.html", instrument=found, looks=_looks(found))


@routes.get("/instruments/new")
def new() -> Answer:
    """The maker, empty or with a copy of one of the library (``?from=``)."""
    found = site().service.frameworks.get(request.args.get("from", ""))
    if found is None:
        return _page(draft.blank())
    told = msgspec.to_builtins(found)
    del told["sectors"], told["sides"]  # a file has them only where they are its own
    return _page(draft.opened(found, told, site().service.frameworks))


@routes.post("/instruments/new")
def change() -> Answer:
    """The maker, after one of its buttons."""
    do = request.form.get("do", "")
    told = _drafted()
    if do not in ("check", "file", "use"):
        told, place = draft.changed(told, do)
        return _page(told, focus=place)
    shown, told = draft.blanks_last(told), draft.without_blanks(told)
    try:
        made = parse_instrument(told, _usual())
    except BadFramework as problem:
        return _page(shown, problem)
    if do == "file":
        return _file(made, told)
    if do == "use":
        own = msgspec.json.encode(told).decode()
        return start_page(typed={"framework": made.key, "instrument": own})
    return _page(shown, checked=True)


@routes.post("/instruments/preview")
def preview() -> Answer:
    """The preview alone, for the maker's script."""
    return render_template("instrument_looks.html", looks=_looks_of(_drafted()))


@routes.post("/instruments/open")
def open_file() -> Answer:
    """The maker with what a file holds, sent or pasted. It stays as it was, with all that has been
    typed, where that is no instrument."""
    sent = request.files.get("file")
    pasted = request.form.get("pasted", "")
    content = sent.read() if sent and sent.filename else pasted.encode()
    frameworks = site().service.frameworks
    try:
        if request.environ.get("cascade.cut"):
            raise BadFramework(why="size", n=MOST_BYTES // 1000)
        if not content.strip():
            raise BadFramework("file", why="nothing")
        told = read_file(content)
        made = parse_instrument(told, _usual())
    except BadFramework as problem:
        there = _drafted() if "before" in request.form else draft.blank()
        return _page(there, problem, pasted=_pasted(content) or pasted, opening=True)
    return _page(draft.opened(made, told, frameworks), checked=True)


def _pasted(content: bytes) -> str:
    """The text of a file that can be mended on the page; nothing where it is none."""
    try:
        return content.decode() if len(content) <= MOST_BYTES and b"\0" not in content else ""
    except UnicodeDecodeError:
        return ""


def _usual() -> Instrument:
    return next(iter(site().service.frameworks.values()))


def _drafted() -> draft.Told:
    """What the form says, of what it was before."""
    try:
        before = read_file(request.form.get("before", "").encode() or b"{}")
    except BadFramework:
        before = {}
    frameworks = site().service.frameworks
    try:
        return draft.drafted(request.form, before if _is_draft(before) else {}, frameworks)
    except (AttributeError, KeyError, TypeError, ValueError):  # not as the page wrote it
        return draft.drafted(request.form, {}, frameworks)


def _is_draft(told: Any) -> bool:
    """Can the form go on from these values? The page wrote them itself."""
    if not isinstance(told, dict):
        return False
    parts = [told.get("rows", []), told.get("columns", [])]
    return all(isinstance(part, list) and all(isinstance(x, dict) for x in part) for part in parts)


def _file(made: Instrument, told: draft.Told) -> Answer:
    content = msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"
    response = Response(content, content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{made.key}.json"'
    return response


def _page(
    told: draft.Told,
    problem: Refusal | None = None,
    *,
    focus: str = "",
    checked: bool = False,
    pasted: str = "",
    opening: bool = False,
) -> Answer:
    """The maker. ``opening``: the problem is that of a file, and not of what the form says."""
    said = draft.shown(told)
    places = [f"{what}-{k + 1}" for what in ("column", "row") for k in range(len(said[f"{what}s"]))]
    fields = [*draft.HEADINGS, "columns", "rows", *places]
    found = faults(problem, fields)
    for one in found:
        one["field"] = _place_of(one["field"], fields, opening=opening)
    page = render_template(
        "instrument_new.html",
        form=said,
        kinds=[(kind, words_here()["instruments"]["kinds"][kind]["name"]) for kind in PARTS],
        before=msgspec.json.encode(told).decode(),
        looks=_looks_of(told),
        focus=focus,
        checked=checked and problem is None,
        pasted=pasted,
        errors=found,
    )
    return make_response(page, 200 if problem is None else problem.status)


def _place_of(field: str | None, fields: Sequence[str], *, opening: bool) -> str | None:
    """Where on the page a fault is mended."""
    if opening:
        return "file"
    if field == "rows" and "row-1" in fields and "row-2" not in fields:
        return "row-1-name"
    return field if field in fields else None


def _again(problem: Refusal) -> Answer:
    return _page(_drafted(), problem)


FORMS = {"instruments.change": _again, "instruments.open_file": _again}


# --- what it looks like ---


def _looks_of(told: draft.Told) -> dict[str, Any] | None:
    """What a draft looks like so far; None while there is not enough of it."""
    try:
        return _looks(parse_instrument(draft.without_blanks(told), _usual()))
    except BadFramework:
        return None


def _looks(instrument: Instrument) -> dict[str, Any]:
    """An instrument on a phone and in the room: what its first round asks, with made-up answers."""
    named = _with_names(instrument)
    topics = named.agenda
    if not topics:
        return {"cells": []}
    cells = topics[0].cells
    return {
        "copy": topics[0].copy.name if topics[0].copy else "",
        "question": instrument.question,
        "several": len(cells) > 1,
        "listed": len(cells) > 1 and all(_is_listed(cell.column) for cell in cells),
        "opens": instrument.opens,
        "cells": [_cell(cell, k) for k, cell in enumerate(cells[:_ROWS])],
        "left": max(0, len(cells) - _ROWS),
        "repeat": instrument.repeat,
        "rows_from": instrument.rows_from,
        "threshold": instrument.threshold.least if instrument.threshold else 0,
        "doubts": [
            words_here().say(f"instruments.doubts.{key}", **v) for key, v in doubts(instrument)
        ],
    }


def _is_listed(column: Column) -> bool:
    """May it be a line with a box, where all others are such lines, too?"""
    return column.kind == "tick" and not column.cant_say


def _with_names(instrument: Instrument) -> Instrument:
    """With names where the room would give some."""
    words = words_here()
    if instrument.rows_from and not instrument.rows:
        what = instrument.rows_name or words["instruments"]["row_name"]
        rows = tuple(
            Row(key=str(n), name=words.say("instruments.named", what=_begun(what), n=str(n)))
            for n in (1, 2, 3)
        )
        instrument = replace(instrument, rows=rows)
    repeat = instrument.repeat
    if repeat and repeat.by == "room" and not instrument.copies:
        copy = Copy("1", words.say("instruments.named", what=_begun(repeat.over), n="1"))
        instrument = replace(instrument, copies=(copy,))
    return instrument


def _begun(what: str) -> str:
    """A word as it begins a name."""
    return what[:1].upper() + what[1:]


def _cell(cell: Cell, k: int) -> dict[str, Any]:
    column = cell.column
    tally = sample(cell, _PEOPLE, k)
    answers = words_here()["common"]["answers"].get(column.kind, {})
    named = answers.get("named", {}).get(column.settle.value, ())
    most = max(tally.counts) or 1
    places = [
        {
            "value": place.value,
            "label": place.label or (named[n] if n < len(named) else ""),
            "short": str(place.value) if "marked" in answers else "",
            "meaning": cell.meanings[n] if n < len(cell.meanings) else "",
            "n": tally.counts[n],
            "share": round(100 * tally.counts[n] / most),
            "look": level_class(n, column.places) if column.ordered else "level-none",
        }
        for n, place in enumerate(column.places)
    ]
    for place in places:
        place["short"] = place["short"] or place["label"] or place["value"]
    return {
        "kind": column.kind,
        "name": cell.name.removeprefix(f"{cell.copy.name}: ") if cell.copy else cell.name,
        "block": cell.row.block,
        "places": places,
        "most": column.most,
        "cant_say": column.cant_say,
        "all": max(tally.ratings, 1),
    }
