"""Forced colours: what a state looks like is told by shape, not by a colour alone.

Two looks of one part are compared as ink on paper: each pixel either is as the page's background or
it is not, in whatever colour.
"""

import base64
import re

import pytest
from playwright.sync_api import Locator, expect

from lab.rig.words import said
from tests.browser.agreed import GOALS, agrees, looks_back
from tests.browser.pages import LivePage
from tests.browser.walks.area import AreaTabs, live_area
from tests.browser.walks.guests import a_meeting, invites, registers
from tests.browser.walks.parts import RATINGS, SECOND, fill_the_room
from tests.browser.walks.planned import OnStage
from tests.browser.words import LEVELS
from tests.edges.ahead import all_rate_ahead
from tests.edges.invited import LiveRoster

FORCED = {"forced_colors": "active", "reduced_motion": "reduce"}
TELLING = 6  # pixels of ink, or of none, that make a difference to the eye
LINE = 6  # pixels: the line above a step, without its words
NUMBERS = [str(rating) for rating in range(len(LEVELS))]

# The share of the one picture's ink that is not in the other, in pixels of the page.
_INK = """async ([pictures, paper]) => {
  const masks = await Promise.all(pictures.map(async (picture) => {
    const file = await fetch(`data:image/png;base64,${picture}`);
    const bitmap = await createImageBitmap(await file.blob());
    const pen = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    pen.drawImage(bitmap, 0, 0);
    const { data, width } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
    const ink = new Set();
    for (let at = 0; at < data.length; at += 4) {
      const far = Math.max(...paper.map((value, n) => Math.abs(data[at + n] - value)));
      if (far > 96) ink.add(`${(at / 4) % width},${Math.floor(at / 4 / width)}`);
    }
    return ink;
  }));
  return masks[0].symmetricDifference(masks[1]).size;
}"""


_PAPER = r"getComputedStyle(document.body).backgroundColor.match(/\d+/g).slice(0, 3).map(Number)"


class Ink:
    """How parts of a page look, as ink on its background."""

    def __init__(self, page: LivePage, blank) -> None:
        self.page = page
        # A page's own content policy would not let pictures be read on it.
        self.blank = blank

    def of(self, part: Locator, around: int = 6, top: int | None = None) -> bytes:
        """The part with so many pixels around it; or only so many from its top."""
        part.scroll_into_view_if_needed()
        self.page.rests()
        box = part.bounding_box()
        clip = {
            "x": max(0, box["x"] - around),
            "y": max(0, box["y"] - around),
            "width": box["width"] + 2 * around,
            "height": top or box["height"] + 2 * around,
        }
        return self.page.tab.screenshot(clip=clip)

    def differ(self, one: bytes, other: bytes) -> bool:
        paper = self.page.tab.evaluate(_PAPER)
        pictures = [base64.b64encode(picture).decode() for picture in (one, other)]
        return self.blank.evaluate(_INK, [pictures, paper]) > TELLING


@pytest.fixture
def ink(contexts):
    blank = contexts().new_page()
    return lambda page: Ink(page, blank)


def test_a_chosen_card_and_the_focus_on_phones(stage, ink):
    phone = stage.phone(**FORCED)
    looks = ink(phone)
    stage.opens("clarity")
    card = phone.choice(2).locator("xpath=ancestor-or-self::label")
    plain = looks.of(card)
    phone.rate(2)
    phone.is_saved()
    phone.tab.evaluate("document.activeElement.blur()")
    chosen = looks.of(card)
    assert looks.differ(plain, chosen)
    phone.choice(2).focus()
    phone.tab.keyboard.press("Shift+Tab")
    phone.tab.keyboard.press("Tab")
    assert looks.differ(chosen, looks.of(card))
    for number in NUMBERS:
        expect(phone.main.get_by_text(number, exact=True).first).to_be_visible()


def test_the_connection_of_the_room_view(stage, ink):
    room = stage.room_view(**FORCED)
    looks = ink(room)
    stage.opens("clarity")
    room.shows_open("clarity")
    dot = room.tab.locator(".room-dot")
    fresh = looks.of(dot, 0)
    room.tab.context.set_offline(True)
    expect(room.mark).to_be_visible()
    assert looks.differ(fresh, looks.of(dot, 0))


