"""Who is asking, by the cookies of their browser, and signing them in."""

from contextlib import suppress

from flask import g, redirect, request
from msgspec.structs import replace

from voting.core.actors import Actor, Role
from voting.core.state import Workshop
from voting.edges.http.sent import Answer, in_json, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import speak_in
from voting.programme.area import Area
from voting.programme.programme import Programme
from voting.programme.recent import last_replaced_by
from voting.refusals.areas import UnknownArea, UnknownProgramme
from voting.refusals.asking import NotAllowed, OldLink
from voting.wire.pages import GoOn, SignedIn

_PAGES = {
    Role.ATTENDEE: "/w/{}",
    Role.TRAINER: "/trainer/{}",
    Role.LEAD: "/lead/{}",
    Role.ROOM: "/room/{}",
    Role.AREA: "/area/{}",
    Role.PROGRAMME: "/programme/{}",
    Role.EVALUATOR: "/programme/{}/evaluation",
    Role.INVITED: "/p/{}",
}


def page_of(role: Role, id: str) -> str:
    """The page of a role in a workshop, an area or a programme."""
    return _PAGES[role].format(id)


def admitted(workshop: str, page: str) -> tuple[Workshop, Actor]:
    """The workshop, and who is asking for ``page``, by their cookies; raises the refusal if they
    may not see it."""
    holds = g.holds
    found, actor = site().service.admitted(
        workshop,
        holds.actors(workshop, page),
        holds.by_name(workshop, page),
        holds.by_links(workshop, page),
    )
    speak_in(found)
    return found, actor


def admitted_to_any(workshop: str) -> Workshop:
    """The workshop, for whoever may see one of its pages; else raises why they may not."""
    try:
        return admitted(workshop, "room")[0]
    except (NotAllowed, OldLink) as why:
        try:
            return admitted(workshop, "attendee")[0]
        except NotAllowed:
            raise why from None


def admitted_to_area(id: str) -> tuple[Area, Actor]:
    """The area, and who is asking: one of its leads, or of the programme that it belongs to, whose
    link opens it as well. Raises UnknownArea, OldLink, NotAllowed."""
    area = site().service.area(id)
    actor = _editor_of(area)
    if actor is None:
        raise NotAllowed() if g.holds.link_of(Role.AREA, id) is None else OldLink()
    speak_in(area)
    return area, actor


def area_here(workshop: str) -> Area | None:
    """The area of a workshop, if this browser may open it."""
    if not g.holds.areas or not (id := site().service.area_of(workshop)):
        return None
    with suppress(UnknownArea):
        area = site().service.area(id)
        return area if _editor_of(area) else None
    return None


def _editor_of(area: Area) -> Actor | None:
    link, now = g.holds.link_of(Role.AREA, area.id), area.links["area"]
    here = editor(Role.AREA, area.id)
    if link not in (None, now) and last_replaced_by(here, site().service.store.area_log(area.id)):
        g.holds.use_area(Role.AREA, area.id, now)
        link = now
    if link == now:
        # The machine looks at the link again: it may be replaced at this moment.
        return replace(here, link=link)
    if area.programme and _may_edit(area.programme):
        return editor(Role.PROGRAMME, area.programme)
    return None


def _may_edit(programme: str) -> bool:
    link = g.holds.link_of(Role.PROGRAMME, programme)
    if link is None:
        return False
    try:
        return bool(site().service.programme(programme).links["programme"] == link)
    except UnknownProgramme:
        return False


def admitted_to_programme(id: str, *, evaluators: bool = False) -> tuple[Programme, Actor]:
    """The programme, and who is asking: its team or, on pages for ``evaluators``, one of those.
    Raises UnknownProgramme, OldLink, NotAllowed."""
    programme = site().service.programme(id)
    came_by = [Role.PROGRAMME, *([Role.EVALUATOR] if evaluators else [])]
    links = {role: g.holds.link_of(role, id) for role in came_by}
    team, now = Role.PROGRAMME, programme.links["programme"]
    if links[team] not in (None, now) and last_replaced_by(
        editor(team, id), site().service.store.programme_log(id)
    ):
        g.holds.use_area(team, id, now)
        links[team] = now
    for role, link in links.items():
        if link == programme.links[role.value]:
            speak_in(programme)
            return programme, replace(editor(role, id), link=link)
    raise NotAllowed() if set(links.values()) == {None} else OldLink()


def editor(role: Role, id: str) -> Actor:
    """Who this browser is where it has the link of an area or a programme: of those who have the
    same link, each browser is one."""
    return Actor(role, site().identity.actor_id(role, g.browser, id))


def actor_here(role: Role, workshop: str, *, anew: bool = False) -> Actor:
    """Who this browser is in that role: who it has been, or else who its name makes it."""
    held = None if anew else g.holds.id_in(workshop, role)
    return Actor(role, held or site().identity.actor_id(role, g.browser, workshop))


def sign_in(workshop: str, actor: Actor, to: str, *, area: str | None = None) -> Answer:
    """The browser is this actor there from now on, and goes on to the page ``to``. ``area`` is the
    one that the workshop was set up in."""
    g.holds.use(workshop, actor)
    if wants_json():
        return in_json(SignedIn(workshop=workshop, area=area, you=actor.id, to=to))
    return redirect(to, 303)


def let_in(role: Role, id: str, link: int) -> Answer:
    """The browser may open this area or programme from now on, and goes on to its page."""
    g.holds.use_area(role, id, link)
    to = page_of(role, id)
    if wants_json():
        area = id if role is Role.AREA else None
        return in_json(SignedIn(workshop=None, area=area, you=editor(role, id).id, to=to))
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
