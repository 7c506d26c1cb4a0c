"""The console: countdowns and breaks, reasons, the way in, what is typed and what is deleted."""

import re
import time

from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.server import wait_until
from lab.rig.words import either, opening, said, shape
from tests.browser.stage import Stage
from tests.browser.words import DOMAIN_NAMES

CHANGE = said("trainer.timer.change")
SHOWN_FOR = 3000  # ms: longer than the button says what it did


def starts(minutes: int) -> str:
    return said("trainer.timer.start", length=said("trainer.timer.minutes", n=minutes))


TIMER = starts(2)


def test_a_round_closes_by_itself_when_all_have_rated_if_asked_to(stage):
    console = stage.console()
    stage.people(2)
    stage.opens("clarity")
    switch = console.panel(said("trainer.timer.settings")).get_by_role("checkbox")
    expect(switch).not_to_be_checked()
    switch.check()
    console.is_ready()
    expect(switch).to_be_checked()
    stage.votes(1, 1)
    console.sees(said("trainer.phase.revealed"), said("common.method_names.unanimous"))


def test_a_countdown_closes_nothing_unless_it_was_ticked(stage):
    console = stage.console()
    stage.opens("clarity")
    console.press(TIMER)
    console.sees(said("common.time_left"), said("trainer.timer.will_not_close"))
    console.is_ready()
    console.press(said("trainer.timer.clear"))
    tick = console.tab.get_by_role("checkbox", name=said("trainer.timer.closes"))
    expect(tick).not_to_be_checked()
    tick.check()
    console.is_ready()
    console.press(TIMER)
    console.sees(said("trainer.timer.will_close"))


def test_a_tick_left_from_a_round_does_not_stop_the_discussions_countdown(stage):
    console = stage.console()
    stage.opens("clarity")
    console.tab.get_by_role("checkbox", name=said("trainer.timer.closes")).check()
    stage.closes()
    stage.trainer.command("start_discussion", seconds=0)
    console.sees(said("trainer.phase.discussion"))
    console.is_ready()
    console.press(starts(3))
    console.sees(said("common.time_left"))


def test_the_end_of_a_countdown(server, contexts, stage):
    other = Stage(server, contexts)
    free, bound = stage.console(), other.console()
    for each, closes in ((stage, False), (other, True)):
        each.opens("clarity")
        each.trainer.command("set_timer", seconds=5, closes=closes)
    bound.sees(said("trainer.phase.revealed"))
    free.sees(said("common.time_up"), said("trainer.phase.open"))
    other.close()


def test_a_countdown_can_be_extended(stage):
    console, phone = stage.console(), stage.phone()
    stage.opens("clarity")
    console.press(CHANGE)
    length = console.tab.get_by_label(said("trainer.timer.for.round"))
    expect(length).to_be_focused()
    length.select_option(said("trainer.timer.minutes", n=5))
    began = time.monotonic()
    console.press(starts(5))
    wait_until(lambda: counts_down(console, 300, began))
    for more in ("more_60", "more_30"):
        console.is_ready()
        console.press(said(f"trainer.timer.{more}"))
    wait_until(lambda: counts_down(console, 390, began))
    wait_until(lambda: counts_down(phone, 390, began))


def counts_down(page, seconds, began):
    """The clock shows what is left of ``seconds`` since they began, on a busy machine too."""
    shown = re.search(r"(\d+):(\d\d)", page.tab.get_by_role("timer").first.inner_text())
    left = shown and 60 * int(shown[1]) + int(shown[2])
    return left is not None and seconds - (time.monotonic() - began) - 2 <= left <= seconds


