"""Plans: what follows from the ratings, beside a workshop.

``act_on_plan`` carries out a trainer's command; ``answer_plan`` and ``suggest`` are what phones
send. What people do who have the area's link is in ``area_plans``.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from random import uniform
from typing import Any

from msgspec import UNSET

from voting.core.actors import Actor, Role
from voting.core.admission import admit
from voting.core.commands import ShowOverview
from voting.core.gate import why_refused
from voting.core.state import Presence, Workshop
from voting.goals import commands as c
from voting.goals.answers import checked, counted
from voting.goals.checking import said
from voting.goals.entries import Answered, PlanEntry, PlanFacts
from voting.goals.facts import PlanNeeds, needed
from voting.goals.machine import apply
from voting.goals.needs import proposed
from voting.goals.next_steps import is_review
from voting.goals.plan import KEPT_FROM, Plan, Proposal, Question
from voting.goals.reach import check_now, in_reach, leads_to_goals
from voting.goals.scoring import median
from voting.goals.situation import Coming, PlanSituation, SessionMeeting, Suggestion
from voting.goals.wording import TEXT_LIMIT
from voting.instruments.tally import Answers, Ballot
from voting.library import load_catalogue
from voting.moments import milliseconds
from voting.programme.area import Area
from voting.refusals import Refusal
from voting.refusals.asking import NotAllowed
from voting.refusals.goals import (
    NoSuchQuestion,
    QuestionClosed,
    SuggestionsClosed,
    TooManySuggestions,
)
from voting.refusals.sent import Malformed
from voting.refusals.serving import Busy
from voting.registration.roster import REGISTERED
from voting.service.areas import ATTEMPTS
from voting.service.caching import remember_some
from voting.service.registering import Registering
from voting.views.plan import OwnAnswer, OwnPlan
from voting.views.plan_made import standings_of
from voting.wire.messages import PlanAnswer, SuggestionSent

MOST_SUGGESTIONS = 3  # of one person at one meeting
MOST_PLANS = 500  # plans that a process keeps as it has read them


class Plans(Registering):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._plans: dict[str, Plan] = {}
        self._coming: dict[str, tuple[int, Mapping[str, int]]] = {}
        self.catalogue = load_catalogue()

    # --- reading ---

    def plan_owner(self, workshop: Workshop) -> str:
        """Whose plan a workshop works on: its area's; a rehearsal on its own, and one in no
        area."""
        if workshop.rehearsal:
            return workshop.id
        return self.store.area_of(workshop.id) or workshop.id

    def plan(self, owner: str) -> Plan:
        """The plan as last saved, read only where it has changed."""
        (revision,) = self.store.plan_revisions([owner])
        held = self._plans.get(owner)
        if held is None or held.revision != revision:
            held = self.store.plan(owner)
            remember_some(self._plans, owner, held, MOST_PLANS)
        return held

    def plan_at(self, workshop: Workshop) -> PlanSituation | None:
        """The plan beside a workshop; None while a round is open or discussed, and for instruments
        that decide nothing."""
        return self.plan_beside(workshop) if in_reach(workshop) else None

    def plan_beside(self, workshop: Workshop) -> PlanSituation | None:
        """The same whatever the workshop is at, for its files."""
        if not leads_to_goals(workshop):
            return None
        owner = self.plan_owner(workshop)
        plan = self.plan(owner)
        sitting = plan.sitting(workshop.id)
        question = sitting.question if sitting else None
        answered: frozenset[str] = frozenset()
        tally = None
        if question:
            held = self._by_person(workshop, self.store.plan_answers(owner, question.id))
            answered = frozenset(held)
            if not question.is_open:
                tally = counted(question, held, _keys(workshop))
        suggested = self.store.suggestions(owner, workshop.id) if sitting else {}
        area = self._area_of_plan(owner)
        return PlanSituation(
            plan=plan,
            workshop=workshop.id,
            today=self._plan_day(area),
            catalogue=self.catalogue,
            sessions=self._sessions_allowed(area),
            answered=answered,
            of=len(workshop.taking_part()),
            tally=tally,
            # In no order of time, which could tell whose they are.
            suggestions=sorted((s for some in suggested.values() for s in some), key=_by_id),
            meetings=self._session_meetings(area),
            reviews=review_days(area),
            coming=self._to_come(area, workshop.id),
        )

    def own_plan(self, workshop: Workshop, device: str) -> OwnPlan | None:
        """What a device is told of its person's own; None where nothing is asked of it."""
        if not in_reach(workshop):
            return None
        owner = self.plan_owner(workshop)
        sitting = self.plan(owner).sitting(workshop.id)
        if sitting is None or not sitting.part:
            return None
        person = workshop.stands_for(device)
        sent = self.store.suggestions(owner, workshop.id).get(person, ())
        answer = None
        if sitting.question:
            held = self.store.plan_answer(owner, sitting.question.id, person)
            hidden = workshop.is_shared(device)
            answer = own_answer(sitting.question.id, held, hidden) if held else None
        return OwnPlan(answer, max(0, MOST_SUGGESTIONS - len(sent)))

    def _by_person(self, workshop: Workshop, held: Mapping[str, Ballot]) -> dict[str, Ballot]:
        """One answer for each person who was not removed; of two devices the newer counts."""
        found: dict[str, Ballot] = {}
        for device, ballot in held.items():
            person = workshop.people.get(workshop.stands_for(device))
            if person is None or person.presence is Presence.REMOVED:
                continue
            if person.id not in found or found[person.id].at < ballot.at:
                found[person.id] = ballot
        return found

    def _area_of_plan(self, owner: str) -> Area | None:
        held = self._held_areas([owner])
        return held[0].area if held else None

    def _plan_day(self, area: Area | None) -> str:
        return (self.today_in(area) if area else self.clock().date()).isoformat()

    def _sessions_allowed(self, area: Area | None) -> int:
        programmes = [area.programme] if area and area.programme else []
        found = self.store.held_programmes(programmes)
        return found[0].most_sessions if found else PlanFacts("").sessions

    def _session_meetings(self, area: Area | None) -> list[SessionMeeting]:
        if area is None:
            return []
        found = [e for e in area.series() if e.kind == "session" and not e.rehearsal]
        registered = self._coming_to(area.id) if found else {}
        return [
            SessionMeeting(e.id, e.day, e.time, e.place, e.state, registered.get(e.id, 0))
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

    def _to_come(self, area: Area | None, here: str = "") -> list[Coming]:
        """Without the meeting whose workshop is this one."""
        if area is None:
            return []
        today = self._plan_day(area)
        return [
            Coming(e.id, e.kind, e.day, e.time, e.title, e.place)
            for e in area.series()
            if e.counts and e.state == "planned" and e.day >= today
            if not here or e.workshop != here
        ]

    # --- changing ---

    def act_on_plan(
        self,
        workshop: str,
        by: Actor,
        command: c.AnyPlanCommand,
        *,
        id: str = "",
        step: int | None = None,
    ) -> Plan:
        """Carry out a trainer's command to the plan that the workshop works on; one that puts
        something on the screens takes the domain off them. Raises the machine's refusals,
        PlanNotNow, StoreUnavailable, or Busy after many lost races."""
        found = self._trainers_workshop(workshop, by)
        check_now(found)
        owner = self.plan_owner(found)

        def entry(plan: Plan) -> PlanEntry:
            facts = self._plan_facts(plan, command, found)
            return PlanEntry(self.clock(), by, command, facts, id, step, workshop)

        after = self._change_plan(owner, entry)
        if isinstance(command, c.ShowPlan | c.AskNeeds | c.AskScore) and found.domain is not None:
            with suppress(Refusal):  # somebody was faster: then that is on the screens
                self.act(workshop, by, ShowOverview())
        return after

    def _change_plan(self, owner: str, entry_for: Callable[[Plan], PlanEntry]) -> Plan:
        began = time.monotonic()
        with self._lock(f"plan {owner}"):
            self.store.check_answered(began)
            for attempt in range(ATTEMPTS):
                before = self.store.plan(owner)
                entry = entry_for(before)
                after = apply(before, entry)
                if after is before or self.store.save_plan(before, after, entry):
                    return after
                # Others were first. Wait a little longer each time, at random.
                time.sleep(uniform(0, 0.004 * (attempt + 1)))
        raise Busy()

    def _plan_facts(
        self, plan: Plan, command: c.AnyPlanCommand, workshop: Workshop | None
    ) -> PlanFacts:
        needs = needed(command)
        area = self._area_of_plan(plan.owner)
        event = area.event_of(workshop.id) if area and workshop else None
        answered, middle = self._answered(plan, workshop) if needs.answered else (None, None)
        domains = (_keys(workshop) if workshop else self._domains_of(area)) if needs.domains else ()
        return PlanFacts(
            today=self._plan_day(area),
            kind=event.kind if event else workshop.details.kind if workshop else "",
            day=workshop.details.date if workshop else "",
            domains=domains,
            sessions=self._sessions_allowed(area) if needs.sessions else 3,
            answered=answered,
            median=middle,
            newcomers=self._newcomers(plan, needs, workshop),
            proposed=self._proposed(workshop) if needs.proposed and workshop else (),
            events=tuple(m.event for m in self._session_meetings(area)) if needs.sessions else (),
            items=self.catalogue.items if needs.sessions else (),
        )

    def _answered(
        self, plan: Plan, workshop: Workshop | None
    ) -> tuple[Answered | None, int | None]:
        """What the closed question came to, as far as it may be kept, and its middle score."""
        sitting = plan.sitting(workshop.id) if workshop else None
        question = sitting.question if sitting else None
        if workshop is None or question is None or question.is_open:
            return None, None
        held = self._by_person(workshop, self.store.plan_answers(plan.owner, question.id))
        tally = counted(question, held, _keys(workshop))
        middle = median(tally.counts) if question.kind == "score" else None
        if tally.people < KEPT_FROM:
            tally = Answered((), tally.people, tally.cant_say, tally.by_hand)
        return tally, middle

    def _proposed(self, workshop: Workshop) -> tuple[Proposal, ...]:
        return tuple(proposed(standings_of(self.by_itself(workshop))))

    def _newcomers(self, plan: Plan, needs: PlanNeeds, workshop: Workshop | None) -> bool:
        """Is it known that nobody here was at the meeting that made the goal?"""
        goal = next((one for one in plan.goals if one.id == needs.newcomers), None)
        made = goal.versions[0].workshop if goal and goal.versions else ""
        if not made or workshop is None or made == workshop.id:
            return False
        return self.none_were_at(workshop, made)

    def none_were_at(self, workshop: Workshop, earlier: str) -> bool:
        """Are people of both known to the area, and nobody of the one was at the other?"""
        then = set(self.store.known(earlier).values())
        now = set(self.store.known(workshop.id).values())
        return bool(then) and bool(now) and not then & now

    def _domains_of(self, area: Area | None) -> tuple[str, ...]:
        held = self._held_areas([area.id]) if area else []
        for workshop in reversed(area.workshops() if area else []):
            result = held[0].results.get(workshop) if held else None
            if result and result.framework.is_framework:
                return tuple(cell.key for cell in result.framework.domains)
        return ()

    # --- what phones send ---

    def answer_plan(self, workshop: str, device: str, sent: PlanAnswer) -> OwnAnswer:
        """Store an answer; returns the one now stored, a newer one if this came late. Raises
        NoSuchQuestion, QuestionClosed, what is wrong with the answer, or why the person may not."""
        found = self.store.load(workshop)
        person = self._taking_part(found, device)
        owner = self.plan_owner(found)
        question = self._question(owner, workshop, sent.question)
        score = None if sent.score is UNSET else sent.score
        needs = None if sent.domains is UNSET else sent.domains
        if needs is None and sent.score is UNSET:
            raise Malformed("score" if question.kind == "score" else "domains", why="missing")
        rating = checked(question, score, needs, _keys(found))
        ballot = Ballot(sent.sequence, sent.vote_id, rating, milliseconds(self.clock()))
        outcome = self.store.answer_plan(owner, question, person, ballot)
        if outcome.how == "closed" or outcome.held is None:
            raise QuestionClosed()
        return own_answer(question.id, outcome.held, hidden=False)

    def suggest(self, workshop: str, device: str, sent: SuggestionSent) -> int:
        """Keep a suggestion for a goal; returns how many more this person may send. Raises
        SuggestionsClosed, TooManySuggestions, or what is wrong with the text."""
        text = said(sent.text, "text", "suggestion", TEXT_LIMIT, required=True)
        found = self.store.load(workshop)
        person = self._taking_part(found, device)
        owner = self.plan_owner(found)
        sitting = self.plan(owner).sitting(workshop)
        if sitting is None or sitting.part not in ("needs", "goals"):
            raise SuggestionsClosed()
        kept = self.store.suggest(
            owner, workshop, person, Suggestion(sent.id, text), MOST_SUGGESTIONS
        )
        if kept < 0:
            raise TooManySuggestions(n=MOST_SUGGESTIONS)
        return MOST_SUGGESTIONS - kept

    def drop_suggestion(self, workshop: str, by: Actor, id: str) -> None:
        """A trainer has read a suggestion, and wants it no more. Raises NotAllowed or OldLink."""
        found = self._trainers_workshop(workshop, by)
        self.store.drop_suggestions(self.plan_owner(found), workshop, id)

    def _trainers_workshop(self, workshop: str, by: Actor) -> Workshop:
        found = self.store.load(workshop)
        if by.role is not Role.TRAINER:
            raise NotAllowed()
        admit(found, by)
        return found

    def _taking_part(self, workshop: Workshop, device: str) -> str:
        person = workshop.person(workshop.stands_for(device))
        if person.presence is not Presence.HERE:
            raise why_refused(workshop, device, 0)
        return person.id

    def _question(self, owner: str, workshop: str, id: int) -> Question:
        for fresh in (False, True):
            plan = self.store.plan(owner) if fresh else self.plan(owner)
            sitting = plan.sitting(workshop)
            if sitting and sitting.question and sitting.question.id == id:
                return sitting.question
        raise NoSuchQuestion(why="settled" if id <= plan.asked else "never")


def review_days(area: Area | None) -> list[str]:
    """The days of the reviews of an area's series that count."""
    held = [e for e in area.series() if is_review(e.kind) and e.counts] if area else []
    return [e.day for e in held if e.day]


def own_answer(question: int, held: Ballot, hidden: bool) -> OwnAnswer:
    """A person's own answer; ``hidden``: with no word of what another device may have said."""
    said = held.rating
    return OwnAnswer(
        question=question,
        vote_id=held.vote_id,
        sequence=held.sequence,
        score=said if isinstance(said, int) and not hidden else None,
        domains=tuple(said.answers) if isinstance(said, Answers) and not hidden else (),
        hidden=hidden,
    )


def _keys(workshop: Workshop) -> tuple[str, ...]:
    return tuple(cell.key for cell in workshop.framework.domains)


def _by_id(suggestion: Suggestion) -> str:
    return suggestion.id
