"""Views of a plan, made for each audience."""

from hashlib import sha256
from typing import Any, TypeVar

from voting.core.actors import Role
from voting.disclosure.judged import Counted
from voting.goals.actions import open_actions
from voting.goals.catalogue import Catalogue
from voting.goals.needs import Standing, proposed
from voting.goals.next_steps import is_review, leads, next_steps
from voting.goals.plan import Action, Goal, Needs, Plan, Proposal, Question, Session, Wording
from voting.goals.possible import possible
from voting.goals.reach import is_before
from voting.goals.scoring import change_since, median
from voting.goals.sessions import recommended
from voting.goals.situation import PlanSituation, SessionMeeting
from voting.instruments.deciding import Method
from voting.instruments.tally import single
from voting.views import plan as v
from voting.views.situation import Situation

Made = TypeVar("Made", v.PlanView, v.PlanForLead, v.PlanForTrainers)


def plan_for_lead(at: Situation) -> v.PlanForLead | None:
    """For the results: None where nothing was agreed."""
    held = at.plan
    if held is None or held.plan.is_empty:
        return None
    coming = tuple(v.ComingView(c.kind, c.day, c.time, c.title, c.place) for c in held.coming)
    return shared_plan(at, held, v.PlanForLead, today=held.today, coming=coming)


def plan_for_trainers(at: Situation) -> v.PlanForTrainers | None:
    """None where the plan can't be reached now: while a round is open."""
    held = at.plan
    if held is None:
        return None
    plan, standings = held.plan, standings_of(at)
    areas = [topic.key for topic in held.catalogue.areas]
    drafts = [goal for goal in plan.goals if goal.draft is not None]
    question = held.sitting.question if held.sitting else None
    steps = next_steps(held, at.workshop)
    return shared_plan(
        at,
        held,
        v.PlanForTrainers,
        key=_key_of(plan),
        revision=plan.revision,
        step=plan.step,
        allowed=tuple(possible(held, at.workshop, Role.TRAINER)),
        next=tuple(v.PlanStepView(s.kind, s.goal, s.question) for s in steps),
        leads=leads(held, at.workshop),
        proposed=proposals(proposed(standings)),
        recommended=proposals(recommended(plan, standings, areas)),
        most_sessions=held.sessions,
        rivals=tuple(
            v.RivalView(goal.id, r.id, r.field, r.value, r.by)
            for goal in drafts
            for r in goal.rivals
        ),
        edits=tuple(v.EditsView(goal.id, goal.edits) for goal in drafts),
        suggestions=tuple(v.SuggestionView(s.id, s.text) for s in held.suggestions),
        elsewhere=tuple(v.ElsewhereView(g, m.kind, m.day) for g, m in held.elsewhere.items()),
        answered=tuple(sorted(held.answered)) if question and question.is_open else (),
        by_hand=question.by_hand if question and question.is_open else (),
        by_hand_cant_say=question.cant_say if question and question.is_open else 0,
        meetings=tuple((m.event, m.day) for m in held.meetings if m.state != "cancelled"),
        today=held.today,
    )


def standings_of(at: Situation) -> list[Standing]:
    """How each domain came out, in the instrument's order; those that settle nothing are left
    out."""
    w = at.workshop
    found = []
    for cell in w.framework.domains:
        ruling = w.rulings.get(cell.key)
        last = w.last_round(cell.key)
        held = at.rounds.get((last.id, cell.key)) if last else None
        rating = single(ruling.rating) if ruling else None
        top = len(cell.column.places) - 1
        found.append(
            Standing(
                domain=cell.key,
                rating=rating,
                height=rating / top if rating is not None and cell.column.ordered else None,
                decided=ruling is not None,
                unresolved=ruling is not None and ruling.method is Method.UNRESOLVED,
                two_camps=_two_camps(held),
                firmness=_firmness(held, rating),
            )
        )
    return found


def _two_camps(held: Counted | None) -> bool:
    return held is not None and held.measures is not None and held.measures.picture == "two-camps"


def _firmness(held: Counted | None, rating: int | None) -> float:
    if held is None or rating is None or not sum(held.told.counts):
        return 0.0 if held else 1.0
    return held.told.counts[rating] / sum(held.told.counts)


def proposals(held: list[Proposal]) -> tuple[v.ProposalView, ...]:
    return tuple(v.ProposalView(one.domain, one.reasons) for one in held)


def shared_plan(at: Situation, held: PlanSituation, kind: type[Made], **more: Any) -> Made:
    """All of it, as a view of this kind, which may have ``more``."""
    plan, sitting = held.plan, held.sitting
    return kind(
        part=sitting.part if sitting else "",
        on_screen=is_before(held.sitting, at.workshop),
        goal=sitting.goal if sitting else "",
        review=is_review(sitting.kind if sitting else at.workshop.details.kind),
        needs=needs_view(plan.needs_of(held.workshop) or (plan.needs[-1] if plan.needs else None)),
        goals=goal_views(plan, held.workshop),
        sessions=session_views(held),
        actions=action_views(held),
        question=_question(held),
        reviews=tuple(sorted(day for day in held.reviews if day > held.today)),
        **more,
    )


