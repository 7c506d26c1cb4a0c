"""What a phone downloads on its first visit: every byte on its way from the server, whoever in the
browser asked for it: headers, pages, files, messages, and what the service worker fetches."""

from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, sync_playwright

from lab.bench.loop import Loop
from lab.bench.rooms import Room
from lab.bench.servers import place
from lab.rig.chromium import launch
from lab.rig.relay import Relay


class _Messages:
    """Bytes of every WebSocket message that a page hears."""

    def __init__(self, session: CDPSession) -> None:
        self.bytes = 0
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._heard)

    def _heard(self, event: dict[str, Any]) -> None:
        self.bytes += len(event["response"]["payloadData"].encode())


def measure(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Join by the code's address, as a phone does after reading the QR code."""
    with place(folder) as here, sync_playwright() as playwright:
        server = here.app()
        room = Room(Loop(), server)
        relay = Relay(server.port)
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        messages = _Messages(page.context.new_cdp_session(page))
        page.goto(f"{relay.base}/j/{room.console.code}", wait_until="networkidle")
        joining = relay.sent
        page.get_by_role("textbox").fill("A. B.")
        page.locator("select, input[type=radio]").first.evaluate(_CHOOSE_FIRST)
        page.get_by_role("main").get_by_role("button").click()
        page.wait_for_url(f"{relay.base}/w/*")
        page.wait_for_timeout(2000)
        total = relay.sent
        browser.close()
        relay.close()
        room.leave()
        return (
            {"phone_page_kb": round(total / 1000, 1)},
            {
                "phone_page": {
                    "joining_kb": round(joining / 1000, 1),
                    "live_page_kb": round((total - joining - messages.bytes) / 1000, 1),
                    "messages_kb": round(messages.bytes / 1000, 1),
                    "requests": len(relay.asked),
                }
            },
        )


_CHOOSE_FIRST = """element => {
  if (element.tagName === 'SELECT') element.selectedIndex = element.options.length - 1;
  else element.checked = true;
}"""
