"""What happens by the clock: a countdown that runs out, a round that closes by itself."""

import time
from collections.abc import Callable
from datetime import datetime

from voting.core.ballots_in import BallotsIn
from voting.core.closing import stands_alone
from voting.core.rounds import everybody_rated, may_close_itself
from voting.core.state import Timer, Workshop

_SKEW = 30.0  # seconds by which the clocks of several processes may differ


class Countdown:
    """A workshop's timer, as this process has seen it run: on the monotonic clock, which no change
    of the wall clock moves. ``clock`` gives the present moment in UTC."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._timer: Timer | None = None
        self._has_looked = False  # and so has seen a timer being set
        self._ends = 0.0

    def follow(self, timer: Timer | None) -> None:
        """This is the workshop's timer now."""
        before, self._timer = self._timer, timer
        looked_before, self._has_looked = self._has_looked, True
        if timer is None or timer == before:
            return
        if looked_before and before and before.started_at == timer.started_at:
            self._ends += timer.seconds - before.seconds
        elif looked_before:  # set a moment ago: no wall clock is asked, which may have jumped
            self._ends = time.monotonic() + timer.seconds
        else:
            self._ends = time.monotonic() + self._left_by_the_wall_clock(timer)

    def left_ms(self) -> int | None:
        """Milliseconds left; None without a timer."""
        if self._timer is None:
            return None
        return max(0, int((self._ends - time.monotonic()) * 1000))

    def has_run_out(self) -> bool:
        return self._timer is not None and time.monotonic() >= self._ends

    def _left_by_the_wall_clock(self, timer: Timer) -> float:
        """Seconds left on a timer that this process did not see being set."""
        spent = (self._clock() - timer.started_at).total_seconds()
        if not -_SKEW <= spent <= timer.seconds + _SKEW:
            # Nobody closed it then, so the wall clock has jumped: better late than wrong.
            spent = 0.0
        return min(max(timer.seconds - spent, 0.0), float(timer.seconds))


def break_left_ms(workshop: Workshop, now: datetime) -> int | None:
    """Milliseconds left of a break; None without one. By the wall clock, unlike a timer: nothing
    closes at the end of a break."""
    pause = workshop.pause
    if pause is None:
        return None
    spent = (now - pause.started_at).total_seconds()
    return int(1000 * min(max(pause.seconds - spent, 0.0), float(pause.seconds)))


def round_to_close(workshop: Workshop, ballots: BallotsIn, countdown: Countdown) -> int | None:
    """The open round, if a trainer said that it may close by itself and it is time."""
    opened = workshop.open_round
    if opened is None or not may_close_itself(workshop) or stands_alone(workshop, ballots):
        return None
    timer = workshop.timer
    ran_out = timer is not None and timer.closes and countdown.has_run_out()
    is_time = ran_out or (workshop.auto_close and everybody_rated(workshop, ballots.done))
    return opened.id if is_time else None
