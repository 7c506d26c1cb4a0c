"""When a command makes sense, apart from the phase: named conditions for the table.

Pages offer a command only while its condition holds. If it does not hold, ``OTHERWISE`` has the
refusal; with a condition that is not there, the command changes nothing or its own function raises
the refusal.
"""

from collections.abc import Callable

from voting.core.practice import practice_left
from voting.core.state import Workshop
from voting.refusals import Refusal
from voting.refusals.decisions import DomainsOpen
from voting.refusals.erasing import NotARehearsal
from voting.refusals.rounds import NoBreak, NoTimer

Condition = Callable[[Workshop], bool]


def always(w: Workshop) -> bool:
    return True


def any_undecided(w: Workshop) -> bool:
    """a domain has no ruling yet"""
    return bool(w.unruled())


def any_to_open(w: Workshop) -> bool:
    """a domain has no ruling yet, or wants none"""
    return any(d.key not in w.rulings for d in w.framework.domains)


def any_unrated(w: Workshop) -> bool:
    """a domain has no ruling and was never rated here, and it is no rehearsal"""
    return not w.rehearsal and any(w.last_round(key) is None for key in w.unruled())


def rows_are_named(w: Workshop) -> bool:
    """the instrument's rows are named in the room"""
    return bool(w.framework.rows_from)


def copies_are_named(w: Workshop) -> bool:
    """the instrument is answered for several things that the room names"""
    return w.framework.repeat is not None and w.framework.repeat.by == "room"


def any_decided(w: Workshop) -> bool:
    """a domain has a ruling"""
    return bool(w.rulings)


def all_decided(w: Workshop) -> bool:
    """every domain has a ruling; at a review, every domain that was rated"""
    return not _left_open(w)


def any_counted(w: Workshop) -> bool:
    """a round has been closed"""
    return any(r.counts for r in w.rounds)


def domain_shown(w: Workshop) -> bool:
    """a domain is on the screens"""
    return w.domain is not None


def part_shown(w: Workshop) -> bool:
    """a part of the picture is shown"""
    return bool(w.shown)


def timer_shown(w: Workshop) -> bool:
    """a countdown is shown"""
    return w.timer is not None


def on_break(w: Workshop) -> bool:
    """there is a break"""
    return w.pause is not None


def joining_open(w: Workshop) -> bool:
    """joining is not locked"""
    return not w.locked


def joining_locked(w: Workshop) -> bool:
    """joining is locked"""
    return w.locked


def code_shown(w: Workshop) -> bool:
    """the join code is shown"""
    return w.code_shown


def code_hidden(w: Workshop) -> bool:
    """the join code is hidden"""
    return not w.code_shown


def anyone_in(w: Workshop) -> bool:
    """somebody has joined and was not removed"""
    return any(not p.is_out for p in w.people.values())


def anyone_real(w: Workshop) -> bool:
    """somebody other than a practice attendee has joined and was not removed"""
    return any(not (p.is_out or p.practice) for p in w.people.values())


def several_in(w: Workshop) -> bool:
    """two or more have joined and were not removed"""
    return sum(not p.is_out for p in w.people.values()) > 1


def anyone_out(w: Workshop) -> bool:
    """somebody was removed or merged"""
    return any(p.is_out for p in w.people.values())


def practice_room(w: Workshop) -> bool:
    """it is a rehearsal with room for more practice attendees"""
    return w.rehearsal and practice_left(w) > 0


def practising(w: Workshop) -> bool:
    """practice attendees are taking part"""
    return bool(w.practising())


def _domains_open(w: Workshop) -> Refusal:
    return DomainsOpen(domains=[w.framework.domain(k).short for k in _left_open(w)])


def _left_open(w: Workshop) -> list[str]:
    """Keys of what has to be decided before the workshop is finished: at a review what was rated
    alone."""
    if w.details.kind == "review":
        return [key for key in w.unruled() if w.last_round(key)]
    return w.unruled()


def _not_a_rehearsal(w: Workshop) -> Refusal | None:
    return None if w.rehearsal else NotARehearsal()


OTHERWISE: dict[Condition, Callable[[Workshop], Refusal | None]] = {
    all_decided: _domains_open,
    timer_shown: lambda w: NoTimer(),
    on_break: lambda w: NoBreak(),
    practice_room: _not_a_rehearsal,
    practising: _not_a_rehearsal,
}


def check(w: Workshop, condition: Condition) -> None:
    """Raise the refusal of ``condition``, if it has one, unless the condition holds."""
    if condition in OTHERWISE and not condition(w) and (refusal := OTHERWISE[condition](w)):
        raise refusal
