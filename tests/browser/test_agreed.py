"""What was agreed, on the results: somebody who was not there reads who does what by when, and how
far it has come."""

import re

from playwright.sync_api import expect

from lab.rig.words import opening, said
from tests.browser.agreed import (
    ACTIONS,
    GOALS,
    HELPS,
    HINDERS,
    OWNER,
    REWORDED,
    SPEAKER,
    agrees,
    due,
    looks_back,
)
from tests.browser.test_paper import A4, CUT_OFF, PRESSED
from tests.browser.words import SHORT_NAMES
from voting.words import load

PARTS = ("needs", "goals", "sessions")


def region(page, name: str):
    return page.tab.get_by_role("region", name=name, exact=True)


def day(text: str) -> str:
    return load().date(text)


def test_the_results_follow_from_the_first_goal_to_the_review(stage):
    results = stage.results()
    stage.settles("clarity", "integration")
    results.sees(said("lead.live"))
    expect(results.heading(said("goals_results.title"))).to_have_count(0)
    for name in PARTS:
        expect(results.heading(said(f"goals.parts.{name}"))).to_have_count(0)
    first, second = agrees(stage)
    results.sees(ACTIONS[1])

    # First what there is in all, and each goal with where it stands: 0 is a score.
    top = region(results, said("goals_results.title"))
    expect(top).to_contain_text(said("goals_results.overview.goals", n=2))
    expect(top).to_contain_text(said("goals_results.overview.nobody", n=1))
    nought = said("goals.score", score=0)
    expect(top.get_by_role("listitem").first).to_contain_text(
        re.compile(f"{GOALS[0]}.*{nought}.*{OWNER}", re.DOTALL)
    )

    # The parts, in their order, are led to by the list of contents.
    actions = said("goals_results.actions.title")
    names = [said(f"goals.parts.{name}") for name in PARTS] + [
        actions,
        said("goals_results.coming.title"),
    ]
    contents = results.tab.get_by_role("navigation", name=said("lead.contents"))
    links = contents.get_by_role("link").all_inner_texts()
    at = links.index(names[0])
    assert links[at : at + 5] == names
    needs = results.tab.locator(".plan-needs").get_by_role("listitem")
    expect(needs).to_contain_text([SHORT_NAMES["integration"], SHORT_NAMES["clarity"]])
    named = results.tab.locator(".finding-list.is-needs")
    expect(named).to_contain_text(said("goals.parts.needs"))
    expect(named).to_contain_text(said("goals.how.trainer"))
    session = results.tab.locator(".plan-session")
    expect(session).to_contain_text(SPEAKER)
    expect(session).to_contain_text(said("goals.no_date"))

    # Who does what by when, the soonest first.
    rows = results.tab.get_by_role("table", name=actions).get_by_role("row")
    expect(rows).to_have_count(3)
    for row, told in (
        (rows.nth(1), (ACTIONS[1], said("goals.no_owner"), day(due(7)))),
        (rows.nth(2), (ACTIONS[0], OWNER, day(due(14)), said("goals.number", n=1))),
    ):
        for text in told:
            expect(row).to_contain_text(text)

    # A round takes nothing away, and the page says that it stands still meanwhile.
    expect(results.tab.get_by_text(said("goals_results.held"))).to_have_count(0)
    stage.opens("contact")
    results.sees(said("goals_results.held"), ACTIONS[0])
    stage.trainer.command("cancel_round", round=stage.trainer.view["round"]["id"])
    expect(results.tab.get_by_text(said("goals_results.held"))).to_have_count(0)

    review = stage.follows(kind="review")
    try:
        review.people(1)
        looks_back(review, first, second)
        page = review.results()
        page.sees(REWORDED, HINDERS, HELPS)
        # It rated nothing, and is about what was agreed alone.
        expect(page.heading(said("lead.profile"))).to_have_count(0)
        expect(page.heading(said("goals_results.goals.closed"))).to_be_visible()
        closed = page.tab.get_by_role("article", name=GOALS[0])
        expect(closed).to_contain_text(said("goals.states.reached"))
        expect(closed).to_contain_text(
            said("goals_results.since", change=said("goals.chart.up", n=4))
        )
        points = closed.locator(".progress-point")
        expect(points).to_have_text(["0", "4"])
        table = closed.get_by_role("table", name=opening("goals.chart.title"))
        expect(table.get_by_role("rowheader")).to_have_count(2)
        reworded = page.tab.get_by_role("article", name=REWORDED)
        expect(reworded.locator(".progress-line")).to_have_count(0)
        expect(reworded.locator(".progress-mark")).to_have_text(said("goals.chart.reworded"))
        expect(page.tab.get_by_text(said("goals_results.orientation"))).to_be_visible()

        # On paper nothing is cut off or left to press, and what was folded is there.
        page.tab.set_viewport_size(A4)
        page.tab.emulate_media(media="print")
        page.tab.pdf()
        assert page.tab.evaluate(CUT_OFF) == []
        expect(page.tab.locator(PRESSED)).to_have_count(
            page.tab.locator(".plan-first a:visible, .plan-facts a:visible").count()
        )
        page.tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        expect(reworded.locator(".plan-wordings")).to_be_visible()
    finally:
        review.close()
