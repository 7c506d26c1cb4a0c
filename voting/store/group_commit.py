"""Votes that wait at the same moment go to the store in one round trip.

Whoever comes first writes at once. Those who come while that write is under way wait, and then
one of them writes for all. So a single vote is never delayed, a whole room voting in one second
costs a few writes, and each is still answered only after its own ballot is stored. When the store
does not answer, those who wait are told so with those whose write it was, not after as long again.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence

from voting.refusals.serving import Busy, StoreUnavailable
from voting.store.ballots import Cast, Outcome

MOST_WAITING = 5000  # votes of one round in one process; beyond it people are asked to try again
MOST_AT_ONCE = 500  # ballots in one script call: a few milliseconds of the store's time


class _Waiting:
    """A vote that nobody has written yet. ``asleep`` is held until somebody wakes it: a plain lock,
    which under eventlet takes a fifth of the time that an Event takes."""

    __slots__ = ("asleep", "cast", "outcome")

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.asleep = threading.Lock()
        self.asleep.acquire()
        self.outcome: Outcome | BaseException | None = None


class GroupCommit:
    """``write(workshop, round_id, opened, ballots)`` stores a batch and gives one outcome per
    ballot."""

    def __init__(self, write: Callable[[str, int, int, Sequence[Cast]], list[Outcome]]) -> None:
        self._write = write
        self._queues: dict[tuple[str, int, int], deque[_Waiting]] = {}
        self._lock = threading.Lock()

    def cast(self, workshop: str, round_id: int, opened: int, cast: Cast) -> Outcome:
        """Store one ballot together with those that wait for the same round, which ``opened`` tells
        from another of its id; returns when it is stored.

        Raises what the write raised, or Busy when too many wait already.
        """
        key = (workshop, round_id, opened)
        mine = _Waiting(cast)
        with self._lock:
            queue = self._queues.get(key)
            if queue is None:
                self._queues[key] = deque()
            elif len(queue) >= MOST_WAITING:
                raise Busy()
            else:
                queue.append(mine)
        if queue is not None:
            mine.asleep.acquire()  # until woken
        if mine.outcome is None:  # nobody wrote for us: we write for all
            self._write_for_all(key, mine)
        if isinstance(mine.outcome, BaseException):
            raise mine.outcome
        assert mine.outcome is not None
        return mine.outcome

    def _write_for_all(self, key: tuple[str, int, int], mine: _Waiting) -> None:
        batch = [mine]
        with self._lock:
            queue = self._queues[key]
            while queue and len(batch) < MOST_AT_ONCE:
                batch.append(queue.popleft())
        try:
            outcomes: Sequence[Outcome | BaseException] = self._write(
                *key, [waiting.cast for waiting in batch]
            )
        except BaseException as problem:  # everybody in the batch is told, then it goes on up
            if isinstance(problem, StoreUnavailable):
                with self._lock:
                    batch += queue
                    queue.clear()
            outcomes = [problem] * len(batch)
        for waiting, outcome in zip(batch, outcomes, strict=True):
            waiting.outcome = outcome
        with self._lock:
            after_us = queue.popleft() if queue else None
            if after_us is None:
                del self._queues[key]
        for waiting in batch[1:]:
            waiting.asleep.release()
        if after_us is not None:
            after_us.asleep.release()
