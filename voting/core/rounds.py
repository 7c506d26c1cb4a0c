"""Rounds: opened, filled by phones and by hand, closed."""

from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from voting.core import commands as c
from voting.core.actors import Role
from voting.core.practice import check_shape
from voting.core.state import NOT_KNOWN, Entry, Present, RatingsByHand, Round, Workshop
from voting.instruments.instrument import Cell, Given, tally_of
from voting.instruments.tally import Tally
from voting.refusals.decisions import AlreadyRuled
from voting.refusals.rounds import (
    CellNotOpen,
    ClockMayNotClose,
    CountsDoNotFit,
    PeopleDoNotFit,
    RoundCancelled,
    RoundClosed,
    RoundNeverOpened,
)

MOST_BY_HAND = 500  # ratings entered by hand, per level


def everybody_rated(workshop: Workshop, done: Iterable[str]) -> bool:
    """Has everybody who is taking part a ballot in the open round, and is done with it? Never with
    nobody there."""
    here = {person.id for person in workshop.taking_part()}
    return workshop.open_round is not None and bool(here) and here <= set(done)


def present_now(workshop: Workshop, voted: Iterable[str]) -> tuple[Present, ...]:
    """Who could have rated in the open round by phone, by sector: all who are taking part, and
    those among ``voted`` (who have a ballot in it) who have left or been removed since.

    Nobody else can vote, so this stays true while the workshop is at this revision.
    """
    here = {person.id for person in workshop.taking_part()}
    people = workshop.people
    # A store that lost a join in a failover may hold a ballot of somebody it does not know.
    known = (people[id].sector if id in people else NOT_KNOWN for id in here | set(voted))
    return tuple(Present(sector, people) for sector, people in sorted(Counter(known).items()))


def may_close_itself(workshop: Workshop) -> bool:
    """Did a trainer allow the open round to close without a trainer?"""
    return workshop.open_round is not None and (
        workshop.auto_close or bool(workshop.timer and workshop.timer.closes)
    )


def round_tally(round_: Round, cell: Cell, answered: Given) -> Tally:
    """What a counted round adds up to in a cell: what phones ``answered`` and what was entered by
    hand."""
    tally = tally_of(cell, answered)
    for entered in round_.hands_in(cell.key):
        tally = tally.plus(entered.tally)
    return tally


