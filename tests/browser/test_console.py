"""The trainers' console: what it offers, what it asks first, and two trainers at once."""

import re
import time

import pytest
from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.server import wait_until
from lab.rig.words import either, opening, said, shape
from tests.browser.stage import Stage
from tests.browser.words import DOMAIN_NAMES, OVERTAKEN, SHORT_NAMES

DISCUSS, AGAIN, RULING = (
    said("trainer.do.start_discussion"),
    said("trainer.do.rate_again", n=2),
    said("trainer.do.go_to_ruling"),
)
CHANGE = said("trainer.timer.change")
RUNNING = [said(f"trainer.timer.{what}") for what in ("more_30", "more_60", "clear")]
SUBMIT = said("trainer.ruling.submit")
NEXT_DOMAIN = said("trainer.do.open_round", domain="Agreed point of contact")


# How much of the width of what is around it each thing takes.
SHARES = """([part, whole]) => [...document.querySelectorAll(part)]
  .map((one) => one.offsetWidth / one.closest(whole).clientWidth)"""


OPEN, SHOW, RATE_AGAIN, REOPEN = (
    said(f"trainer.domains.{what}") for what in ("open", "show", "again", "reopen")
)


def starts(minutes: int) -> str:
    return said("trainer.timer.start", length=said("trainer.timer.minutes", n=minutes))


TIMER = starts(2)


def beside(**done: list[str]) -> dict[str, list[str]]:
    """What can be done with each domain: opened and shown, but for those named."""
    return {key: done.get(key, [OPEN, SHOW]) for key in SHORT_NAMES}


def offered_beside(console) -> dict[str, list[str]]:
    offered = {}
    for key, name in SHORT_NAMES.items():
        about = [one.removesuffix(f": {name}") for one in console.offers(console.domain(key))]
        offered[key] = sorted(about, key=[OPEN, RATE_AGAIN, SHOW, REOPEN].index)
    return offered


def test_only_what_is_allowed_now_is_offered(stage):
    console, give = stage.console(), stage.trainer.command
    stage.people(2)

    def offers(heading, *steps, domains=None):
        console.sees(heading)
        console.is_ready()
        assert console.offers() == list(steps)
        # nothing is offered of any domain where none are given
        assert offered_beside(console) == (domains or {key: [] for key in SHORT_NAMES})

    offers(
        said("trainer.phase.start"),
        said("trainer.do.open_round", domain="Clarity on roles"),
        domains=beside(),
    )
    stage.opens("clarity")
    offers(
        said("trainer.phase.open"),
        said("trainer.do.close_round"),
        said("trainer.do.cancel_round"),
        said("trainer.ready.nudge"),
        TIMER,
        CHANGE,
    )
    stage.votes(0, 2)
    stage.closes()
    rated = beside(clarity=[RATE_AGAIN])
    offers(said("trainer.phase.revealed"), DISCUSS, AGAIN, RULING, SUBMIT, domains=rated)
    give("start_discussion", seconds=300)
    ask = said("trainer.questions.change")
    talk = (AGAIN, RULING, said("trainer.do.end_discussion"), ask, *RUNNING, SUBMIT)
    offers(said("trainer.phase.discussion"), *talk, domains=rated)
    stage.rules("clarity", "tie-break", 0, "To be careful")
    ruled = beside(clarity=[REOPEN])
    offers(
        said("trainer.phase.ruled"),
        NEXT_DOMAIN,
        said("trainer.do.show_overview"),
        said("trainer.do.reopen_ruling"),
        domains=ruled,
    )
    give("show_overview")
    offers(said("trainer.next.overview"), NEXT_DOMAIN, domains=beside(clarity=[SHOW, REOPEN]))
    stage.settles(*list(SHORT_NAMES)[1:])
    give("finish")
    offers(said("trainer.advice.finished.do"), said("trainer.do.reopen_workshop"))
    expect(console.tab.get_by_role("button", name=said("trainer.people.remove"))).to_have_count(0)


@pytest.mark.parametrize(
    ("ratings", "methods"),
    [
        ((1, 1, 1), ["unanimous", "consensus", "majority", "unresolved"]),
        ((1, 1, 2), ["consensus", "majority", "unresolved"]),
        ((1, 2, None), ["consensus", "tie-break", "unresolved"]),
        ((None, None, None), ["consensus", "unresolved"]),
    ],
)
def test_only_the_methods_that_the_tally_allows_are_offered(stage, ratings, methods):
    console = stage.console()
    stage.people(3)
    stage.rates("clarity", *ratings)
    console.sees(said("trainer.ruling.method"))
    radios = console.tab.get_by_role("radio")
    assert [one.get_attribute("value") for one in radios.all()] == methods
    expect(console.tab.get_by_role("radio", checked=True)).to_have_count(0)


