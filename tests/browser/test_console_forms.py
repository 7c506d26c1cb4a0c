"""What a trainer types on the console of goals: it comes back until it is sent, never overwrites
what another trainer wrote unseen, and is said before the room moves on."""

import pytest
from playwright.sync_api import Locator, expect

from lab.rig.words import opening, said
from tests.browser.agreed import agrees, due
from tests.browser.pages import Console
from tests.browser.stage import Stage
from tests.browser.words import SHORT_NAMES

T = "goals_desk"
ACTION = "Send the list of link workers"


def looks_at(console: Console, part: str) -> None:
    """Go to a part of the plan, whatever is on the screens."""
    rail = console.tab.get_by_role("navigation", name=said(f"{T}.title"))
    rail.get_by_role("button", name=said(f"goals.parts.{part}")).click()
    expect(console.next_step.get_by_role("heading", level=2)).to_have_text(
        said(f"goals.parts.{part}")
    )


def form(console: Console, title: str) -> Locator:
    """The form with this heading."""
    return console.next_step.get_by_role("form", name=title, exact=True)


def in_form(console: Console, title: str, name: str) -> Locator:
    return form(console, title).get_by_label(said(name))


def presses(place: Locator, name: str) -> None:
    place.get_by_role("button", name=name).first.click()


def one_action(stage: Stage) -> str:
    stage.trainer.plan("add_action", text=ACTION, due=due(14))
    return str(stage.trainer.view["plan"]["actions"][0]["id"])


def is_told(stage: Stage, test) -> None:
    stage.trainer.wait_for(lambda state: state["view"]["plan"] and test(state["view"]["plan"]))


@pytest.fixture
def decided(stage):
    """A room in which all is decided."""
    stage.people(3)
    stage.settles(*list(SHORT_NAMES))
    stage.trainer.command("show_overview")
    return stage


@pytest.fixture
def review(stage):
    """A review of two goals, one with an action."""
    goals = agrees(stage)
    review = stage.follows(kind="review")
    yield review, goals
    review.close()


def test_all_that_is_typed_comes_back_until_it_is_sent_or_thrown_away(stage):
    one_action(stage)
    stage.trainer.plan("show_plan", part="actions")
    console = stage.console()
    new, change = said(f"{T}.actions.new"), said(f"{T}.actions.change")
    in_form(console, new, f"{T}.actions.text").fill("Book the hall")
    form(console, new).get_by_role("button", name=said(f"{T}.days.weeks", n=2)).click()
    expect(console.tab.locator("#plan-action-due")).to_have_value(due(14))
    presses(
        console.next_step, said(f"{T}.actions.about", action=said(f"{T}.actions.edit"), text=ACTION)
    )
    in_form(console, change, f"{T}.actions.owner").fill("The council")
    looks_at(console, "sessions")
    presses(console.next_step, said(f"{T}.sessions.add"))
    session = form(console, said(f"{T}.sessions.new"))
    session.get_by_label(said("goals.formats.discussion")).check()
    session.get_by_label(said(f"{T}.sessions.led_text", n=1)).fill("How referrals are read")

    def all_is_there() -> None:
        looks_at(console, "actions")
        expect(in_form(console, new, f"{T}.actions.text")).to_have_value("Book the hall")
        expect(in_form(console, change, f"{T}.actions.owner")).to_have_value("The council")
        looks_at(console, "sessions")
        expect(session.get_by_label(said("goals.formats.discussion"))).to_be_checked()
        expect(session.get_by_label(said(f"{T}.sessions.led_text", n=1))).to_have_value(
            "How referrals are read"
        )

    all_is_there()
    stage.trainer.plan("show_plan", part="closing")  # the room moves on
    console.sees(said(f"{T}.agreed.actions"))
    all_is_there()
    console.tab.reload()
    all_is_there()

    # Changing a session that there is takes nothing from the one that is put together.
    stage.trainer.plan("add_session", format="workshop", areas=["clarity"])
    presses(
        console.next_step,
        said(
            f"{T}.sessions.about",
            action=said(f"{T}.sessions.change"),
            name=said(f"{T}.sessions.number", n=1),
        ),
    )
    form(console, said(f"{T}.sessions.number", n=1)).get_by_label(
        said("goals.formats.modules")
    ).check()
    all_is_there()

    # Thrown away it is gone; sent it is stored.
    looks_at(console, "actions")
    presses(form(console, change), said(f"{T}.actions.cancel"))
    presses(
        console.next_step, said(f"{T}.actions.about", action=said(f"{T}.actions.edit"), text=ACTION)
    )
    expect(in_form(console, change, f"{T}.actions.owner")).to_have_value("")
    presses(form(console, new), said(f"{T}.actions.add"))
    is_told(stage, lambda plan: any(one["text"] == "Book the hall" for one in plan["actions"]))
    expect(in_form(console, new, f"{T}.actions.text")).to_have_value("")
    console.tab.reload()
    looks_at(console, "actions")
    expect(in_form(console, new, f"{T}.actions.text")).to_have_value("")


def clashes(console: Console, other: Console, place: str, save: str, theirs: str) -> None:
    """The second of two is refused with both texts before them; then keeps their own."""
    presses(form(other, place), save)
    title = said(f"{T}.clash.title")
    console.sees(title, theirs)
    presses(form(console, place), save)
    console.sees(title, theirs)
    console.sees(opening("refusals.plan-overtaken.trainer"))
    presses(form(console, place), said(f"{T}.clash.mine"))
    console.does_not_see(title)
    presses(form(console, place), save)


