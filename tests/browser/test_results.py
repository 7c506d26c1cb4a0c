"""The results page on screen: what a board reads first, how few stops there are, and files that
take a moment to be made."""

import re

import pytest
from playwright.sync_api import Route, expect

from lab.rig.words import said
from tests.browser.words import DOMAIN_NAMES, SHORT_NAMES

NOTE = "Schools and services see this too differently"
# What the Tab key stops at.
STOPS = """() => [...document.querySelectorAll(
    'a[href], button, summary, input, select, textarea, [tabindex="0"]')]
  .filter((one) => one.checkVisibility()).length"""
TRACKS = """(domain) => [...domain.querySelectorAll('.bar-track')]
  .map((one) => Math.round(one.getBoundingClientRect().width * 10))"""
MOST_STOPS = 27  # 52 were there with a round in each domain, and 6 more with every further one


@pytest.fixture
def results(stage):
    """The results of three domains: one agreed on, one outvoted, one left unresolved."""
    results = stage.results()
    stage.people(6)
    stage.people(6, sector="cypmhs")
    stage.rates("clarity", *[2] * 12)
    stage.rules("clarity", "unanimous")
    stage.rates("contact", *[1] * 7, *[2] * 5)
    stage.rules("contact", "majority")
    stage.rates("outcomes", *[0] * 6, *[3] * 6)
    stage.rules("outcomes", "unresolved", None, NOTE)
    results.sees(NOTE)
    return results


def level(rating: int) -> str:
    return ("Major challenge", "Elements of good practice", "Widespread good practice")[rating]


def test_the_finding_comes_first_and_figures_come_last(stage, results):
    facts = [
        said("lead.headline.first.level", n=1, level=level(2)),
        said("lead.headline.more.level", n=1, level=level(1)),
        said("lead.headline.more.unresolved", n=1),
    ]
    so_far = [*facts, said("lead.headline.to_decide", n=4)]
    finding = results.main.locator(".finding")
    expect(finding).to_have_text(said("lead.headline.so_far", facts=", ".join(so_far)))
    told = {
        name: results.tab.get_by_role("region", name=said(f"lead.{name}"), exact=True)
        for name in ("strongest", "needs_mixed", "disagreed")
    }
    expect(told["strongest"].get_by_role("listitem")).to_have_text(
        [re.compile(f"{SHORT_NAMES['clarity']}.*2 {level(2)}")]
    )
    unresolved = said("common.methods.unresolved")
    expect(told["needs_mixed"].get_by_role("listitem")).to_have_text(
        [
            re.compile(f"{SHORT_NAMES['contact']}.*1 {level(1)}"),
            re.compile(f"{SHORT_NAMES['outcomes']}.*{unresolved}"),
        ]
    )
    most_votes = said("common.methods.majority", votes=7, ratings=12)
    expect(told["disagreed"].get_by_role("listitem")).to_have_text(
        [
            re.compile(f"{SHORT_NAMES['contact']}.*{most_votes}"),
            re.compile(f"{unresolved}.*{NOTE}", re.DOTALL),
        ]
    )
    # The order of the page, and no figure before the appendix.
    headings = results.main.get_by_role("heading", level=2).all_inner_texts()
    assert headings == [
        said(f"lead.{name}")
        for name in (
            "reports.title", "strongest", "needs_mixed", "disagreed", "profile", "how.title",
            "story", "figures.title", "analysts",
        )
    ]  # fmt: skip
    story = results.tab.get_by_role("region", name=said("lead.story"))
    for measure in ("range", "middle", "share", "agreement", "firm"):
        expect(story).not_to_contain_text(said(f"common.measures.{measure}.name"))
    table = results.tab.get_by_role("table", name=said("lead.figures.title"))
    expect(table.get_by_role("rowheader")).to_have_text(
        [said("lead.figures.row", domain=SHORT_NAMES[d], number=1)
         for d in ("clarity", "contact", "outcomes")]
    )  # fmt: skip
    # It goes on by itself, and says when nothing is left to decide.
    stage.settles("structures", "learning", "integration", "evidence")
    left = said("lead.headline.more.unresolved", n=5)
    expect(finding).to_have_text(", ".join([*facts[:2], left]))


