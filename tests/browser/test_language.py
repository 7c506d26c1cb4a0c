"""Every page in a made-up language: no sentence is left that `voting/words` was not asked for.

What people typed and the instrument's own words are data. One workshop is walked through with all
its pages open, and what each shows, says to a screen reader or keeps ready is read at every stop.
"""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from demo.client import Refused
from demo.room import DOMAINS
from lab.rig.server import Server
from tests.browser.pages import LivePage
from tests.browser.stage import Stage
from tests.browser.walks.parts import (
    OWN_REASON,
    RATINGS,
    SECOND,
    SMALL,
    STILL,
    fill_the_room,
    show_everything,
)
from tests.browser.walks.strangers import STRANGER, sends
from tests.builders import ROOT, WORDS
from tests.pseudo import LANGUAGE, NAME, PSEUDO, TAG, folder, left_behind
from voting.words import is_plural

said, english = PSEUDO.say, WORDS.say
AUDIENCES = ("attendee", "room", "trainer", "lead")
_ADDRESS = re.compile(r"https?://[^\s⟧]+|<[^>]+>")  # and the tags of what is kept in noscript

# All that is read out or shown, now or later, block by block: a sentence may be drawn in pieces.
_TOLD = """() => {
  const told = [document.title];
  const read = ['aria-label', 'aria-description', 'aria-valuetext', 'placeholder', 'title', 'alt'];
  for (const one of document.querySelectorAll('*')) {
    if (one.closest('script, style, noscript, svg title, .languages, option[value]')) continue;
    for (const { name, value } of one.attributes) {
      const kept = name.startsWith('data-') && value.includes(' ');
      if (kept || read.includes(name)) told.push(value);
    }
  }
  const blocks = new Map();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest('script, style, .languages')) continue;
    let block = node.parentElement;
    const isInline = (one) => /^(inline|contents|none)$/.test(getComputedStyle(one).display);
    while (isInline(block)) block = block.parentElement;
    blocks.set(block, `${blocks.get(block) ?? ''} ${node.data}`);
  }
  return [...told, ...blocks.values()];
}"""


def instrument() -> set[str]:
    def texts(of):
        if isinstance(of, str):
            yield of
        for one in of.values() if isinstance(of, dict) else of if isinstance(of, list) else ():
            yield from texts(one)

    library = (ROOT / "voting/instruments/library").glob("*.json")
    held = (json.loads(file.read_text()) for file in library)
    return {text for one in held for text in texts(one) if len(text) > 1}


class Reader:
    """Reads pages, and keeps what was left behind on which."""

    def __init__(self, stage: Stage | None) -> None:
        typed = {
            "A trainer",
            "English",
            NAME,
            "Agreed aloud",
            "Left for the next meeting",
            "Attendee",
            OWN_REASON,
        }
        if stage:
            details = stage.trainer.refresh()["view"]["workshop"]
            shown = f"{stage.code[:3]}-{stage.code[3:]}"
            typed |= {details["area"], details["title"], stage.code, shown, stage.id}
            typed |= {shown.replace("-", sign) for sign in " ‑–"}
        self.data = instrument() | typed
        self.found: dict[str, set[str]] = {}

    def reads(self, where: str, page) -> None:
        tab = page.tab if isinstance(page, LivePage) else page
        assert tab.evaluate("document.documentElement.lang") == TAG, where
        host = tab.evaluate("location.host")
        for text in tab.evaluate(_TOLD):
            told = _ADDRESS.sub(" ", text).replace(f"{host}/join", " ").replace(host, " ")
            if left := left_behind(told, self.data):
                self.found.setdefault(left, set()).add(where)


def shape(key: str) -> re.Pattern[str]:
    """What the page says under a key, whatever is filled in."""
    found = PSEUDO.at(key)
    text = found["other"] if is_plural(found) else found
    return re.compile(".+?".join(map(re.escape, re.split(r"\{\w+\}", text))))


@pytest.fixture(scope="module")
def polish(tmp_path_factory):
    path: Path = tmp_path_factory.mktemp("language")
    server = Server(path / "data", WORDS_DIR=str(folder(path / "words"))).start()
    yield server
    server.stop()
    server.end()


# What each page says once it is there, beside the phone's title and the console's phase.
SIGHTS = {
    "lobby": ("room.join_here", "lead.live"),
    "preview": ("room.preview", "lead.live"),
    "break": ("room.back_at", "lead.live"),
    "open": ("common.gold", "common.domain_status.open"),
    "revealed": ("common.cant_say", "common.chart.table"),
    "discussion": ("room.discussion", "common.domain_status.rated"),
    "again": ("common.movement.line", "common.movement.line"),
    "ruled": ("common.methods.consensus", "lead.recorded"),
    "overview": ("room.so_far", "lead.recorded"),
    "finished": ("room.closing", "lead.finished"),
}
# Where a stop is called otherwise on the phone, and on the console.
PHONE = {"break": "lobby", "again": "revealed", "overview": "lobby"}
CONSOLE = {"lobby": "start", "break": "start", "again": "revealed", "overview": "lobby"}