def test_an_edited_action_never_overwrites_another_trainers(stage):
    one_action(stage)
    stage.trainer.plan("show_plan", part="actions")
    consoles = console, other = stage.console(), stage.second_console()
    place, save = said(f"{T}.actions.change"), said(f"{T}.actions.save")
    for page, text in zip(consoles, ("Mine", "Theirs"), strict=True):
        presses(
            page.next_step,
            said(f"{T}.actions.about", action=said(f"{T}.actions.edit"), text=ACTION),
        )
        in_form(page, place, f"{T}.actions.text").fill(text)
    clashes(console, other, place, save, "Theirs")
    is_told(stage, lambda plan: plan["actions"][0]["text"] == "Mine")


def test_a_session_and_answers_by_hand_never_overwrite_another_trainers(decided):
    stage = decided
    stage.trainer.plan("add_session", format="workshop", areas=["clarity"])
    stage.trainer.plan("show_plan", part="sessions")
    consoles = console, other = stage.console(), stage.second_console()
    place = said(f"{T}.sessions.number", n=1)
    for page, speaker in zip(consoles, ("My speaker", "Their speaker"), strict=True):
        presses(
            page.next_step,
            said(f"{T}.sessions.about", action=said(f"{T}.sessions.change"), name=place),
        )
        form(page, place).get_by_label(said(f"{T}.sessions.led_text", n=1)).fill("Referrals")
        form(page, place).get_by_label(said(f"{T}.sessions.led_speaker", n=1)).fill(speaker)
    clashes(console, other, place, said(f"{T}.sessions.save"), "Their speaker")
    is_told(stage, lambda plan: plan["sessions"][0]["led"][0]["speaker"] == "My speaker")
    other.sees(f"{said(f'{T}.sessions.led_part')} Referrals, My speaker")

    stage.trainer.plan("show_plan", part="needs")
    stage.trainer.plan("ask_needs")
    for page, n in zip(consoles, ("2", "3"), strict=True):
        page.next_step.get_by_text(said(f"{T}.question.hand"), exact=True).first.click()
        page.tab.locator("#plan-hand-0").fill(n)
    console.tab.reload()
    expect(console.tab.locator("#plan-hand-0")).to_have_value("2")
    presses(other.next_step, said(f"{T}.question.hand_save"))
    console.sees(said(f"{T}.clash.title"))
    presses(console.next_step, said(f"{T}.question.hand_save"))
    expect(console.tab.locator("#refusal")).to_be_visible()
    assert stage.trainer.refresh()["view"]["plan"]["by_hand"][0] == 3
    presses(console.next_step, said(f"{T}.clash.theirs"))
    expect(console.tab.locator("#plan-hand-0")).to_have_value("3")


def test_a_note_never_overwrites_another_trainers_and_is_never_left_unsaid(review):
    stage, (goal, _) = review
    stage.trainer.plan("show_plan", part="scores")
    consoles = console, other = stage.console(), stage.second_console()
    hinders = f"#plan-note-{goal}-hinders"
    for page, text in zip(consoles, ("Mine", "Theirs"), strict=True):
        page.tab.locator(f"#plan-note-{goal}-title").click()
        page.tab.locator(hinders).fill(text)
    save = said(f"{T}.goals.about", action=said(f"{T}.notes.save"), n=1)
    presses(other.next_step, save)
    console.sees(said(f"{T}.clash.title"), "Theirs")
    expect(console.tab.locator(hinders)).to_have_value("Mine")
    presses(console.next_step, save)
    expect(console.tab.locator("#refusal")).to_be_visible()
    presses(console.next_step, said(f"{T}.clash.mine"))

    # What is not saved is said before the room moves on, and before the end.
    unsaved = said(f"{T}.loose.note", n=1)
    console.next_step.get_by_role("button", name=said(f"{T}.do.show_goals")).or_(
        console.bar.get_by_role("button", name=said(f"{T}.do.show_goals"))
    ).first.click()
    expect(console.dialog).to_contain_text(unsaved)
    console.answer(said(f"{T}.confirm.move_on.yes"))
    expect(console.tab.locator("#step-title")).to_have_text(said("goals.parts.goals"))
    looks_at(console, "scores")
    expect(console.tab.locator(hinders)).to_have_value("Mine")
    presses(console.next_step, save)
    is_told(stage, lambda plan: plan["goals"][0]["notes"][-1]["hinders"] == "Mine")
    expect(console.next_step.get_by_text(said(f"{T}.notes.unsaved"))).to_have_count(0)
    expect(console.tab.locator(hinders)).to_be_visible()  # there may be more to note


def test_nothing_leads_over_the_head_of_a_draft(decided):
    stage = decided
    give = stage.trainer.plan
    give("show_plan", part="goals")
    give("add_goal", wording={"owner": "The council"})
    give("show_plan", part="closing")
    console = stage.console()
    back = said(f"{T}.do.back_to_goal", n=1)
    assert console.offers(console.bar) == [back]
    presses(console.next_step, said("trainer.do.finish"))
    expect(console.dialog).to_contain_text(said(f"{T}.loose.draft", n=1))
    console.dialog.get_by_role("button", name=said("trainer.confirm.back")).click()
    looks_at(console, "goals")
    assert console.offers(console.bar) == [said(f"{T}.do.agree_goal", n=1)]

    # Only one field of it is filled in: deleting it asks all the same.
    presses(console.next_step, said(f"{T}.goals.about", action=said(f"{T}.goals.drop_draft"), n=1))
    expect(console.dialog).to_contain_text(said(f"{T}.confirm.drop_draft.title"))
    console.answer(said(f"{T}.confirm.drop_draft.yes"))
    is_told(stage, lambda plan: not plan["goals"])
