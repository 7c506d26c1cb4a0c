"""Markers planted for people who register: after somebody was erased, or forgotten in time, none of
theirs is found anywhere; and none was ever in a log or where it does not belong."""

import io
import json
import re
import threading
import zipfile
import zlib
from contextlib import suppress
from datetime import timedelta

import pytest

from demo.client import Browser, Page
from demo.invited import Guest, Office, guests
from lab.rig.nginx import nginx
from lab.rig.server import Server, free_port, wait_until
from tests.builders import cascade
from tests.days import today
from tests.docs import pages
from tests.store.rooms import everything, on_disk
from voting.edges.retention import Keep, Sweep
from voting.identity import Identity
from voting.moments import now
from voting.service import Service
from voting.store.archive import dump

pytestmark = pytest.mark.live

SHOWN, NOT_SHOWN = "clarity", "contact"
KEPT_DAYS = 365
RESULTS = ("ratings.csv", "rounds.csv", "groups.csv", "reasons.csv", "answers.csv", "record.json",
           "workbook.xlsx", "report.docx", "report.pptx", "report.pdf")  # fmt: skip
WHEN = re.compile(r'"(exported_at|made_at|at|closed_at|opened_at)": "[^"]*"')


# The rows of the table in docs/method.md, and which markers they are about.
KINDS = {
    "name": ("name",),
    "organisation, role, settings": ("organisation", "role", "settings"),
    "email address": ("address",),
    "access needs": ("access",),
    "personal link": ("link",),
    "ratings and reasons given ahead": ("reason",),
}


class Planted:
    """Six people behind nginx as deploy/ has it: the first is erased, the second in time."""

    def __init__(self, home) -> None:
        self.home = home
        self.base = f"https://127.0.0.1:{free_port()}"
        self.server = Server(home / "data", PUBLIC_URL=self.base, PROXIES="1").start()

    def begins(self) -> None:
        self.people = guests(self.base, ["school", "school", "school", "cypmhs", "cypmhs", "other"])
        lead = self.people.pop().browser
        details = {"area": "Ambridge", "kind": "workshop-1", "date": today()}
        made = lead.post("/workshops", **details)
        self.workshop, self.area = made["workshop"], made["area"]
        (event,) = lead.get_json(f"/area/{self.area}")["area"]["events"]
        self.office = Office(lead, self.area, event["id"])
        self.programme = self._team()
        self.ahead, self.calendar = (
            f"/{one}?event={event['id']}" for one in ("ahead", "calendar.ics")
        )
        for number, one in enumerate(self.people):
            one.name, one.organisation = f"Zname{number}", f"Zorganisation{number}"
            one.email, one.access = f"zmail{number}@planted.example.org", f"Zaccess{number}"
            self.office.invites([one])
            one.registers(self.office.open_link(), role=f"Zrole{number}", settings=f"Zset{number}")
            one.finds_link()
            rated = {domain.key: number % 3 for domain in cascade().domains}
            one.rates_ahead(event["id"], rated, {NOT_SHOWN: f"Zreason{number}"})

    def _team(self):
        """The browser of the team of the area's programme."""
        team, self.evaluator = Browser(self.base), Browser(self.base)
        made = team.post("/programmes", name="Link")
        id = self.link = made["programme"]
        self.evaluator.post("/enter", link=made["links"]["evaluator"].partition("#")[2])
        link = self.office.browser.get_json(f"/trainer/{self.workshop}/links")["area"]
        team.post(f"/programme/{id}/take_in", link=link.partition("#")[2])
        return team

    # --- what is planted ---

    def markers(self, number: int) -> dict[str, str]:
        one = self.people[number]
        return {
            "name": f"Zname{number}",
            "address": f"zmail{number}@",
            "organisation": f"Zorganisation{number}",
            "role": f"Zrole{number}",
            "settings": f"Zset{number}",
            "access": f"Zaccess{number}",
            "reason": f"Zreason{number}",
            "id": one.id,
            "link": one.link.rpartition(".")[2],
        }

    def found(self, text: str, *numbers: int) -> set[str]:
        """Which kinds of these people's markers a text holds."""
        markers = [pair for n in numbers or range(len(self.people)) for pair in
                   self.markers(n).items()]  # fmt: skip
        return {kind for kind, marker in markers if marker in text}

    # --- where to look ---

    def store(self) -> str:
        client = self.server.redis()
        try:
            return everything(client)
        finally:
            client.connection_pool.disconnect()

    def disk(self, *markers: str) -> list[str]:
        """Files of the server, its store and nginx that hold one of these."""
        return [file for marker in markers for file in on_disk(self.home, marker)]

    def logs(self) -> str:
        files = [path for path in self.home.rglob("*") if "log" in path.name and path.is_file()]
        assert len(files) >= 3
        return "\n".join(path.read_text(errors="replace") for path in files)

    def backup(self, *, addresses: bool) -> str:
        client = self.server.redis()
        try:
            return json.dumps(dump(client, addresses=addresses), ensure_ascii=False)
        finally:
            client.connection_pool.disconnect()

    def results(self) -> dict[str, str]:
        return {name: self.file(f"/results/{self.workshop}/{name}") for name in RESULTS}

    def lists(self, by: Browser | None = None) -> dict[str, str]:
        """All that the area's lead, or who else may see its people, can see and take of them."""
        by = by or self.office.browser
        there = ["", "/files/people.csv", "/files/people.xlsx", "/send?what=invitation"]
        there += [f"/of/{one.id}" for one in self.people]
        if by is self.office.browser:
            there.append("/files/merge.csv")
        found = {page: inside(by.get(f"{self.office.path}{page}").content) for page in there}
        seen = by.get_json(self.office.path)["people"]
        return found | {"as data": json.dumps(seen), "area": self.file(f"/area/{self.area}", by)}

    def evaluation(self) -> str:
        """What evaluators see of it; its people they may not look at."""
        assert self.evaluator.get(self.office.path).status_code == 403
        paths = ("evaluation", "files/dataset.csv", "files/dataset.xlsx")
        return "".join(self.file(f"/programme/{self.link}/{one}", self.evaluator) for one in paths)

    def file(self, path: str, by=None) -> str:
        answer = (by or self.office.browser).get(path)
        assert answer.status_code == 200, path
        return inside(answer.content)

    def decided(self) -> list:
        (event,) = self.office.browser.get_json(f"/area/{self.area}")["area"]["events"]
        return event["workshop"]["decisions"]

    def goes_by(self, days: int) -> None:
        """Some process looks after what is stored, so many days from now."""
        store = self.server.store()
        identity = Identity((self.server.data_dir / "secret.key").read_text().strip())
        service = Service(
            store,
            {"cascade": cascade()},
            lambda: now() + timedelta(days=days),
            invited_as=identity.invited_as,
        )
        Sweep(service, Keep(KEPT_DAYS), threading.Event()).run()
        store._redis.connection_pool.disconnect()


