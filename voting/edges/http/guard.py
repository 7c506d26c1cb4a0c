"""What every request passes on its way in and out, and what it is told when it can't be done.

Every request that changes something shows the page token of its browser and, if it names an
origin at all, comes from ours.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, g, jsonify, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from voting import wire
from voting.config import Settings, opens_only_here
from voting.edges.http.browsers import Browser
from voting.identity import COOKIE_LIFE, Identity
from voting.refusals import (
    ForeignOrigin,
    FormTooOld,
    Malformed,
    NoToken,
    Refusal,
    TooLarge,
    UnknownWorkshop,
)

_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'{sockets}; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
# Nothing here looks, listens or asks where somebody is. What pages do use (the clipboard, a full
# screen, a screen that stays on) needs no leave.
_PERMISSIONS = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
_HTTPS_ONLY = 365 * 24 * 3600  # seconds for which a browser asks this host by https only
Answer = str | Response | BaseResponse | tuple[Any, int]


class Guard:
    """Guards every request of one application and finishes every answer."""

    def __init__(self, settings: Settings, identity: Identity, words: Mapping[str, Any]) -> None:
        self._settings = settings
        self._identity = identity
        self._words = words

    def register(
        self,
        flask: Flask,
        form_again: Callable[[Refusal], Answer | None],
        way_on: Callable[[str], str | None],
    ) -> None:
        """Stand before and after every route of the Flask application. ``form_again`` shows a form
        that lacked its token anew, ``way_on`` says where a path leads that is not there."""
        self._form_again = form_again
        self._way_on = way_on
        flask.before_request(self._check)
        flask.after_request(self._seal)
        flask.register_error_handler(Refusal, self._refused)
        flask.register_error_handler(HTTPException, self._http_problem)

    def only_here(self) -> bool:
        """Does the address that people would use open only on the machine the server is on?"""
        return opens_only_here(urlsplit(self.base()).hostname or "")

    def base(self) -> str:
        """The address that people reach this application by."""
        return self._settings.public_url or request.host_url.rstrip("/")

    def _secure(self) -> bool:
        return self._settings.public_url.startswith("https:") or request.is_secure

    def _check(self) -> None:
        """Who asks, as ``g.holds`` and by name as ``g.browser``, and whether they may send this."""
        reads = request.method in ("GET", "HEAD", "OPTIONS")
        origin = request.headers.get("Origin")
        shown = "" if reads else request.headers.get("X-Cascade-Token") or request.form.get("token")
        ours = shown if shown and origin == self.base() else ""
        g.holds = Browser(self._identity, request.cookies, secure=self._secure(), token=ours)
        g.browser = g.holds.name or g.holds.new_name()
        if reads:
            return
        if self._is_foreign(origin):
            raise ForeignOrigin(address=self.base())
        self._identity.check_token(g.holds.name, shown)

    def _is_foreign(self, origin: str | None) -> bool:
        """Does the browser say that another site sends this? A form's origin is "null" for reasons
        of privacy too; then the browser says in another header whether the site is another."""
        if origin == "null":
            return request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")
        return bool(origin) and origin != self.base()

    def _seal(self, response: Response) -> Response:
        response.headers["X-Content-Type-Options"] = "nosniff"
        if self._secure():
            response.headers["Strict-Transport-Security"] = f"max-age={_HTTPS_ONLY}"
        if request.path.startswith("/static/") or request.path == "/sw.js":
            return response
        # Older Safari does not count ws: as 'self', so the own host is named as well.
        host = urlsplit(self.base()).netloc
        csp = _CSP.format(sockets=f" ws://{host} wss://{host}")
        response.headers["Content-Security-Policy"] = csp
        # With "no-referrer" browsers hide the origin of our own forms, which would be refused.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = _PERMISSIONS
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers.setdefault("Cache-Control", "no-store")
        if "holds" in g:
            self._set_cookies(response)
        return response

    def _set_cookies(self, response: Response) -> None:
        """None of them can be read by a script."""
        kind: dict[str, Any] = {"httponly": True, "samesite": "Lax", "secure": self._secure()}
        for name, value in g.holds.changes(g.browser).items():
            if value is None:
                response.delete_cookie(name, **kind)
            else:
                response.set_cookie(name, value, max_age=COOKIE_LIFE, **kind)

    # --- when it can't be done ---

    def _refused(self, problem: Refusal) -> Answer:
        if wants_json():
            return jsonify(wire.refusal(problem)), problem.status
        if isinstance(problem, UnknownWorkshop) and (place := self._place()):
            return redirect(place, 302)
        if isinstance(problem, NoToken):
            # Two tabs at a first visit, say: the second one's name has replaced the first one's.
            try:
                if form := self._form_again(FormTooOld()):
                    return form
            except Refusal as another:
                problem = another
        page = render_template("error.html", status=problem.status, sentence=str(problem))
        return make_response(page, problem.status)

    def _place(self) -> str | None:
        """Where somebody meant to go who asks for a page that is not there."""
        if request.method != "GET" or wants_json():
            return None
        place = self._way_on(request.path)
        return place if place != request.path else None

    def _http_problem(self, problem: HTTPException) -> Answer:
        words = self._words["error"]
        if isinstance(problem, NotFound) and (place := self._place()):
            return redirect(place, 302)
        if isinstance(problem, RequestEntityTooLarge):
            return self._refused(TooLarge(limit=wire.MOST_BYTES))
        if isinstance(problem, NotFound | MethodNotAllowed):
            sentence = words["not_found"]
        else:
            sentence = words["unexpected"]
        status = problem.code or 500
        if wants_json():
            error = {"code": problem.name.lower().replace(" ", "-"), "sentence": sentence}
            return jsonify(ok=False, error=error), status
        return make_response(
            render_template("error.html", status=status, sentence=sentence), status
        )


def sent_fields() -> Mapping[str, str]:
    """The request's fields, from a form or a JSON object of strings; raises Malformed."""
    if not request.is_json:
        return request.form
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        sent = None
    if not isinstance(sent, dict) or not all(isinstance(v, str) for v in sent.values()):
        raise Malformed(problem="it has to be an object of texts")
    try:
        "".join(sent.values()).encode()
    except UnicodeEncodeError:
        raise Malformed(problem="it holds half a character") from None
    return sent


def wants_json() -> bool:
    """Does a program ask, and no form?"""
    return (
        request.is_json
        or request.path in ("/healthz", "/hello")
        or request.path.endswith(("/links", "/form"))
    )
