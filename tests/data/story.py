"""Workshops with everything in them, played at a running server of any release by its protocol.

What a release does not know it refuses, and the story goes on without: so every release writes as
much of it as it can.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from demo.client import Browser, Page, Refused

DOMAINS = ("clarity", "contact", "structures", "outcomes", "learning", "integration", "evidence")
SECTORS = ("school", "cypmhs", "local-authority", "school", "cypmhs")
# What a release says to what it does not know, or where there is nothing to do.
PASSED_OVER = {
    "malformed", "no-break", "no-timer", "not-a-rehearsal", "not-allowed", "not-now",
    "nothing-to-show", "unknown-choice", "unknown-event",
}  # fmt: skip


@contextlib.contextmanager
def if_known() -> Iterator[None]:
    try:
        yield
    except Refused as refused:
        if refused.code not in PASSED_OVER:
            raise


class AnyPage(Page):
    """A page of any release: early ones sent a pulse without its beginning."""

    def _pulse(self, pulse: dict[str, int]) -> None:
        super()._pulse({"since": 0, **pulse})


def opened(page: Page) -> Page:
    return AnyPage(page.browser, page.workshop, page.audience, transports=["websocket"]).open()


class Played:
    """One workshop with a trainer, and attendees as they join."""

    def __init__(self, base: str, area: str, people: int, **fields: str) -> None:
        said = {
            "framework": "cascade",
            "area": area,
            "kind": "workshop-1",
            "title": "Kept",
            "date": "2026-11-22",
        }
        self.base = base
        browser = Browser(base)
        made = browser.post("/workshops", **(said | {"name": "Trainer A. B."} | fields))
        self.area: str | None = made.get("area")  # None: of a release without areas
        self.trainer = opened(Page(browser, made["workshop"], "trainer"))
        self.does("introduce", name="Trainer A. B.")
        self.people: list[Page] = []
        for number in range(people):
            self.joins(f"Person {number}", SECTORS[number % len(SECTORS)])

    def joins(self, name: str, sector: str) -> Page:
        code = self.trainer.view["code"]
        self.people.append(opened(Browser(self.base).join(code, name, sector)))
        return self.people[-1]

    def does(self, command: str, **arguments: Any) -> None:
        """Give a command, if this release knows it."""
        with if_known():
            self.trainer.command(command, **arguments)

    def ids(self) -> dict[str, str]:
        """People's ids by name, as the console has them."""
        view = self.trainer.refresh()["view"]
        return {one["name"]: one["id"] for one in view["persons"]}

    def opens(self, domain: str) -> int:
        self.trainer.command("open_round", domain=domain)
        found: int = self.trainer.view["round"]["id"]
        return found

    def rates(self, round_id: int, *ratings: int | None) -> None:
        for page, rating in zip(self.people, ratings, strict=False):
            page.vote(rating, round=round_id)

    def explains(self, round_id: int, *texts: str) -> None:
        for page, text in zip(self.people, texts, strict=False):
            with if_known():
                page.ask("reason", round=round_id, text=text)

    def closes(self, round_id: int) -> None:
        if self.trainer.refresh()["view"]["phase"] == "open":  # it may close by itself
            self.trainer.command("close_round", round=round_id)

    def whole_round(self, domain: str, *ratings: int | None) -> int:
        round_id = self.opens(domain)
        self.rates(round_id, *ratings)
        self.closes(round_id)
        return round_id

    def rules(self, domain: str, method: str, rating: int | None = None, note: str = "") -> None:
        self.trainer.command(
            "record_ruling", domain=domain, method=method, rating=rating, note=note
        )

    def reason(self, number: int) -> str | None:
        """The id of one of the reasons that trainers see."""
        found = self.trainer.refresh()["view"].get("reasons") or []
        return found[number]["id"] if len(found) > number else None

    def close(self) -> None:
        for page in (self.trainer, *self.people):
            page.close()


def play(base: str) -> list[Played]:
    """All the workshops, on an empty server; their pages are still open."""
    played = [workshop(base) for workshop in (_reopened, _finished, _rehearsed, _under_way)]
    _planned_around(played[0])
    return played


