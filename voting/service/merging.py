"""Two areas brought together, by the operator: one place that was set up twice."""

from collections.abc import Iterable

from msgspec.structs import replace

from voting.core.actors import CLOCK, Actor, Role
from voting.programme.area import Area, Deadline, Event
from voting.programme.commands import (
    AddArea,
    AddDeadline,
    CancelEvent,
    ChangeEvent,
    EditArea,
    FollowTemplate,
    HoldEvent,
    MarkDone,
    PlaceWorkshop,
    PlanEvent,
    ReleaseWorkshop,
)
from voting.programme.result import Result
from voting.programme.situation import Lead
from voting.programme.texts import MOST_TAGS
from voting.refusals.joining import UnknownWorkshop
from voting.service.registering import Registering

OPERATOR = Actor(Role.AREA, "operator")  # edits as a lead does


class Merging(Registering):
    def merge_areas(self, area: str, into: str) -> Area:
        """Bring all of ``area`` into another, and erase it: workshops, results, planned events,
        deadlines, leads, people, its programme, and what was agreed, also more goals than could be
        added. What both have planned is there once. Cut short, it can be asked for again. Raises
        UnknownArea, the machine's refusals, or QuestionOpen or NotSettled with nothing done as long
        as what a workshop asks could not come along."""
        ends, there = self.store.area(area), self.store.area(into)
        self.check_may_merge(area)
        results = self.store.results(area)
        at: dict[str, str] = {}  # ids of events, before and after
        for event in ends.series():
            at[event.id] = self._bring_event(event, ends, there.id, results)
        if ends.template and not there.template and (start := _first_day(ends.series())):
            self.act_on_area(into, OPERATOR, FollowTemplate(ends.template, start))
        for deadline in ends.deadlines:
            self._bring_deadline(deadline, at, into)
        self._bring_about(ends, into)
        leads = self.store.leads(into)
        more = [lead for lead in self.store.leads(area) if not _is_among(lead, leads)]
        if more:
            self.change_leads(into, CLOCK, (*leads, *more))
        if ends.programme and not self.store.area(into).programme:
            # An area is in one programme at a time: this one leaves it by being erased.
            self.act_on_programme(ends.programme, CLOCK, AddArea(into))
        self.bring_people(area, into, at)
        self.carry_plan(area, into, events=at)
        self.erase_area(area)
        return self.store.area(into)

    def _bring_about(self, ends: Area, into: str) -> None:
        """Tags and codes of both, as far as there is room, and the region if only one has one."""
        there = self.store.area(into)
        tags, codes = (
            tuple({one.casefold(): one for one in (*said, *more)}.values())[:MOST_TAGS]
            for said, more in ((there.tags, ends.tags), (there.codes, ends.codes))
        )
        region = there.region or ends.region
        # Reports name what was in either: only if the leads of both have agreed.
        named = there.named and ends.named
        self.act_on_area(into, OPERATOR, EditArea(there.name, region, tags, codes, named))

    def _bring_event(self, event: Event, ends: Area, into: str, results: dict[str, Result]) -> str:
        """The id of the event over there: brought, or the same one planned there already."""
        before = self.store.area(into)
        if event.workshop:
            if not self._bring_workshop(event.workshop, ends.id, into, results):
                return ""
            held = self.store.area(into).event_of(event.workshop)
        else:
            held = _same(event, before.events)
            if held is None and event.state != "cancelled":
                plain = replace(event, id="", state="planned", sequence=0)
                after = self.act_on_area(into, OPERATOR, PlanEvent(plain))
                held = after.events[-1]
        if held is None:
            return ""
        if event.workshop and not any(one.id == held.id for one in before.events):
            self.act_on_area(into, OPERATOR, ChangeEvent(replace(event, id=held.id)))
        if event.state == "held":
            self.act_on_area(into, CLOCK, HoldEvent(held.id))
        if event.state == "cancelled":
            self.act_on_area(into, OPERATOR, CancelEvent(held.id, confirmed=True))
        return held.id

    def _bring_workshop(self, id: str, ends: str, into: str, results: dict[str, Result]) -> bool:
        try:
            self.place(self.store.load(id), into, CLOCK)
            return True
        except UnknownWorkshop:
            kept = results.get(id)
        if kept is None:
            return False
        placing = PlaceWorkshop(id, kept.kind, kept.date, kept.title)
        self._change(into, self._asked(CLOCK, placing), results=[kept])
        self._change(ends, self._asked(CLOCK, ReleaseWorkshop(id)), without_result=id)
        return True

    def _bring_deadline(self, deadline: Deadline, at: dict[str, str], into: str) -> None:
        there = self.store.area(into).deadlines
        same = [d for d in there if (d.what, d.text) == (deadline.what, deadline.text)]
        event = at.get(deadline.event, "")
        if not same:
            if not deadline.text or not (deadline.due or event):
                return  # a step of a series that is not followed there, or nobody knows what
            new = replace(deadline, id="", event=event, done_at=None)
            same = [self.act_on_area(into, OPERATOR, AddDeadline(new)).deadlines[-1]]
        if deadline.done_at and not same[0].done_at:
            self.act_on_area(into, OPERATOR, MarkDone(same[0].id))


def _same(event: Event, among: Iterable[Event]) -> Event | None:
    """The event that is this one over there: of its kind and day, or, if both are only planned, of
    its kind."""
    for one in among:
        if one.kind != event.kind or one.rehearsal or one.state == "cancelled":
            continue
        is_planned = event.state == one.state == "planned" and not one.workshop
        if is_planned or (one.day and one.day == event.day):
            return one
    return None


def _first_day(events: Iterable[Event]) -> str:
    return next((e.day for e in events if e.day and not e.rehearsal), "")


def _is_among(lead: Lead, leads: Iterable[Lead]) -> bool:
    return any(lead.email == one.email if lead.email else lead == one for one in leads)
