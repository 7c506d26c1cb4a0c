"""Runs CASCADE Live: reads the settings, starts the store, serves until told to stop.

The only file that names a concurrency library: eventlet (the default), gevent, or plain threads.
"""

import gc
import os
import sys
import warnings
from collections.abc import Callable
from typing import Any

ASYNC_MODE = os.environ.get("ASYNC_MODE", "").strip() or "eventlet"
if ASYNC_MODE == "eventlet":
    # Known, and answered by ASYNC_MODE: not news to whoever starts the server.
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
from voting.main import main


# Each takes the listening socket and the WSGI application, and gives what starts to serve one
# accepted connection. Accepting is the same for all of them: voting/door.py.
def _eventlet(listener: Any, app: Any) -> Callable[[Any, Any], None]:
    import eventlet.wsgi

    # All cookies of a host are one line, others' among them: what a browser can hold gets through.
    eventlet.wsgi.MAX_HEADER_LINE = 32 * 1024
    server = eventlet.wsgi.Server(
        listener, listener.getsockname(), app, log_output=False, debug=False,
        max_http_version="HTTP/1.1",
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

    server = pywsgi.WSGIServer(listener, app, log=None)
    server.update_environ()

    def serve(connection: Any, address: Any) -> None:
        try:
            server.handle(connection, address)
        except OSError:  # gone in the middle of an answer
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
    # What is loaded by now stays. Looking through it, and through every connection, again and
    # again took a tenth of a busy server's time.
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    sys.exit(main(os.environ, ENGINES.get(ASYNC_MODE)))
