"""The pages as people meet them: parts are found by their role and their visible name."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, expect
from playwright.sync_api import Page as Tab

from lab.rig.words import either, opening, said
from tests.browser.words import DOMAIN_NAMES, SHORT_NAMES, TITLES, level

SAVE_BAR = either(
    "attendee.open.choose",
    "attendee.open.again",
    "attendee.open.held",
    "attendee.open.saving",
    "status.not_saved",
    "status.saved",
)


class LivePage:
    """What every page of a running workshop has."""

    stale = "status.stale"  # the sentence of the mark that what is shown may be old

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.main = tab.get_by_role("main")
        self.status = tab.get_by_role("status")

    def heading(self, name: str) -> Locator:
        return self.tab.get_by_role("heading", name=name)

    def button(self, name: str) -> Locator:
        return self.tab.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        self.button(name).click()

    def focused(self) -> str:
        """What the focus is on, by its text."""
        text = self.tab.evaluate("document.activeElement.innerText ?? ''")
        return one_line(text) if text else self.tab.evaluate("document.activeElement.id")

    def listen(self) -> Callable[[], list[str]]:
        """From now on note what the status region says; ask the answer for all of it."""
        self.tab.evaluate(
            """() => {
              window.announced = [];
              const region = document.querySelector('[role=status]');
              const hear = () => region.textContent && window.announced.push(region.textContent);
              new MutationObserver(hear)
                .observe(region, { childList: true, characterData: true, subtree: true });
            }"""
        )
        return lambda: self.tab.evaluate("window.announced")

    def rests(self) -> None:
        """What was moving has arrived."""
        self.tab.evaluate(
            """async () => {
              const frame = () => new Promise(requestAnimationFrame);
              await frame().then(frame);
              const ends = (a) => a.effect.getComputedTiming().endTime < Infinity;
              const moving = document.getAnimations().filter(ends);
              const arrived = Promise.allSettled(moving.map((a) => a.finished));
              await Promise.race([arrived, new Promise((over) => setTimeout(over, 2000))]);
            }"""
        )

    @property
    def mark(self) -> Locator:
        """The mark that what is shown may be old."""
        return self.tab.get_by_text(said(self.stale)).and_(
            self.tab.locator(":not([role=status], .visually-hidden)")
        )

    def sees(self, *sentences: str | re.Pattern[str]) -> None:
        for sentence in sentences:
            expect(self.tab.locator("body")).to_contain_text(sentence, use_inner_text=True)

    def does_not_see(self, sentence: str | re.Pattern[str]) -> None:
        expect(self.tab.locator("body")).not_to_contain_text(sentence, use_inner_text=True)

    def profile(self) -> dict[str, str]:
        """Domain by domain, what the profile says of the ruling."""
        rows = (
            self.tab.get_by_role("table", name=said("common.profile")).get_by_role("row").all()[1:]
        )
        return {
            row.get_by_role("rowheader").locator(":not([aria-hidden])").inner_text(): one_line(
                row.get_by_role("cell").last.inner_text()
            )
            for row in rows
        }

    def tallies(self) -> list[list[int]]:
        """The rounds on the page, as their tables say: people per rating, then "Can't say"."""
        tables = self.tab.get_by_role(
            "table", name=re.compile(re.escape(opening("common.chart.table")))
        ).all()
        return [[_number(row) for row in table.get_by_role("row").all()[1:]] for table in tables]


class Phone(LivePage):
    """An attendee's page."""

    def join(self, code: str, name: str, sector: str = "School or college") -> None:
        """From the page with the code to the workshop."""
        self.tab.get_by_label(either("join.label", "home.join_label")).fill(code)
        go_on = either("join.button", "home.join_button", exact=True)
        self.tab.get_by_role("button", name=go_on).click()
        self.introduce(name, sector)

    def introduce(self, name: str, sector: str = "School or college") -> None:
        self.tab.get_by_label(said("details.name")).fill(name)
        self.tab.get_by_label(said("details.sector")).select_option(sector)
        self.button(said("details.button")).click()
        self.sees(said("attendee.lobby.heading.start", name=name))

    def is_asked(self, domain: str) -> None:
        """The open round has arrived."""
        expect(self.heading(DOMAIN_NAMES[domain])).to_be_visible()

    def shows(self, phase: str) -> None:
        expect(self.tab).to_have_title(re.compile(f"^{re.escape(TITLES[phase])}"))

    def choice(self, rating: int | None) -> Locator:
        return self.tab.get_by_role("radio", name=level(rating), exact=True)

    @property
    def choices(self) -> Locator:
        return self.tab.get_by_role("radio")

    def rate(self, rating: int | None) -> None:
        """Touch the card and see that it is saved."""
        self.touch(rating)
        self.is_saved()

    def touch(self, rating: int | None) -> None:
        self.main.get_by_text(level(rating), exact=True).click()
        expect(self.choice(rating)).to_be_checked()

    def is_saved(self) -> None:
        expect(self.save_bar).to_contain_text(said("status.saved"))

    @property
    def save_bar(self) -> Locator:
        """The last line of an open ballot."""
        return self.main.get_by_text(SAVE_BAR).last

    def pick(self, entry: str) -> None:
        """Take an entry of the menu."""
        self.tab.get_by_text(said("attendee.menu.title"), exact=True).click()
        self.button(entry).click()

    def leave(self) -> None:
        self.pick(said("attendee.menu.leave"))
        self.button(said("attendee.leave.button")).click()
        self.sees(said("attendee.left.heading"))


