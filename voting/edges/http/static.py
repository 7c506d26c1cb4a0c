"""The static files that pages are made of."""

from flask import Blueprint, Response

from voting.edges.http.site import site

routes = Blueprint("static", __name__)


@routes.get("/static/<fingerprint>/<path:name>")
def static(fingerprint: str, name: str) -> Response:
    return site().assets.serve(fingerprint, name)
