"""A keyboard alone does all that attendees, trainers and leads have to do.

Each press of the tab key is looked at: the focus has to look different from the same part without
it, and nothing may hide it.
"""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.pages import Console, LivePage, Phone, Results
from tests.browser.stage import LAPTOP
from tests.browser.walks.parts import OWN_REASON, RATINGS, SECOND, fill_the_room
from tests.browser.words import DOMAIN_NAMES

ZOOMED = {"viewport": {"width": 320, "height": 256}}  # 1280 x 1024 at 400%

# Notes how everything looks that can take the focus, and compares what has it with its look before.
_FOCUS = """() => {
  const looks = (window.looksBefore ??= new WeakMap());
  const look = (one) => [one, one.closest('label') ?? one].map((part) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(part);
    return outlineStyle === 'none' ? boxShadow : [outlineWidth, outlineColor, boxShadow].join();
  }).join();
  const at = document.activeElement;
  for (const one of document.querySelectorAll('a, button, input, select, textarea, summary')) {
    if (one !== at) looks.set(one, look(one));
  }
  if (at === document.body || !looks.has(at)) return 'seen';
  if (looks.get(at) === look(at)) return 'looks the same: ' + at.outerHTML.slice(0, 120);
  const box = (at.closest('label') ?? at).getBoundingClientRect();
  const points = [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map((y) =>
    document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)));
  const part = at.closest('label') ?? at;
  return points.some((one) => one && (part.contains(one) || one.contains(part)) &&
      !one.matches('html, body')) ? 'seen' : 'hidden: ' + at.outerHTML.slice(0, 120);
}"""


class Keys:
    """Somebody who has no mouse."""

    def __init__(self, page: LivePage) -> None:
        self.page = page
        self.keyboard = page.tab.keyboard

    def to(self, target: Locator) -> None:
        """Press the tab key until the focus is there."""
        expect(target).to_be_visible()
        for _ in range(90):
            found = self.page.tab.evaluate(_FOCUS)
            assert found == "seen", found
            if target.evaluate("(one) => one === document.activeElement"):
                return
            self.keyboard.press("Tab")
        raise AssertionError(f"the tab key never came to {target}")

    def presses(self, name: str, key: str = "Enter") -> None:
        if isinstance(self.page, Console):
            self.page.is_ready()
        self.to(self.page.button(name).first)
        self.keyboard.press(key)

    def types(self, label: str | re.Pattern, text: str) -> None:
        self.to(self.page.tab.get_by_label(label))
        self.keyboard.type(text)


@pytest.mark.parametrize("look", [{}, ZOOMED], ids=["laptop", "enlarged"])
def test_an_attendee_joins_rates_changes_explains_leaves_and_comes_back(stage, contexts, look):
    phone = Phone(contexts(**look).new_page())
    keys = Keys(phone)
    phone.tab.goto(f"{stage.server.base}/join")
    keys.types("Join code", stage.code + "\n")
    keys.types("Your name or initials", "Attendee A")
    keys.types("Where you work", "School")
    keys.presses("Join")
    phone.sees("You're in, Attendee A")
    stage.opens("clarity")
    phone.is_asked("clarity")
    keys.to(phone.choice(0))
    keys.keyboard.press("Space")
    phone.is_saved()
    keys.keyboard.press("ArrowDown")
    expect(phone.save_bar).not_to_contain_text("Saved")
    phone.is_saved()
    keys.presses("Say why")
    expect(phone.tab.get_by_label("Your reason")).to_be_focused()
    keys.keyboard.type(OWN_REASON)
    keys.presses("Send")
    phone.sees("Sent.")
    keys.presses("Take it back")
    phone.sees("Taken back.")
    expect(phone.tab.get_by_label("Your reason")).to_be_focused()
    for entry, answer in (("Leave the workshop", "Stay"), ("Leave the workshop", "Leave")):
        phone.tab.evaluate("document.activeElement.blur()")
        keys.to(phone.tab.locator("summary", has_text="Menu"))
        keys.keyboard.press("Enter")
        keys.presses(entry)
        assert phone.focused() == "Leave the workshop?"
        keys.presses(answer)
    keys.presses("Come back")
    phone.is_saved()
    assert stage.closes() == [0, 1, 0, 0]


