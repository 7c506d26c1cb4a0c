"""An area's page and its forms: the series, what is due, who leads, the area's own link."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from flask import Blueprint, g, make_response, render_template, request

from voting import identity as ids
from voting.core.actors import Actor, Role
from voting.edges.http import area_forms
from voting.edges.http.area_changed import compared
from voting.edges.http.area_fields import Fields
from voting.edges.http.area_forms import FORMS, Form
from voting.edges.http.area_said import ZONE, Said
from voting.edges.http.area_told import changes_since, differences
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, words_here
from voting.edges.http.visitor import admitted_to_area, go_on
from voting.programme import machine
from voting.programme.area import EVENT_KINDS, OWNERS, Area
from voting.programme.commands import AnyAreaCommand, CancelEvent, ChangeLeads, FollowTemplate
from voting.programme.entries import AreaEntry, AreaFacts
from voting.programme.series import TEMPLATES, next_event
from voting.programme.situation import AreaSituation
from voting.refusals import Refusal
from voting.refusals.areas import AreaOvertaken, NoSuchDeadline, NoSuchMeeting
from voting.refusals.asking import NotAllowed, NoToken, OldLink
from voting.refusals.sent import Malformed
from voting.refusals.serving import StoreUnavailable
from voting.refusals.together import all_of
from voting.views.area import AreaView, area_view
from voting.wire.pages import AreaChanged, AreaMark, AreaSeen

routes = Blueprint("area", __name__)
_COMMANDS = ",".join(f'"{command}"' for command in FORMS)
# Refusals that no form can put right: they have a page of their own.
_BEYOND_FORMS = (StoreUnavailable, NotAllowed, OldLink, NoToken)
# What was to be changed is gone: it can be added again as it was typed.
_ADD_INSTEAD = {"change_event": "plan_event", "change_deadline": "add_deadline"}
DONE = (*FORMS, "replace_link", "move_workshop")


@routes.get("/area/<id>")
def page(id: str) -> Answer:
    area, by = admitted_to_area(id)
    mark = mark_of(area)
    at = site().service.look_at_area(area)
    if wants_json():
        return in_json(AreaSeen(area=area_view(at), mark=mark))
    return _page(at, by)


@routes.get("/area/<id>/mark")
def mark(id: str) -> Answer:
    """What tells one state of the page from another, for a page that asks every few seconds."""
    area, _ = admitted_to_area(id)
    return in_json(AreaMark(mark=mark_of(area), step=area.step))


@routes.get(f"/area/<id>/<any({_COMMANDS}):command>")
def form(id: str, command: str) -> Answer:
    """The form of a command, as it is filled in at first."""
    area, by = admitted_to_area(id)
    at = site().service.look_at_area(area)
    filled = FORMS[command].filled(at, request.args)
    return _form(at, by, command, filled, request.args)


@routes.post(f"/area/<id>/<any({_COMMANDS}):command>")
def act(id: str, command: str) -> Answer:
    """Carry out a command, from a form or the same fields as JSON."""
    area, by = admitted_to_area(id)
    sent = sent_fields()
    try:
        after = _carry_out(area, by, command, sent)
    except Refusal as problem:
        if wants_json() or isinstance(problem, _BEYOND_FORMS):
            raise
        return _again(id, command, problem)
    if command == "replace_area_link" and by.role is Role.AREA:
        g.holds.use_area(Role.AREA, id, after.links["area"])
    about = FORMS[command].about
    to = f"/area/{id}?done={command}" + (f"&of={sent.get(about, '')}" if about else "")
    if wants_json():
        return in_json(AreaChanged(to=f"/area/{id}", step=after.step, revision=after.revision))
    return go_on(to)


@routes.get("/area/<id>/erase")
def about_to_erase(id: str) -> Answer:
    area, by = admitted_to_area(id)
    return _erase_page(area, by)


@routes.post("/area/<id>/erase")
def erase(id: str) -> Answer:
    """Erase an area that has no workshops, for good."""
    area, by = admitted_to_area(id)
    try:
        site().service.erase_area(area.id, by)
    except Refusal as problem:
        if wants_json() or isinstance(problem, _BEYOND_FORMS):
            raise
        return _erase_page(area, by, problem)
    g.holds.drop(area.id)
    return go_on("/?deleted=area")


def mark_of(area: Area) -> str:
    """Another for each state of an area's page, for each day, as "overdue" goes by it, and for each
    release, which may word it otherwise."""
    service = site().service
    today = service.clock().astimezone(ZONE).date()
    parts = (service.mark_of_area(area.id), today.isoformat(), site().assets.fingerprint)
    return sha256("|".join(parts).encode()).hexdigest()[:20]


# --- carrying out ---------------------------------------------------------------------------------


def _carry_out(area: Area, by: Actor, name: str, sent: Mapping[str, str]) -> Area:
    service, fields = site().service, Fields(sent)
    step, request_name = _step(sent), _request_name(name, sent)
    command = FORMS[name].asked(area, fields)
    if isinstance(command, ChangeLeads):
        leads = area_forms.leads_of(fields)
        return service.change_leads(area.id, by, leads, step, id_of_request=request_name)
    if fields.faults:
        _refuse(area, by, command, fields.faults)
    if isinstance(command, CancelEvent) and not command.cancelled:
        command = CancelEvent(command.event, cancelled=False)
    return service.act_on_area(area.id, by, command, id_of_request=request_name, step=step)


def _refuse(area: Area, by: Actor, command: AnyAreaCommand, found: list[Refusal]) -> None:
    """Raise what can't be read together with what else is wrong with the form."""
    told = {one.field for one in found}
    if "event" in told:  # what a deadline hangs on is missing: no date is, then
        told.add("due")

    def judge() -> None:
        try:
            _would_be(area, by, command)
        except Refusal as problem:
            others = [one for one in (problem, *problem.also) if one.field not in told]
            if others:
                raise others[0].beside(*others[1:]) from None

    def raised(one: Refusal) -> None:
        raise one

    all_of(*(lambda one=one: raised(one) for one in found), judge)


