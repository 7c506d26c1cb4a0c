"""Adding earlier workshops: a table of ratings that were given on paper, looked at and then kept.

A programme's team imports for all its areas, those with an area's link for that area.
"""

from collections.abc import Mapping
from functools import partial

from flask import Blueprint, make_response, render_template, request
from msgspec import Struct

from voting.core.actors import Actor
from voting.delimited import NotText, text_of
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults
from voting.edges.http.visitor import admitted_to_area, admitted_to_programme, go_on
from voting.evaluation.importing import REPLACES, Preview, preview
from voting.evaluation.rows import Row, day_in, rows_of
from voting.instruments.instrument import Instrument
from voting.programme.area import Area
from voting.programme.imported import is_imported
from voting.programme.membership import MOST_AREAS
from voting.programme.programme import Programme
from voting.programme.result import Result
from voting.programme.texts import same_name
from voting.refusals import Refusal
from voting.refusals.areas import TooManyOfArea
from voting.refusals.evaluation import BadRow, UnreadableTable
from voting.refusals.importing import NotImported, ReplacesImported
from voting.refusals.sent import ImpossibleDate, UnknownChoice
from voting.refusals.serving import StoreUnavailable
from voting.refusals.together import all_of
from voting.wire.pages import Imported

routes = Blueprint("importing", __name__)
_FIELDS = ("framework", "date_1", "date_2", "rows", "file", "replace")
_DATES = {"date_1": "workshop-1", "date_2": "workshop-2"}


class Where(Struct, frozen=True):
    """What a table is imported into, and by whom: a programme, or one ``area`` alone."""

    by: Actor
    programme: Programme | None = None
    area: Area | None = None

    @property
    def at(self) -> str:
        return f"/programme/{self.programme.id}" if self.programme else f"/area/{self._area.id}"

    @property
    def name(self) -> str:
        return self.programme.name if self.programme else self._area.name

    @property
    def _area(self) -> Area:
        assert self.area
        return self.area

    def areas(self) -> list[tuple[Area, Mapping[str, Result]]]:
        ids = self.programme.areas if self.programme else [self._area.id]
        held = site().service.store.held_areas(ids)
        return [
            (one.area, one.results)
            for one in held
            if not self.programme or one.area.programme == self.programme.id
        ]


class Asked(Struct, frozen=True):
    """What a form says: a table, of which framework, and dates for what has none."""

    text: str
    framework: Instrument
    dates: Mapping[str, str]


@routes.get("/programme/<id>/import", defaults={"of": "programme"})
@routes.get("/area/<id>/import", defaults={"of": "area"})
def form(of: str, id: str) -> Answer:
    where = _where(of, id)
    return _page(where, {"framework": _usual(where)})


@routes.post("/programme/<id>/check_import", defaults={"of": "programme"})
@routes.post("/area/<id>/check_import", defaults={"of": "area"})
def check(of: str, id: str) -> Answer:
    """Say what a table would bring, or all that is wrong with it; or show the form again with all
    that was typed, to ``change`` it. Nothing is written."""
    where, sent = _where(of, id), sent_fields()
    if sent.get("change") and not wants_json():
        return _page(where, sent)
    try:
        asked = _asked(sent)
        found = _judged(where, asked)
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return _page(where, sent, problem)
    if wants_json():
        return in_json(_told(where, found))
    return _page(where, {**sent, "rows": asked.text}, found=found)


@routes.post("/programme/<id>/import", defaults={"of": "programme"})
@routes.post("/area/<id>/import", defaults={"of": "area"})
def keep(of: str, id: str) -> Answer:
    """Keep all of a table, or, if anything is wrong with it, nothing."""
    where, sent = _where(of, id), sent_fields()
    found = None
    try:
        asked = _asked(sent)
        found = _judged(where, asked)
        if (n := found.many(REPLACES)) and sent.get("replace") != "yes":
            raise ReplacesImported(n=n)
        _keep(where, found, asked.framework)
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        still = found if isinstance(problem, ReplacesImported) else None
        return _page(where, sent, problem, found=still)
    told = _told(where, found)
    return in_json(told) if wants_json() else go_on(told.to)


@routes.get("/area/<id>/imported/<workshop>")
def imported(id: str, workshop: str) -> Answer:
    """What was imported of a workshop."""
    area, _ = admitted_to_area(id)
    result = _result(area, workshop)
    event = area.event_of(workshop)
    decisions = [(cell, result.domain(cell.key)) for cell in result.framework.domains]
    page = render_template(
        "imported.html", area=area, event=event, result=result, decisions=decisions
    )
    return make_response(page)


