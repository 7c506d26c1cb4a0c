"""A tour by pictures: every page in every phase, at up to six sizes, light and dark, and each page
once in forced colours.

    python -m lab.screenshots [--only NAME,...] [--plays NAME,...] [--pages room,trainer]
                              [--single FOLDER] [--into FOLDER] [--font FAMILY --fonts FOLDER]

Plays a whole workshop on a real server with simulated attendees and photographs what a person
would see. ``make screenshots`` puts one sheet per page and stop into docs/screens, with all sizes
side by side, an index of them, and the pictures of the README. ``--single`` keeps every picture by
itself as well, in full size.

Pages are set in the machine's own typeface. ``--font Inter --fonts FOLDER`` shows them in another,
from the .ttf or .otf files in that folder, as on a machine that has it: for example those of
Debian's fonts-inter (``apt-get download fonts-inter``, then ``dpkg -x`` into a folder), or
``--font "Open Sans" --fonts voting/reports/fonts``.
"""

import argparse
import base64
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright

from demo.client import Browser
from lab.rig.chromium import launch
from lab.rig.server import ROOT, Server
from lab.rig.typeface import environment
from lab.rig.words import said
from lab.screenshots.others import PLAYS, Table
from lab.screenshots.plays import CUT_OFF, FORMS, Room, rehearsal, second_workshop, stages
from lab.screenshots.week import FORM, Week, fill_in, week_before
from tests.browser.pages import LivePage

SIZES = {
    "small-phone": (320, 640),
    "phone": (390, 844),
    "call": (960, 540),  # a window shared in a video call
    "low-laptop": (1280, 720),
    "laptop": (1280, 800),
    "projector": (1920, 1080),
}
# Only the room view is laid out anew for a projector; its window and the console's are shared.
SIZES_OF = {
    "room": tuple(SIZES),
    "trainer": ("small-phone", "phone", "call", "low-laptop", "laptop"),
    "programme": ("small-phone", "phone", "laptop", "projector"),
}
ELSEWHERE = ("small-phone", "phone", "laptop")
WINDOWS = ("call", "low-laptop", "projector")  # what is in sight counts, not the whole page
LOOKS = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
# Where each page is pictured in forced colours.
FORCED = {
    "0-welcome": ("home", "join", "details", "created", "not-found", "offline"),
    "4-open-some-rated": ("attendee", "trainer"),
    "7-second-round-shown": ("room",),
    "C-finished": ("lead",),
    "M-area": ("area",),
    "N-programme": ("programme", "changes"),
    "J-last-time-shown": ("room",),
    "L-what-changed": ("room", "lead"),
    "Q-register": ("register", "registered"),
    "S-rated-ahead": ("people", "ahead", "trainer"),
    "T-rated-ahead-shown": ("room",),
    "U-as-said-before": ("attendee",),
    "W-instruments": ("instrument", "maker"),
    "X-checklist-open": ("attendee", "room"),
    "Y-checklist-closed": ("room", "trainer"),
    "d-factors-closed": ("attendee", "room"),
    "g-scaling-closed": ("room",),
    "i-agencies-closed": ("room",),
}
# Widths on a sheet, in pixels.
ON_SHEETS = {
    "small-phone": 176,
    "phone": 214,
    "call": 384,
    "low-laptop": 426,
    "laptop": 426,
    "projector": 576,
}
DEEPEST = 2000  # CSS pixels of a long page that are worth a picture
IN_README = 1400  # the same, of a picture of the README
FOLDER = ROOT / "docs/screens"
BEFORE = "before-after.md"  # made by hand, now and then
SHEETS = "[0-9A-Za-z]-*.webp"
README = {  # pictures of the README: stop, page, size
    "room-revealed": ("5-revealed", "room", "projector"),
    "phone-rate": ("4-open-some-rated", "attendee", "phone"),
    "console": ("6-discussion-shown", "trainer", "laptop"),
    "results": ("C-finished", "lead", "laptop"),
    "people": ("S-rated-ahead", "people", "laptop"),
    "rate-ahead": ("S-rated-ahead", "ahead", "phone"),
    "room-checklist": ("Y-checklist-closed", "room", "projector"),
    "phone-checklist": ("X-checklist-open", "attendee", "phone"),
    "room-rated-ahead": ("T-rated-ahead-shown", "room", "projector"),
}

