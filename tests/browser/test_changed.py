"""A second workshop of an area: what was decided last time, on each page and never too early."""

import re

import pytest
from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import opening, said
from tests.browser.words import LEVELS

LAST = opening("common.last_time")
# Pixels between the bars, what is said of them, and the foot, where they are closest.
ROOM_BETWEEN = """() => {
  const box = (part) => [...document.querySelectorAll(part)].at(-1).getBoundingClientRect();
  const parts = ['.last-time', '.tower', '.result-rest', '.result .groups', '.room-foot'].map(box);
  const bars = document.querySelector('.tower').getBoundingClientRect();
  const gaps = parts.slice(2).map((part, at) => part.top - parts[at + 1].bottom);
  return Math.round(Math.min(bars.top - parts[0].bottom, ...gaps));
}"""
WITHIN = 40_000  # ms for a page to follow what happened in another workshop


@pytest.fixture
def second(stage):
    """Workshop II; at workshop I most chose 1 on the first domain, and the rest was left open."""
    fill(stage)
    stage.rates("clarity", *[1] * 8, *[2] * 4)
    stage.rules("clarity", "majority")
    stage.settles(*DOMAINS[1:])
    stage.trainer.command("finish")
    second = stage.follows()
    fill(second)
    yield second
    second.close()


def fill(stage) -> None:
    stage.people(6)
    stage.people(6, "cypmhs")


def nowhere(*pages) -> None:
    for page in pages:
        expect(page.tab.get_by_text(LAST)).to_have_count(0)


def everywhere(*pages) -> None:
    for page in pages:
        expect(page.tab.get_by_text(LAST)).to_be_visible()


def test_last_time_is_seen_after_a_round_has_closed_and_by_the_room_when_it_is_shown(
    stage, second, tmp_path
):
    console, room, phone = second.console(), second.room_view(), second.phone()
    second.opens("clarity")
    second.votes(*[2] * 8, *[1] * 4)
    phone.rate(2)
    phone.is_saved()
    nowhere(console, room, phone)
    second.closes()
    everywhere(console)
    nowhere(room, phone)
    line = console.tab.get_by_text(LAST)
    expect(line).to_contain_text(f"1 {LEVELS[1]}")
    expect(line).to_contain_text("8 of 12")
    console.tab.get_by_role("checkbox", name=said("trainer.shown.last_time")).check()
    everywhere(room, phone)
    # Last time's 8 of 12 behind this time's 9 of 13, on one scale.
    outline = room.tab.locator(".is-last-time .tower-before").nth(1)
    bar = room.tab.locator(".is-last-time .tower-bar").nth(2)
    room.rests()
    tall = [one.bounding_box()["height"] for one in (outline, bar)]
    assert tall[0] / tall[1] == pytest.approx((8 / 12) / (9 / 13), abs=0.02)
    # Rated again: it is off every screen, also for a page that is only opened now.
    second.opens("clarity")
    nowhere(console, room, phone)
    phone.tab.reload()
    expect(phone.choice(2)).to_be_visible()
    nowhere(phone)
    assert '"last_time":null' in phone.tab.content(), "nor is it in what the page came with"
    second.votes(*[2] * 11, 1)
    second.closes()
    everywhere(console)
    nowhere(room, phone)
    second.trainer.command("start_discussion", seconds=300)
    for part in ("picture", "groups", "last_time"):
        second.trainer.command("show_part", part=part)
    everywhere(room)
    expect(room.tab.locator(".is-crowded")).to_be_visible()
    for size in ({"width": 1024, "height": 768}, {"width": 960, "height": 540}):
        room.tab.set_viewport_size(size)
        room.rests()
        assert room.tab.evaluate(ROOM_BETWEEN) >= 0, size
    second.rules("clarity", "majority")
    everywhere(room, phone, console)
    expect(room.tab.locator(".stamp-since .change")).to_have_text(said("changed.up", n=1))

    second.settles(*DOMAINS[1:])
    results = second.results()
    part = results.tab.get_by_role("region", name=opening("reports.changed.title"))
    row = part.get_by_role("row", name=re.compile("Clarity on roles")).first
    expect(row).to_contain_text(said("reports.changed.steps.up", n=1))
    file = said("lead.changed_files.pictures.changed-slide.png")
    assert results.download(file, tmp_path).read_bytes().startswith(b"\x89PNG")
    expect(results.status).to_have_text(said("lead.reports.made", name=file))
    second.trainer.command("finish")
    moved = room.tab.locator(".profile-moved")
    expect(moved.first).to_have_text(said("changed.up", n=1))
    expect(moved.nth(1)).to_have_text(said("changed.none"))
    # In forced colours each arrow is there, and each is another shape.
    for page in (room, results):
        page.tab.emulate_media(forced_colors="active", reduced_motion="reduce")
        arrows = page.tab.locator(".arrow")
        ink, paper = arrows.first.evaluate(
            "arrow => [arrow, document.body].map((part, n) => "
            "getComputedStyle(part)[n ? 'backgroundColor' : 'fill'])"
        )
        assert ink != paper
        shapes = arrows.locator("path").evaluate_all(
            "all => all.map((one) => one.getAttribute('d'))"
        )
        assert len(set(shapes)) == 2, "up, and nothing to compare"
    # The earlier workshop is decided anew: no page goes on telling what was.
    give = stage.trainer.command
    give("reopen_workshop")
    give("reopen_ruling", domain="clarity")
    stage.rules("clarity", "consensus", 3)
    give("finish")
    expect(row).to_contain_text(said("reports.changed.steps.down", n=1), timeout=WITHIN)
    expect(moved.first).to_have_text(said("changed.down", n=1), timeout=WITHIN)
