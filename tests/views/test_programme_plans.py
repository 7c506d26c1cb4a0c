"""What a programme's page shows of its areas' plans, and to whom."""

from datetime import date

from msgspec.structs import replace

from voting.goals.plan import (
    Action,
    Goal,
    LedPart,
    Plan,
    Score,
    Session,
    Version,
    Wording,
)
from voting.moments import now
from voting.programme.area import Area, Event
from voting.programme.situation import AreaSituation
from voting.views.heat import Named
from voting.views.programme_plans import plans_view

TODAY = date(2031, 3, 5)
EVENTS = (Event("e1", "session", "2031-04-05"), Event("e2", "session"))
AREA = Area("north", 1, 1, "Ambridge", now(), events=EVENTS)
AT = AreaSituation(AREA, {}, {}, TODAY)
KNOWN, HIDDEN = Named(1, "north", "Ambridge"), Named(1)


def score(n: int, version: int = 1, people: int = 9) -> Score:
    return Score("w", "review-3", "2031-03-01", version, n, "median", people)


PLAN = Plan(
    "north",
    revision=1,
    goals=(
        Goal(
            "g1",
            "open",
            versions=(Version(1, Wording("Ambridge knows", due="2031-06-05"), "2031-01-05"),),
            scores=(score(0), score(4)),
        ),
        Goal("g2", "reached", versions=(Version(1, Wording("Reached"), "2031-01-05"),)),
        Goal("g3", draft=Wording("Taking shape")),
    ),
    sessions=(
        Session("s4", "discussion", led=(LedPart("Routes", "Dr Example"),), event="e1"),
        Session("s5", "modules", event="e2"),
    ),
    actions=(
        Action("a6", "Ring Ambridge", "Jo Archer", due="2031-03-02"),
        Action("a7", "Book the hall", due="2031-03-01"),
        Action("a8", "Later", due="2031-03-05"),
        Action("a9", "Done", due="2031-01-01", state="done"),
    ),
)


def view(named: Named, *, evaluating: bool = False):
    return plans_view([(named, AT)], {"north": PLAN}, evaluating=evaluating)


def test_goals_sessions_and_actions_are_counted_and_what_is_overdue_comes_first():
    (agreed,) = view(KNOWN).agreed
    assert (agreed.goals, agreed.reached) == (2, 1)
    assert (agreed.sessions, agreed.dated) == (2, 1), "a meeting without a day is no date"
    assert (agreed.actions, agreed.overdue) == (3, 2), "today is not over"
    late = view(KNOWN).late
    assert [(one.text, one.owner, one.days) for one in late] == [
        ("Book the hall", "", 4),
        ("Ring Ambridge", "Jo Archer", 3),
    ]


def test_0_is_a_score_and_none_is_none():
    first, second = view(KNOWN).goals
    assert (first.first, first.last, first.change, first.scorers) == (0, 4, 4, 9)
    assert (second.first, second.last, second.change) == (None, None, None)


def test_scores_of_another_wording_are_no_start():
    goal = PLAN.goals[0]
    worded = replace(goal, versions=(*goal.versions, replace(goal.versions[0], number=2)))
    plan = replace(PLAN, goals=(replace(worded, scores=(*worded.scores, score(3, 2))),))
    (told,) = plans_view([(KNOWN, AT)], {"north": plan}, evaluating=True).goals
    assert (told.first, told.last, told.change) == (3, 3, None)


def test_evaluators_see_goals_and_scores_and_nobodys_name():
    seen = view(KNOWN, evaluating=True)
    assert [goal.text for goal in seen.goals] == ["Ambridge knows", "Reached"]
    for name in ("Jo Archer", "Dr Example", "Ring"):
        assert name not in repr(seen)
    assert (seen.agreed, seen.late) == ((), ())


def test_of_an_area_that_may_not_be_known_nothing_is_told_that_names_it():
    for evaluating in (True, False):
        seen = view(HIDDEN, evaluating=evaluating)
        assert [goal.last for goal in seen.goals] == [4, None]
        for text in ("Ambridge", "Jo Archer", "2031"):
            assert text not in repr(seen)


def test_an_area_with_nothing_agreed_is_not_listed():
    assert plans_view([(KNOWN, AT)], {"north": Plan("north")}, evaluating=False).agreed == ()
