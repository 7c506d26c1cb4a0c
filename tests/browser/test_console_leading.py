"""What the console leads a trainer to between the parts of a plan: what is left to score, the notes
of the goal in hand, another goal, and a draft that is left behind."""

import pytest
from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.agreed import agrees, due
from tests.browser.words import SHORT_NAMES

T = "goals_desk"


@pytest.fixture
def decided(stage):
    """A room in which all is decided."""
    stage.people(6)
    stage.settles(*SHORT_NAMES)
    stage.trainer.command("show_overview")
    return stage


@pytest.fixture
def review(stage):
    goals = agrees(stage)
    made = stage.follows(kind="review")
    made.people(6)
    yield made, goals
    made.close()


def left_said(left: int, n: int) -> str:
    return said(f"{T}.scores.left.other", left=left, n=n)


def test_a_review_says_how_many_goals_are_left_and_has_the_notes_of_the_one_in_hand(review):
    stage, (first, second) = review
    give, console = stage.trainer.plan, stage.console()
    give("show_plan", part="scores")
    console.sees(left_said(2, 2))
    notes = {goal: console.tab.locator(f"#plan-note-{goal}-hinders") for goal in (first, second)}
    for field in notes.values():
        expect(field).to_be_hidden()
    give("ask_score", goal=second)
    expect(notes[second]).to_be_visible()
    expect(notes[first]).to_be_hidden()
    notes[second].fill("Link workers move on")
    question = stage.trainer.view["plan"]["question"]["id"]
    give("enter_answers", question=question, counts=[0, 0, 6, *[0] * 8])
    give("close_question", question=question)
    give("settle_score", goal=second, question=question, method="median", score=2)
    console.sees(left_said(1, 2))
    give("ask_score", goal=first)
    # What is not saved stays in sight, whichever goal is in hand.
    expect(notes[first]).to_be_visible()
    expect(notes[second]).to_have_value("Link workers move on")
    expect(notes[second]).to_be_visible()


def test_another_goal_is_a_press_away_above_those_agreed(decided):
    give = decided.trainer.plan
    give("show_plan", part="goals")
    console = decided.console()
    give("add_goal", wording={"text": "Every school knows its link worker", "due": due(90)})
    goal = decided.trainer.view["plan"]["goals"][0]
    give("agree_goal", goal=goal["id"], wording=goal["draft"])
    more = console.next_step.get_by_role("button", name=said(f"{T}.goals.add_more"))
    expect(more).to_have_count(1)
    article = console.next_step.get_by_role("article").first
    assert more.bounding_box()["y"] < article.bounding_box()["y"]
    more.click()
    expect(console.tab.locator("textarea[id$=-text]")).to_be_focused()


def test_a_draft_left_behind_is_asked_about_before_the_scores_are_left_too(decided):
    give = decided.trainer.plan
    give("show_plan", part="goals")
    give("add_goal", wording={"text": "Every school knows its link worker", "due": due(90)})
    goal = decided.trainer.view["plan"]["goals"][0]
    give("agree_goal", goal=goal["id"], wording=goal["draft"])
    give("add_goal", wording={"text": "Referrals sent back fall by half"})
    give("show_plan", part="scores")
    console = decided.console()
    draft = said(f"{T}.loose.draft", n=2)
    console.button(said(f"{T}.do.show_sessions")).click()
    expect(console.dialog).to_contain_text(draft)
    console.answer(said(f"{T}.confirm.move_on.yes"))
    expect(console.tab.locator("#step-title")).to_have_text(said("goals.parts.sessions"))
    # Once it was said it is not said at every step.
    console.button(said(f"{T}.do.add_actions")).click()
    expect(console.tab.locator("#step-title")).to_have_text(said("goals.parts.actions"))
