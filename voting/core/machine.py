"""What every command goes through: the table, the command's own function, the bookkeeping.

``apply(workshop, entry)`` returns the next workshop or raises a named refusal and changes nothing.
The log of entries folds to the state: ``fold(entries)``. Ballots do not pass through here, as too
many come at once: see ``gate``.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.core.admission import admit
from voting.core.conditions import check
from voting.core.roster import with_trainer
from voting.core.settings import checked, code_expiry
from voting.core.state import Entry, LastStep, Phase, Workshop
from voting.core.table import (
    ENTERS,
    MAY,
    NO_STEP,
    NO_STEP_BY_CLOCK,
    ONCE_DECIDED,
    OR_CLOCK,
    PREVIEWS,
    SAME,
    TABLE,
)
from voting.refusals.asking import NotAllowed
from voting.refusals.rounds import NotNow, Overtaken

_REMEMBERED = 50  # command ids kept to recognise a repeat


def create(entry: Entry) -> Workshop:
    """The workshop that a Create entry sets up; raises the refusal of its details."""
    assert isinstance(entry.command, c.Create)
    facts = entry.facts
    assert facts.id is not None
    assert facts.code is not None
    assert facts.framework is not None
    details = checked(entry.command.details)
    return Workshop(
        id=facts.id,
        revision=1,
        step=0,
        framework=facts.framework,
        details=details,
        created_at=entry.at,
        code=facts.code,
        code_expires=code_expiry(details, entry.at),
        rehearsal=entry.command.rehearsal,
        links={"join": 0, "trainer": 0, "lead": 0, "room": 0},
        recent=_remember((), entry),
        language=facts.language,
    )


def apply(workshop: Workshop, entry: Entry) -> Workshop:
    """The workshop after ``entry``; the same object if the entry was applied before, or if an
    attendee asks for what is already so. Raises NotAllowed, OldLink, UnknownPerson, PersonRemoved,
    Overtaken, NotNow, or the refusal of the command's condition or function."""
    command, by = entry.command, entry.by
    if isinstance(command, c.Retired):  # only ever read from a log
        return _passed_over(workshop, entry)
    kind = type(command)
    if by.role not in MAY.get(kind, frozenset()):
        raise NotAllowed()
    if kind not in ENTERS or not _may_enter(workshop, entry):
        admit(workshop, by)
    if _name(entry) in workshop.recent:
        return workshop
    if by.role is Role.TRAINER and entry.step not in (None, workshop.step):
        raise _overtaken(workshop, by)
    step = TABLE.get((workshop.phase, kind))
    if step is None or by.role not in step.who:
        raise NotNow(why=workshop.phase.value)
    known = with_trainer(workshop, by) if by.role is Role.TRAINER else workshop
    check(workshop, step.when)
    after = step.does(known, command, entry)
    if after is workshop and by.role is Role.ATTENDEE:
        return workshop
    phase = _next_phase(after, step.to)
    counts_as_step = by.role in OR_CLOCK and kind not in NO_STEP
    if by.role is Role.CLOCK and kind in NO_STEP_BY_CLOCK:
        counts_as_step = False
    # In the lobby a domain is on the screens only while a trainer previews it.
    domain_ends = phase is Phase.LOBBY and step.to != SAME and kind not in PREVIEWS
    return replace(
        after,
        phase=phase,
        domain=None if domain_ends else after.domain,
        questions=after.questions if phase is Phase.DISCUSSION else 0,
        revision=workshop.revision + 1,
        step=workshop.step + counts_as_step,
        last_step=LastStep(by, command.event()) if counts_as_step else workshop.last_step,
        recent=_remember(workshop.recent, entry),
    )


def fold(entries: Iterable[Entry]) -> Workshop:
    """The state that a whole log leads to; the first entry is a Create."""
    first, *rest = entries
    workshop = create(first)
    for entry in rest:
        workshop = apply(workshop, entry)
    return workshop


def at_first_count(entries: Iterable[Entry]) -> Workshop | None:
    """The workshop as it was when its first round was closed and counted, none that was rated ahead
    among it; None before that."""
    first, *rest = entries
    workshop = create(first)
    for entry in rest:
        workshop = apply(workshop, entry)
        if workshop.any_live():
            return workshop
    return None


def _passed_over(workshop: Workshop, entry: Entry) -> Workshop:
    """The workshop after a command that no longer exists: only the bookkeeping is done."""
    known = with_trainer(workshop, entry.by) if entry.by.role is Role.TRAINER else workshop
    counts_as_step = entry.by.role in OR_CLOCK
    return replace(
        known,
        revision=workshop.revision + 1,
        step=workshop.step + counts_as_step,
        last_step=LastStep(entry.by, entry.command.event()) if counts_as_step else known.last_step,
        recent=_remember(workshop.recent, entry),
    )


def allowed(workshop: Workshop, role: Role) -> list[str]:
    """The events that ``role`` may send now and that could change something; pages offer no
    others."""
    return [
        command.event()
        for (phase, command), step in TABLE.items()
        if phase is workshop.phase and role in step.who and step.when(workshop)
    ]


def _next_phase(after: Workshop, to: Phase | str) -> Phase:
    if isinstance(to, Phase):
        return to
    if to == SAME:
        return after.phase
    if after.domain and after.is_decided(after.domain):
        return Phase.RULED
    if to == ONCE_DECIDED:
        return after.phase
    return Phase.REVEALED if after.domain and after.last_round(after.domain) else Phase.LOBBY


def _may_enter(w: Workshop, entry: Entry) -> bool:
    """May this person give a command before they belong: an attendee, or a trainer whose link is in
    force?"""
    return entry.by.role is Role.ATTENDEE or entry.facts.link == w.links["trainer"]


def _overtaken(w: Workshop, by: Actor) -> Overtaken:
    last = w.last_step
    if last is None:  # a step that this workshop never had: another page, or an older copy
        return Overtaken(why="changed")
    did = c.known_event(last.command)
    if last.by.role is Role.CLOCK:
        return Overtaken(why="clock", did=did)
    if last.by.id == by.id:
        return Overtaken(why="self", did=did)
    known = w.trainers.get(last.by.id)
    if known and known.number is not None:
        return Overtaken(why="number", number=known.number, did=did)
    if known:
        return Overtaken(why="trainer", who=known.name, did=did)
    return Overtaken(why="someone", did=did)


def _remember(recent: tuple[str, ...], entry: Entry) -> tuple[str, ...]:
    return (*recent, _name(entry))[-_REMEMBERED:] if entry.id else recent


def _name(entry: Entry) -> str:
    """Request ids are unique to their sender only: two people may choose the same one."""
    return f"{entry.by.id}/{entry.id}"