def _planned_around(w: Played) -> None:
    """The series of the area that a workshop is in, who leads it, and a programme with another."""
    if w.area is None:
        return
    lead, area = w.trainer.browser, f"/area/{w.area}"
    lead.post(f"{area}/follow_template", template="link-2015", start="2026-11-22")
    lead.post(f"{area}/edit_area", name="Northfield", region="North", tags="rural, pilot")
    leads = {"name_1": "Lead C. D.", "email_1": "lead@example.org", "name_2": "Lead E. F."}
    lead.post(f"{area}/change_leads", **leads)
    lead.post(f"{area}/add_deadline", text="Book the hall", owner="lead", due="2026-12-01")
    about = {"template": "link-2021", "framework": "cascade", "timezone": "Europe/London"}
    made = lead.post("/programmes", name="Link", language="en", **about)
    lead.post(f"/programme/{made['programme']}/add_area", name="Wayfield")


def _reopened(base: str) -> Played:
    """Everything that can be done, to the end, and then opened again."""
    w = Played(base, "Northfield", 7)
    w.does("set_least_group", ratings=3)
    w.does("lock_joining")
    w.does("unlock_joining")
    w.does("hide_code")
    w.does("show_code")
    w.does("replace_link", link="join")
    w.does(
        "edit_details",
        details={"area": "Northfield", "kind": "workshop-2", "date": "2026-11-22", "title": "K"},
    )
    w.does("show_domain", domain="clarity")
    first = w.opens("clarity")
    w.rates(first, 0, 0, 1, 3, 3, None, 2)
    w.explains(first, "Nobody answers", "We never meet", "A form", "We meet weekly", "A name")
    w.does("enter_hands", round=first, counts=[0, 1, 1, 0], cant_say=1, sector="")
    w.does("enter_hands", round=first, counts=[1, 0, 0, 0], sector="school")
    w.does("set_timer", seconds=300, closes=False)
    w.does("extend_timer", seconds=60)
    w.does("clear_timer")
    w.does("nudge", round=first)
    people = w.ids()
    w.does("remove_person", person=people["Person 6"], with_ballot=True)
    w.people.pop().close()
    w.does("merge_people", person=people["Person 5"], into=people["Person 4"])
    w.people.pop().close()
    w.closes(first)
    for part in ("picture", "measures", "movement", "groups"):
        w.does("show_part", part=part)
    w.does("hide_part", part="movement")
    if shown := w.reason(0):
        w.does("show_reason", reason=shown)
        w.does("show_reason", reason=w.reason(1))
        w.does("withdraw_reason", reason=shown)
        w.does("withdraw_reason", reason=w.reason(1))
    w.does("start_discussion", seconds=120)
    w.does("end_discussion")
    w.people[4].ask("leave", id="leave-number-one")
    w.whole_round("clarity", 1, 1, 1, 2)
    w.rules("clarity", "majority", note="After a second round")
    w.does("reopen_ruling", domain="clarity")
    w.rules("clarity", "consensus", 1, "Talked over again")
    w.does("start_break", seconds=600)
    w.does("end_break")
    w.does("start_break", seconds=600)
    w.does("cancel_round", round=w.opens("contact"))
    w.joins("Late comer", "school")
    w.does("remove_person", person=w.ids()["Late comer"])
    w.does("readmit_person", person=w.ids()["Late comer"])
    w.does("set_auto_close", on=True)
    ratings = ((1, 1, 2), (0, 3), (2, 2), (3, 3), (1, 1, 1), (2,))
    for domain, said in zip(DOMAINS[1:], ratings, strict=True):
        w.whole_round(domain, *said)
        w.rules(domain, *(("tie-break", 0, "The lower") if said == (0, 3) else ("consensus", 1)))
    w.does("show_overview")
    w.does("finish")
    w.does("reopen_workshop")
    return w


def _finished(base: str) -> Played:
    w = Played(base, "Southfield", 3)
    for domain in DOMAINS[:-1]:
        w.whole_round(domain, 1, 1, 2)
        w.rules(domain, "majority")
    w.whole_round(DOMAINS[-1], 0, 2)
    w.rules(DOMAINS[-1], "unresolved", note="To be talked over")
    w.does("finish")
    return w


def _rehearsed(base: str) -> Played:
    w = Played(base, "Eastfield", 1, rehearsal="on")
    w.does("add_practice", count=8)
    round_id = w.opens("clarity")
    for picture in ("spread", "two-camps"):
        w.does("practice_rate", round=round_id, picture=picture)
    w.closes(round_id)
    w.does("remove_joined", minutes=60)
    return w


def _under_way(base: str) -> Played:
    """A second round is open, and some have rated in it."""
    w = Played(base, "Westfield", 5)
    w.whole_round("contact", 0, 1, 2, 3, None)
    w.does("start_discussion", seconds=60)
    w.does("change_questions")
    open_now = w.opens("contact")
    w.rates(open_now, 2, 2, 3)
    w.explains(open_now, "It depends", "On whom I reach")
    return w
