"""Errors in focus, large text, turned phones, forced colours, no motion, text that is code."""

import re

import pytest
from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.access import LOST
from tests.browser.pages import LivePage
from tests.browser.words import LEVELS, level

TAKEN = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "]]> --> <!-- -->",
    "' onfocus=alert(1) autofocus='",
    '" onmouseover="window.harmed=1',
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)} `${alert(1)}`",
    "{{ 7 * 7 }} {% raw %} {0.__class__}",
    "&lt;img src=x onerror=alert(1)&gt;",
    "\\u003cscript\\u003ealert(1)",
    "</script><script>window.harmed=1</script>",
)


def test_an_error_takes_the_focus_and_says_how_to_mend_it(stage, contexts):
    tab = contexts().new_page()
    tab.goto(f"{stage.server.base}/join")
    tab.get_by_label(said("join.label")).fill("ZZZ-ZZZ")
    tab.keyboard.press("Enter")
    summary = tab.get_by_role("group", name=said("common.error_title"))
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    field = tab.get_by_label(said("join.label"))
    expect(field).to_be_focused()
    expect(field).to_have_value("ZZZ-ZZZ")


def test_all_that_is_wrong_with_a_form_is_told_at_once(stage, contexts):
    """In a summary that leads to each field, and beside the field; what was right is kept."""
    tab = contexts().new_page()
    for path, button, faults, kept in (
        (
            "/",
            "home.create_button",
            {"home.area": "missing-text.area", "home.date": "impossible-date.date"},
            {"home.workshop_title": "Winter term"},
        ),
        (
            f"/j/{stage.code}",
            "details.button",
            {"details.name": "missing-text.name", "details.sector": "unknown-choice.sector"},
            {},
        ),
    ):
        tab.goto(stage.server.base + path)
        for label in faults:
            field = tab.get_by_label(said(label), exact=True)
            if field.get_attribute("type"):
                field.fill("")
        for label, text in kept.items():
            tab.get_by_label(said(label), exact=True).fill(text)
        tab.get_by_role("button", name=said(button)).click()
        summary = tab.get_by_role("group", name=said("common.error_title"))
        expect(summary).to_be_focused()
        assert tab.title().startswith(said("common.error_prefix"))
        sentences = [said(f"refusals.{fault}") for fault in faults.values()]
        expect(summary.get_by_role("link")).to_have_text(sentences)
        for label, sentence in zip(faults, sentences, strict=True):
            summary.get_by_role("link", name=sentence).click()
            field = tab.get_by_label(said(label), exact=True)
            expect(field).to_be_focused()
            expect(field).to_have_accessible_description(re.compile(re.escape(sentence)))
            assert field.get_attribute("aria-invalid") == "true"
        for label, text in kept.items():
            expect(tab.get_by_label(said(label), exact=True)).to_have_value(text)
        assert tab.locator("[aria-invalid=true]").count() == len(faults)


def test_a_phone_with_its_text_twice_as_large(stage):
    """As set in the browser: 390 px, then 320 px wide, nothing lost and nothing to scroll to."""
    phone = stage.phone(reduced_motion="reduce")
    stage.people(3)
    for phase in stage.course(0, 1, 2):
        phone.shows(phase)
        phone.tab.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in (390, 320):
            phone.tab.set_viewport_size({"width": width, "height": 844})
            assert phone.tab.evaluate(LOST) == [], phase
            assert not phone.tab.evaluate(SIDEWAYS), phase


