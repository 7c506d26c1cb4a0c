"""The pages about an event's people, for leads: who comes, inviting, reminding, putting right."""

from collections.abc import Mapping

from flask import Blueprint, request

from voting.core.actors import Actor
from voting.edges.http.area_fields import Fields
from voting.edges.http.roster_forms import FORMS, Sent
from voting.edges.http.roster_here import Here, here, look
from voting.edges.http.roster_list import asked_to_invite, check_page, list_page, too_long_page
from voting.edges.http.roster_pages import (
    form_page,
    mark_here,
    people_page,
    person_page,
    send_page,
)
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.visitor import admitted_to_area, go_on
from voting.refusals import Refusal
from voting.refusals.areas import NoSuchMeeting
from voting.refusals.asking import NotAllowed, NoToken, OldLink
from voting.refusals.registration import InviteeGone, RegistrationOver, UnknownInvitee
from voting.refusals.serving import StoreUnavailable
from voting.wire.pages import AreaMark, PeopleChanged, PeopleSeen

routes = Blueprint("roster", __name__)
_COMMANDS = ",".join(f'"{command}"' for command in FORMS)
_SHOWN = ",".join(f'"{name}"' for name, form in FORMS.items() if form.shown)
_BEYOND_FORMS = (StoreUnavailable, NotAllowed, OldLink, NoToken, NoSuchMeeting)


@routes.get("/area/<id>/people")
def page(id: str) -> Answer:
    try:
        at = look(id, request.args.get("event", ""))
    except NoSuchMeeting:
        if wants_json() or request.args.get("event"):
            raise
        return go_on(f"/area/{id}#series")  # the area has no meetings yet
    if wants_json():
        return in_json(PeopleSeen(people=at.view, mark=mark_here(at.at.area)))
    return people_page(at)


@routes.get("/area/<id>/people/mark")
def mark(id: str) -> Answer:
    """What tells one state of the page from another, for a page that asks every few seconds."""
    area, _ = admitted_to_area(id)
    return in_json(AreaMark(mark=mark_here(area), step=area.step))


@routes.get("/area/<id>/people/of/<person>")
def of_person(id: str, person: str) -> Answer:
    return person_page(look(id, request.args.get("event", "")), person)


@routes.get("/area/<id>/people/send")
def send(id: str) -> Answer:
    at = look(id, request.args.get("event", ""))
    return send_page(at, request.args.get("what", "invitation"))


@routes.get("/area/<id>/people/invite")
def about_to_invite(id: str) -> Answer:
    at = look(id, request.args.get("event", ""))
    if at.view.over:
        raise RegistrationOver(why=at.view.over)
    return list_page(at)


@routes.post("/area/<id>/people/check")
def check(id: str) -> Answer:
    """Look at a list before anybody is invited: changes nothing."""
    return check_page(look(id, request.form.get("event", "")), request.form)


@routes.post("/area/<id>/people/invite")
def invite(id: str) -> Answer:
    sent = sent_fields()
    at = look(id, sent.get("event", ""))
    try:
        command = asked_to_invite(at, sent)
        site().service.act_on_roster(id, at.by, command)
    except Refusal as problem:
        if wants_json() or isinstance(problem, _BEYOND_FORMS):
            raise
        return list_page(at, problem, sent.get("lines", ""))
    after = _again(at)
    n = len(after.view.people) - len(at.view.people)
    if command.tell or not n or not any(one.untold for one in after.view.people):
        return _done(
            after, _address(at, f"&done={'invite_mail' if command.tell else 'invite'}&n={n}")
        )
    return _done(after, _address(at, "&what=invitation", "send"))


@routes.get(f"/area/<id>/people/<any({_SHOWN}):command>")
def form(id: str, command: str) -> Answer:
    """The form of a command, as it is filled in at first."""
    at = look(id, request.args.get("event", ""))
    _check(at.by, command, at)
    person = request.args.get("person", "")
    there = frozenset(one.id for one in at.view.people if one.attended or one.joined)
    return form_page(at, command, person, FORMS[command].filled(at, person), there)


@routes.post(f"/area/<id>/people/<any({_COMMANDS}):command>")
def act(id: str, command: str) -> Answer:
    """Carry out a command, from a form or the same fields as JSON."""
    fields = sent_fields()
    at = look(id, fields.get("event", ""))
    _check(at.by, command, at)
    sent = _sent(fields)
    try:
        for one in FORMS[command].asked(at, sent):
            site().service.act_on_roster(id, at.by, one)
    except UnknownInvitee:  # erased at this moment
        raise InviteeGone() from None
    except Refusal as problem:
        if wants_json() or isinstance(problem, _BEYOND_FORMS):
            raise
        return _form_again(_again(at), command, fields, sent, problem)
    after = _again(at)
    n = len(sent.people) or _changed(at, after)
    there = FORMS[command].then == "person" and sent.person and after.person(sent.person)
    to = _address(
        at, f"&done={_told_as(command, fields)}&n={n}", f"of/{sent.person}" if there else ""
    )
    return _done(after, to)


def _check(by: Actor, command: str, at: Here) -> None:
    """What shows or takes addresses is for the area's leads."""
    if FORMS[command].lead_only and not at.is_lead:
        raise NotAllowed()


def _sent(fields: Mapping[str, str]) -> Sent:
    if request.is_json:
        return Sent(Fields(fields), tuple(fields.get("people", "").split()))
    return Sent(Fields(fields), tuple(request.form.getlist("people")))


def _again(at: Here) -> Here:
    area, by = admitted_to_area(at.area.id)
    return here(area, by, at.view.event)


def _changed(before: Here, after: Here) -> int:
    """How many people's entries are others now."""
    was = {one.id: one for one in before.view.people}
    return sum(was.get(one.id) != one for one in after.view.people)


def _told_as(command: str, fields: Mapping[str, str]) -> str:
    """The key of what is said once it is done."""
    return f"{command}_{fields.get('what')}" if command in ("remind", "sent") else command


def _address(at: Here, more: str = "", page: str = "") -> str:
    place = f"/area/{at.area.id}/people" + (f"/{page}" if page else "")
    return f"{place}?event={at.view.event}{more}"


def _done(after: Here, to: str) -> Answer:
    if wants_json():
        return in_json(PeopleChanged(to=to, revision=after.view.revision))
    return go_on(to)


def _form_again(
    at: Here, command: str, fields: Mapping[str, str], sent: Sent, problem: Refusal
) -> Answer:
    """The form as it was sent, with all that is wrong."""
    if command == "sent":
        return send_page(at, fields.get("what", ""), problem)
    if isinstance(problem, InviteeGone) or not FORMS[command].shown:
        raise problem
    return form_page(at, command, sent.person, dict(fields), frozenset(sent.people), problem)


def form_again(problem: Refusal) -> Answer:
    """The form that came without its token, filled in as it was."""
    view_args = request.view_args or {}
    at = look(view_args["id"], request.form.get("event", ""))
    command = view_args.get("command", "")
    if command not in FORMS:
        return list_page(at, problem, request.form.get("lines", ""))
    return _form_again(at, command, request.form, _sent(request.form), problem)


def list_again(problem: Refusal) -> Answer:
    """Where a list is pasted, after one that was too long to be read."""
    return too_long_page(look((request.view_args or {})["id"], request.args.get("event", "")))


LISTS_AGAIN = dict.fromkeys(("roster.check", "roster.invite"), list_again)
FORMS_AGAIN = dict.fromkeys(("roster.act", "roster.check", "roster.invite"), form_again)
