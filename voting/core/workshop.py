"""The state machine of a workshop: one table, and what every command goes through.

``apply(workshop, entry)`` gives the next workshop or raises a named refusal and changes nothing.
The log of entries folds to the state: ``fold(entries)``. What each command does stands in
``people``, ``rounds`` and ``course``. Ballots do not pass through here (there are too many at
once); ``gate`` tells the store which are to be taken, ``why_refused`` says why not.
"""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from voting.core import commands as c
from voting.core import decisions as course
from voting.core import roster as people
from voting.core import rounds
from voting.core.actors import Actor, Role
from voting.core.decisions import (
    NOTE_LIMIT,
    REASON_LIMIT,
    redacted,
    tally_needed,
    without_words,
)
from voting.core.practice import practice_left
from voting.core.roster import (
    MOST_PEOPLE,
    NAME_LIMIT,
    TITLE_LIMIT,
    checked,
    code_expiry,
    keep_until,
)
from voting.core.rounds import (
    everybody_rated,
    may_close_itself,
    present_now,
    reasons_round,
    round_tally,
    stands_alone,
)
from voting.core.state import Entry, LastStep, Phase, Presence, Workshop
from voting.refusals import (
    AreaNotTyped,
    CodeExpired,
    NotAllowed,
    NotErasable,
    NotNow,
    OldLink,
    Overtaken,
    PersonLeft,
    PersonRemoved,
    Refusal,
    RoundCancelled,
    RoundClosed,
    RoundNeverOpened,
    UnknownPerson,
)

__all__ = [
    "AS_IT_STANDS", "MAY", "MOST_PEOPLE", "NAME_LIMIT", "NOTE_LIMIT", "REASON_LIMIT", "SAME",
    "TABLE", "TITLE_LIMIT", "Erasable", "Gate", "Moves", "admit", "allowed", "apply",
    "ballot_moves", "belongs", "check_code", "check_erasable", "check_open_to", "create",
    "erasable", "everybody_rated", "fold", "gate", "keep_until", "may_close_itself",
    "present_now", "reasons_round",
    "redacted", "round_tally", "stands_alone", "tally_needed", "why_refused", "without_words",
]  # fmt: skip

MISTAKE_FOUND = timedelta(hours=24)  # in which a workshop set up by mistake may be deleted
_REMEMBERED = 50  # command ids kept to recognise a repeat

# ---------------------------------------------------------------------------------------------
# The table: which command is allowed in which phase, where it leads, and who may give it.
# Whatever is not here is refused. Finishing is the only phase change that ends joining.

LOBBY, OPEN, REVEALED = Phase.LOBBY, Phase.OPEN, Phase.REVEALED
DISCUSSION, RULED, FINISHED = Phase.DISCUSSION, Phase.RULED, Phase.FINISHED
RUNNING = (LOBBY, OPEN, REVEALED, DISCUSSION, RULED)
ALWAYS = (*RUNNING, FINISHED)
SHOWING = (REVEALED, DISCUSSION, RULED)
BETWEEN = (LOBBY, REVEALED, DISCUSSION, RULED)

SAME = "same"  # the phase stays
AS_IT_STANDS = "as it stands"  # ruled, revealed or lobby, by what the domain has so far

TRAINER = frozenset({Role.TRAINER})
TRAINER_OR_CLOCK = frozenset({Role.TRAINER, Role.CLOCK})
ATTENDEE = frozenset({Role.ATTENDEE})


class Erasable(Struct, frozen=True):
    """Deleting is possible ``until`` then (None: always); ``area`` if its name must be typed."""

    until: datetime | None
    area: bool


class Step(Struct, frozen=True):
    to: Phase | str
    who: frozenset[Role]


