"""Random commands to a plan, legal or not, by anybody, in any order: what must hold holds."""

from datetime import timedelta

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.builders import FIRST_TRAINER, SECOND_TRAINER
from tests.depth import of_hundred
from tests.goals.planned import LATER, MEETING, TODAY, Planned
from voting.core.actors import CLOCK, Actor, Role
from voting.core.commands import Retired
from voting.goals import commands as c
from voting.goals.by_hand import without_counts
from voting.goals.entries import Answered, PlanEntry
from voting.goals.machine import apply, fold
from voting.goals.next_steps import SHOW, next_steps
from voting.goals.plan import (
    ACTION_STATES,
    ENDS,
    FIELDS,
    FORMATS,
    KEPT_FROM,
    PARTS,
    TOP,
    LedPart,
    Plan,
    Wording,
)
from voting.goals.possible import possible
from voting.goals.typing import is_typing, typed_on
from voting.refusals import Refusal
from voting.words import load

WORDS = load()
LEAD = Actor(Role.AREA)
GOALS = ["g1", "g2", "g3", "g4", "g5", "g9", ""]
TEXTS = ["", " ", "\u2800", "Fewer waits", "Every school knows whom to ring", "x" * 201, "x" * 501]
DAYS = ["", TODAY, LATER, "2026-11-21", "2026-02-30", "20270105", "soon"]
DOMAINS = st.sampled_from([(), ("clarity",), ("clarity", "contact"), ("roads",), ("clarity",) * 2])
numbers = st.integers(-1, 6)
texts, days = st.sampled_from(TEXTS), st.sampled_from(DAYS)
goals = st.sampled_from(GOALS)
wordings = st.builds(
    Wording,
    text=texts,
    measure=texts,
    domains=DOMAINS,
    due=days,
    owner=st.sampled_from(["", "Public health"]),
)
ARGUMENTS = {
    "action": st.sampled_from(["a5", "a6", "a7", "a8"]),
    "areas": DOMAINS,
    "cant_say": numbers,
    "counts": st.lists(numbers, max_size=12).map(tuple),
    "domain": st.sampled_from(["", "clarity", "roads"]),
    "domains": DOMAINS,
    "due": days,
    "edit": st.integers(0, 3),
    "event": st.sampled_from(["", MEETING.event, "e9"]),
    "finished": st.sampled_from(["", "2026-11-22T16:00", "2026-11-23T16:00"]),
    "field": st.sampled_from([*FIELDS, "colour"]),
    "format": st.sampled_from([*FORMATS, "party"]),
    "goal": goals,
    "helps": texts,
    "id": st.sampled_from(["", "carried-1", "carried-2"]),
    "hinders": texts,
    "items": st.sampled_from([(), ("clarity-mapping",), ("contact-works", "no-such")]),
    "led": st.sampled_from([(), (LedPart("How we do it", "A. B."),), (LedPart(""),) * 7]),
    "method": st.sampled_from(["median", "consensus", "dice"]),
    "owner": texts,
    "part": st.sampled_from([*PARTS, "party"]),
    "question": st.integers(0, 9),
    "replaced_by": goals,
    "replaces": st.sampled_from(["", "", *GOALS]),
    "rival": st.sampled_from(["t3", "t4", "t5", "t6", "t9"]),
    "score": st.sampled_from([0, 1, 3, 10, -1, 11, 4.5, 7.0, True]),
    "session": st.sampled_from(["", "s4", "s5", "s6"]),
    "state": st.sampled_from([*ACTION_STATES, *ENDS, "draft"]),
    "text": texts,
    "to": st.just("area-two"),
    "events": st.sampled_from([(), ((MEETING.event, "e7"),)]),
    "use": st.booleans(),
    "value": st.sampled_from([*TEXTS, *DAYS, "clarity,contact", "roads"]),
    "wording": wordings,
    "workshop": st.sampled_from(["", "workshop-one", "workshop-two"]),
}
WHOLE = (c.BringPlan, c.StartPlan)  # carry parts of plans: see test_carrying


def fields(kind):
    return kind.__struct_fields__


def ids(those):
    return [*(one.id for one in those), *(one.id for one in those), ""]


