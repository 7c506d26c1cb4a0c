"""What the log says, and what it never does: an address may be a key to somebody's page.

A fault is logged by the name of the page at which it happened. Should the text of one hold the
secret of a link all the same, that is blanked.
"""

import logging
import re
from types import TracebackType

from flask import Flask, request

_SECRET = re.compile(r"(?<![A-Za-z0-9])[A-Za-z2-7]{32}(?![A-Za-z0-9])")  # see Identity.link


class QuietFlask(Flask):
    """Logs no path of a request."""

    def log_exception(
        self,
        exc_info: (
            tuple[type, BaseException, TracebackType | None]
            | tuple[None, None, None]
            | BaseException
            | None
        ),
    ) -> None:
        page = request.endpoint or "no page of ours"
        self.logger.error("%s of %s failed", request.method, page, exc_info=exc_info)


class Blanked(logging.Formatter):
    """Lines of the log without secrets of links."""

    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub("...", super().format(record))


def begin() -> None:
    """Log warnings and errors, to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(Blanked("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    # Request lines hold the ids of sockets, and a reverse proxy logs them better.
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