def test_a_ruling_says_what_it_still_needs(stage):
    console = stage.console()
    stage.people(2)
    stage.rates("clarity", 0, 1)
    console.submit_ruling()
    says(console, said("trainer.ruling.choose_method"))
    console.method(said("common.method_names.consensus")).check()
    console.does_not_see(said("trainer.ruling.choose_method"))
    console.submit_ruling()
    says(console, said("trainer.ruling.choose_rating"))
    console.method(said("common.method_names.tie-break")).check()
    console.does_not_see(said("trainer.ruling.choose_rating"))
    expect(console.tab.get_by_role("radio", name="0 Major challenge")).to_be_checked()
    console.submit_ruling()
    says(console, said("trainer.ruling.give_reason"))
    expect(console.note).to_be_focused()
    expect(console.note).to_have_attribute("aria-invalid", "true")
    console.tab.keyboard.type("To be careful")
    console.does_not_see(said("trainer.ruling.give_reason"))
    console.submit_ruling()
    console.sees(said("trainer.phase.ruled"))
    assert stage.trainer.view["ruling"]["method"] == "tie-break"


def test_what_a_field_still_needs_is_not_said_of_another_domain(stage):
    console = stage.console()
    stage.rates("clarity", 0, 1)
    console.submit_ruling()
    console.sees(said("trainer.ruling.choose_method"))
    stage.rates("contact", 1, 2)
    console.sees(said("trainer.phase.revealed"), DOMAIN_NAMES["contact"])
    console.does_not_see(said("trainer.ruling.choose_method"))


def test_it_is_said_each_time_that_everybody_has_rated(stage):
    console = stage.console()
    stage.people(1)
    stage.opens("clarity")
    stage.votes(1)
    told = said("trainer.round.all_rated")
    expect(console.status).to_have_text(told)
    heard = console.listen()
    late = stage.joins()
    expect(console.next_step).not_to_contain_text(told)
    late.vote(2)
    expect(console.next_step).to_contain_text(told)
    assert told in heard()


def says(console, *sentences):
    """All that is wrong is listed, in focus, and leads to the field that is described by it."""
    problems = console.tab.get_by_role("group", name=said("common.error_title"))
    expect(problems).to_be_focused()
    expect(problems.get_by_role("link")).to_have_text(list(sentences))
    for sentence in sentences:
        problems.get_by_role("link", name=sentence).click()
        error = console.main.locator(".field-error", has_text=sentence)
        described = f"[aria-describedby~='{error.get_attribute('id')}']"
        is_there = "(of) => Boolean(document.activeElement.closest(of))"
        assert console.tab.evaluate(is_there, described)


def test_a_refusal_stays_until_it_could_be_read(stage):
    console = stage.console()
    console.tab.clock.install()
    console.tab.reload()
    stage.rates("clarity", 1)
    panel = console.panel(said("trainer.details.title"))
    area = panel.get_by_label(said("trainer.details.area"))
    area.fill("\u200b")  # looks like something to the page
    panel.get_by_role("button", name=said("trainer.details.save")).click()
    sentence = said("refusals.missing-text.area")
    expect(panel.locator(".field-error")).to_have_text(sentence)
    expect(area).to_have_attribute("aria-invalid", "true")
    assert console.focused() == f"{said('common.error_title')} {sentence}"
    stage.trainer.command("start_discussion", seconds=0)
    console.sees(said("trainer.next.discussion"), sentence)
    console.tab.clock.fast_forward(11_000)
    stage.trainer.command("end_discussion")
    console.does_not_see(sentence)
    expect(area).to_have_attribute("aria-invalid", "false")


def test_what_was_typed_survives_every_state_that_arrives(stage):
    console = stage.console()
    stage.people(2)
    stage.rates("clarity", 0, 1)
    console.method(said("common.method_names.tie-break")).check()
    console.note.press_sequentially("Half a rea")
    stage.joins("Attendee who comes late")
    console.sees(said("trainer.people_count", connected=3, joined=3))
    stage.trainer.command("start_discussion", seconds=60)
    console.sees(said("trainer.phase.discussion"))
    expect(console.note).to_be_focused()
    console.tab.keyboard.type("son")
    expect(console.note).to_have_value("Half a reason")
    expect(console.method(said("common.method_names.tie-break"))).to_be_checked()