def test_steps_tabs_switches_and_the_focus_on_the_console(stage, ink):
    console = stage.console(**FORCED)
    looks = ink(console)
    fill_the_room(stage)
    stage.opens("clarity")
    console.sees(said("trainer.phase.open"))
    steps = console.tab.get_by_role("list", name=said("trainer.ladder.title")).get_by_role(
        "listitem"
    )
    first = looks.of(steps.nth(0), 0, LINE)
    stage.votes(*RATINGS)
    stage.closes()
    console.sees(said("trainer.phase.revealed"))
    expect(steps.nth(1)).to_have_attribute("aria-current", "step")
    assert looks.differ(first, looks.of(steps.nth(0), 0, LINE))
    console.is_ready()
    switch = console.main.get_by_role("checkbox").first
    off = looks.of(switch)
    switch.check()
    expect(switch).to_be_checked()
    console.is_ready()
    leaves(console)
    assert looks.differ(off, looks.of(switch))
    tabs = console.tab.get_by_role("tab")
    expect(tabs).to_have_count(3)
    for tab in (tabs.nth(2), tabs.nth(1), tabs.nth(0)):
        if tab.get_attribute("aria-selected") == "true":
            continue
        before = looks.of(tab)
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        leaves(console)
        assert looks.differ(before, looks.of(tab)), tab
    seen = 0
    for button in console.tab.get_by_role("button").all()[:12]:
        before = looks.of(button)
        button.focus()
        console.tab.keyboard.press("Shift+Tab")
        console.tab.keyboard.press("Tab")
        if button.evaluate("(one) => one === document.activeElement"):
            assert looks.differ(before, looks.of(button)), button
            seen += 1
    assert seen >= 3


def test_the_answer_to_whether_it_is_the_same_area(stage, ink):
    page = LivePage(stage.tab("/", stage.office, **FORCED))
    page.tab.get_by_label(said("home.area"), exact=True).fill("test area")
    page.press(said("home.create_button"))
    looks, answers = ink(page), page.tab.get_by_role("radio")
    expect(answers).to_have_count(2)
    for answer in answers.all():
        before = looks.of(answer)
        answer.check()
        leaves(page)
        assert looks.differ(before, looks.of(answer))


def test_meetings_of_an_area_that_are_planned_held_and_cancelled(server, contexts, ink):
    with live_area(server) as area:
        for _ in range(3):
            area.does("plan_event", kind="other", date="2020-03-05")
        area.does("hold_event", event="e2")
        area.does("cancel_event", event="e3")
        page = LivePage(AreaTabs(area, contexts).opens(**FORCED))
        looks = ink(page)
        dots = []
        for meeting in page.tab.locator("li.meeting").all():
            meeting.scroll_into_view_if_needed()
            box = meeting.bounding_box()
            clip = {"x": box["x"] - 2, "y": box["y"], "width": 26, "height": 30}
            dots.append(page.tab.screenshot(clip=clip))
        planned, held, cancelled = dots
        assert looks.differ(planned, held)
        assert looks.differ(planned, cancelled)
        assert looks.differ(held, cancelled)


def test_who_comes_from_a_sector_and_who_has_not_answered(server, contexts, ink):
    with live_area(server) as area:
        event = a_meeting(area)
        bo, *_ = invites(area, event, "Bo", "Cy")
        registers(area, event, bo)
        page = LivePage(AreaTabs(area, contexts).opens(f"/people?event={event}", **FORCED))
        coming, asked = page.tab.locator("td .swatch").all()[:2]
        assert ink(page).differ(ink(page).of(coming, 0), ink(page).of(asked, 0))
        bars = page.tab.locator(".people-bar > svg")
        assert ink(page).differ(ink(page).of(bars.first, 0), ink(page).of(bars.last, 0))


def leaves(page: LivePage) -> None:
    """Neither the focus nor the pointer is on anything."""
    page.tab.evaluate("document.activeElement.blur()")
    page.tab.mouse.move(0, 0)


@pytest.mark.parametrize("page", ["phone", "console", "room_view", "results"])
def test_each_level_of_bars_and_profile_stands_beside_its_number(stage, page):
    """Every bar that is filled, and every decision, has its number in text that is seen."""
    shown = getattr(stage, page)(**FORCED)
    fill_the_room(stage)
    stage.rates("clarity", *RATINGS)
    stage.opens("clarity")
    stage.votes(*SECOND)
    stage.closes()
    shown.sees(said("common.round_number", number=2))
    numbers = shown.main.locator(".chip:visible").all_inner_texts()
    assert {"0", "1", "2", "3"} <= {one.strip() for one in numbers}


