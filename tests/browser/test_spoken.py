"""The screen-reader script in docs/accessibility.md is what the pages really offer."""

from playwright.sync_api import expect

from demo.room import DOMAINS
from tests.browser.pages import LivePage, Phone
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
    script.hears("open the address", "heading", "Join a workshop")
    script.hears("go to the field", "textbox", "Join code")
    script.hears("type the code, go on", "button", "Go on")
    phone.tab.get_by_label("Join code").fill(stage.code)
    phone.button("Go on").click()
    script.hears("the next page", "heading", "Join the workshop")
    script.hears("go to the first field", "textbox", "Your name")
    script.hears("go on", "combobox", "Where you work")
    phone.introduce("Attendee A")
    script.hears("join", "heading", "You're in")
    stage.opens("clarity")
    phone.is_asked("clarity")
    script.hears("wait: the trainer opens a round", "status")
    script.hears("read on", "heading", "Clarity on roles")
    script.hears("go to the ratings", "radio", "0 ")
    script.hears("go on", "radio", "1 ")
    script.hears("go to the last", "radio", "Can't say")
    phone.rate(1)
    script.hears("choose one", "radio", "1 ")
    expect(phone.status).to_have_text("Saved")
    script.hears("wait a moment", "status")
    phone.rate(2)
    script.hears("choose another", "radio", "2 ")
    script.hears("go to the reason", "textbox", "Your reason")
    phone.tab.get_by_label("Your reason").fill(OWN_REASON)
    phone.button("Send").click()
    phone.sees("Sent.")
    script.hears("send it", "status")
    script.hears("go on", "button", "Take it back")
    stage.closes()
    phone.sees("How the room rated")
    script.hears("wait: the trainer closes the round", "status")
    script.hears("read on", "heading", "How the room rated")
    script.hears("go to the table", "table", "Ratings in round 1")
    stage.rules("clarity", "consensus", 2)
    phone.sees("The ruling")
    script.hears("wait: the ruling is recorded", "status")
    script.is_in("An attendee")


def test_the_trainers_part_of_the_script(stage):
    console = stage.console()
    script = Script(console)
    stage.people(3)
    script.hears("open the console", "heading", "A try-out")
    script.hears("go to the next step", "button", "Open a round: Clarity on roles")
    console.opens("clarity")
    assert console.focused().startswith("Clarity on roles")
    script.hears("press it: the focus is on", "heading", "Clarity on roles")
    script.hears("and you hear", "status")
    script.hears("go on", "button", "Close and reveal")
    script.hears("go on", "button", "Cancel this round")
    script.hears("go on", "button", "Remind their phones")
    script.hears("go on", "DisclosureTriangle", "Hands and paper")
    stage.votes(0, 1, 1)
    console.sees("Everybody taking part has rated.")
    script.hears("wait: the last one rates", "status")
    console.closes()
    script.hears("close the round", "status")
    script.hears("read on", "table", "Ratings in round 1")
    script.hears("go to the switches", "checkbox", "The picture in words")
    script.hears("go to the ruling", "radio", "Most votes")
    console.method("Most votes").check()
    script.hears("choose it", "radio", "Most votes")
    script.hears("go on", "textbox", "Note")
    console.rules("Most votes")
    script.hears("record it", "status")
    stage.settles(*(d for d in DOMAINS if d != "clarity"))
    console.is_ready()
    console.press("Finish the workshop")
    script.hears("finish the workshop", "dialog", "Finish the workshop?")
    script.hears("the focus is on", "button", "Go back")
    console.answer("Finish the workshop")
    console.sees("The results are ready")
    script.hears("say yes", "status")
    script.is_in("A trainer")