def test_it_names_who_has_not_rated_and_never_what(stage):
    console = stage.console()
    first, _ = stage.joins("Attendee A"), stage.joins("Attendee B")
    stage.opens("clarity")
    console.sees(said("trainer.round.turnout", rated=0, of=2))
    first.vote(3)
    console.sees(said("trainer.round.turnout", rated=1, of=2), said("trainer.ready.missing", n=1))
    waiting = console.next_step.get_by_role("listitem").filter(has_text="Attendee")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("Attendee B")
    assert console.tallies() == []


def test_the_buttons_stay_where_they_are_while_people_rate(stage):
    console = stage.console()
    stage.people(3)
    stage.opens("clarity")
    console.sees(said("trainer.round.turnout", rated=0, of=3))
    before = console.button(said("trainer.do.close_round")).bounding_box()
    stage.attendees[0].vote(1)
    console.sees(said("trainer.round.turnout", rated=1, of=3))
    assert console.button(said("trainer.do.close_round")).bounding_box() == before


def test_new_buttons_take_no_press_meant_for_the_old_ones_whoever_moved_on(stage):
    console = stage.console()
    stage.people(2)
    stage.opens("clarity")
    stage.votes(0, 3)
    console.sees(said("trainer.phase.open"))
    console.tab.evaluate(
        """(discuss) => {
          const resting = new Promise((tell) => new MutationObserver(() => {
            const first = document.querySelector('.bar-do .button');
            if (first.innerText === discuss) tell(first.ariaDisabled);
          }).observe(document.querySelector('main'), { childList: true, subtree: true }));
          window.resting = resting;
        }""",
        DISCUSS,
    )
    stage.closes()
    assert console.tab.evaluate("window.resting") == "true"
    console.is_ready()


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


def test_the_second_of_two_trainers_is_told_who_was_first(stage):
    both = (stage.console(), stage.second_console())
    stage.people(2)
    stage.opens("clarity")
    stage.votes(0, 1)
    for console in both:
        console.sees(said("trainer.round.turnout", rated=2, of=2))
    with stage.frozen():
        for console in both:
            console.press(said("trainer.do.close_round"))
    for console in both:
        console.sees(said("trainer.phase.revealed"))
    told = wait_until(lambda: [c for c in both if c.tab.get_by_text(OVERTAKEN).count()])
    assert len(told) == 1
    assert len(stage.trainer.refresh()["view"]["rounds"]) == 1


def test_what_another_did_meanwhile_is_not_confirmed_away(stage):
    one, two = stage.console(), stage.second_console()
    stage.people(2)
    stage.opens("clarity")
    stage.votes(0, 1)
    for console in (one, two):
        console.sees(said("trainer.round.turnout", rated=2, of=2))
        console.is_ready()  # what that changed takes no press for a moment
    two.press(said("trainer.do.cancel_round"))
    expect(two.dialog).to_be_visible()
    one.press(said("trainer.do.close_round"))
    two.sees(said("trainer.phase.revealed"))
    two.answer(said("trainer.confirm.cancel_round.yes"))
    two.sees(OVERTAKEN)
    assert OVERTAKEN.search(two.focused())
    assert len(stage.trainer.refresh()["view"]["rounds"]) == 1
    two.press(said("trainer.close_notice"))
    two.does_not_see(OVERTAKEN)


def test_a_slip_is_asked_about_first(stage):
    console = stage.console()
    stage.opens("clarity")
    console.press(said("trainer.do.cancel_round"))
    expect(console.dialog).to_contain_text(said("trainer.confirm.cancel_round.title"))
    assert console.focused() == said("trainer.confirm.back")
    console.answer(said("trainer.confirm.back"))
    console.press(said("trainer.do.cancel_round"))
    console.tab.keyboard.press("Escape")
    expect(console.dialog).to_be_hidden()
    assert console.focused() == said("trainer.do.cancel_round")
    console.sees(said("trainer.phase.open"))
    console.press(said("trainer.do.cancel_round"))
    console.answer(said("trainer.confirm.cancel_round.yes"))
    console.sees(said("trainer.phase.start"))


