"""Who is invited to an area's events, and registers: the facts, the judgement, and what follows.

``act_on_roster(area, by, command)``: carry out a command of ``registration.commands``.
``register(area, by, command, id_of_request)``: the same of Register, and who that was.
"""

import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from random import uniform

from voting import identity as ids
from voting.core.actors import CLOCK, Actor, Role
from voting.core.ahead import ahead_open
from voting.core.commands import ForgetNames
from voting.core.roster import NAMELESS, devices_of
from voting.core.state import Workshop
from voting.programme import commands as p
from voting.programme.area import Area
from voting.programme.keeping import is_over
from voting.refusals.ahead import PeopleRatedAhead
from voting.refusals.areas import UnknownArea
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import Busy, StoreUnavailable
from voting.registration import commands as c
from voting.registration.bringing import brought
from voting.registration.facts import (
    Outcome,
    RosterEntry,
    RosterFacts,
    events_asked,
    ids_needed,
    wants_rated,
)
from voting.registration.forgetting import due
from voting.registration.machine import apply
from voting.registration.roster import Invitee, Roster
from voting.service.base import ATTEMPTS
from voting.service.commands import Asked, Commands
from voting.service.keeping import afterwards
from voting.service.roster_looks import RosterLooks
from voting.store.areas import HeldArea


