"""The room view stage by stage: each shows one idea, and nothing that another screen would not."""

import re

import pytest
from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import said, shape
from tests.browser.test_room import fits
from tests.browser.walks.parts import STILL
from tests.browser.words import DOMAIN_NAMES, LEVELS, SHORT_NAMES
from voting.words import load


def test_the_round_before_stands_behind_the_towers_on_one_scale(stage):
    """From the second round on: outlines of what it was, both numbers, and a table of both."""
    room = stage.room_view(**STILL)
    stage.people(9)
    stage.rates("clarity", 0, 0, 0, 0, 1, 1, 1, 2, None)
    room.sees(said("common.cant_say") + ":")
    expect(room.tab.locator(".tower-before")).to_have_count(0)
    stage.rates("clarity", 0, 1, 1, 1, 1, 1, 1, 3)
    room.sees(*(said("room.was", n=n) for n in (4, 3, 1, 0)))
    assert room.tallies() == [[1, 6, 0, 1, 0]]
    before = room.tab.get_by_role("table").get_by_role("cell").all_inner_texts()[1::2]
    assert before == ["4", "3", "1", "0", "1"]
    for lying in (False, True):
        if lying:
            stage.trainer.command("start_discussion")
            room.sees(said("room.discussion"))
        rounds, outlines = room.tab.evaluate(_PARTS, lying)
        # six of eight are the most of both rounds: that tower fills its space
        assert rounds == pytest.approx([1 / 6, 1, 0, 1 / 6], abs=0.02)
        assert outlines == pytest.approx([4 / 6, 3 / 6, 1 / 6, 0], abs=0.02)
    stage.rates("clarity", *[2] * 9)
    room.sees(*(said("room.was", n=n) for n in (1, 6)))
    stage.rates("clarity", *[None] * 9)
    stage.rates("clarity", *[2] * 9)
    expect(room.tab.locator(".tower-bar")).to_have_count(4)
    expect(room.tab.locator(".tower-before")).to_have_count(0)
    expect(room.tab.locator(".result-rest")).to_contain_text(said("room.was", n=9))


# How much of their space towers and outlines fill, upright or lying.
_PARTS = """(lying) => {
  const size = (one) => one.getBoundingClientRect()[lying ? 'width' : 'height'];
  const part = (one) => size(one) / (size(one.parentElement) - 3);
  const all = (name) => [...document.querySelectorAll(name)].map(part);
  return [all('.tower-bar'), all('.tower-before')];
}"""


def test_first_the_outlines_then_the_towers_then_the_numbers(stage):
    moving, still = stage.room_view(), stage.room_view(**STILL)
    stage.people(2)
    stage.rates("clarity", 0, 1)
    stage.rates("clarity", 1, 1)
    for room in (moving, still):
        room.sees(said("room.was", n=1))
        delays = room.tab.evaluate(
            """[['.tower-before'], ['.tower-bar', '::before'], ['.tower-count']].map(([part, of]) =>
              parseFloat(getComputedStyle(document.querySelector(part), of).animationDelay))"""
        )
        outline, tower, number = delays
        assert outline < tower < number if room is moving else delays == [0, 0, 0]


