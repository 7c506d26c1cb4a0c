"""Reading many things of which one may be damaged: it must not take the others with it."""

import logging
from collections.abc import Callable
from typing import TypeVar

import msgspec

from voting.refusals.serving import NewerVersion

Thing = TypeVar("Thing")

_log = logging.getLogger(__name__)


def readable(
    what: str, id: str, decode: Callable[[bytes], Thing], data: bytes | None
) -> Thing | None:
    """What ``data`` says; None if there is none or, with a line in the log, if it can't be read."""
    try:
        return None if data is None else decode(data)
    except NewerVersion:  # another process can, or this one after its upgrade
        return None
    except msgspec.DecodeError:
        _log.exception("store: the %s %s can't be read and is left out", what, id)
        return None
