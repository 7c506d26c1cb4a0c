"""What trainers typed or pressed on the console of goals at an awkward moment: nothing is lost, and
nothing is done twice."""

import pytest
from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.agreed import due
from tests.browser.words import SHORT_NAMES

T = "goals_desk"
SUGGESTED = "A named link worker in every school"


@pytest.fixture
def decided(stage):
    """A room in which all is decided."""
    stage.people(3)
    stage.settles(*list(SHORT_NAMES))
    stage.trainer.command("show_overview")
    return stage


def looks_at(console, part: str) -> None:
    """Go to a part of the plan, whatever is on the screens."""
    rail = console.tab.get_by_role("navigation", name=said(f"{T}.title"))
    rail.get_by_role("button", name=said(f"goals.parts.{part}")).click()


def test_what_is_typed_when_another_trainer_ends_the_workshop_is_there_to_be_copied(decided):
    give = decided.trainer.plan
    give("show_plan", part="goals")
    give("add_goal", wording={"text": "A goal", "due": due(90)})
    console = decided.console()
    looks_at(console, "actions")
    console.tab.locator("#plan-action-text").fill("Book the hall")
    looks_at(console, "goals")
    console.tab.context.set_offline(True)
    console.tab.locator("#plan-g1-measure").fill("By counting")
    decided.trainer.command("finish")
    console.tab.context.set_offline(False)
    at_end = said(f"{T}.loose.at_end")
    for _ in range(2):  # and it outlives a reload
        console.sees(at_end, "By counting", "Book the hall")
        console.tab.reload()
    decided.trainer.command("reopen_workshop")
    console.does_not_see(at_end)
    decided.trainer.wait_for(
        lambda state: (
            state["view"]["plan"]
            and state["view"]["plan"]["goals"][0]["draft"]["measure"] == "By counting"
        )
    )


def test_a_round_that_opens_takes_a_goal_away_from_somebody_who_types_and_keeps_the_text(decided):
    give = decided.trainer.plan
    give("show_plan", part="goals")
    give("add_goal", wording={"text": "A goal", "due": due(90)})
    console = decided.console()
    measure = console.tab.locator("#plan-g1-measure")
    measure.fill("By counting")
    measure.press_sequentially(" schools")
    decided.trainer.command("reopen_ruling", domain="clarity")
    decided.trainer.command("open_round", domain="clarity")
    expect(measure).to_have_count(0)  # and no error: the stage would tell of one
    decided.trainer.command("cancel_round", round=decided.trainer.view["round"]["id"])
    looks_at(console, "goals")
    expect(measure).to_have_value("By counting schools")
    decided.trainer.wait_for(
        lambda state: (
            state["view"]["plan"]
            and state["view"]["plan"]["goals"][0]["draft"]["measure"] == "By counting schools"
        )
    )


def test_a_goal_that_is_begun_is_before_the_room_whatever_was(decided):
    decided.trainer.plan("show_plan", part="needs")
    console, room = decided.console(), decided.room_view()
    looks_at(console, "goals")
    console.next_step.get_by_role("button", name=said(f"{T}.goals.add")).click()
    decided.trainer.wait_for(lambda state: state["view"]["plan"]["part"] == "goals")
    assert decided.trainer.view["plan"]["goal"] == "g1"
    room.sees(said("goals.number", n=1))


def test_a_goal_begun_while_people_answer_or_look_at_a_domain_takes_nothing_from_them(decided):
    give = decided.trainer.plan
    console = decided.console()
    give("show_plan", part="needs")
    give("ask_needs")
    asked = decided.trainer.view["plan"]["question"]["id"]
    looks_at(console, "goals")
    add = console.next_step.get_by_role("button", name=said(f"{T}.goals.add"), exact=True)
    add.click()
    expect(console.tab.locator("#plan-g1-text")).to_be_focused()
    expect(console.tab.locator("#refusal")).to_have_count(0)
    assert decided.trainer.refresh()["view"]["plan"]["question"]["id"] == asked
    give("cancel_question", question=asked)
    decided.trainer.command("show_domain", domain="clarity")
    looks_at(console, "goals")
    console.next_step.get_by_role("button", name=said(f"{T}.goals.add_more")).click()
    expect(console.tab.locator("#plan-g2-text")).to_be_focused()
    assert decided.trainer.refresh()["view"]["domain"] == "clarity"


def test_a_suggestion_pressed_twice_is_put_into_the_goal_once(decided):
    give = decided.trainer.plan
    give("show_plan", part="goals")
    give("add_goal", wording={"due": due(90)})
    phone = decided.phone()
    phone.tab.get_by_label(said("goals_stage.phone.suggest.label")).fill(SUGGESTED)
    phone.press(said("goals_stage.phone.suggest.send"))
    console = decided.console()
    into = said(f"{T}.suggested.about", action=said(f"{T}.suggested.into", n=1), text=SUGGESTED)
    console.next_step.get_by_role("button", name=into).dblclick()
    expect(console.tab.locator("#plan-g1-text")).to_have_value(SUGGESTED)
    decided.trainer.wait_for(
        lambda state: state["view"]["plan"]["goals"][0]["draft"]["text"] == SUGGESTED
    )
    expect(console.tab.locator("#plan-g1-text")).to_have_value(SUGGESTED)


def test_a_session_in_the_making_stays_when_another_trainer_takes_the_last_place(decided):
    give = decided.trainer.plan
    give("show_plan", part="sessions")
    console = decided.console()
    console.next_step.get_by_role("button", name=said(f"{T}.sessions.add")).click()
    text = console.next_step.get_by_label(said(f"{T}.sessions.led_text", n=1))
    text.fill("How referrals are read")
    for area in ("clarity", "contact", "structures"):
        give("add_session", format="workshop", areas=[area])
    console.sees(said(f"{T}.sessions.full", n=3))
    expect(text).to_have_value("How referrals are read")


def test_what_is_typed_in_a_part_that_leaves_the_page_is_there_when_it_comes_back(stage):
    stage.settles(*list(SHORT_NAMES))
    console = stage.console()
    console.side("settings")
    area = console.tab.locator("#detail-area")
    console.panel(said("trainer.details.title"))
    area.fill("Another area")
    stage.trainer.command("finish")
    expect(area).to_have_count(0)
    stage.trainer.command("reopen_workshop")
    expect(area).to_have_value("Another area")
