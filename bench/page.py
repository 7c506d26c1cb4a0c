"""What a phone downloads on its first visit, as the browser itself counts it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, sync_playwright

from bench.loop import Loop
from bench.rooms import Room
from bench.servers import place
from tests.chromium import launch


class _Counted:
    """Bytes of every answer and of every WebSocket message, headers of answers included."""

    def __init__(self, session: CDPSession) -> None:
        self.files = 0
        self.requests = 0
        self.messages = 0
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.webSocketFrameReceived", self._message)

    def _finished(self, event: dict[str, Any]) -> None:
        self.requests += 1
        self.files += int(event["encodedDataLength"])

    def _message(self, event: dict[str, Any]) -> None:
        self.messages += len(event["response"]["payloadData"].encode())


def measure(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Join by the code's address, as a phone does after reading the QR code."""
    with place(folder) as here, sync_playwright() as playwright:
        server = here.app()
        room = Room(Loop(), server)
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        counted = _Counted(page.context.new_cdp_session(page))
        base = f"http://127.0.0.1:{server.port}"
        page.goto(f"{base}/j/{room.console.code}", wait_until="networkidle")
        joining = counted.files
        page.get_by_role("textbox").fill("A. B.")
        page.locator("select, input[type=radio]").first.evaluate(_CHOOSE_FIRST)
        page.get_by_role("main").get_by_role("button").click()
        page.wait_for_url(f"{base}/w/*")
        page.wait_for_timeout(2000)
        total = counted.files + counted.messages
        browser.close()
        return (
            {"phone_page_kb": round(total / 1000, 1)},
            {
                "phone_page": {
                    "joining_kb": round(joining / 1000, 1),
                    "live_page_kb": round((counted.files - joining) / 1000, 1),
                    "messages_kb": round(counted.messages / 1000, 1),
                    "requests": counted.requests,
                }
            },
        )


_CHOOSE_FIRST = """element => {
  if (element.tagName === 'SELECT') element.selectedIndex = element.options.length - 1;
  else element.checked = true;
}"""
