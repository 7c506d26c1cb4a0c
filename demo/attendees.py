"""Simulated attendees, each with a connection of their own, over the public protocol.

    python -m demo.attendees BASE CODE [--people 18] [--pace 1] [--seed 0] [--returning FILE]

They join with the code, rate in every round that a trainer opens, and come back when the server
was away. The first of them are those whose cookies are in the file: they were at an earlier
workshop. Ctrl-C makes them leave their seats.
"""

import argparse
import json
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any

import requests
import socketio

from demo.client import Browser, Page, Refused
from demo.minds import Room

Cookies = list[dict[str, str]]

IDEAS = (
    "A list of link workers that every school has",
    "Joint training, once a term",
    "One form for all referrals",
)
# Refusals that the next try may overcome; any other is the answer.
CUT_OFF = (requests.RequestException, socketio.exceptions.SocketIOError, TimeoutError, ValueError)


class Attendee:
    """One person with a phone: joins, stays connected, rates."""

    def __init__(
        self,
        base: str,
        code: str,
        person: int,
        room: Room,
        pace: float,
        stop: threading.Event,
        cookies: Cookies | None = None,
    ) -> None:
        self.joined = False
        self.problem = ""
        self._base, self._code = base, code
        self._person, self._room = person, room
        self._pace, self._stop = pace, stop
        self._cookies = cookies or []
        self._page: Page | None = None
        self._sequence = 0
        self._done = 0  # the id of the last round that this person is through with
        self._answered = 0  # the id of the last question that they are through with
        self._suggested = False
        self._said: dict[str, int | None] = {}  # by domain
        self._seen: dict[str, list[int]] = {}  # the last counts revealed, by domain

    def live(self) -> None:
        """Until told to stop: be there, and rate when there is something to rate."""
        try:
            self._take_a_seat()
            while not self._stop.is_set():
                if not self._connected():
                    self._stop.wait(0.5)
                    continue
                opened = self._page.view["round"] if self._page else None
                asked = self._question()
                if opened and opened["id"] > self._done:
                    self._rate(opened["id"])
                elif asked and asked["id"] != self._answered:
                    self._answer(asked)
                elif self._has_an_idea():
                    self._suggest()
                else:
                    self._stop.wait(0.1)
        except Refused as problem:
            self.problem = problem.sentence
        finally:
            if self._page:
                self._page.close()

    # --- coming ---

    def _take_a_seat(self) -> None:
        # Not everybody reaches for the phone at the same moment.
        self._stop.wait(self._pace * 0.15 * self._person)
        while not self._stop.is_set():
            try:
                browser = Browser.reopened(self._base, self._cookies)
                sector = self._room.sectors[self._person]
                seat = browser.join(self._code, f"Attendee {self._person + 1}", sector, "yes")
                self._page = Page(browser, seat.workshop, "attendee", reconnect=False)
                self._page.heard.append(self._remember)
                self.joined = True
                return
            except Refused as problem:
                if not problem.again:
                    raise
            except CUT_OFF:
                pass
            self._stop.wait(1)

    def _connected(self) -> bool:
        """Is there a connection? One try to make it, if not."""
        page = self._page
        if page is None:
            return False
        if page.socket.connected:
            return True
        if page.ended:  # taken out, perhaps to be let back in: no hurry
            page.ended = None
            self._stop.wait(5)
        try:
            page.open()
        except (Refused, *CUT_OFF):
            return False
        return True

    def _remember(self, state: dict[str, Any]) -> None:
        view = state["view"]
        if view["rounds"]:
            self._seen[view["domain"]] = view["rounds"][-1]["counts"]

    # --- goals ---

    def _plan(self) -> dict[str, Any]:
        view = self._page.view if self._page and self._page.state else {}
        return view.get("plan") or {}

    def _question(self) -> dict[str, Any] | None:
        """What the room is asked in private now."""
        plan = self._plan()
        question: dict[str, Any] | None = plan.get("question") if plan.get("on_screen") else None
        return question if question and question["open"] else None

    def _is_asked(self, number: int) -> bool:
        return (self._question() or {}).get("id") == number

    def _answer(self, asked: dict[str, Any]) -> None:
        assert self._page
        number = asked["id"]
        if asked["kind"] == "score":
            goal = next(one for one in self._plan()["goals"] if one["id"] == asked["goal"])
            last = goal["scores"][-1]["score"] + 2 if goal["scores"] else 2
            said: dict[str, Any] = {"score": self._room.score(self._person, last, number)}
        else:  # the lowest in their eyes first
            domains = [step["domain"] for step in self._page.view["progress"]]
            domains.sort(key=lambda domain: self._said.get(domain) or 0)
            said = {"domains": self._room.needs(self._person, domains, number)}
        thinks = self._room.thoughts(self._person, None, 2, number)[0][0]
        self._wait_while(lambda: self._is_asked(number), thinks * self._pace)
        if self._is_asked(number):
            self._store("answer_plan", question=number, **said)
        self._answered = number

    def _has_an_idea(self) -> bool:
        """One in six sends a suggestion while goals take shape."""
        return not self._suggested and self._person % 6 == 0 and self._words_goals()

    def _words_goals(self) -> bool:
        plan = self._plan()
        return bool(plan.get("on_screen")) and plan["part"] == "goals"

    def _suggest(self) -> None:
        assert self._page
        self._suggested = True
        self._wait_while(self._words_goals, 4 * self._pace)
        text = IDEAS[self._person // 6 % len(IDEAS)]
        with suppress(Refused, *CUT_OFF):
            self._page.ask("suggest", id=secrets.token_hex(16), text=text)

    # --- rating ---

    def _rate(self, round_id: int) -> None:
        assert self._page
        view = self._page.view
        domain = view["domain"]
        order = [step["domain"] for step in view["progress"]]
        rating = self._opinion(domain, order.index(domain), round_id)
        for seconds, choice in self._room.thoughts(self._person, rating, self._levels(), round_id):
            self._wait_while(lambda: self._is_open(round_id), seconds * self._pace)
            if not self._is_open(round_id):
                break
            if self._send(round_id, choice):
                self._said[domain] = choice
        self._done = round_id

    def _opinion(self, domain: str, place: int, round_id: int) -> int | None:
        if domain in self._said and domain in self._seen:
            before, counts = self._said[domain], self._seen[domain]
            return self._room.next_rating(self._person, before, counts, round_id)
        return self._room.first_ratings(place, self._levels())[self._person]

    def _levels(self) -> int:
        """How many ratings there are: a revealed tally shows it, and CASCADE has four."""
        return max(map(len, self._seen.values()), default=4)

    def _is_open(self, round_id: int) -> bool:
        view = self._page.view if self._page and self._page.state else {}
        return bool(view.get("round")) and view["round"]["id"] == round_id

    def _send(self, round_id: int, rating: int | None) -> bool:
        return self._store("vote", round=round_id, rating=rating)

    def _store(self, event: str, **said: Any) -> bool:
        """One answer, sent again under the same id until it is stored or refused."""
        assert self._page
        self._sequence = max(self._sequence, self._page.sequence) + 1
        sent = {**said, "vote_id": secrets.token_hex(16), "sequence": self._sequence}
        while not self._stop.is_set():
            try:
                if self._connected():
                    return bool(self._page.ask(event, **sent)["ok"])
            except Refused as problem:
                if not problem.again:
                    return False
            except CUT_OFF:
                pass
            self._stop.wait(0.5)
        return False

    def _wait_while(self, lasts: Callable[[], bool], seconds: float) -> None:
        ends = time.monotonic() + seconds
        while lasts() and not self._stop.is_set() and time.monotonic() < ends:
            self._stop.wait(min(0.2, max(0.0, ends - time.monotonic())))


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="python -m demo.attendees", description=__doc__)
    asked.add_argument("base", help="the server's address")
    asked.add_argument("code", help="the join code")
    asked.add_argument("--people", type=int, default=18)
    asked.add_argument(
        "--pace", type=float, default=1.0, help="how long they think: 0.5 is half the time"
    )
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--returning", type=Path, help="the cookies of people who were here before")
    given = asked.parse_args(arguments)
    returning = json.loads(given.returning.read_text()) if given.returning else []

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    room = Room(given.people, given.seed)
    attendees = [
        Attendee(given.base, given.code, person, room, given.pace, stop, cookies)
        for person, cookies in zip_longest(range(given.people), returning[: given.people])
    ]
    threads = [threading.Thread(target=one.live, daemon=True) for one in attendees]
    for thread in threads:
        thread.start()
    told = False
    while not stop.is_set() and any(thread.is_alive() for thread in threads):
        if not told and all(one.joined for one in attendees):
            print(
                f"{len(attendees)} attendees have joined and are waiting for a round.", flush=True
            )
            told = True
        stop.wait(0.2)
    stop.set()
    leave_by = time.monotonic() + 3
    for thread in threads:
        thread.join(max(0.0, leave_by - time.monotonic()))
    problems = sorted({one.problem for one in attendees if one.problem})
    for problem in problems:
        print(f"An attendee gave up: {problem}", file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
