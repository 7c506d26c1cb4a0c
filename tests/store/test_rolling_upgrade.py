"""The release before and this one on one store: at once, as while a deployment is upgraded one
process after the other, and the one after the other, as where somebody goes back."""

import codecs
import copy
import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
import requests
from msgspec.structs import replace

from demo.client import Browser, Page, Refused
from lab.rig import declared
from lab.rig.server import Server, check_logs, wait_until
from tests.builders import Room, cascade
from tests.data.make import release
from tests.data.story import SECTORS, Played, opened, play
from tests.edges.programmes import Team
from tests.store.areas import LEAD
from tests.store.plans import Meeting
from voting.core.actors import CLOCK
from voting.core.ahead import AheadRating
from voting.core.commands import Finish
from voting.core.machine import fold
from voting.goals import commands as p
from voting.moments import now
from voting.programme.commands import CreateArea, PlaceWorkshop
from voting.reports.downloads import AGREED, CHANGED, FILES
from voting.service import Service
from voting.store import keys
from voting.store.redis_store import RedisStore
from voting.views.result import result_of
from voting.words import Words, load

BEFORE = "719c195"  # the release before this one
NEW_COMMANDS = {"record_rulings", "name_rows", "name_copies"}  # which that one does not know
NEW_FILES = {"answers.csv"}  # which that one does not write
VOLATILE = {"timer_left_ms", "break_left_ms", "breaks_left_ms"}
# Files that hold all that the others are made of, and can be compared between releases.
COMPARED = {
    name
    for name in FILES.keys() - CHANGED - AGREED - NEW_FILES
    if name.endswith(".csv") or name == "record.json"
}
IN_WORDS = ("common.pictures", "common.method_names", "done")  # views and files hold them as words
REWORDED: set[frozenset[str]] = set()  # what either release says for the same of those


@pytest.fixture(scope="module")
def two(valkey, tmp_path_factory):
    """The release before and this one, for one store; neither runs yet."""
    folder = tmp_path_factory.mktemp("releases")
    try:
        home = release(BEFORE, folder / "before")
    except subprocess.CalledProcessError:
        pytest.skip(f"this clone's history does not go back to the release before ({BEFORE})")
    REWORDED.update(reworded(home))
    settings = {"REDIS_URL": valkey.url, "SECRET_KEY": "one key for both of the two releases"}
    older, newer = (Server(folder / name, **settings) for name in ("older", "newer"))
    older.home = home
    yield older, newer
    for server in (older, newer):
        server.end()


@pytest.fixture
def older(two, redis):
    yield two[0]
    declared.differences.clear()  # it keeps to what it declared itself


@pytest.fixture
def newer(two, redis):
    """This release, running; another test may have stopped it."""
    if two[1].process is None or two[1].has_ended():
        two[1].launch()
    return two[1]


def reworded(home: Path) -> set[frozenset[str]]:
    before = Words("en", json.loads((home / "voting/words/en.json").read_text()))
    found = set()
    for part in IN_WORDS:
        now = dict(sentences(load().at(part)))
        found |= {frozenset((said, now[key])) for key, said in sentences(before.at(part))}
    return {both for both in found if len(both) == 2}


def sentences(at, where="") -> Iterator[tuple[str, str]]:
    if isinstance(at, str):
        yield where, at
    else:
        for key, part in at.items():
            yield from sentences(part, f"{where}.{key}")


def table_differences(before: bytes, now: bytes, name: str) -> list[str]:
    """Where two CSV files differ: this release's may have more columns, after the other's."""
    tables = []
    for file in (before, now):
        assert file.startswith(codecs.BOM_UTF8)
        tables.append(list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))))
    width = len(tables[0][0])
    return differences(tables[0], [row[:width] for row in tables[1]], name)


