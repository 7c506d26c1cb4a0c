"""The check of names finds what it is there for."""

import pytest

from tests.browser.names import is_said_in, misnamed


@pytest.mark.parametrize(
    ("shown", "name", "fits"),
    [
        ("+45 s", "Add 45 seconds", False),
        ("+45 s", "+45 s more", True),
        ("Open", "Open: Clarity on roles", True),
        ("Open", "Reopen: Clarity on roles", False),
        ("Not  agreed", "Agreed, not", False),
        ("0Major challenge", "0 Major challenge", True),
        ("Don’t ask", "don't ask", True),
        ("×", "Close", True),  # a sign is no word
        ("", "Menu", True),
    ],
)
def test_what_is_shown_has_to_be_said(shown, name, fits):
    assert is_said_in(shown, name) is fits


PAGE = """
<h2>Record it</h2>
<button aria-label="Add 45 seconds">+45 s</button>
<button>Record it</button> <form><button>Record it</button></form>
<a href="http://a.test/b">More</a> <a href="http://a.test/b">More</a>
<a href="http://a.test/c">Less</a> <a href="http://a.test/d">Less</a>
<button></button>
<label>Name <input aria-label="Title"></label>
<label>Date <input type="date"></label>
<fieldset><legend>A</legend><label><input type="radio"> Yes</label></fieldset>
<fieldset><legend>B</legend>
  <label><input type="radio" aria-labelledby="b" aria-describedby="h"><span id="b">Yes</span>
    <span id="h">with a hint</span></label>
</fieldset>
<button>Open <span style="clip-path: inset(50%)">a round</span></button>
"""


def test_a_page_with_every_fault(contexts):
    tab = contexts().new_page()
    tab.set_content(PAGE)
    found = misnamed(tab)
    assert [one.partition(": ")[0] for one in found] == [
        "shows “+45 s” and is called “Add 45 seconds”",
        "has no name",
        "shows “Name” and is called “Title”",
        "2 controls are called “record it”",
        "2 controls are called “less”",
        "a heading and 2 controls are called “record it”",
    ]
