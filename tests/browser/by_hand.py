"""A workshop run by hand: everybody's pages, and what people do on them by clicking and typing."""

import re

from playwright.sync_api import expect

from lab.rig.words import opening, said
from tests.browser.pages import Console, Phone, Results, RoomView
from tests.browser.stage import LAPTOP, MOBILE, PROJECTOR
from tests.browser.words import DOMAIN_NAMES


class ByHand:
    """Keeps what the room view showed of each domain on the way."""

    def __init__(self, server, contexts) -> None:
        self.server = server
        self.contexts = contexts
        self.tallies: dict[str, list[list[int]]] = {key: [] for key in DOMAIN_NAMES}

    # --- everybody comes ---

    def is_set_up(self) -> None:
        """A trainer fills in the form and keeps the links."""
        tab = self.contexts(**LAPTOP, accept_downloads=True).new_page()
        tab.goto(self.server.base)
        tab.get_by_label(said("home.area")).fill("Test area")
        tab.get_by_label(said("home.kind")).select_option(said("common.kinds.workshop-1"))
        tab.get_by_label(said("home.workshop_title")).fill("A workshop by hand")
        tab.get_by_role("button", name=said("home.create_button")).click()
        expect(tab.get_by_role("heading", name=said("created.title"))).to_be_visible()
        names = {"room": said("created.room_link"), "lead": said("created.lead_link")}
        self.links = {
            key: tab.get_by_label(name, exact=True).input_value() for key, name in names.items()
        }
        invitation = tab.get_by_label(said("created.invitation_label"), exact=True).input_value()
        self.links["join"] = re.search(r"http\S+/j/\S+", invitation)[0]
        self.code = tab.get_by_text(re.compile("^[0-9A-Z]{3}-[0-9A-Z]{3}$")).inner_text()
        tab.get_by_role("link", name=said("created.console_button")).click()
        self.console = Console(tab)
        self.console.sees(said("trainer.phase.start"), self.code)

    def is_projected(self) -> None:
        self.room = RoomView(self._open(self.links["room"], **PROJECTOR))
        self.room.sees(said("room.join_here"), self.code)

    def is_joined(self) -> None:
        """By the code on /join, by the code on the start page, and by the address of the QR."""
        typed, home, scanned = (self._phone(path) for path in ("/join", "/", self.links["join"]))
        typed.join(self.code.lower().replace("-", " "), "Attendee A")
        home.join(self.code.replace("-", ""), "Attendee B", "CYPMHS / CAMHS")
        scanned.introduce("Attendee C", "Voluntary sector")
        self.phones = [typed, home, scanned]
        self.room.sees(said("room.joined", n=3))
        self.console.side("people")
        self.console.sees(
            said("trainer.people_count", connected=3, joined=3),
            "Attendee A",
            "Attendee B",
            "Attendee C",
        )

    def is_followed(self) -> None:
        self.lead = Results(self._open(self.links["lead"], **LAPTOP, accept_downloads=True))
        self.lead.sees(said("lead.live"))

    def _phone(self, path: str) -> Phone:
        return Phone(self._open(path, **MOBILE))

    def _open(self, path: str, **look):
        tab = self.contexts(**look).new_page()
        tab.goto(path if "://" in path else self.server.base + path)
        return tab

    # --- a domain ---

    def opens(self, domain: str) -> None:
        self.console.is_ready()
        self.console.opens(domain)
        self.room.shows_open(domain)

    def rates(self, *ratings: int | None) -> None:
        for phone, rating in zip(self.phones, ratings, strict=True):
            phone.rate(rating)

    def reveals(self, domain: str) -> None:
        """The trainer closes the round; the room view and every phone show the same tally."""
        self.room.sees(said("room.turnout", rated=3, of=3))
        self.console.sees(said("trainer.round.all_rated"))
        self.console.closes()
        expect(self.room.tab.get_by_text(opening("common.chart.table")).last).to_be_attached()
        self.tallies.setdefault(domain, []).append(self.room.tallies()[0])  # the last one
        for phone in self.phones:
            phone.sees(said("attendee.revealed.heading"))

    def rules(
        self, method: str, rating: int | None, note: str, label: str = "", **votes: int
    ) -> None:
        """Record a ruling; every page shows its ``label`` and how it came about."""
        self.console.rules(said(f"common.method_names.{method}"), rating, note)
        for page in (self.room, *self.phones, self.lead):
            page.sees(label, said(f"common.methods.{method}", **votes))

    # --- things happen ---

    def phone_reloads(self, phone: Phone, rating: int) -> None:
        phone.tab.reload()
        expect(phone.choice(rating)).to_be_checked()
        phone.is_saved()

    def phone_closes_its_tab_and_comes_back(self, phone: Phone, rating: int) -> None:
        address, context = phone.tab.url, phone.tab.context
        phone.tab.close()
        self.console.sees(said("trainer.people_count", connected=2, joined=3))
        back = Phone(context.new_page())
        back.tab.goto(address)
        expect(back.choice(rating)).to_be_checked()
        self.phones[self.phones.index(phone)] = back
        self.console.sees(said("trainer.people_count", connected=3, joined=3))

    def server_dies_and_is_started_again(self) -> None:
        """Nobody touches a page; each goes on by itself."""
        self.server.kill()
        self.server.start()
        for page in (self.console, self.room, self.lead, *self.phones):
            expect(page.mark).to_have_count(0)
        self.console.sees(said("trainer.people_count", connected=3, joined=3))

    def is_finished(self) -> None:
        self.console.is_ready()
        self.console.press(said("trainer.do.finish"))
        self.console.answer(said("trainer.confirm.finish.yes"))
        self.room.sees(said("room.closing"))
        self.lead.sees(opening("lead.finished"))
        for phone in self.phones:
            phone.sees(opening("attendee.finished.heading"))
