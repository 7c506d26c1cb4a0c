"""What an area's pages recommend for support sessions, from what is kept of its workshops."""

from tests.views.areas import TODAY, UNRESOLVED, area
from voting.goals.plan import Goal, Plan, Version, Wording
from voting.goals.situation import PlanSituation
from voting.library import load_catalogue
from voting.views.area_plan import area_plan

RATED = area("north", (2, 0, 3, UNRESOLVED, 1, 3, 3))  # clarity, contact, structures, outcomes, …


def recommended(*goals: Goal) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    held = PlanSituation(Plan("north", goals=goals), "", TODAY.isoformat(), load_catalogue())
    return [(one.domain, one.reasons) for one in area_plan(RATED, held).recommended]


def test_the_lowest_decision_comes_first_then_what_was_left_unresolved():
    assert recommended() == [
        ("contact", (("rated", "0"),)),
        ("outcomes", (("unresolved", ""),)),
        ("learning", (("rated", "1"),)),
    ]


def test_domains_of_goals_come_before_them():
    wording = Wording("Every school knows", domains=("evidence",), due="2027-02-22")
    goal = Goal("g1", "open", versions=(Version(1, wording, TODAY.isoformat()),))
    assert [domain for domain, _ in recommended(goal)] == ["evidence", "contact", "outcomes"]
    assert recommended(goal)[0] == ("evidence", (("rated", "3"), ("goal", "1")))