def test_what_was_rated_ahead_looks_unlike_a_round_and_a_chosen_card_chosen(stage, ink):
    stage.people(5)
    all_rate_ahead(stage, clarity=[1, 1, 1, 1, 1])
    stage.trainer.command("reveal_ahead", domain="clarity")
    room = stage.room_view(**FORCED)
    room.sees(said("room.next_ahead"))
    looks, bar = ink(room), room.tab.locator(".tower-space").nth(1)
    ahead = looks.of(bar)
    room.tab.evaluate("document.querySelector('.result').classList.remove('is-ahead')")
    assert looks.differ(ahead, looks.of(bar))
    area = LiveRoster(stage.server)
    try:
        other = type(stage)(stage.server, stage.contexts)
        area.holds(other, area.event)
        page = f"/p/{area.id}/ahead?event={area.event}"
        form = LivePage(stage.tab(page, area.registered().browser, **FORCED))
        looks, card = ink(form), form.tab.locator("label.card").nth(2)
        plain = looks.of(card)
        card.click()
        form.sees(said("ahead.saved"))
        leaves(form)
        assert looks.differ(plain, looks.of(card))
        other.close()
    finally:
        area.close()


def test_each_part_of_the_chart_of_a_goal(stage, ink):
    goals, review = agrees(stage), stage.follows(kind="review")
    looks_back(review, *goals)
    results = review.results(**FORCED)
    looks = ink(results)
    chart = results.tab.get_by_role("article", name=GOALS[0]).locator(".progress-plot")
    whole = looks.of(chart)
    for part in ("point", "start", "mark", "line"):
        every = results.tab.locator(f".progress-{part}")
        every.evaluate_all("(all) => all.forEach((one) => one.setAttribute('hidden', ''))")
        assert looks.differ(whole, looks.of(chart)), part
        every.evaluate_all("(all) => all.forEach((one) => one.removeAttribute('hidden'))")
        assert not looks.differ(whole, looks.of(chart)), part
    review.close()


def test_goals_on_phones(stage, ink):
    meeting = OnStage(stage)
    goal = meeting.goal(text="Every school knows its link worker")
    stage.people(4)
    phone = stage.phone(**FORCED)
    looks = ink(phone)
    meeting.give("show_plan", part="needs")
    meeting.asks("ask_needs")
    boxes = phone.tab.get_by_role("checkbox")
    expect(boxes).to_have_count(8)
    card, free = (boxes.nth(n).locator("xpath=ancestor::label") for n in (0, 6))
    plain = looks.of(card)
    for box in boxes.all()[:3]:
        box.check()
    leaves(phone)
    assert looks.differ(plain, looks.of(card))
    phone.sees(said("goals_stage.phone.needs.full", n=3))
    closed = free.locator(".option-in")
    assert closed.evaluate(_LOOK) != boxes.nth(7).locator("xpath=..").evaluate(_LOOK)
    phone.press(said("goals_stage.phone.needs.send"))
    phone.sees(f"{said('status.saved')}.")
    meeting.closes()
    phone.sees(said("goals_stage.needs.result"))
    bars = phone.tab.locator(".plan-votes-track")
    assert looks.differ(looks.of(bars.first, 0), looks.of(bars.last, 0))
    meeting.give("choose_needs", domains=["clarity"])
    meeting.asks("ask_score", goal=goal)
    expect(phone.choices).to_have_count(12)
    number = phone.choices.nth(0).locator("xpath=ancestor::label")
    plain = looks.of(number)
    phone.choices.nth(0).check(force=True)
    phone.is_saved()
    leaves(phone)
    assert looks.differ(plain, looks.of(number))
    for other in stage.attendees:  # dots are shown from five scorers
        other.answer_plan(score=8)
    meeting.closes()
    phone.sees(said("goals_stage.phone.scores.yours", n=0))
    dots = phone.tab.locator(".dots-stack")
    assert looks.differ(looks.of(dots.nth(0), 0), looks.of(dots.nth(1), 0))


