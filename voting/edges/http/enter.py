"""Secret links: the page that opens one, and turning it into a cookie."""

from collections.abc import Mapping

from flask import Blueprint, render_template
from msgspec.structs import replace

from voting.core.actors import Actor, Role
from voting.edges.http.sent import Answer, sent_fields
from voting.edges.http.site import site
from voting.edges.http.visitor import actor_here, let_in, page_of, sign_in
from voting.typed import read_link

routes = Blueprint("enter", __name__)


@routes.get("/enter")
def enter() -> Answer:
    return render_template("enter.html")


@routes.post("/enter")
def claim_link() -> Answer:
    """Turn a link's fragment, posted by the page, into a cookie."""
    role, id, secret = read_link(sent_fields().get("link", ""))
    generation = _links(role, id)[role.value]
    site().identity.check_link(role, id, secret, generation)
    if role in (Role.AREA, Role.PROGRAMME, Role.EVALUATOR):
        return let_in(role, id, generation)
    if role is Role.TRAINER:
        actor = replace(actor_here(role, id), link=generation)
    else:
        actor = Actor(role, str(generation))
    return sign_in(id, actor, page_of(role, id))


def _links(role: Role, id: str) -> Mapping[str, int]:
    """How often each link was replaced of the workshop, area or programme that a link is of."""
    service = site().service
    match role:
        case Role.AREA:
            return service.area(id).links
        case Role.PROGRAMME | Role.EVALUATOR:
            return service.programme(id).links
    return service.store.load(id).links
