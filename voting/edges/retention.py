"""Erases workshops that have been kept for KEEP_DAYS."""

import logging
import threading

from voting.edges.loops import repeat
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import StoreUnavailable
from voting.service import Service

SWEEP_EVERY = 3600.0  # seconds between two looks through the store

_log = logging.getLogger(__name__)


def start(service: Service, keep_days: int | None, stopping: threading.Event) -> None:
    """Look every hour until ``stopping``; with ``keep_days`` None nothing is erased."""
    if keep_days:
        repeat(
            "retention", lambda: _sweep(service, keep_days), every=SWEEP_EVERY, stopping=stopping
        )


def _sweep(service: Service, keep_days: int) -> None:
    """Every process does this; a workshop erased twice is erased."""
    erased = False
    try:
        for id in service.store.workshops():
            erased = _erase_if_due(service, id, keep_days) or erased
    except StoreUnavailable as problem:
        _log.warning("store: not erased yet: %s", problem.reason)
    if erased:
        service.forget()


def _erase_if_due(service: Service, id: str, keep_days: int) -> bool:
    """A fault with one workshop must not keep the others."""
    try:
        return service.erase_if_due(id, keep_days)
    except UnknownWorkshop:  # another process was first
        return False
    except StoreUnavailable:
        raise
    except Exception:
        _log.exception("a workshop could not be checked and is kept")
        return False
