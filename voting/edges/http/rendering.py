"""What all pages share: the names that templates may use, and compression."""

from typing import Any

from flask import Response, g

from voting.edges.http.assets import pack, packing
from voting.edges.http.site import site
from voting.edges.http.speaking import words_here


def shared() -> dict[str, Any]:
    """The names that every template may use."""
    return {
        "words": words_here(),
        "languages": site().languages,
        "token": site().identity.page_token(g.browser),
        "static": site().assets.address,
        "modules": site().assets.modules,
    }


def packed(response: Response) -> Response:
    """A page, compressed where that is understood. Only for pages that repeat nothing of what was
    asked: beside a repeated text, the length would tell of the token."""
    response.headers["Vary"] = "Accept-Encoding"
    if how := packing():
        response.set_data(pack(response.get_data(), how))
        response.headers["Content-Encoding"] = how
    return response