def differences(one, other, at="") -> list[str]:
    """Where two values differ in what both have: either release may have fields of its own, and
    words of its own for the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        both = [key for key in one if key in other and key not in VOLATILE]
        return [d for key in both for d in differences(one[key], other[key], f"{at}.{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [d for n, (a, b) in pairs for d in differences(a, b, f"{at}[{n}]")]
    is_same = one == other or (isinstance(one, str) and frozenset((one, other)) in REWORDED)
    return [] if is_same else [f"{at}: {one!r} and {other!r}"]


def shown(page: Page) -> dict:
    """What a page shows that both releases know. Which revision that was may differ: of those that
    change nothing for an attendee their page is not told."""
    view = page.view
    if "allowed" in view:
        view = view | {"allowed": [one for one in view["allowed"] if one not in NEW_COMMANDS]}
    return {"view": view}


def known(page: Page) -> dict:
    """The same, and of themselves, which a page is only told when it asks."""
    page.refresh()
    return shown(page) | {"you": page.you}


def wait_until_agreed(pages, others, of=shown) -> None:
    """Wait until each of the pages is as the other, or shows what it should."""
    pairs = list(zip(pages, others, strict=True))
    found: list[str] = []

    def same() -> bool:
        found[:] = [
            difference
            for page, other in pairs
            for difference in differences(
                of(page), of(other) if isinstance(other, Page) else other, page.audience
            )
        ]
        return not found

    try:
        wait_until(same)
    except TimeoutError:
        raise AssertionError(found) from None


def elsewhere(page: Page, base: str) -> Page:
    """The same browser's page at another server."""
    browser = copy.copy(page.browser)
    browser.base, browser.http = base, requests.Session()
    browser.http.cookies.update(page.browser.http.cookies)
    return opened(Page(browser, page.workshop, page.audience))


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
        self.pairs = [self.trainers]
        for trainer, name in zip(self.trainers, ("Trainer A", "Trainer B"), strict=True):
            trainer.command("introduce", name=name)
            self.agree()  # so that the next one's step is the newest
        self.leads = [Browser(base) for base in self.bases]
        self.shared = [opened(lead.enter(self.links["lead"])) for lead in self.leads]
        self.shared += [opened(Browser(base).enter(self.links["room"])) for base in self.bases]
        self.pairs += [self.shared[:2], self.shared[2:]]
        self.people = [self.joins(n) for n in range(10)]
        self.there = [
            elsewhere(page, self.bases[number % 2 == 0])
            for number, page in enumerate(self.people[:4])
        ]
        self.pairs += zip(self.people, self.there, strict=False)

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
        wait_until_agreed([page for page, _ in self.pairs], [page for _, page in self.pairs])

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


def new_process(redis) -> Service:
    """Another process of this release on the store."""
    return Service(RedisStore(redis), {"cascade": cascade()}, now)


def in_an_area(redis, workshop: str) -> str:
    """Put a workshop into an area in which another was finished before; the area's id."""
    service = new_process(redis)
    area = service.make_area("form", CreateArea("Northfield"), CLOCK).id
    room = Room(cascade(), date="2026-06-01")
    room.rates("clarity", 0, 0, 1)
    room.rules("clarity", "majority")
    earlier = replace(result_of(room.situation(), 1), workshop="earlier-workshop")
    placing = PlaceWorkshop(earlier.workshop, earlier.kind, earlier.date)
    service._change(area, service._asked(CLOCK, placing), results=[earlier])
    service.place(service.store.load(workshop), area, CLOCK)
    return area


