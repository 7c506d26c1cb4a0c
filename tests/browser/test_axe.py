"""axe with every rule on, reflow, lost text and targets, in every state of every page."""

import re

import pytest

from lab.rig.server import Server
from tests.browser.access import problems
from tests.browser.states import NEVER_A_PAGE, STATES, pages, screens
from tests.browser.walks import WALKS
from tests.browser.words import TITLES
from tests.builders import ROOT
from voting.words.refused import all_refusals


@pytest.fixture
def ground(request, server):
    """What a walk starts from: a workshop, or a server that may come to harm."""
    if request.node.callspec.params["walk"] != "a server in trouble":
        yield request.getfixturevalue("stage")
        return
    own = Server(server.data_dir.with_name("trouble"), CREATE_PASSPHRASE="open sesame").start()
    yield own
    own.end()


@pytest.mark.parametrize("walk", STATES)
def test_every_state_of_every_page(walk, ground, contexts):
    seen = []
    for state, page in WALKS[walk](ground, contexts):
        # Nobody touches the room view, and a mouse is enough for the results.
        targets = not state.startswith("room/")
        assert problems(page, targets=targets) == [], state
        seen.append(state)
    assert tuple(seen) == STATES[walk]


PAGE = """<html lang=en><title>T</title><style>
.wide { display: none; min-height: 44px; min-width: 44px }
@media (min-width: 600px) { .wide { display: inline-block } }
@media (min-width: 600px) and (prefers-color-scheme: dark) {
  .pale { color: #999; background: #aaa }
}
.low { overflow: auto; height: 20px }
</style><main><h1>Title</h1>FAULT</main>"""


def test_a_fault_in_one_size_and_one_theme_is_found_also_after_pages_without(contexts):
    tab = contexts().new_page()
    for fault, found in (
        ("<p>Text</p><button class=wide>Go</button>", None),
        (
            "<p class=pale>Text</p><button class=wide>Go</button>",
            "1280 x 800: dark, color-contrast",
        ),
        ("<p>Text</p><button class=wide></button>", "1280 x 800: has no name"),
        (
            "<p>Text</p><div class=low><p>One</p><p>Two</p></div>",
            "320 x 256: only scrolls by touch",
        ),
        ("<p>Text</p><p style='margin-top: -30px'>More</p>", "320 x 256: runs into"),
        ("<p style='height: 9px; overflow: hidden'>Text</p>", "320 x 256: cut off"),
        ("<p>Text</p><button class=wide>Go</button>", None),
    ):
        tab.set_content(PAGE.replace("FAULT", fault))
        wrong = problems(tab, targets=True)
        assert bool(wrong) is bool(found), wrong
        assert found is None or any(one.startswith(found) for one in wrong)


# --- the list is complete -----------------------------------------------------------------------


def test_every_template_has_a_state():
    # What the others are made of.
    parts = {
        "base",
        "macros",
        "workshop_form",
        "area_parts",
        "area_changed",
        "area_plan",
        "plan_parts",
        "programme_plans",
        "instrument_looks",
        "people_parts",
        "programme_parts",
        "programme_heat",
        "comparison_parts",
        "comparison_table",
        "comparison_tests",
        "comparison_charts",
        "comparison_decided",
        "registration_parts",
    }
    elsewhere = {"offline"}  # test_offline.py has its states: each wants another kind of outage
    found = {path.stem for path in ROOT.glob("templates/*.html")}
    assert pages() == found - parts - elsewhere


def test_every_screen_of_a_phone_has_a_state():
    at_once = named_in("attendee/screens.js", "SCREENS")
    stops = named_in("attendee/stops.js", "STOPS")
    assert screens("attendee") == at_once | stops | named_in("attendee/counted.js", "COUNTED")


def test_every_stage_of_the_room_view_has_a_state():
    assert screens("room") == named_in("room/frame.js", "STAGES")


def test_every_phase_of_console_and_results_has_a_state():
    assert screens("trainer") == set(TITLES)
    assert screens("lead") == set(TITLES) - {"preview", "discussion"}  # nothing new there


def test_every_error_has_a_state():
    statuses = {refusal.status for refusal in all_refusals()} | {404, 405, 413, 500}
    assert screens("error") == {str(status) for status in statuses - NEVER_A_PAGE.keys()}


def named_in(module: str, constant: str) -> set[str]:
    """The keys of an object literal on one line of a module."""
    text = (ROOT / "static/js" / module).read_text(encoding="utf-8")
    listed = re.search(rf"const {constant} = {{(.*?)}};", text)[1]
    return {part.partition(":")[0].strip() for part in listed.split(",")}
