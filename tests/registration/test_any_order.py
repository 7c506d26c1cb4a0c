"""Random commands to a roster, legal or not, in any order: what must hold holds."""

from datetime import timedelta

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.depth import of_hundred
from tests.registration.ledger import LEAD, SECTORS, RosterLedger, about
from voting.core.actors import CLOCK, Actor, Role
from voting.refusals import Refusal
from voting.registration import commands as c
from voting.registration.reminding import KIND
from voting.registration.roster import MOST_REMINDERS, REPLIES

EVENTS = ("e1", "e2", "e9")
NAMES = ("Ann A", "Ben B", "Cy C", "Di D", "Ed E", "Flo F")
abouts = st.builds(
    about,
    name=st.sampled_from(NAMES),
    email=st.sampled_from([None, None, None, "office@school.test", "OFFICE@school.test", "", "x"]),
    sector=st.sampled_from([*SECTORS, *SECTORS, "", "moon"]),
)
flags = st.booleans()
KINDS = c.RosterCommand.__subclasses__()


class AnyRoster(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.ledger = RosterLedger()
        self.numbers: dict[tuple[str, int], str] = {}  # event and number: who had it first
        self.most = dict.fromkeys(EVENTS, 0)  # the most places that a command may leave taken

    def somebody(self, pick) -> str:
        return pick.draw(st.sampled_from([*self.ledger.roster.invitees, "nobody"]))

    def given(self, pick, field: str) -> object:
        drawn = {
            "event": st.sampled_from(EVENTS),
            "about": abouts,
            "what": st.sampled_from([*KIND, "party"]),
            "access": st.sampled_from(["", "2026-03-21", "2026-07-01"]),
            "text": st.sampled_from(["", "Bring a cake."]),
        }
        if field == "person":
            return self.somebody(pick)
        if field == "people":
            some = st.sampled_from([*self.ledger.roster.invitees, "nobody"])
            return tuple(pick.draw(st.lists(some, max_size=4)))
        return pick.draw(drawn.get(field, flags))

    def command(self, pick) -> c.AnyRosterCommand:
        kind = pick.draw(st.sampled_from(KINDS))
        given = {field: self.given(pick, field) for field in kind.__struct_fields__}
        if kind is c.Invite:
            given["people"] = tuple(pick.draw(st.lists(abouts, max_size=4)))
        return kind(**given)

    @rule(pick=st.data(), form=st.sampled_from(["", "", "form-1", "form-2"]))
    def somebody_gives_a_command(self, pick, form):
        by = pick.draw(st.sampled_from([LEAD, LEAD, CLOCK, *map(Actor, Role)]))
        self.gives(self.command(pick), by, form)

    @rule(about=abouts, event=st.sampled_from(EVENTS), form=st.sampled_from(["", "form-1"]))
    def somebody_registers_by_the_open_link(self, about, event, form):
        """Sent again, as the same form, nobody is there twice."""
        self.gives(c.Register(event, about, agreed=True), Actor(Role.INVITED), form)
        there = self.ledger.roster.invitees.keys()
        self.gives(c.Register(event, about, agreed=True), Actor(Role.INVITED), form)
        assert not form or self.ledger.roster.invitees.keys() == there

    @rule(pick=st.data(), event=st.sampled_from(EVENTS), kind=st.sampled_from(KINDS))
    def somebody_acts_for_themselves(self, pick, event, kind):
        person = self.somebody(pick)
        given = {"event": event, "person": person, "about": pick.draw(abouts), "agreed": True,
                 "email": ""}  # fmt: skip
        if "person" in kind.__struct_fields__:
            fields = {name: given[name] for name in kind.__struct_fields__ if name in given}
            self.gives(kind(**fields), Actor(Role.INVITED, person, pick.draw(st.integers(0, 1))))

    @rule(event=st.sampled_from(EVENTS[:2]), capacity=st.integers(0, 4))
    def the_capacity_changes(self, event, capacity):
        self.ledger.event(event, capacity=capacity)

    @rule(event=st.sampled_from(EVENTS[:2]), state=st.sampled_from(["planned", "planned", "held",
          "cancelled"]), start=st.sampled_from(["", "2026-03-20", "2026-07-01T10:00"]))  # fmt: skip
    def the_event_changes(self, event, state, start):
        self.ledger.event(event, state=state, start=start)

    @rule(pick=st.data(), event=st.sampled_from(EVENTS[:2]), began=flags)
    def somebody_rates_ahead_or_joins(self, pick, event, began):
        person = frozenset({self.somebody(pick)})
        facts = self.ledger.facts.events[event]
        self.ledger.event(event, rated=facts.rated | person, joined=facts.joined | person,
                          began=began)  # fmt: skip

    @rule(hours=st.integers(0, 30))
    def time_goes_by(self, hours):
        self.ledger.at += timedelta(hours=hours)

    def gives(self, command, by, form="") -> None:
        ledger = self.ledger
        before, mails = ledger.roster, len(ledger.mails)
        written = msgspec.json.encode(before)
        try:
            after = ledger.does(command, by, id=form).roster
        except Refusal:
            after = ledger.roster
            assert after is before
            assert len(ledger.mails) == mails
        # What was is never changed in place, and a revision tells one state from another.
        assert msgspec.json.encode(before) == written
        assert after.revision == before.revision + (after is not before)
        self.places(before, after)
        self.reminded(before, after)

    @rule(event=st.sampled_from(EVENTS[:2]))
    def the_server_follows_the_event(self, event):
        """Asked twice, as by two processes, it is done once."""
        self.gives(c.FollowEvent(event), CLOCK)
        after = self.ledger.roster
        self.gives(c.FollowEvent(event), CLOCK)
        assert self.ledger.roster is after

    def places(self, before, after) -> None:
        """No more places than the capacity, unless more were taken before it was lowered; nobody
        loses a place but by their own wish, a lead's, or being erased; nobody overtakes."""
        for event in EVENTS[:2]:
            facts = self.ledger.facts.events[event]
            taken = after.places_taken(event)
            if facts.capacity:
                assert taken <= max(facts.capacity, before.places_taken(event))
            had = {one.id: r for one, r in before.of_event(event)}
            now = {one.id: r for one, r in after.of_event(event)}
            for id, reply in now.items():
                if id in had and had[id].has_place and reply.state == "registered":
                    assert not reply.waiting or reply.number > had[id].number
            let_in = [r.number for id, r in now.items() if r.has_place and id in had
                      and had[id].waiting and had[id].number == r.number]  # fmt: skip
            left = [r.number for r in now.values() if r.waiting]
            assert all(one < other for one in let_in for other in left)

    def reminded(self, before, after) -> None:
        """Each further reminder was to somebody who had not done the thing."""
        for id, one in after.invitees.items():
            for event, reply in one.replies.items():
                earlier = before.invitees[id].replies.get(event) if id in before.invitees else None
                new = reply.told[len(earlier.told) if earlier else 0 :]
                if any(told.kind == "remind_register" for told in new):
                    assert reply.state == "invited"
                if any(told.kind == "remind_ahead" for told in new):
                    assert id not in self.ledger.facts.events[event].rated
                    assert reply.has_place

    @invariant()
    def numbers_are_unique_for_good(self):
        for person, invitee in self.ledger.roster.invitees.items():
            for event, reply in invitee.replies.items():
                if reply.number:
                    assert self.numbers.setdefault((event, reply.number), person) == person
                    assert reply.number <= self.ledger.roster.registration(event).numbers

    @invariant()
    def a_reply_makes_sense(self):
        for invitee in self.ledger.roster.invitees.values():
            for reply in invitee.replies.values():
                assert reply.state in REPLIES
                assert bool(reply.number) or reply.state not in ("registered", "cancelled")
                assert not reply.waiting or reply.state == "registered"
                for kind in KIND.values():
                    assert sum(told.kind == kind for told in reply.told) <= MOST_REMINDERS

    @invariant()
    def mails_are_to_people_who_are_there(self):
        there = self.ledger.roster.invitees
        ids = [mail.id for mail in self.ledger.mails]
        assert len(ids) == len(set(ids))
        assert not set(ids) & set(there)
        for mail in self.ledger.mails:
            assert mail.person in there


AnyRoster.TestCase.settings = settings(
    max_examples=of_hundred(60), stateful_step_count=40, deadline=None
)
test_any_order = AnyRoster.TestCase
