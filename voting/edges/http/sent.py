"""What a request sends, and the kinds of answer it may get."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request
from msgspec import Raw
from werkzeug.wrappers import Response as BaseResponse

from voting.refusals.sent import Malformed
from voting.views.declared import Sent
from voting.wire.codec import encode

Answer = str | Response | BaseResponse | tuple[Any, int]


def sent_fields() -> Mapping[str, str]:
    """The request's fields, from a form or a JSON object of strings; raises Malformed."""
    if not request.is_json:
        return request.form
    try:
        sent = request.get_json(silent=True)
    except RecursionError:
        sent = None
    if not isinstance(sent, dict) or not all(isinstance(v, str) for v in sent.values()):
        raise Malformed(why="texts")
    try:
        "".join(sent.values()).encode()
    except UnicodeEncodeError:
        raise Malformed(why="half") from None
    return sent


def in_json(answer: Sent | Raw, status: int = 200) -> Response:
    """What a program is answered with."""
    return Response(encode(answer), status, content_type="application/json")


def wants_json() -> bool:
    """Does a program ask, and no form?"""
    return (
        request.is_json
        or request.accept_mimetypes.best == "application/json"
        or request.path in ("/healthz", "/hello")
        or request.path.endswith(("/links", "/form", "/instrument"))
    )