def test_a_workshop_goes_on_while_one_release_takes_over_from_another(older, newer, redis):
    older.start()
    newer.wait_until_well()
    w = Both(older, newer)
    area = in_an_area(redis, w.id)
    wait_until(lambda: w.shared[1].view["changed"])  # the lead's page at the newer one
    w.does(0, "open_round", domain="clarity")
    first = w.view["round"]["id"]
    for number, page in enumerate(w.people):
        page.vote(number % 4, round=first)
        page.ask("reason", round=first, text=f"Reason {number}")
    wait_until_agreed(w.people[:4], w.there, known)
    for there in w.there:  # they change their mind on the other server
        assert there.you["ballot"]["sequence"] == 1
        assert there.vote(3, round=first)["sequence"] == 2
    wait_until_agreed(w.people[:4], w.there, known)
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
        assert not table_differences(*(w.file(n, name).content for n in (0, 1)), name)
    records = [w.file(n, "record.json").json() for n in (0, 1)]
    assert not [d for d in differences(*records) if not d.startswith(".exported_at")]
    for name in ("workbook.xlsx", "profile.svg", "charts.zip"):
        assert w.file(0, name).content
        assert w.file(1, name).content

    # The older one goes; whoever was there comes to the newer.
    for page in (*w.people, *w.there, *w.shared, w.trainers[0]):
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
    seen = new_process(redis).look_at_area(RedisStore(redis).area(area))
    assert [one.workshop for one in seen.settled()] == ["earlier-workshop", w.id]
    assert (seen.running[w.id].joined, seen.running[w.id].decided) == (7, 1)
    check_logs(redis)
    for page in (*again, w.trainers[1]):
        page.close()


def test_one_can_go_back_to_the_release_before(older, newer, redis, tmp_path):
    newer.wait_until_well()
    workshops = [Kept(played) for played in play(newer.base)]
    for w in workshops:
        w.is_in_an_area(redis)
    newer_backup = tmp_path / "workshops.json"
    backup(newer, "export", newer_backup)
    for w in workshops:
        w.leave()
    assert newer.stop() == 0

    go_on_at(older, workshops, redis, FILES.keys() - CHANGED - AGREED - NEW_FILES)
    for w in workshops:
        w.is_in_its_area_still(redis)
    planned = new_process(redis).look_at_area(RedisStore(redis).area(workshops[0].area))
    assert [lead.name for lead in planned.leads] == ["Lead C. D.", "Lead E. F."]
    assert planned.area.deadlines
    [programme] = RedisStore(redis).programmes()
    assert new_process(redis).look_at_programme(RedisStore(redis).programme(programme))

    redis.flushall()
    backup(older, "restore", newer_backup)
    # The same records and tables make the same of the other files.
    go_on_at(older, workshops, redis, COMPARED)


def go_on_at(server: Server, workshops, redis, names: Collection[str]) -> None:
    """The server, which does not run yet, shows all that was there, writes these files, and goes on
    with it."""
    server.start()
    for w in workshops:
        w.opens(server)
    for w in workshops:
        w.is_as_it_was(server, names)
        w.goes_on()
    check_logs(redis)
    assert server.stop() == 0


def backup(server: Server, action: str, file) -> None:
    """Make a backup with a server's release, or restore one."""
    subprocess.run(
        [sys.executable, "-m", "voting.backup", action, str(file)],
        cwd=server.home,
        env=os.environ | server.settings,
        check=True,
        capture_output=True,
    )