_ROWS: tuple[tuple[type[c.Command], tuple[Phase, ...], Phase | str, frozenset[Role]], ...] = (
    # command          allowed in                leads to      who
    (c.OpenRound,      BETWEEN,                  OPEN,         TRAINER),
    (c.CloseRound,     (OPEN,),                  REVEALED,     TRAINER_OR_CLOCK),
    (c.CancelRound,    (OPEN,),                  AS_IT_STANDS, TRAINER),
    (c.StartDiscussion, (REVEALED,),             DISCUSSION,   TRAINER),
    (c.EndDiscussion,  (DISCUSSION,),            REVEALED,     TRAINER),
    (c.RecordRuling,   (REVEALED, DISCUSSION),   RULED,        TRAINER),
    (c.ReopenRuling,   BETWEEN,                  AS_IT_STANDS, TRAINER),
    (c.ShowDomain,     BETWEEN,                  AS_IT_STANDS, TRAINER),
    (c.ShowOverview,   (LOBBY, REVEALED, RULED), LOBBY,        TRAINER),
    (c.StartBreak,     BETWEEN,                  SAME,         TRAINER),
    (c.EndBreak,       BETWEEN,                  SAME,         TRAINER),
    (c.Finish,         (LOBBY, RULED),           FINISHED,     TRAINER),
    (c.ReopenWorkshop, (FINISHED,),              LOBBY,        TRAINER),
    (c.SetTimer,       (OPEN, DISCUSSION),       SAME,         TRAINER),
    (c.ExtendTimer,    (OPEN, DISCUSSION),       SAME,         TRAINER),
    (c.ClearTimer,     (OPEN, DISCUSSION),       SAME,         TRAINER),
    (c.EnterHands,     (OPEN,),                  SAME,         TRAINER),
    (c.Nudge,          (OPEN,),                  SAME,         TRAINER),
    (c.PracticeRate,   (OPEN,),                  SAME,         TRAINER),
    (c.ShowPart,       SHOWING,                  SAME,         TRAINER),
    (c.HidePart,       SHOWING,                  SAME,         TRAINER),
    (c.ShowReason,     SHOWING,                  SAME,         TRAINER),
    (c.WithdrawReason, ALWAYS,                   SAME,         TRAINER),
    (c.SetLeastGroup,  RUNNING,                  SAME,         TRAINER),
    (c.SetAutoClose,   RUNNING,                  SAME,         TRAINER),
    (c.LockJoining,    RUNNING,                  SAME,         TRAINER),
    (c.UnlockJoining,  RUNNING,                  SAME,         TRAINER),
    (c.ShowCode,       RUNNING,                  SAME,         TRAINER),
    (c.HideCode,       RUNNING,                  SAME,         TRAINER),
    (c.RemovePerson,   RUNNING,                  SAME,         TRAINER),
    (c.RemoveJoined,   RUNNING,                  SAME,         TRAINER),
    (c.MergePeople,    RUNNING,                  SAME,         TRAINER),
    (c.ReadmitPerson,  RUNNING,                  SAME,         TRAINER),
    (c.AddPractice,    RUNNING,                  SAME,         TRAINER),
    (c.EditDetails,    RUNNING,                  SAME,         TRAINER),
    (c.ReplaceLink,    ALWAYS,                   SAME,         TRAINER),
    (c.Introduce,      ALWAYS,                   SAME,         TRAINER),
    (c.Join,           RUNNING,                  SAME,         ATTENDEE),
    (c.Leave,          RUNNING,                  SAME,         ATTENDEE),
)  # fmt: skip

TABLE: dict[tuple[Phase, type[c.Command]], Step] = {
    (phase, command): Step(to, who) for command, phases, to, who in _ROWS for phase in phases
}
MAY: dict[type[c.Command], frozenset[Role]] = {command: who for command, _, _, who in _ROWS}

SITUATION = {
    LOBBY: "no round is open and no ratings are on the screens.",
    OPEN: "a round is open.",
    REVEALED: "the ratings are on the screens and no ruling is recorded yet.",
    DISCUSSION: "the room is discussing the ratings.",
    RULED: "the domain on the screens has its ruling.",
    FINISHED: "the workshop is finished.",
}

# ---------------------------------------------------------------------------------------------


def create(entry: Entry) -> Workshop:
    """The workshop that a Create entry sets up; raises what is wrong with its details."""
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
    )


