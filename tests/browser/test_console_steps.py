"""The console by step: the bar that stays, the tabs beside it, questions, doubts, what is typed."""

import re

from playwright.sync_api import expect

from lab.rig.server import wait_until
from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.parts import OWN_REASON, RATINGS, fill_the_room
from voting.words import load

ENLARGED = {"viewport": {"width": 320, "height": 256}}  # 1280 x 1024 at 400%
BESIDE_A_CALL = {"viewport": {"width": 640, "height": 800}}
# How much of the window's height what stays put covers, looked at pixel by pixel.
_COVERED = """() => {
  const stays = (at) => at && at !== document.documentElement &&
    (['fixed', 'sticky'].includes(getComputedStyle(at).position) || stays(at.parentElement));
  const rows = [...Array(innerHeight).keys()];
  return rows.filter((y) => stays(document.elementFromPoint(innerWidth / 2, y + 0.5))).length;
}"""


def test_at_400_per_cent_what_stays_put_covers_less_than_half(server, contexts):
    stage = Stage(server, contexts, rehearsal="1")
    console = stage.console(**ENLARGED, reduced_motion="reduce")
    stage.people(2)
    stage.opens("clarity")
    stage.trainer.command("set_timer", seconds=300)
    stage.votes(1, 2)
    console.sees(said("common.time_left"), said("trainer.round.all_rated"))

    def covered() -> int:
        console.tab.evaluate("scrollTo(0, 400)")
        console.rests()
        return console.tab.evaluate(_COVERED)

    expect(console.bar).to_be_visible()
    assert 60 < covered() < 128  # the bar stays, and is all that does
    console.tab.context.set_offline(True)
    expect(console.mark).to_be_visible()
    assert covered() < 128
    close = console.button(said("trainer.do.close_round"))
    expect(close).to_be_in_viewport(ratio=1)
    at = close.bounding_box()
    close.click()  # nothing of the mark is over it; what is said then is at the foot as well
    expect(console.tab.locator("#refusal")).to_be_visible()
    assert covered() <= 128
    assert close.bounding_box() == at
    stage.close()


def test_all_bars_are_in_sight_at_the_reveal_and_the_ladder_is_where_it_was(stage):
    console = stage.console()
    fill_the_room(stage)
    ladder = console.tab.get_by_role("list", name=said("trainer.ladder.title"))
    bars = console.next_step.locator(".bars-drawn > *")
    places: dict[int, set[float]] = {720: set(), 800: set()}

    def look(phase: str, many: int) -> None:
        console.sees(said(f"trainer.phase.{phase}"))
        expect(bars).to_have_count(many)
        for height in places:
            console.tab.set_viewport_size({"width": 1280, "height": height})
            console.rests()
            places[height].add(ladder.bounding_box()["y"])
            for bar in bars.all():
                expect(bar).to_be_in_viewport(ratio=1)

    stage.opens("clarity")
    look("open", 0)
    stage.votes(*RATINGS)
    stage.closes()
    look("revealed", 4)
    lines = "(one) => one.offsetHeight / parseFloat(getComputedStyle(one).lineHeight)"
    assert console.tab.locator(".advice-do").evaluate(lines) >= 2  # lines
    stage.trainer.command("start_discussion", seconds=300)
    look("discussion", 4)
    stage.rules("clarity", "unresolved", None, "No way to tell")
    console.sees(said("trainer.phase.ruled"))
    console.rests()
    places[800].add(ladder.bounding_box()["y"])
    assert [len(each) for each in places.values()] == [1, 1]


def test_the_bar_stays_in_sight_with_all_that_it_says(stage):
    console = stage.console()
    fill_the_room(stage)
    stage.opens("clarity")
    stage.votes(*RATINGS[:9])
    said_of = (said("trainer.phase.open"), said("trainer.round.turnout", rated=9, of=12))
    console.tab.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    for sentence in said_of:
        expect(console.bar.get_by_text(sentence)).to_be_in_viewport()
    close = console.button(said("trainer.do.close_round"))
    expect(close).to_be_in_viewport(ratio=1)
    at = close.bounding_box()
    stage.trainer.command("set_timer", seconds=300)
    stage.votes(*RATINGS)
    console.sees(said("common.time_left"), said("trainer.round.all_rated"))
    assert close.bounding_box() == at


def test_the_side_is_three_tabs_that_keep_what_is_typed_and_unfolded(stage):
    console = stage.console()
    tabs = console.tab.get_by_role("tab")
    expect(tabs).to_have_count(3)
    chosen = console.tab.get_by_role("tab", selected=True)
    expect(chosen).to_have_text(said("trainer.side.share"))  # nobody has joined yet
    settings = console.panel(said("trainer.details.title"))
    settings.get_by_label(said("trainer.details.area")).fill("Another area")
    keyboard = console.tab.keyboard
    chosen.focus()
    for key, tab in (
        ("ArrowRight", "people"),
        ("ArrowLeft", "settings"),
        ("Home", "people"),
        ("End", "settings"),
        ("ArrowLeft", "share"),
    ):
        keyboard.press(key)
        expect(chosen).to_be_focused()
        expect(chosen).to_have_accessible_name(re.compile(f"^{said(f'trainer.side.{tab}')}"))
        panel = console.tab.get_by_role("tabpanel")
        expect(panel).to_have_count(1)
        assert panel.get_attribute("id") == chosen.get_attribute("aria-controls")
    stage.people(1)
    console.sees(said("trainer.people_count", connected=1, joined=1))
    expect(chosen).to_have_text(said("trainer.side.share"))  # as it was left
    console.tab.get_by_role("tab", name=said("trainer.side.settings")).click()
    area = console.tab.get_by_label(said("trainer.details.area"))
    expect(area).to_be_visible()
    expect(area).to_have_value("Another area")
    console.side("people")
    console.tab.reload()
    expect(area).to_be_visible()  # what was typed is given back in sight
    expect(area).to_have_value("Another area")