class Kept:
    """A workshop of the story with a page of everybody, and what each of them showed."""

    def __init__(self, played: Played) -> None:
        self.base = played.base
        self.id = played.trainer.workshop
        office = played.trainer.browser
        self.links = office.get_json(f"/trainer/{self.id}/links")
        barred = {
            person["id"]
            for person in played.trainer.refresh()["view"]["persons"]
            if person["presence"] == "removed"
        }
        self.pages = [played.trainer]
        for page in played.people:
            is_barred = page.you["id"] in barred
            if is_barred or page.ended:
                page.close()
            if not is_barred:
                self.pages.append(elsewhere(page, self.base) if page.ended else page)
        self.pages += [opened(Browser(self.base).enter(self.links[a])) for a in ("room", "lead")]
        self.files = self.downloads(office, COMPARED)
        self.known = [known(page) for page in self.pages]

    def downloads(self, browser: Browser, names: Collection[str]) -> dict[str, bytes]:
        """Those of these files that the release has."""
        answers = {name: browser.get(f"/results/{self.id}/{name}") for name in names}
        assert {answer.status_code for answer in answers.values()} <= {200, 404}
        return {name: one.content for name, one in answers.items() if one.status_code == 200}

    def is_in_an_area(self, redis) -> None:
        service = new_process(redis)
        self.area = service.take_in(service.store.load(self.id), new=True)
        service.look_at_area(service.store.area(self.area))  # keeps what it settled
        service.act_on_plan_of(self.area, LEAD, p.AddAction("Book the hall"))

    def is_in_its_area_still(self, redis) -> None:
        """After the release before, which knows of no area, has gone on with it and erased it or
        finished it again."""
        service = new_process(redis)
        if self.area not in service.store.areas():  # it went with the only workshop it had
            assert self.id not in service.store.workshops()
            return
        seen = service.look_at_area(service.store.area(self.area))
        assert service.store.plan(self.area).actions  # which that release knows nothing of
        if self.id in service.store.workshops():
            assert self.id in seen.running
            assert service.area_of(self.id) == self.area
            workshop, result = service.store.load(self.id), seen.results[self.id]
            given = [entry.command for entry in service.store.log(self.id)]
            assert result.version == sum(isinstance(one, Finish) for one in given)
            if workshop.is_finished() or not result.version:
                assert result == result_of(service.situation(workshop), result.version)
        else:
            assert self.id not in seen.running
            assert service.area_of(self.id) is None
        check_logs(redis)

    def opens(self, server: Server) -> None:
        """Everybody's page, at another server."""
        self.pages = [elsewhere(page, server.base) for page in self.pages]

    def is_as_it_was(self, server: Server, names: Collection[str]) -> None:
        """Every page shows what it showed before, and the files are the same as far as they can be
        compared."""
        wait_until_agreed(self.pages, self.known, known)
        lead = Browser(server.base).enter(self.links["lead"]).browser
        files = self.downloads(lead, names)
        assert files.keys() == set(names)
        for name in COMPARED - {"record.json"}:
            assert not table_differences(files[name], self.files[name], name)
        records = [json.loads(held["record.json"]) for held in (files, self.files)]
        for record in records:
            record["log"] = [one for one in record["log"] if one["command"] not in NEW_COMMANDS]
        assert not [d for d in differences(*records) if not d.startswith(".exported_at")]

    def goes_on(self) -> None:
        """Everybody who is there rates in another round or the open one, and it is settled."""
        trainer, *people = self.pages[:-2]
        was_finished = trainer.view["phase"] == "finished"
        if was_finished:
            trainer.command("reopen_workshop")
        if trainer.view["auto_close"]:
            trainer.command("set_auto_close", on=False)
        if trainer.view["phase"] != "open":
            waiting = [d["domain"] for d in trainer.view["domains"] if not d["ruling"]]
            if not waiting:
                waiting = ["clarity"]
                trainer.command("reopen_ruling", domain="clarity")
            trainer.command("open_round", domain=waiting[0])
        number = trainer.view["round"]["id"]
        here = [page for page in people if page.you["presence"] == "here"]
        for page in here:
            page.vote(1, round=number)
        if trainer.view["workshop"]["rehearsal"]:
            trainer.command("practice_rate", round=number, picture="close")
        trainer.command("close_round", round=number)
        assert sum(trainer.view["rounds"][-1]["counts"]) >= max(len(here), 1)
        trainer.command(
            "record_ruling", domain=trainer.view["domain"], method="consensus", rating=1, note=""
        )
        if was_finished:
            trainer.command("finish")
        if trainer.view["workshop"]["rehearsal"]:
            trainer.browser.post(f"/trainer/{self.id}/delete")
        self.leave()

    def leave(self) -> None:
        for page in self.pages:
            page.close()