def inside(data: bytes) -> str:
    """What a file says, also where it is packed."""
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts += [packed.read(name) for name in packed.namelist()]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        with suppress(zlib.error):
            parts.append(zlib.decompress(stream))
    return "\n".join(part.decode("utf-8", "replace") for part in parts)


@pytest.fixture
def planted(tmp_path):
    found = Planted(tmp_path)
    with nginx(tmp_path, found.base, [found.server.settings["PORT"]]):
        yield found
    found.server.stop()
    found.server.end()


def test_nothing_is_found_of_somebody_who_was_erased_or_forgotten_in_time(planted):
    planted.begins()
    all_kinds = set(planted.markers(0))
    assert planted.found(planted.store()) == all_kinds - {"link"}  # which is nowhere
    opens_links_in_every_way(planted, planted.people[0])
    holds_the_workshop(planted)
    who_sees_what(planted)
    before, decided = planted.results(), planted.decided()

    gone = planted.markers(0)
    planted.office.does("erase_invitee", person=planted.people[0].id)
    assert not planted.found(planted.store(), 0)
    wait_until(lambda: not on_disk(planted.server.data_dir, gone["id"]), every=0.3)
    del gone["id"]  # which says nothing by itself, and is in addresses that leads opened
    wait_until(lambda: not planted.disk(*gone.values()), every=0.3)
    for addresses in (True, False):
        assert not planted.found(planted.backup(addresses=addresses), 0)
    for page, text in (planted.lists() | planted.results()).items():
        assert not planted.found(text, 0), page
    assert planted.found(planted.lists()["/files/people.csv"], 1) >= {"name", "address"}
    assert told(planted.results()) == told(before)

    goes_in_time(planted)
    assert planted.decided() == decided


