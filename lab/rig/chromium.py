"""The real browser for tests and pictures: the machine's Chromium, else Playwright's own."""

from playwright.sync_api import Browser, Playwright

from scripts.tools import find

# What a browser does by itself on a closed network only slows the tests down.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Many short pages at a time: threads that compile beside them cost more than they save.
    "--js-flags=--single-threaded",
    # A name that is no secure context to the browser, as a machine on the own network is none.
    "--host-resolver-rules=MAP lan.test 127.0.0.1",
]


def launch(playwright: Playwright, environment: dict[str, str] | None = None) -> Browser:
    """Start it without a window; in this process's environment, unless another is given."""
    found = find("chromium")
    path = str(found) if found else None
    return playwright.chromium.launch(executable_path=path, args=QUIET, env=environment)
