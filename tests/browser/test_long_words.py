"""A word or an address that is longer than any line is broken, on every page and at every width."""

from lab.rig.words import opening, said
from tests.browser.pages import LivePage
from tests.browser.stage import MOBILE
from tests.browser.walks.parts import STILL

WORD = "W" * 120
ADDRESS = "https://" + "www-example-org-" * 7
NAME = "M" * 60
WIDTHS = (320, 390, 960, 1024, 1280)
LARGE = {"viewport": {"width": 1280, "height": 800}, **STILL}
# Text beyond the window, whether or not the page can be scrolled there, and boxes that widen it.
BEYOND = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const box = range.getBoundingClientRect();
    const at = texts.currentNode.parentElement;
    if (!box.width || at.closest('.visually-hidden, .skip')) continue;
    const { right, left } = box;
    if (right > innerWidth + 1 || left < -1) found.push(`${at.className}: ${at.innerText}`);
  }
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.push(`${scrollWidth} wide`);
  return found;
}"""


def holds(page: LivePage, *, unfold: bool = True) -> None:
    tab = page.tab if isinstance(page, LivePage) else page
    if unfold:
        tab.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate(BEYOND) == [], (width, tab.url)
    tab.evaluate("document.querySelector('.menu')?.removeAttribute('open')")  # it lies over cards


def test_live_pages_break_whatever_is_too_long(stage):
    give = stage.trainer.command
    details = {"area": ADDRESS[:120], "kind": "workshop-2", "date": "2026-11-22", "title": WORD}
    give("edit_details", details=details)
    give("introduce", name=NAME)
    phone = stage.phone(NAME, **STILL)
    room, console, results = (
        open_page(**LARGE) for open_page in (stage.room_view, stage.console, stage.results)
    )
    live = (phone, room, console, results)
    stage.people(2)
    phone.sees(opening("attendee.lobby.heading.start"))
    for page in live:
        page.sees(WORD)
        holds(page)
    for number, domain in enumerate(("clarity", "contact")):
        round_id = stage.opens(domain)
        phone.is_asked(domain)
        phone.rate(1)
        stage.votes(1, 2)
        for page in (phone, room, console):
            holds(page)
        for text, attendee in zip((WORD, ADDRESS), stage.attendees, strict=True):
            attendee.ask("reason", round=round_id, text=text)
        stage.closes()
        for part in ("picture", "measures", "groups"):
            give("show_part", part=part)
        for reason in stage.trainer.refresh()["view"]["reasons"]:
            give("show_reason", reason=reason["id"])
        phone.sees(said("common.quotes.title"))
        give("start_discussion", seconds=300)
        phone.shows("discussion")
        room.sees(said("common.time_left"))
        console.sees(said("trainer.voices.shown"))
        for page in live:
            holds(page)
        if number == 0:
            stage.rules(domain, "consensus", 1, f"First\r\n\r\nSecond {WORD}")
        else:
            stage.rules(domain, "unresolved", None, ADDRESS)
        phone.shows("ruled")
        for page in (console, results):
            page.sees(ADDRESS if number else f"Second {WORD}")
            assert number or "First\n\nSecond" in page.main.inner_text()  # with its paragraphs
        for page in live:
            holds(page)
    give("show_overview")
    room.sees(said("room.so_far"))
    phone.shows("lobby")
    for page in live:
        holds(page)


def test_forms_break_whatever_is_too_long(server, stage, contexts):
    tab = contexts(**LARGE).new_page()
    tab.goto(server.base)
    tab.get_by_label(said("home.area")).fill(WORD)
    tab.get_by_label(said("home.workshop_title")).fill(ADDRESS[:120])
    holds(tab)
    tab.get_by_role("button", name=said("home.create_button")).click()
    tab.get_by_role("heading", name=said("created.title")).wait_for()
    holds(tab)
    phone = contexts(**(MOBILE | STILL)).new_page()
    phone.goto(f"{server.base}/j/{stage.code}")
    phone.get_by_label(said("details.name")).fill(NAME)
    phone.get_by_label(said("details.sector")).select_option("School or college")
    holds(phone)
    phone.get_by_role("button", name=said("details.button")).click()
    phone.get_by_text(opening("attendee.lobby.heading.start")).wait_for()
    holds(phone)
    phone.goto(f"{server.base}/j/{stage.code}")
    phone.get_by_text(said("details.welcome_back")).wait_for()
    holds(phone)