def test_a_side_of_which_one_sector_rated_stands_there_once_with_its_cant_say(stage):
    console = stage.console()
    for sector in ("school", "school", "cypmhs", "cypmhs"):
        stage.people(5, sector)
    stage.rates("clarity", *[0, 1, 2, 3, None] * 2, *[1, 2, None, 3, None] * 2)
    table = console.tab.get_by_role("table", name=said("common.groups.table", number=1))
    groups = [
        row.get_by_role("rowheader").inner_text() for row in table.get_by_role("row").all()[1:]
    ]
    assert groups == ["Education", "Mental health"]
    cells = [
        row.get_by_role("cell").all_inner_texts() for row in table.get_by_role("row").all()[1:]
    ]
    assert cells == [
        ["2", "2", "2", "2", "2", said("common.rated_of", turnout=10, present=10)],
        ["0", "2", "2", "2", "4", said("common.rated_of", turnout=10, present=10)],
    ]
    assert console.tab.locator(".group-size").all_inner_texts() == [
        f"{said('common.groups.ratings', n=8)}, {said('common.groups.cant_say', n=2)}",
        f"{said('common.groups.ratings', n=6)}, {said('common.groups.cant_say', n=4)}",
    ]
    assert console.tab.locator(".group-share").all_inner_texts() == list("2222222")
    assert console.tab.evaluate(SHARES, [".group-share", ".group-whole"]) == pytest.approx(
        [1 / 4] * 4 + [1 / 3] * 3, abs=0.02
    )
    assert console.tab.evaluate(SHARES, [".bar-fill", ".bar-track"]) == pytest.approx(
        [2 / 14, 4 / 14, 4 / 14, 4 / 14], abs=0.02
    )


def test_a_close_that_would_show_nothing_or_whose_rating_it_is_asks_first(stage):
    console = stage.console()
    stage.people(3)
    stage.opens("clarity")
    console.press(said("trainer.do.close_round"))
    console.sees(said("trainer.closing.empty.title"))
    console.answer(said("trainer.confirm.back"))
    stage.votes(2)
    console.sees(said("trainer.round.turnout", rated=1, of=3))
    console.press(said("trainer.do.close_round"))
    console.sees(said("trainer.closing.one.title"), said("trainer.closing.one.text", rated=1, of=3))
    console.answer(said("trainer.confirm.back"))
    stage.votes(2, 3)
    console.sees(said("trainer.round.turnout", rated=2, of=3))
    console.closes()


def test_after_a_round_without_a_rating_the_next_step_is_to_rate_again(stage):
    console = stage.console()
    stage.opens("clarity")
    console.press(said("trainer.do.close_round"))
    console.answer(said("trainer.do.close_round"))
    console.sees(said("trainer.next.revealed_none"))
    assert console.offers()[0] == said("trainer.do.rate_again", n=2)


def test_a_reopened_ruling_is_written_anew_from_what_it_was(stage):
    console = stage.console()
    stage.people(2)
    stage.rates("clarity", 1, 2)
    stage.rules("clarity", "consensus", 2, "Agreed aloud")
    console.sees(f"{said('trainer.ruling.noted')}: Agreed aloud")
    console.press(said("trainer.do.reopen_ruling"))
    console.answer(said("trainer.confirm.reopen_ruling.yes"))
    console.sees(said("trainer.phase.revealed"))
    expect(console.method(said("common.method_names.consensus"))).to_be_checked()
    expect(console.tab.get_by_role("radio", name=re.compile("^2 "))).to_be_checked()
    expect(console.note).to_have_value("Agreed aloud")
    console.note.fill("Agreed aloud, with a plan")
    console.submit_ruling()
    console.sees(f"{said('trainer.ruling.noted')}: Agreed aloud, with a plan")


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
    says(console, said("trainer.delete.type_area", area=stage.stored().details.area))
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


SHOWN_FOR = 3000  # ms: longer than the button says what it did


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


def test_a_long_name_leaves_the_console_as_wide_as_the_window(stage):
    stage.joins("an.attendee.with.a.long.address@education.example.org")
    console = stage.console(viewport={"width": 390, "height": 844})
    stage.opens("clarity")
    console.sees(said("trainer.round.turnout", rated=0, of=1))
    for width in (320, 390):
        console.tab.set_viewport_size({"width": width, "height": 844})
        console.rests()
        assert console.tab.evaluate("document.documentElement.scrollWidth") == width