class RoomView(LivePage):
    """The projected page."""

    def shows_open(self, domain: str) -> None:
        expect(self.heading(DOMAIN_NAMES[domain])).to_be_visible()
        self.sees(said("common.gold"))


class Results(LivePage):
    """The lead's page."""

    def download(self, link: str, into: Path) -> Path:
        with self.tab.expect_download() as found:
            self.tab.get_by_role("link", name=link).click()
        file = into / found.value.suggested_filename
        found.value.save_as(file)
        return file

    def domain(self, domain: str) -> Locator:
        return self.tab.get_by_role("article", name=DOMAIN_NAMES[domain])


class Console(LivePage):
    """A trainer's page."""

    stale = "trainer.stale"

    @property
    def bar(self) -> Locator:
        """What stays in sight: what is going on, and the button that comes next."""
        return self.tab.get_by_role("region").first

    @property
    def next_step(self) -> Locator:
        """The panel with what this step needs."""
        return self.tab.get_by_role("region").nth(1)

    def offers(self, *regions: Locator) -> list[str]:
        """The names of the buttons that are offered there."""
        buttons = [
            one
            for region in regions or (self.bar, self.next_step)
            for one in region.get_by_role("button").all()
        ]
        return [one.get_attribute("aria-label") or one_line(one.inner_text()) for one in buttons]

    @property
    def domains(self) -> Locator:
        return self.tab.get_by_role("region", name=said("trainer.domains.title"), exact=True)

    def domain(self, domain: str) -> Locator:
        """What can be done with a domain, unfolded, if there is anything."""
        name = self.tab.get_by_text(SHORT_NAMES[domain], exact=True)
        item = self.domains.get_by_role("listitem").filter(has=name)
        if item.locator("details:not([open])").count():
            item.locator("summary").click()
        return item

    def side(self, part: str) -> Locator:
        """One of the panels beside the steps, chosen by its tab: people, share or settings."""
        name = re.compile(f"^{said(f'trainer.side.{part}')}")
        self.tab.get_by_role("tab", name=name).click()
        return self.tab.get_by_role("tabpanel", name=name)

    def panel(self, title: str) -> Locator:
        """A part of the side that can be folded away, unfolded behind its tab."""
        heading = self.tab.locator("h2", has_text=re.compile(f"^{title}"))
        panel = self.tab.locator("details").filter(has=heading)
        behind = panel.locator("xpath=ancestor::*[@role='tabpanel']")
        self.side(str(behind.get_attribute("id")).removeprefix("side-"))
        if panel.get_attribute("open") is None:
            panel.get_by_role("heading").first.click()
        return panel

    def person(self, name: str) -> Locator:
        """Somebody's line in the list, with what can be done about them unfolded."""
        people = self.side("people")
        line = people.get_by_role("listitem").filter(
            has=self.tab.locator("strong", has_text=re.compile(f"^{re.escape(name)}$"))
        )
        menu = line.locator("details.person-menu:not([open]) > summary")
        if menu.count():
            menu.click()
        return line

    def removes(self, name: str) -> None:
        """Press the button that removes somebody; what it asks is still to be answered."""
        self.person(name).get_by_role("button", name=said("trainer.people.remove")).click()

    def shown(self, part: str) -> Locator:
        """The switch that shows a part of the picture to everybody."""
        return self.tab.get_by_role("checkbox", name=said(f"trainer.shown.{part}"))

    def wants_keys(self) -> None:
        """Switch single keys on, as somebody does who likes them."""
        self.panel(said("trainer.keys.title")).get_by_role("checkbox").check()

    def is_ready(self) -> None:
        """The last press has been answered, and its buttons take another."""
        for region in (self.bar, self.next_step):
            expect(region.locator("[aria-disabled]")).to_have_count(0)

    def lists_problems(self, *sentences: str) -> None:
        """All that is wrong is listed, in focus, and leads to the field that is described by it."""
        problems = self.tab.get_by_role("group", name=said("common.error_title"))
        expect(problems).to_be_focused()
        expect(problems.get_by_role("link")).to_have_text(list(sentences))
        for sentence in sentences:
            problems.get_by_role("link", name=sentence).click()
            error = self.main.locator(".field-error", has_text=sentence)
            described = f"[aria-describedby~='{error.get_attribute('id')}']"
            is_there = "(of) => Boolean(document.activeElement.closest(of))"
            assert self.tab.evaluate(is_there, described)

    def opens(self, domain: str) -> None:
        name = SHORT_NAMES[domain]
        self.is_ready()
        step = self.button(said("trainer.do.open_round", domain=name))
        if not step.count():
            action = said("trainer.domains.about", action=said("trainer.domains.open"), domain=name)
            step = self.domain(domain).get_by_role("button", name=action)
        step.click()
        expect(self.heading(DOMAIN_NAMES[domain])).to_be_visible()
        self.sees(said("trainer.phase.open"))

    def closes(self) -> None:
        """Close the round. A press in the moment in which a state brings new buttons is not taken,
        as it may have been meant for an old one: then press again, as a person would."""
        button = self.button(said("trainer.do.close_round"))
        for _ in range(3):
            self.is_ready()
            if button.count():  # a slow machine may have taken an earlier press by now
                button.click()
            try:
                expect(button).to_have_count(0, timeout=6_000)
                break
            except AssertionError:
                continue
        self.sees(said("trainer.phase.revealed"))

    def rules(self, method: str, rating: int | None = None, note: str = "") -> None:
        """Fill in the ruling form and send it."""
        self.is_ready()
        self.method(method).check()
        if rating is not None:
            self.tab.get_by_role("radio", name=re.compile(f"^{rating} ")).check()
        if note:
            self.note.fill(note)
        form = self.tab.get_by_role("form", name=said("trainer.ruling.title"))
        name = form.get_by_label(said("trainer.trainers.name"))
        if name.count():  # who has given none is asked before the first decision
            name.fill("A. Trainer")
        self.submit_ruling()
        self.sees(said("trainer.phase.ruled"))

    def submit_ruling(self) -> None:
        form = self.tab.get_by_role("form", name=said("trainer.ruling.title"))
        form.get_by_role("button", name=said("trainer.ruling.submit")).click()

    def method(self, name: str) -> Locator:
        return self.tab.get_by_role("radio", name=name, exact=True)

    @property
    def note(self) -> Locator:
        return self.tab.get_by_label(either("trainer.ruling.note", "trainer.ruling.reason"))

    @property
    def dialog(self) -> Locator:
        return self.tab.get_by_role("dialog")

    def answer(self, button: str) -> None:
        """Answer the question in the dialog."""
        self.dialog.get_by_role("button", name=button).click()
        expect(self.dialog).to_be_hidden()


def one_line(text: str) -> str:
    return " ".join(text.split())


def _number(row: Locator) -> int:
    return int(one_line(row.get_by_role("cell").first.inner_text()).split()[0])
