"""Plans: what follows from the ratings, as pages show it beside a workshop.

A trainer's commands are in ``plan_changes``, what phones send in ``plan_answers``, what people do
who have the area's link in ``area_plans``, and what the server does by itself in ``plan_keeping``.
"""

import logging
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec
from msgspec import Struct

from voting.core.state import Workshop
from voting.goals.answers import counted
from voting.goals.asking import scored_elsewhere
from voting.goals.entries import PlanFacts
from voting.goals.next_steps import is_review
from voting.goals.plan import Plan, Question
from voting.goals.reach import in_reach, leads_to_goals
from voting.goals.situation import Coming, PlanSituation, SessionMeeting, Suggestion
from voting.instruments.tally import Answers, Ballot
from voting.library import load_catalogue
from voting.programme.area import Area
from voting.programme.situation import USUAL_ZONE
from voting.refusals.goals import PlanUnread
from voting.registration.roster import REGISTERED
from voting.service.answering import by_person, could_answer
from voting.service.caching import remember_some
from voting.service.looking import zone_named
from voting.service.registering import Registering
from voting.store.areas import Mark
from voting.store.plans import BesidePlan
from voting.views.plan import OwnAnswer, OwnPlan

MOST_SUGGESTIONS = 3  # of one person at one meeting
MOST_PLANS = 500  # plans that a process keeps as it has read them
_AROUND_KEPT = 5.0  # seconds for which a process takes what is around a plan as it was

_log = logging.getLogger(__name__)


class Around(Struct, frozen=True):
    """What of an area, None for none, is shown beside a plan; ``zone`` is where its days are
    counted, ``sessions`` how many support sessions its programme allows."""

    area: Area | None = None
    zone: str = USUAL_ZONE
    sessions: int = PlanFacts("").sessions
    meetings: tuple[SessionMeeting, ...] = ()


@contextmanager
def readable(of: str) -> Iterator[None]:
    """Raise PlanUnread where what is read can't be, and let the log say of what it is."""
    try:
        yield
    except msgspec.DecodeError as fault:
        _log.exception("the plan of %s can't be read", of)
        raise PlanUnread() from fault


