"""A keyboard alone does all that attendees, trainers and leads have to do.

Each press of the tab key is looked at: the focus has to look different from the same part without
it, and nothing may hide it.
"""

import re

import pytest
from playwright.sync_api import Locator, expect

from lab.rig.words import said
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
    keys.types(said("join.label"), stage.code + "\n")
    keys.types(said("details.name"), "Attendee A")
    keys.types(said("details.sector"), "School")
    keys.presses(said("details.button"))
    phone.sees(said("attendee.lobby.heading.start", name="Attendee A"))
    stage.opens("clarity")
    phone.is_asked("clarity")
    keys.to(phone.choice(0))
    keys.keyboard.press("Space")
    phone.is_saved()
    keys.keyboard.press("ArrowDown")
    expect(phone.save_bar).not_to_contain_text(said("status.saved"))
    phone.is_saved()
    keys.presses(said("attendee.reason.go"))
    expect(phone.tab.get_by_label(said("attendee.reason.label"))).to_be_focused()
    keys.keyboard.type(OWN_REASON)
    keys.presses(said("attendee.reason.send"))
    phone.sees(said("attendee.reason.sent"))
    keys.presses(said("attendee.reason.take_back"))
    phone.sees(said("attendee.reason.taken"))
    expect(phone.tab.get_by_label(said("attendee.reason.label"))).to_be_focused()
    for entry, answer in (
        (said("attendee.menu.leave"), said("attendee.leave.stay")),
        (said("attendee.menu.leave"), said("attendee.leave.button")),
    ):
        phone.tab.evaluate("document.activeElement.blur()")
        keys.to(phone.tab.locator("summary", has_text=said("attendee.menu.title")))
        keys.keyboard.press("Enter")
        keys.presses(entry)
        assert phone.focused() == said("attendee.leave.heading")
        keys.presses(answer)
    keys.presses(said("attendee.left.button"))
    phone.is_saved()
    assert stage.closes() == [0, 1, 0, 0]


def test_a_trainer_sets_a_workshop_up(server, contexts):
    console = Console(contexts(**LAPTOP).new_page())
    keys = Keys(console)
    console.tab.goto(server.base)
    keys.types(said("home.area"), "Test area")
    keys.types(said("home.kind"), "Review")
    keys.types(said("home.workshop_title"), "By keys alone")
    keys.presses(said("home.create_button"))
    keys.to(console.tab.get_by_role("link", name=said("created.console_button")))
    keys.keyboard.press("Enter")
    console.sees(said("trainer.phase.start"), "By keys alone")


def test_a_trainer_runs_a_workshop_and_a_lead_downloads_it(stage, contexts):
    console = stage.console()
    keys = Keys(console)
    for name in ("ZS", "Z. Smith"):
        stage.browser().join(stage.code, name, "school")
    keys.to(console.tab.get_by_role("tab", selected=True))
    keys.keyboard.press("ArrowLeft")  # from what there is to share to the people
    expect(console.tab.get_by_role("tabpanel", name=said("trainer.side.people"))).to_be_visible()
    apart = console.tab.get_by_role(
        "button", name=re.compile(f"^{said('trainer.doubles.apart')}: Z. Smith")
    )
    keys.to(apart)
    keys.keyboard.press("Enter")
    expect(apart).to_have_count(0)
    assert console.focused().startswith(
        said("trainer.people.title")
    )  # the row is gone; its panel is not
    stage.trainer.command("remove_joined", minutes=5)
    fill_the_room(stage)
    keys.presses(said("trainer.do.open_round", domain="Clarity on roles"))
    console.sees(said("trainer.phase.open"))
    # The button is gone, and the bar that it was in says what is going on now.
    assert console.focused() == f"{said('trainer.phase.open')} Clarity on roles"
    keys.presses(said("trainer.ready.nudge"))
    console.sees(said("trainer.ready.nudged", n=1))
    console.is_ready()
    keys.to(console.tab.locator("summary", has_text=said("trainer.hands.title")))
    keys.keyboard.press("Enter")
    keys.types("1 Elements of good practice", "2")
    keys.presses(said("trainer.hands.add"))
    console.sees(said("common.by_hand", n=2))
    stage.votes(*RATINGS)
    round_id = stage.trainer.view["round"]["id"]
    stage.attendees[0].ask("reason", round=round_id, text=OWN_REASON)
    console.sees(said("trainer.round.all_rated"))
    keys.presses(said("trainer.do.close_round"))
    console.sees(said("trainer.phase.revealed"))
    for part in ("picture", "groups"):
        switch = console.shown(part)
        console.is_ready()
        keys.to(switch)
        keys.keyboard.press("Space")
        expect(switch).to_be_checked()
        expect(switch).to_be_focused()
    keys.presses(said("trainer.voices.about", action=said("trainer.voices.show"), text=OWN_REASON))
    assert console.focused() == said("trainer.confirm.back")
    keys.presses(said("trainer.confirm.show_reason.yes"))
    console.sees(said("trainer.voices.shown"))
    keys.presses(said("trainer.do.start_discussion"))
    console.sees(said("common.time_left"))
    keys.presses(said("trainer.timer.more_60"))
    console.sees("3:5")
    keys.presses(said("trainer.do.rate_again", n=2))
    console.sees(said("trainer.phase.open"))
    stage.votes(*SECOND)
    console.sees(said("trainer.round.all_rated"))
    keys.presses(said("trainer.do.close_round"))
    console.sees(said("common.movement.title"))
    console.is_ready()
    keys.to(console.method(said("common.method_names.consensus")))
    keys.keyboard.press("Space")
    keys.to(console.tab.get_by_role("radio", name=re.compile("^0 ")))
    keys.keyboard.press("ArrowDown")
    expect(console.tab.get_by_role("radio", name=re.compile("^1 "))).to_be_checked()
    keys.types(said("trainer.ruling.note"), "Agreed aloud")
    keys.keyboard.press("Tab")
    keys.keyboard.press("Enter")
    console.sees(said("trainer.phase.ruled"))
    keys.presses(said("trainer.do.show_overview"))
    console.sees(said("trainer.next.overview"))
    stage.settles(*list(DOMAIN_NAMES)[1:])
    keys.presses(said("trainer.do.finish"))
    keys.to(console.dialog.get_by_role("button", name=said("trainer.confirm.finish.yes")))
    keys.keyboard.press("Enter")
    console.sees(said("trainer.advice.finished.do"))
    results = stage.results(accept_downloads=True)
    keys = Keys(results)
    keys.to(results.tab.get_by_role("link", name=said("lead.files.ratings.csv")))
    with results.tab.expect_download() as file:
        keys.keyboard.press("Enter")
    assert file.value.suggested_filename.endswith(".csv")


@pytest.mark.parametrize(
    ("page", "held"),
    [
        ("phone", said("attendee.menu.title")),
        ("console", said("trainer.open_room")),
        ("results", said("lead.files.record.json")),
    ],
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