def opens_links_in_every_way(planted: Planted, one: Guest) -> None:
    """As they are, mangled, and while the app is not there: proxies write down what goes wrong."""
    paths = [one.link, planted.office.open_link()]
    for path in paths:
        for way in (path, path.upper(), f"/{path}", f"{path}.", path.replace("/p/", "/%70/")):
            one.browser.get(way)
    planted.server.stop()
    for path in paths:
        assert one.browser.get(path).status_code == 502
    planted.server.start()
    wait_until(lambda: one.browser.get("/healthz").status_code == 200, every=0.2)


def holds_the_workshop(planted: Planted) -> None:
    """Round 0 of a domain is shown, it is rated and decided; everybody is there."""
    office = planted.office
    trainer = Page(office.browser, planted.workshop, "trainer", transports=["polling"]).open()
    trainer.command("introduce", name="Trainer A. B.")
    assert "Zname0" in json.dumps(trainer.view["ahead"])  # who has, and not how
    trainer.command("reveal_ahead", domain=SHOWN)
    trainer.command("open_round", domain=SHOWN)
    there = []
    for one in planted.people:
        one.walks_in(office.event)
        page = Page(one.browser, planted.workshop, "attendee", transports=["polling"]).open()
        page.vote(2)
        there.append(page)
    trainer.command("close_round", round=trainer.view["round"]["id"])
    trainer.command("record_ruling", domain=SHOWN, method="unanimous", rating=2, note="")
    there.append(trainer)
    link = office.browser.get_json(f"/trainer/{planted.workshop}/links")["room"]
    there.append(Browser(planted.base).enter(link).open())
    planted.told = {page.audience: json.dumps([page.state, page.you]) for page in there}
    for page in there:
        page.close()


def who_sees_what(planted: Planted) -> None:
    """Exactly what the table in docs/method.md says, by reader."""
    first, others = planted.people[0], range(1, len(planted.people))
    own = "".join(
        planted.file(f"{first.page}{path}", first.browser)
        for path in ("", f"/register?event={planted.office.event}", planted.ahead, planted.calendar)
    )
    said = {
        "lead": "".join(planted.lists().values()),
        "programme’s team": "".join(planted.lists(planted.programme).values()),
        "evaluators": planted.evaluation(),
        "trainers": planted.told["trainer"],
        "room view": planted.told["room"],
        "attendees": planted.told["attendee"].replace("Zname4", ""),
        "results and files": "".join(planted.results().values()),
        "logs": planted.logs(),
        "backup": planted.backup(addresses=False),
        "`--with-addresses`": planted.backup(addresses=True),
    }
    found = {reader: planted.found(text) for reader, text in said.items()}
    found["the person"] = planted.found(own, 0)
    assert not planted.found(own, *others)
    assert f"/area/{planted.area}" in said["logs"]  # of all else that was asked for
    rows = table_rows(pages.text("docs/method.md"), "about people who are invited")
    assert {row.pop("about people who are invited") for row in rows} == set(KINDS)
    for name, row in zip(KINDS, rows, strict=True):
        assert row.keys() == found.keys()
        for reader, cell in row.items():
            for kind in KINDS[name]:
                assert (kind in found[reader]) == (not cell.startswith("no")), (reader, kind)


def table_rows(text: str, heading: str) -> list[dict[str, str]]:
    """The table whose first heading this is."""
    lines = text[text.index(f"| {heading} |") :].partition("\n\n")[0].splitlines()
    cells = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def goes_in_time(planted: Planted) -> None:
    """Access needs the day after, addresses after a month, all the rest at last."""
    kept = {"name", "address", "organisation", "role", "settings", "id", "reason"}
    for days, gone in (
        (1, {"access"}),
        (31, {"address"}),
        (KEPT_DAYS + 1, {"name", "organisation", "role", "settings", "reason"}),
    ):
        planted.goes_by(days)
        kept -= gone
        assert planted.found(planted.store(), 1, 2) == kept
        words = [marker for n in (1, 2) for kind, marker in planted.markers(n).items()
                 if kind in gone]  # fmt: skip
        wait_until(lambda words=words: not planted.disk(*words), every=0.3)
        assert not gone & planted.found(planted.backup(addresses=True), 1, 2)


def told(results: dict[str, str]) -> dict[str, str]:
    """What the files say, but when they were made; packed ones are made of the same."""
    plain = {name: text for name, text in results.items() if not name.endswith(("x", "pdf"))}
    return {name: WHEN.sub("", text) for name, text in plain.items()}
