"""Random commands from random people, legal or not, in any order: what must hold always holds."""

from collections import Counter
from typing import get_args

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from msgspec import UNSET

from tests.builders import FIRST_TRAINER, SECOND_TRAINER, Room, attendee, details
from tests.sent import room_view, trainer_view
from voting.core import commands as c
from voting.core.actors import CLOCK, Actor, Role
from voting.core.gate import gate
from voting.core.machine import fold
from voting.core.reasons import reasons_for
from voting.core.rounds import could_answer
from voting.core.ruling import Method
from voting.core.state import Entry, Phase, Presence, Workshop
from voting.instruments.agreement import Picture
from voting.refusals import Refusal

PEOPLE = ["1", "2", "3", "4"]
people = st.sampled_from(PEOPLE)
domains = st.sampled_from(["trust", "time", "tools"])
ratings = st.none() | st.integers(0, 4)
ARGUMENTS = {
    "answered": st.just(UNSET) | st.integers(-1, 3),
    "cell": st.just(UNSET) | domains | st.just("nowhere"),
    "cant_say": st.integers(-1, 2),
    "closes": st.booleans(),
    "count": st.sampled_from([-1, 0, 1, 5, 31]),
    "counts": st.lists(st.integers(-1, 3), min_size=4, max_size=5),
    "details": st.builds(details, kind=st.sampled_from(["review", "party"])),
    "domain": domains | st.just("nowhere"),
    "domains": st.lists(domains | st.just("nowhere"), max_size=3),
    "into": people | st.just("nobody"),
    "like": people | st.just("") | st.just("nobody"),
    "link": st.sampled_from(["join", "trainer", "lead", "room"]),
    "method": st.sampled_from(Method),
    "minutes": st.sampled_from([0, 1, 60, 1441]),
    "names": st.lists(st.sampled_from(["", "Trust", "Another"]), max_size=3),
    "name": st.sampled_from(["", "A. B.", "<b>"]),
    "note": st.sampled_from(["", "a reason", "\x00"]),
    "on": st.booleans(),
    "part": st.sampled_from(get_args(c.Part)),
    "people": st.lists(people | st.just("nobody"), max_size=2),
    "person": people | st.just("nobody"),
    "picture": st.sampled_from(Picture),
    "rating": st.none() | st.integers(-1, 5),
    "ratings": st.integers(2, 101),
    "reason": st.sampled_from(["reason-one", "nobody's"]),
    "rehearsal": st.booleans(),
    "round": st.integers(0, 5),
    "seconds": st.sampled_from([-1, 0, 5, 60, 9999]),
    "sector": st.sampled_from(["primary", "clinic", "moon", ""]),
    "with_ballot": st.booleans(),
}
commands = st.one_of(
    st.builds(kind, **{field: ARGUMENTS[field] for field in kind.__struct_fields__})
    for kind in c.COMMANDS.values()
)
trainers = st.sampled_from([FIRST_TRAINER, SECOND_TRAINER])
strangers = st.builds(Actor, st.sampled_from(Role), st.sampled_from(["", "0", "1", "nobody"]))
anybody = trainers | people.map(attendee) | strangers | st.just(CLOCK)
request_ids = st.sampled_from(["", "", "request-one", "request-two"])


