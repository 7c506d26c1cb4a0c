"""Rooms of people to test with.

A ``Room`` is a workshop in progress without a server: it gathers facts, applies commands a second
apart, keeps the log, and takes ballots through the gate as the store does.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from zlib import crc32

from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.core.ahead import (
    Hint,
    RatedAhead,
    could_have_rated,
    finished,
    hints_now,
    how_far,
    tally_ahead,
)
from voting.core.ballots_in import NO_BALLOTS, ballots_in
from voting.core.closing import stands_alone
from voting.core.facts import Sought, needed, rounds_in_hand
from voting.core.gate import Moves, ballot_moves, gate, why_refused
from voting.core.machine import apply, create
from voting.core.reasons import reasons_for, redacted, without_words
from voting.core.rounds import present_now
from voting.core.ruling import Method
from voting.core.state import AHEAD_LEAST, Entry, Facts, Phase, ShownReason, Workshop
from voting.disclosure.groups import RULE
from voting.disclosure.judged import Counted, counted
from voting.goals.situation import PlanSituation
from voting.instruments.guidance import without_guidance
from voting.instruments.instrument import Instrument, Topic, checked_answers, given
from voting.instruments.parsing import parse_instrument
from voting.instruments.tally import Answer, Answers, Ballot, Tally
from voting.programme.result import Result, Returning
from voting.refusals.people import BothRated
from voting.reports.record import record
from voting.views.situation import Situation
from voting.words import load

START = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ROOT = Path(__file__).parent.parent
WORDS = load()

FIRST_TRAINER = Actor(Role.TRAINER, "trainer-one")
SECOND_TRAINER = Actor(Role.TRAINER, "trainer-two")


def framework_data(path: str) -> dict:
    return json.loads((ROOT / path).read_text())


@cache
def cascade() -> Instrument:
    """As workshops store it: its guidance is looked up."""
    return without_guidance(
        parse_instrument(framework_data("voting/instruments/library/cascade.json"))
    )


@cache
def three_by_five() -> Instrument:
    """Three domains (trust, time, tools), five ratings, two sectors."""
    return parse_instrument(framework_data("tests/data/three-by-five.json"))


@cache
def every_kind() -> Instrument:
    """Three rows (plan, people, place), and a column of each kind: level, there, who, score, note.
    Of the last row only the first two are asked."""
    return parse_instrument(framework_data("tests/data/every-kind.json"))


def details(**changes: str) -> c.Details:
    said = {"area": "Test area", "kind": "workshop-1", "date": "2026-11-22", "title": "A try-out"}
    return c.Details(**(said | changes))


def attendee(person: str) -> Actor:
    return Actor(Role.ATTENDEE, person)


def reason_id(round_id: int, text: str) -> str:
    """Reveals neither who gave it nor when."""
    return f"reason-{crc32(f'{round_id} {text}'.encode()):08x}"


class Room:
    """Two trainers and nobody else yet, in a new workshop."""

    def __init__(
        self, framework: Instrument | None = None, *, rehearsal: bool = False, **changes: str
    ) -> None:
        self.now = START
        facts = Facts(id="workshop-one", code="K7QM2X", framework=framework or three_by_five())
        created = c.Create(details(**changes), rehearsal)
        made = Entry(START, FIRST_TRAINER, created, facts=facts)
        self.entries: list[Entry] = [made]
        self.workshop: Workshop = create(made)
        self.ballots: dict[int, dict[str, Ballot]] = {}
        self.reasons: dict[int, dict[str, tuple[str, str]]] = {}  # person: id, text
        self.ahead: dict[str, dict[str, Ballot]] = {}  # by person and domain
        self.ahead_sectors: dict[str, str] = {}
        self._hints: tuple[int, dict[str, Hint]] = (0, {})
        self.registered: dict[str, str] = {}  # sectors of those who could have rated ahead
        self.address = ""  # that people join from
        self.before: tuple[Result, ...] = ()  # what earlier workshops of the area settled
        self.returning: Returning | None = None
        self.plan: PlanSituation | None = None  # what was agreed beyond ratings
        self.does(c.Introduce("Trainer A. B."))
        self.does(c.Introduce("Trainer C. D."), by=SECOND_TRAINER)

    # --- what people do -----------------------------------------------------------------------

    def does(
        self,
        command: c.Command,
        by: Actor = FIRST_TRAINER,
        *,
        id: str = "",
        step: int | None = None,
    ) -> Workshop:
        """Somebody gives a command a second later; the log keeps it if it changed something."""
        entry = self.entry(command, by, id=id, step=step)
        before, after = self.workshop, apply(self.workshop, entry)
        moves = ballot_moves(before, after, apart=needed(before, by, command).apart)
        held = self.ballots.get(moves.round, {}) if moves else {}
        if moves and moves.apart and any(set(pair) <= held.keys() for pair in moves.pairs):
            raise BothRated()
        self._moves(moves)
        if isinstance(command, c.RevealAhead) and after is not before:
            self.ballots[after.rounds[-1].id] = self._rated_ahead(command.domain)
        if after is not before:
            if erased := needed(before, by, command).erases:
                self._redact(erased)
            self.entries.append(entry)
        self.workshop = after
        return after

    def _moves(self, moves: Moves | None) -> None:
        """What the store does with ballots of people who were merged, or removed with theirs."""
        held = self.ballots.get(moves.round, {}) if moves else {}
        said = self.reasons.get(moves.round, {}) if moves else {}
        for person, to in moves.pairs if moves else ():
            ballot = held.pop(person, None)
            reasons = {f: said.pop(f) for f in list(said) if f.partition(":")[0] == person}
            if ballot and to:
                held[to] = max(held.get(to, ballot), ballot, key=lambda one: one.at)
                for field, reason in reasons.items():
                    said.setdefault(field.replace(person, to, 1), reason)

    def joins(self, person: str, name: str = "", sector: str = "") -> Workshop:
        sector = sector or self.workshop.framework.sectors[0].key
        return self.does(c.Join(name or f"Attendee {person}", sector), attendee(person))

    def votes(self, person: str, rating: int | Answers | None, round_id: int = 0) -> None:
        """A phone sends a rating (None: "Can't say") for the open round, or for ``round_id``."""
        door = gate(self.workshop)
        person = door.merged.get(person, person)
        round_id = round_id or door.round or 0
        if person not in self.workshop.people or person in door.barred or round_id != door.round:
            raise why_refused(self.workshop, person, round_id)
        held = self.ballots.setdefault(round_id, {})
        before = held[person].sequence if person in held else 0
        held[person] = Ballot(before + 1, f"{person}-{before + 1}", rating, 0)

    def answers(
        self, person: str, answers: dict[str, Answer], *, done: bool = True, round_id: int = 0
    ) -> None:
        """A phone sends answers by cell for the open round of several."""
        round_id = round_id or gate(self.workshop).round or 0
        round_ = self.workshop.rounds[round_id - 1]
        asks = self.workshop.framework.domain
        asked = Topic(round_.domain, tuple(asks(key) for key in round_.asks))
        self.votes(person, Answers(checked_answers(asked, answers), done), round_id)

    def rates_ahead(self, person: str, sector: str = "", **ratings: int | None) -> None:
        """Somebody who need not come rates domains before the workshop."""
        assert gate(self.workshop).ahead
        self.ahead_sectors[person] = sector or self.workshop.framework.sectors[0].key
        mine = self.ahead.setdefault(person, {})
        for domain, rating in ratings.items():
            mine[domain] = Ballot(1, f"{person}-ahead", rating, 0)

    def _rated_ahead(self, domain: str) -> dict[str, Ballot]:
        return {person: mine[domain] for person, mine in self.ahead.items() if domain in mine}

    def explains(self, person: str, text: str, cell: str = "") -> str:
        """A phone sends a reason for its rating, or for its answer in a cell of several; the
        reason's id comes back."""
        wanted = reasons_for(self.workshop)
        assert wanted
        assert cell in (wanted.cells or ("",))
        assert person in self.ballots[wanted.round]
        id = reason_id(wanted.round, text)
        field = f"{person}:{cell}" if cell else person
        self.reasons.setdefault(wanted.round, {})[field] = (id, text)
        return id

    def opens(self, domain: str) -> int:
        """A round is opened; its id comes back."""
        self.does(c.OpenRound(domain))
        return self.workshop.rounds[-1].id

    def rates(self, domain: str, *ratings: int | None) -> int:
        """A whole round: Attendee 1 gives the first rating, Attendee 2 the second, and so on."""
        round_id = self.opens(domain)
        for number, rating in enumerate(ratings, start=1):
            if str(number) not in self.workshop.people:
                self.joins(str(number))
            self.votes(str(number), rating)
        self.does(c.CloseRound(round_id))
        return round_id

    def rates_by_sector(
        self, domain: str, hands: dict[str, list[int]] | None = None, **sectors: list[int | None]
    ) -> int:
        """A whole round: in each sector person 1 gives the first rating, 2 the second, and so on.
        A sector's key with "-" is written with "_". ``hands`` are entered by sector, a number for
        each level and, if there is one more, those who can't say."""
        said = {sector.replace("_", "-"): ratings for sector, ratings in sectors.items()}
        round_id = self.opens(domain)
        for sector, ratings in said.items():
            for number, rating in enumerate(ratings, start=1):
                person = f"{sector}-{number}"
                if person not in self.workshop.people:
                    self.joins(person, sector=sector)
                self.votes(person, rating)
        for sector, counts in (hands or {}).items():
            levels = len(self.workshop.framework.levels)
            self.hands(*counts[:levels], cant_say=sum(counts[levels:]), sector=sector)
        self.does(c.CloseRound(round_id))
        return round_id

    def hands(self, *counts: int, cant_say: int = 0, sector: str = "") -> None:
        """A trainer counts people without a phone into the open round."""
        opened = self.workshop.rounds[-1].id
        self.does(c.EnterHands(opened, list(counts), cant_say, sector))

    def rules(self, domain: str, method: str, rating: int | None = None, note: str = "") -> None:
        self.does(c.RecordRuling(domain, Method(method), rating, note))

    def rates_and_rules_the_rest(self) -> None:
        for domain in self.workshop.unruled():
            self.rates(domain, 2, 2, 3)
            self.rules(domain, "majority")

    # --- what can be known about it -----------------------------------------------------------

    def entry(
        self, command: c.Command, by: Actor, *, id: str = "", step: int | None = None
    ) -> Entry:
        """The command with the facts it needs, gathered as the service gathers them."""
        self.now += timedelta(seconds=1)
        needs = needed(self.workshop, by, command)
        newcomer = isinstance(command, c.Introduce) and by.id not in self.workshop.trainers
        known = len(self.workshop.people)
        closes = needs.closes
        held = self.ballots.get(closes.id, {}) if closes else {}
        there = ballots_in(self.workshop, closes, held) if closes else NO_BALLOTS
        tallies = self._last_tallies(needs.tallies_of)
        tally = None if needs.several else next(iter(tallies.values()), None)
        present = present_now(self.workshop, there.people) if closes else None
        if needs.ahead_in:
            tally = tally_ahead(self.workshop, needs.ahead_in, self.ahead)
            present = could_have_rated(self.registered, self.ahead_sectors)
        facts = Facts(
            link=self.workshop.links["trainer"] if newcomer else None,
            people=tuple(f"practice-{known + n}" for n in range(needs.people)),
            address=self.address,
            tally=tally,
            tallies=tallies if needs.several else {},
            code="NEWC2D" if needs.new_code else None,
            reason=self._reason(needs.reason) if needs.reason else None,
            present=present,
            alone=needs.by_itself and stands_alone(self.workshop, there),
            rule=RULE if needs.closes or needs.ahead_in else 1,
        )
        return Entry(self.now, by, command, id=id, step=step, facts=facts)

    def counted(self) -> dict[tuple[int, str], Counted]:
        """The counted rounds by id and cell, each judged beside the cell's earlier ones."""
        found: dict[tuple[int, str], Counted] = {}
        for held in self.workshop.rounds:
            for key in held.asks if held.counts else ():
                cell = self.workshop.framework.domain(key)
                upto = [r.id for r in self.workshop.counted_rounds(key) if r.id <= held.id]
                answered = [given(cell, self.ballots.get(id, {})) for id in upto]
                earlier = [found[id, key] for id in upto[:-1]]
                found[held.id, key] = counted(
                    self.workshop, held, cell, answered, earlier, self.ahead_sectors
                )
        return found

    def rounds(self) -> dict[int, Counted]:
        """The counted rounds of one cell, by id."""
        return {id: held for (id, _), held in self.counted().items()}

    def tallies(self) -> dict[int, Tally]:
        """By round id, of the counted rounds of one cell, phones and hands together."""
        return {id: held.tally for id, held in self.rounds().items()}

    def _last_tallies(self, cells: Iterable[str]) -> dict[str, Tally]:
        last = {key: self.workshop.last_round(key) for key in cells}
        held = self.counted() if any(last.values()) else {}
        return {key: held[one.id, key].told for key, one in last.items() if one}

    def situation(self) -> Situation:
        w, opened = self.workshop, self.workshop.open_round
        ballots = self.ballots.get(opened.id, {}) if opened else {}
        keys = {"", *(cell.key for cell in w.cells_in_hand())}
        reasons = {
            r.id: [one for one in self._given(r.id) if one.cell in keys] for r in rounds_in_hand(w)
        }
        return Situation(
            w,
            self.counted(),
            reasons,
            ballots_in(w, opened, ballots) if opened else NO_BALLOTS,
            before=self.before,
            returning=self.returning,
            ahead=self._how_far(),
            plan=self.plan,
        )

    def _how_far(self) -> RatedAhead | None:
        """As the service finds it, with hints taken when five more people have finished."""
        people = len(finished(self.workshop, self.ahead))
        if people >= self._hints[0] + AHEAD_LEAST:
            self._hints = (people, hints_now(self.workshop, self.ahead))
        names = {person: f"Attendee {person}" for person in self.registered}
        sectors, hints = self.ahead_sectors, self._hints[1]
        return how_far(self.workshop, self.ahead, sectors, names, hints) if self.ahead else None

    def _given(self, round_id: int) -> list[ShownReason]:
        """A round's reasons without their authors, as the service passes them on."""
        found = []
        for field, (id, text) in self.reasons.get(round_id, {}).items():
            person, _, cell = field.partition(":")
            ballot = self.ballots[round_id][person]
            if ballot.answers(cell):
                found.append(ShownReason(id, round_id, ballot.explained(cell), text, cell))
        return found

    def _redact(self, reason: str) -> None:
        self.entries = [redacted(entry, reason) or entry for entry in self.entries]
        for held in self.reasons.values():
            for person in [one for one, (id, _) in held.items() if id == reason]:
                del held[person]

    def _reason(self, sought: Sought) -> ShownReason | None:
        given = [one for held in sought.among for one in self._given(held.id)]
        about = (sought.cell, "")
        found = next(
            (
                one
                for one in given
                if one.id == sought.id and (not sought.cell or one.cell in about)
            ),
            None,
        )
        return without_words(found) if found and sought.erase else found