def apply(workshop: Workshop, entry: Entry) -> Workshop:
    """The workshop after ``entry``, or the same one if it was applied before, or if what an
    attendee asks for is so already; else a refusal."""
    command, by = entry.command, entry.by
    if by.role not in MAY.get(type(command), frozenset()):
        raise NotAllowed()
    if not _comes_in(workshop, entry):
        admit(workshop, by)
    if _name(entry) in workshop.recent:
        return workshop
    if by.role is Role.TRAINER and entry.step not in (None, workshop.step):
        raise _overtaken(workshop, by)
    step = TABLE.get((workshop.phase, type(command)))
    if step is None:
        raise NotNow(situation=SITUATION[workshop.phase])
    known = people.with_trainer(workshop, by) if by.role is Role.TRAINER else workshop
    after = HANDLERS[type(command)](known, command, entry)
    if after is workshop and by.role is Role.ATTENDEE:
        return workshop
    phase = _next_phase(after, step.to)
    counts_as_step = by.role in TRAINER_OR_CLOCK and not isinstance(command, c.Introduce)
    return replace(
        after,
        phase=phase,
        domain=_on_the_screens(after, phase, step.to, command),
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


def allowed(workshop: Workshop, role: Role) -> list[str]:
    """Events that ``role`` may send now and that could do something; pages offer no others."""
    return [
        command.event()
        for (phase, command), step in TABLE.items()
        if phase is workshop.phase
        and role in step.who
        and (command not in _MAKES_SENSE or _MAKES_SENSE[command](workshop))
    ]


def admit(workshop: Workshop, actor: Actor) -> None:
    """Check that ``actor`` still belongs to the workshop; raises OldLink, UnknownPerson,
    PersonRemoved."""
    match actor.role:
        case Role.TRAINER:
            trainer = workshop.trainers.get(actor.id)
            is_known = trainer is not None and trainer.active
            if not is_known and actor.link != workshop.links["trainer"]:
                raise OldLink()
        case Role.LEAD | Role.ROOM:
            if actor.id != str(workshop.links[actor.role.value]):
                raise OldLink()
        case Role.ATTENDEE:
            if workshop.person(workshop.stands_for(actor.id)).presence is Presence.REMOVED:
                raise PersonRemoved()
        case Role.CLOCK:
            pass


def belongs(workshop: Workshop, actor: Actor) -> bool:
    """Does ``actor`` still belong to the workshop?"""
    try:
        admit(workshop, actor)
    except Refusal:
        return False
    return True


def knows(workshop: Workshop, actor: Actor) -> bool:
    """Is this a person who has joined, or a trainer, whatever has become of them since?"""
    if actor.role is Role.TRAINER:
        return actor.id in workshop.trainers
    try:
        return bool(workshop.person(workshop.stands_for(actor.id)))
    except UnknownPerson:
        return False


def check_code(workshop: Workshop, code: str, at: datetime) -> None:
    """Check that ``code`` (tidied) lets people join now; raises CodeExpired or NotNow."""
    if workshop.phase is FINISHED:
        raise NotNow(situation=SITUATION[FINISHED])
    if code != workshop.code or at > workshop.code_expires:
        raise CodeExpired(given=code)


def check_open_to(workshop: Workshop, person: str, at: datetime) -> None:
    """Check that whoever would be ``person`` here may join now, before they are asked for a name;
    raises JoiningLocked, CodeExpired or WorkshopFull. Whoever is known fills the form in all the
    same: another person may be using the device."""
    if person not in workshop.people:
        people.check_newcomers(workshop, at)


def erasable(workshop: Workshop) -> Erasable | None:
    """How a trainer may delete the workshop, or None if they may not, whatever the time is: a
    rehearsal always, a real one that was set up by mistake within a day."""
    if workshop.rehearsal:
        return Erasable(until=None, area=False)
    if workshop.rulings or workshop.is_finished():
        return None
    return Erasable(until=workshop.created_at + MISTAKE_FOUND, area=bool(workshop.rounds))


def check_erasable(workshop: Workshop, area: str, at: datetime) -> None:
    """Check that a trainer who typed ``area`` may delete the workshop; raises NotErasable, or
    AreaNotTyped where somebody may have rated."""
    may = erasable(workshop)
    if may is None or (may.until and at > may.until):
        raise NotErasable(hours=MISTAKE_FOUND // timedelta(hours=1))
    if may.area and _typed(area) != _typed(workshop.details.area):
        raise AreaNotTyped(area=workshop.details.area)


def _typed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


# --- ballots and reasons -----------------------------------------------------------------------


class Gate(Struct, frozen=True):
    """What the store must know to take or refuse a ballot or a reason: the open round, the round
    that reasons may be given for, who is barred, which reasons have been shown, whose other devices
    act for them, and who has or had several."""

    round: int | None
    reasons: int | None
    barred: dict[str, str]
    shown: tuple[str, ...]
    merged: dict[str, str] = {}
    shared: tuple[str, ...] = ()


class Moves(Struct, frozen=True):
    """Ballots of the open round ``round`` that move: pairs of the person who has one and the person
    whose it becomes, "" for nobody's. Where both have one, the newer counts."""

    round: int
    pairs: tuple[tuple[str, str], ...]


def gate(workshop: Workshop) -> Gate:
    opened = workshop.open_round
    barred = {
        p.id: p.presence.value
        for p in workshop.people.values()
        if p.presence is not Presence.HERE and not p.merged_into
    }
    return Gate(
        round=opened.id if opened else None,
        reasons=reasons_round(workshop),
        barred=barred,
        shown=tuple(reason.id for reason in workshop.reasons),
        shared=tuple(p.id for p in workshop.people.values() if p.shared),
        merged={p.id: workshop.stands_for(p.id) for p in workshop.people.values() if p.merged_into},
    )


def ballot_moves(before: Workshop, after: Workshop) -> Moves | None:
    """What becomes of ballots in the open round because of people who were merged, parted or taken
    out with their ballot; None for nothing. The store does it in the step that saves the workshop.
    When two are parted their ballot goes: it may be either's, and whose it is sends it again."""
    opened = after.open_round
    if opened is None or before.people is after.people:
        return None
    changed = [p for p in after.people.values() if before.people.get(p.id) is not p]
    pairs = tuple((p.id, p.merged_into) for p in changed if p.merged_into or p.ballot_out)
    parted = tuple(
        (before.stands_for(p.id), "")
        for p in changed
        if not p.merged_into and before.stands_for(p.id) != p.id
    )
    return Moves(opened.id, pairs + parted) if pairs or parted else None


def why_refused(workshop: Workshop, person: str, round_id: int) -> Refusal:
    """The refusal for a ballot that the gate did not take."""
    person = workshop.stands_for(person)
    if person not in workshop.people:
        return UnknownPerson(person=person)
    match workshop.people[person].presence:
        case Presence.REMOVED:
            return PersonRemoved()
        case Presence.LEFT:
            return PersonLeft()
    found = next((r for r in workshop.rounds if r.id == round_id), None)
    if found is None or found.is_open:
        return RoundNeverOpened()
    return RoundCancelled() if found.cancelled else RoundClosed()


# --- small print -----------------------------------------------------------------------------

HANDLERS: dict[type[c.Command], Callable[[Workshop, Any, Entry], Workshop]] = {
    **people.HANDLERS,
    **rounds.HANDLERS,
    **course.HANDLERS,
}

# Commands that the table allows and that would still be refused, or change nothing, just now.
_MAKES_SENSE: dict[type[c.Command], Callable[[Workshop], bool]] = {
    c.OpenRound: lambda w: bool(w.unruled()),
    c.ReopenRuling: lambda w: bool(w.rulings),
    c.WithdrawReason: lambda w: any(r.counts for r in w.rounds),
    c.ShowOverview: lambda w: w.domain is not None,
    c.Finish: lambda w: not w.unruled(),
    c.HidePart: lambda w: bool(w.shown),
    c.EndBreak: lambda w: w.pause is not None,
    c.ExtendTimer: lambda w: w.timer is not None,
    c.ClearTimer: lambda w: w.timer is not None,
    c.LockJoining: lambda w: not w.locked,
    c.UnlockJoining: lambda w: w.locked,
    c.ShowCode: lambda w: not w.code_shown,
    c.HideCode: lambda w: w.code_shown,
    c.RemovePerson: lambda w: any(not p.is_out for p in w.people.values()),
    c.RemoveJoined: lambda w: any(not (p.is_out or p.practice) for p in w.people.values()),
    c.MergePeople: lambda w: sum(not p.is_out for p in w.people.values()) > 1,
    c.AddPractice: lambda w: w.rehearsal and practice_left(w) > 0,
    c.PracticeRate: lambda w: bool(w.practising()),
    c.ReadmitPerson: lambda w: any(p.is_out for p in w.people.values()),
}


def _next_phase(after: Workshop, to: Phase | str) -> Phase:
    if isinstance(to, Phase):
        return to
    if to == SAME:
        return after.phase
    if after.domain in after.rulings:
        return RULED
    return REVEALED if after.domain and after.last_round(after.domain) else LOBBY


def _on_the_screens(
    after: Workshop, phase: Phase, to: Phase | str, command: c.Command
) -> str | None:
    """The domain in hand. In the lobby there is one only while a trainer shows it unrated: a
    cancelled round or the overview takes it away, what people do meanwhile does not."""
    if phase is LOBBY and to != SAME and not isinstance(command, c.ShowDomain):
        return None
    return after.domain


def _comes_in(w: Workshop, entry: Entry) -> bool:
    """Is this somebody who need not belong yet: an attendee joining, or a trainer with the link?"""
    match entry.command:
        case c.Join():
            return True
        case c.Introduce():
            return entry.facts.link == w.links["trainer"]
    return False


def _overtaken(w: Workshop, by: Actor) -> Overtaken:
    last = w.last_step
    if last is None:  # a step that this workshop never had: another page, or an older copy
        return Overtaken(who="Somebody was", what="the workshop has changed")
    who = "You were" if last.by.id == by.id else f"{w.trainer_name(last.by.id)} was"
    if last.by.role is Role.CLOCK:
        who = "The clock was"
    return Overtaken(who=who, what=c.COMMANDS[last.command].done)


def _remember(recent: tuple[str, ...], entry: Entry) -> tuple[str, ...]:
    return (*recent, _name(entry))[-_REMEMBERED:] if entry.id else recent


def _name(entry: Entry) -> str:
    """A request's name is its sender's own: two people may choose the same."""
    return f"{entry.by.id}/{entry.id}"
