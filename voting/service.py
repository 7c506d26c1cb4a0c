"""What the edges ask for: gather facts, ask the core to decide, save what it decided."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from random import uniform

from voting import identity as ids
from voting.core import admission, machine, practice
from voting.core import commands as c
from voting.core.actors import CLOCK, Actor, Role
from voting.core.admission import admit, belongs, check_code, knows
from voting.core.decisions import tally_needed
from voting.core.erasing import check_erasable, keep_until
from voting.core.gate import ballot_moves, why_refused
from voting.core.machine import apply
from voting.core.reasons import REASON_LIMIT, reasons_round, without_words
from voting.core.roster import joined_from
from voting.core.rounds import present_now, round_tally
from voting.core.state import Entry, Facts, Present, Round, ShownReason, Workshop
from voting.core.text import clean
from voting.disclosure.groups import RULE
from voting.disclosure.judged import Counted, counted
from voting.instruments.framework import Framework
from voting.instruments.tally import Ballot, Reason, Tally
from voting.limits import JOINS_A_MINUTE, Crowds, Guesses, Pace
from voting.refusals import (
    Busy,
    CodesTaken,
    NotAllowed,
    RateFirst,
    RatingOutsideScale,
    ReasonsClosed,
    ReasonShown,
    Refusal,
    StoreUnavailable,
    UnknownChoice,
    UnknownCode,
    WrongPassphrase,
)
from voting.store import keys
from voting.store.group_commit import GroupCommit
from voting.store.redis_store import Holding, RedisStore
from voting.typed import tidy_code
from voting.views.parts import Situation
from voting.wire import ReasonGiven, Vote, milliseconds

_log = logging.getLogger(__name__)

_OWN_PAGES = (Role.TRAINER, Role.LEAD, Role.ATTENDEE)  # best first; a room view is nobody's own
_ATTEMPTS = 25
_TURNS = 256
_FROZEN = 32  # rounds whose ballots are kept at hand
_CODE_ATTEMPTS = 8
_ALIVE_MS = 15_000
_PATIENCE_MS = 90_000


class Service:
    """Every use of a workshop. ``clock`` gives the present moment in UTC, ``practice_reasons``
    are what practice attendees say for "low" and "high" ratings, ``joins_a_minute`` is how many may
    join a workshop from one address."""

    def __init__(
        self,
        store: RedisStore,
        frameworks: Mapping[str, Framework],
        clock: Callable[[], datetime],
        practice_reasons: Mapping[str, Sequence[str]] | None = None,
        joins_a_minute: int = JOINS_A_MINUTE,
    ) -> None:
        self.store = store
        self.frameworks = frameworks
        self.clock = clock
        self._practice_reasons = practice_reasons
        self._ballots = GroupCommit(store.cast)
        self._guesses = Guesses(store)
        self._pace = Pace()
        self._crowds = Crowds(store, joins_a_minute)
        self._turns = tuple(threading.Lock() for _ in range(_TURNS))
        # A workshop's scale never changes, and every vote is held against it.
        self._levels = lru_cache(4096)(self._count_levels)
        # Nor do the ballots of a round once it is closed, and a domain's later rounds look at them.
        # (A failover can open one again: then it is closed at another time.)
        self._frozen = lru_cache(_FROZEN)(lambda id, number, closed_at: store.ballots(id, number))

    # --- workshops ---

    def create(
        self, id: str, framework: str, details: c.Details, by: Actor, *, rehearsal: bool = False
    ) -> Workshop:
        """Set up a workshop and sign its trainer in; sent twice it is made once."""
        if framework not in self.frameworks:
            raise UnknownChoice(what="the framework")
        command = c.Create(details, rehearsal)
        facts = Facts(id=id, code=ids.new_code(), framework=self.frameworks[framework])
        # Judge first: no code is taken for details that are refused, or sent again.
        judged = machine.create(Entry(self.clock(), by, command, facts=facts))
        if not any(self.store.mark(id)):
            facts = Facts(id=id, code=self._free_code(judged), framework=self.frameworks[framework])
            entry = Entry(self.clock(), by, command, facts=facts)
            self.store.save(0, machine.create(entry), entry)
        return self.act(id, by, c.Introduce(), link=0)

    def act(
        self,
        workshop: str,
        by: Actor,
        command: c.AnyCommand,
        *,
        id: str = "",
        step: int | None = None,
        link: int | None = None,
        only_at: int | None = None,
        address: str = "",
    ) -> Workshop:
        """Give a command: judged on the newest revision, saved on that revision or judged again.

        Raises the core's refusals, UnknownWorkshop, StoreUnavailable, or Busy after many lost
        races. A repeat (same ``id``) succeeds and changes nothing. ``link`` is the count of the
        trainers' link that the sender has shown, if any. With ``only_at`` nothing is done unless
        the workshop is still at that revision. ``address`` names where somebody joins from, as
        ``Identity.address_in`` does.
        """
        code = self._code_for(workshop, by, command, id, step) if _wants_code(command) else None
        # One after the other within this process: a room that joins at once would otherwise lose
        # nearly every race to itself. What is left are races with other processes.
        asked = time.monotonic()
        with self._turn(workshop):
            self.store.check_answered(asked)
            after = self._act(workshop, by, command, code, id, step, link, only_at, address)
            if isinstance(command, c.PracticeRate):
                self._practise(after, command)
        if isinstance(command, c.WithdrawReason):  # a repeat too: the first may have been cut short
            self.forget()
        return after

    def _act(
        self,
        workshop: str,
        by: Actor,
        command: c.AnyCommand,
        code: str | None,
        id: str,
        step: int | None,
        link: int | None,
        only_at: int | None,
        address: str,
    ) -> Workshop:
        for attempt in range(_ATTEMPTS):
            before = self.store.load(workshop)
            if only_at not in (None, before.revision):
                return before
            domain = tally_needed(command)
            holding = self._held_reason(before, command)
            withdrawn = command.reason if isinstance(command, c.WithdrawReason) else None
            reason = self._shown_reason(before, holding)
            facts = Facts(
                tally=self._last_tally(before, domain),
                code=code,
                reason=without_words(reason) if reason and withdrawn else reason,
                link=link,
                people=_new_people(command),
                present=self._present(before, command),
                rule=RULE if isinstance(command, c.CloseRound) else 1,
                address=address,
            )
            entry = Entry(self.clock(), by, command, id, step, facts)
            after = apply(before, entry)
            if after is before:
                return after
            if by.role is Role.ATTENDEE and not attempt:
                self._pace.check(by.id)
                if address and by.id not in before.people:
                    self._crowds.check(address)
            if after.code_expires > before.code_expires:
                self._claim(after.code, after)
            moves = ballot_moves(before, after)
            if self.store.save(
                before.revision, after, entry, holding=holding, withdrawn=withdrawn, moves=moves
            ):
                return after
            # Others were first. Wait a little longer each time, by chance, so that they spread.
            time.sleep(uniform(0, 0.004 * (attempt + 1)))
        raise Busy()

    def close_by_clock(self, workshop: Workshop, round_id: int) -> None:
        """Close a round that a trainer allowed to close by itself, if the workshop is still as it
        was when that was judged: it may be closed, or have more time or more people, by now."""
        try:
            self.act(workshop.id, CLOCK, c.CloseRound(round_id), only_at=workshop.revision)
        except Refusal as late:
            if late.status != 409:
                raise

    # --- joining ---

    def check_open_to(self, workshop: Workshop, person: str) -> None:
        """Check that ``person`` may join now; raises what they would be refused with."""
        admission.check_open_to(workshop, person, self.clock())

    def find_by_code(
        self, typed: str, who: str, address_in: Callable[[str], str] = lambda workshop: ""
    ) -> Workshop:
        """The workshop that a typed code opens. ``who`` (a pseudonymised IP address) may
        guess wrongly only so often; ``address_in`` names the address in a workshop, as
        ``Person.address`` does. Raises UnknownCode, CodeExpired, NotNow, TooManyTries."""
        code = tidy_code(typed)
        id = self.store.workshop_of_code(code) if code else None
        if id is None:
            self._guesses.wrong_code(who)
            raise UnknownCode(given=typed.strip()[:20])
        workshop = self.store.load(id)
        self._guesses.right_code(who, is_known=lambda: joined_from(workshop, address_in(id)))
        check_code(workshop, code, self.clock())
        return workshop

    def check_passphrase(self, wanted: str, given: str, who: str) -> None:
        """Check the passphrase for creating workshops, which ``who`` may guess wrongly only so
        often. Raises WrongPassphrase, TooManyTries."""
        wrong = not ids.same(wanted, given)
        self._guesses.judge_passphrase(who, wrong=wrong)
        if wrong:
            raise WrongPassphrase()

    # --- ballots ---

    def cast(self, workshop: str, person: str, vote: Vote) -> Ballot:
        """Store a vote; return the ballot now held, which is newer if this one came late.

        Raises RatingOutsideScale or the refusal that says why it was not taken.
        """
        return self.cast_and_tell(workshop, person, vote)[0]

    def cast_and_tell(self, workshop: str, device: str, vote: Vote) -> tuple[Ballot, bool]:
        """The same, and whether the ballot's rating is to be hidden from the device, since another
        one may have given it."""
        ballot = Ballot(vote.sequence, vote.vote_id, vote.rating, milliseconds(self.clock()))
        if vote.rating is not None and not 0 <= vote.rating < self._levels(workshop):
            raise RatingOutsideScale(least=0, most=self._levels(workshop) - 1)
        cast = (device, vote.sequence, ballot)
        outcome = self._ballots.cast(workshop, vote.round, cast)
        if outcome.how == "stored" and outcome.held is not None:
            return outcome.held, False
        found = self.store.load(workshop)
        if outcome.how == "kept" and outcome.held is not None:
            return outcome.held, found.is_shared(device)
        raise why_refused(found, device, vote.round)

    def give_reason(self, workshop: str, person: str, given: ReasonGiven) -> Reason | None:
        """Store a person's reason for their rating in a round, or take it back (no text).

        Returns what is held now. Raises RateFirst, ReasonsClosed, ReasonShown, PersonRemoved,
        PersonLeft, or what is wrong with the text.
        """
        text = clean(given.text, "your reason", REASON_LIMIT, required=False)
        reason = Reason(ids.new_request(), text, person) if text else None
        how = self.store.give_reason(workshop, given.round, person, reason)
        match how:
            case "stored":
                return reason
            case "unrated":
                raise RateFirst()
            case "shown":
                raise ReasonShown()
            case "barred":
                raise why_refused(self.store.load(workshop), person, given.round)
        raise ReasonsClosed()

    # --- the end of a workshop ---

    def delete(self, workshop: Workshop, area: str = "") -> None:
        """Erase a rehearsal, or a workshop set up by mistake, for good; raises NotErasable, or
        AreaNotTyped unless ``area`` is what was typed to confirm it."""
        check_erasable(workshop, area, self.clock())
        self.store.erase(workshop.id)
        self.forget()

    def erase_if_due(self, workshop: str, keep_days: int) -> bool:
        """Erase a workshop that has been kept for as long as it may be; was it one?"""
        if self.clock() <= keep_until(self.store.load(workshop), keep_days):
            return False
        self.store.erase(workshop)
        return True

    def forget(self) -> None:
        """Have what was erased taken from the store's disk as well."""
        try:
            self.store.rewrite()
        except StoreUnavailable as problem:
            why = problem.details.get("why", problem)
            _log.warning("store: erased, and still in its append-only file for a while: %s", why)

    # --- reading ---

    def situation(
        self,
        workshop: Workshop,
        known: Mapping[Round, Counted] | None = None,
    ) -> Situation:
        """The workshop with its counted rounds, turnout, presence and reasons. Counted rounds
        never change, so those ``known`` are not read again."""
        rounds: dict[int, Counted] = {}
        for r in workshop.rounds:  # in order: a round is judged beside those before it
            if r.counts:
                rounds[r.id] = (known or {}).get(r) or self._count(workshop, r, rounds)
        opened = workshop.open_round
        return Situation(
            workshop=workshop,
            rounds=rounds,
            reasons=self._reasons(workshop),
            voted=self.store.voted(workshop.id, opened.id) if opened else frozenset(),
            presence=_of_people(workshop, self.presence(workshop.id)),
        )

    def presence(self, workshop: str) -> dict[str, str]:
        return self.store.presence(
            workshop,
            milliseconds(self.clock()),
            alive_ms=_ALIVE_MS,
            patience_ms=_PATIENCE_MS,
        )

    def ballot(self, workshop: Workshop, person: str) -> Ballot | None:
        """The person's ballot in the open round."""
        opened = workshop.open_round
        if opened is None:
            return None
        return self.store.ballot(workshop.id, opened.id, workshop.stands_for(person))

    def own_ballot(self, workshop: Workshop, device: str) -> tuple[Ballot | None, bool]:
        """The ballot in the open round that a device acts for, and whether its rating is to be
        hidden from it; ``workshop`` may be a moment old, and the device merged since."""
        opened, person = workshop.open_round, workshop.stands_for(device)
        if opened is None:
            return None, workshop.is_shared(device)
        ballot, shared = self.store.ballot_and_shared(workshop.id, opened.id, person)
        return ballot, shared or workshop.is_shared(device)

    def own_reason(self, workshop: Workshop, person: str) -> Reason | None:
        """The person's reason in the round that reasons may be given for now, whichever of their
        devices it came from."""
        round_id = reasons_round(workshop)
        if round_id is None:
            return None
        for id in dict.fromkeys((person, workshop.stands_for(person))):
            if reason := self.store.reason(workshop.id, round_id, id):
                return reason
        return None

    def signed_in_to(
        self, held: Iterable[tuple[str, Actor]], most: int
    ) -> list[tuple[Workshop, Actor]]:
        """The workshops that these identities still open, each in its best role, in the order of
        ``held``. No more than ``most`` are looked at: a start page must not wait for a browser that
        holds hundreds."""
        roles: dict[str, list[Actor]] = {}
        for id, actor in held:
            if actor.role in _OWN_PAGES and (id in roles or len(roles) < most):
                roles.setdefault(id, []).append(actor)
        found: list[tuple[Workshop, Actor]] = []
        for workshop in self.store.load_all(list(roles)):
            mine = sorted(roles[workshop.id], key=lambda actor: _OWN_PAGES.index(actor.role))
            found += [(workshop, actor) for actor in mine if belongs(workshop, actor)][:1]
        return found

    def admitted(
        self, workshop: str, actors: Sequence[Actor], perhaps: Sequence[Actor] = ()
    ) -> tuple[Workshop, Actor]:
        """The workshop, and the first of ``actors`` that still belongs to it, or of ``perhaps``,
        who may never have been there; raises what the first one is refused with, or UnknownWorkshop
        or NotAllowed."""
        found = self.store.load(workshop)
        problem: Refusal | None = None
        for actor in [*actors, *(actor for actor in perhaps if knows(found, actor))]:
            try:
                admit(found, actor)
                return found, actor
            except Refusal as refused:
                problem = problem or refused
        raise problem or NotAllowed()

    # --- parts ---

    def _practise(self, workshop: Workshop, command: c.PracticeRate) -> None:
        """Cast the ballots of the practice attendees, and some reasons, as if by their phones.

        Whose ballot says so already is left alone, so a repeat changes nothing.
        """
        opened = workshop.open_round
        if opened is None or opened.id != command.round:  # a repeat, and the round has ended since
            return
        held = self.store.ballots(workshop.id, opened.id)
        last = workshop.last_round(opened.domain)
        before = self.store.ballots(workshop.id, last.id) if last else {}
        said = practice.ratings(workshop, command.picture, opened.number - 1, before | held)
        for person, rating in said.items():
            mine = held.get(person)
            if mine is None or mine.rating != rating:
                sequence = mine.sequence + 1 if mine else 1
                self.cast(workshop.id, person, Vote(opened.id, rating, ids.new_request(), sequence))
        levels = len(workshop.framework.levels)
        for person, text in practice.reasons(said, levels, self._practice_reasons or {}).items():
            self.give_reason(workshop.id, person, ReasonGiven(opened.id, text))

    def _turn(self, workshop: str) -> threading.Lock:
        """The lock of a workshop; a few workshops share one, which only makes them wait."""
        return self._turns[hash(workshop) % _TURNS]

    def _count_levels(self, workshop: str) -> int:
        return len(self.store.load(workshop).framework.levels)

    def _count(
        self, workshop: Workshop, round_: Round, counted_before: Mapping[int, Counted]
    ) -> Counted:
        rounds = [r for r in workshop.counted_rounds(round_.domain) if r.id <= round_.id]
        ballots = [self._frozen(workshop.id, r.id, r.closed_at) for r in rounds]
        return counted(workshop, round_, ballots, [counted_before[r.id] for r in rounds[:-1]])

    def _last_tally(self, workshop: Workshop, domain: str | None) -> Tally | None:
        last = workshop.last_round(domain) if domain else None
        if last is None:
            return None
        ballots = self.store.ballots(workshop.id, last.id).values()
        return round_tally(last, ballots, len(workshop.framework.levels))

    def _present(self, workshop: Workshop, command: c.Command) -> tuple[Present, ...] | None:
        """Who is there at a close. Read after the workshop, and saved only if that is unchanged:
        so no ballot that arrives meanwhile can make it untrue."""
        opened = workshop.open_round
        if not isinstance(command, c.CloseRound) or opened is None:
            return None
        return present_now(workshop, self.store.voted(workshop.id, opened.id))

    def _reasons(self, workshop: Workshop) -> dict[int, list[ShownReason]]:
        """The reasons of the domain in hand, by round, without whose they are."""
        if workshop.domain is None:
            return {}
        found = {}
        for round_ in workshop.counted_rounds(workshop.domain):
            held = self.store.reasons(workshop.id, round_.id)
            ballots = self.store.ballots(workshop.id, round_.id) if held else {}
            found[round_.id] = [_anonymous(one, ballots) for one in held if one.reason.text]
        return found

    def _held_reason(self, workshop: Workshop, command: c.Command) -> Holding | None:
        """The stored reason that a trainer wants to show, among those of the domain in hand, or to
        take down, among all that trainers have seen."""
        rounds: list[Round] = []
        if isinstance(command, c.ShowReason) and workshop.domain is not None:
            rounds = workshop.counted_rounds(workshop.domain)
        elif isinstance(command, c.WithdrawReason):
            rounds = [round_ for round_ in workshop.rounds if round_.counts]
        else:
            return None
        for round_ in rounds:
            for holding in self.store.reasons(workshop.id, round_.id):
                reason = holding.reason
                if reason.id == command.reason and reason.text:
                    return holding
        return None

    def _shown_reason(self, workshop: Workshop, holding: Holding | None) -> ShownReason | None:
        if holding is None:
            return None
        return _anonymous(holding, self.store.ballots(workshop.id, holding.round))

    def _code_for(
        self, workshop: str, by: Actor, command: c.AnyCommand, id: str, step: int | None
    ) -> str | None:
        """A code for a command that wants a new one; none is taken for a command that is refused
        or was given before. Raises what it is refused with."""
        before = self.store.load(workshop)
        facts = Facts(code=ids.new_code())
        after = apply(before, Entry(self.clock(), by, command, id, step, facts))
        return None if after is before else self._free_code(after)

    def _free_code(self, workshop: Workshop) -> str:
        for _ in range(_CODE_ATTEMPTS):
            code = ids.new_code()
            if self._claim(code, workshop):
                return code
        raise CodesTaken()

    def _claim(self, code: str, workshop: Workshop) -> bool:
        kept = keys.code_kept(workshop.code_expires, self.clock())
        return self.store.claim_code(code, workshop.id, kept)


def _anonymous(holding: Holding, ballots: Mapping[str, Ballot]) -> ShownReason:
    """A reason with the rating it explains, and without whose it is."""
    reason = holding.reason
    ballot = ballots.get(holding.person)
    return ShownReason(reason.id, holding.round, ballot.rating if ballot else None, reason.text)


def _of_people(workshop: Workshop, seen: Mapping[str, str]) -> dict[str, str]:
    """Presence by person: who has several devices is as present as the best of them."""
    found: dict[str, str] = {}
    for device, how in seen.items():
        person = workshop.stands_for(device)
        found[person] = "connected" if found.get(person) == "connected" else how
    return found


def _new_people(command: c.Command) -> tuple[str, ...]:
    """Ids for the practice attendees that a command adds; how many it may add is judged later."""
    if not isinstance(command, c.AddPractice):
        return ()
    return tuple(ids.new_request() for _ in range(min(command.count, practice.MOST_PRACTICE)))


def _wants_code(command: c.Command) -> bool:
    return isinstance(command, c.ReplaceLink) and command.link == "join"
