"""A second workshop of an area: what was decided last time, on each page and never too early."""

import re

import pytest
from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import opening, said
from tests.browser.words import LEVELS

LAST = opening("common.last_time")
WITHIN = 15_000  # ms for a page to follow what happened in another workshop


@pytest.fixture
def second(stage):
    """Workshop II; at workshop I most chose 1 on the first domain, and the rest was left open."""
    stage.people(3)
    stage.rates("clarity", 1, 1, 2)
    stage.rules("clarity", "majority")
    stage.settles(*DOMAINS[1:])
    stage.trainer.command("finish")
    second = stage.follows()
    second.people(3)
    yield second
    second.close()


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
    second.votes(2, 2, 1)
    phone.rate(2)
    phone.is_saved()
    nowhere(console, room, phone)
    second.closes()
    everywhere(console)
    nowhere(room, phone)
    line = console.tab.get_by_text(LAST)
    expect(line).to_contain_text(f"1 {LEVELS[1]}")
    expect(line).to_contain_text("2 of 3")
    console.tab.get_by_role("checkbox", name=said("trainer.shown.last_time")).check()
    everywhere(room, phone)
    # Last time's two of three behind this time's one of four, on one scale.
    outline = room.tab.locator(".is-last-time .tower-before").nth(1)
    bar = room.tab.locator(".is-last-time .tower-bar").nth(2)
    room.rests()
    tall = [one.bounding_box()["height"] for one in (outline, bar)]
    assert tall[0] / tall[1] == pytest.approx((2 / 3) / (3 / 4), abs=0.02)
    # Rated again: it is off every screen, also for a page that is only opened now.
    second.opens("clarity")
    nowhere(console, room, phone)
    phone.tab.reload()
    expect(phone.choice(2)).to_be_visible()
    nowhere(phone)
    assert '"last_time":null' in phone.tab.content(), "nor is it in what the page came with"
    second.votes(2, 2, 2)
    second.closes()
    everywhere(console)
    nowhere(room, phone)
    second.trainer.command("show_part", part="last_time")
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
