"""Watches pages for what none of them may do, whatever a test is about."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, WebError

# What the browser itself reports of a server that refuses, or is away on purpose.
_NETWORK = ("Failed to load resource", "WebSocket connection to")
_NO_WORKER = "Service Worker registration blocked by Playwright"  # see contexts in conftest.py
_PLAIN_HTTP = "Cross-Origin-Opener-Policy header has been ignored"  # what it asks for needs https


class Watch:
    """Collects dialogs, uncaught errors and complaints in the console, in ``seen``."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("dialog", self._dialog)

    def leaves(self, context: BrowserContext) -> None:
        context.remove_listener("console", self._console)
        context.remove_listener("weberror", self._error)
        context.remove_listener("dialog", self._dialog)

    def _console(self, message: ConsoleMessage) -> None:
        harmless = any(words in message.text for words in (*_NETWORK, _NO_WORKER, _PLAIN_HTTP))
        if message.type in ("error", "warning") and not harmless:
            self.seen.append(f"{message.type}: {message.text}")

    def _error(self, error: WebError) -> None:
        self.seen.append(f"uncaught: {error.error}")

    def _dialog(self, dialog: Dialog) -> None:
        self.seen.append(f"dialog: {dialog.message}")
        dialog.dismiss()
