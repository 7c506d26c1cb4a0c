"""The results on paper: whole, readable in black and white, and without anything to press; and the
bars of every page, also where a browser prints no backgrounds."""

import re
import shutil
import subprocess
import zlib
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from lab.rig.words import opening, said
from tests.browser.walks.parts import show_everything
from tests.browser.words import DOMAIN_NAMES

A4 = {"width": 673, "height": 986}  # what the margins leave of a sheet, in CSS pixels
COLOURS = """() => [...document.querySelectorAll('.bar-fill, .is-reached, .decision .chip')]
  .map((one) => getComputedStyle(one))
  .map((look) => [look.backgroundColor, look.color, look.printColorAdjust])"""
# Text beyond the edge of the paper, or of a box that hides what does not fit.
CUT_OFF = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const box = range.getBoundingClientRect();
    const at = texts.currentNode.parentElement;
    if (!box.width || at.closest('.visually-hidden')) continue;
    for (let around = at; around; around = around.parentElement) {
      const hides = getComputedStyle(around).overflowX !== 'visible';
      const edge = hides ? around.getBoundingClientRect().right : innerWidth;
      if (box.right > edge + 1) found.push(texts.currentNode.data.trim());
    }
  }
  return found;
}"""
LEVELS = {"#4f1553", "#3a4d9b", "#0b7b7b", "#b58004"}  # the built-in scale
NO_BACKGROUNDS = """() => {
  const sheet = new CSSStyleSheet();
  const economy = 'print-color-adjust: economy !important';
  sheet.replaceSync(`*, *::before, *::after { ${economy}; -webkit-${economy}; }`);
  document.adoptedStyleSheets = [sheet];
}"""
PRESSED = "a:visible, button:visible, input:visible, select:visible"


@pytest.fixture
def paper(stage):
    """The results of a workshop that is over, as they are printed."""
    results = stage.results()
    stage.people(3)
    for _ in stage.course(0, 1, None):
        pass
    results.sees(opening("lead.finished"))
    results.tab.set_viewport_size(A4)
    results.tab.emulate_media(media="print")
    return results


def test_the_paper_has_the_profile_every_domain_and_no_controls(paper):
    expect(paper.heading(said("lead.profile"))).to_be_visible()
    assert len(paper.profile()) == len(DOMAIN_NAMES)
    for domain in DOMAIN_NAMES:
        expect(paper.domain(domain)).to_be_visible()
    paper.sees(
        said("common.methods.consensus"),
        "Agreed aloud",
        said("common.methods.unresolved"),
        "CASCADE framework: copyright",
    )
    expect(paper.tab.locator(PRESSED)).to_have_count(0)
    for title in ("reports.title", "analysts", "contents"):
        paper.does_not_see(said(f"lead.{title}"))
    paper.does_not_see(said("common.skip"))


def test_every_sheet_says_what_it_is_of_and_when_it_was_printed(paper):
    paper.tab.pdf()
    foot = "getComputedStyle(document.documentElement).getPropertyValue('--paper')"
    of = f"Test area · 22 November 2026 · {said('common.product')}"
    printed = re.escape(said("lead.printed", time="AT")).replace(
        "AT", r"\d+ \w+ \d{4} at \d+:\d\d \w+"
    )
    assert re.fullmatch(f'"{of} · {printed}"', paper.tab.evaluate(foot))
    expect(paper.tab).to_have_title(f"{said('lead.heading')}: A try-out · {said('common.product')}")


def test_nothing_is_cut_off_at_the_edge_of_the_paper(paper):
    assert paper.tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert paper.tab.evaluate(CUT_OFF) == []


def test_the_colours_of_the_ratings_stay_whatever_the_screens_theme(paper):
    seen = []
    for scheme in ("light", "dark"):
        paper.tab.emulate_media(media="print", color_scheme=scheme)
        seen.append(paper.tab.evaluate(COLOURS))
        expect(paper.tab.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
        expect(paper.tab.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
    light, dark = seen
    assert light == dark
    assert {adjust for *_, adjust in light} == {"exact"}


def test_a_page_that_may_be_old_or_goes_on_says_so_on_paper_too(stage):
    results = stage.results()
    results.tab.emulate_media(media="print")
    results.sees(said("lead.live"))
    results.does_not_see(said("lead.live_more"))
    with stage.frozen():
        expect(results.mark).to_be_visible()


def test_a_rounds_bars_and_a_heading_with_what_follows_stay_together(paper):
    together = "(part) => getComputedStyle(part).breakInside === 'avoid'"
    for part in (".bars", ".figures-table tr", ".groups", ".profile-row"):
        for one in paper.tab.locator(part).all():
            assert one.evaluate(together), part
    for heading in paper.tab.locator("h1:visible, h2:visible, h3:visible, h4:visible").all():
        assert heading.evaluate("(one) => getComputedStyle(one).breakAfter === 'avoid'")


def test_the_first_sheet_keeps_its_profile_whatever_was_noted(stage):
    stage.people(4)
    note = "It depends on who is in post, " * 30
    for domain in DOMAIN_NAMES:
        stage.rates(domain, 0, 0, 3, 3)
        stage.rules(domain, "unresolved", None, note)
    results = stage.results()
    more = results.tab.get_by_text(said("lead.note_more"))
    expect(more).to_have_count(len(DOMAIN_NAMES))
    assert not any(one.is_visible() for one in more.all())
    results.tab.set_viewport_size(A4)
    results.tab.emulate_media(media="print")
    assert all(one.is_visible() for one in more.all())
    profile = results.tab.get_by_role("table", name=said("lead.profile")).bounding_box()
    assert profile
    assert profile["y"] + profile["height"] < A4["height"]
    whole = results.domain("clarity").get_by_text(note.strip())
    assert whole.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1")


# --- sheets -------------------------------------------------------------------------------------

DPI = 40
TOP, BOTTOM = 14 / 297, 20 / 297  # what the margins take of a sheet's height
THIRD = (1 - TOP - BOTTOM) / 3
LINES = 0.06  # of the height: four lines of text


def decided_at_once(stage) -> None:
    for domain, rating in zip(DOMAIN_NAMES, (1, 2, 2, 0, 1, 2, 3), strict=True):
        stage.rates(domain, *[rating] * 12)
        stage.rules(domain, "unanimous")
    stage.trainer.command("finish")


def talked_over(stage) -> None:
    """Several rounds with sides, reasons and notes; some left unresolved."""
    for number, domain in enumerate(DOMAIN_NAMES):
        stage.rates(domain, *[0, 1, 3, 3, 2, 1] * 2)
        for attendee in stage.attendees[: number + 2]:
            about = stage.trainer.view["rounds"][-1]["id"]
            attendee.ask("reason", round=about, text=f"{number}: nobody could tell us who to ask.")
        show_everything(stage)
        if number in (1, 4):
            stage.rates(domain, *[1, 1, 2, 2, 2, 1] * 2)
        if number % 2:
            stage.rules(domain, "unresolved", None, "Both want to look at it again. " * 8)
        else:
            stage.rates(domain, *[2] * 9, 1, 1, 3)
            stage.rules(domain, "majority", None, "To be looked at again.")
    stage.trainer.command("finish")


def only_one(stage) -> None:
    stage.rates("clarity", *[1] * 9, 2, 2, 2)
    stage.rules("clarity", "consensus", 1)


def empty_bands(picture: bytes) -> list[tuple[float, float]]:
    """Where a sheet (a greyscale picture, PGM) has nothing on it between its margins: from where to
    where, in parts of its height."""
    _, size, _, pixels = picture.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = range(round(TOP * height), round((1 - BOTTOM) * height))
    inked = [y for y in rows if min(pixels[y * width : (y + 1) * width]) < 200]
    edges = [rows.start, *inked, rows.stop]
    return [(a / height, b / height) for a, b in pairwise(edges) if b - a > 1]


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="no pdftoppm here, of poppler-utils")
@pytest.mark.parametrize("course", [decided_at_once, talked_over, only_one])
def test_no_sheet_has_an_empty_third_or_a_single_line(stage, tmp_path, course):
    stage.people(6)
    stage.people(6, sector="cypmhs")
    course(stage)
    results = stage.results()
    results.rests()
    (tmp_path / "results.pdf").write_bytes(results.tab.pdf(prefer_css_page_size=True))
    command = ["pdftoppm", "-r", str(DPI), "-gray", "results.pdf", "sheet"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=240)
    sheets = [path.read_bytes() for path in sorted(tmp_path.glob("sheet-*.pgm"))]
    assert sheets
    for number, sheet in enumerate(sheets, start=1):
        bands = empty_bands(sheet)
        filled = 1 - TOP - BOTTOM - sum(b - a for a, b in bands if b - a > LINES)
        assert filled > LINES, f"sheet {number} of {len(sheets)}"
        if number < len(sheets):  # the last one ends where the report does
            assert max(b - a for a, b in bands) < THIRD, f"sheet {number} of {len(sheets)}: {bands}"


# --- bars ---------------------------------------------------------------------------------------


def inks(pdf: bytes) -> set[str]:
    """The colours that anything in a PDF is filled with."""
    found = set()
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, flags=re.DOTALL):
        try:
            drawn = zlib.decompress(packed)
        except zlib.error:
            continue
        for colour in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg", drawn):
            found.add("#" + "".join(f"{round(255 * float(part)):02x}" for part in colour))
    return found


def test_bars_are_printed_also_by_browsers_that_keep_backgrounds_back(stage):
    phone, others = stage.phone(), [stage.room_view(), stage.console(), stage.results()]
    stage.people(5)
    stage.rates("clarity", 0, 1, 2, 3, 1)
    phone.shows("revealed")
    for page in (phone, *others):
        page.sees("Gold standard")
        page.rests()
        if page is not phone:
            page.tab.emulate_media(color_scheme="dark")
        assert inks(page.tab.pdf(print_background=False)) >= LEVELS, page
        page.tab.evaluate(NO_BACKGROUNDS)
        assert inks(page.tab.pdf(print_background=False)) >= LEVELS, page
