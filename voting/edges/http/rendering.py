"""What all pages share: the names that templates may use, and compression."""

from datetime import date
from typing import Any

from flask import Response, g

from voting.edges.http.assets import pack, packing
from voting.edges.http.site import site


def shared() -> dict[str, Any]:
    """The names that every template may use."""
    return {
        "words": site().words,
        "token": site().identity.page_token(g.browser),
        "static": site().assets.address,
        "modules": site().assets.modules,
        "plain_date": plain_date,
    }


def plain_date(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%-d %B %Y")


def packed(response: Response) -> Response:
    """A page, compressed where that is understood. Only for pages that repeat nothing of what was
    asked: beside a repeated text, the length would tell of the token."""
    response.headers["Vary"] = "Accept-Encoding"
    if how := packing():
        response.set_data(pack(response.get_data(), how))
        response.headers["Content-Encoding"] = how
    return response
