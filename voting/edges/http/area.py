"""An area's page and its forms: the series, what is due, who leads, the area's own link."""

from collections.abc import Mapping

from flask import Blueprint, g, request

from voting import identity as ids
from voting.core.actors import Actor, Role
from voting.edges.http import area_forms
from voting.edges.http.area_fields import Fields
from voting.edges.http.area_forms import FORMS
from voting.edges.http.area_pages import (
    area_page,
    erase_page,
    form_page,
    mark_of,
    step_of,
    would_be,
)
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.session_dates import is_for_session, let_be_held
from voting.edges.http.site import site
from voting.edges.http.visitor import admitted_to_area, go_on
from voting.programme.area import Area
from voting.programme.commands import AnyAreaCommand, CancelEvent, ChangeLeads, ReplaceAreaLink
from voting.refusals import Refusal
from voting.refusals.areas import NoSuchDeadline, NoSuchMeeting
from voting.refusals.asking import NotAllowed, NoToken, OldLink
from voting.refusals.serving import StoreUnavailable
from voting.refusals.together import all_of
from voting.views.area import area_view
from voting.wire.pages import AreaChanged, AreaMark, AreaSeen

routes = Blueprint("area", __name__)
_COMMANDS = ",".join(f'"{command}"' for command in FORMS)
# Refusals that no form can put right: they have a page of their own.
_BEYOND_FORMS = (StoreUnavailable, NotAllowed, OldLink, NoToken)
# What was to be changed is gone: it can be added again as it was typed.
_ADD_INSTEAD = {"change_event": "plan_event", "change_deadline": "add_deadline"}


@routes.get("/area/<id>")
def page(id: str) -> Answer:
    area, by = admitted_to_area(id)
    mark = mark_of(area)
    at = site().service.look_at_area(area)
    if wants_json():
        return in_json(AreaSeen(area=area_view(at), mark=mark))
    return area_page(at, by)


@routes.get("/area/<id>/mark")
def mark(id: str) -> Answer:
    """What tells one state of the page from another, for a page that asks every few seconds."""
    area, _ = admitted_to_area(id)
    return in_json(AreaMark(mark=mark_of(area), step=area.step))


@routes.get(f"/area/<id>/<any({_COMMANDS}):command>")
def form(id: str, command: str) -> Answer:
    """The form of a command, as it is filled in at first."""
    area, by = admitted_to_area(id)
    _check(command, by)
    at = site().service.look_at_area(area)
    filled = FORMS[command].filled(at, request.args)
    return form_page(at, by, command, filled, request.args)


@routes.post(f"/area/<id>/<any({_COMMANDS}):command>")
def act(id: str, command: str) -> Answer:
    """Carry out a command, from a form or the same fields as JSON."""
    area, by = admitted_to_area(id)
    _check(command, by)
    sent = sent_fields()
    try:
        try:
            after = _carry_out(area, by, command, sent)
        except OldLink:  # unless it is this very form, sent twice, that has just replaced it
            area, by = admitted_to_area(id)
            after = _carry_out(area, by, command, sent)
    except Refusal as problem:
        if wants_json() or isinstance(problem, _BEYOND_FORMS):
            raise
        return _again(id, command, problem)
    if after.links != area.links and by.role is Role.AREA:
        g.holds.use_area(Role.AREA, id, after.links["area"])
    if wants_session := is_for_session(command, sent):
        let_be_held(after, by, sent, _request_name(command, sent))
    about = FORMS[command].about
    to = f"/area/{id}?done={command}" + (f"&of={sent.get(about, '')}" if about else "")
    if wants_session:
        to = f"/area/{id}/sessions?done=date_session"
    if wants_json():
        return in_json(AreaChanged(to=f"/area/{id}", step=after.step, revision=after.revision))
    return go_on(to)


@routes.get("/area/<id>/erase")
def about_to_erase(id: str) -> Answer:
    area, by = admitted_to_area(id)
    return erase_page(area, by)


@routes.post("/area/<id>/erase")
def erase(id: str) -> Answer:
    """Erase an area that has no workshops, for good."""
    area, by = admitted_to_area(id)
    try:
        site().service.erase_area(area.id, by)
    except Refusal as problem:
        if wants_json() or isinstance(problem, _BEYOND_FORMS):
            raise
        return erase_page(area, by, problem)
    g.holds.drop(area.id)
    return go_on("/?deleted=area")


# --- carrying out ---------------------------------------------------------------------------------


def _check(command: str, by: Actor) -> None:
    """The team of a programme removes an area on its own page; leaving is for the area's leads."""
    if command == "leave_programme" and by.role is not Role.AREA:
        raise NotAllowed()


def _carry_out(area: Area, by: Actor, name: str, sent: Mapping[str, str]) -> Area:
    service, fields = site().service, Fields(sent)
    step, request_name = step_of(sent), _request_name(name, sent)
    command = FORMS[name].asked(area, fields)
    if isinstance(command, ChangeLeads):
        leads = area_forms.leads_of(fields)
        return service.change_leads(area.id, by, leads, step, id_of_request=request_name)
    if fields.faults:
        _refuse(area, by, command, fields.faults)
    if isinstance(command, CancelEvent) and not command.cancelled:
        command = CancelEvent(command.event, cancelled=False)
    after = service.act_on_area(area.id, by, command, id_of_request=request_name, step=step)
    if name == "leave_programme" and fields.is_set("own"):
        own = f"{request_name}-own"
        after = service.act_on_area(area.id, by, ReplaceAreaLink(), id_of_request=own)
    if "workshops" in FORMS[name].flags and fields.is_set("workshops"):
        service.replace_links(after.workshops(), request_name)
    return after


def _refuse(area: Area, by: Actor, command: AnyAreaCommand, found: list[Refusal]) -> None:
    """Raise what can't be read together with what else is wrong with the form."""
    told = {one.field for one in found}
    if "event" in told:  # what a deadline hangs on is missing: no date is, then
        told.add("due")

    def judge() -> None:
        try:
            would_be(area, by, command)
        except Refusal as problem:
            others = [one for one in (problem, *problem.also) if one.field not in told]
            if others:
                raise others[0].beside(*others[1:]) from None

    def raised(one: Refusal) -> None:
        raise one

    all_of(*(lambda one=one: raised(one) for one in found), judge)


def _request_name(command: str, sent: Mapping[str, str]) -> str:
    request_id = sent.get("request_id") or ids.new_request()
    return site().identity.request_name("|".join((g.browser, command, request_id)))


def _again(id: str, command: str, problem: Refusal) -> Answer:
    """The form as it was sent, with all that is wrong, and beside it what others did meanwhile."""
    area, by = admitted_to_area(id)
    at = site().service.look_at_area(area)
    sent = request.form
    is_gone = isinstance(problem, NoSuchMeeting | NoSuchDeadline)
    if is_gone and problem.field == FORMS[command].about:
        if command not in _ADD_INSTEAD:
            return area_page(at, by, problem)
        command = _ADD_INSTEAD[command]
    return form_page(at, by, command, sent.to_dict(), sent, problem)


def form_again(problem: Refusal) -> Answer:
    """The form that came without its token, filled in as it was."""
    view_args = request.view_args or {}
    return _again(view_args["id"], view_args["command"], problem)


FORMS_AGAIN = {"area.act": form_again}