def test_the_questions_are_those_that_everybody_sees_until_they_are_changed(stage):
    console = stage.console()
    stage.people(4)
    stage.rates("clarity", 0, 0, 3, 3)
    stage.trainer.command("start_discussion", seconds=0)
    listed = console.tab.get_by_role("region", name=said("trainer.questions.title"))
    items = listed.get_by_role("listitem")
    expect(items).to_have_count(3)
    labels = {"low": "Major challenge", "high": "Gold standard"}

    def asked() -> list[str]:
        keys = stage.trainer.refresh()["view"]["questions"]["ask"]
        questions = load().said["common"]["questions"]
        return [questions[key].format(**labels) for key in keys]

    first = asked()
    expect(items).to_have_text(first)
    console.is_ready()
    console.press(said("trainer.questions.change"))
    wait_until(lambda: asked() != first)
    expect(items).to_have_text(asked())
    expect(console.button(said("trainer.questions.change"))).to_be_focused()
    stage.trainer.command("end_discussion")
    expect(listed).to_have_count(0)


def test_a_consensus_that_the_tally_speaks_against_is_asked_about_in_the_form(stage):
    console = stage.console()
    stage.people(9)
    stage.rates("clarity", *[2] * 7, 1, 0)
    console.method(said("common.method_names.consensus")).check()
    record = console.button(said("trainer.ruling.submit"))
    at = place_in_page(record)
    for rating, is_asked in ((1, True), (2, False), (0, True)):
        console.tab.get_by_role("radio", name=re.compile(f"^{rating} ")).check()
        asks = said("trainer.ruling.doubt.most", top=2, votes=7, ratings=9, rating=rating)
        asked = console.tab.locator("#ruling-doubt")
        assert place_in_page(record) == at
        if is_asked:
            expect(asked).to_have_text(asks)
            expect(console.status).to_have_text(asks)
            expect(record).to_have_accessible_description(asks)
        else:
            expect(asked).to_have_count(0)
    console.is_ready()
    record.click()  # once is enough
    expect(console.dialog).to_be_hidden()
    console.sees(said("trainer.phase.ruled"))
    assert stage.trainer.refresh()["view"]["ruling"]["rating"] == 0


def place_in_page(part) -> float:
    return part.evaluate("(one) => Math.round(one.getBoundingClientRect().top + scrollY)")


def test_counts_being_typed_when_the_round_closes_by_itself_are_kept_and_said_to_be(stage):
    console = stage.console()
    stage.people(2)
    stage.opens("clarity")
    stage.trainer.command("set_auto_close", on=True)
    console.tab.get_by_text(said("trainer.hands.title"), exact=True).click()
    first = console.tab.get_by_role("spinbutton").first
    first.fill("3")
    stage.votes(1, 2)
    console.sees(said("trainer.phase.revealed"), said("trainer.hands.left"), "× 3")
    stage.trainer.command("set_auto_close", on=False)
    stage.opens("clarity")
    expect(first).to_have_value("3")
    stage.closes()
    console.sees(said("trainer.hands.left"))
    console.press(said("trainer.hands.discard"))
    console.does_not_see(said("trainer.hands.left"))


def test_what_somebody_is_busy_with_stays_where_it_is_when_another_acts(stage):
    fill_the_room(stage)
    console = stage.console(**BESIDE_A_CALL)
    round_id = stage.opens("clarity")
    stage.votes(*RATINGS)
    stage.attendees[0].ask("reason", round=round_id, text=OWN_REASON)
    area = console.panel(said("trainer.details.title")).get_by_label(said("trainer.details.area"))
    area.focus()
    console.rests()
    at = area.bounding_box()
    for act, seen in (
        (stage.closes, "revealed"),
        (lambda: stage.trainer.command("start_discussion", seconds=300), "discussion"),
        (lambda: stage.rules("clarity", "majority"), "ruled"),
    ):
        act()
        console.sees(said(f"trainer.phase.{seen}"))
        console.rests()
        assert abs(area.bounding_box()["y"] - at["y"]) <= 1, seen


# The lines that mark what is current, and those beside it.
_MARKS = """(those) => [...document.querySelectorAll(those)].map((one) => {
  const { borderTopStyle, borderTopWidth, borderBottomColor } = getComputedStyle(one);
  const isCurrent = one.matches('[aria-current], [aria-selected=true]');
  return [isCurrent, [borderTopStyle, borderTopWidth, borderBottomColor].join()];
})"""


def test_without_colours_the_step_of_the_ladder_and_the_chosen_tab_are_told_apart(stage):
    console = stage.console(forced_colors="active")
    stage.people(2)
    stage.opens("clarity")
    console.sees(said("trainer.phase.open"))
    for those in (".rung", ".tab"):
        marks = console.tab.evaluate(_MARKS, those)
        current = [look for is_current, look in marks if is_current]
        others = {look for is_current, look in marks if not is_current}
        assert len(current) == 1
        assert len(others) == 1
        assert current[0] not in others
