"""A whole meeting from the last decision to its end by clicks, with two trainers at it; and what is
typed while there is no connection."""

import pytest
from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.pages import Console
from tests.browser.walks.goals import in_days
from tests.browser.words import SHORT_NAMES

GOAL = "Every school knows its link worker"
PEOPLE = 6
T = "goals_desk"


@pytest.fixture
def decided(stage):
    """A room in which all is decided."""
    stage.people(PEOPLE)
    stage.settles(*list(SHORT_NAMES))
    return stage


def primary(console: Console, label: str) -> None:
    """Press the button in the bar, which must say this."""
    button = console.bar.get_by_role("button", name=label, exact=True)
    expect(button).not_to_have_attribute("aria-disabled", "true")
    button.click()


def held(stage):
    return stage.trainer.refresh()["view"]["plan"]


def is_told(stage, test) -> None:
    """The server has it."""
    stage.trainer.wait_for(lambda state: state["view"]["plan"] and test(state["view"]["plan"]))


def field(console: Console, name: str):
    return console.next_step.get_by_role("textbox", name=said(f"goals.fields.{name}")).first


def test_a_meeting_from_the_last_decision_to_its_end(decided):
    stage, console = decided, decided.console()
    other = decided.second_console()
    assert console.offers(console.bar) == [said(f"{T}.do.show_needs")]
    assert said("trainer.do.finish") in console.offers(console.next_step)
    primary(console, said(f"{T}.do.show_needs"))

    # Needs, by a private vote.
    primary(console, said(f"{T}.do.ask_needs"))
    for page in stage.attendees:
        page.answer_plan(domains=["contact", "clarity"])
    console.sees(said(f"{T}.turnout.needs", answered=PEOPLE, of=PEOPLE))
    primary(console, said(f"{T}.do.close_question"))
    ticks = console.next_step.get_by_role("checkbox", checked=True)
    expect(ticks).to_have_count(2)
    primary(console, said(f"{T}.do.choose_needs"))
    console.sees(said("goals.how.vote", n=PEOPLE))

    # A goal, written by both trainers at once.
    primary(console, said(f"{T}.do.show_goals"))
    primary(console, said(f"{T}.do.add_goal"))
    expect(field(console, "text")).to_be_focused()
    console.tab.keyboard.type(GOAL)
    console.sees(said(f"{T}.saving.saved"))
    expect(field(other, "text")).to_have_value(GOAL)
    field(console, "measure").focus()
    field(other, "measure").fill("By asking")
    is_told(stage, lambda plan: plan["goals"][0]["draft"]["measure"] == "By asking")
    console.sees(said(f"{T}.rivals.meanwhile", text="By asking"))
    expect(field(console, "measure")).to_have_value("")
    console.tab.keyboard.type("By counting")
    for page in (console, other):
        page.sees(said(f"{T}.rivals.title"), "By asking", "By counting")
    expect(field(console, "measure")).to_have_value("By counting")
    use = said(f"{T}.rivals.about", action=said(f"{T}.rivals.use"), text="By counting")
    other.button(use).click()
    expect(field(other, "measure")).to_have_value("By counting")
    console.does_not_see(said(f"{T}.rivals.title"))

    # What is refused stays in the field; what is missing is named.
    field(console, "text").fill("x" * 201)
    console.sees(said("refusals.text-too-long.goal-text", n=200, length=201))
    expect(field(console, "text")).to_have_value("x" * 201)
    field(console, "text").fill(GOAL)
    console.sees(said(f"{T}.saving.saved"))
    primary(console, said(f"{T}.do.agree_goal", n=1))
    console.sees(said(f"{T}.lacking.due"))
    field(console, "due").fill(in_days(90))
    primary(console, said(f"{T}.do.agree_goal", n=1))
    console.sees(said("goals.states.open"))

    # Its score.
    primary(console, said(f"{T}.do.show_scores"))
    primary(console, said(f"{T}.do.ask_score", n=1))
    for page, score in zip(stage.attendees, (0, 0, 0, 2, 3, None), strict=True):
        page.answer_plan(score=score)
    console.sees(said(f"{T}.turnout.score", answered=PEOPLE, of=PEOPLE))
    primary(console, said(f"{T}.do.close_question"))
    primary(console, said(f"{T}.do.settle_score", score=0))
    console.sees(said("goals.score", score=0))

    # A session, an action, and what was agreed.
    primary(console, said(f"{T}.do.show_sessions"))
    console.next_step.get_by_role("button", name=said(f"{T}.sessions.plan")).first.click()
    console.next_step.get_by_label(said("goals.formats.discussion")).check()
    console.press(said(f"{T}.sessions.choose"))
    console.sees(said(f"{T}.sessions.number", n=1))
    primary(console, said(f"{T}.do.add_actions"))
    console.next_step.get_by_label(said(f"{T}.actions.text")).fill("Send round the list")
    console.press(said(f"{T}.actions.add"))
    console.sees(said("goals.no_owner"))
    primary(console, said(f"{T}.do.show_closing"))
    console.sees(GOAL, "Send round the list", said("goals.score", score=0))
    primary(console, said("trainer.do.finish"))
    console.answer(said("trainer.confirm.finish.yes"))
    console.sees(said("trainer.advice.finished.do"))


def test_what_is_typed_without_a_connection_is_sent_once_there_is_one(decided):
    stage = decided
    stage.trainer.plan("show_plan", part="goals")
    stage.trainer.plan("add_goal", wording={"text": GOAL})
    console = stage.console()
    console.tab.context.set_offline(True)
    expect(console.mark).to_be_visible()
    field(console, "owner").fill("The council")
    console.sees(said(f"{T}.saving.late"))
    console.tab.context.set_offline(False)
    is_told(stage, lambda plan: plan["goals"][0]["draft"]["owner"] == "The council")
    console.sees(said(f"{T}.saving.saved"))
