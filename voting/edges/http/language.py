"""A person's own choice of language."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, make_response, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from voting.edges.http.sent import Answer, sent_fields
from voting.edges.http.site import site
from voting.edges.http.visitor import go_on
from voting.edges.language import CHOICE
from voting.identity import COOKIE_LIFE
from voting.refusals.sent import UnknownChoice

routes = Blueprint("language", __name__)


@routes.post("/language")
def choose() -> Answer:
    """Speak to this browser in the language it asks for, on the page it comes from and others."""
    wanted = sent_fields().get("language", "")
    if wanted not in site().languages:
        raise UnknownChoice("language")
    response = make_response(go_on(_way_back()))
    response.set_cookie(
        CHOICE, wanted, COOKIE_LIFE, httponly=True, samesite="Lax", secure=site().is_secure()
    )
    return response


def _way_back() -> str:
    """The page of ours that the form was on, if it is one that can be asked for again."""
    came_from = request.headers.get("Referer", "")
    path = urlsplit(came_from).path
    if not path.startswith("/") or not came_from.startswith(f"{site().base()}/"):
        return "/"
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return "/"
    return path
