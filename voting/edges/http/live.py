"""The live pages, one for each audience, and the QR code on the room's."""

import io
from typing import Any

import segno
from flask import Blueprint, g, make_response, render_template
from msgspec import UNSET

from voting.core.actors import Role
from voting.core.state import Workshop
from voting.edges.http.phone_words import first_words
from voting.edges.http.rendering import packed
from voting.edges.http.sent import Answer, in_json
from voting.edges.http.site import site
from voting.edges.http.speaking import words_here
from voting.edges.http.visitor import admitted, admitted_to_any, area_here, page_of
from voting.instruments.guidance import Guidance
from voting.views.catalogue import catalogue_words
from voting.views.framework import framework_words
from voting.views.named import named_workshop
from voting.wire.codec import encode
from voting.wire.pages import Boot, PlanLimits
from voting.words import Words

routes = Blueprint("live", __name__)


@routes.get("/w/<workshop>")
def attendee(workshop: str) -> Answer:
    return _page(workshop, "attendee")


@routes.get("/w/<workshop>/instrument")
def instrument(workshop: str) -> Answer:
    """What is asked, in words, for pages that were open while the room named some of it."""
    found = admitted_to_any(workshop)
    guidance = site().service.guidance(found.framework)
    return in_json(framework_words(found.framework, guidance))


@routes.get("/room/<workshop>")
def room(workshop: str) -> Answer:
    return _page(workshop, "room")


@routes.get("/trainer/<workshop>")
def trainer(workshop: str) -> Answer:
    return _page(workshop, "trainer")


@routes.get("/lead/<workshop>")
def lead(workshop: str) -> Answer:
    return _page(workshop, "lead")


@routes.get("/qr/<workshop>.svg")
def qr(workshop: str) -> Answer:
    found, _ = admitted(workshop, "room")
    code = segno.make(f"{site().base()}/j/{found.code}", error="m")
    picture = io.BytesIO()
    code.save(picture, kind="svg", scale=8, border=4, light="#fff", omitsize=True)
    response = make_response(picture.getvalue())
    response.content_type = "image/svg+xml"
    return response


def _page(id: str, audience: str) -> Answer:
    found, actor = admitted(id, audience)
    g.holds.use(id, actor)
    here, said = site(), words_here()
    area = area_here(id) if audience == "trainer" else None
    join = f"{here.base()}/join"
    boot = Boot(
        audience=audience,
        workshop=id,
        version=here.assets.fingerprint,
        token=here.identity.page_token(g.browser),
        framework=framework_words(found.framework, _guidance(found, audience)),
        words=_words_of(audience, said),
        join_address=join,
        short_join_address=join.partition("://")[2],
        only_here=here.is_only_here(),
        trainer=actor.id if actor.role is Role.TRAINER else None,
        area=page_of(Role.AREA, area.id) if area else UNSET,
        catalogue=UNSET if audience == "attendee" else catalogue_words(here.service.catalogue),
        plan_limits=PlanLimits() if audience in ("trainer", "room") else UNSET,
        state=here.broadcaster.first_state(found, audience, actor),
    )
    # "<" could end the script element early, whatever the JSON around it says.
    boot_json = encode(boot).decode().replace("<", "\\u003c")
    more = _files_of(found) if audience == "lead" else {"is_rating": found.open_round is not None}
    named = named_workshop(found)
    page = render_template(f"{audience}.html", workshop=named, boot_json=boot_json, **more)
    return packed(make_response(page))


def _files_of(workshop: Workshop) -> dict[str, bool]:
    """Which files there are besides those that every workshop has."""
    service = site().service
    plan = service.plan_beside(workshop)
    return {
        "has_changed": bool(service.before(workshop)),
        "has_agreed": plan is not None and not plan.plan.is_empty,
    }


def _guidance(workshop: Workshop, audience: str) -> Guidance:
    """For those who see decisions; phones and the wall do without its weight."""
    return site().service.guidance(workshop.framework) if audience in ("trainer", "lead") else {}


def _returning(said: Words) -> dict[str, Any]:
    return {"returning": said["reports"]["changed"]["returning"]}


def _words_of(audience: str, said: Words) -> dict[str, Any]:
    """The texts of a page. What changed since an earlier workshop the results say as the files do,
    and the room view more briefly. Phones get none of that."""
    if audience == "attendee":
        return first_words(said)
    words = {key: said[key] for key in ("common", "status", audience)}
    words["goals"] = said["goals"] | {"kinds": said["common"]["kinds"] | said["area"]["kinds"]}
    if audience == "lead":
        words["changed"] = said["reports"]["changed"]
        words["goals_results"] = said["goals_results"]
    elif audience == "room":
        words["changed"] = said["changed"] | _returning(said)
        words["goals_stage"] = {k: v for k, v in said["goals_stage"].items() if k != "phone"}
    elif audience == "trainer":
        words["changed"] = _returning(said)
        words["goals_desk"] = said["goals_desk"]
    return words
