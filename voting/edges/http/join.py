"""Joining: a code, a name and a sector."""

from contextlib import suppress
from functools import partial

from flask import Blueprint, Response, g, make_response, render_template, request

from voting.core import commands as c
from voting.core.actors import Role
from voting.core.state import Workshop
from voting.edges.http.invited import Invited, admitted_person
from voting.edges.http.person import walk_in
from voting.edges.http.person_pages import check_can_enter
from voting.edges.http.rendering import packed
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, speak_in
from voting.edges.http.visitor import actor_here, address, address_in, go_on, page_of, sign_in
from voting.refusals import Refusal
from voting.refusals.serving import StoreUnavailable
from voting.registration.roster import CANCELLED, DECLINED
from voting.typed import place_in
from voting.views.framework import framework_words
from voting.views.named import named_workshop
from voting.wire.pages import JoinForm, PageToken

routes = Blueprint("join", __name__)


@routes.get("/hello")
def hello() -> Answer:
    """For clients that are not browsers: the page token that goes with their cookie."""
    return in_json(PageToken(token=site().identity.page_token(g.browser)))


@routes.get("/join")
def join() -> Answer:
    return render_template("join.html", code="", errors=[])


@routes.post("/join")
def type_code() -> Answer:
    typed = sent_fields().get("code", "")
    if place := place_in(typed):  # another link of ours was pasted
        return go_on(place)
    try:
        workshop = _open_by_code(typed)
    except Refusal as problem:
        if wants_json():
            raise
        return _code_page(typed, problem)
    return go_on(f"/j/{workshop.code}")


@routes.get("/j/<code>")
def introduce_yourself(code: str) -> Answer:
    try:
        workshop = _open_by_code(code)
    except Refusal as problem:
        return _code_page(code, problem)
    return packed(_details_page(workshop))


@routes.get("/j/<code>/form")
def what_to_fill_in(code: str) -> Answer:
    """For clients that are not browsers: what a person sees before they join."""
    workshop = _open_by_code(code)
    form = JoinForm(
        workshop=named_workshop(workshop), framework=framework_words(workshop.framework)
    )
    return in_json(form)


@routes.post("/j/<code>")
def take_part(code: str) -> Answer:
    """Join under a name and a sector, as the person that this browser is here."""
    fields = sent_fields()
    workshop = _found(code)
    me_invited = _invited_to(workshop) if fields.get("as_invited") else None
    if me_invited and (event := me_invited.area.event_of(workshop.id)):
        return walk_in(me_invited, event)
    before, anew = g.browser, bool(fields.get("somebody_else"))
    if anew:
        g.browser = g.holds.new_name()
    me = actor_here(Role.ATTENDEE, workshop.id, anew=anew)
    command = c.Join(name=fields.get("name", ""), sector=fields.get("sector", ""))
    try:
        site().service.act(workshop.id, me, command, address=address_in(workshop.id))
        site().service.remember(workshop.id, me.id, partial(site().identity.known_as, g.browser))
    except Refusal as problem:
        g.browser = before  # nobody has joined, so this is still who it was
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return _details_page(workshop, problem)
    return sign_in(workshop.id, me, page_of(Role.ATTENDEE, workshop.id))


def _found(code: str) -> Workshop:
    """The workshop that a code opens; raises what it is refused with."""
    found = site().service.find_by_code(code, address(), address_in)
    speak_in(found)
    return found


def _open_by_code(typed: str) -> Workshop:
    """The workshop of a code, if this browser's person may join: whoever may not is told before
    they have filled in a form."""
    workshop = _found(typed)
    site().service.check_open_to(workshop, actor_here(Role.ATTENDEE, workshop.id).id)
    return workshop


def _invited_to(workshop: Workshop) -> Invited | None:
    """Who this browser is on the roster of the workshop's area, if it opened a personal link there,
    they have said where they work and not that they can't come, and it is the day to walk in."""
    if not any(one.role is Role.INVITED for one in g.holds.areas):
        return None
    area = site().service.area_of(workshop.id)
    if not area or g.holds.invited_in(area) is None:
        return None
    with suppress(Refusal):  # erased, another link by now, or not the day
        me = admitted_person(area)
        sectors = {sector.key for sector in workshop.framework.sectors}
        event = me.area.event_of(workshop.id)
        if event is None or me.invitee.about.sector not in sectors:
            return None
        check_can_enter(me, event.id)
        reply = me.invitee.replies.get(event.id)
        return None if reply and reply.state in (DECLINED, CANCELLED) else me
    return None


def _code_page(typed: str, problem: Refusal) -> Response:
    page = render_template(
        "join.html",
        code=typed[:500],
        errors=faults(problem),
    )
    return make_response(page, problem.status)


def _details_page(workshop: Workshop, problem: Refusal | None = None) -> Response:
    me = actor_here(Role.ATTENDEE, workshop.id)
    known = workshop.people.get(workshop.stands_for(me.id))
    invited = None if request.values.get("else") else _invited_to(workshop)
    sectors = [(s.key, s.name) for s in workshop.framework.sectors]
    page = render_template(
        "details.html",
        workshop=named_workshop(workshop),
        code=workshop.code,
        sectors=sectors,
        invited=invited and invited.invitee.about,
        somebody_else=bool(request.values.get("else")),
        form=request.form,
        known=None if known is None else {"name": known.name, "sector": known.sector},
        errors=faults(problem),
        locked=workshop.locked,
    )
    return make_response(page, 200 if problem is None else problem.status)


FORMS = {
    "join.type_code": lambda problem: _code_page(request.form.get("code", ""), problem),
    "join.take_part": lambda problem: _details_page(
        _found((request.view_args or {})["code"]), problem
    ),
}