def test_a_reason_is_taken_down_from_every_screen_during_the_talk_and_after_the_end(stage):
    phone = stage.phone()
    console, room, results = stage.console(), stage.room_view(), stage.results()
    stage.people(2)
    stage.opens("clarity")
    phone.rate(1)
    phone.tab.get_by_label(said("attendee.reason.label")).fill("Zebulon never comes")
    phone.press(said("attendee.reason.send"))
    phone.sees(said("attendee.reason.sent_more"))
    stage.votes(1, 2)
    stage.closes()
    stage.attendees[0].ask("reason", round=1, text="Nobody answers")
    screens = (phone, room, results)
    for text in ("Zebulon never comes", "Nobody answers"):
        console.tab.get_by_role(
            "button",
            name=said("trainer.voices.about", action=said("trainer.voices.show"), text=text),
        ).click()
        console.answer(said("trainer.confirm.show_reason.yes"))
        for page in screens:
            page.sees(text)
    console.tab.get_by_role(
        "button",
        name=said(
            "trainer.voices.about",
            action=said("trainer.voices.withdraw"),
            text="Zebulon never comes",
        ),
    ).click()
    console.sees(said("trainer.confirm.withdraw_reason.text", text="Zebulon never comes"))
    stage.trainer.command("start_discussion")  # the question names the reason: it stays good
    console.answer(said("trainer.confirm.withdraw_reason.yes"))
    console.does_not_see("Zebulon")
    for page in screens:
        page.does_not_see("Zebulon")
        page.sees("Nobody answers")
    phone.sees(said("attendee.reason.withdrawn"))
    expect(phone.tab.get_by_label(said("attendee.reason.label"))).to_have_value("")
    phone.tab.get_by_label(said("attendee.reason.label")).fill("Half of another")
    phone.tab.reload()
    expect(phone.tab.get_by_label(said("attendee.reason.label"))).to_have_value("Half of another")
    stage.rules("clarity", "consensus", 1)
    stage.settles(*DOMAINS[1:])
    stage.trainer.command("finish")
    console.sees(said("trainer.phase.finished"))
    console.panel(said("trainer.voices.all_shown")).get_by_role(
        "button", name=said("trainer.voices.withdraw")
    ).click()
    console.answer(said("trainer.confirm.withdraw_reason.yes"))
    results.does_not_see("Nobody answers")
    console.does_not_see(said("trainer.voices.all_shown"))
    assert stage.stored().reasons == ()


def test_a_break_is_on_every_screen_with_its_end_and_is_plainly_over(stage):
    phone, console, room = stage.phone(), stage.console(), stage.room_view()
    panel = console.panel(said("trainer.break.title"))
    panel.get_by_label(said("trainer.timer.length")).select_option(
        said("trainer.timer.minutes", n=20)
    )
    panel.get_by_role("button", name=said("trainer.break.start")).click()
    console.sees(said("trainer.next.break"))
    until = shape("common.break_until")
    for page, end in ((phone, until), (room, said("room.back_at")), (console, until)):
        page.sees(end)
        expect(page.tab.get_by_text(re.compile("(20:00|1[89]:[0-9]{2})")).first).to_be_visible()
    end = until.search(phone.main.inner_text())[1]
    room.sees(end)
    room.sees(f"{stage.code[:3]}-{stage.code[3:]}")  # whoever comes late finds the way in
    phone.tab.reload()
    phone.sees(opening("common.break_until", back=end))
    stage.trainer.command("start_break", seconds=5)
    for page in (phone, room, console):
        page.sees(said("room.break_over" if page is room else "common.break_over"))
    room.sees(said("room.between"))
    console.panel(said("trainer.break.title")).get_by_role(
        "button", name=said("trainer.break.end")
    ).click()
    for page in (phone, room, console):
        expect(page.main).not_to_contain_text(either("common.break_over", "room.break_over"))
    room.sees(said("room.join_here"))


def test_a_workshop_set_up_by_mistake_is_deleted_with_its_area_typed(stage):
    console = stage.console()
    panel = console.panel(said("trainer.delete.title"))
    panel.get_by_role("button", name=said("trainer.delete.button")).click()
    console.answer(said("trainer.confirm.back"))
    stage.opens("clarity")
    panel.get_by_role("button", name=said("trainer.delete.button")).click()
    console.sees(opening("trainer.delete.type_area"))
    console.lists_problems(said("trainer.delete.type_area", area=stage.stored().details.area))
    panel.get_by_role("textbox").fill(stage.stored().details.area.lower())
    panel.get_by_role("button", name=said("trainer.delete.button")).click()
    console.sees(said("trainer.confirm.delete_workshop.text"))
    console.tab.context.clear_cookies(name="cascade_browser")
    console.tab.context.new_page().goto(stage.server.base)  # another tab renames the browser
    console.answer(said("trainer.confirm.delete_workshop.yes"))
    console.sees(said("home.deleted_workshop"))