def test_every_live_page_speaks_the_workshops_language(polish, contexts):
    stage = Stage(polish, contexts, language=LANGUAGE)
    reader, give = Reader(stage), stage.trainer.command
    fill_the_room(stage)
    phone, room, results = stage.phone(**STILL), stage.room_view(**STILL), stage.results(**STILL)
    console = stage.second_console(**STILL)

    def stop(name: str) -> None:
        expect(phone.tab).to_have_title(shape(f"attendee.title.{PHONE.get(name, name)}"))
        console.sees(shape(f"trainer.phase.{CONSOLE.get(name, name)}"))
        for page, key in zip((room, results), SIGHTS[name], strict=True):
            page.sees(shape(key))
        for audience, page in zip(AUDIENCES, (phone, room, console, results), strict=True):
            reader.reads(f"{audience}/{name}", page)

    for panel in console.tab.get_by_role("group").all():
        panel.evaluate("panel => { panel.open = true }")
    stop("lobby")
    created = stage.tab(f"/workshops/{stage.id}/created", stage.trainer.browser, **SMALL)
    reader.reads("created", created)
    give("show_domain", domain="clarity")
    stop("preview")
    give("start_break", seconds=600)
    give("show_overview")
    stop("break")
    round_id = stage.opens("clarity")
    give("set_timer", seconds=300)
    give("nudge", round=round_id)
    phone.tab.get_by_role("radio").first.check(force=True)
    stage.votes(*RATINGS[:5])
    give("enter_hands", round=round_id, counts=[0, 1, 1, 0], cant_say=1, sector="school")
    stop("open")
    give("cancel_round", round=round_id)  # what was entered by hand may hide who moved
    round_id = stage.opens("clarity")
    stage.votes(*RATINGS)
    for attendee in stage.attendees[:2]:
        attendee.ask("reason", round=round_id, text=OWN_REASON)
    stage.closes()
    show_everything(stage, "picture", "measures", "groups")
    stop("revealed")
    give("start_discussion", seconds=300)
    stop("discussion")
    with pytest.raises(Refused) as refused:
        give("cancel_round", round=round_id)
    assert refused.value.sentence == said("refusals.not-now.discussion")
    stage.rates("clarity", *SECOND)
    show_everything(stage, "picture", "measures", "groups", "movement")
    stop("again")
    stage.rules("clarity", "consensus", 1, "Agreed aloud")
    stop("ruled")
    give("show_overview")
    stop("overview")
    stage.settles(*DOMAINS[1:])
    give("finish")
    stop("finished")
    for link, page in (("lead", results), ("room", room), ("trainer", console)):
        give("replace_link", link=link)
        page.sees(said("refusals.old-link"))
        reader.reads(f"{link}/ended", page)
    stage.close()
    assert reader.found == {}


def test_pages_without_a_workshop_follow_the_browser_and_a_choice(polish, contexts):
    stage = Stage(polish, contexts, language=LANGUAGE, rehearsal="1")
    reader = Reader(stage)
    tab = contexts(locale=TAG, **SMALL).new_page()
    wrong = {"name": "\N{ZERO WIDTH SPACE}", "sector": "school"}
    worker = stage.browser().http.get(f"{polish.base}/sw.js", headers={"Accept-Language": TAG}).text
    offline = re.search(r"/offline/\w+", worker)[0]
    for path in ("/", "/join", "/j/ZZZZZZ", f"/j/{stage.code}", "/enter", "/nothing-here",
                 "/workshops", f"/trainer/{stage.id}", offline, "/?deleted"):  # fmt: skip
        tab.goto(polish.base + path)
        reader.reads(path, tab)
    for form, fields in (("/workshops", STRANGER), (f"/j/{stage.code}", wrong)):
        tab.goto(polish.base + "/join")
        sends(tab, form, **fields)
        reader.reads(f"{form} filled in wrongly", tab)
    assert reader.found == {}
    # A choice of one's own holds on every page, by a plain form, and in any workshop.
    tab.goto(polish.base + "/join")
    with tab.expect_navigation():
        tab.get_by_role("button", name="English").click()
    assert tab.url == polish.base + "/join"
    assert tab.evaluate("document.documentElement.lang") == "en-GB"
    expect(tab.get_by_role("heading", level=1)).to_have_text(english("join.title"))
    tab.goto(f"{polish.base}/j/{stage.code}")
    tab.get_by_label(english("details.name")).fill("Attendee A")
    tab.get_by_label(english("details.sector")).select_option("school")
    tab.get_by_role("button", name=english("details.button")).click()
    expect(tab.locator("body")).to_contain_text(english("attendee.lobby.next.start"))
    assert tab.evaluate("document.documentElement.lang") == "en-GB"
    stage.close()