@routes.post("/area/<id>/imported/<workshop>/remove")
def remove(id: str, workshop: str) -> Answer:
    """Take it out of the area again, with all that was typed in."""
    area, by = admitted_to_area(id)
    site().service.remove_imported(area.id, workshop, by)
    return go_on(f"/area/{id}?done=remove_imported")


def _where(of: str, id: str) -> Where:
    if of == "programme":
        found, by = admitted_to_programme(id)
        return Where(by, programme=found)
    area, by = admitted_to_area(id)
    return Where(by, area=area)


def _usual(where: Where) -> str:
    """The framework that is rated there, unless its ratings can't be compared between areas."""
    usual = where.programme.framework if where.programme else ""
    possible = _frameworks()
    return usual if usual in possible else next(iter(possible))


def _frameworks() -> dict[str, Instrument]:
    return {key: one for key, one in site().service.frameworks.items() if one.scale}


def _asked(sent: Mapping[str, str]) -> Asked:
    framework, dates, text = all_of(
        lambda: _framework(sent.get("framework", "")),
        lambda: _dates(sent),
        lambda: _text(sent),
    )
    return Asked(text, framework, dates)


def _framework(key: str) -> Instrument:
    found = _frameworks().get(key)
    if found is None:
        raise UnknownChoice("framework")
    return found


def _dates(sent: Mapping[str, str]) -> dict[str, str]:
    typed = all_of(*(partial(_day, sent, field) for field in _DATES))
    return {kind: day for kind, day in zip(_DATES.values(), typed, strict=True) if day}


def _day(sent: Mapping[str, str], field: str) -> str:
    found = day_in(sent.get(field, "").strip())
    if found is None:
        raise ImpossibleDate(field, why="area")
    return found


def _text(sent: Mapping[str, str]) -> str:
    """The table of a file, if one was chosen, or what was pasted."""
    chosen = request.files.get("file")
    if chosen is None or not chosen.filename:
        return sent.get("rows", "")
    try:
        return text_of(chosen.read())
    except NotText as problem:
        raise UnreadableTable("file", why=problem.why) from None


def _judged(where: Where, asked: Asked) -> Preview:
    framework = asked.framework
    rows = rows_of(asked.text, [cell.key for cell in framework.domains], len(framework.scale))
    if where.area:
        _check_own(rows, where.area)
    today = site().service.clock().date().isoformat()
    found = preview(rows, where.areas(), framework, asked.dates, today)
    if where.programme and len(where.programme.areas) + found.new > MOST_AREAS:
        raise TooManyOfArea("rows", why="areas", n=MOST_AREAS)
    return found


def _check_own(rows: list[Row], area: Area) -> None:
    others = {row.area: row for row in reversed(rows) if not same_name(row.area, area.name)}
    wrong = [
        BadRow(why="other-area", line=row.line, name=area.name, text=row.area)
        for row in sorted(others.values(), key=lambda row: row.line)
    ]
    if wrong:
        raise wrong[0].beside(*wrong[1:])


def _keep(where: Where, found: Preview, framework: Instrument) -> None:
    service = site().service
    if where.programme:
        names = [area.name for area in found.areas]
        ids = [one.id for one in service.areas_named(where.programme, names, where.by)]
    else:
        ids = [area.id for area in found.areas]
    for id, area in zip(ids, found.areas, strict=True):
        for one in area.workshops:
            service.import_workshop(id, where.by, one.on_paper, framework)


def _told(where: Where, found: Preview) -> Imported:
    n = found.workshops
    return Imported(
        to=f"{where.at}/import?done={n}",
        areas=len(found.areas),
        new_areas=found.new,
        workshops=n,
        replaced=found.many(REPLACES),
        ratings=found.ratings,
        missing=found.missing,
    )


def _result(area: Area, workshop: str) -> Result:
    event = area.event_of(workshop)
    results = site().service.store.results(area.id)
    if event is None or not is_imported(event, results):
        raise NotImported()
    return results[workshop]


def _page(
    where: Where,
    form: Mapping[str, str],
    problem: Refusal | None = None,
    found: Preview | None = None,
) -> Answer:
    page = render_template(
        "import.html",
        where=where,
        form=form,
        found=found,
        frameworks=[(one.key, one.name) for one in _frameworks().values()],
        framework=_frameworks().get(form.get("framework", "")),
        done=request.args.get("done", type=int, default=0) if request.method == "GET" else 0,
        errors=faults(problem, _FIELDS),
    )
    return make_response(page, 200 if problem is None else problem.status)


def _again(problem: Refusal) -> Answer:
    assert request.view_args
    where = _where(**request.view_args)
    return _page(where, {"framework": _usual(where), **request.form}, problem)


FORMS = {"importing.check": _again, "importing.keep": _again}
