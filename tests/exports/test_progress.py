"""The progress chart of a goal: 0 is a point, and nothing joins the scores of two wordings."""

from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from tests.builders import WORDS
from tests.exports.plans import a_plan, goals, plan_at, score
from voting.reports.goals.told import plan_told
from voting.reports.progress import progress_figure, progress_svg

SVG = "{http://www.w3.org/2000/svg}"


def told(*held):
    plan = plan_told(plan_at(a_plan(goals=held or goals())), {}, WORDS)
    assert plan
    return plan["goals"]


def drawn(goal) -> ET.Element:
    return ET.fromstring(progress_figure(goal, WORDS)[0])


def points(svg: ET.Element) -> list[tuple[float, float]]:
    return [
        (float(one.get("cx", "")), float(one.get("cy", ""))) for one in svg.iter(f"{SVG}circle")
    ]


def joined(svg: ET.Element) -> int:
    return sum(one.get("stroke-width") == "3" for one in svg.iter(f"{SVG}line"))


def test_a_score_of_0_is_a_point_and_a_line_is_broken_where_the_goal_was_reworded():
    goal = told()[0]
    svg, said = progress_figure(goal, WORDS)
    root = ET.fromstring(svg)
    texts = [one.text for one in root.iter(f"{SVG}text")]
    assert len(points(root)) == 4
    assert points(root)[0][1] == max(y for _, y in points(root))
    assert joined(root) == 2  # 0 to 4, and 2 to 6: never 4 to 2
    assert texts.count("0") == 2  # the rule's, and the point's
    assert WORDS.say("goals.chart.reworded") in texts
    assert said.startswith("Consultation meeting, 22 November 2026: 0 out of 10")
    assert texts.count(WORDS.say("goals.scorers", n=9)) == 4


def test_a_closed_goal_ends_with_its_state_and_few_scorers_are_told_alone():
    svg = drawn(told()[1])
    texts = [one.text for one in svg.iter(f"{SVG}text")]
    assert {WORDS.say("goals.states.changed"), WORDS.say("goals.scorers", n=3)} <= set(texts)
    assert len(points(svg)) == 1


@pytest.mark.parametrize("many", range(1, 10))
def test_a_long_series_shows_the_last_scores_and_says_all(many):
    days = [f"2027-{month:02}-10" for month in range(1, many + 1)]
    held = [score(f"w{n}", "review-3", day, n) for n, day in enumerate(days)]
    [goal] = told(replace(goals()[2], scores=tuple(held)))
    svg, said = progress_figure(goal, WORDS)
    assert len(points(ET.fromstring(svg))) == min(many, 6)
    assert said.count("out of 10") == many
    dotted = next(
        one for one in ET.fromstring(svg).iter(f"{SVG}line") if one.get("stroke-dasharray")
    )
    rules = [
        one for one in ET.fromstring(svg).iter(f"{SVG}line") if not one.get("stroke-dasharray")
    ]
    assert dotted.get("y1") == rules[0].get("y1")  # 0, also where the chart begins later


def test_a_file_of_its_own_says_of_whom_it_is_whatever_was_typed():
    text = "=1+1 <script>\N{ROCKET} \x0b “it’s” & more"
    [goal] = told(replace(goals()[1], versions=(replace(goals()[1].versions[0]),)))
    about = {"area": text, "mark": WORDS.say("reports.rehearsal"), "credit": text}
    root = ET.fromstring(progress_svg(goal | {"text": text}, about, WORDS))
    assert root.findtext(f"{SVG}title", "").startswith(WORDS.say("reports.rehearsal"))
    assert not list(root.iter(f"{SVG}script"))
