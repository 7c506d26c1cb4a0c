"""The week before a workshop and its day, over HTTP and sockets as people would do it: a mail
server that fails twice, people who rate ahead and do not come, and others who come unannounced."""

import csv
import io
import json
import re
from collections import Counter

import pytest

from demo import client
from demo.client import Page, Refused
from demo.invited import Guest
from demo.phone import Phone
from lab.rig.server import wait_until
from tests.days import today
from tests.edges.week import NINTH, Meeting
from tests.exports.calendars import gnome, thunderbird

pytestmark = pytest.mark.live

INVITED = (
    ["school"] * 12 + ["cypmhs"] * 9 + [NINTH] * 2 + ["local-authority"] * 4 + ["commissioning"] * 3
    + ["public-health"] * 3 + ["educational-psychology"] * 3 + ["voluntary"] * 3 + ["other"]
)  # fmt: skip
PASTED, BY_LINK, BY_OPEN_LINK, DECLINE, CAPACITY, AHEAD = 26, 18, 6, 3, 24, 18
STAY_AWAY, UNANNOUNCED = 4, 5
FIRST, SECOND = "clarity", "contact"  # domains shown from ahead
ADDRESS = re.compile(r"person-\d+@example\.org")


@pytest.fixture
def meeting(tmp_path):
    meeting = Meeting(tmp_path)
    yield meeting
    meeting.close()


@pytest.fixture
def heard():
    """All that comes to any page of the room, by its audience."""
    found: dict[str, list[str]] = {}

    def look(way, what, audience, data):
        if audience:
            found.setdefault(audience, []).append(json.dumps(data))

    client.onlookers.append(look)
    yield found
    client.onlookers.remove(look)


def rating_ahead(number: int, domain: int) -> int | None:
    """Domain 0: two views; 1: spread, and somebody can't say; others: nearly all alike."""
    if domain == 0:
        return 0 if number % 2 else 3
    if domain == 1:
        return None if number == 5 else number % 4
    return 1 if number else 2


def test_the_week_before_and_the_day(meeting, heard):
    guests = invited(meeting)
    coming, waits = registered(meeting, guests)
    ahead = rated_ahead(meeting, coming)
    reminded(meeting, guests, coming, ahead)
    moved_to_today(meeting, coming, waits)
    room = Day(meeting, coming, ahead)
    room.come()
    room.shows_what_was_rated_ahead()
    room.decides()
    room.finishes()
    nothing_is_said_of_anybody(meeting, heard, guests)


# --- the week before ---


def invited(meeting: Meeting) -> list[Guest]:
    """40 people of 9 sectors, some pasted and some by a file, while the mail server fails twice."""
    assert len(INVITED) == 40
    assert len(set(INVITED)) == 9
    guests = meeting.people(INVITED)
    meeting.is_true()
    meeting.mail.plan(connect=["drop"])
    pasted, listed = guests[:PASTED], guests[PASTED:]
    meeting.office.invites(pasted, tell=True)
    meeting.are("invited", pasted, "invitation")
    meeting.sector |= {one.email: "" for one in pasted}  # nobody has said yet where they work
    meeting.office.invites_by_file(meeting.table(listed), tell=True)
    meeting.are("invited", listed, "invitation")
    wait_until(lambda: "emails wait" in meeting.server.output())
    wait_until(lambda: meeting.states_of_mails() == {"waiting": 40})  # the one that failed as well
    seen = meeting.is_true()
    assert meeting.mail_states("invitation") == {"waiting": 40}
    assert not any(one["untold"] for one in seen["people"])
    meeting.time_passes()
    meeting.server.kill()  # and is started again, as a supervisor does
    meeting.mail.plan(rcpt=["450 4.2.0 later"])
    meeting.server.start()
    wait_until(lambda: meeting.states_of_mails() == {"waiting": 1, "sent": 39})
    assert meeting.mail_states("invitation") == {"waiting": 1, "sent": 39}
    meeting.is_true()
    meeting.time_passes()
    meeting.all_is_sent()
    assert meeting.mail_states("invitation") == {"sent": 40}
    links = meeting.office.personal_links()
    for one in guests:
        one.opens(links[one.email])
    meeting.is_true()  # opening a link changes nothing
    return guests


