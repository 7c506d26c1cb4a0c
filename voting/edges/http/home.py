"""The start page, and forgetting what it lists."""

from flask import Blueprint, g, render_template, request

from voting.core.actors import Role
from voting.edges.http.listing import held_here
from voting.edges.http.sent import Answer, sent_fields
from voting.edges.http.site import site
from voting.edges.http.start import next_workshop, start_page
from voting.edges.http.visitor import admitted_to_area, go_on, page_of
from voting.programme.series import next_event
from voting.refusals.areas import UnknownArea
from voting.refusals.asking import NothingHeld

EVERYTHING = "everything"

routes = Blueprint("home", __name__)


@routes.get("/")
def home() -> Answer:
    """The start page; with ``area`` the form for its next workshop, at ``event`` if one is named
    and still free."""
    if id := request.args.get("area"):
        area, _ = admitted_to_area(id)
        named = request.args.get("event")
        event = area.event(named) if named else next_event(area)
        if event.workshop or not event.counts:  # set up, or cancelled, since the link was made
            return go_on(page_of(Role.AREA, id))
        return next_workshop(area, event)
    return start_page()


@routes.get("/forget")
def what_to_forget() -> Answer:
    return render_template("forget.html", mine=held_here(), everything=EVERYTHING)


@routes.post("/forget")
def forget() -> Answer:
    """Sign this browser out of a workshop, an area with its workshops, a programme, or all of
    them. They stay as they are, and their links and codes open them again."""
    id = sent_fields().get("id", "")
    gone = g.holds.ids() if id == EVERYTHING else {id, *_workshops_of(id)} & g.holds.ids()
    if not gone:
        raise NothingHeld()
    is_person = g.holds.is_person_in(gone)
    for one in gone:
        g.holds.drop(one)
    if is_person:  # the browser's name alone would let it in again
        g.browser = g.holds.new_name()
    return go_on(f"/?forgotten={'all' if id == EVERYTHING else 'one'}")


def _workshops_of(area: str) -> list[str]:
    if g.holds.link_of(Role.AREA, area) is None and g.holds.invited_in(area) is None:
        return []
    try:
        return site().service.area(area).workshops()
    except UnknownArea:
        return []
