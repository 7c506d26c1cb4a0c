"""The parts of a phone's page that come after it: while it is quiet, with it, or in the end."""

import pytest
from playwright.sync_api import expect

from lab.rig.relay import Relay
from lab.rig.server import wait_until
from lab.rig.words import said
from tests.browser.access import problems
from tests.browser.conftest import with_workers
from tests.browser.pages import Phone
from tests.browser.stage import MOBILE
from tests.browser.walks.parts import STILL
from tests.builders import ROOT, WORDS
from voting.edges.http.assets import Assets

LACKING, LOADING = said("attendee.lacking"), said("attendee.to_come")
MISFIT = "import { gone } from './screens.js';\nexport const open = gone;\n"
PARTS = ("js/attendee/open.js", "js/attendee/later.js")  # what every round needs
FAILURES = {
    "offline": lambda asked: asked.abort(),
    "restarting": lambda asked: asked.fulfill(status=503),
    "of another release": lambda asked: asked.fulfill(
        body=MISFIT, content_type="text/javascript", headers={"Cache-Control": "no-cache"}
    ),
}
# Its quiet moment is the first there is, and it does not come to another try of its own accord.
AT_ONCE = "Math.random = () => 0"
NO_OTHER_TRY = """const wait = window.setTimeout;
window.setTimeout = (what, ms, ...more) => ms === 3000 && what.toString().includes('retry')
  ? (window.tried = true) : wait(what, ms, ...more);"""
# Has the text ever stood on the page?
WATCH = """window.seen = [];
new MutationObserver(() => {
  const { textContent } = document.getElementById('app') ?? {};
  if (textContent) window.seen.push(textContent);
}).observe(document, { childList: true, subtree: true, characterData: true });"""


@pytest.fixture
def relay(server):
    """Before the server; sees what browsers ask it for."""
    relay = Relay(server.port)
    yield relay
    relay.close()


@pytest.fixture
def arrives(stage, contexts, relay):
    """A phone that comes in by the relay, with scripts that run before the page's; ``later``
    answers for the part of that name."""

    def arrive(*scripts: str, worker: bool = False, later=None) -> Phone:
        browser = stage.browser()
        browser.join(stage.code, "Attendee A", "school")
        context = (with_workers(contexts) if worker else contexts)(**MOBILE)
        context.add_cookies([cookie | {"url": relay.base} for cookie in browser.cookies])
        tab = context.new_page()
        for script in scripts:
            tab.add_init_script(script)
        if later:
            tab.route("**/later.js*", later)
        tab.goto(f"{relay.base}/w/{stage.id}")
        return Phone(tab)

    return arrive


def files(asked: list[str]) -> list[str]:
    return [path.split("/", 3)[3] for path in asked if path.startswith("/static/")]


def is_told(phone: Phone) -> None:
    """To see, not only to hear."""
    expect(phone.main.get_by_text(LACKING)).to_be_visible()


# --- when they come -----------------------------------------------------------------------------


@pytest.mark.parametrize("worker", [False, True])
def test_a_round_that_opens_finds_everything_here(stage, arrives, relay, worker):
    phone = arrives(AT_ONCE, worker=worker)
    phone.shows("lobby")
    modules = Assets(ROOT / "static").modules("js/pages/attendee.js", *PARTS)
    wanted = {*modules, "css/cards.css", "css/later.css", f"words/{WORDS.tag}.json"}
    wait_until(lambda: wanted <= set(files(relay.asked)))
    phone.tab.evaluate("Math.random = () => 0.999")
    before = len(relay.asked)
    stage.opens("clarity")
    phone.rate(2)
    phone.sees(said("attendee.reason.label"))
    assert files(relay.asked[before:]) == []


def test_phones_do_not_ask_for_them_with_the_page(stage, arrives, relay):
    phone = arrives("Math.random = () => 0.999")
    phone.shows("lobby")
    phone.tab.wait_for_load_state("networkidle")
    asked = files(relay.asked)
    assert "js/pages/attendee.js" in asked
    parts = ("later", "open", "ballot", "rows", "plan", "reason", "cards", "words/")
    assert [name for name in asked if any(part in name for part in parts)] == []


