"""What a trainer is led to: from the last decision to the close, and through a review."""

import pytest
from msgspec.structs import replace

from tests.builders import Room, cascade, every_kind, three_by_five
from tests.goals.planned import GOAL, LATER, Planned
from voting.core import commands as core
from voting.goals import commands as c
from voting.goals.next_steps import leads, next_steps
from voting.goals.plan import Action, Plan, Sitting, Wording

MOST = 40  # steps
OPEN = Action("a9", "Send the list", due="2026-12-01", workshop="workshop-before")


def decided(instrument=None, **details) -> Room:
    room = Room(instrument or cascade(), **details)
    room.joins("1")
    for cell in room.workshop.framework.domains:
        room.rates(cell.key, 1)
        room.rules(cell.key, "consensus", 1)
    return room


def at(meeting: Planned):
    held = meeting.situation()
    return held.plan, held.workshop


def kinds(meeting: Planned) -> list[str]:
    return [step.kind for step in next_steps(*at(meeting))]


def takes(meeting: Planned, step) -> None:
    goals = {goal.id: goal for goal in meeting.plan.goals}
    match step.kind:
        case "ask_needs":
            meeting.does(c.AskNeeds())
            meeting.chooses(("clarity",), ("clarity", "contact"))
        case "ask_score":
            meeting.does(c.AskScore(step.goal))
            meeting.scores(2, 4, 4)
        case "close_question":
            meeting.does(c.CloseQuestion(step.question))
        case "choose_needs":
            meeting.does(c.ChooseNeeds(meeting.facts().domains[:1]))
        case "add_goal":
            meeting.does(c.AddGoal(Wording("A new goal", due=LATER)))
        case "agree_goal":
            meeting.does(c.AgreeGoal(step.goal, goals[step.goal].draft))
        case "settle_score":
            meeting.does(c.SettleScore(step.goal, step.question, "median", meeting.facts().median))
        case "finish":
            meeting.room.does(core.Finish())
        case kind:
            meeting.does(c.ShowPlan(kind.removeprefix("show_")))
            if meeting.room.workshop.domain is not None:
                meeting.room.does(core.ShowOverview())


def followed(meeting: Planned) -> list[str]:
    """The kinds of the first steps, each taken, until the workshop is finished."""
    taken = []
    while not meeting.room.workshop.is_finished():
        assert len(taken) < MOST, taken
        assert leads(*at(meeting)), taken
        step = next_steps(*at(meeting))[0]
        taken.append(step.kind)
        takes(meeting, step)
    assert kinds(meeting) == []
    assert not leads(*at(meeting))
    return taken


FIRST_SCORE = ["show_scores", "ask_score", "close_question", "settle_score"]
TO_GOALS = [
    "show_needs", "ask_needs", "close_question", "choose_needs",
    "show_goals", "add_goal", "agree_goal", *FIRST_SCORE,
]  # fmt: skip


def test_from_the_last_decision_to_the_close():
    meeting = Planned(decided())
    assert followed(meeting) == [
        *TO_GOALS, "show_sessions", "show_actions", "show_closing", "finish",
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["scores", "sessions", "actions", "closing"])
def test_a_draft_left_behind_comes_before_what_follows_the_goals(part):
    meeting = Planned(decided())
    meeting.room.does(core.ShowOverview())
    meeting.does(c.ShowPlan("goals"))
    meeting.settles(meeting.agrees(), 2, 3, 4)
    after = kinds_at(meeting, part)
    meeting.does(c.AddGoal(Wording("A second goal", due=LATER)))
    left = meeting.plan.goals[-1].id
    meeting.does(c.ShowPlan(part))
    first, *then = next_steps(*at(meeting))
    assert (first.kind, first.goal) == ("show_goals", left)
    assert [step.kind for step in then] == after
    meeting.does(c.ShowPlan("goals"))
    assert next_steps(*at(meeting))[0].kind == "agree_goal"
    meeting.does(c.DropDraft(left))
    assert kinds_at(meeting, part) == after


def test_at_a_review_a_draft_waits_for_its_turn():
    before = a_goal_from_before(OPEN)
    goal = replace(before.goals[0], draft=before.goals[0].wording)
    meeting = a_review(replace(before, goals=(goal,)))
    assert kinds_at(meeting, "actions") == ["show_scores"]
    assert kinds_at(meeting, "closing") == ["show_goals", "finish"]


def kinds_at(meeting: Planned, part: str) -> list[str]:
    meeting.does(c.ShowPlan(part))
    return kinds(meeting)


def test_where_the_catalogue_has_nothing_no_sessions_come_up():
    meeting = Planned(decided(three_by_five()))
    meeting.does(c.ShowPlan("scores"))
    meeting.room.does(core.ShowOverview())
    assert kinds(meeting) == ["show_actions"]


def a_review(plan: Plan) -> Planned:
    meeting = Planned(Room(cascade(), kind="review"), plan)
    meeting.kind, meeting.meeting = "review-3", ""
    return meeting


def a_goal_from_before(*actions: Action) -> Plan:
    before = Planned(decided())
    before.settles(before.agrees(), 2, 3, 4)
    moved = before.plan.goals[0]
    moved = replace(
        moved,
        scores=tuple(replace(one, workshop="workshop-before") for one in moved.scores),
        versions=tuple(replace(one, workshop="workshop-before") for one in moved.versions),
    )
    return replace(before.plan, goals=(moved,), sittings=(), actions=actions)


