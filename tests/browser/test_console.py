"""The trainers' console: what it offers, what it asks first, and two trainers at once."""

import re

import pytest
from playwright.sync_api import expect

from lab.rig.server import wait_until
from lab.rig.words import said
from tests.browser.words import DOMAIN_NAMES, OVERTAKEN, SHORT_NAMES

DISCUSS, AGAIN, RULING = (
    said("trainer.do.start_discussion"),
    said("trainer.do.rate_again", n=2),
    said("trainer.do.go_to_ruling"),
)
RUNNING = [said(f"trainer.timer.{what}") for what in ("more_30", "more_60", "clear")]
SUBMIT = said("trainer.ruling.submit")
NEXT_DOMAIN = said("trainer.do.open_round", domain="Agreed point of contact")


# How much of the width of what is around it each thing takes.
SHARES = """([part, whole]) => [...document.querySelectorAll(part)]
  .map((one) => one.offsetWidth / one.closest(whole).clientWidth)"""


OPEN, SHOW, RATE_AGAIN, REOPEN = (
    said(f"trainer.domains.{what}") for what in ("open", "show", "again", "reopen")
)


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
        said("trainer.timer.start", length=said("trainer.timer.minutes", n=2)),
        said("trainer.timer.change"),
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
    console.lists_problems(said("trainer.ruling.choose_method"))
    console.method(said("common.method_names.consensus")).check()
    console.does_not_see(said("trainer.ruling.choose_method"))
    console.submit_ruling()
    console.lists_problems(said("trainer.ruling.choose_rating"))
    console.method(said("common.method_names.tie-break")).check()
    console.does_not_see(said("trainer.ruling.choose_rating"))
    expect(console.tab.get_by_role("radio", name="0 Major challenge")).to_be_checked()
    console.submit_ruling()
    console.lists_problems(said("trainer.ruling.give_reason"))
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


def test_a_long_name_leaves_the_console_as_wide_as_the_window(stage):
    stage.joins("an.attendee.with.a.long.address@education.example.org")
    console = stage.console(viewport={"width": 390, "height": 844})
    stage.opens("clarity")
    console.sees(said("trainer.round.turnout", rated=0, of=1))
    for width in (320, 390):
        console.tab.set_viewport_size({"width": width, "height": 844})
        console.rests()
        assert console.tab.evaluate("document.documentElement.scrollWidth") == width