def test_what_a_trainer_is_typing_outlives_a_reload_until_it_is_sent(stage):
    stage.people(2)
    console = stage.console()
    name = said("trainer.trainers.name")
    console.panel(said("trainer.trainers.title")).get_by_label(name).fill("Zebulon Quill")
    console.panel(said("trainer.details.title")).get_by_label(said("trainer.details.area")).fill(
        "Another area"
    )
    stage.opens("clarity")
    console.sees(said("trainer.phase.open"))
    hands = console.tab.locator("#by-hand-title")
    hands.click()
    console.tab.locator("#by-hand-sector").select_option("school")
    console.tab.locator("#by-hand-1").fill("3")
    console.tab.reload()
    expect(console.tab.locator("#by-hand-1")).to_have_value("3")
    expect(console.tab.locator("#by-hand-1")).to_be_visible()
    expect(console.tab.locator("#by-hand-sector")).to_have_value("school")
    expect(console.tab.locator("#trainer-name")).to_have_value("Zebulon Quill")
    expect(console.tab.locator("#detail-area")).to_have_value("Another area")
    expect(console.tab.locator("#detail-area")).to_be_visible()
    console.tab.locator("#by-hand-1").press("Enter")
    console.sees(said("trainer.round.turnout", rated=3, of=5))
    console.tab.reload()
    console.tab.locator("#by-hand-title").click()
    expect(console.tab.locator("#by-hand-1")).to_have_value("")
    stage.votes(1, 2)
    stage.closes()
    console.note.fill("Half a note\non clarity")
    console.tab.reload()
    expect(console.note).to_have_value("Half a note\non clarity")
    stage.rates("contact", 1, 1)
    console.sees(DOMAIN_NAMES["contact"])
    expect(console.note).to_have_value("")  # it is about another domain
    console.tab.reload()
    expect(console.note).to_have_value("")
    console.rules(said("common.method_names.consensus"), 1)  # of contact
    stage.trainer.command("show_domain", domain="clarity")
    console.tab.reload()
    expect(console.note).to_have_value("Half a note\non clarity")
    console.rules(said("common.method_names.consensus"), 1)
    stage.trainer.command("reopen_ruling", domain="clarity")
    console.tab.reload()
    expect(console.note).to_have_value("")
    console.panel(said("trainer.trainers.title")).get_by_role(
        "button", name=said("trainer.trainers.save")
    ).click()
    expect(console.status).to_have_text(said("status.saved"))
    kept = console.tab.evaluate("JSON.stringify({...sessionStorage})")
    assert "Zebulon" not in kept
    assert "Another area" in kept
    assert "enter#" not in kept


def test_the_join_link_is_copied_with_one_press_and_phones_are_told_why_they_cannot_come(stage):
    console = stage.console()
    console.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    console.press(said("trainer.links.copy_join"))
    console.sees(said("trainer.links.copied"))
    link = f"{stage.server.base}/j/{stage.code}"
    assert console.tab.evaluate("navigator.clipboard.readText()") == link
    console.tab.evaluate("navigator.clipboard.writeText('')")
    console.tab.evaluate("delete Navigator.prototype.clipboard")  # as on plain http
    console.sees(said("trainer.links.copy_join"))
    console.press(said("trainer.links.copy_join"))
    console.sees(said("trainer.links.copied"))
    console.tab.evaluate("document.execCommand = () => false")  # and nothing else works either
    console.press(said("trainer.links.copy_join"))
    by_hand = console.tab.get_by_label(said("trainer.links.copy_failed"))
    expect(by_hand).to_be_focused()
    expect(by_hand).to_have_value(link)
    selected = "(field) => field.value.slice(field.selectionStart, field.selectionEnd)"
    console.tab.wait_for_timeout(SHOWN_FOR)
    assert by_hand.evaluate(selected) == link
    console.press(said("trainer.close_notice"))
    expect(by_hand).to_have_count(0)
    expect(console.button(said("trainer.links.copy_join"))).to_be_focused()
    console.sees(said("trainer.only_here"))
    room = stage.room_view()
    room.sees(said("room.join_here"), said("room.only_here"))
    stage.opens("clarity")
    room.does_not_see(said("room.only_here"))


def test_the_focus_stays_on_the_reason_that_it_was_on(stage):
    console = stage.console()
    stage.people(6)
    held = stage.opens("clarity")
    stage.votes(0, 1, 1, 2, 2, 2)
    stage.attendees[3].ask("reason", round=held, text="The first of them")
    stage.closes()
    console.tab.get_by_role(
        "button",
        name=said(
            "trainer.voices.about", action=said("trainer.voices.show"), text="The first of them"
        ),
    ).focus()
    for person in stage.attendees[4:]:
        person.ask("reason", round=held, text=f"Another {person.you['id'][:4]}")
        console.sees(f"Another {person.you['id'][:4]}")
        focused = console.tab.evaluate("document.activeElement.getAttribute('aria-label')")
        assert "The first of them" in focused
