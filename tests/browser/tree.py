"""The accessibility tree of a page, as Chromium works it out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import CDPSession
from playwright.sync_api import Page as Tab


@contextmanager
def tree(tab: Tab) -> Iterator[tuple[CDPSession, list[dict[str, Any]]]]:
    """Its nodes, and the session in which their ids hold."""
    # Not as the shelf hears of: nothing of it stays.
    session = type(tab.context).new_cdp_session(tab.context, tab)
    # Asked for a tree without this, Chromium 156 keeps the tree for as long as the page lives, and
    # works it out anew at each change and each size of the window: in that pages became slow, and
    # now and then their process died. This way it is given up at the end of the session.
    session.send("Accessibility.enable")
    try:
        yield session, session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.send("Accessibility.disable")
        session.detach()
