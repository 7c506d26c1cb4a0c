"""The phones' service worker: offline is said at once; nothing stale, private or lost."""

import re
import shutil
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from lab.rig.relay import Relay
from lab.rig.server import Server, wait_until
from lab.rig.words import said
from tests.browser.access import problems
from tests.browser.conftest import with_workers
from tests.browser.pages import Phone
from tests.browser.stage import MOBILE
from tests.browser.words import LEVELS
from tests.builders import ROOT

UNREACHABLE, OFFLINE = said("offline.unreachable"), said("offline.title")
KEPT = said("offline.kept")
# In charge of this page, with all that it keeps in place.
IN_CHARGE = """() => navigator.serviceWorker.ready.then(({ active }) => new Promise((is) => {
  const look = () => active.state === 'activated' && navigator.serviceWorker.controller
    ? is() : setTimeout(look, 20);
  look();
}))"""
KEPT_FILES = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      found[new URL(url).pathname] = await (await cache.match(url)).text();
    }
  }
  return found;
}"""


@pytest.fixture
def contexts(contexts):
    return with_workers(contexts)


@contextmanager
def gone(server):
    """The server is killed, and started again afterwards."""
    server.kill()
    try:
        yield
    finally:
        server.start()


class _BadGateway(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_error(502)

    def log_message(self, *said):
        """Say nothing."""


@contextmanager
def a_gateway_on(port):
    """What stands before the server is there, and cannot reach it."""
    with ThreadingHTTPServer(("127.0.0.1", port), _BadGateway) as gateway:
        serving = threading.Thread(target=gateway.serve_forever)
        serving.start()
        yield
        gateway.shutdown()
        serving.join()


@pytest.fixture
def phone(stage):
    """In the workshop, with the worker in charge and the page's files kept."""
    phone = stage.phone()
    phone.tab.evaluate(IN_CHARGE)
    phone.tab.reload()
    return phone


def fingerprint(tab) -> str:
    return tab.locator("link[rel=manifest]").get_attribute("href").split("/")[2]


# --- on the home screen -------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["/join", "/j/{code}", "/w/{id}"])
def test_the_page_can_be_put_on_the_home_screen(stage, page):
    tab = stage.phone().tab
    tab.goto(stage.server.base + page.format(code=stage.code, id=stage.id))
    found = tab.context.new_cdp_session(tab).send("Page.getAppManifest")
    assert found["errors"] == []
    manifest = tab.evaluate("(url) => fetch(url).then((answer) => answer.json())", found["url"])
    assert (manifest["name"], manifest["lang"]) == ("CASCADE Live", "en-GB")
    assert [manifest[name] for name in ("start_url", "scope", "display")] == [
        "/join",
        "/",
        "standalone",
    ]
    tokens = (ROOT / "static/css/site/tokens.css").read_text()
    paper = re.search(r"--page: (#\w+);", tokens)[1]
    assert manifest["background_color"] == manifest["theme_color"] == paper


def test_the_icons_have_the_sizes_that_are_stated(stage):
    tab = stage.phone().tab
    url = tab.context.new_cdp_session(tab).send("Page.getAppManifest")["url"]
    icons = tab.evaluate(
        """async (url) => {
          const { icons } = await (await fetch(url)).json();
          const load = async ({ src, sizes, purpose, type }) => {
            const answer = await fetch(new URL(src, url));
            const picture = await createImageBitmap(await answer.blob());
            const drawn = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
            drawn.drawImage(picture, 0, 0);
            const corner = drawn.getImageData(0, 0, 1, 1).data[3];
            const is = `${picture.width}x${picture.height}`;
            return { sizes, purpose, type, is, kind: answer.headers.get('Content-Type'), corner };
          };
          return Promise.all(icons.map(load));
        }""",
        url,
    )
    assert [(one["sizes"], one.get("purpose")) for one in icons] == [
        ("192x192", None),
        ("512x512", None),
        ("192x192", "maskable"),
        ("512x512", "maskable"),
    ]
    for one in icons:
        assert one["is"] == one["sizes"]
        assert one["kind"] == one["type"] == "image/png"
        # A maskable one is full to the edge; a plain one is round at its corners.
        assert one["corner"] == (255 if one.get("purpose") else 0)
    touch = tab.locator("link[rel=apple-touch-icon]").get_attribute("href")
    assert tab.request.get(stage.server.base + touch).status == 200


def test_the_join_page_leads_back_into_the_workshop(stage, phone):
    phone.tab.goto(f"{stage.server.base}/join")
    phone.tab.get_by_role("link", name=said("join.back")).click()
    phone.sees(said("attendee.lobby.heading.start", name="Attendee A"))
    assert phone.tab.url.endswith(f"/w/{stage.id}")


