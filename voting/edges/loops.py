"""Background work that repeats for as long as the process runs, each in its own thread."""

import logging
import threading
from collections.abc import Callable

from voting.refusals.serving import StoreUnavailable

AFTER_A_FAULT = 0.5  # seconds until work that failed is tried again

_log = logging.getLogger(__name__)


def repeat(
    name: str,
    work: Callable[[], None],
    *,
    every: float = 0.0,
    stopping: threading.Event | None = None,
) -> None:
    """Call ``work`` again and again, with ``every`` seconds between, until ``stopping``. A fault is
    logged and ends nothing."""
    stop = stopping or threading.Event()

    def loop() -> None:
        while not stop.is_set():
            pause = every
            try:
                work()
            except StoreUnavailable as problem:
                if stop.is_set():
                    return
                _log.warning("store: %s", problem.reason)
                pause = AFTER_A_FAULT
            except Exception:
                _log.exception("%s error; continuing", name)
                pause = AFTER_A_FAULT
            stop.wait(pause)

    threading.Thread(target=loop, name=name, daemon=True).start()
