"""What every part of the service works with."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache

from voting.instruments.framework import Framework
from voting.limits import JOINS_A_MINUTE, Changes, Guesses
from voting.store.group_commit import GroupCommit
from voting.store.redis_store import RedisStore
from voting.words.languages import Languages

_LOCKS = 256
_FROZEN = 32  # rounds whose ballots are kept at hand


class Base:
    """``clock`` gives the present moment in UTC, ``languages`` have what practice attendees
    say, ``joins_a_minute`` is how many may join a workshop from one address."""

    def __init__(
        self,
        store: RedisStore,
        frameworks: Mapping[str, Framework],
        clock: Callable[[], datetime],
        languages: Languages | None = None,
        joins_a_minute: int = JOINS_A_MINUTE,
    ) -> None:
        self.store = store
        self.frameworks = frameworks
        self.clock = clock
        self.languages = languages or Languages()
        self._ballots = GroupCommit(store.cast)
        self._guesses = Guesses(store)
        self._changes = Changes(store, joins_a_minute)
        self._locks = tuple(threading.Lock() for _ in range(_LOCKS))
        # A workshop's scale never changes, and every vote is held against it.
        self._levels = lru_cache(4096)(lambda id: len(store.load(id).framework.levels))
        # Nor do the ballots of a round once it is closed, and a domain's later rounds look at them.
        # (A failover can open one again: then it is closed at another time.)
        self._frozen = lru_cache(_FROZEN)(lambda id, number, closed_at: store.ballots(id, number))

    def _lock(self, workshop: str) -> threading.Lock:
        """The lock of a workshop; a few workshops share one, which only makes them wait."""
        return self._locks[hash(workshop) % _LOCKS]
