"""What a phone keeps of a plan's questions and suggestions, and shows of it after a reload, in
whatever order the screens come."""

import pytest
from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import said
from tests.browser.walks.parts import STILL
from tests.browser.walks.planned import OnStage

SMALL = {"viewport": {"width": 320, "height": 568}, **STILL}


def covered_by_a_domain(stage, domain):
    stage.trainer.command("show_domain", domain=domain)
    yield "preview"
    stage.trainer.command("show_overview")


def covered_by_a_round(stage, domain):
    stage.opens(domain)
    yield "open"
    stage.closes()
    stage.rules(domain, "unresolved", None, "Left for the next meeting")
    stage.trainer.command("show_overview")


def covered_by_a_discussion(stage, domain):
    stage.opens(domain)
    stage.closes()
    stage.trainer.command("start_discussion", seconds=300)
    yield "discussion"
    stage.rules(domain, "unresolved", None, "Left for the next meeting")
    stage.trainer.command("show_overview")


COVERS = (covered_by_a_domain, covered_by_a_round, covered_by_a_discussion)


@pytest.mark.parametrize("cover", COVERS)
def test_what_was_saved_is_ticked_after_a_reload_under_whatever_is_on_screen(stage, cover):
    meeting = OnStage(stage)
    goal = meeting.goal(text="Every school knows its link worker")
    phone = stage.phone(**SMALL)
    boxes, radios = phone.tab.get_by_role("checkbox"), phone.tab.get_by_role("radio")
    meeting.give("show_plan", part="needs")
    asked = meeting.asks("ask_needs")
    boxes.nth(1).check()
    phone.press(said("goals_stage.phone.needs.send"))
    phone.sees(said("status.saved"))
    for phase in cover(stage, "clarity"):
        phone.shows(phase)
        phone.tab.reload()
        phone.shows(phase)
    phone.sees(said("goals_stage.needs.question"))
    expect(boxes.nth(1)).to_be_checked()
    phone.sees(f"{said('status.saved')}.")
    phone.tab.reload()
    expect(boxes.nth(1)).to_be_checked()
    meeting.give("close_question", question=asked)
    meeting.give("choose_needs", domains=["contact"])
    meeting.asks("ask_score", goal=goal)
    expect(radios).to_have_count(12)
    expect(phone.tab.get_by_role("radio", checked=True)).to_have_count(0)
    radios.nth(0).check(force=True)
    phone.is_saved()
    for phase in cover(stage, "contact"):
        phone.shows(phase)
        phone.tab.reload()
        phone.shows(phase)
    expect(radios.nth(0)).to_be_checked()
    phone.is_saved()
    assert meeting.plan["question"]["answered"] == 1


def a_last_word(stage):
    """Somebody sends one suggestion without a connection, and writes another."""
    meeting, phone = OnStage(stage), stage.phone(**SMALL)
    meeting.give("show_plan", part="goals")
    box = phone.tab.get_by_label(said("goals_stage.phone.suggest.label"))
    box.fill("A list of link workers")
    phone.tab.context.set_offline(True)
    phone.press(said("goals_stage.phone.suggest.send"))
    phone.sees(said("goals_stage.phone.suggest.late"))
    box.fill("And who keeps it")
    return phone


def test_what_was_not_sent_before_the_end_is_told_and_kept_to_be_copied(stage):
    phone = a_last_word(stage)
    stage.settles(*DOMAINS)
    stage.trainer.command("finish")
    phone.tab.context.set_offline(False)
    phone.shows("finished")
    phone.sees(said("goals_stage.phone.suggest.problem"))
    left = phone.tab.locator("textarea#unsent")
    for _ in range(2):  # and it outlives a reload
        expect(left).to_have_value("A list of link workers\nAnd who keeps it")
        fits_in(phone)
        phone.tab.reload()
        phone.shows("finished")
    phone.press(said("goals_stage.phone.suggest.copy"))
    expect(phone.button(said("goals_stage.phone.suggest.copied"))).to_be_visible()
    phone.press(said("goals_stage.phone.suggest.remove"))
    expect(left).to_have_count(0)
    phone.tab.reload()
    phone.shows("finished")
    assert "suggestion" not in "".join(phone.tab.evaluate("Object.keys(localStorage)"))


def test_whom_nobody_hears_any_more_is_told_so_and_does_not_go_on_trying(stage):
    phone = a_last_word(stage)
    stage.trainer.command("remove_person", person=stage.person("Attendee A"))
    phone.tab.context.set_offline(False)
    phone.sees(said("goals_stage.phone.suggest.problem"))
    expect(phone.tab.locator("textarea#unsent")).to_have_value(
        "A list of link workers\nAnd who keeps it"
    )


def fits_in(phone):
    assert phone.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
