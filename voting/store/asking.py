"""Access to the store: a limited number of requests at once, and no queue at one that hangs."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis
from redis.cluster import RedisCluster

from voting.refusals.serving import StoreUnavailable
from voting.store.connection import MOST_CONNECTIONS

_SCRIPTS = Path(__file__).parent / "scripts"
_AT_ONCE = 500  # keys looked through in one round trip
_PLACE_WITHIN = 3.5  # seconds to wait for a place among those who ask
_ASK_AGAIN_AFTER = 0.5  # seconds after a request without an answer until another is made


class Asking:
    """What every part of the store shares: the client, its scripts, and how to call them. Safe to
    share between threads."""

    def __init__(self, client: Any) -> None:
        self._redis = client
        self._places = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self._hangs = False  # did the last request get no answer?
        self._asking_again = threading.Lock()
        self._silent_at = 0.0  # when a request last got no answer in time, on the monotonic clock
        self._scripts = {
            path.stem: client.register_script(path.read_text()) for path in _SCRIPTS.glob("*.lua")
        }

    def _run(self, script: str, keys: list[str], args: list[Any]) -> Any:
        """Run a script; returns its reply."""
        with self._answering():
            return self._scripts[script](keys=keys, args=args)

    def _of_each(
        self, ids: Sequence[str], *questions: Callable[[Any, str], Any]
    ) -> list[tuple[Any, ...]]:
        """The answers to all ``questions`` about each of these, in one round trip."""
        if not ids:
            return []
        with self._answering(), self._redis.pipeline(transaction=False) as pipe:
            for id in ids:
                for ask in questions:
                    ask(pipe, id)
            found = pipe.execute()
        each = len(questions)
        return [tuple(found[n : n + each]) for n in range(0, len(found), each)]

    def _delete_leading_to(self, id: str, match: str) -> None:
        """Delete the keys of this pattern, each of them a string, whose value is this id. Asked for
        hundreds at once: there is one for each form that was sent in more than a year."""
        found = list(self._redis.scan_iter(match=match, count=_AT_ONCE))
        for start in range(0, len(found), _AT_ONCE):
            some = found[start : start + _AT_ONCE]
            with self._redis.pipeline(transaction=False) as pipe:
                for key in some:
                    pipe.get(key)
                values = pipe.execute()
            for key, value in zip(some, values, strict=True):
                if value == id.encode():
                    self._redis.delete(key)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Wait for a place at the store; raises StoreUnavailable for every way it can fail.

        While the store hangs, one request now and then tests it on behalf of all. The others fail
        at once instead of each waiting for the same timeout.
        """
        again = self._hangs
        if again and (
            time.monotonic() - self._silent_at < _ASK_AGAIN_AFTER
            or not self._asking_again.acquire(blocking=False)
        ):
            raise StoreUnavailable(reason="it does not answer")
        try:
            with self._place():
                yield
            self._hangs = False
        finally:
            if again:
                self._asking_again.release()

    @contextmanager
    def _place(self) -> Iterator[None]:
        asked = time.monotonic()
        if not self._places.acquire(timeout=_PLACE_WITHIN):
            raise StoreUnavailable(reason="too many requests wait for the store")
        try:
            self.check_answered(asked)
            with failing_plainly():
                yield
        except StoreUnavailable as problem:
            if isinstance(problem.__cause__, TimeoutError | redis.TimeoutError):
                self._silent_at = time.monotonic()
                # Of a cluster some nodes may answer while others don't.
                self._hangs = not isinstance(self._redis, RedisCluster)
            raise
        finally:
            self._places.release()

    def check_answered(self, since: float) -> None:
        """Raise StoreUnavailable if any request has timed out ``since`` then (monotonic seconds):
        a request that has queued behind it should not wait for a timeout of its own."""
        if self._silent_at > since:
            raise StoreUnavailable(reason="it did not answer those who asked before")


@contextmanager
def failing_plainly() -> Iterator[None]:
    """Turn every way the store can fail to answer or to write into StoreUnavailable."""
    try:
        yield
    except (redis.RedisError, OSError) as problem:
        raise StoreUnavailable(reason=f"{type(problem).__name__}: {problem}") from problem