def _would_be(area: Area, by: Actor, command: AnyAreaCommand) -> Area:
    """The area as it would be after a command; raises the machine's refusals."""
    series = site().service.series
    facts = AreaFacts(series.get(command.template)) if isinstance(command, FollowTemplate) else None
    entry = AreaEntry(site().service.clock(), by, command, facts=facts or AreaFacts())
    return machine.apply(area, entry)


def _step(sent: Mapping[str, str]) -> int | None:
    given = sent.get("step", "")
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise Malformed("step", why="value")
    return int(given)


def _request_name(command: str, sent: Mapping[str, str]) -> str:
    request_id = sent.get("request_id") or ids.new_request()
    return site().identity.request_name("|".join((g.browser, command, request_id)))


# --- pages ----------------------------------------------------------------------------------------


def _page(at: AreaSituation, by: Actor, problem: Refusal | None = None) -> Answer:
    view, area = area_view(at), at.area
    done = request.args.get("done", "")
    upcoming = next_event(area)
    html = render_template(
        "area.html",
        **shared_by_pages(at, by, view),
        next=upcoming,
        link=own_link(area),
        programme=_programme_of(area),
        changed=compared(at, request.args),
        done=done if done in DONE else "",
        done_of=request.args.get("of", ""),
        may_erase=not area.workshops(),
        errors=faults(problem),
    )
    return make_response(html, 200 if problem is None else problem.status)


def shared_by_pages(at: AreaSituation, by: Actor, view: AreaView) -> dict[str, Any]:
    """What every page of an area is made of."""
    return {
        "area": view,
        "say": Said(words_here(), view),
        "mark": mark_of(at.area),
        "level_class": level_class,
        "request_id": ids.new_request(),
    }


def level_class(rating: int | None, levels: Sequence[str]) -> str:
    """The class of a rating's colour on this scale: as ``levelClass`` in static/js/charts."""
    if rating is None or len(levels) < 2:
        return "level-none"
    return f"level-{int(rating * 6 / (len(levels) - 1) + 0.5)}"


def own_link(area: Area) -> str:
    fragment = site().identity.link(Role.AREA, area.id, area.links["area"])
    return f"{site().base()}/enter#{fragment}"


def _again(id: str, command: str, problem: Refusal) -> Answer:
    """The form as it was sent, with all that is wrong, and beside it what others did meanwhile."""
    area, by = admitted_to_area(id)
    at = site().service.look_at_area(area)
    sent = request.form
    is_gone = isinstance(problem, NoSuchMeeting | NoSuchDeadline)
    if is_gone and problem.field == FORMS[command].about:
        if command not in _ADD_INSTEAD:
            return _page(at, by, problem)
        command = _ADD_INSTEAD[command]
    return _form(at, by, command, sent.to_dict(), sent, problem)


