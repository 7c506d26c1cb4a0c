"""Refuses requests that never reach the routes."""

from collections.abc import Callable
from typing import Any

from werkzeug.http import parse_cookie

from voting.edges.language import words_for
from voting.refusals import Refusal
from voting.wire.answers import refused
from voting.wire.codec import encode
from voting.words.languages import Languages


def refuse(
    environ: dict[str, Any],
    start_response: Callable[..., Any],
    why: Refusal,
    languages: Languages,
) -> list[bytes]:
    """Answer a request with a refusal in JSON, in its language, and end its connection."""
    words = words_for(languages, parse_cookie(environ), environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    body, status = encode(refused(why, words)), why.status
    reasons = {
        400: "Bad Request",
        411: "Length Required",
        413: "Content Too Large",
        429: "Too Many Requests",
    }
    headers = [
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
        *([("Retry-After", "2")] if status in (429, 503) else []),
    ]
    start_response(f"{status} {reasons.get(status, 'Service Unavailable')}", headers)
    return [body]
