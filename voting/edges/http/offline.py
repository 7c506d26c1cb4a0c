"""The phones' service worker, and the page it shows without a connection."""

from hashlib import sha256

from flask import Blueprint, make_response, render_template, request
from werkzeug.exceptions import NotFound

from voting.edges.http.rendering import packed
from voting.edges.http.sent import Answer
from voting.edges.http.site import site

_SCRIPT = "js/pages/offline.js"

routes = Blueprint("offline", __name__)


@routes.get("/sw.js")
def worker() -> Answer:
    """It names the version that it keeps, so that with another version browsers see another worker
    and take that."""
    assets = site().assets
    shell = ("css/site.css", "icons/icon.svg", _SCRIPT, *assets.modules(_SCRIPT))
    script = render_template(
        "sw.js",
        files=assets.address(""),
        offline=f"/offline/{_fingerprint(render_template('offline.html'))}",
        shell=[assets.address(name) for name in shell],
    )
    response = packed(make_response(script))
    response.content_type = "text/javascript"
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = "default-src 'self'"
    response.add_etag()
    return response.make_conditional(request)


@routes.get("/offline/<fingerprint>")
def offline(fingerprint: str) -> Answer:
    """What the worker shows in the place of a page that can't be had; none for the worker of
    another version, whose files this page does not fit."""
    page = render_template("offline.html")
    if fingerprint != _fingerprint(page):
        raise NotFound()
    return packed(make_response(page))


def _fingerprint(page: str) -> str:
    return sha256(page.encode()).hexdigest()[:12]
