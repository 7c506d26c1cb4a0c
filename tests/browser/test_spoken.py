"""The screen-reader script in docs/accessibility.md is what the pages really offer."""

from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import opening, said
from tests.browser.pages import LivePage, Phone, one_line
from tests.browser.spoken import READERS, Tree
from tests.browser.stage import MOBILE
from tests.browser.walks.parts import OWN_REASON
from tests.docs import pages

SCRIPT = "docs/accessibility.md"


class Script:
    """Collects the rows of a table as the page goes through its steps."""

    def __init__(self, page: LivePage) -> None:
        self.page = page
        self.rows: list[list[str]] = []

    def hears(self, when: str, role: str, name: str = "") -> None:
        if role == "heading":  # the next page may still be on its way
            self.page.tab.get_by_role(role, name=name).first.wait_for()
        tree = Tree(self.page)
        part = tree.status() if role == "status" else tree.find(role, name)
        assert part.name, when
        self.rows.append([when, *(f"“{part.said_by(reader)}”" for reader in READERS)])

    def is_in(self, heading: str) -> None:
        written = pages.rows(pages.section(SCRIPT, heading), "do this")
        lines = "\n".join(f"| {' | '.join(row)} |" for row in self.rows)
        assert written == self.rows, f"“{heading}” should be:\n{lines}"


def test_the_attendees_part_of_the_script(stage, contexts):
    phone = Phone(contexts(**MOBILE).new_page())
    script = Script(phone)
    phone.tab.goto(f"{stage.server.base}/join")
    script.hears("open the address", "heading", said("join.title"))
    script.hears("go to the field", "textbox", said("join.label"))
    script.hears("type the code, go on", "button", said("join.button"))
    phone.tab.get_by_label(said("join.label")).fill(stage.code)
    phone.button(said("join.button")).click()
    script.hears("the next page", "heading", said("details.title"))
    script.hears("go to the first field", "textbox", said("details.name"))
    script.hears("go on", "combobox", said("details.sector"))
    phone.introduce("Attendee A")
    script.hears("join", "heading", opening("attendee.lobby.heading.start"))
    stage.opens("clarity")
    phone.is_asked("clarity")
    script.hears("wait: the trainer opens a round", "status")
    script.hears("read on", "heading", "Clarity on roles")
    script.hears("go to the ratings", "group", "Clarity on roles")
    script.hears("to the first", "radio", "0 ")
    script.hears("go on", "radio", "1 ")
    script.hears("go to the last", "radio", said("common.cant_say"))
    phone.rate(1)
    script.hears("choose one", "radio", "1 ")
    expect(phone.status).to_have_text(said("status.saved"))
    script.hears("wait a moment", "status")
    phone.rate(2)
    script.hears("choose another", "radio", "2 ")
    script.hears("go to the reason", "textbox", said("attendee.reason.label"))
    phone.tab.get_by_label(said("attendee.reason.label")).fill(OWN_REASON)
    phone.button(said("attendee.reason.send")).click()
    phone.sees(said("attendee.reason.sent"))
    script.hears("send it", "status")
    script.hears("go on", "button", said("attendee.reason.take_back"))
    stage.closes()
    phone.sees(said("attendee.revealed.heading"))
    script.hears("wait: the trainer closes the round", "status")
    script.hears("read on", "heading", said("attendee.revealed.heading"))
    script.hears("go to the table", "table", said("common.chart.table", number=1))
    stage.rules("clarity", "consensus", 2)
    phone.sees(said("attendee.ruled.heading"))
    script.hears("wait: the decision is recorded", "status")
    script.is_in("An attendee")


def test_the_trainers_part_of_the_script(stage):
    console = stage.console()
    script = Script(console)
    stage.people(3)
    script.hears("open the console", "heading", "A try-out")
    script.hears(
        "go to the next step", "button", said("trainer.do.open_round", domain="Clarity on roles")
    )
    console.opens("clarity")
    opened = f"{said('trainer.phase.open')} Clarity on roles"
    assert one_line(console.focused()) == opened
    script.hears("press it: the focus is on", "heading", opened)
    script.hears("and you hear", "status")
    script.hears("go on", "button", said("trainer.do.close_round"))
    script.hears("go on", "button", said("trainer.do.cancel_round"))
    script.hears("go on", "button", said("trainer.ready.nudge"))
    script.hears("go on", "DisclosureTriangle", said("trainer.hands.title"))
    stage.votes(0, 1, 1)
    console.sees(said("trainer.round.all_rated"))
    script.hears("wait: the last one rates", "status")
    console.closes()
    script.hears("close the round", "status")
    script.hears("read on", "table", said("common.chart.table", number=1))
    shows = f"{said('trainer.shown.title')}: {said('trainer.shown.picture')}"
    script.hears("go to the switches", "checkbox", shows)
    script.hears("go to the decision", "radio", said("common.method_names.majority"))
    console.method(said("common.method_names.majority")).check()
    script.hears("choose it", "radio", said("common.method_names.majority"))
    script.hears("go on", "textbox", said("trainer.ruling.note"))
    console.rules(said("common.method_names.majority"))
    script.hears("record it", "status")
    stage.settles(*(d for d in DOMAINS if d != "clarity"))
    console.is_ready()
    console.press(said("trainer.do.finish"))
    script.hears("finish the workshop", "dialog", said("trainer.confirm.finish.title"))
    script.hears("the focus is on", "button", said("trainer.confirm.back"))
    console.answer(said("trainer.confirm.finish.yes"))
    console.sees(said("trainer.advice.finished.do"))
    script.hears("say yes", "status")
    script.is_in("A trainer")