def a_room_of(people: int, framework: Instrument | None = None, *, rehearsal: bool = False) -> Room:
    room = Room(framework, rehearsal=rehearsal)
    for number in range(1, people + 1):
        room.joins(str(number))
    return room


def a_room_in(phase: Phase, *, rehearsal: bool = False) -> Room:
    """Three people; "trust" has its ruling, and "time" has come as far as ``phase`` says."""
    room = a_room_of(3, rehearsal=rehearsal)
    room.rates("trust", 1, 1, 2)
    room.rules("trust", "majority")
    return _STAGES[phase](room)


def a_finished_room() -> Room:
    """Every method but unresolved, a second round, a cancelled one, a reopened ruling."""
    room = Room()
    room.rates("trust", 1, 1, 2, None)
    room.rules("trust", "majority", note="Close")
    room.does(c.CancelRound(room.opens("time")))
    room.rates("time", 0, 4, 4)
    room.rates("time", 4, 4, 4)
    room.rules("time", "unanimous")
    room.does(c.ReopenRuling("trust"))
    room.rules("trust", "consensus", 2, "Talked over again")
    room.rates("tools", 0, 0, 3, 3)
    room.rules("tools", "tie-break", 0, "The lower, to be careful")
    room.does(c.Finish())
    return room


def a_room_that_differs() -> Room:
    """Two sides of six that differ, give reasons, and come closer; and some ratings by hand."""
    room = Room(cascade())
    few = {"school": [0, 0, 1], "cypmhs": [2, 3]}
    room.rates_by_sector("contact", hands={"": [0, 2, 2, 1]}, **few)
    room.rates_by_sector("clarity", school=[0, 0, 0, 0, 0, 1], cypmhs=[3, 3, 3, 3, 3, 1])
    for person, text in (("cypmhs-1", "We meet weekly"), ("school-1", "Nobody answers")):
        room.does(c.ShowReason(room.explains(person, text)))
    room.explains("school-2", "Kept to ourselves")
    room.does(c.StartDiscussion())
    after = {"school": [1, 1, 1, 1, 0, 1], "cypmhs": [2, 1, 2, 1, 2, 1]}
    room.rates_by_sector("clarity", hands={"": [0, 0, 0, 0, 5]}, **after)
    return room


def recorded(room: Room) -> dict:
    """The record so far."""
    return record(room.situation(), room.entries, room.now, WORDS)


def _lobby(room: Room) -> Room:
    room.does(c.ShowOverview())
    return room


def _open(room: Room) -> Room:
    room.opens("time")
    room.does(c.SetTimer(60))
    return room


def _revealed(room: Room) -> Room:
    room.rates("time", 2, 3, 3)
    room.explains("1", "Nobody answers")
    return room


def _discussion(room: Room) -> Room:
    _revealed(room).does(c.StartDiscussion(60))
    return room


def _ruled(room: Room) -> Room:
    _revealed(room).rules("time", "consensus", 2)
    return room


def _finished(room: Room) -> Room:
    room.rates_and_rules_the_rest()
    room.does(c.Finish())
    return room


_STAGES = {
    Phase.LOBBY: _lobby,
    Phase.OPEN: _open,
    Phase.REVEALED: _revealed,
    Phase.DISCUSSION: _discussion,
    Phase.RULED: _ruled,
    Phase.FINISHED: _finished,
}
