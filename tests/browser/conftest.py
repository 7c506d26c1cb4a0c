"""Chromium, a server for the whole run, and what no page may ever do."""

from functools import partial

import pytest
from playwright.sync_api import expect, sync_playwright

from lab.rig.chromium import launch
from lab.rig.server import Server
from tests.browser.deaths import reports_of
from tests.browser.shelf import Shelf
from tests.browser.stage import Stage
from tests.browser.watch import Watch
from tests.edges.conftest import check_all_logs

WITHIN = 20_000  # ms for anything to appear: the machine may be busy, and the lab holds the watch


def pytest_collection_modifyitems(items):
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


def pytest_runtest_protocol(item, nextitem):
    if not item.get_closest_marker("browser"):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in reports_of(item, nextitem):
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("browser") / "data").start()
    yield server
    if not server.has_ended():
        check_all_logs(server)
        server.stop()
    server.end()


@pytest.fixture
def watch():
    """Sees every page of a test: none opens a dialog, throws, or breaks its content policy."""
    watch = Watch()
    yield watch
    assert watch.seen == []


@pytest.fixture(scope="session")
def shelf(server):
    """One Chromium for all these tests; every person in them has a browser of their own."""
    expect.set_options(timeout=WITHIN)
    with sync_playwright() as playwright:
        shelf = Shelf(partial(launch, playwright), server.base)
        yield shelf
        shelf.close()


@pytest.fixture
def contexts(shelf, watch):
    """Makes browsers for people, each with cookies of its own, and puts them away.

    Without a service worker, which would fetch every file that it keeps in each of them; files of
    tests that want one make ``contexts`` anew, see `with_workers`.
    """
    shelf.mend()
    lent = []

    def new(**look):
        context = shelf.take({"service_workers": "block"} | look)
        context.set_default_timeout(WITHIN)
        watch.over(context)
        lent.append(context)
        return context

    yield new
    for context in lent:
        watch.leaves(context)
        shelf.put_back(context)


def with_workers(contexts):
    """The same browsers as everybody has them, with the service worker."""
    return lambda **look: contexts(**({"service_workers": "allow"} | look))


@pytest.fixture
def stage(server, contexts):
    """A workshop whose other people act over the protocol."""
    stage = Stage(server, contexts)
    yield stage
    stage.close()