def test_the_discussion_asks_the_three_questions_that_every_screen_has(stage):
    room = stage.room_view(viewport={"width": 960, "height": 540}, **STILL)
    stage.people(6)
    round_id = stage.opens("clarity")
    stage.votes(0, 0, 0, 3, 3, 3)
    stage.attendees[0].ask("reason", round=round_id, text="Nobody answers")
    stage.closes()
    stage.trainer.command("start_discussion", seconds=600)
    questions = room.tab.locator(".talk-questions").get_by_role("listitem")
    for _ in range(2):
        asked = stage.trainer.refresh()["view"]["questions"]
        labels = {"low": LEVELS[asked["low"]], "high": LEVELS[asked["high"]]}
        texts = [_question(key, labels) for key in asked["ask"]]
        expect(questions).to_have_text(texts)
        assert len(texts) == 3
        stage.trainer.command("change_questions")
    main = room.tab.locator(".result-main").bounding_box()
    assert main["x"] + main["width"] < 960 / 2
    assert all(one.bounding_box()["x"] > 960 / 2 - 24 for one in questions.all())
    # larger than what must be read: as large as there is room for
    assert (
        float(questions.first.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")) > 20
    )
    reason = stage.trainer.refresh()["view"]["reasons"][0]
    stage.trainer.command("show_reason", reason=reason["id"])
    room.sees("Nobody answers", said("common.time_left"))
    expect(questions).to_have_count(0)


def test_questions_are_fitted_when_something_changes_and_never_run_over_the_foot(stage):
    room = stage.room_view(viewport={"width": 960, "height": 540}, **STILL)
    stage.people(6)
    stage.rates("clarity", 0, 0, 0, 3, 3, 3)
    stage.trainer.command("start_discussion", seconds=600)
    room.sees(said("common.time_left"))
    questions = room.tab.locator(".talk-questions")
    shown = questions.get_by_role("listitem")
    questions.evaluate("(list) => list.style.setProperty('--times', 1.001)")
    times = "(list) => list.style.getPropertyValue('--times')"
    clock = room.tab.locator(".countdown-clock")
    for _ in range(2):  # it draws each second, and has nothing to fit
        expect(clock).not_to_have_text(clock.inner_text())
        assert questions.evaluate(times) == "1.001"
    talk = room.tab.locator(".talk")
    talk.evaluate("(one) => (one.style.maxBlockSize = '9rem')")
    expect(shown).to_have_count(1)  # the others have no room
    assert questions.evaluate("(list) => list.scrollHeight <= list.clientHeight")
    assert questions.evaluate(times) == "1"
    talk.evaluate("(one) => (one.style.maxBlockSize = '')")
    expect(shown).to_have_count(3)
    assert float(questions.evaluate(times)) > 1


def _question(key: str, labels: dict[str, str]) -> str:
    text = load().said["common"]["questions"][key]
    places = {name: label for name, label in labels.items() if f"{{{name}}}" in text}
    return said(f"common.questions.{key}", **places)


def test_a_decision_is_alone_with_small_bars(stage):
    room = stage.room_view(**STILL)
    stage.people(6)
    stage.people(6, sector="cypmhs")
    stage.rates("clarity", *[0, 3] * 6)
    round_id = stage.opens("clarity")
    stage.votes(*[1, 3] * 6)
    stage.attendees[0].ask("reason", round=round_id, text="Nobody answers")
    stage.closes()
    for part in ("picture", "measures", "groups", "movement"):
        stage.trainer.command("show_part", part=part)
    reason = stage.trainer.refresh()["view"]["reasons"][0]
    stage.trainer.command("show_reason", reason=reason["id"])
    room.sees("Nobody answers", said("common.groups.share.side"), shape("common.movement.line"))
    for name in ("firm", "consensus", "agreement"):  # measures are no longer the room's
        room.does_not_see(said(f"common.measures.{name}.name"))
    bars = room.tab.locator(".result-main")
    wide = bars.bounding_box()["width"]
    stage.rules("clarity", "consensus", 1, "Agreed aloud")
    stamp = room.tab.locator(".stamp")
    expect(stamp).to_contain_text(LEVELS[1])
    expect(stamp).to_contain_text(said("common.methods.consensus"))
    assert stamp.bounding_box()["width"] > 1920 / 2
    assert bars.bounding_box()["width"] < min(wide, 0.4 * 1920)
    bars_say = [
        text for n, label in enumerate(LEVELS) for text in (str((0, 6, 0, 6)[n]), str(n), label)
    ]
    how = said("common.methods.consensus")
    head = ("C", DOMAIN_NAMES["clarity"])
    assert room.tab.evaluate(_DRAWN) == [*head, *bars_say, "1", LEVELS[1], how]
    expect(room.tab.get_by_role("table")).to_contain_text(said("common.cant_say"))


# All text of the stage that is drawn.
_DRAWN = """() => {
  const found = [];
  const stage = document.querySelector('.room-stage');
  const texts = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const said = texts.currentNode.data.trim(), at = texts.currentNode.parentElement;
    if (said && at.checkVisibility() && !at.closest('.visually-hidden')) found.push(said);
  }
  return found;
}"""


def test_an_unresolved_domain_is_plain_to_see_in_both_themes(stage):
    room = stage.room_view(**STILL)
    stage.people(2)
    stage.rates("clarity", 0, 3)
    stage.rules("clarity", "unresolved", None, "Two views stand")
    stamp = room.tab.locator(".stamp")
    expect(stamp).to_have_text(said("common.methods.unresolved"))
    for scheme in ("light", "dark"):
        room.tab.emulate_media(color_scheme=scheme)
        for part in (".stamp", ".strip-cell.is-current .strip-tile"):
            style, line, page = room.tab.evaluate(
                """(part) => {
                  const style = (of) => getComputedStyle(document.querySelector(of));
                  const { borderTopStyle, borderTopColor } = style(part);
                  return [borderTopStyle, borderTopColor, style('body').backgroundColor];
                }""",
                part,
            )
            assert style == "dashed"
            assert contrast(line, page) >= 3


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as computed styles give them, by WCAG."""

    def luminance(colour: str) -> float:
        parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
        linear = [n / 12.92 if n <= 0.04045 else ((n + 0.055) / 1.055) ** 2.4 for n in parts]
        return sum(n * by for n, by in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_letters_fill_with_what_was_decided_and_only_they_have_names(stage):
    room = stage.room_view(**STILL)
    stage.people(3)
    tiles = room.tab.locator(".strip-tile")
    names = room.tab.locator(".strip-name:not(.visually-hidden)")
    expect(tiles).to_have_text([name[0] for name in "CASCADE"])
    expect(names).to_have_count(0)
    stage.rates("clarity", 1, 1, 2)
    expect(names).to_have_text([SHORT_NAMES["clarity"]])
    stage.rules("clarity", "majority")
    stage.opens("contact")
    expect(names).to_have_text([SHORT_NAMES["clarity"], SHORT_NAMES["contact"]])
    expect(tiles).to_have_text([re.compile(r"C\s*1"), *"ASCADE"])
    filled = tiles.evaluate_all(
        """(all) => all.map((one) => getComputedStyle(one).backgroundColor)"""
    )
    level = (
        room.tab.locator(".open-level")
        .nth(1)
        .evaluate("(one) => getComputedStyle(one).borderInlineStartColor")
    )
    assert filled == [level, *["rgba(0, 0, 0, 0)"] * 6]


def test_turnout_is_a_mark_for_each_person_filled_from_the_left_whoever_rates(stage):
    room = stage.room_view(**STILL)
    stage.people(4)
    round_id = stage.opens("clarity")
    marks = room.tab.locator(".turnout-mark")
    expect(marks).to_have_count(4)
    stage.attendees[-1].vote(2)
    room.sees(said("room.turnout", rated=1, of=4))
    filled = "(all) => all.map((one) => one.matches('.is-in'))"
    assert marks.evaluate_all(filled) == [True, False, False, False]
    stage.attendees[1].vote(2)
    room.sees(said("room.turnout", rated=2, of=4))
    assert marks.evaluate_all(filled) == [True, True, False, False]
    for by_hand, drawn in ((36, 40), (37, 0)):
        stage.trainer.command(
            "enter_hands", round=round_id, counts=[by_hand, 0, 0, 0], cant_say=0, sector="school"
        )
        room.sees(said("room.turnout", rated=2 + by_hand, of=4 + by_hand))
        expect(marks).to_have_count(drawn)
        fits(room)
    expect(room.tab.locator(".turnout-fill")).to_have_count(1)


def test_the_closing_profile_fills_row_by_row_or_at_once(stage):
    moving, still = stage.room_view(), stage.room_view(**STILL)
    stage.people(2)
    for domain in DOMAINS:
        stage.rates(domain, 1, 2)
        stage.rules(domain, "consensus", 2)
    stage.trainer.command("finish")
    delays = """[...document.querySelectorAll('.profile-row')].map((row) =>
        parseFloat(getComputedStyle(row.querySelector('.is-reached')).animationDelay))"""
    for room in (moving, still):
        room.sees(said("room.thanks"))
        found = room.tab.evaluate(delays)
        if room is moving:
            assert found == sorted(set(found))
            assert found[0] > 0
        else:
            assert found == [0] * len(DOMAINS)
    height = "document.querySelector('.profile').getBoundingClientRect().height"
    assert moving.tab.evaluate(height) == still.tab.evaluate(height)