# Draws pictures in rows and gives the whole as WebP, which Chromium can write and we need not.
_SHEET = """async ([rows, widths, quality, deepest]) => {
  const load = async (url) => (await fetch(url)).blob().then(createImageBitmap);
  const drawn = await Promise.all(rows.map((row) => Promise.all(row.map(load))));
  const gap = 16;
  const scale = (picture, at) => (widths[at] ?? picture.width) / picture.width;
  const high = drawn.map((row) => Math.max(...row.map((one, at) => one.height * scale(one, at))));
  const wide = drawn[0].reduce((sum, one, at) => sum + one.width * scale(one, at), 0);
  const only = rows.length * rows[0].length === 1;
  const space = only ? 0 : gap;
  const canvas = document.createElement('canvas');
  canvas.width = wide + space * (rows[0].length + 1);
  canvas.height = Math.min(deepest, high.reduce((sum, one) => sum + one + space, space));
  const pen = canvas.getContext('2d');
  pen.imageSmoothingQuality = 'high';
  pen.fillStyle = '#8a8f98';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  let y = space;
  drawn.forEach((row, line) => {
    let x = space;
    row.forEach((one, at) => {
      const [w, h] = [one.width * scale(one, at), one.height * scale(one, at)];
      pen.drawImage(one, x, y, w, h);
      x += w + space;
    });
    y += high[line] + space;
  });
  return canvas.toDataURL('image/webp', quality).split(',')[1];
}"""
SERIES = "template=link-2021&start=2027-09-06"  # that an area's form shows
PROGRAMME = {
    "programme": "",
    "changes": "?at=change",
    "areas": "/areas",
    "evaluation": "/evaluation",
    "comparison": "/comparison",
}


def address(room: Room, page: str) -> tuple[str, Browser]:
    """Where a page is and whose cookies open it."""
    code = room.code
    stranger = room.browser()
    if isinstance(room, Week) and (found := room.where(page)):
        return found
    if page in PROGRAMME:
        return room.team.page + PROGRAMME[page], room.team.browser
    return {
        "home": ("/", stranger),
        "library": ("/#create-title", stranger),
        "instrument": ("/instruments/partnership", stranger),
        "maker": ("/instruments/new?from=scaling", stranger),
        "join": ("/join", stranger),
        "details": (f"/j/{code}", stranger),
        "not-found": ("/j/ZZZZZZ", stranger),
        "error": ("/nothing-here", stranger),
        "offline": (offline_page(stranger), stranger),
        "created": (f"/workshops/{room.id}/created", room.office),
        "trainer": (f"/trainer/{room.id}", room.office),
        "room": (f"/room/{room.id}", room.projector),
        "lead": (f"/lead/{room.id}", room.lead),
        "area": (f"/area/{room.area}", room.office),
        "series": (f"/area/{room.area}/follow_template?{SERIES}", room.office),
        "links": (f"/area/{room.area}/workshops/{room.id}", room.office),
        "held": ("/", room.office),
        "forget": ("/forget", room.office),
        "attendee": (f"/w/{room.id}", room.attendees[0].browser if room.attendees else stranger),
    }[page]


def offline_page(browser: Browser) -> str:
    """Where a phone's shell finds the page that it keeps for when there is no connection."""
    return re.search(r"/offline/\w+", browser.http.get(f"{browser.base}/sw.js", timeout=10).text)[0]


def photographs(
    chromium: Chromium, room: Room, page: str, stop: str
) -> dict[tuple[str, str], bytes]:
    """The page as PNG, by look and size."""
    path, browser = address(room, page)
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB")
    context.add_cookies(browser.cookies)
    tab = context.new_page()
    tab.goto(room.server.base + path)
    tab.wait_for_load_state("networkidle" if page in FORMS else "load")
    tab.get_by_text(said("attendee.to_come")).wait_for(state="hidden")
    if page in FORM:
        fill_in(tab, page)
    if page == "library":
        tab.get_by_text(said("instruments.which")).click()
    if stop == CUT_OFF:
        context.set_offline(True)
        LivePage(tab).mark.wait_for()
    taken = {}
    looks = list(LOOKS) if page in FORCED.get(stop, ()) else ["light", "dark"]
    for size in SIZES_OF.get(page, ELSEWHERE):
        width, height = SIZES[size]
        tab.set_viewport_size({"width": width, "height": height})
        for look in looks:
            tab.emulate_media(**LOOKS[look])
            LivePage(tab).rests()
            taken[look, size] = picture(tab, size, page)
    context.close()
    return taken


def picture(tab: Tab, size: str, page: str) -> bytes:
    """The window where it is shared and in the room view; elsewhere the whole page, if not too
    long."""
    width, height = SIZES[size]
    if not (size in WINDOWS or (page == "room" and size == "laptop")):
        deep = tab.evaluate("document.documentElement.scrollHeight")
        tab.set_viewport_size({"width": width, "height": max(height, min(deep, DEEPEST))})
    taken = tab.screenshot()
    tab.set_viewport_size({"width": width, "height": height})
    return taken