def test_a_review_goes_through_actions_and_scores_without_any_rating():
    meeting = a_review(a_goal_from_before(OPEN))
    assert followed(meeting) == [
        "show_actions", *FIRST_SCORE, "show_goals", "show_closing", "finish",
    ]  # fmt: skip
    assert len(meeting.plan.goals[0].scores) == 2


def test_a_review_without_anything_agreed_comes_to_new_goals():
    assert followed(a_review(Plan("area-one"))) == [
        "show_goals", "add_goal", "agree_goal", *FIRST_SCORE, "show_closing", "finish",
    ]  # fmt: skip


def test_a_review_may_rate_and_comes_back():
    meeting = a_review(a_goal_from_before(OPEN))
    room = meeting.room
    room.joins("1")
    room.rates("clarity", 1)
    assert not leads(*at(meeting))
    room.rules("clarity", "consensus", 1)
    assert leads(*at(meeting))
    assert kinds(meeting)[0] == "show_actions"


def test_a_workshop_opens_with_what_is_still_open():
    meeting = Planned(plan=a_goal_from_before(OPEN))
    assert leads(*at(meeting))
    assert kinds(meeting) == ["show_actions"]
    meeting.does(c.ShowPlan("actions"))
    assert not leads(*at(meeting))  # then the first round is likelier
    meeting.room.joins("1")
    for cell in meeting.room.workshop.framework.domains:
        meeting.room.rates(cell.key, 1)
        assert not leads(*at(meeting))
        meeting.room.rules(cell.key, "consensus", 1)
    taken = followed(meeting)
    assert taken[0] == "show_needs"
    assert taken[-3:] == ["show_actions", "show_closing", "finish"]


def test_one_press_skips_them():
    meeting = Planned(plan=a_goal_from_before(OPEN))
    meeting.room.joins("1")
    meeting.room.rates("clarity", 1)
    assert not leads(*at(meeting))
    done = Planned(plan=a_goal_from_before(replace(OPEN, state="done")))
    assert not leads(*at(done))


def test_what_a_domain_took_off_the_screens_is_brought_back():
    meeting = Planned(decided())
    meeting.room.does(core.ShowOverview())
    meeting.does(c.AskNeeds())
    meeting.room.does(core.ShowDomain("clarity"))
    assert kinds(meeting) == ["show_needs"]
    takes(meeting, next_steps(*at(meeting))[0])
    assert kinds(meeting) == ["close_question"]


def test_once_all_is_scored_a_domain_leads_on_from_the_scores():
    meeting = a_review(a_goal_from_before())
    rounds = meeting.room
    rounds.joins("1")
    led = []
    for domain, scored in (("clarity", ""), ("contact", "settled"), ("structures", "asked")):
        meeting.does(c.ShowPlan("scores"))
        if scored == "settled":
            meeting.settles(meeting.plan.goals[0].id, 2, 4, 4)
        if scored == "asked":
            meeting.does(c.AskScore(meeting.plan.goals[0].id))
        rounds.rates(domain, 1)
        rounds.rules(domain, "consensus", 1)
        led.append(kinds(meeting))
    assert led == [["show_scores"], ["show_goals", "show_scores"], ["show_scores"]]


def test_what_trainers_took_off_goes_on_after_it():
    meeting = Planned(decided())
    meeting.room.does(core.ShowOverview())
    meeting.does(c.ShowPlan("sessions"))
    meeting.does(c.HidePlan())
    assert kinds(meeting) == ["show_actions", "show_sessions"]


def test_nothing_is_finished_before_all_is_decided():
    meeting = Planned()
    meeting.does(c.ShowPlan("closing"))
    assert kinds(meeting) == []
    assert not leads(*at(meeting))


@pytest.mark.parametrize("instrument", [three_by_five, every_kind])
def test_other_instruments_are_never_stuck(instrument):
    held = instrument()
    if instrument is every_kind:
        meeting = Planned(Room(held, kind="review"))
        meeting.kind = "review-6"
    else:
        meeting = Planned(decided(held))
    assert followed(meeting)[-1] == "finish"


def test_a_goal_that_was_closed_meanwhile_holds_nobody_up():
    meeting = Planned(decided())
    meeting.room.does(core.ShowOverview())
    goal = meeting.agrees()
    meeting.does(c.AskScore(goal))
    meeting.does(c.CloseQuestion(meeting.question))
    assert kinds(meeting)[:2] == ["settle_score", "ask_score"]
    closed = replace(meeting.plan.goal(goal), state="dropped")
    meeting.plan = replace(meeting.plan, goals=(closed,))
    assert kinds(meeting) == ["show_sessions"]
    assert GOAL.text == closed.wording.text


def test_a_goal_that_another_meeting_is_scoring_is_not_offered():
    meeting = Planned(decided())
    first, second = (meeting.agrees(Wording(text, due=LATER)) for text in ("One", "Two"))
    meeting.does(c.ShowPlan("scores"))
    meeting.room.does(core.ShowOverview())
    held, workshop = at(meeting)
    assert [step.goal for step in next_steps(held, workshop)][:1] == [first]
    other = Sitting("workshop-other", "workshop-2", "2026-11-22")
    busy = replace(held, elsewhere={first: other})
    assert [step.goal for step in next_steps(busy, workshop)][:1] == [second]
    all_busy = replace(held, elsewhere={first: other, second: other})
    assert "ask_score" not in [step.kind for step in next_steps(all_busy, workshop)]
