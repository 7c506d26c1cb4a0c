"""Requests reach the application whole, of limited size, and each connection's at its pace."""

import contextlib
import io
import re
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from voting.edges.connections.callers import BUSY, ENDED, TAKING, WAITING, Caller, Callers
from voting.edges.connections.meter import TooFast
from voting.edges.connections.refused import refuse
from voting.refusals import Refusal
from voting.refusals.pace import TooManyRequests
from voting.refusals.sent import LengthRequired, Malformed, TooLarge
from voting.wire.codec import MOST_BYTES, MOST_PASTED
from voting.words.languages import Languages

_PASTED = re.compile(
    r"/programme/[^/]+/add_areas|/area/[^/]+/people/(?:check|invite)"
    r"|/(?:programme|area)/[^/]+/(?:check_)?import"
    r"|/workshops|/instruments/(?:new|open|preview)"  # with an instrument of one's own
)
_OPENED = "/instruments/open"
_WITH_PARTS = re.compile(r'multipart/form-data;\s*boundary="?([^\s";]+)', re.I)
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def whole(inner: Wsgi, callers: Callers, languages: Languages, *, paced: bool) -> Wsgi:
    """``inner``, with whole requests of limited size. If ``paced``, each connection is held to a
    pace; behind a proxy it carries many people's requests."""

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        who = (environ.get("REMOTE_ADDR", ""), int(environ.get("REMOTE_PORT") or 0))
        caller = callers.get(who) or Caller(None)
        if caller.doing == ENDED:  # what had come of a request that was cut off
            return refuse(environ, start_response, Malformed(why="broken"), languages)
        caller.known, caller.asked = True, False
        caller.begin(BUSY)
        environ["cascade.caller"] = caller
        time.sleep(0)  # requests that come without a pause: the others first
        caller.begin(WAITING)  # for the rest of the request
        try:
            if paced:
                caller.meter.take()
            _read_body(environ)
        except TooLarge as problem:
            if "text/html" not in environ.get("HTTP_ACCEPT", ""):
                return refuse(environ, start_response, problem, languages)
            # A person's form: they get a page, made without what they sent.
            environ |= {"cascade.too_large": problem, "CONTENT_LENGTH": "0"}
            environ["wsgi.input"] = io.BytesIO()
        except Refusal as problem:
            return refuse(environ, start_response, problem, languages)
        except TooFast:
            caller.hang_up()
            return refuse(environ, start_response, TooManyRequests(), languages)
        except (OSError, ValueError):  # broken, or ended while it was sending
            return refuse(environ, start_response, Malformed(why="broken"), languages)
        caller.asked = True
        caller.begin(BUSY)
        try:
            answer = inner(environ, start_response)
        except BaseException:
            caller.begin(WAITING)
            raise
        caller.begin(TAKING)
        return _List(answer, caller) if isinstance(answer, list) else _Pieces(answer, caller)

    return app


def take_some(connection: Any) -> None:
    """Take a little of what nobody wants from a connection that is about to be closed: with unread
    data the system would take back the answer as well."""
    with contextlib.suppress(OSError):
        connection.settimeout(0.2)
        for _ in range(8):
            if not connection.recv(16_384):
                return


def _read_body(environ: dict[str, Any]) -> None:
    """Read what is sent with a request, so that nobody waits in the middle of one; raises a Refusal
    or OSError. A WebSocket's connection is left as it is."""
    if environ["REQUEST_METHOD"] == "GET" and environ.get("HTTP_UPGRADE"):
        return
    if "HTTP_TRANSFER_ENCODING" in environ:  # any number of chunks, each of a byte
        raise LengthRequired()
    length = environ.get("CONTENT_LENGTH") or "0"
    parts = _WITH_PARTS.match(environ.get("CONTENT_TYPE", ""))
    opens_file = parts and environ.get("PATH_INFO") == _OPENED
    if parts and opens_file and length.isdigit() and int(length) > MOST_PASTED:
        _cut(environ, parts[1])
        return
    most = MOST_PASTED if _PASTED.fullmatch(environ.get("PATH_INFO", "")) else MOST_BYTES
    if not length.isdigit() or int(length) > most:
        raise TooLarge(n=most)
    if int(length):
        body = environ["wsgi.input"].read(int(length))
        if len(body) < int(length):
            raise Malformed(why="broken")
        environ["wsgi.input"] = io.BytesIO(body)


def _cut(environ: dict[str, Any], boundary: str) -> None:
    """A form whose file, its last part, is too large, with the beginning of the file alone: what
    was typed is not lost. The application says so when it sees ``cascade.cut``."""
    end = f"\r\n--{boundary}--\r\n".encode()
    body = environ["wsgi.input"].read(MOST_PASTED - len(end)) + end
    environ |= {
        "cascade.cut": True,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }


class _List(list[bytes]):
    """An answer in one piece; ``close`` is called when it has been taken."""

    def __init__(self, answer: list[bytes], caller: Caller) -> None:
        super().__init__(answer)
        self._caller = caller

    def close(self) -> None:
        self._caller.begin(WAITING)


class _Pieces:
    """The same in pieces."""

    def __init__(self, answer: Iterable[bytes], caller: Caller) -> None:
        self._answer = answer
        self._caller = caller

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        self._caller.begin(WAITING)
        if hasattr(self._answer, "close"):
            self._answer.close()