def webp(
    tab: Tab, rows: list[list[bytes]], widths: tuple[int, ...] = (), quality=0.28, deepest=10_000
) -> bytes:
    """PNG pictures in rows, as one WebP of at most ``deepest`` pixels."""
    urls = [
        ["data:image/png;base64," + base64.b64encode(one).decode() for one in row] for row in rows
    ]
    return base64.b64decode(tab.evaluate(_SHEET, [urls, list(widths), quality, deepest]))


def write_index(into: Path) -> None:
    """A page that shows the sheets, stop by stop."""
    stops: dict[str, list[str]] = {}
    for sheet in sorted(into.glob(SHEETS)):
        stop, _, page = sheet.stem.rpartition("--")
        stops.setdefault(stop, []).append(page)
    lines = [
        "# The tour",
        "",
        "Every page in every phase, made by `make screenshots` from a workshop with simulated",
        "attendees: 320, 390 and 1280 pixels wide, room view and console at 960 × 540 and",
        "1280 × 720 as well, the room view at 1920 × 1080; light above, dark below, and under that",
        f"each page once in forced colours. Long pages are cut at {DEEPEST} pixels.",
    ]
    if (into / BEFORE).exists():
        lines += [
            "",
            f"[Before and after]({BEFORE}) has some of them beside those of the last release.",
        ]
    for stop, pages in stops.items():
        lines += ["", f"## {stop[2:].replace('-', ' ').capitalize()}"]
        for page in pages:
            lines += ["", f"![The page “{page}”]({stop}--{page}.webp)"]
    (into / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def plays(server: Server, only: str) -> Iterator[tuple[Callable[..., Any], Room]]:
    """What is played, each in a room that is set up when its turn comes."""

    def wants(*plays: Callable[..., Any]) -> bool:
        return any(name in play.__name__ for play in plays for name in only.split(","))

    if wants(stages, second_workshop):
        first = Room(server)
        yield stages, first
        next_one = {"area_id": first.area, "kind": "workshop-2", "date": "2027-02-02"}
        yield second_workshop, Room(server, office=first.office, **next_one)
    if wants(rehearsal):
        yield rehearsal, Room(server, rehearsal="1")
    if wants(week_before):
        yield week_before, Week(server)
    for play, instrument, area in PLAYS:
        if wants(play):
            yield play, Table(server, instrument, area)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--into", type=Path, default=FOLDER)
    parser.add_argument("--single", type=Path, help="keep every picture by itself in this folder")
    parser.add_argument("--only", default="", help="stops whose name holds one of these texts")
    parser.add_argument("--plays", default="", help="these plays only")
    parser.add_argument("--pages", default="", help="these pages only")
    parser.add_argument("--font", default="", help="the family that the pages are set in")
    parser.add_argument("--fonts", type=Path, help="the folder with its files")
    wanted = parser.parse_args()
    if bool(wanted.font) != bool(wanted.fonts):
        parser.error("--font and --fonts go together")
    if not (wanted.only or wanted.pages or wanted.plays):
        for sheet in wanted.into.glob(SHEETS):  # what a stop was called before
            sheet.unlink()
    for folder in filter(None, (wanted.into, wanted.single)):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "data").start()
        look = environment(wanted.font, wanted.fonts, Path(folder)) if wanted.font else None
        chromium = launch(playwright, look)
        table = chromium.new_page()
        try:
            for play, room in plays(server, wanted.plays):
                for stop, pages in play(room):
                    if not any(name in stop for name in wanted.only.split(",")):
                        continue
                    for page in pages:
                        if wanted.pages and page not in wanted.pages.split(","):
                            continue
                        taken = photographs(chromium, room, page, stop)
                        keep(table, taken, stop, page, wanted)
                    print(stop, flush=True)
            write_index(wanted.into)
        finally:
            chromium.close()
            server.stop()


def keep(
    table: Tab,
    taken: dict[tuple[str, str], bytes],
    stop: str,
    page: str,
    wanted: argparse.Namespace,
) -> None:
    sizes = SIZES_OF.get(page, ELSEWHERE)
    looks = [look for look in LOOKS if (look, sizes[0]) in taken]
    rows = [[taken[look, size] for size in sizes] for look in looks]
    widths = tuple(ON_SHEETS[size] for size in sizes)
    (wanted.into / f"{stop}--{page}.webp").write_bytes(webp(table, rows, widths))
    for name, (at, of, size) in README.items():
        if (at, of) == (stop, page):
            one = taken["light", size]
            (wanted.into / f"{name}.webp").write_bytes(
                webp(table, [[one]], quality=0.8, deepest=IN_README)
            )
    if wanted.single:
        for (look, size), one in taken.items():
            (wanted.single / f"{stop}--{page}-{size}-{look}.png").write_bytes(one)


if __name__ == "__main__":
    main()
