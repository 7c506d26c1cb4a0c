"""Countdowns and breaks."""

from datetime import timedelta

from msgspec.structs import replace

from voting.core import commands as c
from voting.core.state import Entry, Timer, Workshop
from voting.refusals.rounds import TimerClosesOnlyRounds
from voting.refusals.sent import ImpossibleTime

_LATE_CLOSE = 10  # seconds after its timer's end by which a round has closed itself


def set_timer(w: Workshop, command: c.SetTimer, entry: Entry) -> Workshop:
    if command.closes and w.open_round is None:
        raise TimerClosesOnlyRounds()
    seconds = checked_seconds(command.seconds)
    return replace(w, timer=Timer(entry.at, seconds, command.closes))


def extend_timer(w: Workshop, command: c.ExtendTimer, entry: Entry) -> Workshop:
    assert w.timer is not None  # checked by the table
    more = checked_seconds(command.seconds)
    over = (entry.at - w.timer.started_at) // timedelta(seconds=1) - w.timer.seconds
    # A running timer gets longer; one that has run out starts again. If one should have closed the
    # round a while ago, it has not run out but the clock has jumped: better late than wrong.
    if over < 0:
        return replace(w, timer=replace(w.timer, seconds=w.timer.seconds + more))
    if w.timer.closes and over > _LATE_CLOSE:
        more += w.timer.seconds
    return replace(w, timer=replace(w.timer, started_at=entry.at, seconds=more))


def clear_timer(w: Workshop, command: c.ClearTimer, entry: Entry) -> Workshop:
    return replace(w, timer=None)


def start_break(w: Workshop, command: c.StartBreak, entry: Entry) -> Workshop:
    return replace(w, pause=Timer(entry.at, checked_seconds(command.seconds)))


def end_break(w: Workshop, command: c.EndBreak, entry: Entry) -> Workshop:
    return replace(w, pause=None)


def checked_seconds(seconds: int) -> int:
    """``seconds`` if a countdown may be that long; raises ImpossibleTime."""
    if not 5 <= seconds <= 7200:
        raise ImpossibleTime(least=5, n=7200)
    return seconds
