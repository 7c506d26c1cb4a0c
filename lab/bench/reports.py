"""``python -m lab.bench.reports``: how long a report takes, and what votes notice of it.

A workshop of 70 people and 18 rounds with reasons is held on a real server. Each file is asked for
in turn; then 70 phones vote one after the other, without reports and while three people ask for
three each, turn about. It prints a table; nothing is written. It wants the machine to itself.
"""

import argparse
import json
import resource
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median, quantiles

from lab.rig.live_room import LiveRoom
from lab.rig.server import Server
from voting.edges.press import Press
from voting.reports.downloads import AGREED, APART, CHANGED, FILES
from voting.words import load

PEOPLE, ROUNDS, SHOWN, TURNS = 70, 18, 3, 3
WAIT = 120  # seconds for a file, on a machine that has much else to do
ASKING = 3  # people, which is as many as one workshop may have files made at the same time
SECTORS = ("school", "cypmhs", "local-authority")
REASON = "We meet every month, but nobody outside the group knows what was decided there ({})"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m lab.bench.reports")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cascade-reports-") as folder:
        server = Server(Path(folder) / "data", JOINS_A_MINUTE="1000").start()
        try:
            room = LiveRoom(server, title="Measured")
            _hold(room, given.people, given.rounds)
            _files(room)
            _processor(room)
            _votes(room)
            room.close()
        finally:
            server.stop()
            server.end()


def _hold(room: LiveRoom, people: int, rounds: int) -> None:
    """The workshop, with its last round open."""
    for number in range(people):
        room.joins(sector=SECTORS[number % len(SECTORS)])
    domains = [one["domain"] for one in room.trainer.view["progress"]]
    order = sorted((domains[place % len(domains)] for place in range(rounds)), key=domains.index)
    for number, domain in enumerate(order):
        held = room.opens(domain)
        room.votes(*((place * place + number) % 4 for place in range(people)))
        for page in room.attendees[:SHOWN]:
            page.ask("reason", round=held, text=REASON.format(number))
        room.closes()
        for given in room.trainer.refresh()["view"]["reasons"][-SHOWN:]:
            room.trainer.command("show_reason", reason=given["id"])
        if order[number + 1 :] and order[number + 1] != domain:
            room.rules(domain, "consensus", 2, note="Agreed after a long discussion of the figures")
    room.opens(domains[-1])


def _files(room: LiveRoom) -> None:
    print("| file | seconds, median of 5 | KB |\n|---|---|---|")
    for file in (one for one in FILES if one not in CHANGED | AGREED):
        took, size = [], 0
        for _ in range(5):
            began = time.perf_counter()
            size = len(_fetched(room, file))
            took.append(time.perf_counter() - began)
        print(f"| `{file}` | {median(took):.2f} | {size / 1000:.0f} |")


def _processor(room: LiveRoom) -> None:
    """The same by the time that a core spends on it, which a busy machine does not lengthen."""
    data = json.loads(_fetched(room, "record.json"))
    print("\n| file | seconds of one core |\n|---|---|")
    for file in sorted(APART - CHANGED):
        before = _children()
        for _ in range(5):
            Press().make(file, data, load())
        print(f"| `{file}` | {(_children() - before) / 5:.2f} |")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _fetched(room: LiveRoom, file: str) -> bytes:
    answer = room.office.http.get(f"{room.office.base}/results/{room.id}/{file}", timeout=WAIT)
    answer.raise_for_status()
    content: bytes = answer.content
    return content


def _reports(room: LiveRoom) -> None:
    for file in ("report.pdf", "report.docx", "report.pptx"):
        _fetched(room, file)


def _votes(room: LiveRoom) -> None:
    alone: list[float] = []
    beside: list[float] = []
    slowest = 0.0
    for _ in range(TURNS):
        alone += _timed(room, lambda seconds: seconds < 5)
        asking = [threading.Thread(target=_reports, args=(room,)) for _ in range(ASKING)]
        began = time.perf_counter()
        for one in asking:
            one.start()
        beside += _timed(room, partial(_goes_on, asking))
        slowest = max(slowest, time.perf_counter() - began)
    print("\n| votes | p50, ms | p95, ms | votes timed |\n|---|---|---|---|")
    for name, took in (("no report", alone), (f"{ASKING} reports at a time", beside)):
        cuts = quantiles([one * 1000 for one in took], n=20)
        print(f"| {name} | {cuts[9]:.1f} | {cuts[18]:.1f} | {len(took)} |")
    print(f"\nThe last of the reports was there after {slowest:.1f} s.")


def _goes_on(asking: list[threading.Thread], _: float) -> bool:
    return any(one.is_alive() for one in asking)


def _timed(room: LiveRoom, goes_on: Callable[[float], bool]) -> list[float]:
    """Seconds from vote to acknowledgement, phone after phone, as long as it goes on."""
    began, took, place = time.perf_counter(), [], 0
    while goes_on(time.perf_counter() - began):
        page = room.attendees[place % len(room.attendees)]
        sent = time.perf_counter()
        page.vote(place % 4)
        took.append(time.perf_counter() - sent)
        place += 1
        time.sleep(0.005)
    return took


if __name__ == "__main__":
    main()