def people_by_hand(round_: Round, cell: Cell, sector: str | None = None) -> int:
    """How many people's answers were entered by hand in a cell, of a sector or of all: at least so
    many, where each may have answered for several things of their own."""
    return sum(
        -(-entered.ballots // cell.own)
        for entered in round_.hands_in(cell.key)
        if sector in (None, entered.sector)
    )


def most_by_hand(workshop: Workshop, round_: Round) -> int:
    """The same in the round, in whose cells it may be different people: in the cell in which they
    are most."""
    cells = (workshop.framework.domain(key) for key in round_.asks)
    return max((people_by_hand(round_, cell) for cell in cells), default=0)


def could_answer(round_: Round, cell: Cell) -> int | None:
    """How many could have answered in a cell of a counted round: all with a phone, and those whose
    answers were entered by hand there; None: not known."""
    if round_.present is None:
        return None
    return sum(each.people for each in round_.present) + people_by_hand(round_, cell)


def open_round(w: Workshop, command: c.OpenRound, entry: Entry) -> Workshop:
    topic = w.framework.topic(command.domain)
    # A cell that is decided is asked no more: all that is left of a topic, or nothing.
    cells = [cell for cell in topic.cells if cell.key not in w.rulings]
    if not cells:
        raise AlreadyRuled(domain=topic.cells[0].short)
    # Of one that is left it is that cell's own round.
    alone = cells[0] if len(cells) == 1 else None
    key = alone.key if alone else topic.key
    opened = Round(
        id=len(w.rounds) + 1,
        domain=key,
        number=next_number(w, [cell.key for cell in cells]),
        opened_at=entry.at,
        cells=() if alone and alone.one_place else tuple(cell.key for cell in cells),
    )
    return replace(w, domain=key, rounds=(*w.rounds, opened), timer=None, shown=(), pause=None)


def next_number(w: Workshop, cells: Iterable[str]) -> int:
    """The number of a round of these cells: higher than any that one of them has."""
    return 1 + max((held.number for cell in cells for held in w.live_rounds(cell)), default=0)


def close_round(w: Workshop, command: c.CloseRound, entry: Entry) -> Workshop:
    if entry.by.role is Role.CLOCK and (entry.facts.alone or not may_close_itself(w)):
        raise ClockMayNotClose()
    return _end_round(w, command.round, entry, cancelled=False)


def cancel_round(w: Workshop, command: c.CancelRound, entry: Entry) -> Workshop:
    return _end_round(w, command.round, entry, cancelled=True)


def _end_round(w: Workshop, round_id: int, entry: Entry, *, cancelled: bool) -> Workshop:
    ended = replace(
        _the_open_round(w, round_id),
        closed_at=entry.at,
        cancelled=cancelled,
        smallest_group=w.smallest_group,
        rule=entry.facts.rule,
        present=entry.facts.present,
    )
    return replace(_with_last_round(w, ended), timer=None)


def enter_hands(w: Workshop, command: c.EnterHands, entry: Entry) -> Workshop:
    opened = _the_open_round(w, command.round)
    cell = w.framework.domain(_asked(opened, command.cell or opened.domain))
    sector = w.framework.sector(command.sector).key if command.sector else ""
    tally = _checked_counts(cell, command)
    entered = RatingsByHand(
        sector=sector,
        counts=tally.counts,
        cant_say=tally.cant_say,
        at=entry.at,
        by=entry.by.id,
        cell=cell.key if opened.cells else "",
        answered=tally.answered,
    )
    kept = tuple(
        hands
        for hands in opened.ratings_by_hand
        if (hands.sector, hands.cell) != (sector, entered.cell)
    )
    entries = (*kept, entered) if entered.ballots else kept
    return _with_last_round(w, replace(opened, ratings_by_hand=entries))


def _asked(opened: Round, cell: str) -> str:
    """The key of a cell that the open round asks about; raises CellNotOpen."""
    if cell not in opened.asks:
        raise CellNotOpen("cell")
    return cell


def _checked_counts(cell: Cell, command: c.EnterHands) -> Tally:
    """What was entered by hand for a cell; raises CountsDoNotFit. Where people may choose several,
    each option has at most as many votes as there are people, and they together at most as many as
    all of them have."""
    places, most = len(cell.column.places), cell.column.most
    numbers = [*command.counts, command.cant_say]
    if len(command.counts) != places or not all(0 <= n <= MOST_BY_HAND for n in numbers):
        raise CountsDoNotFit(n=places, most=MOST_BY_HAND)
    if command.cant_say and not cell.column.cant_say:
        raise CountsDoNotFit("cant_say", n=places, most=0)
    if not cell.column.several:
        return Tally(tuple(command.counts), command.cant_say)
    people = command.answered
    if not isinstance(people, int) or not (
        max(command.counts) <= people <= sum(command.counts) <= people * most
    ):
        raise PeopleDoNotFit(n=most)
    return Tally(tuple(command.counts), command.cant_say, people)


def nudge(w: Workshop, command: c.Nudge, entry: Entry) -> Workshop:
    opened = _the_open_round(w, command.round)
    return _with_last_round(w, replace(opened, nudges=opened.nudges + 1))


def practice_rate(w: Workshop, command: c.PracticeRate, entry: Entry) -> Workshop:
    """Only checks that the practice attendees may rate; their ballots are cast like everybody's."""
    _the_open_round(w, command.round)
    check_shape(w, command.picture)
    return w


def _the_open_round(w: Workshop, round_id: int) -> Round:
    """The open round if it has this id; else raises the refusal that says what became of the
    other."""
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
