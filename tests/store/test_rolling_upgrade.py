"""One workshop served by the release before and by this one at once, on one store, as while a
deployment is upgraded one process after the other."""

import csv
import io
import subprocess

import pytest

from demo.client import Browser, Page
from lab.rig import declared
from lab.rig.server import Server, check_logs, wait_until
from tests.data.make import release
from tests.data.story import SECTORS, opened
from voting.store import keys
from voting.store.redis_store import RedisStore

BEFORE = "4ef2970"  # the release before this one
VOLATILE = {"timer_left_ms", "break_left_ms", "breaks_left_ms"}


@pytest.fixture
def two(valkey, redis, tmp_path):
    """The release before and this one, running on one store."""
    try:
        home = release(BEFORE, tmp_path / "before")
    except subprocess.CalledProcessError:
        pytest.skip(f"this clone's history does not go back to the release before ({BEFORE})")
    settings = {"REDIS_URL": valkey.url, "SECRET_KEY": "one key for both of the two releases"}
    older, newer = Server(tmp_path / "older", **settings), Server(tmp_path / "newer", **settings)
    older.home = home
    try:
        older.launch()
        newer.start()
        wait_until(older.is_well)
        yield older, newer
    finally:
        for server in (older, newer):
            server.end()
        declared.differences.clear()  # the older one keeps to what it declared itself


