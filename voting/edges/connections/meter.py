"""How much one connection may ask of the server: what is over its pace waits, then it is ended."""

import time

PATIENCE = 5.0  # seconds over its pace, without a pause, after which a connection is ended


class TooFast(ValueError):
    """Somebody sends more than their pace, and goes on doing so: time to hang up."""


class Meter:
    """A token bucket: ``rate`` units a second, after ``burst`` units at once.

    Whoever is over it waits for their turn, alone, while the others are served. A page of ours
    never is. Threads may share a meter: a unit lost to a race is no harm.
    """

    __slots__ = ("_due", "_over_since", "burst", "rate")

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = burst
        self._due = 0.0
        self._over_since: float | None = None

    def take(self, units: float = 1.0) -> None:
        """Count ``units`` and wait until they are due; raises TooFast when it never ends."""
        now = time.monotonic()
        self._due = due = max(self._due, now - self.burst / self.rate) + units / self.rate
        wait = due - now
        if wait <= 0:
            self._over_since = None
            return
        over_since = self._over_since or now  # read once: another thread may take it back
        self._over_since = over_since
        if wait > PATIENCE or now - over_since > PATIENCE:
            raise TooFast("sent faster than it can be taken, without a pause")
        time.sleep(wait)
