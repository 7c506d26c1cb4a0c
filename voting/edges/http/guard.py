"""Checks and headers applied to every request.

Every request that changes something shows the page token of its browser and, if it names an
origin at all, comes from ours.
"""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from voting.edges.browsers import Browser, life_of, renews
from voting.edges.http.site import site
from voting.edges.language import CHOICE
from voting.identity import COOKIE_LIFE
from voting.refusals.asking import ForeignOrigin

_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'{sockets}; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# No page uses the camera, the microphone or the location. What pages do use (the clipboard, full
# screen, a screen that stays on) needs no permission here.
_PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
SECRET_PATHS = ("/p/", "/r/")  # of personal links, and of links to register by
_HTTPS_ONLY = 365 * 24 * 3600  # seconds for which a browser asks this host by https only


def register(flask: Flask) -> None:
    """Stand before and after every route of the Flask application."""
    flask.before_request(_check)
    flask.after_request(_add_headers)


def _check() -> None:
    """Who asks, as ``g.holds`` and by name as ``g.browser``, and whether they may send this."""
    reads = request.method in ("GET", "HEAD", "OPTIONS")
    origin = request.headers.get("Origin")
    shown = "" if reads else request.headers.get("X-Cascade-Token") or request.form.get("token")
    ours = shown if shown and origin == site().base() else ""
    g.holds = Browser(site().identity, request.cookies, secure=site().is_secure(), token=ours)
    g.browser = g.holds.name or g.holds.new_name()
    if "cascade.too_large" in request.environ:  # so that nothing of it was read
        raise request.environ["cascade.too_large"]
    if reads:
        return
    if _is_foreign(origin):
        raise ForeignOrigin(address=site().base())
    site().identity.check_token(g.holds.name, shown)


def _is_foreign(origin: str | None) -> bool:
    """Does the browser say that another site sends this? A form's origin is "null" for reasons
    of privacy too; then the browser says in another header whether the site is another."""
    if origin == "null":
        return request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
    return bool(origin) and origin != site().base()


def _add_headers(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    if site().is_secure():
        response.headers["Strict-Transport-Security"] = f"max-age={_HTTPS_ONLY}"
    if request.path.startswith("/static/") or request.path == "/sw.js":
        return response
    if 300 <= response.status_code < 400:
        response.set_data(b"")  # nobody sees its body, and every phone that joins is redirected
    else:
        _guard_document(response)
    # With "no-referrer" browsers hide the origin of our own forms, which older ones don't make up
    # for: only pages whose address is a secret, or is come to from one, ask for that.
    secret = request.path.startswith(SECRET_PATHS)
    response.headers["Referrer-Policy"] = "no-referrer" if secret else "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers.setdefault("Cache-Control", "no-store")
    if "holds" in g:
        _set_cookies(response)
    return response


def _guard_document(response: Response) -> None:
    # Older Safari does not count ws: as 'self', so the own host is named as well.
    host = urlsplit(site().base()).netloc
    csp = _CSP.format(sockets=f" ws://{host} wss://{host}")
    response.headers["Content-Security-Policy"] = csp
    response.headers["Permissions-Policy"] = _PERMISSIONS


def _set_cookies(response: Response) -> None:
    """None of them can be read by a script."""
    kind: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": site().is_secure()}
    changes = g.holds.changes(g.browser)
    for name, value in changes.items():
        if value is None:
            response.delete_cookie(name, **kind)
        else:
            response.set_cookie(name, value, max_age=life_of(name), **kind)
    language = request.cookies.get(CHOICE)
    chosen_now = any(each.startswith(CHOICE) for each in response.headers.getlist("Set-Cookie"))
    if language and renews(changes) and not chosen_now:
        response.set_cookie(CHOICE, language, max_age=COOKIE_LIFE, **kind)