def differences(one, other, at="") -> list[str]:
    """Where two values differ in what both have: either release may have fields of its own."""
    if isinstance(one, dict) and isinstance(other, dict):
        both = [key for key in one if key in other and key not in VOLATILE]
        return [d for key in both for d in differences(one[key], other[key], f"{at}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [d for n, (a, b) in pairs for d in differences(a, b, f"{at}[{n}]")]
    return [] if one == other else [f"{at}: {one!r} and {other!r}"]


class Both:
    """A workshop with a trainer, a room view, the lead and attendees at each of two servers."""

    def __init__(self, older: Server, newer: Server) -> None:
        self.bases = (older.base, newer.base)
        said = {"framework": "cascade", "area": "Northfield", "kind": "workshop-1"}
        browser = Browser(older.base)
        first = opened(browser.create(date="2026-11-29", title="Both", name="Trainer A", **said))
        self.id = first.workshop
        self.links = browser.get_json(f"/trainer/{self.id}/links")
        second = opened(Browser(newer.base).enter(self.links["trainer"]))
        self.trainers = (first, second)
        for trainer, name in zip(self.trainers, ("Trainer A", "Trainer B"), strict=True):
            trainer.command("introduce", name=name)
            self.agree()
        self.leads = [Browser(base) for base in self.bases]
        self.shared = [opened(lead.enter(self.links["lead"])) for lead in self.leads]
        self.shared += [opened(Browser(base).enter(self.links["room"])) for base in self.bases]
        self.people = [self.joins(n) for n in range(10)]

    def joins(self, number: int) -> Page:
        """The even ones at the older server, the odd ones at the newer."""
        code = self.links["join"].rpartition("/")[2]
        browser = Browser(self.bases[number % 2])
        sector = SECTORS[number // 2 % len(SECTORS)]
        return opened(browser.join(code, f"Person {number}", sector))

    def does(self, server: int, command: str, **arguments) -> None:
        """The trainer at one of the servers gives a command; then every page knows."""
        self.agree()
        self.trainers[server].command(command, **arguments)
        self.agree()

    def agree(self) -> None:
        """Both servers show the same to the same audience."""
        lead_and_room = getattr(self, "shared", [])
        pairs = [self.trainers, lead_and_room[:2], lead_and_room[2:]]
        found: list[str] = []

        def same() -> bool:
            found[:] = [
                difference
                for one, other in filter(None, pairs)
                for difference in differences(one.state, other.state, one.audience)
            ]
            return not found

        try:
            wait_until(same)
        except TimeoutError:
            raise AssertionError(found) from None

    @property
    def view(self) -> dict:
        return self.trainers[1].view

    def person(self, number: int) -> str:
        names = {one["name"]: one["id"] for one in self.view["persons"]}
        return names[f"Person {number}"]

    def reasons(self) -> dict[str, str]:
        return {one["text"]: one["id"] for one in self.view["reasons"]}

    def file(self, server: int, name: str):
        answer = self.leads[server].get(f"/results/{self.id}/{name}")
        assert answer.status_code == 200
        return answer


def test_a_workshop_goes_on_while_one_release_takes_over_from_another(two, redis):
    older, newer = two
    w = Both(older, newer)
    w.does(0, "open_round", domain="clarity")
    first = w.view["round"]["id"]
    for number, page in enumerate(w.people):
        page.vote(number % 4, round=first)
        page.ask("reason", round=first, text=f"Reason {number}")
    for page in w.people[:4]:  # they change their mind on the other server
        there = Page(page.browser, w.id, "attendee")
        there.browser.base = w.bases[page.browser.base == w.bases[0]]
        there = opened(there)
        assert there.you["ballot"]["sequence"] == 1
        assert there.vote(3, round=first)["sequence"] == 2
        there.close()
    # Of two devices' ballots the later counts, whichever server wrote which and puts them together.
    for server, (person, into) in enumerate(((4, 5), (7, 6))):
        w.does(server, "merge_people", person=w.person(person), into=w.person(into))
    w.does(1, "remove_person", person=w.person(8), with_ballot=True)
    w.does(0, "enter_hands", round=first, counts=[0, 2, 0, 0])
    w.does(1, "close_round", round=first)
    held = RedisStore(redis).ballots(w.id, first)
    assert sorted(b.rating for b in held.values()) == [1, 1, 3, 3, 3, 3, 3]
    assert {b.rating for b in held.values() if b.vote_id and b.sequence == 2} == {3}
    assert w.view["rounds"][-1]["counts"] == [0, 4, 0, 5]

    w.does(0, "show_reason", reason=w.reasons()["Reason 1"])  # given at the newer
    w.does(1, "show_reason", reason=w.reasons()["Reason 2"])  # given at the older
    w.does(0, "withdraw_reason", reason=w.reasons()["Reason 2"])
    w.does(1, "withdraw_reason", reason=w.reasons()["Reason 1"])
    assert (
        b"Reason 1"
        not in redis.get(keys.document(w.id)) + str(redis.xrange(keys.log(w.id))).encode()
    )
    w.does(1, "record_ruling", domain="clarity", method="majority", note="Said together")
    w.does(0, "reopen_ruling", domain="clarity")
    w.does(1, "start_discussion", seconds=0)
    w.does(0, "record_ruling", domain="clarity", method="consensus", rating=2, note="Again")
    w.does(1, "start_break", seconds=300)
    w.does(0, "open_round", domain="contact")
    second = w.view["round"]["id"]
    w.people[1].vote(2, round=second)
    w.people[2].vote(1, round=second)
    w.agree()

    for name in ("ratings.csv", "rounds.csv", "groups.csv", "reasons.csv"):
        tables = [list(csv.reader(io.StringIO(w.file(n, name).text))) for n in (0, 1)]
        assert tables[0] == tables[1], name
    records = [w.file(n, "record.json").json() for n in (0, 1)]
    assert not [d for d in differences(*records) if not d.startswith(".exported_at")]
    for name in ("workbook.xlsx", "profile.svg", "charts.zip"):
        assert w.file(0, name).content
        assert w.file(1, name).content

    # The older one goes; whoever was there comes to the newer.
    for page in (*w.people, *w.shared, w.trainers[0]):
        page.close()
    assert older.stop() == 0
    for page in w.people:
        page.browser.base = newer.base
    again = [opened(page) for n, page in enumerate(w.people) if n not in (4, 7, 8)]
    kept = {page.you["ballot"]["rating"] for page in again if page.you["ballot"]}
    assert kept == {1, 2}
    for page in again:
        page.vote(2, round=second)
    w.trainers[1].command("close_round", round=second)
    assert w.view["rounds"][-1]["counts"] == [0, 0, 7, 0]
    check_logs(redis)
    for page in (*again, w.trainers[1]):
        page.close()