class AnyWorkshop(RuleBasedStateMachine):
    """``rated`` is what the phones were told is stored: round, person, rating."""

    def __init__(self) -> None:
        super().__init__()
        self.room = Room()
        self.rated: dict[int, dict[str, int | None]] = {}

    @initialize(rehearsal=st.booleans())
    def it_may_be_a_rehearsal(self, rehearsal):
        self.room = Room(rehearsal=rehearsal)

    def a_trainer(self) -> Actor:
        """One who is signed in: replacing the link keeps whoever asked for it."""
        active = (t.id for t in self.room.workshop.trainers.values() if t.active)
        # None is, once the operator has replaced it: then one comes by the new link.
        link = self.room.workshop.links["trainer"]
        return Actor(Role.TRAINER, next(active, FIRST_TRAINER.id), link)

    @rule(command=commands, by=anybody, id=request_ids, off=st.sampled_from([None, 0, 0, -1, 1]))
    def somebody_gives_a_command(self, command, by, id, off):
        before = self.room.workshop
        written = msgspec.json.encode(before)
        step = None if off is None else before.step + off
        try:
            after = self.room.does(command, by, id=id, step=step)
            assert after.revision == before.revision + (after is not before)
            self.ballots_follow(command, before is not after)
        except Refusal:
            assert self.room.workshop is before
        assert msgspec.json.encode(before) == written

    def ballots_follow(self, command, done):
        """In the open round, those of people who were merged or removed with their ballot."""
        opened = self.room.workshop.open_round
        rated = self.rated.get(opened.id, {}) if opened else {}
        match command:
            case c.MergePeople(person, into) | c.RecogniseInvited(person, into) if (
                done and person in rated
            ):
                rated[into] = rated.get(into, rated[person])
                del rated[person]
            case c.RemovePerson(person, True) if done:
                rated.pop(person, None)
            case c.RemoveJoined() if done:
                for person in self.room.workshop.people.values():
                    if person.ballot_out:
                        rated.pop(person.id, None)

    @rule(command=commands, by=trainers)
    def a_trainer_gives_a_command(self, command, by):
        self.somebody_gives_a_command(command, by, "", 0)

    @rule(person=people)
    def somebody_joins(self, person):
        self.somebody_gives_a_command(c.Join("A. B.", "clinic"), attendee(person), "", None)

    @rule(domain=domains)
    def a_round_is_opened(self, domain):
        self.somebody_gives_a_command(c.OpenRound(domain), self.a_trainer(), "", None)

    @precondition(lambda self: self.room.workshop.open_round)
    @rule(person=people, rating=ratings, earlier=st.integers(0, 2))
    def somebody_rates(self, person, rating, earlier):
        opened = self.room.workshop.open_round.id
        person_of = self.room.workshop.stands_for
        known = self.room.workshop.people.get(person_of(person))
        may = known is not None and known.presence is Presence.HERE and not earlier
        try:
            self.room.votes(person, rating, round_id=opened - earlier or 99)
            self.rated.setdefault(opened, {})[person_of(person)] = rating
            assert may
        except Refusal:
            assert not may

    @precondition(lambda self: self.room.workshop.open_round)
    @rule(
        counts=st.lists(st.integers(0, 3), min_size=5, max_size=5),
        sector=st.sampled_from(["", "primary", "clinic"]),
    )
    def people_without_a_phone_are_counted(self, counts, sector):
        opened = self.room.workshop.open_round.id
        self.room.does(c.EnterHands(opened, counts, sector=sector), self.a_trainer())

    @precondition(lambda self: reasons_for(self.room.workshop))
    @rule(person=people)
    def somebody_explains(self, person):
        if person in self.room.ballots.get(reasons_for(self.room.workshop).round, {}):
            self.room.explains(person, f"Said by planted-{person}")

    @precondition(lambda self: trainer_view(self.room.situation())["reasons"])
    @rule(pick=st.data())
    def a_reason_that_was_given_is_shown(self, pick):
        given = pick.draw(st.sampled_from(trainer_view(self.room.situation())["reasons"]))
        after = self.room.does(c.ShowReason(given["id"]), self.a_trainer())
        assert given["id"] in {reason.id for reason in after.reasons}

    @precondition(lambda self: self.room.workshop.open_round)
    @rule(end=st.sampled_from([c.CloseRound, c.CloseRound, c.CancelRound]))
    def the_round_ends(self, end):
        opened = self.room.workshop.open_round.id
        self.somebody_gives_a_command(end(opened), self.a_trainer(), "", None)

    @precondition(lambda self: trainer_view(self.room.situation())["options"])
    @rule(pick=st.data())
    def a_ruling_that_is_offered_is_recorded(self, pick):
        offered = pick.draw(st.sampled_from(trainer_view(self.room.situation())["options"]))
        rating = pick.draw(st.sampled_from(offered["ratings"])) if offered["ratings"] else None
        domain = self.room.workshop.domain
        command = c.RecordRuling(domain, Method(offered["method"]), rating, "a reason")
        self.room.does(command, self.a_trainer())
        assert self.room.workshop.rulings[domain].rating == rating

    # --- what always holds --------------------------------------------------------------------

    @invariant()
    def at_most_one_round_is_open_and_the_phase_says_so(self):
        w = self.room.workshop
        opened = [held for held in w.rounds if held.is_open]
        assert len(opened) == (w.phase is Phase.OPEN)
        assert all(held.domain == w.domain not in w.rulings for held in opened)
        assert opened == list(w.rounds[-1:])[: len(opened)]

    @invariant()
    def the_phase_agrees_with_rounds_and_rulings(self):
        w = self.room.workshop
        if w.phase is Phase.LOBBY and w.domain:  # it is shown before its first round
            assert w.last_round(w.domain) is None
        else:
            assert (w.domain is None) == (w.phase in (Phase.LOBBY, Phase.FINISHED))
        assert (w.domain in w.rulings) == (w.phase is Phase.RULED)
        if w.phase in (Phase.REVEALED, Phase.DISCUSSION, Phase.RULED):
            assert w.last_round(w.domain) is not None
        assert (w.finished_at is not None) == w.is_finished()
        # A review may leave out what it did not rate. (Afterwards its kind may be corrected.)
        left = [key for key in w.unruled() if w.last_round(key)]
        assert not (w.is_finished() and left)
        corrected = [e.command.details for e in self.room.entries if hasattr(e.command, "details")]
        was_review = any(said.kind == "review" for said in corrected)
        assert not (w.is_finished() and w.unruled()) or was_review
        assert w.timer is None or w.phase in (Phase.OPEN, Phase.DISCUSSION)

    @invariant()
    def each_ruling_stands_on_its_domains_last_tally(self):
        w, tallies = self.room.workshop, self.room.tallies()
        for domain, ruled in w.rulings.items():
            assert ruled.round == w.last_round(domain).id
            assert ruled.tally == tallies[ruled.round]

    @invariant()
    def each_tally_is_what_the_phones_were_told_and_what_was_entered_by_hand(self):
        for held, tally in self.room.tallies().items():
            told = Counter(self.rated.get(held, {}).values())
            entered = self.room.workshop.rounds[held - 1].ratings_by_hand
            told += Counter({None: sum(hands.cant_say for hands in entered)})
            for hands in entered:
                told += Counter(dict(enumerate(hands.counts)))
            assert tally.cant_say == told.pop(None, 0)
            assert {k: n for k, n in enumerate(tally.counts) if n} == told
            w, asked = self.room.workshop, self.room.workshop.rounds[held - 1]
            assert tally.turnout <= could_answer(asked, w.framework.domain(asked.domain))

    @invariant()
    def each_picture_is_of_a_round_on_the_screens(self):
        w, shown = self.room.workshop, room_view(self.room.situation())["shown"]
        assert not w.open_round or not any(shown.values())
        assert set(get_args(c.Part)) >= set(w.shown)
        assert all(shown[part] is None for part in shown if part not in (*w.shown, "reasons"))

    @invariant()
    def the_gate_takes_ratings_for_the_open_round_from_those_who_are_here(self):
        w, door = self.room.workshop, gate(self.room.workshop)
        assert door.round == (w.open_round.id if w.open_round else None)
        assert not set(door.barred) & set(door.merged)
        theirs = set(w.people) - set(door.barred) - set(door.merged)
        assert theirs == {person.id for person in w.taking_part()}
        assert {w.people[person].merged_into for person in door.merged.values()} <= {""}

    @invariant()
    def the_log_folds_to_the_state_also_after_it_was_written_and_read(self):
        w, entries = self.room.workshop, self.room.entries
        assert w.revision == len(entries)
        assert msgspec.json.decode(msgspec.json.encode(w), type=Workshop) == w
        read = msgspec.json.decode(msgspec.json.encode(entries), type=list[Entry])
        assert read == entries
        assert fold(read) == w


AnyWorkshop.TestCase.settings = settings(deadline=None, stateful_step_count=60)
TestAnyOrder = AnyWorkshop.TestCase
