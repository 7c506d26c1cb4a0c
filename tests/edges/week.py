"""A meeting with its lead's list, its people and its mail, and what is known of them without asking
the server: at every moment the lead's page must say the same."""

import json
import re
from collections import Counter
from datetime import UTC, datetime

from msgspec.structs import replace

from demo.client import Browser
from demo.invited import Guest, Office, guests, table_of
from lab.rig.mail_server import MailServer
from lab.rig.server import Server, wait_until
from lab.rig.words import said
from tests.builders import framework_data
from tests.days import IN_A_WEEK
from voting.registration.mail import SENDING, WAITING

FRAMEWORK = "cascade-nine"
NINTH = "police"
_SHOWN = re.compile(r'<dt>([^<]*)</dt><dd>(\d+)(?: <span class="figure-of">[^<]*</span>)?</dd>')


class Meeting:
    """``states`` are the people's by address; ``rated``, ``joined`` and ``attended`` are who has;
    ``untold`` how many nobody has invited yet."""

    def __init__(self, folder) -> None:
        frameworks = folder / "frameworks"
        frameworks.mkdir()
        data = framework_data("voting/instruments/library/cascade.json")
        side = data["sectors"][2]["side"]
        data["sectors"].insert(2, {"key": NINTH, "name": "Police", "side": side})
        made = json.dumps(data | {"key": FRAMEWORK, "version": "9"})
        (frameworks / f"{FRAMEWORK}.json").write_text(made)
        self.sectors = {one["key"]: one["name"] for one in data["sectors"]}
        self.domains = [one["key"] for one in data["domains"]]
        self.mail = MailServer(folder / "mail").start()
        settings = self.mail.settings_of_app
        settings |= {"MAILS_A_MINUTE": "6000", "FRAMEWORKS_DIR": str(frameworks)}
        self.server = Server(folder / "data", **settings).start()
        self.states: dict[str, str] = {}
        self.sector: dict[str, str] = {}
        self.rated: set[str] = set()
        self.joined: set[str] = set()
        self.attended: set[str] = set()
        self.wanted: Counter[tuple[str, str]] = Counter()  # mails by kind and address
        self.unknown = 0
        self.browsers: list[Browser] = []
        self._sets_up()

    def _sets_up(self) -> None:
        """A lead makes the area with the workshop in a week, for 24 people."""
        lead = self.browser()
        details = {"area": "Ambridge", "kind": "workshop-1", "date": IN_A_WEEK}
        made = lead.post("/workshops", **details, framework=FRAMEWORK)
        self.workshop, self.area = made["workshop"], made["area"]
        (event,) = lead.get_json(f"/area/{self.area}")["area"]["events"]
        self.office = Office(lead, self.area, event["id"])
        self.links = lead.get_json(f"/trainer/{self.workshop}/links")
        self.happens(IN_A_WEEK)

    def happens(self, day: str, **said: str) -> None:
        event = {"kind": "workshop-1", "date": day, "time": "09:30", "minutes": "180"}
        told = {"place": "Village hall", "capacity": "24"} | event | said
        path = f"/area/{self.area}/change_event"
        self.office.browser.post(path, event=self.office.event, **told)

    def browser(self) -> Browser:
        self.browsers.append(Browser(self.server.base))
        return self.browsers[-1]

    def close(self) -> None:
        for browser in self.browsers:
            browser.http.close()
        self.server.stop()
        self.server.end()
        self.mail.kill()

    def people(self, sectors: list[str], first: int = 0) -> list[Guest]:
        found = guests(self.server.base, sectors, first)
        self.browsers += [one.browser for one in found]
        self.sector |= {one.email: one.sector for one in found}
        return found

    def table(self, people: list[Guest]) -> bytes:
        """As a spreadsheet saves it on an older computer."""
        return table_of(people, self.sectors).encode("cp1252")

    # --- what is true ---

    def are(self, state: str, people: list[Guest], mail: str = "") -> None:
        """From now on they are in this state, and are to get a mail of this kind once; whoever
        declines gets none."""
        self.states |= {one.email: state for one in people}
        if state != "declined":
            self.told(mail or state, people)

    def told(self, mail: str, people: list[Guest]) -> None:
        self.wanted.update((mail, one.email) for one in people)

    def is_true(self, **known: int) -> dict:
        """The list, as programs and as people get it, says what is so; returns it."""
        seen = self.office.sees()
        by_email = {one["email"]: one for one in seen["people"]}
        assert {email: one["state"] for email, one in by_email.items()} == self.states
        for what in ("rated", "joined", "attended"):
            assert {e for e, one in by_email.items() if one[what]} == getattr(self, what), what
        coming = {email for email, state in self.states.items() if state == "registered"}
        counts = {
            "coming": len(coming),
            "waiting": self._how_many("waiting"),
            "asked": self._how_many("invited"),
            "out": self._how_many("declined") + self._how_many("cancelled"),
            "rated": len(self.rated & coming),
            "attended": len(self.attended),
            "unknown": self.unknown,
            "failed": 0,
        } | known
        assert {key: seen["counts"][key] for key in counts} == counts
        self._sectors_are_true(seen, coming)
        self._page_says(counts, seen)
        return seen

    def _how_many(self, state: str, sector: str | None = None) -> int:
        return sum(
            found == state and sector in (None, self.sector[email])
            for email, found in self.states.items()
        )

    def _sectors_are_true(self, seen: dict, coming: set[str]) -> None:
        by_sector = Counter(self.sector[email] for email in coming)
        rated = Counter(self.sector[email] for email in self.rated & coming)
        there = Counter(self.sector[email] for email in self.attended)
        for one in seen["sectors"]:
            key = one["key"]
            found = [one[what] for what in ("coming", "rated", "attended", "waiting")]
            wanted = [by_sector[key], rated[key], there[key], self._how_many("waiting", key)]
            assert found == wanted, (key, found, wanted)
        empty = [name for key, name in self.sectors.items() if not by_sector[key]]
        assert seen["empty"] == empty

    def _page_says(self, counts: dict[str, int], seen: dict) -> None:
        """The figures at its head, and the sectors from which nobody comes."""
        page = self.office.page()
        shown = {label: int(n) for label, n in _SHOWN.findall(page)}
        words = "came" if seen["over"] == "held" else "coming"
        assert shown[said(f"people.glance.{words}")] == counts["coming"]
        assert shown[said("people.glance.asked")] == counts["asked"]
        assert shown[said("people.glance.out")] == counts["out"]
        for key in ("waiting", "rated", "unknown", "failed"):
            if counts[key]:
                assert shown[said(f"people.glance.{key}")] == counts[key], key
        rows = re.findall(r'<tr role="row" class="people-empty">.*?</tr>', page, re.DOTALL)
        for name, row in zip(seen["empty"], rows, strict=True):
            assert name in row

    # --- mail ---

    def mail_states(self, kind: str) -> Counter:
        """What the lead's page says became of each mail of this kind."""
        people = self.office.sees()["people"]
        return Counter(
            told["mail"] for one in people for told in one["told"] if told["kind"] == kind
        )

    def time_passes(self) -> None:
        """All that waits for its time is due now."""
        store = self.server.store()
        try:
            now = datetime.now(UTC)
            for mail in store.outbox(self.area).values():
                if mail.state == WAITING and (mail.next_at or mail.kind.startswith("event_")):
                    store.swap_mail(self.area, mail, replace(mail, next_at=now))
            store.mail_due(self.area, now)
        finally:
            store._redis.connection_pool.disconnect()

    def outbox(self) -> dict:
        store = self.server.store()
        try:
            return store.outbox(self.area)
        finally:
            store._redis.connection_pool.disconnect()

    def states_of_mails(self) -> Counter:
        return Counter(mail.state for mail in self.outbox().values())

    def all_is_sent(self) -> None:
        """Nothing waits any more, and each mail that was wanted has come once."""
        wait_until(lambda: not [m for m in self.outbox().values() if m.state in (WAITING, SENDING)])
        found = self.received()
        became = self.states_of_mails()
        assert found == self.wanted, (became, found - self.wanted, self.wanted - found)

    def received(self) -> Counter:
        kinds = {id: mail.kind for id, mail in self.outbox().items()}
        return Counter(
            (kinds[one["Message-ID"].strip("<").partition(".")[0]], one["X-To"])
            for one in self.mail.received()
        )

    def calendar_of(self, kind: str, email: str) -> bytes:
        """The calendar's part of the mail of this kind to this address."""
        kinds = {id: mail.kind for id, mail in self.outbox().items()}
        for one in self.mail.received():
            id = one["Message-ID"].strip("<").partition(".")[0]
            if (kinds[id], one["X-To"]) == (kind, email):
                (part,) = [p for p in one.walk() if p.get_content_type() == "text/calendar"]
                return part.get_payload(decode=True)
        raise AssertionError(f"no {kind} to {email}")