@pytest.mark.parametrize("size", [(568, 320), (640, 320), (844, 390)], ids=str)
def test_a_phone_on_its_side(stage, size):
    """The first card is in sight at once; every one can be brought into sight whole, beside the
    line that says whether it is saved."""
    width, height = size
    phone = stage.phone(viewport={"width": width, "height": height})
    stage.opens("outcomes")
    phone.is_asked("outcomes")
    assert phone.choice(0).locator("xpath=..").bounding_box()["y"] < height / 2
    for rating in (0, 1, 2, 3, None):
        phone.rate(rating)
        card = phone.choice(rating).evaluate(
            """(one) => {
              const card = one.closest('label');
              card.scrollIntoView({ block: 'nearest' });
              return card.getBoundingClientRect().toJSON();
            }"""
        )
        bar = phone.save_bar.locator("xpath=..").bounding_box()
        assert 0 <= card["top"] < card["bottom"] < height + 1
        assert 0 <= bar["y"] <= height - bar["height"]
        assert bar["x"] + bar["width"] <= card["left"]
    assert not phone.tab.evaluate(SIDEWAYS)


@pytest.mark.parametrize("page", ["phone", "console", "room_view", "results"])
def test_without_colours_every_level_is_told_by_its_words(stage, page):
    plain = getattr(stage, page)(forced_colors="active", reduced_motion="reduce")
    coloured = getattr(stage, page)()
    stage.people(4)
    stage.rates("clarity", 0, 1, 2, 3)
    for shown in (plain, coloured):
        shown.sees(said("common.chart.table", number=1))
        shown.rests()
    for name in LEVELS:
        expect(plain.main.get_by_text(name).first).to_be_visible()
    assert told(plain) == told(coloured)


def test_without_colours_the_choice_is_still_seen(stage):
    phone = stage.phone(forced_colors="active")
    stage.opens("clarity")
    phone.rate(2)
    expect(phone.tab.get_by_role("radio", checked=True)).to_have_count(1)
    for rating in range(len(LEVELS)):
        expect(phone.main.get_by_text(level(rating), exact=True)).to_be_visible()


def test_nothing_moves_for_those_who_asked_for_that(stage):
    pages = [
        getattr(stage, page)(reduced_motion="reduce")
        for page in ("phone", "console", "room_view", "results")
    ]
    stage.people(2)
    stage.opens("clarity")
    stage.trainer.command("set_timer", seconds=300)
    pages[0].rate(1)
    stage.votes(0, 1)
    stage.closes()
    longest = """Math.max(0, ...document.getAnimations().map(
        (one) => one.effect.getComputedTiming().endTime))"""
    for page in pages:
        page.sees(
            said("common.round_number", number=1)
            if page is not pages[0]
            else said("attendee.revealed.heading")
        )
        assert page.tab.evaluate(longest) <= 1


def test_text_that_is_code_is_only_ever_text(stage):
    console = stage.console()
    console.side("people")
    pages: list[LivePage] = [console, stage.room_view(), stage.results(), stage.phone()]
    for text in TAKEN:
        stage.joins(text)
        stage.trainer.command("introduce", name=text)
        entitle(stage, text)
        for page in pages:
            page.sees(text)
    pages[0].sees(*TAKEN)
    stage.rates("clarity")
    stage.rules("clarity", "unresolved", None, TAKEN[0])
    stage.trainer.command("show_overview")
    for page in pages:
        page.tab.reload()
        page.sees(TAKEN[-1])
        assert not page.tab.evaluate("'harmed' in window")
    pages[2].sees(TAKEN[0])


def test_a_code_that_is_code_is_given_back_as_text(stage, contexts):
    tab = contexts().new_page()
    for text in TAKEN:
        tab.goto(f"{stage.server.base}/join")
        tab.get_by_label(said("join.label")).fill(text[:20])
        tab.get_by_role("button", name=said("join.button")).click()
        expect(tab.get_by_label(said("join.label"))).to_have_value(text[:20])
        assert not tab.evaluate("'harmed' in window")


SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"

# --- parts ------------------------------------------------------------------------------------


def told(page: LivePage) -> str:
    """What the page says, but for the time of day."""
    text = page.main.inner_text()
    return "\n".join(line.strip() for line in text.splitlines() if ":" not in line)


def entitle(stage, title: str) -> None:
    details = {"area": "Test area", "kind": "review", "date": "2026-11-22", "title": title}
    stage.trainer.command("edit_details", details=details)