def registered(meeting: Meeting, guests: list[Guest]) -> tuple[list[Guest], Guest]:
    """By personal links and by the event's, until it is full; some can't come, and one who waits
    gets the place of another. Who has a place in the end, and who still waits."""
    meeting.office.browser.token = meeting.office.browser.get_json("/hello")["token"]
    office, event = meeting.office, meeting.office.event
    order = in_turn([one for one in guests if one.sector != NINTH])
    by_link, by_open = order[:BY_LINK], order[BY_LINK : BY_LINK + BY_OPEN_LINK]
    for one in by_link:
        one.takes_up(event)
    registers(meeting, by_link)
    meeting.is_true()
    open_link = office.open_link()
    for one in by_open:  # who look at their mail on another device
        one.browser = meeting.browser()
        one.registers(open_link)
        one.finds_link()
    registers(meeting, by_open)
    waiting = meeting.people(["public-health", "voluntary"], first=len(guests))
    for one in waiting:
        one.registers(open_link)
    meeting.are("waiting", waiting)
    seen = meeting.is_true()
    assert [one["place"] for one in seen["people"] if one["place"]] == [1, 2]
    declining = order[BY_LINK + BY_OPEN_LINK :][:DECLINE]
    for one in declining:
        one.cannot_come(event)
    meeting.are("declined", declining)
    meeting.all_is_sent()
    gives_up = by_link[0]
    gives_up.cannot_come(event)
    meeting.are("cancelled", [gives_up])
    meeting.are("registered", waiting[:1], "place")
    seen = meeting.is_true()
    assert seen["empty"] == [meeting.sectors[NINTH]]
    meeting.all_is_sent()
    return [*by_link[1:], *by_open, waiting[0]], waiting[1]


def in_turn(people: list[Guest]) -> list[Guest]:
    """The first of every sector, then the second of every sector, and so on."""
    seen: Counter[str] = Counter()
    turns = {}
    for one in people:
        turns[one.email] = seen[one.sector]
        seen[one.sector] += 1
    return sorted(people, key=lambda one: turns[one.email])


def registers(meeting: Meeting, people: list[Guest]) -> None:
    meeting.are("registered", people)
    meeting.sector |= {one.email: one.sector for one in people}


def rated_ahead(meeting: Meeting, coming: list[Guest]) -> list[Guest]:
    """18 rate every domain; one more begins and leaves it at that."""
    ahead = coming[:AHEAD]
    for number, one in enumerate(ahead):
        said = {d: rating_ahead(number, place) for place, d in enumerate(meeting.domains)}
        one.rates_ahead(meeting.office.event, said, {FIRST: f"What person {number} saw"})
    coming[AHEAD].rates_ahead(meeting.office.event, {SECOND: 1})
    meeting.rated = {one.email for one in ahead}
    meeting.is_true()
    return ahead


def reminded(
    meeting: Meeting, guests: list[Guest], coming: list[Guest], ahead: list[Guest]
) -> None:
    """Only those who have not done the thing, and at most once a day."""
    office = meeting.office
    office.does("remind", what="register")
    asked = [one for one in guests if meeting.states[one.email] == "invited"]
    meeting.told("remind_register", asked)
    office.does("remind", what="ahead")
    meeting.told("remind_ahead", [one for one in coming if one not in ahead])
    for what in ("register", "ahead"):
        with pytest.raises(Refused) as again:
            office.does("remind", what=what)
        assert again.value.code == "nobody-to-remind"
    meeting.all_is_sent()
    meeting.is_true()


def moved_to_today(meeting: Meeting, coming: list[Guest], waits: Guest) -> None:
    """The event moves, and so do its entries in calendars: the mails' and the people's own."""
    one, path = coming[0], f"calendar.ics?event={meeting.office.event}"
    before = [meeting.calendar_of("registered", one.email), own_file(one, path)]
    day = today()
    meeting.happens(day)
    assert meeting.mail_states("event_moved") == {"waiting": 25}
    seen = meeting.is_true()
    assert not any(person["to_tell"] for person in seen["people"])
    meeting.told("event_moved", [*coming, waits])
    meeting.time_passes()
    meeting.all_is_sent()
    after = [meeting.calendar_of("event_moved", one.email), own_file(one, path)]
    for was, now, method in zip(before, after, ("REQUEST", None), strict=True):
        for data in (was, now):
            read = gnome(data)
            assert (read["faults"], read["keeps_the_rules"]) == (0, True)
            assert thunderbird(data)["method"] == method
        (old,), (new,) = thunderbird(was)["entries"], thunderbird(now)["entries"]
        assert old["uid"] == new["uid"] == f"{meeting.office.event}.{meeting.area}@cascade-live"
        assert old["sequence"] < new["sequence"]
        assert new["start"][:10] == day
    assert ADDRESS.findall(after[0].decode().replace("\r\n ", "")) == [one.email]
    assert not ADDRESS.search(after[1].decode())


