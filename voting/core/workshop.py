"""The state machine of a workshop: one table, and one small function per command.

``apply(workshop, entry)`` gives the next workshop or raises a named refusal and changes nothing.
The log of entries folds to the state: ``fold(entries)``. Ballots do not pass through here (there
are too many at once); ``gate`` tells the store which are to be taken, ``why_refused`` says why not.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from voting.core import commands as c
from voting.core import ruling
from voting.core.actors import Actor, Role
from voting.core.errors import (
    AlreadyRuled,
    ClockMayNotClose,
    CodeExpired,
    CountsDoNotFit,
    DomainsOpen,
    ImpossibleDate,
    ImpossibleTime,
    JoiningLocked,
    NotAllowed,
    NothingToReopen,
    NothingToShow,
    NoTimer,
    NotNow,
    OldLink,
    Overtaken,
    PersonLeft,
    PersonRemoved,
    Refusal,
    RoundCancelled,
    RoundClosed,
    RoundNeverOpened,
    SectorFixed,
    TimerClosesOnlyRounds,
    UnknownChoice,
    UnknownPerson,
    UnknownReason,
    WorkshopFull,
)
from voting.core.groups import LEAST_EVER
from voting.core.ruling import Ruling
from voting.core.state import (
    CODE_LIFE,
    Entry,
    Hands,
    LastStep,
    Person,
    Phase,
    Presence,
    Round,
    Timer,
    Trainer,
    Workshop,
)
from voting.core.tally import Ballot, Tally, count
from voting.core.text import clean

MOST_PEOPLE = 2000
NAME_LIMIT = 60
NOTE_LIMIT = 1000
TITLE_LIMIT = 120
REASON_LIMIT = 280
MOST_HANDS = 500  # ratings entered by hand, per level
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
    (c.ShowOverview,   (REVEALED, RULED),        LOBBY,        TRAINER),
    (c.Finish,         (LOBBY, RULED),           FINISHED,     TRAINER),
    (c.ReopenWorkshop, (FINISHED,),              LOBBY,        TRAINER),
    (c.SetTimer,       (OPEN, DISCUSSION),       SAME,         TRAINER),
    (c.ExtendTimer,    (OPEN, DISCUSSION),       SAME,         TRAINER),
    (c.ClearTimer,     (OPEN, DISCUSSION),       SAME,         TRAINER),
    (c.EnterHands,     (OPEN,),                  SAME,         TRAINER),
    (c.Nudge,          (OPEN,),                  SAME,         TRAINER),
    (c.ShowPart,       SHOWING,                  SAME,         TRAINER),
    (c.HidePart,       SHOWING,                  SAME,         TRAINER),
    (c.ShowReason,     SHOWING,                  SAME,         TRAINER),
    (c.SetLeastGroup,  RUNNING,                  SAME,         TRAINER),
    (c.SetAutoClose,   RUNNING,                  SAME,         TRAINER),
    (c.LockJoining,    RUNNING,                  SAME,         TRAINER),
    (c.UnlockJoining,  RUNNING,                  SAME,         TRAINER),
    (c.ShowCode,       RUNNING,                  SAME,         TRAINER),
    (c.HideCode,       RUNNING,                  SAME,         TRAINER),
    (c.RemovePerson,   RUNNING,                  SAME,         TRAINER),
    (c.ReadmitPerson,  RUNNING,                  SAME,         TRAINER),
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
    LOBBY: "no round is open and no domain is on the screens.",
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
    details = _checked(entry.command.details)
    return Workshop(
        id=facts.id,
        revision=1,
        step=0,
        framework=facts.framework,
        details=details,
        created_at=entry.at,
        code=facts.code,
        code_expires=_code_expiry(details, entry.at),
        links={"join": 0, "trainer": 0, "lead": 0, "room": 0},
        recent=_remember((), entry),
    )


def apply(workshop: Workshop, entry: Entry) -> Workshop:
    """The workshop after ``entry``, or the same one if it was applied before; else a refusal."""
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
    after = _HANDLERS[type(command)](workshop, command, entry)
    phase = _next_phase(after, step.to)
    counts_as_step = by.role in TRAINER_OR_CLOCK and not isinstance(command, c.Introduce)
    return replace(
        after,
        phase=phase,
        domain=None if phase is LOBBY else after.domain,
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
            if trainer is None or not trainer.active:
                raise OldLink()
        case Role.LEAD | Role.ROOM:
            if actor.id != str(workshop.links[actor.role.value]):
                raise OldLink()
        case Role.ATTENDEE:
            if workshop.person(actor.id).presence is Presence.REMOVED:
                raise PersonRemoved()
        case Role.CLOCK:
            pass


def check_code(workshop: Workshop, code: str, at: datetime) -> None:
    """Check that ``code`` (tidied) lets people join now; raises CodeExpired or NotNow."""
    if workshop.phase is FINISHED:
        raise NotNow(situation=SITUATION[FINISHED])
    if code != workshop.code or at > workshop.code_expires:
        raise CodeExpired(given=code)


# --- ballots ---------------------------------------------------------------------------------


class Gate(Struct, frozen=True):
    """What the store must know to take or refuse a ballot or a reason: the open round, the round
    that reasons may be given for, who is barred, and which reasons have been shown."""

    round: int | None
    reasons: int | None
    barred: dict[str, str]
    shown: tuple[str, ...]


def gate(workshop: Workshop) -> Gate:
    opened = workshop.open_round
    barred = {
        p.id: p.presence.value for p in workshop.people.values() if p.presence is not Presence.HERE
    }
    return Gate(
        round=opened.id if opened else None,
        reasons=reasons_round(workshop),
        barred=barred,
        shown=tuple(reason.id for reason in workshop.reasons),
    )


def why_refused(workshop: Workshop, person: str, round_id: int) -> Refusal:
    """The refusal for a ballot that the gate did not take."""
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


def everybody_rated(workshop: Workshop, voted: Iterable[str]) -> bool:
    """Has everybody who is taking part a ballot in the open round? Never with nobody there."""
    here = {person.id for person in workshop.taking_part()}
    return workshop.open_round is not None and bool(here) and here <= set(voted)


def may_close_itself(workshop: Workshop) -> bool:
    """Did a trainer allow the open round to close without a trainer?"""
    return workshop.open_round is not None and (
        workshop.auto_close or bool(workshop.timer and workshop.timer.closes)
    )


# --- one function per command ----------------------------------------------------------------
# Each returns the workshop with its own change; apply() adds phase, revision and step.


def _join(w: Workshop, command: c.Join, entry: Entry) -> Workshop:
    name = clean(command.name, "your name or initials", NAME_LIMIT)
    sector = w.framework.sector(command.sector).key
    known = w.people.get(entry.by.id)
    if known is None:
        if w.locked:
            raise JoiningLocked()
        if entry.at > w.code_expires:
            raise CodeExpired(given=w.code)
        if len(w.people) >= MOST_PEOPLE:
            raise WorkshopFull(limit=MOST_PEOPLE)
        known = Person(id=entry.by.id, name=name, sector=sector, joined_at=entry.at)
    if known.presence is Presence.REMOVED:
        raise PersonRemoved()
    if sector != known.sector and _rated_since(w, known):
        raise SectorFixed()
    return _with_person(w, replace(known, name=name, sector=sector, presence=Presence.HERE))


def _rated_since(w: Workshop, person: Person) -> bool:
    """Has a tally been shown since the person joined? A change of sector after that would show
    their rating as the difference of two pictures."""
    return any(r.counts and r.closed_at >= person.joined_at for r in w.rounds if r.closed_at)


def _leave(w: Workshop, command: c.Leave, entry: Entry) -> Workshop:
    return _with_person(w, replace(w.person(entry.by.id), presence=Presence.LEFT))


def _introduce(w: Workshop, command: c.Introduce, entry: Entry) -> Workshop:
    known = w.trainers.get(entry.by.id)
    name = clean(command.name, "your name", NAME_LIMIT, required=False)
    name = name or (known.name if known else f"Trainer {len(w.trainers) + 1}")
    return replace(w, trainers={**w.trainers, entry.by.id: Trainer(entry.by.id, name)})


def _remove_person(w: Workshop, command: c.RemovePerson, entry: Entry) -> Workshop:
    return _with_person(w, replace(w.person(command.person), presence=Presence.REMOVED))


def _readmit_person(w: Workshop, command: c.ReadmitPerson, entry: Entry) -> Workshop:
    person = w.person(command.person)
    if person.presence is not Presence.REMOVED:  # who left comes back by their own choice
        raise NotNow(situation="that person has not been taken out.")
    return _with_person(w, replace(person, presence=Presence.HERE))


def _replace_link(w: Workshop, command: c.ReplaceLink, entry: Entry) -> Workshop:
    after = replace(w, links={**w.links, command.link: w.links[command.link] + 1})
    if command.link == "join":
        assert entry.facts.code
        return replace(after, code=entry.facts.code, code_expires=_code_expiry(w.details, entry.at))
    if command.link == "trainer":
        keep = entry.by.id
        trainers = {t.id: replace(t, active=t.id == keep) for t in w.trainers.values()}
        return replace(after, trainers=trainers)
    return after


def _open_round(w: Workshop, command: c.OpenRound, entry: Entry) -> Workshop:
    domain = w.framework.domain(command.domain)
    if domain.key in w.rulings:
        raise AlreadyRuled(domain=domain.short)
    opened = Round(
        id=len(w.rounds) + 1,
        domain=domain.key,
        number=len(w.counted_rounds(domain.key)) + 1,
        opened_at=entry.at,
    )
    return replace(w, domain=domain.key, rounds=(*w.rounds, opened), timer=None, shown=())


def _close_round(w: Workshop, command: c.CloseRound, entry: Entry) -> Workshop:
    if entry.by.role is Role.CLOCK and not may_close_itself(w):
        raise ClockMayNotClose()
    return _end_round(w, command.round, entry.at, cancelled=False)


def _cancel_round(w: Workshop, command: c.CancelRound, entry: Entry) -> Workshop:
    return _end_round(w, command.round, entry.at, cancelled=True)


def _end_round(w: Workshop, round_id: int, at: datetime, *, cancelled: bool) -> Workshop:
    opened = _the_open_round(w, round_id)
    ended = replace(opened, closed_at=at, cancelled=cancelled)
    return replace(_with_last_round(w, ended), timer=None)


def _enter_hands(w: Workshop, command: c.EnterHands, entry: Entry) -> Workshop:
    opened = _the_open_round(w, command.round)
    levels = len(w.framework.levels)
    numbers = [*command.counts, command.cant_say]
    if len(command.counts) != levels or not all(0 <= n <= MOST_HANDS for n in numbers):
        raise CountsDoNotFit(levels=levels, most=MOST_HANDS)
    sector = w.framework.sector(command.sector).key if command.sector else ""
    entered = Hands(sector, tuple(command.counts), command.cant_say, entry.at, entry.by.id)
    kept = tuple(hands for hands in opened.hands if hands.sector != sector)
    hands = (*kept, entered) if entered.ballots else kept
    return _with_last_round(w, replace(opened, hands=hands))


def _nudge(w: Workshop, command: c.Nudge, entry: Entry) -> Workshop:
    opened = _the_open_round(w, command.round)
    return _with_last_round(w, replace(opened, nudges=opened.nudges + 1))


def _show_part(w: Workshop, command: c.ShowPart, entry: Entry) -> Workshop:
    return replace(w, shown=tuple(sorted({*w.shown, command.part})))


def _hide_part(w: Workshop, command: c.HidePart, entry: Entry) -> Workshop:
    return replace(w, shown=tuple(part for part in w.shown if part != command.part))


def _show_reason(w: Workshop, command: c.ShowReason, entry: Entry) -> Workshop:
    reason = entry.facts.reason
    if any(shown.id == command.reason for shown in w.reasons):
        return w
    if reason is None:
        raise UnknownReason()
    return replace(w, reasons=(*w.reasons, reason))


def _set_least_group(w: Workshop, command: c.SetLeastGroup, entry: Entry) -> Workshop:
    if not LEAST_EVER <= command.ratings <= 100:
        raise UnknownChoice(what=f"a number of ratings from {LEAST_EVER} to 100")
    return replace(w, least_group=command.ratings)


def _set_timer(w: Workshop, command: c.SetTimer, entry: Entry) -> Workshop:
    if command.closes and w.open_round is None:
        raise TimerClosesOnlyRounds()
    seconds = _seconds(command.seconds)
    return replace(w, timer=Timer(entry.at, seconds, command.closes))


def _extend_timer(w: Workshop, command: c.ExtendTimer, entry: Entry) -> Workshop:
    if w.timer is None:
        raise NoTimer()
    more = _seconds(command.seconds)
    spent = max(0, (entry.at - w.timer.started_at) // timedelta(seconds=1))
    # A timer that has run out starts anew; one that runs gets longer.
    if spent >= w.timer.seconds:
        return replace(w, timer=replace(w.timer, started_at=entry.at, seconds=more))
    return replace(w, timer=replace(w.timer, seconds=w.timer.seconds + more))


def _clear_timer(w: Workshop, command: c.ClearTimer, entry: Entry) -> Workshop:
    if w.timer is None:
        raise NoTimer()
    return replace(w, timer=None)


def _start_discussion(w: Workshop, command: c.StartDiscussion, entry: Entry) -> Workshop:
    timer = Timer(entry.at, _seconds(command.seconds)) if command.seconds else None
    return replace(w, timer=timer)


def _end_discussion(w: Workshop, command: c.EndDiscussion, entry: Entry) -> Workshop:
    return replace(w, timer=None)


def _record_ruling(w: Workshop, command: c.RecordRuling, entry: Entry) -> Workshop:
    domain = w.framework.domain(command.domain)
    last = w.last_round(domain.key)
    if domain.key != w.domain or last is None:
        raise NotNow(situation="another domain is on the screens.")
    note = clean(command.note, "the note", NOTE_LIMIT, required=False)
    if command.rating is not None:
        w.framework.check_rating(command.rating)
    tally = entry.facts.tally
    assert tally is not None
    recorded = Ruling(
        domain=domain.key,
        method=command.method,
        rating=ruling.check(command.method, command.rating, note, tally),
        note=note,
        round=last.id,
        tally=tally,
        at=entry.at,
        by=entry.by.id,
    )
    return replace(w, rulings={**w.rulings, domain.key: recorded}, timer=None)


def _reopen_ruling(w: Workshop, command: c.ReopenRuling, entry: Entry) -> Workshop:
    domain = w.framework.domain(command.domain)
    if domain.key not in w.rulings:
        raise NothingToReopen(domain=domain.short)
    rulings = {key: kept for key, kept in w.rulings.items() if key != domain.key}
    return replace(w, domain=domain.key, rulings=rulings, timer=None, shown=())


def _show_domain(w: Workshop, command: c.ShowDomain, entry: Entry) -> Workshop:
    domain = w.framework.domain(command.domain)
    if w.last_round(domain.key) is None:
        raise NothingToShow(domain=domain.short)
    return replace(w, domain=domain.key, timer=None, shown=())


def _show_overview(w: Workshop, command: c.ShowOverview, entry: Entry) -> Workshop:
    return w


def _finish(w: Workshop, command: c.Finish, entry: Entry) -> Workshop:
    if w.unruled():
        raise DomainsOpen(domains=", ".join(w.framework.domain(k).short for k in w.unruled()))
    return replace(w, domain=None, finished_at=entry.at)


def _reopen_workshop(w: Workshop, command: c.ReopenWorkshop, entry: Entry) -> Workshop:
    return replace(w, finished_at=None)


def _edit_details(w: Workshop, command: c.EditDetails, entry: Entry) -> Workshop:
    details = _checked(command.details)
    expires = max(w.code_expires, _code_expiry(details, entry.at))
    return replace(w, details=details, code_expires=expires)


def _setting(**changes: Any) -> Callable[[Workshop, Any, Entry], Workshop]:
    return lambda w, command, entry: replace(w, **changes)


_HANDLERS: dict[type[c.Command], Callable[[Workshop, Any, Entry], Workshop]] = {
    c.Join: _join,
    c.Leave: _leave,
    c.Introduce: _introduce,
    c.RemovePerson: _remove_person,
    c.ReadmitPerson: _readmit_person,
    c.LockJoining: _setting(locked=True),
    c.UnlockJoining: _setting(locked=False),
    c.ShowCode: _setting(code_shown=True),
    c.HideCode: _setting(code_shown=False),
    c.ReplaceLink: _replace_link,
    c.OpenRound: _open_round,
    c.CloseRound: _close_round,
    c.CancelRound: _cancel_round,
    c.EnterHands: _enter_hands,
    c.Nudge: _nudge,
    c.ShowPart: _show_part,
    c.HidePart: _hide_part,
    c.ShowReason: _show_reason,
    c.SetLeastGroup: _set_least_group,
    c.SetAutoClose: lambda w, command, entry: replace(w, auto_close=command.on),
    c.SetTimer: _set_timer,
    c.ExtendTimer: _extend_timer,
    c.ClearTimer: _clear_timer,
    c.StartDiscussion: _start_discussion,
    c.EndDiscussion: _end_discussion,
    c.RecordRuling: _record_ruling,
    c.ReopenRuling: _reopen_ruling,
    c.ShowDomain: _show_domain,
    c.ShowOverview: _show_overview,
    c.Finish: _finish,
    c.ReopenWorkshop: _reopen_workshop,
    c.EditDetails: _edit_details,
}

# Commands that the table allows and that would still be refused, or change nothing, just now.
_MAKES_SENSE: dict[type[c.Command], Callable[[Workshop], bool]] = {
    c.OpenRound: lambda w: bool(w.unruled()),
    c.ReopenRuling: lambda w: bool(w.rulings),
    c.ShowDomain: lambda w: any(r.counts for r in w.rounds),
    c.Finish: lambda w: not w.unruled(),
    c.HidePart: lambda w: bool(w.shown),
    c.ExtendTimer: lambda w: w.timer is not None,
    c.ClearTimer: lambda w: w.timer is not None,
    c.LockJoining: lambda w: not w.locked,
    c.UnlockJoining: lambda w: w.locked,
    c.ShowCode: lambda w: not w.code_shown,
    c.HideCode: lambda w: w.code_shown,
    c.RemovePerson: lambda w: any(p.presence is not Presence.REMOVED for p in w.people.values()),
    c.ReadmitPerson: lambda w: any(p.presence is Presence.REMOVED for p in w.people.values()),
}

# --- small print -----------------------------------------------------------------------------


def _next_phase(after: Workshop, to: Phase | str) -> Phase:
    if isinstance(to, Phase):
        return to
    if to == SAME:
        return after.phase
    if after.domain in after.rulings:
        return RULED
    return REVEALED if after.domain and after.last_round(after.domain) else LOBBY


def _the_open_round(w: Workshop, round_id: int) -> Round:
    """The open round, if it is the one meant; else the refusal that says what became of that."""
    opened = w.open_round
    assert opened is not None  # the table allows this in the open phase only
    if opened.id != round_id:
        past = next((r for r in w.rounds if r.id == round_id), None)
        if past is None:
            raise RoundNeverOpened()
        raise RoundCancelled() if past.cancelled else RoundClosed()
    return opened


def _with_last_round(w: Workshop, round_: Round) -> Workshop:
    return replace(w, rounds=(*w.rounds[:-1], round_))


def _with_person(w: Workshop, person: Person) -> Workshop:
    return replace(w, people={**w.people, person.id: person})


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
    who = "You were" if last.by == by else f"{w.trainer_name(last.by.id)} was"
    if last.by.role is Role.CLOCK:
        who = "The clock was"
    return Overtaken(who=who, what=c.COMMANDS[last.command].done)


def _remember(recent: tuple[str, ...], entry: Entry) -> tuple[str, ...]:
    return (*recent, _name(entry))[-_REMEMBERED:] if entry.id else recent


def _name(entry: Entry) -> str:
    """A request's name is its sender's own: two people may choose the same."""
    return f"{entry.by.id}/{entry.id}"


def _seconds(seconds: int) -> int:
    if not 5 <= seconds <= 7200:
        raise ImpossibleTime(least=5, most=7200)
    return seconds


def _checked(details: c.Details) -> c.Details:
    if details.kind not in c.KINDS:
        raise UnknownChoice(what="the kind of workshop")
    return c.Details(
        area=clean(details.area, "the area", TITLE_LIMIT),
        kind=details.kind,
        date=_date(details).isoformat(),
        title=clean(details.title, "the title", TITLE_LIMIT, required=False),
    )


def _date(details: c.Details) -> date:
    try:
        given = date.fromisoformat(details.date)
    except ValueError:
        raise ImpossibleDate() from None
    if not 2000 <= given.year <= 2999:
        raise ImpossibleDate()
    return given


def _code_expiry(details: c.Details, at: datetime) -> datetime:
    """A join code lives for a week after the workshop's date, or after it was made if later."""
    end_of_day = datetime.combine(_date(details), time(23, 59, 59), tzinfo=at.tzinfo)
    return max(end_of_day, at) + CODE_LIFE


def round_tally(round_: Round, ballots: Iterable[Ballot], levels: int) -> Tally:
    """What a counted round adds up to: the phones' ballots and those entered by hand."""
    phones = count(ballots, levels)
    columns = zip(phones.counts, *(hands.counts for hands in round_.hands), strict=True)
    cant_say = phones.cant_say + sum(hands.cant_say for hands in round_.hands)
    return Tally(counts=tuple(map(sum, columns)), cant_say=cant_say)


def reasons_round(workshop: Workshop) -> int | None:
    """The round that reasons may be given for now: the open one, or the one talked about."""
    if workshop.phase is OPEN and workshop.open_round:
        return workshop.open_round.id
    if workshop.phase in (REVEALED, DISCUSSION) and workshop.domain:
        last = workshop.last_round(workshop.domain)
        return last.id if last else None
    return None


def tally_needed(command: c.Command) -> str | None:
    """The domain whose last tally ``command`` must be judged on, if any."""
    return command.domain if isinstance(command, c.RecordRuling) else None
