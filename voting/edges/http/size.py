"""How large a request's body may be."""

from collections.abc import Callable
from typing import Any

from voting import wire
from voting.refusals import TooLarge

Wsgi = Callable[..., Any]


def limited(inner: Wsgi) -> Wsgi:
    """``inner``, with bodies that are too large turned away before long-polling, which would keep
    their sender waiting, or a form reads them."""

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > wire.MOST_BYTES:
            refused = TooLarge(limit=wire.MOST_BYTES)
            body = wire.encode(wire.refusal(refused))
            headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
            start_response("413 Content Too Large", headers)
            return [body]
        return inner(environ, start_response)

    return app