def test_the_join_page_of_a_phone_in_no_workshop_leads_nowhere(stage, contexts):
    tab = contexts(**MOBILE).new_page()
    tab.goto(f"{stage.server.base}/join")
    tab.evaluate(IN_CHARGE)
    expect(tab.get_by_role("link", name=said("join.back"))).to_have_count(0)


# --- without a connection -----------------------------------------------------------------------


def test_a_page_that_cannot_be_had_says_so_at_once_and_comes_back_by_itself(stage, contexts):
    tab = contexts(**MOBILE).new_page()
    tab.goto(f"{stage.server.base}/j/{stage.code}")
    tab.evaluate(IN_CHARGE)
    with gone(stage.server):
        tab.reload()
        expect(tab.get_by_role("heading", name=UNREACHABLE)).to_be_visible()
        expect(tab).to_have_title(f"{UNREACHABLE} · {said('common.product')}")
        assert problems(tab, targets=True) == []
        tab.get_by_role("button", name=said("offline.again")).click()
        expect(tab.get_by_role("status")).to_have_text(said("offline.still"))
        assert tab.get_by_text(KEPT).is_hidden()
    expect(tab.get_by_label(said("details.name"))).to_be_visible()


def test_a_phone_without_a_network_is_told_that_it_is_the_phone(stage, phone):
    with gone(stage.server):
        phone.tab.context.set_offline(True)
        phone.tab.reload()
        expect(phone.heading(OFFLINE)).to_be_visible()
        phone.tab.context.set_offline(False)
    phone.sees(said("attendee.lobby.heading.start", name="Attendee A"))


def test_a_proxy_whose_server_is_away_is_no_connection_either(stage, phone):
    with gone(stage.server), a_gateway_on(stage.server.port):
        phone.tab.reload()
        expect(phone.heading(UNREACHABLE)).to_be_visible()
        phone.button(said("offline.again")).click()
        expect(phone.status).to_have_text(said("offline.still"))
    phone.sees(said("attendee.lobby.heading.start", name="Attendee A"))


def test_a_tap_on_try_again_is_enough(stage, phone):
    phone.tab.add_init_script("window.setInterval = () => 0")
    with gone(stage.server):
        phone.tab.reload()
        expect(phone.heading(UNREACHABLE)).to_be_visible()
    phone.tab.wait_for_timeout(500)
    expect(phone.heading(UNREACHABLE)).to_be_visible()
    phone.button(said("offline.again")).click()
    phone.sees(said("attendee.lobby.heading.start", name="Attendee A"))


def test_a_form_that_cannot_be_sent_is_offered_again(stage, contexts):
    phone = Phone(contexts(**MOBILE).new_page())
    phone.tab.goto(f"{stage.server.base}/j/{stage.code}")
    phone.tab.evaluate(IN_CHARGE)
    with gone(stage.server):
        phone.tab.get_by_label(said("details.name")).fill("Attendee A")
        phone.tab.get_by_label(said("details.sector")).select_option("School or college")
        phone.button(said("details.button")).click()
        expect(phone.heading(UNREACHABLE)).to_be_visible()
    phone.introduce("Attendee A")


def test_a_reload_with_a_vote_on_its_way_loses_nothing(stage, phone):
    round_id, person = stage.opens("clarity"), stage.person("Attendee A")
    phone.is_asked("clarity")
    with gone(stage.server):
        phone.touch(2)
        phone.sees(said("status.not_saved"))
        phone.tab.reload()
        phone.sees(UNREACHABLE, KEPT)
        phone.does_not_see(LEVELS[2])
    expect(phone.choice(2)).to_be_checked()
    phone.is_saved()
    assert stage.ballots(round_id) == {person: 2}


def test_a_saved_vote_is_not_said_to_wait(stage, phone):
    stage.opens("clarity")
    phone.rate(1)
    with gone(stage.server):
        phone.tab.reload()
        phone.sees(UNREACHABLE)
        assert phone.tab.get_by_text(KEPT).is_hidden()
    phone.is_saved()


def test_the_app_opened_from_the_home_screen_comes_back_into_the_workshop(stage, phone):
    round_id = stage.opens("clarity")
    phone.is_asked("clarity")
    with gone(stage.server):
        phone.touch(3)
        phone.sees(said("status.not_saved"))
        opened = Phone(phone.tab.context.new_page())
        phone.tab.close()
        opened.tab.goto(f"{stage.server.base}/join")
        opened.sees(UNREACHABLE, KEPT)
    expect(opened.choice(3)).to_be_checked()
    opened.is_saved()
    assert list(stage.ballots(round_id).values()) == [3]


def test_pages_that_are_not_the_phones_are_left_to_the_browser(stage, phone):
    lead = stage.results()
    phone.tab.context.add_cookies(lead.tab.context.cookies())
    other = phone.tab.context.new_page()
    other.goto(lead.tab.url)
    with gone(stage.server):
        for path in (f"/lead/{stage.id}", f"/results/{stage.id}/record.json", "/enter"):
            with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
                other.goto(stage.server.base + path)