anything = st.one_of(
    st.builds(kind, **{field: ARGUMENTS[field] for field in fields(kind)})
    for kind in c.PlanCommand.__subclasses__()
    if kind not in WHOLE
)
anybody = st.builds(
    Actor,
    st.sampled_from([Role.TRAINER, Role.TRAINER, Role.AREA, Role.PROGRAMME, *Role]),
    st.sampled_from(["", "trainer-one", "trainer-two"]),
)
GOOD = ARGUMENTS | {
    "areas": st.just(("clarity",)),
    "cant_say": st.just(1),
    "counts": st.sampled_from([(0, 1, 2, 0, 0, 3, 0, 0, 0, 0, 0), (1, 2, 0, 0, 0, 0, 0)]),
    "domain": st.sampled_from(["", "clarity"]),
    "domains": st.just(("contact", "clarity")),
    "due": st.sampled_from(["", LATER]),
    "event": st.just(MEETING.event),
    "format": st.sampled_from(FORMATS),
    "items": st.just(("clarity-mapping",)),
    "led": st.just((LedPart("How we do it", "A. B."),)),
    "owner": st.sampled_from(["", "Public health"]),
    "part": st.sampled_from(PARTS),
    "text": st.sampled_from(["Send the list", "Book the hall"]),
    "wording": st.builds(Wording, st.sampled_from(["Fewer waits", "A list"]), due=st.just(LATER)),
}
ABOUT_GOALS = [
    c.AddGoal, c.WriteGoal, c.WriteGoal, c.ChooseText, c.AgreeGoal, c.AgreeGoal, c.RewordGoal,
    c.DropDraft, c.CloseGoal, c.ReopenGoal, c.NoteGoal,
]  # fmt: skip
ABOUT_THE_REST = [
    c.AddSession, c.ChangeSession, c.RemoveSession, c.AddAction, c.ChangeAction, c.MarkAction,
    c.RemoveAction,
]  # fmt: skip
AFTER_ASKING = [c.CloseQuestion, c.SettleScore, c.ChooseNeeds, c.CancelQuestion, c.EnterAnswers]


def any_goal(goal):
    return True


def is_open(goal):
    return goal.state == "open"


def is_draft(goal):
    return goal.draft is not None


FITS = {
    c.AskScore: is_open,
    c.RewordGoal: is_open,
    c.CloseGoal: is_open,
    c.AgreeGoal: is_draft,
    c.WriteGoal: is_draft,
    c.DropDraft: is_draft,
    c.ReopenGoal: lambda goal: not goal.counts,
    c.ChooseText: lambda goal: goal.rivals,
}
people = st.sampled_from([FIRST_TRAINER, SECOND_TRAINER, LEAD])
trainers = st.sampled_from([FIRST_TRAINER, SECOND_TRAINER])
given_scores = st.lists(st.sampled_from([None, 0, 0, 1, 5, 9, 10]), max_size=8)
given_needs = st.lists(st.sampled_from([(), ("clarity",), ("clarity", "contact")]), max_size=8)


