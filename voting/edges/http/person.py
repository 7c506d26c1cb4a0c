"""A person's own page, which their personal link opens: their meetings, what they said, and the way
into the workshop."""

from flask import Blueprint, g, make_response, render_template, request

from voting.core.actors import Role
from voting.edges.http.calendars import attached, event_file
from voting.edges.http.event_said import said_of
from voting.edges.http.invited import Invited, admitted_person, just_sent, person_here
from voting.edges.http.person_pages import (
    check_can_enter,
    first_without_sector,
    has_answers,
    meeting_of,
    person_page,
)
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, speak_in, words_here
from voting.edges.http.visitor import address_in, go_on, page_of, sign_in
from voting.programme.area import Event
from voting.refusals import Refusal
from voting.refusals.asking import OldLink
from voting.refusals.people import WasThatYou
from voting.refusals.serving import StoreUnavailable
from voting.registration.commands import CancelRegistration, Decline, SendLink
from voting.typed import read_personal
from voting.wire.pages import SignedIn

routes = Blueprint("person", __name__)


@routes.get("/p/<link>")
def claim_or_show(link: str) -> Answer:
    """A personal link lets this browser in, and changes nothing else: mail servers open links to
    look at what is behind them. Without a secret, it is the page of whoever was let in."""
    if "." not in link:
        return person_page(admitted_person(link))
    area, id, secret = read_personal(link)
    speak_in(site().service.area(area))
    invitee = site().service.invitee(area, id)
    try:
        site().identity.check_personal(area, id, secret, invitee.link)
    except OldLink:
        here = person_here(area)
        if here is None or here.id != id:
            raise
    else:
        g.holds.use_area(Role.INVITED, area, invitee.link, id)
    to = page_of(Role.INVITED, area)
    if wants_json():
        return in_json(SignedIn(workshop=None, area=area, you=id, to=to))
    return go_on(to)


@routes.get("/p/<area>/calendar.ics")
def calendar(area: str) -> Answer:
    """One of their meetings, for their calendar."""
    me = admitted_person(area)
    event = me.area.event(request.args.get("event", ""))
    at = site().service.look_at_area(me.area)
    page = f"{site().base()}{page_of(Role.INVITED, area)}"
    now = site().service.clock()
    return attached(event_file(at, event, words_here(), now=now, page=page), f"{event.id}.ics")


@routes.get("/p/<area>/cancel")
def about_to_cancel(area: str) -> Answer:
    return _cancel_page(admitted_person(area), request.args.get("event", ""))


@routes.post("/p/<area>/cancel")
def cancel(area: str) -> Answer:
    """Somebody can't come. What they rated ahead stays, unless they take it back."""
    me, sent = admitted_person(area), sent_fields()
    event = sent.get("event", "")
    reply = me.invitee.replies.get(event)
    registered = reply is not None and reply.state == "registered"
    command = (CancelRegistration if registered else Decline)(event, me.invitee.id)
    try:
        site().service.act_on_roster(area, me.by, command)
        if sent.get("take_back"):
            _take_back(me, event)
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return _cancel_page(me, event, problem)
    done = "cancelled" if registered else "declined"
    return go_on(f"{page_of(Role.INVITED, area)}?done={done}&event={event}")


@routes.post("/p/<area>/link")
def send_link(area: str) -> Answer:
    """Their own link is sent to them."""
    me = admitted_person(area)
    event = next(iter(me.invitee.replies), "")
    try:
        if not just_sent(me.invitee, site().service.clock()):
            site().service.act_on_roster(area, me.by, SendLink(event, me.invitee.id))
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return person_page(me, problem)
    return go_on(f"{page_of(Role.INVITED, area)}?done=sent#link")


@routes.post("/p/<area>/enter")
def enter(area: str) -> Answer:
    """Walk into the workshop as who they are: no code, no form."""
    me = admitted_person(area)
    event = me.area.event(sent_fields().get("event", ""))
    try:
        check_can_enter(me, event.id)
        if missing := first_without_sector(me, event):
            return go_on(missing)
        return walk_in(me, event)
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return person_page(admitted_person(area), problem, event.id)


def walk_in(me: Invited, event: Event) -> Answer:
    """Join as the person on the roster. Whoever this browser was in the workshop is the same person
    from now on if the names agree or they say so, unless both have rated in the open round."""
    here, workshop = site(), event.workshop
    was = g.holds.id_in(workshop, Role.ATTENDEE)
    by_name = here.identity.actor_id(Role.ATTENDEE, g.browser, workshop)
    said = sent_fields().get("was_me", "")
    try:
        entered = here.service.enter_as_invited(
            workshop,
            here.identity.invited_as(me.invitee.id, workshop),
            me.invitee.about,
            also=[one for one in (was, by_name) if one],
            was_me={"yes": True, "no": False}.get(said),
            is_invited=lambda person: here.service.is_invited(me.area.id, workshop, person),
            address=address_in(workshop),
        )
    except WasThatYou as problem:
        if wants_json():
            raise
        return person_page(me, event=event.id, was=problem.values["given"])
    if said == "no":  # as anybody else who joins on that device
        g.browser = g.holds.new_name()
    here.service.remember(
        workshop,
        entered.person.id,
        lambda area: here.identity.known_as_invited(me.invitee.id, area),
    )
    to = page_of(Role.ATTENDEE, workshop)
    if entered.apart:
        return person_page(me, entered.apart, "", workshop)
    return sign_in(workshop, entered.person, to)


def _take_back(me: Invited, event: str) -> None:
    workshop = me.area.event(event).workshop
    if workshop:
        person = site().identity.invited_as(me.invitee.id, workshop)
        site().service.take_back_ahead(workshop, person)


def _cancel_page(me: Invited, event: str, problem: Refusal | None = None) -> Answer:
    meeting = meeting_of(me, event)
    html = render_template(
        "person_cancel.html",
        area=me.area,
        meeting=meeting,
        has_answers=has_answers(me, meeting.event.workshop),
        say=said_of(me.area),
        errors=faults(problem),
    )
    return make_response(html, 200 if problem is None else problem.status)
