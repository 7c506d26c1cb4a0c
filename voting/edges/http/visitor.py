"""Who is asking, by the cookies of their browser, and signing them in."""

from flask import g, redirect, request

from voting.core.actors import Actor, Role
from voting.core.state import Workshop
from voting.edges.http.sent import Answer, in_json, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import speak_in
from voting.wire.pages import GoOn, SignedIn

_PAGES = {
    Role.ATTENDEE: "/w/{}",
    Role.TRAINER: "/trainer/{}",
    Role.LEAD: "/lead/{}",
    Role.ROOM: "/room/{}",
}


def page_of(role: Role, workshop: str) -> str:
    """The live page of a role in a workshop."""
    return _PAGES[role].format(workshop)


def admitted(workshop: str, page: str) -> tuple[Workshop, Actor]:
    """The workshop, and who is asking for ``page``, by their cookies; raises the refusal if they
    may not see it."""
    actors, perhaps = g.holds.actors(workshop, page), g.holds.by_name(workshop, page)
    found, actor = site().service.admitted(workshop, actors, perhaps)
    speak_in(found)
    return found, actor


def actor_here(role: Role, workshop: str, *, anew: bool = False) -> Actor:
    """Who this browser is in that role: who it has been, or else who its name makes it."""
    held = None if anew else g.holds.id_in(workshop, role)
    return Actor(role, held or site().identity.actor_id(role, g.browser, workshop))


def sign_in(workshop: str, actor: Actor, to: str) -> Answer:
    """The browser is this actor there from now on, and goes on to the page ``to``."""
    g.holds.use(workshop, actor)
    if wants_json():
        return in_json(SignedIn(workshop=workshop, you=actor.id, to=to))
    return redirect(to, 303)


def go_on(to: str) -> Answer:
    """It was done: the page ``to`` comes next."""
    return in_json(GoOn(to=to)) if wants_json() else redirect(to, 303)


def address() -> str:
    """A name for the address of the request, to count by: see ``Identity.anonymous_address``."""
    return site().identity.anonymous_address(request.remote_addr or "")


def address_in(workshop: str) -> str:
    """The same for one workshop alone: see ``Identity.address_in``."""
    return site().identity.address_in(workshop, request.remote_addr or "")
