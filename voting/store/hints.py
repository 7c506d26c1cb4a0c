"""Hints of what has changed, to every process."""

from collections.abc import Callable

from voting.store import keys
from voting.store.asking import Asking, failing_plainly


class Hints(Asking):
    def listen(self, heard: Callable[[str, str], None], stop: Callable[[], bool]) -> None:
        """Call ``heard(id, what)`` for each hint until ``stop()`` is true: what is a workshop's
        revision, "votes" or "erased", or "area" about an area or a programme.

        Raises StoreUnavailable when the connection is lost; hints sent meanwhile are lost, which
        is why they are only hints. It has a connection of its own for as long as the server runs.
        """
        with failing_plainly():
            subscription = self._redis.pubsub(ignore_subscribe_messages=True)
            try:
                subscription.subscribe(keys.HINTS)
                while not stop():
                    message = subscription.get_message(timeout=1.0)
                    if message:
                        id, _, what = message["data"].decode().partition(" ")
                        heard(id, what)
            finally:
                subscription.close()
