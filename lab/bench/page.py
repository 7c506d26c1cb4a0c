"""What a phone downloads: every byte on its way from the server, whoever in the browser asked for
it: headers, pages, files, messages, and what the service worker fetches.

A first visit ends when the page waits for a round, with its connection and its first state. What a
round needs comes after it, 3 to 15 seconds later, or at once when a round opens before that: it is
counted apart, and so is a second visit."""

from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, sync_playwright

from lab.bench.loop import Loop
from lab.bench.rooms import Room
from lab.bench.servers import place
from lab.rig.chromium import launch
from lab.rig.relay import Relay

_SETTLED = 2000  # ms without which a page might still be fetching
_LATEST = (
    "Math.random = () => 0.999"  # the moment at which this phone fetches what it may need soon
)


class _Messages:
    """Bytes of every WebSocket message that a page hears."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes = 0
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._heard)

    def _heard(self, event: dict[str, Any]) -> None:
        self.bytes += len(event["response"]["payloadData"].encode())


class _Stretch:
    """What came through a relay since this began."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._sent, self._asked = relay.sent, len(relay.asked)

    def figures(self, name: str) -> dict[str, Any]:
        return {
            f"{name}_kb": _kb(self._relay.sent - self._sent),
            f"{name}_requests": len(self._relay.asked) - self._asked,
        }


def measure(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Join by the code's address, as a phone does after reading the QR code; come again; and be
    there when a round opens. The promised figure, and what it is made of with the others."""
    with place(folder) as here, sync_playwright() as playwright:
        server = here.app()
        room = Room(Loop(), server)
        relay = Relay(server.port)
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.add_init_script(_LATEST)
        messages = _Messages(page.context.new_cdp_session(page))
        page.goto(f"{relay.base}/j/{room.console.code}", wait_until="networkidle")
        joining = relay.sent
        page.get_by_role("textbox").fill("A. B.")
        page.locator("select, input[type=radio]").first.evaluate(_CHOOSE_FIRST)
        page.get_by_role("main").get_by_role("button").click()
        page.wait_for_url(f"{relay.base}/w/*")
        page.wait_for_timeout(_SETTLED)
        total = relay.sent
        parts = {
            "joining_kb": _kb(joining),
            "live_page_kb": _kb(total - joining - messages.bytes),
            "messages_kb": _kb(messages.bytes),
            "requests": len(relay.asked),
        }
        again = _Stretch(relay)
        page.reload()
        page.wait_for_timeout(_SETTLED)
        parts |= again.figures("second_visit")
        opening = _Stretch(relay)
        room.opens()
        page.get_by_role("radio").first.wait_for()
        page.wait_for_timeout(_SETTLED)
        parts |= opening.figures("for_a_round")
        browser.close()
        relay.close()
        room.leave()
        return {"phone_page_kb": _kb(total)}, {"phone_page": parts}


def _kb(size: int) -> float:
    return round(size / 1000, 1)


_CHOOSE_FIRST = """element => {
  if (element.tagName === 'SELECT') element.selectedIndex = element.options.length - 1;
  else element.checked = true;
}"""