def test_goals_on_the_room_view(stage, ink):
    meeting = OnStage(stage)
    stage.people(5)  # dots are shown from five scorers
    room = stage.room_view(**FORCED)
    looks = ink(room)
    meeting.give("show_plan", part="needs")
    meeting.asks("ask_needs")
    for page in stage.attendees:
        page.answer_plan(domains=["clarity"])
    meeting.closes()
    room.sees(said("goals_stage.needs.result"))
    bars = room.tab.locator(".plan-bar-fill")
    assert looks.differ(looks.of(bars.first, 0), looks.of(bars.last.locator("xpath=.."), 0))
    meeting.give("choose_needs", domains=["clarity"])
    goal = meeting.goal(text="Every school knows its link worker")
    meeting.give("reword_goal", goal=goal)
    meeting.give("show_plan", part="goals", goal=goal)
    large = room.tab.locator(".goal-large")
    expect(large).to_have_class(re.compile("is-draft"))
    shaping = looks.of(large, 0)
    large.evaluate("(one) => one.classList.replace('is-draft', 'is-agreed')")
    assert looks.differ(shaping, looks.of(large, 0))
    meeting.give("drop_draft", goal=goal)
    meeting.asks("ask_score", goal=goal)
    anchor, other = (room.tab.locator(".score-scale li").nth(n) for n in (0, 1))
    expect(anchor).to_have_class(re.compile("is-anchor"))
    assert anchor.evaluate(_EDGE) > other.evaluate(_EDGE)
    for page, score in zip(stage.attendees, (0, 0, 8, 8, 8), strict=True):
        page.answer_plan(score=score)
    meeting.closes()
    room.sees(said("goals_stage.scores.middle"))
    dots = room.tab.locator(".dots-stack")
    assert looks.differ(looks.of(dots.nth(0), 0), looks.of(dots.nth(1), 0))
    meeting.settles(goal)
    room.sees(said("goals_stage.scores.first"))
    chart = room.tab.locator(".progress-plot")
    whole = looks.of(chart)
    for part in ("point", "start"):
        every = room.tab.locator(f".progress-{part}")
        every.evaluate_all("(all) => all.forEach((one) => one.setAttribute('hidden', ''))")
        assert looks.differ(whole, looks.of(chart)), part
        every.evaluate_all("(all) => all.forEach((one) => one.removeAttribute('hidden'))")
    meeting.give("add_action", text="Send the list")
    meeting.give("show_plan", part="actions")
    row = room.tab.locator(".plan-action")
    expect(row).to_have_count(1)
    before = looks.of(row, 0)
    meeting.give("mark_action", action=meeting.plan["actions"][0]["id"], state="done")
    expect(row).to_have_class(re.compile("is-done"))
    assert looks.differ(before, looks.of(row, 0))


def test_goals_on_the_console(stage, ink):
    meeting = OnStage(stage)
    stage.people(5)  # dots are shown from five scorers
    stage.rates("clarity", 0, 0, 0)
    stage.rules("clarity", "unanimous", 0)
    stage.trainer.command("show_overview")
    goal = meeting.goal(text="Every school knows its link worker")
    meeting.give("show_plan", part="needs")
    console = stage.console(**FORCED)
    looks = ink(console)
    part = console.tab.locator("label.need-tick").first
    box = part.locator("input")
    off = looks.of(part)
    box.check()
    leaves(console)
    assert looks.differ(off, looks.of(part))
    meeting.give("show_plan", part="scores")
    meeting.asks("ask_score", goal=goal)
    asked = meeting.question
    meeting.give("enter_answers", question=asked, counts=[3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0])
    meeting.give("close_question", question=asked)
    console.sees(said("goals_desk.scores.consensus"))
    dots = console.tab.locator(".dots-stack")
    assert looks.differ(looks.of(dots.nth(0), 0), looks.of(dots.nth(1), 0))
    here = console.tab.locator(".part-item.is-current")
    expect(here).to_have_text(re.compile(said("goals.parts.scores")))
    before = looks.of(here, 0)
    here.evaluate("(one) => one.classList.remove('is-current')")
    assert looks.differ(before, looks.of(console.tab.locator(".part-item").nth(2), 0))


_LOOK = "(one) => getComputedStyle(one).borderColor + getComputedStyle(one).color"
_EDGE = "(one) => parseFloat(getComputedStyle(one).borderTopWidth)"