def test_what_was_rated_ahead_is_the_same_at_the_release_before(older, newer, redis):
    newer.wait_until_well()
    service = new_process(redis)
    page = made_at(newer, "cascade")
    domains = [domain.key for domain in cascade().domains]
    for number, sector in enumerate(["school"] * 6 + ["cypmhs"] * 6):
        rated = dict.fromkeys(domains, AheadRating(number % 4, "Nobody answers"))
        service.rate_ahead(page.workshop, f"early-{number}", sector, rated)
    page.command("reveal_ahead", domain="clarity")
    wait_until(lambda: page.view["phase"] == "revealed")
    before = shown(page)
    page.close()
    assert newer.stop() == 0
    older.start()
    back = elsewhere(page, older.base)
    wait_until_agreed([back], [before])
    back.command("open_round", domain="clarity")
    back.command("close_round", round=back.view["round"]["id"])
    assert fold(service.store.log(page.workshop)) == service.store.load(page.workshop)
    back.close()
    assert older.stop() == 0


def test_a_plan_is_left_alone_by_the_release_before_and_goes_on_afterwards(older, newer, redis):
    """That one works on its workshop at the same time: it opens rounds, and finishes it."""
    newer.wait_until_well()
    older.start()
    page = made_at(newer, "cascade")
    meeting = Meeting(new_process(redis), page.workshop)
    code = page.browser.get_json(f"/trainer/{page.workshop}/links")["join"].rpartition("/")[2]
    guests = [opened(Browser(newer.base).join(code, f"Person {n}", "school")) for n in range(5)]
    page.plan("show_plan", part="goals")
    wording = {"text": "Every school knows whom to ring", "due": meeting.due()}
    page.plan("add_goal", wording=wording)
    page.plan("agree_goal", goal="g1", wording=page.view["plan"]["goals"][0]["draft"])
    guests[0].ask("suggest", id="suggestion-one", text="A list")
    page.plan("ask_score", goal="g1")
    for score, guest in enumerate(guests[:3]):
        guest.answer_plan(score=score)

    back = elsewhere(page, older.base)
    assert "plan" not in back.view
    assert len(back.view["persons"]) == 5
    details = {"area": "Northfield", "kind": "workshop-1", "date": "2026-12-29", "title": "Renamed"}
    back.command("edit_details", details=details)
    back.command("open_round", domain="clarity")
    page.wait_for(lambda state: state["view"]["plan"] is None)
    back.command("cancel_round", round=back.view["round"]["id"])
    asked = page.wait_for(lambda state: state["view"]["plan"])["view"]["plan"]["question"]
    assert (asked["open"], asked["answered"]) == (True, 3)  # as it was
    guests[3].answer_plan(score=10)
    for domain in [one["domain"] for one in back.view["progress"]]:
        back.command("open_round", domain=domain)
        back.command("close_round", round=back.view["round"]["id"])
        back.command("record_ruling", domain=domain, method="unresolved", note="Left open")
    back.command("finish")
    # The newer one takes back what is asked there, as soon as it looks.
    page.wait_for(lambda state: state["view"]["phase"] == "finished")
    wait_until(lambda: not meeting.plan.questions())
    assert not redis.exists(keys.plan_answers(meeting.owner), keys.suggestions(meeting.owner))
    back.command("reopen_workshop")
    page.wait_for(lambda state: state["view"]["phase"] == "lobby" and state["view"]["plan"])
    page.plan("add_action", text="Send the list", goal="g1")
    assert [one.text for one in meeting.plan.actions] == ["Send the list"]
    check_logs(redis)
    for one in (page, back, *guests):
        one.close()
    assert older.stop() == 0


