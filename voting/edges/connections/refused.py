"""Refuses requests that never reach the routes."""

from collections.abc import Callable
from typing import Any

from voting.refusals import Refusal
from voting.wire.answers import refused
from voting.wire.codec import encode
from voting.words import load


def refuse(start_response: Callable[..., Any], why: Refusal) -> list[bytes]:
    """Answer a request with a refusal in JSON, and end its connection."""
    body, status = encode(refused(why, load())), why.status
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