def _form(
    at: AreaSituation,
    by: Actor,
    command: str,
    filled: Mapping[str, str],
    sent: Mapping[str, str],
    problem: Refusal | None = None,
) -> Answer:
    view, form, area = area_view(at), FORMS[command], at.area
    shared = shared_by_pages(at, by, view)
    typed = dict(filled)
    if problem and not isinstance(problem, AreaOvertaken):
        shared["request_id"] = sent.get("request_id") or shared["request_id"]
    html = render_template(
        "area_form.html",
        **shared,
        command=command,
        form=typed,
        about=sent.get(form.about, "") if form.about else "",
        about_name=form.about,
        errors=_faults(form, problem),
        overtaken=_overtaken(at, by, command, typed, sent, problem),
        kinds=EVENT_KINDS,
        owners=OWNERS,
        templates=TEMPLATES,
        rows=_rows(typed) if command == "change_leads" else (),
        joined=_joined(at, problem, sent.get("event", "")),
        preview=_preview(at, by, typed) if command == "follow_template" else None,
        section=form.section,
        plan_starts=_first_start(area),
    )
    return make_response(html, 200 if problem is None else problem.status)


def _faults(form: Form, problem: Refusal | None) -> list[dict[str, str | None]]:
    """Each fault beside its field: what a series may say of a deadline is one field here."""
    found = faults(problem, form.fields)
    for one in found:
        if one["field"] in ("days", "months"):
            one["field"] = "count"
        elif one["field"] not in form.fields:
            one["field"] = None
    return found


def _overtaken(
    at: AreaSituation,
    by: Actor,
    command: str,
    typed: Mapping[str, str],
    sent: Mapping[str, str],
    problem: Refusal | None,
) -> dict[str, Any] | None:
    """For the second of two: what was done since their page was made, and where what they typed
    differs from what is so now."""
    if not isinstance(problem, AreaOvertaken):
        return None
    now = FORMS[command].filled(at, {FORMS[command].about: sent.get(FORMS[command].about, "")})
    log = site().service.store.area_log(at.area.id)
    return {
        "changes": changes_since(log, _step(sent) or 0, by),
        "differ": differences(now, typed, FORMS[command].fields),
    }


def _rows(typed: Mapping[str, str]) -> list[int]:
    """The numbers of the rows for leads: those with something in them, and some more."""
    used = [
        int(name.rpartition("_")[2])
        for name, value in typed.items()
        if name.startswith(("name_", "email_")) and value and name.rpartition("_")[2].isdigit()
    ]
    last = max(used, default=0) + area_forms.MORE_LEADS
    return list(range(1, min(last, area_forms.MOST_LEADS) + 1))


def _joined(at: AreaSituation, problem: Refusal | None, event: str) -> int:
    """How many have joined the workshop of an event that is to be cancelled."""
    if problem and "n" in problem.values and problem.code == "meeting-has-people":
        return int(problem.values["n"])
    found = next((e for e in at.area.events if e.id == event), None)
    running = at.running.get(found.workshop) if found else None
    return running.joined if running else 0


def _preview(at: AreaSituation, by: Actor, typed: Mapping[str, str]) -> Any:
    """What a series would plan, before it does: an area's view of what is new alone."""
    fields = Fields(typed)
    command = FORMS["follow_template"].asked(at.area, fields)
    if not typed.get("start") or fields.faults:
        return None
    try:
        after = _would_be(at.area, by, command)
    except Refusal:
        return None
    known = {event.id for event in at.area.events} | {d.id for d in at.area.deadlines}
    view = area_view(AreaSituation(after, at.results, at.running, at.today))
    return {
        "say": Said(words_here(), view),
        "events": [event for event in view.events if event.id not in known],
        "deadlines": [deadline for deadline in view.deadlines if deadline.id not in known],
    }


def _first_start(area: Area) -> str:
    return next((e.day for e in area.series() if e.counts and e.day), "")


def _erase_page(area: Area, by: Actor, problem: Refusal | None = None) -> Answer:
    at = site().service.look_at_area(area)
    html = render_template(
        "area_erase.html",
        **shared_by_pages(at, by, area_view(at)),
        workshops=len(area.workshops()),
        errors=faults(problem),
    )
    return make_response(html, 200 if problem is None else problem.status)


def _programme_of(area: Area) -> str:
    """The name of its programme, "" for none."""
    if not area.programme:
        return ""
    try:
        return site().service.programme(area.programme).name
    except Refusal:  # the page is good without
        return ""


def form_again(problem: Refusal) -> Answer:
    """The form that came without its token, filled in as it was."""
    view_args = request.view_args or {}
    return _again(view_args["id"], view_args["command"], problem)


FORMS_AGAIN = {"area.act": form_again}
