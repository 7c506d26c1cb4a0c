"""Runs CASCADE Live: reads the settings, starts the store, serves until told to stop.

The only file that names a concurrency library: eventlet (the default), gevent, or plain threads.
"""

import contextlib
import gc
import os
import sys
import warnings
from collections.abc import Callable
from typing import Any

ASYNC_MODE = os.environ.get("ASYNC_MODE", "").strip() or "eventlet"
if ASYNC_MODE == "eventlet":
    # Known, and ASYNC_MODE offers the alternatives: no need to warn at every start.
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet

    eventlet.monkey_patch()
elif ASYNC_MODE == "gevent":
    try:
        from gevent import monkey
    except ImportError:
        print(
            "CASCADE Live can't start: ASYNC_MODE=gevent needs gevent: pip install gevent.",
            file=sys.stderr,
        )
        sys.exit(2)
    monkey.patch_all()

# ruff: noqa: E402  (nothing may be imported before the patching above)
from voting.edges.connections.requests import take_some
from voting.main import main


# Each takes the listening socket and the WSGI application, and returns a function that starts
# serving one accepted connection. voting/edges/connections/door.py accepts them.
def _eventlet(listener: Any, app: Any) -> Callable[[Any, Any], None]:
    import eventlet.wsgi

    # A host's cookies arrive as one line, other applications' included: allow all a browser holds.
    eventlet.wsgi.MAX_HEADER_LINE = 32 * 1024

    class Protocol(eventlet.wsgi.HttpProtocol):  # type: ignore[misc]
        """Closes a connection whose request body is not wanted, rather than read it all, and logs
        nothing, so that nobody can fill the log."""

        def get_environ(self) -> Any:
            environ = super().get_environ()
            environ["eventlet.input"].discard = self._end
            return environ

        def _end(self, *how: Any) -> None:
            self.close_connection = 1
            take_some(self.connection)

        def finish(self) -> None:
            try:
                super().finish()
            finally:  # if the response could not be sent, the read file would stay open
                for file in (self.wfile, self.rfile):
                    with contextlib.suppress(OSError, ValueError):
                        file.close()

        def log_message(self, *said: Any) -> None:
            pass

    server = eventlet.wsgi.Server(
        listener, listener.getsockname(), app, log_output=False, debug=False,
        max_http_version="HTTP/1.1", protocol=Protocol,
    )  # fmt: skip

    def serve(connection: Any, address: Any) -> None:
        try:
            server.process_request([address, connection, "idle"])
        finally:
            connection.close()

    return lambda connection, address: eventlet.spawn(serve, connection, address)


def _gevent(listener: Any, app: Any) -> Callable[[Any, Any], None]:
    import gevent
    from gevent import pywsgi

    class Handler(pywsgi.WSGIHandler):  # type: ignore[misc]
        """The same for gevent."""

        _print_unexpected_exc = staticmethod(lambda: None)

        def run_application(self) -> None:
            try:
                super().run_application()
            finally:
                body = self.wsgi_input
                if body.chunked_input or body.position < (body.content_length or 0):
                    self.close_connection = True
                    take_some(self.socket)
                    body.chunked_input, body.content_length = False, 0

        def log_error(self, msg: str, *said: Any) -> None:
            pass

        def _handle_client_error(self, ex: Exception) -> Any:
            return super()._handle_client_error(ValueError(ex))  # not logged

    server = pywsgi.WSGIServer(listener, app, log=None, handler_class=Handler)
    server.update_environ()

    def serve(connection: Any, address: Any) -> None:
        try:
            server.handle(connection, address)
        except OSError:  # disconnected in the middle of a response
            pass
        finally:
            connection.close()

    return lambda connection, address: gevent.spawn(serve, connection, address)


def _threading(listener: Any, app: Any) -> Callable[[Any, Any], None]:
    from werkzeug.serving import make_server

    host, port = listener.getsockname()[:2]
    server = make_server(host, port, app, threaded=True, fd=listener.fileno())
    return server.process_request


ENGINES = {"eventlet": _eventlet, "gevent": _gevent, "threading": _threading}

if __name__ == "__main__":
    # Freeze start-up objects, and collect less often: collecting cost a busy server 10% of its CPU.
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    sys.exit(main(os.environ, ENGINES.get(ASYNC_MODE)))
