"""Tests in which the browser dies: no tests of ours, but what test_deaths.py has pytest run."""

import pytest
from playwright.sync_api import Error

_begun: set[str] = set()


@pytest.fixture
def is_first(request):
    """Whether this is the first run of the test."""
    name = request.node.name
    yield name not in _begun
    _begun.add(name)


@pytest.fixture
def page(contexts, server):
    page = contexts().new_page()
    page.goto(server.base)
    return page


def crash(page):
    with pytest.raises(Error, match="ERR_ABORTED"):
        page.goto("chrome://crash")


def test_it_lives_the_second_time(page, is_first):
    if is_first:
        crash(page)
    page.set_viewport_size({"width": 320, "height": 256})


def test_nobody_looks_at_the_page_that_died(page, is_first):
    if is_first:
        crash(page)


def test_there_is_no_browser_at_all(page, is_first):
    if is_first:
        with pytest.raises(Error, match="has been closed"):
            page.context.browser.new_browser_cdp_session().send("Browser.crash")
    page.set_viewport_size({"width": 320, "height": 256})


def test_it_dies_whenever_it_runs(page):
    crash(page)


def test_a_fault_is_seen_by_the_second_run(page, is_first):
    if is_first:
        crash(page)
    assert page.title() == "another title"


def test_nothing_died(is_first):
    assert is_first, "it ran twice"
    raise Error("Page.set_viewport_size: Target crashed")


def test_the_browser_is_well_afterwards(page):
    page.set_viewport_size({"width": 320, "height": 256})
