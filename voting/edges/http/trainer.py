"""What trainers do beside the live page: hand out links, and erase a workshop."""

from typing import Any

from flask import Blueprint, g, render_template

from voting import identity as ids
from voting.core.actors import Role
from voting.core.state import Workshop
from voting.edges.http.sent import Answer, in_json, sent_fields
from voting.edges.http.site import site
from voting.edges.http.speaking import words_here
from voting.edges.http.visitor import admitted, area_here, go_on, page_of
from voting.instruments.instrument import Instrument
from voting.programme.area import Area
from voting.programme.series import too_early
from voting.refusals.areas import UnknownArea
from voting.views.named import named_workshop
from voting.wire.pages import Links
from voting.words import Words

routes = Blueprint("trainer", __name__)


@routes.get("/workshops/<workshop>/created")
def created(workshop: str) -> Answer:
    """The page with all links, which a workshop's maker comes to first."""
    found, _ = admitted(workshop, "trainer")
    area, made = area_here(workshop), links_of(found)
    return render_template(
        "created.html",
        is_full=g.holds.is_full(),
        workshop=named_workshop(found),
        code=found.code,
        code_display=ids.display_code(found.code),
        code_expires=words_here().date(found.code_expires.date().isoformat()),
        join_address=made.join,
        short_join_address=f"{site().base()}/join".partition("://")[2],
        links=made,
        invitation=made.invitation,
        asks=None if found.framework.is_framework else found.framework.name,
        about=_for(found.framework),
        only_here=site().is_only_here(),
        area_page=page_of(Role.AREA, area.id) if area else None,
        people_page=_people_page(area, workshop),
        **_doubts(found),
    )


def _people_page(area: Area | None, workshop: str) -> str:
    """Where people are invited to it, "" where that is not for this browser."""
    event = area.event_of(workshop) if area else None
    if area is None or event is None or event.rehearsal:
        return ""
    return f"{page_of(Role.AREA, area.id)}/people?event={event.id}"


def _doubts(workshop: Workshop) -> dict[str, Any]:
    """What will make it hard to see what has changed: a workshop II too soon after workshop I (in
    so many ``days``), or another framework than the last one's (``before``)."""
    service = site().service
    id = service.area_of(workshop.id)
    try:
        area = service.area(id) if id else None
    except UnknownArea:  # erased meanwhile
        area = None
    event = area.event_of(workshop.id) if area else None
    if area is None or event is None or workshop.rehearsal:
        return {}
    earlier = service.before(workshop)
    before = earlier[-1].framework if earlier else None
    return {
        "days": too_early(area, event),
        "before": before if before and before.key != workshop.framework.key else None,
        "framework": workshop.framework,
    }


@routes.get("/trainer/<workshop>/links")
def links(workshop: str) -> Answer:
    found, _ = admitted(workshop, "trainer")
    return in_json(links_of(found))


@routes.post("/trainer/<workshop>/delete")
def delete(workshop: str) -> Answer:
    """Erase a workshop for good, if its trainers may, and say so on the home page."""
    found, _ = admitted(workshop, "trainer")
    site().service.delete(found, sent_fields().get("area", ""))
    to = "/?deleted" if found.rehearsal else "/?deleted=workshop"
    g.holds.drop(workshop)
    return go_on(to)


def _for(instrument: Instrument) -> str:
    """What an instrument is for, in its own words, "" where it has none."""
    known = site().service.frameworks.get(instrument.key)
    return instrument.about or (known.about if known else "")


def _about(instrument: Instrument, words: Words) -> str:
    """What people are invited to."""
    if instrument.is_framework:
        return words.say("invitation.about.usual")
    about = _for(instrument).strip()
    if not about:
        return words.say("invitation.about.none")
    return words.say("invitation.about.other", about=about)


def links_of(workshop: Workshop) -> Links:
    """The addresses of a workshop's pages, by whom they are for, and an invitation to send, in
    the language of the workshop."""
    base, identity = site().base(), site().identity
    join = f"{base}/j/{workshop.code}"

    def secret(role: Role) -> str:
        return f"{base}/enter#" + identity.link(role, workshop.id, workshop.links[role.value])

    details, words = workshop.details, site().languages[workshop.language]
    kind = words.say(f"common.kinds.{details.kind}")
    kind = details.title or f"{workshop.framework.name} {kind}"
    invitation = words.say(
        "invitation.text",
        kind=words.say("invitation.rehearsal", kind=kind) if workshop.rehearsal else kind,
        area=details.area,
        date=words.date(details.date),
        about=_about(workshop.framework, words),
        join=join,
        address=f"{base}/join",
        code=ids.display_code(workshop.code),
    )
    area = area_here(workshop.id)

    def area_link(area: Area) -> str:
        return identity.link(Role.AREA, area.id, area.links["area"])

    return Links(
        join=join,
        area=f"{base}/enter#{identity.link(Role.AREA, area.id, area.links['area'])}"
        if area
        else None,
        trainer=secret(Role.TRAINER),
        lead=secret(Role.LEAD),
        room=secret(Role.ROOM),
        invitation=invitation,
    )
