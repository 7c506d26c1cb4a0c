"""Registering: by an event's link, or by the personal link that an invitation came with."""

from collections.abc import Mapping

from flask import Blueprint, g, make_response, render_template, request

from voting.core.actors import Actor, Role
from voting.edges.http.event_said import said_of
from voting.edges.http.invited import admitted_person, just_sent, person_here
from voting.edges.http.registration_form import (
    Form,
    Typed,
    about_of,
    next_page,
    page,
    page_with,
    typed_at_first,
    typed_in,
)
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, speak_in
from voting.edges.http.visitor import address, go_on, page_of
from voting.refusals import Refusal
from voting.refusals.registration import (
    DetailsChanged,
    NoMailServer,
    RegistrationClosed,
    RegistrationOver,
)
from voting.refusals.serving import StoreUnavailable
from voting.registration.addresses import by_address
from voting.registration.commands import Register, SendLink
from voting.registration.roster import REGISTERED
from voting.service.roster_looks import RegisteredFor
from voting.typed import read_personal
from voting.wire.pages import SignedIn

routes = Blueprint("registering", __name__)


# --- by the event's link ---


@routes.get("/r/<link>")
def form(link: str) -> Answer:
    at = _event_of(link)
    here = person_here(at.area.id)
    if problem := _not_now(at, is_known=False):
        return _closed(at, problem)
    answer = page(Form(at, _address(link)), "1", {}, {})
    reply = here.replies.get(at.event.id) if here else None
    if reply and reply.state == REGISTERED and "another" not in request.args:
        return go_on(f"{page_of(Role.INVITED, at.area.id)}?here={at.event.id}")
    return answer


@routes.post("/r/<link>")
def register(link: str) -> Answer:
    """The next page of the form or, once the answers are checked, registering."""
    at = _event_of(link)
    by = Actor(Role.INVITED, "", at.registration.link)
    return _answer(Form(at, _address(link)), by)


@routes.get("/r/<link>/link")
def ask_for_link(link: str) -> Answer:
    return _link_page(_event_of(link), link)


@routes.post("/r/<link>/link")
def send_link(link: str) -> Answer:
    """Send the personal links of an address to it. The answer is the same whether there are any."""
    at, sent = _event_of(link), sent_fields()
    if not site().service.mails:  # before anybody is looked for
        if wants_json():
            raise NoMailServer()
        return _link_page(at, link)
    site().service.check_may_ask(address())
    by = Actor(Role.INVITED, "", at.registration.link)
    for invitee in by_address(at.roster, sent.get("email", "")):
        if not just_sent(invitee, site().service.clock()):
            site().service.act_on_roster(at.area.id, by, SendLink(at.event.id, invitee.id))
    return _link_page(at, link, done=True)


# --- by a personal link ---


@routes.get("/p/<area>/register")
def own_form(area: str) -> Answer:
    form = _own_form(area)
    typed = typed_at_first(form.invitee)
    if problem := _not_now(form.at, is_known=True):
        return _closed(form.at, problem)
    step = "2" if request.args.get("at") == "sector" else "1"
    return page(form, step, typed, {}, seen=form.is_change)


@routes.post("/p/<area>/register")
def register_oneself(area: str) -> Answer:
    form = _own_form(area)
    return _answer(form, admitted_person(area).by)


# --- what both do ---


def _answer(form: Form, by: Actor) -> Answer:
    sent = sent_fields()
    typed = typed_in(sent)
    if sent.get("go") != "send" and not wants_json():
        return next_page(form, sent, typed)
    try:
        return _register(form, by, typed, sent)
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return page_with(form, problem, typed, sent)


def _register(form: Form, by: Actor, typed: Typed, sent: Mapping[str, str]) -> Answer:
    area, event = form.at.area, form.at.event
    command = Register(
        event.id,
        about_of(typed),
        agreed=bool(typed.get("agreed")),
        person=form.invitee.id if form.invitee else "",
        shared=bool(typed.get("shared")),
    )
    if form.is_change and sent.get("was", form.was) != form.was:
        raise DetailsChanged()
    if form.invitee is None:
        site().service.check_may_register(address())
    request_name = site().identity.request_name("|".join((g.browser, sent.get("request_id", ""))))
    invitee = site().service.register(
        area.id, by, command, id_of_request=request_name if sent.get("request_id") else ""
    )
    g.holds.use_area(Role.INVITED, area.id, invitee.link, invitee.id)
    done = "changed" if form.is_change else "registered"
    to = f"{page_of(Role.INVITED, area.id)}?done={done}&event={event.id}"
    if wants_json():
        return in_json(SignedIn(workshop=None, area=area.id, you=invitee.id, to=to))
    return go_on(to)


def _event_of(link: str) -> RegisteredFor:
    """The event that a link to register by is of, if it is in force."""
    area, event, secret = read_personal(link)
    at = site().service.registered_for(area, event, rated_of="")
    speak_in(at.area)
    site().identity.check_event_link(area, event, secret, at.registration.link)
    return at


def _own_form(area: str) -> Form:
    me = admitted_person(area)
    event = request.args.get("event", "")
    at = site().service.registered_for(area, event, rated_of="")
    back = page_of(Role.INVITED, area)
    return Form(at, f"{back}/register?event={event}", back, me.invitee)


def _address(link: str) -> str:
    return f"/r/{'.'.join(read_personal(link))}"


def _not_now(at: RegisteredFor, *, is_known: bool) -> Refusal | None:
    """Why nobody can register for the event, if so: told before a form is filled in."""
    over = at.facts.over if is_known else at.facts.over_by_link
    if why := over(at.today):
        return RegistrationOver(why=why)
    return None if at.registration.open or is_known else RegistrationClosed()


def _closed(at: RegisteredFor, problem: Refusal) -> Answer:
    html = render_template(
        "registration_closed.html",
        area=at.area,
        event=at.event,
        say=said_of(at.area),
        is_known=person_here(at.area.id) is not None,
        errors=faults(problem),
    )
    return make_response(html, problem.status)


def _link_page(at: RegisteredFor, link: str, *, done: bool = False) -> Answer:
    html = render_template(
        "registration_link.html",
        to=_address(link),
        area=at.area,
        event=at.event,
        say=said_of(at.area),
        mails=site().service.mails,
        done=done,
        errors=[],
    )
    return html


def _again(problem: Refusal) -> Answer:
    """The form that came without its token, filled in as it was."""
    told = request.view_args or {}
    form = Form(_event_of(told["link"]), _address(told["link"])) if "link" in told else None
    sent = request.form
    return page_with(form or _own_form(told["area"]), problem, typed_in(sent), sent)


FORMS = {"registering.register": _again, "registering.register_oneself": _again}