# --- what is kept -------------------------------------------------------------------------------


def test_nothing_live_or_private_is_kept(stage, phone):
    for phase in stage.course(1, 2):
        phone.shows(phase)
    lead = stage.results()
    phone.tab.context.add_cookies(lead.tab.context.cookies())
    for path in ("/", "/join", f"/j/{stage.code}", f"/lead/{stage.id}", f"/w/{stage.id}"):
        phone.tab.goto(stage.server.base + path)
        phone.tab.evaluate(IN_CHARGE)
    now = fingerprint(phone.tab)
    kept = phone.tab.evaluate(KEPT_FILES)
    pages = [path for path in kept if not path.startswith(f"/static/{now}/")]
    assert [path.rpartition("/")[0] for path in pages] == ["/offline"]
    assert f"/static/{now}/js/pages/attendee.js" in kept
    boot = phone.tab.evaluate("JSON.parse(document.getElementById('boot').textContent)")
    for secret in (stage.id, stage.code, boot["token"], "Attendee A", "Test area"):
        assert not [path for path, text in kept.items() if secret in text]


def test_after_an_upgrade_no_old_file_is_served(contexts, tmp_path):
    server = Server(tmp_path / "data").start()
    try:
        tab = contexts(**MOBILE).new_page()
        tab.goto(f"{server.base}/join")
        tab.evaluate(IN_CHARGE)
        tab.reload()
        before = fingerprint(tab)
        old = tab.evaluate(KEPT_FILES)
        (cache,) = tab.evaluate("caches.keys()")
        assert f"/static/{before}/css/site.css" in old
        server.stop()
        server.home = the_next_version(tmp_path / "next")
        server.start()
        tab.reload()
        now = fingerprint(tab)
        assert now != before
        expect(tab.get_by_role("heading", name=said("join.title"))).to_have_css(
            "color", "rgb(1, 2, 3)"
        )
        wait_until(lambda: cache not in tab.evaluate("caches.keys()"))
        tab.evaluate(IN_CHARGE)
        tab.reload()
        kept = tab.evaluate(KEPT_FILES)
        assert not set(kept) & set(old)
        for path, text in kept.items():
            assert text == tab.request.get(server.base + path).text(), path
        server.kill()
        tab.reload()
        expect(tab.get_by_role("heading", name=UNREACHABLE)).to_have_css("color", "rgb(1, 2, 3)")
    finally:
        server.end()


def the_next_version(folder):
    """The app with another look."""
    for part in ("voting", "templates", "static"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "app.py", folder)
    with (folder / "static/css/site/base.css").open("a") as look:
        look.write("\nh1 { color: rgb(1, 2, 3); }\n")
    return folder


# --- what it costs ------------------------------------------------------------------------------


@pytest.fixture
def relay(server):
    """Before the server; sees what browsers ask it for."""
    relay = Relay(server.port)
    yield relay
    relay.close()


def test_no_file_is_fetched_twice(stage, contexts, relay):
    tab = contexts(**MOBILE).new_page()
    tab.goto(f"{relay.base}/j/{stage.code}")
    tab.evaluate(IN_CHARGE)
    phone = Phone(tab)
    phone.introduce("Attendee A")
    tab.reload()
    phone.sees(said("attendee.lobby.heading.start", name="Attendee A"))
    files = [path for path in relay.asked if path.startswith(("/static/", "/offline/"))]
    assert any(path.startswith("/offline/") for path in files)
    assert sorted(files) == sorted(set(files))


def test_the_worker_comes_after_all_that_the_page_needs(stage, contexts, relay):
    browser = stage.browser()
    browser.join(stage.code, "Attendee A", "school")
    context = contexts(**MOBILE)
    context.add_cookies([cookie | {"url": relay.base} for cookie in browser.cookies])
    tab = context.new_page()
    tab.goto(f"{relay.base}/w/{stage.id}")
    tab.evaluate(IN_CHARGE)
    before = relay.asked[: relay.asked.index("/sw.js")]
    modules = tab.locator("link[rel=modulepreload], link[rel=stylesheet]").all()
    assert {one.get_attribute("href") for one in modules} <= set(before)


def test_on_plain_http_everything_works_without_it(stage, contexts):
    phone = Phone(contexts(**MOBILE).new_page())
    base = f"http://lan.test:{stage.server.port}"
    phone.tab.goto(f"{base}/j/{stage.code}")
    assert not phone.tab.evaluate("isSecureContext || 'serviceWorker' in navigator")
    phone.introduce("Attendee A")
    stage.opens("clarity")
    phone.rate(2)
    phone.tab.reload()
    expect(phone.choice(2)).to_be_checked()
    assert stage.closes() == [0, 0, 1, 0]
