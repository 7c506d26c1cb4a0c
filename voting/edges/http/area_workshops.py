"""The workshops of an area: their links, opening and replacing them, moving one to another area."""

from collections.abc import Mapping
from typing import Literal, get_args

from flask import Blueprint, g, make_response, render_template, request
from msgspec.structs import replace

from voting import identity as ids
from voting.core.actors import CLOCK, Actor, Role
from voting.core.commands import ReplaceLink
from voting.core.state import Workshop
from voting.edges.http.area_pages import shared_by_pages
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults
from voting.edges.http.trainer import links_of
from voting.edges.http.visitor import actor_here, admitted_to_area, go_on, page_of, sign_in
from voting.programme.area import Area
from voting.refusals import Refusal
from voting.refusals.areas import UnknownArea
from voting.refusals.asking import BrokenLink, NotAllowed, OldLink
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.programmes import NotAnAreaLink
from voting.refusals.sent import UnknownChoice
from voting.refusals.serving import StoreUnavailable
from voting.typed import read_link
from voting.views.area import area_view
from voting.views.named import named_workshop

routes = Blueprint("area_workshops", __name__)
Link = Literal["join", "trainer", "lead", "room"]
LINKS: tuple[Link, ...] = get_args(Link)
_OPENS = {"trainer": Role.TRAINER, "lead": Role.LEAD, "room": Role.ROOM}
_AT = "/area/<id>/workshops/<workshop>"


@routes.get(_AT)
def page(id: str, workshop: str) -> Answer:
    area, by, found = _found(id, workshop)
    return _page(area, by, found)


@routes.get(f"{_AT}/links")
def links(id: str, workshop: str) -> Answer:
    """All its links as they are now, for programs."""
    _, _, found = _found(id, workshop)
    return in_json(links_of(found))


@routes.post(f"{_AT}/open")
def open_page(id: str, workshop: str) -> Answer:
    """Sign this browser in as a trainer, the lead or the room view, and go there."""
    _, _, found = _found(id, workshop)
    role = _OPENS.get(sent_fields().get("as", ""))
    if role is None:
        raise UnknownChoice("as", why="opens")
    generation = found.links[role.value]
    if role is Role.TRAINER:
        actor = replace(actor_here(role, found.id), link=generation)
    else:
        actor = Actor(role, str(generation))
    return sign_in(found.id, actor, page_of(role, found.id))


@routes.get(f"{_AT}/replace")
def about_to_replace(id: str, workshop: str) -> Answer:
    area, by, found = _found(id, workshop)
    return _page(area, by, found, replacing=_link(request.args))


@routes.post(f"{_AT}/replace")
def replace_link(id: str, workshop: str) -> Answer:
    """Replace a link of the workshop: the old one stops working at once."""
    _, _, found = _found(id, workshop)
    sent = sent_fields()
    link = _link(sent)
    name = site().identity.request_name(
        "|".join((g.browser, "replace", link, sent.get("request_id", "")))
    )
    site().service.act(
        found.id, CLOCK, ReplaceLink(link), id=name if sent.get("request_id") else ""
    )
    return go_on(f"/area/{id}/workshops/{workshop}?done=replace_link&of={link}")


@routes.get(f"{_AT}/move")
def about_to_move(id: str, workshop: str) -> Answer:
    area, by, found = _found(id, workshop)
    return _page(area, by, found, moving=True)


@routes.post(f"{_AT}/move")
def move(id: str, workshop: str) -> Answer:
    """Move the workshop to another area that this browser may edit, or whose link is given."""
    area, by, found = _found(id, workshop)
    sent = sent_fields()
    try:
        other = _other(area, sent)
        site().service.place(found, other.id, by)
        if sent.get("workshops") == "yes":
            site().service.replace_links([found.id], sent.get("request_id") or ids.new_request())
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return _page(area, by, found, problem, moving=True)
    return go_on(f"/area/{other.id}?done=move_workshop&of={workshop}")


def _link(sent: Mapping[str, str]) -> Link:
    """Which link is meant; raises UnknownChoice."""
    for link in LINKS:
        if sent.get("link") == link:
            return link
    raise UnknownChoice("link", why="link")


def _found(id: str, workshop: str) -> tuple[Area, Actor, Workshop]:
    """The area, who is asking, and the workshop, if it is one of the area; raises NotAllowed or
    UnknownWorkshop."""
    area, by = admitted_to_area(id)
    service = site().service
    if area.event_of(workshop) and service.area_of(workshop) != id:
        # Somebody died between placing it elsewhere and taking it out here, or before the area
        # knew: looking puts that right.
        service.look_at_area(area)
        area = service.area(id)
    if area.event_of(workshop) is None:
        raise UnknownWorkshop(workshop=workshop)
    return area, by, site().service.store.load(workshop)


def _other(area: Area, sent: Mapping[str, str]) -> Area:
    """The area that is meant by a link, or else by an id in ``to``; a refusal names the field."""
    field = "link" if sent.get("link", "").strip() else "to"
    given = sent.get(field, "").strip()
    if not given:
        raise UnknownChoice(field, why="area")
    try:
        is_link = field == "link" or "." in given
        other = _by_link(given) if is_link else admitted_to_area(given)[0]
    except (BrokenLink, NotAllowed, NotAnAreaLink, OldLink, UnknownArea) as problem:
        raise type(problem)(field, **problem.values) from None
    if other.id == area.id:
        raise UnknownChoice(field, why="area")
    return other


def _by_link(text: str) -> Area:
    """The area whose link this is, which its browser may open from now on."""
    try:
        role, id, secret = read_link(text)
    except NotAllowed:  # it is no link at all
        raise BrokenLink() from None
    if role is not Role.AREA:
        raise NotAnAreaLink()
    area = site().service.area(id)
    site().identity.check_link(role, id, secret, area.links["area"])
    g.holds.use_area(role, id, area.links["area"])
    return area


def _others(area: Area) -> list[tuple[str, str]]:
    """The areas that this browser holds besides, by name."""
    held = [one.workshop for one in g.holds.areas if one.role is Role.AREA]
    found = site().service.look_at_areas([id for id in held if id != area.id])
    return sorted(((at.area.id, at.area.name) for at in found), key=lambda one: one[1].casefold())


def _page(
    area: Area,
    by: Actor,
    found: Workshop,
    problem: Refusal | None = None,
    *,
    replacing: str = "",
    moving: bool = False,
) -> Answer:
    at = site().service.look_at_area(area)
    view = area_view(at)
    others = _others(area) if moving else []
    found_faults = faults(problem, ("to", "link"))
    for one in found_faults:
        if one["field"] == "to" and not others:  # there is no list to choose from
            one["field"] = "link"
    html = render_template(
        "area_workshop.html",
        **shared_by_pages(at, by, view),
        workshop=named_workshop(found),
        event=next(e for e in view.events if e.workshop and e.workshop.id == found.id),
        links=links_of(found),
        link_names=LINKS,
        opens=list(_OPENS),
        replacing=replacing,
        moving=moving,
        others=others,
        form=request.form,
        done=request.args.get("done", ""),
        done_of=request.args.get("of", ""),
        errors=found_faults,
    )
    return make_response(html, 200 if problem is None else problem.status)
