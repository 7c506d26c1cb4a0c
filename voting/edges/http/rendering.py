"""What all pages share: the names that templates may use, and compression."""

import time
from collections.abc import Sequence
from typing import Any

from flask import Response, g, stream_template

from voting.edges.http.assets import pack, packing
from voting.edges.http.site import site
from voting.edges.http.speaking import words_here

_TURN = 0.01  # seconds of computing at a time


# The colours are --scale-0 to --scale-6 and, for longer scales, --fine-0 to --fine-10.
_STEPS = 6
_FINE_STEPS = 10


def shared() -> dict[str, Any]:
    """The names that every template may use."""
    return {
        "words": words_here(),
        "languages": site().languages,
        "token": site().identity.page_token(g.browser),
        "static": site().assets.address,
        "modules": site().assets.modules,
        "level_class": level_class,
    }


def level_class(rating: int | None, levels: Sequence[Any]) -> str:
    """The class of a rating's colour on this scale: as ``levelClass`` in static/js/charts."""
    if rating is None or len(levels) < 2:
        return "level-none"
    part = rating / (len(levels) - 1)
    if len(levels) > _STEPS + 1:
        return f"level-fine-{int(part * _FINE_STEPS + 0.5)}"
    return f"level-{int(part * _STEPS + 0.5)}"


def rendered_in_turns(template: str, **named: Any) -> str:
    """As ``render_template``, for pages that take long: votes have their turn meanwhile."""
    parts, began = [], time.monotonic()
    for part in stream_template(template, **named):
        parts.append(part)
        if time.monotonic() - began > _TURN:
            time.sleep(0)
            began = time.monotonic()
    return "".join(parts)


def packed(response: Response) -> Response:
    """A page, compressed where that is understood. Only for pages that repeat nothing of what was
    asked: beside a repeated text, the length would tell of the token."""
    response.headers["Vary"] = "Accept-Encoding"
    if how := packing():
        response.set_data(pack(response.get_data(), how))
        response.headers["Content-Encoding"] = how
    return response