class Plans(Registering):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._plans: dict[str, tuple[Mark, Plan]] = {}
        self._coming: dict[str, tuple[int, Mapping[str, int]]] = {}
        self._around: dict[str, tuple[float, Around]] = {}
        self.catalogue = load_catalogue()

    def plan(self, owner: str) -> Plan:
        """The plan as last saved, read only where it has changed. Raises PlanUnread."""
        (mark,) = self.store.plan_marks([owner])
        return self._plan_of(owner, mark)

    def _plan_of(self, owner: str, mark: Mark) -> Plan:
        """The plan that has this mark, or a later one. Raises PlanUnread."""
        if mark[0] is None:
            return Plan(owner)
        held = self._plans.get(owner)
        if held is None or held[0] != mark:
            with readable(owner):
                held = self.store.sealed_plan(owner)
            remember_some(self._plans, owner, held, MOST_PLANS)
        return held[1]

    # --- beside a workshop ---

    def plan_at(self, workshop: Workshop, beside: BesidePlan | None = None) -> PlanSituation | None:
        """The plan beside a workshop as pages show it, ``beside`` if that has been read; None while
        a round is open or discussed, and for instruments that decide nothing. Raises PlanUnread: a
        workshop goes on without."""
        if not in_reach(workshop):
            return None
        with readable(workshop.id):
            area = self._before_lately(workshop).area
            owner = area if area and not workshop.rehearsal else workshop.id
            if beside is None or beside.owner != owner:
                beside = self.store.beside_plan(owner)
            at = self._plan_situation(workshop, beside, self._around_lately(area))
            if workshop.is_finished() and _is_held(at, beside):
                self.end_sitting(workshop)  # the process that finished it did not get this far
            return at

    def plan_beside(self, workshop: Workshop) -> PlanSituation | None:
        """The plan as it is at this moment, whatever the workshop is at, for its files; an empty
        one that is ``unread`` where it can't be read."""
        if not leads_to_goals(workshop):
            return None
        area = self.store.area_of(workshop.id) or ""
        owner = area if area and not workshop.rehearsal else workshop.id
        around = self._around_now(area)
        try:
            with readable(owner):
                return self._plan_situation(workshop, self.store.beside_plan(owner), around)
        except PlanUnread:
            today = self._today(around.zone).isoformat()
            return PlanSituation(Plan(owner), workshop.id, today, self.catalogue, unread=True)

    def _plan_situation(
        self, workshop: Workshop, beside: BesidePlan, around: Around
    ) -> PlanSituation:
        plan = self._plan_of(beside.owner, beside.mark)
        sitting = plan.sitting(workshop.id)
        question = sitting.question if sitting else None
        held, tally = dict[str, Ballot](), None
        of = could_answer(workshop, held)
        if question and question.is_open:
            held = by_person(workshop, beside.answers.get(question.id, {}))
            of = could_answer(workshop, held)
        elif question:
            tally = counted(question, beside.answers.get(question.id, {}), keys_of(workshop))
            of = question.present or of
        suggested = beside.suggestions.get(workshop.id, {})
        today = self._today(around.zone).isoformat()
        return PlanSituation(
            plan=plan,
            workshop=workshop.id,
            today=today,
            catalogue=self.catalogue,
            sessions=around.sessions,
            answered=frozenset(held),
            of=of,
            tally=tally,
            # In no order of time, which could tell whose they are.
            suggestions=sorted((s for some in suggested.values() for s in some if s.text), key=_id),
            meetings=around.meetings,
            reviews=self._reviews(around.area, workshop.id),
            ended=self._ended(workshop, around.zone),
            coming=self._to_come(around.area, today, workshop.id),
            elsewhere=scored_elsewhere(plan, workshop.id, self.clock()),
        )

    def _ended(self, workshop: Workshop, zone: str) -> str:
        ended = workshop.finished_at if workshop.is_finished() else None
        return ended.astimezone(zone_named(zone)).date().isoformat() if ended else ""

    def own_plan(self, workshop: Workshop, device: str, at: PlanSituation | None) -> OwnPlan | None:
        """What a device is told of its person's own, beside the plan as it is ``at`` this moment;
        None where nothing is on the screens. Another device's answer is not told, only that there
        is one that counts."""
        sitting = at.sitting if at else None
        if at is None or sitting is None or not sitting.part:
            return None
        person, question = workshop.stands_for(device), sitting.question
        same = [p.id for p in workshop.people.values() if workshop.stands_for(p.id) == person]
        devices = list(dict.fromkeys([device, *same]))
        held, sent = self.store.own_of_plan(
            at.plan.owner,
            question.id if question else None,
            devices,
            f"{workshop.id}:{person}:",
        )
        newest = max(held, key=lambda id: (held[id].at, id == device), default="")
        answer = None
        if question and newest:
            answer = own_answer(question, held[newest], hidden=newest != device)
        return OwnPlan(answer, max(0, MOST_SUGGESTIONS - sent))

    # --- what is around it ---

    def _around_lately(self, area: str) -> Around:
        """As it was some seconds ago at most; "" is no area."""
        cached = self._around.get(area)
        if cached and time.monotonic() <= cached[0]:
            return cached[1]
        until = time.monotonic() + _AROUND_KEPT
        around = self._around_now(area)
        remember_some(self._around, area, (until, around), MOST_PLANS)
        return around

    def _around_now(self, area: str) -> Around:
        held = self._held_areas([area]) if area else []
        return self._around_area(held[0].area) if held else Around()

    def _around_area(self, area: Area) -> Around:
        programmes = self.store.held_programmes([area.programme] if area.programme else [])
        programme = programmes[0] if programmes else None
        return Around(
            area,
            programme.timezone if programme else USUAL_ZONE,
            programme.most_sessions if programme else Around().sessions,
            tuple(self._session_meetings(area)),
        )

    def area_changed(self, area: str) -> list[str]:
        self._around.pop(area, None)
        return super().area_changed(area)

    def _session_meetings(self, area: Area) -> list[SessionMeeting]:
        found = [e for e in area.series() if e.kind == "session" and not e.rehearsal]
        registered = self._coming_to(area.id) if found else {}
        return [
            SessionMeeting(
                e.id, e.day, e.time, e.place, e.state, registered.get(e.id, 0), e.minutes
            )
            for e in found
        ]

    def _coming_to(self, area: str) -> Mapping[str, int]:
        """How many have registered for each event of an area, read only where that changed."""
        revision = self.store.roster_revision(area)
        if area not in self._coming or self._coming[area][0] != revision:
            roster = self.store.roster(area)
            replies = [r for one in roster.invitees.values() for r in one.replies.items()]
            count = Counter(event for event, reply in replies if reply.state == REGISTERED)
            remember_some(self._coming, area, (roster.revision, count), MOST_PLANS)
        return self._coming[area][1]

    def _reviews(self, area: Area | None, here: str = "") -> list[str]:
        """The days of those still to be held, without the one whose workshop is this."""
        return [
            e.day
            for e in (area.series() if area else ())
            if is_review(e.kind) and e.counts and e.day and e.state == "planned"
            if not here or e.workshop != here
        ]

    def _to_come(self, area: Area | None, today: str, here: str = "") -> list[Coming]:
        """Without the meeting whose workshop is this one."""
        return [
            Coming(e.id, e.kind, e.day, e.time, e.title, e.place)
            for e in (area.series() if area else ())
            if e.counts and e.state == "planned" and e.day >= today
            if not here or e.workshop != here
        ]


def own_answer(question: Question, held: Ballot, *, hidden: bool) -> OwnAnswer:
    """A person's own answer; ``hidden``: with no word of what another device has said."""
    said = held.rating
    return OwnAnswer(
        question=question.id,
        opened=question.opened_ms,
        kind=question.kind,
        vote_id=held.vote_id,
        sequence=held.sequence,
        score=said if isinstance(said, int) and not hidden else None,
        domains=tuple(said.answers) if isinstance(said, Answers) and not hidden else (),
        hidden=hidden,
    )


def _is_held(at: PlanSituation, beside: BesidePlan) -> bool:
    """Is anything of a meeting left that is kept no longer than it?"""
    sitting = at.sitting
    is_on = sitting is not None and bool(sitting.part or sitting.question)
    return is_on or at.workshop in beside.suggestions


def keys_of(workshop: Workshop) -> tuple[str, ...]:
    return tuple(cell.key for cell in workshop.framework.domains)


def _id(suggestion: Suggestion) -> str:
    return suggestion.id