def own_file(one: Guest, path: str) -> bytes:
    return one.browser.get(f"{one.page}/{path}").content


# --- the day ---


class Day:
    """``ahead`` have rated ahead, of whom some stay away; all others of ``coming`` come."""

    def __init__(self, meeting: Meeting, coming: list[Guest], ahead: list[Guest]) -> None:
        self.meeting, self.ahead = meeting, ahead
        self.there = [one for one in coming if one not in ahead[-STAY_AWAY:]]
        office = meeting.office.browser
        self.trainer = Page(office, meeting.workshop, "trainer", transports=["websocket"]).open()
        self.trainer.command("introduce", name="Trainer A. B.")
        self.room = Page(meeting.browser().enter(meeting.links["room"]).browser,
                         meeting.workshop, "room", transports=["websocket"]).open()  # fmt: skip
        self.phones: list[Phone] = []

    @property
    def code(self) -> str:
        return self.meeting.links["join"].rpartition("/")[2]

    def come(self) -> None:
        """14 of those who have rated ahead, with others, by their links; five by the code; and one
        by the code first and by link afterwards."""
        meeting = self.meeting
        ahead = self.trainer.view["ahead"]
        assert (ahead["open"], ahead["people"]) == (True, AHEAD)
        assert {one["name"] for one in ahead["who"]} == {one.name for one in self.ahead}
        hints = {one["domain"]: one["hint"] for one in ahead["domains"]}
        assert hints[FIRST] == "two-views"
        assert hints[SECOND] == "spread"
        assert set(hints.values()) == {"two-views", "spread", "alike"}
        twice = self.there[1]
        by_code = meeting.browser()
        by_code.post(f"/j/{self.code}", name=twice.name, sector=twice.sector)
        meeting.unknown = 1
        meeting.is_true()
        twice.browser = by_code
        twice.opens(twice.link)
        meeting.is_true()  # nobody is anybody else for having opened a link
        for one in self.there:
            assert one.walks_in(meeting.office.event) == meeting.workshop
        meeting.joined = {one.email for one in self.there}
        meeting.unknown = 0
        meeting.is_true()
        others = [meeting.browser() for _ in range(UNANNOUNCED)]
        for number, browser in enumerate(others):
            browser.post(f"/j/{self.code}", name=f"Walk-in {number}", sector="school")
        meeting.unknown = UNANNOUNCED
        meeting.is_true()
        names = [one["name"] for one in self.trainer.refresh()["view"]["persons"]]
        assert Counter(names) == Counter(
            [*(one.name for one in self.there), *(f"Walk-in {n}" for n in range(UNANNOUNCED))]
        )
        self.first = Page(self.there[0].browser, meeting.workshop, "attendee",
                          transports=["websocket"]).open()  # fmt: skip
        browsers = [one.browser for one in self.there[1:]] + others
        self.phones = [Phone(browser, meeting.workshop) for browser in browsers]

    def shows_what_was_rated_ahead(self) -> None:
        for place, domain in enumerate((FIRST, SECOND)):
            self.trainer.command("reveal_ahead", domain=domain)
            (shown,) = self.rounds_of(domain)
            expected = [rating_ahead(n, place) for n in range(AHEAD)]
            expected += [1] if domain == SECOND else []
            assert shown["number"] == 0
            assert shown["counts"] == [expected.count(n) for n in range(4)]
            assert (shown["cant_say"], shown["movement"]) == (place, None)
            self.room.wait_for(lambda s: [r["number"] for r in s["view"]["rounds"]] == [0])
            with pytest.raises(Refused) as alone:
                self.trainer.command(
                    "record_ruling", domain=domain, method="majority", rating=3, note=""
                )
            assert alone.value.code == "round-needed"
            self.trainer.command("start_discussion", seconds=60)
            self.trainer.command("end_discussion")
            self.rates(domain)
        with pytest.raises(Refused) as late:  # what somebody would still like to rate ahead
            self.ahead[0].rates_ahead(self.meeting.office.event, {FIRST: 0})
        assert late.value.code == "409"
        self.meeting.is_true()

    def rounds_of(self, domain: str) -> list[dict]:
        (found,) = [one for one in self.trainer.view["domains"] if one["domain"] == domain]
        return found["rounds"]

    def rates(self, domain: str) -> None:
        """A live round: whoever rated ahead the lowest goes up by one, all others say 2."""
        place = self.meeting.domains.index(domain)
        self.trainer.command("open_round", domain=domain)
        opened = self.trainer.view["round"]
        assert opened["number"] == 1
        mine = [n for n, one in enumerate(self.ahead) if one in self.there]
        # Offered, and not chosen.
        offered = {"round": opened["id"], "rating": rating_ahead(0, place)}
        wait_until(lambda: self.first.you.get("ahead") == offered, within=10)
        assert self.first.you["ballot"] is None

        def says(number: int | None) -> int:
            before = None if number is None else rating_ahead(number, place)
            return 1 if before == 0 else 2

        numbers = [mine[n] if n < len(mine) else None for n in range(len(self.phones) + 1)]
        self.first.vote(says(numbers[0]))
        for phone, number in zip(self.phones, numbers[1:], strict=True):
            phone.rate(opened["id"], says(number))
        self.trainer.command("close_round", round=opened["id"])
        shown = self.rounds_of(domain)[-1]
        said = [says(number) for number in numbers]
        assert shown["counts"] == [said.count(n) for n in range(4)]
        # Four stayed away, fewer than five: who moved would say what those had rated ahead.
        assert shown["movement"] is None
        top = max(range(4), key=said.count)
        method = "unanimous" if said.count(top) == len(said) else "consensus"
        self.trainer.command("record_ruling", domain=domain, method=method, rating=top, note="")

    def decides(self) -> None:
        for domain in self.meeting.domains[2:]:
            self.rates(domain)

    def finishes(self) -> None:
        """Attendance is filled in, and the results hold round 0 where it was shown."""
        meeting = self.meeting
        self.trainer.command("finish")
        meeting.attended = set(meeting.joined)
        wait_until(lambda: meeting.office.sees()["counts"]["attended"])
        seen = meeting.is_true()
        assert seen["over"] == "held"
        assert not any(one["remind"] or one["untold"] for one in seen["people"])
        record = json.loads(self.file("record.json"))
        rounds = rounds_of(record)
        assert {key for key, numbers in rounds.items() if 0 in numbers} == {FIRST, SECOND}
        assert all(numbers[-1] == 1 for numbers in rounds.values())
        rows = list(csv.DictReader(io.StringIO(self.file("rounds.csv"))))
        assert {row["domain"] for row in rows if row["round"] == "0"} == {FIRST, SECOND}
        meeting.all_is_sent()  # and nobody is written to for it
        for phone in self.phones:
            phone.close()
        for page in (self.trainer, self.room, self.first):
            page.close()

    def file(self, name: str) -> str:
        path = f"/results/{self.meeting.workshop}/{name}"
        return self.meeting.office.browser.get(path).content.decode("utf-8-sig")


def rounds_of(record: dict) -> dict[str, list[int]]:
    return {
        domain["key"]: [one["number"] for one in domain["rounds"]] for domain in record["domains"]
    }


def nothing_is_said_of_anybody(meeting: Meeting, heard: dict, guests: list[Guest]) -> None:
    """No address outside the lead's list and the mails; no name outside that and the console."""
    names = [one.name for one in guests]
    assert set(heard) >= {"trainer", "room", "attendee"}
    for audience, frames in heard.items():
        text = "\n".join(frames)
        assert not ADDRESS.search(text), audience
        if audience == "room":
            assert not [name for name in names if json.dumps(name)[1:-1] in text], audience
    log = meeting.server.output()
    secrets = [one.link.rpartition(".")[2] for one in guests]
    assert not ADDRESS.search(log)
    assert not [part for part in (*names, *secrets) if part in log]
    browser = meeting.office.browser
    for name in ("record.json", "rounds.csv", "ratings.csv", "groups.csv", "reasons.csv"):
        text = browser.get(f"/results/{meeting.workshop}/{name}").content.decode()
        assert not ADDRESS.search(text), name
        assert not [one for one in names if one in text], name