def test_the_contents_lead_to_every_domain_and_more_rounds_bring_no_more_stops(stage, results):
    few = results.tab.evaluate(STOPS)
    assert few <= MOST_STOPS
    for round_ in ([1] * 12, [0, 1] * 6, [1] * 11 + [2]):
        stage.rates("structures", *round_)
    expect(results.domain("structures").get_by_role("heading", level=4)).to_have_count(5)
    assert results.tab.evaluate(STOPS) == few
    # Every round of a domain is drawn to one scale, side by side as on paper.
    stage.rates("structures", *[1] * 8)
    results.sees(said("lead.earlier", number=3))
    for width, media in ((1280, "screen"), (673, "print"), (390, "screen")):
        results.tab.emulate_media(media=media)
        results.tab.set_viewport_size({"width": width, "height": 800})
        tracks = results.domain("structures").evaluate(TRACKS)
        assert len(tracks) == 4 * 4
        assert len(set(tracks)) == 1, tracks
    results.tab.set_viewport_size({"width": 1280, "height": 800})
    contents = results.tab.get_by_role("navigation", name=said("lead.contents"))
    for key, short in SHORT_NAMES.items():
        contents.get_by_role("link", name=short).click()
        expect(results.heading(DOMAIN_NAMES[key]).last).to_be_in_viewport()
    # Narrow, they are folded away.
    results.tab.set_viewport_size({"width": 390, "height": 844})
    expect(contents.get_by_role("link")).to_have_count(0)
    contents.get_by_text(said("lead.contents")).click()
    contents.get_by_role("link", name=SHORT_NAMES["evidence"]).click()
    expect(results.heading(DOMAIN_NAMES["evidence"]).last).to_be_in_viewport()


def test_a_file_that_is_being_made_says_so_and_is_made_once(results):
    held: list[Route] = []

    def made(route: Route) -> None:
        """The first is held, the second fails, and all is well with the others."""
        held.append(route)
        if len(held) == 2:
            route.abort()
        elif len(held) > 2:
            route.continue_()

    results.tab.route("**/charts.zip", made)
    heard = results.listen()
    link = results.tab.locator("a[href$='charts.zip']")
    name, making = said("lead.reports.files.charts.zip"), said("lead.reports.making.charts.zip")
    size = link.bounding_box()
    with results.tab.expect_request("**/charts.zip"):
        link.dblclick()
    busy = results.tab.get_by_role("link", name=making, exact=True)
    expect(busy).to_have_attribute("aria-disabled", "true")
    assert link.bounding_box() == size
    with results.tab.expect_download() as file:
        held[0].continue_()
    assert file.value.suggested_filename.endswith("-charts.zip")
    ready = results.tab.get_by_role("link", name=name, exact=True)
    expect(ready).not_to_have_attribute("aria-disabled", "true")
    assert len(held) == 1
    # What went wrong is said with what to do, and another try mends it.
    ready.click()
    failed = said("lead.reports.not_made", name=name)
    results.sees(failed)
    with results.tab.expect_download():
        ready.click()
    results.does_not_see(failed)
    done = said("lead.reports.made", name=name)
    expect(results.status).to_have_text(done)
    assert heard() == [making, done, making, failed, making, done]
    # What the server refuses it says itself: here, a browser that is signed out by now.
    results.tab.context.clear_cookies()
    ready.click()
    results.sees(said("refusals.not-allowed"))
    results.does_not_see(failed)


# The picture in the clipboard, by its size.
PASTED = """async () => {
  const [held] = await navigator.clipboard.read();
  const { width, height } = await createImageBitmap(await held.getType('image/png'));
  return [width, height];
}"""
SHOWN = "(one) => one.complete && one.naturalWidth > 0"


def test_the_chart_for_a_slide_is_shown_as_it_stands_and_copied_as_a_picture(stage, results):
    picture = results.main.get_by_role("img")
    unresolved = f"{SHORT_NAMES['outcomes']}: {said('common.methods.unresolved')}."
    expect(picture).to_have_attribute("alt", re.compile(re.escape(unresolved)))
    results.tab.wait_for_function(SHOWN, arg=picture.element_handle())
    before = picture.get_attribute("src")
    stage.settles("structures")
    expect(picture).not_to_have_attribute("src", before)
    results.tab.wait_for_function(SHOWN, arg=picture.element_handle())
    # How many joined and the kind of workshop are in its source line.
    named = stage.trainer.view["workshop"]
    details = {field: named[field] for field in ("area", "date", "title")} | {"kind": "review"}
    for change in (
        lambda: stage.people(1),
        lambda: stage.trainer.command("edit_details", details=details),
    ):
        at = picture.get_attribute("src")
        change()
        expect(picture).not_to_have_attribute("src", at)
    results.tab.wait_for_function(SHOWN, arg=picture.element_handle())
    # Copied, it can be pasted, and the status region says so.
    results.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    heard = results.listen()
    copy = results.button(said("lead.picture.copy"))
    size = copy.bounding_box()
    copy.click()
    expect(results.button(said("lead.picture.copied"))).to_be_visible()
    assert results.button(said("lead.picture.copied")).bounding_box() == size
    assert results.tab.evaluate(PASTED) == [1920, 1080]
    expect(copy).to_be_visible()  # for the next time
    # Where it can't be made, or the browser can't, that is said with the way round it.
    results.tab.route("**/profile-slide.png", lambda route: route.abort())
    copy.click()
    expect(results.main.get_by_text(said("lead.picture.failed"))).to_be_visible()
    results.tab.evaluate("delete window.ClipboardItem")
    copy.click()
    expect(results.main.get_by_text(said("lead.picture.cannot"))).to_be_visible()
    states = ("busy", "copied", "busy", "failed", "cannot")
    assert heard() == [said(f"lead.picture.{state}") for state in states]