def test_the_cards_come_with_the_page_of_an_open_round(stage, arrives, relay):
    stage.opens("clarity")
    phone = arrives(WATCH)
    phone.rate(3)
    assert phone.tab.evaluate("window.seen.length")
    assert not phone.tab.evaluate(f"window.seen.some((text) => text.includes({LOADING!r}))")
    asked = files(relay.asked)
    for name in ("js/attendee/open.js", "js/attendee/ballot.js", "css/cards.css"):
        assert asked.count(name) == 1
    assert asked.index("js/attendee/ballot.js") < asked.index("js/attendee/later.js")


# --- when they do not ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "how"),
    [*(("js/attendee/open.js", how) for how in FAILURES), ("css/cards.css", "restarting")],
)
def test_a_phone_without_its_cards_says_so_and_gets_them(stage, arrives, part, how):
    phone = arrives()
    phone.shows("lobby")
    phone.tab.route(f"**/{part}*", FAILURES[how])
    round_id = stage.opens("clarity")
    is_told(phone)
    expect(phone.status).to_have_text(LACKING)
    phone.tab.unroute(f"**/{part}*")
    phone.rate(2)
    phone.does_not_see(LACKING)
    assert list(stage.ballots(round_id).values()) == [2]


@pytest.mark.parametrize("colours", ["none", "active"])
def test_what_it_says_is_fit_for_everyone(stage, colours):
    phone = stage.phone(forced_colors=colours, **STILL)
    phone.tab.route("**/open.js*", FAILURES["offline"])
    phone.tab.route("**/later.js*", FAILURES["offline"])
    stage.opens("clarity")
    is_told(phone)
    assert problems(phone, targets=True) == []


def test_a_connection_that_comes_back_is_reason_enough_to_try(stage, arrives):
    phone = arrives(NO_OTHER_TRY)
    phone.shows("lobby")
    phone.tab.route("**/ballot.js*", FAILURES["offline"])
    stage.opens("clarity")
    is_told(phone)
    assert phone.tab.evaluate("window.tried")
    phone.tab.unroute("**/ballot.js*")
    phone.tab.context.set_offline(True)
    expect(phone.mark).to_be_visible()
    is_told(phone)
    phone.tab.context.set_offline(False)
    phone.rate(1)


def test_cards_that_came_stay_where_they_are_when_the_rest_does_not(stage, arrives):
    stage.opens("clarity")
    held: list = []
    phone = arrives(NO_OTHER_TRY, later=lambda asked: held.append(asked))
    phone.rate(2)
    assert held
    at = phone.choice(2).bounding_box()
    held[0].abort()
    is_told(phone)
    assert phone.choice(2).bounding_box() == at
    phone.rate(3)


def test_what_was_chosen_and_written_is_there_once_the_parts_are(stage, arrives):
    round_id = stage.opens("clarity")
    phone = arrives()
    phone.rate(2)
    phone.tab.get_by_label(said("attendee.reason.label")).fill("Half a rea")
    for part in ("open", "later"):
        phone.tab.route(f"**/{part}.js*", FAILURES["offline"])
    phone.tab.reload()
    is_told(phone)
    assert list(stage.ballots(round_id).values()) == [2]
    for part in ("open", "later"):
        phone.tab.unroute(f"**/{part}.js*")
    expect(phone.choice(2)).to_be_checked()
    expect(phone.tab.get_by_label(said("attendee.reason.label"))).to_have_value("Half a rea")
    phone.does_not_see(LACKING)


def test_what_the_menu_opens_is_said_to_come(stage, arrives):
    phone = arrives("Math.random = () => 0.999")
    phone.shows("lobby")
    phone.tab.route("**/later.js*", FAILURES["offline"])
    phone.pick(said("attendee.menu.edit"))
    phone.sees(LOADING)
    is_told(phone)
    phone.tab.unroute("**/later.js*")
    expect(phone.heading(said("attendee.edit.heading"))).to_be_focused()
    phone.does_not_see(LOADING)
    phone.does_not_see(LACKING)


def test_a_part_that_is_not_needed_yet_is_missed_in_silence(stage, arrives):
    phone = arrives(AT_ONCE, WATCH, later=FAILURES["offline"])
    for _ in range(2):  # it is tried again, too
        phone.tab.wait_for_event("requestfailed", lambda asked: "later.js" in asked.url)
    assert phone.tab.evaluate("window.seen.length")
    assert not phone.tab.evaluate(f"window.seen.some((text) => text.includes({LACKING!r}))")