def test_another_instrument_is_refused_by_name_at_the_release_before_and_unharmed(
    older, newer, redis
):
    """That one would misread it. Beside it everything goes on, and so does it at the newer one."""
    if newer.has_ended():
        newer.launch()
    newer.wait_until_well()
    page, plain = made_at(newer, "partnership"), made_at(newer, "cascade")
    code = page.browser.get_json(f"/trainer/{page.workshop}/links")["join"].rpartition("/")[2]
    rows = [domain.key for domain in new_process(redis).store.load(page.workshop).framework.domains]
    page.command("open_round", domain="*")
    guests = [opened(Browser(newer.base).join(code, f"Person {n}", "school")) for n in range(3)]
    for guest in guests:
        guest.ask("vote", round=1, vote_id=f"vote-{guest.you['id']}", sequence=1,
                  answers=dict.fromkeys(rows, 1), done=True)  # fmt: skip
    area = new_process(redis).area_of(page.workshop)
    for one in (page, plain, *guests):
        one.close()
    assert newer.stop() == 0
    signs = (b"seen", b"sockets")
    there = [key for key in redis.keys(f"*{{{page.workshop}}}*") if not key.endswith(signs)]
    kept = {key: redis.dump(key) for key in there}
    older.start()
    trainer = copy.copy(page.browser)
    trainer.base = older.base
    with pytest.raises(Refused) as refused:
        trainer.get_json(f"/trainer/{page.workshop}")
    assert refused.value.code == "newer-version"
    back = elsewhere(plain, older.base)
    back.command("open_round", domain="clarity")
    back.close()
    assert older.stop() == 0
    assert {key: redis.dump(key) for key in kept} == kept
    service = new_process(redis)
    assert service.area_of(page.workshop) == area
    assert {b.rating.done for b in service.store.ballots(page.workshop, 1).values()} == {True}
    check_logs(redis)


def test_what_was_imported_is_shown_by_the_release_before_as_of_an_erased_workshop(
    older, newer, redis
):
    """And it is unharmed by that one's looks, also where that one changes the area."""
    newer.wait_until_well()
    team = Team(newer)
    day = "2014-11-20"
    lines = [f"Barton,{at},{n},{at},{day}," for at in (1, 2) for n in range(1, 7)]
    lines.append(f"Barton,2,7,unresolved,{day},a")
    table = "\n".join(["area,workshop,domain,rating,date,note", *lines])
    team.browser.post(f"{team.page}/import", rows=table, framework="cascade")
    (area,) = [one["area"] for one in team.areas()]
    seen = team.browser.get_json(f"/area/{area}")["area"]
    dataset = team.browser.get(f"{team.page}/files/dataset.csv").content
    kept = redis.hgetall(keys.results(area))
    assert newer.stop() == 0
    older.start()
    back = copy.copy(team.browser)
    back.base = older.base
    for page in ("", "?at=change", "/evaluation"):
        assert back.get(f"{team.page}{page}").status_code == 200
    before = back.get_json(f"/area/{area}")["area"]
    assert [e["workshop"]["imported"] for e in before["events"]] == [True, True]
    assert differences(before["events"], seen["events"]) == []
    for file in ("area.json", "changed.csv", "changed-slide.svg"):
        assert back.get(f"/area/{area}/files/{file}").status_code == 200, file
    was = list(csv.DictReader(io.StringIO(back.get(f"{team.page}/files/dataset.csv").text)))
    now = list(csv.DictReader(io.StringIO(dataset.decode())))
    ratings = [[(row["domain"], row["rating"]) for row in rows] for rows in (was, now)]
    assert ratings[0] == ratings[1]
    back.post(f"/area/{area}/edit_area", name="Barton and around")
    assert older.stop() == 0
    assert redis.hgetall(keys.results(area)) == kept
    check_logs(redis)


def made_at(server: Server, framework: str) -> Page:
    said = {"framework": framework, "area": "Northfield", "kind": "workshop-1", "name": "A"}
    return opened(Browser(server.base).create(date="2026-12-29", title="Made", **said))