def test_a_trainer_sets_a_workshop_up(server, contexts):
    console = Console(contexts(**LAPTOP).new_page())
    keys = Keys(console)
    console.tab.goto(server.base)
    keys.types("Area", "Test area")
    keys.types("Kind of workshop", "Review")
    keys.types("Title (if you like)", "By keys alone")
    keys.presses("Set up the workshop")
    keys.to(console.tab.get_by_role("link", name="Open the console"))
    keys.keyboard.press("Enter")
    console.sees("Before the first domain", "By keys alone")


@pytest.mark.timeout(180)
def test_a_trainer_runs_a_workshop_and_a_lead_downloads_it(stage, contexts):
    console = stage.console()
    keys = Keys(console)
    for name in ("ZS", "Z. Smith"):
        stage.browser().join(stage.code, name, "school")
    keys.to(console.tab.get_by_role("button", name=re.compile("^Two people: Z. Smith")))
    keys.keyboard.press("Enter")
    assert console.focused().startswith("People")  # the row is gone; its panel is not
    stage.trainer.command("remove_joined", minutes=5)
    fill_the_room(stage)
    keys.presses("Open a round: Clarity on roles")
    console.sees("A round is open")
    assert console.focused() == DOMAIN_NAMES["clarity"]  # the button is gone; its panel is not
    keys.presses("Remind their phones")
    console.sees("Reminded once")
    console.is_ready()
    keys.to(console.tab.locator("summary", has_text="Hands and paper"))
    keys.keyboard.press("Enter")
    keys.types("1 Elements of good practice", "2")
    keys.presses("Add to the round")
    console.sees("2 entered by hand")
    stage.votes(*RATINGS)
    round_id = stage.trainer.view["round"]["id"]
    stage.attendees[0].ask("reason", round=round_id, text=OWN_REASON)
    console.sees("Everybody taking part has rated.")
    keys.presses("Close and reveal")
    console.sees("Ratings revealed")
    for part in ("The picture in words", "Sides and sectors"):
        switch = console.tab.get_by_role("checkbox", name=part)
        console.is_ready()
        keys.to(switch)
        keys.keyboard.press("Space")
        expect(switch).to_be_checked()
        expect(switch).to_be_focused()
    keys.presses(f"Show in the room: “{OWN_REASON}”")
    assert console.focused() == "Go back"
    keys.presses("Show it")
    console.sees("Shown in the room")
    keys.presses("Start discussion")
    console.sees("Time left")
    keys.presses("Add 1 minute")
    console.sees("3:5")
    keys.presses("Rate again: round 2")
    console.sees("A round is open")
    stage.votes(*SECOND)
    console.sees("Everybody taking part has rated.")
    keys.presses("Close and reveal")
    console.sees("Who moved")
    console.is_ready()
    keys.to(console.method("Consensus"))
    keys.keyboard.press("Space")
    keys.to(console.tab.get_by_role("radio", name=re.compile("^0 ")))
    keys.keyboard.press("ArrowDown")
    expect(console.tab.get_by_role("radio", name=re.compile("^1 "))).to_be_checked()
    keys.types(re.compile("^Note"), "Agreed aloud")
    keys.keyboard.press("Tab")
    keys.keyboard.press("Enter")
    console.sees("Ruling recorded")
    keys.presses("Show the overview")
    console.sees("The room sees the profile so far")
    stage.settles(*list(DOMAIN_NAMES)[1:])
    keys.presses("Finish the workshop")
    keys.to(console.dialog.get_by_role("button", name="Finish the workshop"))
    keys.keyboard.press("Enter")
    console.sees("The results are ready")
    results = stage.results(accept_downloads=True)
    keys = Keys(results)
    keys.to(results.tab.get_by_role("link", name="Agreed ratings (CSV)"))
    with results.tab.expect_download() as file:
        keys.keyboard.press("Enter")
    assert file.value.suggested_filename.endswith(".csv")


@pytest.mark.parametrize(
    ("page", "held"),
    [("phone", "Menu"), ("console", "Open the room view"), ("results", "Whole record")],
)
def test_the_focus_never_moves_because_the_server_spoke(stage, page, held):
    """Nor does it fall back to the beginning when what has it is drawn anew."""
    shown: Phone | Console | Results = getattr(stage, page)()
    stage.people(2)
    shown.tab.get_by_text(held).first.focus()
    shown.tab.evaluate("window.had = document.activeElement")
    for phase in stage.course(1, 2):
        stage.trainer.wait_for_phase(phase)
        shown.rests()
        if not (page == "phone" and phase == "finished"):  # the menu ends with the workshop
            assert shown.tab.evaluate("document.activeElement === window.had"), phase