class AnyPlan(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.at = Planned()
        self.ids: set[str] = set()
        self.logged: list[PlanEntry] = []
        self.typed: tuple[PlanEntry, ...] = ()

    def gives(self, command, by, *, id="", step=None) -> bool:
        """Was the command carried out, and did it change something?"""
        before, known = self.at.plan, self.at.situation()
        written = msgspec.json.encode(before)
        could = possible(known.plan, self.at.room.workshop, Role.TRAINER)
        try:
            after = self.at.does(command, by, id=id, step=step)
        except Refusal as refused:
            after, said = self.at.plan, WORDS.refusal(refused)
            assert said
            assert after is before
        assert msgspec.json.encode(before) == written
        changed = after is not before
        assert after.revision == before.revision + changed
        if changed:
            self.logs(before, self.at.entries[-1])
            if by.role is Role.TRAINER:
                assert c.name_of(type(command)) in could
            there = {one.id for one in (*before.goals, *before.sessions, *before.actions)}
            new = {one.id for one in (*after.goals, *after.sessions, *after.actions)} - there
            assert not new & self.ids
            self.ids |= new
            assert not id or apply(after, self.at.entries[-1]) is after
        return changed

    def logs(self, before, entry) -> None:
        """What the store keeps of the log: of what is typed the last, and of what was entered by
        hand nothing once it is settled."""
        if is_typing(entry):
            self.typed = typed_on(self.typed, before, entry)
        else:
            self.logged += [*self.typed, entry]
            self.typed = ()
        gone = set(before.questions()) - set(self.at.plan.questions())
        self.logged = [without_counts(one, gone) or one for one in self.logged]

    @rule(
        command=anything,
        by=anybody,
        id=st.sampled_from(["", "", "request-one", "request-two"]),
        off=st.sampled_from([None, None, 0, -1]),
    )
    def somebody_gives_any_command(self, command, by, id, off):
        self.gives(command, by, id=id, step=None if off is None else self.at.plan.step + off)

    def likely(self, kind, data):
        """A command of this kind that fits the plan, as far as one can."""
        plan = self.at.plan
        fit = [one for one in plan.goals if FITS.get(kind, any_goal)(one)]
        goal = data.draw(st.sampled_from(fit or plan.goals or (None,)))
        sitting = plan.sitting(self.at.workshop)
        question = sitting.question if sitting else None
        middle = self.at.facts().median
        if kind is c.SettleScore and question:
            method = "consensus" if middle is None else "median"
            return c.SettleScore(question.goal, question.id, method, middle or 0)
        if kind is c.WriteGoal and goal:
            field = data.draw(st.sampled_from(FIELDS[:2]))
            edit = goal.edits.get(field, 0) - data.draw(st.sampled_from([0, 0, 1]))
            text = data.draw(st.sampled_from(["Fewer waits", "A list", "A map"]))
            return c.WriteGoal(goal.id, field, text, edit)
        if kind is c.AgreeGoal and goal and goal.draft:
            return c.AgreeGoal(goal.id, goal.draft)
        known = {
            "action": plan.actions,
            "goal": [goal] if goal else (),
            "replaced_by": plan.goals,
            "replaces": plan.goals,
            "session": plan.sessions,
            "rival": goal.rivals if goal else (),
        }
        good = GOOD | {field: st.sampled_from(ids(some)) for field, some in known.items()}
        good["question"] = st.just(plan.asked)
        return data.draw(st.builds(kind, **{field: good[field] for field in fields(kind)}))

    @rule(data=st.data(), by=people, kind=st.sampled_from(ABOUT_GOALS))
    def somebody_changes_the_goals(self, data, by, kind):
        self.gives(self.likely(kind, data), by)

    @rule(data=st.data(), by=people, other=people)
    def two_write_in_a_draft(self, data, by, other):
        if not any(is_draft(goal) for goal in self.at.plan.goals):
            self.gives(c.AddGoal(), by)
        for kind, who in ((c.WriteGoal, by), (c.WriteGoal, other), (c.ChooseText, by)):
            if data.draw(st.booleans()):
                self.gives(self.likely(kind, data), who)

    @rule(data=st.data(), by=people)
    def a_goal_is_agreed(self, data, by):
        self.gives(self.likely(c.AddGoal, data), by)
        self.gives(self.likely(c.AgreeGoal, data), by)

    @rule(data=st.data(), by=people, kind=st.sampled_from(ABOUT_THE_REST))
    def somebody_changes_sessions_and_actions(self, data, by, kind):
        self.gives(self.likely(kind, data), by)

    @rule(data=st.data(), by=trainers, kind=st.sampled_from([c.AskScore, c.AskNeeds, c.ShowPlan]))
    def the_room_is_asked(self, data, by, kind):
        asked = self.gives(self.likely(kind, data), by)
        if asked and kind is c.AskScore:
            self.at.scores(*data.draw(given_scores))
        elif asked and kind is c.AskNeeds:
            self.at.chooses(*data.draw(given_needs))

    @rule(data=st.data(), by=trainers, kind=st.sampled_from(AFTER_ASKING))
    def what_it_answers_is_taken(self, data, by, kind):
        self.gives(self.likely(kind, data), by)

    @rule(data=st.data(), by=trainers)
    def a_score_is_settled(self, data, by):
        self.the_room_is_asked(data, by, c.AskScore)
        self.gives(self.likely(c.CloseQuestion, data), by)
        self.gives(self.likely(c.SettleScore, data), by)

    @rule(hours=st.sampled_from([1, 13, 24 * 100]), workshop=st.sampled_from(["one", "two"]))
    def time_goes_on_at_another_workshop(self, hours, workshop):
        self.at.now += timedelta(hours=hours)
        self.at.meeting = f"workshop-{workshop}"
        self.at.ballots = {}

    @rule()
    def a_command_of_another_version_is_in_the_log(self):
        at = self.at
        at.now += timedelta(seconds=1)
        entry = PlanEntry(at.now, CLOCK, Retired("sing", {}), at.facts(), workshop=at.workshop)
        before, at.plan = at.plan, apply(at.plan, entry)
        at.entries.append(entry)
        self.logs(before, entry)

    @invariant()
    def the_log_folds_to_the_plan_also_after_it_was_written_and_read(self):
        plan, entries = self.at.plan, self.at.entries
        assert plan.revision == len(entries)
        assert msgspec.json.decode(msgspec.json.encode(plan), type=Plan) == plan
        logged = [e for e in entries if not isinstance(e.command, Retired)]
        assert msgspec.json.decode(msgspec.json.encode(logged), type=list[PlanEntry]) == logged
        assert fold(plan.owner, entries) == plan
        kept = [*self.logged, *self.typed]
        assert fold(plan.owner, kept) == plan
        held = {str(id) for id in plan.questions()}
        counted = [one.command for one in kept if isinstance(one.command, c.EnterAnswers)]
        assert all(str(one.question) in held for one in counted if one.counts or one.cant_say)

    @invariant()
    def goals_are_whole(self):
        plan = self.at.plan
        assert sum(goal.counts for goal in plan.goals) <= 3
        for goal in plan.goals:
            assert (goal.state == "draft") == (not goal.versions)
            assert goal.versions or goal.draft
            assert goal.counts or not (goal.draft or goal.rivals or goal.edits)
            assert goal.counts == (not goal.closed_on)
            assert [one.number for one in goal.versions] == [*range(1, len(goal.versions) + 1)]
            assert all(one.wording.text.strip() and one.wording.due for one in goal.versions)
            assert goal.replaced_by in {"", *(one.id for one in plan.goals)} - {goal.id}
            ids = [rival.id for rival in goal.rivals]
            assert len(ids) == len(set(ids))
        assert len(plan.sessions) <= 3

    @invariant()
    def scores_are_kept_as_they_may_be(self):
        for goal in self.at.plan.goals:
            for score in goal.scores:
                assert score.score in range(TOP + 1)
                assert not isinstance(score.score, bool | float)
                assert 1 <= score.version <= len(goal.versions)
                kept = Answered((), score.scorers, by_hand=score.by_hand).may_be_kept
                assert (score.dots is not None) == kept
                assert score.dots is None or sum(score.dots) == score.scorers
            met = [(score.workshop, score.version) for score in goal.scores]
            assert len(met) == len(set(met))
        for needs in self.at.plan.needs:
            assert needs.domains
            # (How many voted by hand is not kept of needs, and can withhold the votes as well.)
            few = needs.voters is None or needs.voters < KEPT_FROM
            assert all(one.votes is None for one in needs.domains) or not few

    @invariant()
    def nothing_hangs_in_the_air(self):
        plan = self.at.plan
        there = {"", *(goal.id for goal in plan.goals), *(one.id for one in plan.sessions)}
        assert {one for a in plan.actions for one in (a.goal, a.session)} <= there
        assert {sitting.goal for sitting in plan.sittings} <= there
        assert all(id <= plan.asked for id in plan.questions())
        assert len({one.workshop for one in plan.sittings}) == len(plan.sittings)

    @invariant()
    def a_next_step_can_be_done(self):
        at, w = self.at.situation().plan, self.at.room.workshop
        could = possible(at, w, Role.TRAINER)
        steps = next_steps(at, w)
        for step in steps:
            assert step.kind in could or step.kind in {*SHOW.values(), "finish"}
        assert len({(step.kind, step.goal) for step in steps}) == len(steps)


AnyPlan.TestCase.settings = settings(
    deadline=None, stateful_step_count=40, max_examples=of_hundred(40)
)
TestAnyPlan = AnyPlan.TestCase
