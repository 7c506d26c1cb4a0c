"""Runs CASCADE Live: reads the settings, starts the store, serves until told to stop.

The only file that names a concurrency library: eventlet (the default), gevent, or plain threads.
"""

import gc
import os
import sys
import warnings
from functools import partial

ASYNC_MODE = os.environ.get("ASYNC_MODE", "").strip() or "eventlet"
if ASYNC_MODE == "eventlet":
    # Known, and answered by ASYNC_MODE: not news to whoever starts the server.
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet

    eventlet.monkey_patch()
    # A room that joins at the same moment; beyond 50 that wait, the system would drop them.
    eventlet.listen = partial(eventlet.listen, backlog=1024)
elif ASYNC_MODE == "gevent":
    try:
        from gevent import monkey
    except ImportError:
        sys.exit("CASCADE Live can't start: ASYNC_MODE=gevent needs gevent: pip install gevent.")
    monkey.patch_all()

# ruff: noqa: E402  (nothing may be imported before the patching above)
from voting.main import main

# What each server needs beyond host and port: eventlet's stops silently at 1,024 connections.
SERVER_OPTIONS: dict[str, dict[str, object]] = {
    "eventlet": {"max_size": 20_000, "log_output": False, "debug": False},
    "gevent": {"backlog": 1024},
    "threading": {"allow_unsafe_werkzeug": True},
}

if __name__ == "__main__":
    # What is loaded by now stays. Looking through it, and through every connection, again and
    # again took a tenth of a busy server's time.
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    sys.exit(main(os.environ, SERVER_OPTIONS.get(ASYNC_MODE, {})))
