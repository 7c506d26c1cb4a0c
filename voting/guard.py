"""What every request passes on its way in and out, and what it is told when it can't be done.

Every request that changes something shows the page token of its browser and, if it names an
origin at all, comes from ours.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from voting import identity as ids
from voting import wire
from voting.config import Settings, opens_only_here
from voting.core.errors import ForeignOrigin, Malformed, Refusal, TooLarge
from voting.identity import BROWSER_COOKIE, COOKIE_LIFE, Identity

_CSP = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'{sockets}; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
Answer = str | Response | BaseResponse | tuple[Any, int]


class Guard:
    """Guards every request of one application and finishes every answer."""

    def __init__(self, settings: Settings, identity: Identity, words: Mapping[str, Any]) -> None:
        self._settings = settings
        self._identity = identity
        self._words = words

    def register(self, flask: Flask) -> None:
        """Stand before and after every route of the Flask application."""
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

    def set_cookie(self, response: BaseResponse, name: str, value: str) -> None:
        """Give the browser a cookie that no script can read."""
        response.set_cookie(
            name,
            value,
            max_age=COOKIE_LIFE,
            httponly=True,
            samesite="Lax",
            secure=self._secure(),
        )

    def _secure(self) -> bool:
        return self._settings.public_url.startswith("https:") or request.is_secure

    def _check(self) -> None:
        g.browser = request.cookies.get(BROWSER_COOKIE) or ids.new_browser()
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return
        origin = request.headers.get("Origin")
        if origin and origin != self.base():
            raise ForeignOrigin()
        shown = request.headers.get("X-Cascade-Token") or request.form.get("token")
        self._identity.check_token(request.cookies.get(BROWSER_COOKIE), shown)

    def _seal(self, response: Response) -> Response:
        if request.path.startswith("/static/") or request.path == "/sw.js":
            response.headers["X-Content-Type-Options"] = "nosniff"
            return response
        # Older Safari does not count ws: as 'self', so the own host is named as well.
        host = urlsplit(self.base()).netloc
        csp = _CSP.format(sockets=f" ws://{host} wss://{host}")
        response.headers["Content-Security-Policy"] = csp
        # With "no-referrer" browsers hide the origin of our own forms, which would be refused.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers.setdefault("Cache-Control", "no-store")
        if request.cookies.get(BROWSER_COOKIE) != g.get("browser"):
            self.set_cookie(response, BROWSER_COOKIE, g.browser)
        return response

    # --- when it can't be done ---

    def _refused(self, problem: Refusal) -> Answer:
        if wants_json():
            return jsonify(wire.refusal(problem)), problem.status
        page = render_template("error.html", status=problem.status, sentence=str(problem))
        return make_response(page, problem.status)

    def _http_problem(self, problem: HTTPException) -> Answer:
        words = self._words["error"]
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
        or (request.path.endswith("/links"))
    )
