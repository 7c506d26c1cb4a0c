"""A browser that somebody else has used is as good as a new one, in the look that is asked for."""

import pytest

from tests.browser import shelf as shelves
from tests.browser.conftest import WITHIN
from tests.browser.stage import LAPTOP, PROJECTOR

# All that a person before may have left in a page, and what it looks like.
_LEFT = """() => ({
  width: innerWidth,
  prefers: ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)',
    '(prefers-reduced-motion: reduce)', 'print'].filter((one) => matchMedia(one).matches),
  isOnline: navigator.onLine,
  kept: [document.cookie, localStorage.length, sessionStorage.length, window.name, history.length],
})"""
_LEAVES = """() => {
  document.cookie = 'who=somebody';
  localStorage.who = sessionStorage.who = window.name = 'somebody';
}"""
DARK = {"color_scheme": "dark", "contrast": "more", "reduced_motion": "reduce"}


@pytest.fixture(autouse=True)
def alone(shelf, monkeypatch):
    """None of other tests' browsers wait meanwhile, and a busy machine may take its time."""
    monkeypatch.setattr(shelves, "WITHIN", WITHIN)
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(shelf, "_waiting", [])
        yield
        for lent in shelf._waiting:
            lent.context.close()


@pytest.fixture
def lend(shelf, alone):
    """Takes browsers from the shelf; they are put back at the end."""
    lent = []

    def take(**look):
        lent.append(shelf.take({"service_workers": "block"} | look))
        return lent[-1]

    yield take
    for context in lent:
        shelf.put_back(context)


@pytest.fixture
def used(shelf, alone, server):
    """A browser in which a person was offline, printed, and had answers changed; it waits."""
    context = shelf.take({"service_workers": "block", "forced_colors": "active", **LAPTOP})
    page = context.new_page()
    page.goto(server.base)
    page.evaluate(_LEAVES)
    context.route("**/join", lambda asked: asked.abort())
    page.route("**/healthz", lambda asked: asked.abort())
    page.emulate_media(media="print", **DARK)
    page.set_viewport_size({"width": 320, "height": 256})
    context.new_page().goto(server.base)
    context.set_offline(True)
    shelf.put_back(context)
    return context


def test_it_is_lent_again_as_if_it_were_new(used, lend, server):
    asked = (PROJECTOR, {"color_scheme": "dark", **LAPTOP}, {"reduced_motion": "reduce"})
    for look, width, prefers in zip(
        asked,
        (1920, 1280, 1280),
        ([], ["(prefers-color-scheme: dark)"], ["(prefers-reduced-motion: reduce)"]),
        strict=True,
    ):
        context = lend(**look)
        assert (context is used) is (look is PROJECTOR)
        for page in (context.new_page(), context.new_page()):
            for path in ("/join", "/healthz", "/"):
                assert page.goto(server.base + path).ok
            left = page.evaluate(_LEFT)
            assert left["width"] == width
            assert left["prefers"] == prefers
            assert left["isOnline"]
            assert left["kept"][:4] == ["", 0, 0, ""]
            assert left["kept"][4] <= 4


@pytest.mark.parametrize(
    "does",
    [
        lambda page: page.clock.install(),
        lambda page: page.add_init_script("window.harmed = 1"),
        lambda page: page.context.new_page().clock.install(),
        lambda page: page.close(),
        lambda page: page.on("dialog", lambda dialog: dialog.accept()),
    ],
    ids=["its clock", "a script", "the clock of another page", "no page", "a listener"],
)
def test_what_cannot_be_undone_is_for_nobody_else(shelf, lend, server, does):
    context = shelf.take({"service_workers": "block"})
    page = context.new_page()
    page.goto(server.base)
    does(page)
    shelf.put_back(context)
    assert lend() is not context


def test_a_browser_with_what_somebody_had_stored_is_for_nobody_else(shelf, server):
    look = {"service_workers": "block", "storage_state": {"cookies": [], "origins": []}}
    first = shelf.take(look)
    first.new_page().goto(server.base)
    shelf.put_back(first)
    second = shelf.take(look)
    assert second is not first
    second.close()