def _key_of(plan: Plan) -> str:
    """Whose it is can't be told from it."""
    return sha256(plan.owner.encode()).hexdigest()[:12]


def goal_views(plan: Plan, here: str = "") -> tuple[v.GoalView, ...]:
    """All goals, oldest first, as the workshop ``here`` sees them ("": beside none)."""
    return tuple(_goal(n, goal, here) for n, goal in enumerate(plan.goals, 1))


def _goal(number: int, goal: Goal, here: str) -> v.GoalView:
    return v.GoalView(
        id=goal.id,
        number=number,
        state=goal.state,
        wording=wording_view(goal.version.wording) if goal.version else None,
        draft=wording_view(goal.draft) if goal.draft else None,
        version=goal.version.number if goal.version else 0,
        versions=tuple(
            v.VersionView(one.number, one.day, wording_view(one.wording)) for one in goal.versions
        ),
        scores=tuple(
            v.ScoreView(
                workshop=s.workshop,
                kind=s.kind,
                day=s.day,
                version=s.version,
                score=s.score,
                method=s.method,
                scorers=s.scorers,
                cant_say=s.cant_say,
                by_hand=s.by_hand,
                rounds=s.rounds,
                dots=s.dots,
                returned=s.returned,
                present=s.present,
            )
            for s in goal.scores
        ),
        change=change_since(goal),
        notes=tuple(
            v.NoteView(n.workshop, bool(here) and n.workshop == here, n.day, n.hinders, n.helps)
            for n in goal.notes
        ),
        closed_on=goal.closed_on,
        replaced_by=goal.replaced_by,
    )


def wording_view(said: Wording) -> v.WordingView:
    return v.WordingView(
        text=said.text,
        measure=said.measure,
        achievable=said.achievable,
        domains=said.domains,
        due=said.due,
        owner=said.owner,
        first_step=said.first_step,
    )


def needs_view(needs: Needs | None) -> v.NeedsView | None:
    if needs is None:
        return None
    chosen = tuple(v.ChosenView(one.domain, one.votes) for one in needs.domains)
    return v.NeedsView(needs.workshop, needs.day, needs.how, chosen, needs.voters)


def session_views(held: PlanSituation) -> tuple[v.SessionView, ...]:
    meetings = {one.event: one for one in held.meetings}
    return tuple(
        _session(n, one, meetings.get(one.event), held.catalogue)
        for n, one in enumerate(held.plan.sessions, 1)
    )


def _session(
    number: int, one: Session, meeting: SessionMeeting | None, catalogue: Catalogue
) -> v.SessionView:
    people, minutes = (meeting.registered, meeting.minutes) if meeting else (0, 0)
    over = catalogue.over(one.format, people, minutes)
    return v.SessionView(
        id=one.id,
        number=number,
        format=one.format,
        areas=one.areas,
        items=one.items,
        led=tuple(v.LedPartView(part.text, part.speaker) for part in one.led),
        event=one.event,
        day=meeting.day if meeting else "",
        time=meeting.time if meeting else "",
        place=meeting.place if meeting else "",
        state=meeting.state if meeting else "planned",
        registered=people,
        over=tuple((what, catalogue.most(one.format, what)) for what in over),
    )


def action_views(held: PlanSituation) -> tuple[v.ActionView, ...]:
    plan = held.plan
    closed = [one for one in plan.actions if one.state != "open"]
    return tuple(_action(held, one) for one in [*open_actions(plan), *closed])


def _action(held: PlanSituation, one: Action) -> v.ActionView:
    return v.ActionView(
        id=one.id,
        text=one.text,
        owner=one.owner,
        due=one.due,
        state=one.state,
        overdue=one.overdue(held.today),
        goal=one.goal,
        domain=one.domain,
        session=one.session,
        here=bool(held.workshop) and one.workshop == held.workshop,
        closed_on=one.closed_on,
    )


def _question(held: PlanSituation) -> v.QuestionView | None:
    question = held.sitting.question if held.sitting else None
    if question is None:
        return None
    tally = None if question.is_open else held.tally
    # A vote on needs is shown as a round is; of a score few gave, only what may be settled.
    is_told = tally is not None and (question.kind == "needs" or tally.may_be_kept)
    return v.QuestionView(
        id=question.id,
        opened=question.opened_ms,
        kind=question.kind,
        goal=question.goal,
        round=question.round,
        open=question.is_open,
        answered=_answered(held, question),
        of=held.of,
        counts=tally.counts if tally and is_told else None,
        cant_say=tally.cant_say if tally else None,
        median=median(tally.counts) if tally and question.kind == "score" else None,
    )


def _answered(held: PlanSituation, question: Question) -> int:
    if question.is_open:
        # (Of needs chosen by hand it is not known how many people these are.)
        by_hand = (
            sum(question.by_hand) if question.kind == "score" else max(question.by_hand, default=0)
        )
        return len(held.answered) + by_hand + question.cant_say
    return held.tally.people + held.tally.cant_say if held.tally else 0
