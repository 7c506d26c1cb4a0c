"""The row about phones that sleep and roam: real Chromium pages, four at a time."""

import random
import time
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from playwright.sync_api import Browser as Chromium

from demo.room import DOMAINS
from lab.rig.proxy import Proxy
from lab.soak import stage
from lab.soak.crowd import Room
from lab.soak.figures import Figure, Scale, row
from lab.soak.pages import Watched, chromium
from lab.soak.verdict import read_ballots

RIGHT_WITHIN = 3.0  # seconds
DROPPED_AFTER = 25  # seconds of sleep after which the server has let a phone go


class Phone:
    """A page behind a proxy of its own, and what its owner last chose."""

    def __init__(self, browser: Chromium, room: Room, server: Any, number: int) -> None:
        self.door = Proxy(server.port)
        owner, self.person = room.takes_a_seat(number, self.door.base)
        self.shown = Watched(browser, room, owner, "attendee").open()
        self.taps: list[str] = []  # the outbox counts them as well: its sequence
        self.saved: dict[int, int] = {}  # by round: the last tap that was shown as saved
        self._address = 1

    @property
    def choice(self) -> str:
        return self.taps[-1] if self.taps else "0"

    def tap(self) -> None:
        """Choose another card than the last one."""
        rating = (int(self.choice) + random.randint(1, 3)) % 4
        self.taps.append(str(rating))
        self.shown.rate(rating)

    def look(self, round_id: int) -> None:
        if self.shown.save_state == "saved":
            self.saved[round_id] = len(self.taps)

    # --- what happens to phones: each begins, and ends with the moment they are back ---

    def goes_offline(self) -> None:
        self.shown.offline(True)
        self.door.mode = "refuse"
        self.door.cut()

    def is_online(self) -> None:
        self.door.mode = "pass"
        self.shown.offline(False)

    def sleeps(self) -> None:
        self.shown.freeze(True)

    def wakes(self) -> None:
        self.shown.freeze(False)

    def leaves_the_network(self) -> None:
        self.door.mode = "refuse"
        self.door.cut()

    def has_a_new_address(self) -> None:
        self._address = self._address % 200 + 2
        self.door.source = f"127.0.0.{self._address}"
        self.door.mode = "pass"

    def waits_for_an_answer(self) -> None:
        """The vote is on its way when the page is loaded anew."""

    def reloads(self) -> None:
        self.shown.page.reload(wait_until="commit")

    def close(self) -> None:
        self.shown.close()
        self.door.close()


class Fate(Struct, frozen=True):
    name: str
    away: Callable[[Phone], None]
    back: Callable[[Phone], None]
    at_once: bool = False


FATES = (
    Fate("offline", Phone.goes_offline, Phone.is_online),
    Fate("frozen", Phone.sleeps, Phone.wakes),
    Fate("new address", Phone.leaves_the_network, Phone.has_a_new_address),
    Fate("reloaded", Phone.waits_for_an_answer, Phone.reloads, at_once=True),
)


@row(
    "phones-roam",
    "Phones may sleep and roam",
    "browser offline, frozen, new address, page reloaded in mid-vote, 100 times: right state "
    "within 3 s, 0 votes lost",
)
def phones_roam(scale: Scale) -> Figure:
    turns, long_sleeps = scale.pick(25, 2), scale.pick(3, 0)
    slowest: dict[str, float] = dict.fromkeys((fate.name for fate in FATES), 0.0)
    problems: list[str] = []
    with (
        stage.folder() as home,
        stage.servers(home) as [server],
        chromium() as browser,
        stage.room(server.base, 2) as room,
    ):
        phones = [Phone(browser, room, server, number) for number in range(len(FATES))]
        opened = room.opens(DOMAINS[0])
        for turn in range(turns + long_sleeps):
            seconds = DROPPED_AFTER if turn >= turns else random.uniform(0.5, 4)
            opened = _turn(room, phones, turn, seconds, opened, slowest, problems)
        room.closes()
        problems += _lost(room, server, phones)
        for phone in phones:
            phone.close()
        verdict = stage.judged(room, server)
    times = len(FATES) * (turns + long_sleeps)
    told = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in slowest.items())
    return Figure(
        verdict.clean and not problems,
        f"right after at most {told} ({times} times, each with a vote on its way); "
        f"{len(problems)} wrong or lost; {verdict.say()}"
        + "".join(f"\n      {problem}" for problem in problems[:4]),
        in_time=max(slowest.values()) <= RIGHT_WITHIN,
    )


def _turn(
    room: Room,
    phones: list[Phone],
    turn: int,
    seconds: float,
    opened: int,
    slowest: dict[str, float],
    problems: list[str],
) -> int:
    """Everybody rates and is gone at once; half of the time the next round is open by then."""

    def judge(phone: Phone, fate: Fate, *, fresh_round: bool) -> None:
        took = _until_right(phone, opened, fresh_round=fresh_round)
        slowest[fate.name] = max(slowest[fate.name], took)
        if took > RIGHT_WITHIN:
            problems.append(f"{fate.name} for {seconds:.1f} s: {phone.shown.text[-120:]!r}")

    fates = [FATES[(turn + n) % len(FATES)] for n in range(len(phones))]
    for phone, fate in zip(phones, fates, strict=True):
        phone.look(opened)
        phone.door.delay = 0.15 if fate.at_once else 0.0
        phone.tap()
        fate.away(phone)
        if fate.at_once:
            fate.back(phone)
            judge(phone, fate, fresh_round=False)
    gone = time.monotonic()
    if turn % 2:
        room.closes()
        opened = room.opens(DOMAINS[(turn + 1) // 2 % len(DOMAINS)])
    time.sleep(max(0.0, seconds - (time.monotonic() - gone)))
    for phone, fate in zip(phones, fates, strict=True):
        if not fate.at_once:
            fate.back(phone)
            judge(phone, fate, fresh_round=bool(turn % 2))
    return opened


def _until_right(phone: Phone, opened: int, *, fresh_round: bool) -> float:
    """Seconds until the phone shows the open round: nothing chosen in a new one, its own choice
    saved in the one it knew."""
    began = time.monotonic()
    wanted = (None, "none") if fresh_round else (phone.choice, "saved")
    while time.monotonic() - began < 4 * RIGHT_WITHIN:
        shown = phone.shown
        if shown.round_shown == opened and (shown.chosen, shown.save_state) == wanted:
            phone.look(opened)
            return time.monotonic() - began
        shown.page.wait_for_timeout(20)
    return time.monotonic() - began


def _lost(room: Room, server: Any, phones: list[Phone]) -> list[str]:
    """Choices that a phone had shown as saved and that are not what the store holds."""
    with stage.behind(server) as client:
        raw = read_ballots(client, room.id, {round_id for one in phones for round_id in one.saved})
    wrong = []
    for phone in phones:
        for round_id, tap in phone.saved.items():
            sequence, _, rating = raw[round_id].get(phone.person, (0, "", None))
            if sequence < tap or phone.taps[sequence - 1] != str(rating):
                wrong.append(f"round {round_id}: tap {tap} was saved, held is {sequence, rating}")
    return wrong