class Registering(RosterLooks, Commands):
    # --- what changes it ---

    def act_on_roster(
        self, area: str, by: Actor, command: c.AnyRosterCommand, *, id_of_request: str = ""
    ) -> Roster:
        """Carry out a command: judge it on the newest revision and save it on that, or judge it
        again. Raises the machine's refusals, UnknownArea, StoreUnavailable, or Busy after many lost
        races."""
        return self._act_on_roster(area, by, command, id_of_request).roster

    def register(
        self, area: str, by: Actor, command: c.Register, *, id_of_request: str = ""
    ) -> Invitee:
        """Register somebody, and say whom. With the same ``id_of_request`` again, by the open link
        too, they are registered once."""
        done = self._act_on_roster(area, by, command, id_of_request)
        return done.roster.invitee(done.person)

    def _act_on_roster(
        self, area: str, by: Actor, command: c.AnyRosterCommand, request: str
    ) -> Outcome:
        began = time.monotonic()
        # One at a time within this process; races with other processes remain.
        with self._lock(area):
            self.store.check_answered(began)
            for attempt in range(ATTEMPTS):
                there = self.store.area(area)
                before = self.store.roster(area)
                facts = self._roster_facts(there, before, command)
                entry = RosterEntry(self.clock(), by, command, facts, request)
                done = apply(before, entry)
                # First, so that nothing is left if this process dies in between.
                self._forget_in_workshops(there, done.erased)
                if done.roster is before or self._save_roster(area, before, done):
                    break
                # Others were first. Wait a little longer each time, at random.
                time.sleep(uniform(0, 0.004 * (attempt + 1)))
            else:
                raise Busy()
        if done.erased:
            self._forget_in_workshops(there, done.erased)
            self.forget()
        return done

    def _save_roster(self, area: str, before: Roster, done: Outcome) -> bool:
        gone = set(done.erased)
        without = [m.id for m in self.store.outbox(area).values() if m.person in gone]
        without = without if gone else []
        if not self.store.save_roster(
            area, before, done.roster, done.mails, without, done.replaced
        ):
            return False
        if done.mails:
            with suppress(StoreUnavailable):  # only a hint: the hourly look finds what it lost
                self.store.mail_due(area, self.clock())
        return True

    def _forget_in_workshops(self, area: Area, erased: Collection[str]) -> None:
        """Delete what people rated ahead who are erased, unless it was shown, and their names, from
        every workshop that ever was one of the area."""
        if not erased:
            return
        log = self.store.area_log(area.id)
        ever = {e.command.workshop for e in log if isinstance(e.command, p.PlaceWorkshop)}
        for workshop in ever | {*area.workshops()}:
            people = {self._invited_as(person, workshop) for person in erased}
            with suppress(UnknownWorkshop):
                there = self.store.load(workshop)
                for person in people:
                    self.take_back_ahead(workshop, person)
                them = devices_of(there, people)
                if any(there.people[id].name != NAMELESS for id in them):
                    forget = ForgetNames(sorted(people & there.people.keys()))
                    # (Not one at a time, as this process holds its area's lock already.)
                    with self.store.unless_erased(workshop):
                        self._act(workshop, Asked(CLOCK, forget))

    def _roster_facts(self, area: Area, roster: Roster, command: c.AnyRosterCommand) -> RosterFacts:
        rated_of = None if wants_rated(command) else ""
        facts = self.roster_facts(area, roster, events_asked(roster, command), rated_of=rated_of)
        fresh = tuple(ids.new_workshop() for _ in range(ids_needed(roster, command)))
        return RosterFacts(facts.events, facts.day, fresh, facts.mails)

    def bring_people(self, area: str, into: str, at: Mapping[str, str]) -> None:
        """Bring everybody of an area's roster into that of another; ``at`` says which events became
        which. Done again, it changes nothing. Their links are those of the other area from then on,
        so they are to be sent again; mails that still wait are not."""
        for _ in range(ATTEMPTS):
            ends, there = self.store.roster(area), self.store.roster(into)
            if not ends.revision or self.store.save_roster(into, there, brought(ends, there, at)):
                return
        raise Busy()

    # --- what follows from what happens elsewhere ---

    def act_on_area(
        self,
        id: str,
        by: Actor,
        command: p.AnyAreaCommand,
        *,
        id_of_request: str = "",
        step: int | None = None,
    ) -> Area:
        area = super().act_on_area(id, by, command, id_of_request=id_of_request, step=step)
        match command:
            case p.ChangeEvent(event):
                self.follow_soon(id, event.id)
            case p.CancelEvent(event=event_id):
                self.follow_soon(id, event_id)
        return area

    def place(self, workshop: Workshop, area: str, by: Actor, *, event: str = "") -> Area:
        """As ``Placing.place``. Raises PeopleRatedAhead too: people of the area that it is to leave
        could neither change what they have rated nor take it back from there."""
        if by.role is not Role.CLOCK and ahead_open(workshop):
            self._check_nobody_left_behind(workshop.id, area)
        there = super().place(workshop, area, by, event=event)
        if held := there.event_of(workshop.id):
            self.follow_soon(area, held.id)  # it is on the workshop's day by now
        return there

    def _check_nobody_left_behind(self, workshop: str, area: str) -> None:
        if self.store.area_of(workshop) in (None, area):
            return
        rated = self.store.ahead(workshop).ballots.keys()
        there = self.store.roster(area).invitees if rated else ()
        if left := rated - {self._invited_as(id, workshop) for id in there}:
            raise PeopleRatedAhead(n=len(left))

    def follow_soon(self, area: str, event: str) -> None:
        """Let the roster follow an event that has changed; if that can't be done now, the hourly
        look does it."""
        with afterwards("the roster of the area %s does not follow its event", area):
            if self.store.roster_revision(area):
                self.act_on_roster(area, CLOCK, c.FollowEvent(event))

    def settle(self, id: str) -> None:
        super().settle(id)
        self.note_attended_soon(id)

    def _part_with(self, workshop: Workshop, keep_results: bool) -> None:
        self.note_attended_soon(workshop.id)
        super()._part_with(workshop, keep_results)

    def tidy_area(self, held: HeldArea, days: int | None, keep_results: bool) -> bool:
        erased = super().tidy_area(held, days, keep_results)
        with suppress(UnknownArea):  # erased
            return self._tidy_roster(held.area.id, days) or erased
        return erased

    def _tidy_roster(self, area: str, days: int | None) -> bool:
        """Do what nobody came to do about an area's people, and let go of what is kept of them no
        longer; returns whether that was anything."""
        if not self.store.roster_revision(area):
            return False
        there = self.store.area(area)
        for event in there.events:
            self.act_on_roster(area, CLOCK, c.FollowEvent(event.id))
            self.note_attended(area, event.id)
        roster, today = self.store.roster(area), self.today_in(there)
        names = bool(days) and is_over(there, self.clock().date(), days or 0)
        facts = self.roster_facts(there, roster)
        command = due(roster, facts.events, today, names=names)
        if command is None:
            return False
        self.act_on_roster(area, CLOCK, command)
        return True

    def note_attended_soon(self, workshop: str) -> None:
        """Write down who has joined a workshop, in the roster of its area if that has one; what
        can't be done now, the hourly look does."""
        with afterwards("who was at the workshop %s is not noted yet", workshop):
            home = self.store.area_of(workshop)
            if home and self.store.roster_revision(home):
                event = self.store.area(home).event_of(workshop)
                if event:
                    self.note_attended(home, event.id)

    def note_attended(self, area: str, event: str) -> None:
        """Write down who has joined the event's workshop: the roster outlives it."""
        found = self.registered_for(area, event)
        attended = {
            invitee.id for invitee, reply in found.people if reply.attended or reply.by_hand
        }
        if joined := found.facts.joined - attended:
            self.act_on_roster(area, CLOCK, c.MarkAttended(event, tuple(sorted(joined))))
