"""The rows about rating ahead: what was acknowledged is kept once, and what is shown in the room is
exactly that."""

import random
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

from demo.client import Refused
from lab.rig.server import check_logs, wait_until
from lab.soak import stage
from lab.soak.figures import Figure, Scale, row
from lab.soak.inviting import AT_ONCE, DOMAINS, FRAMEWORK, KEY, LEVELS, Roll, insist_on_a_browser
from lab.soak.planning import insist, kill_app, kill_store
from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.core.state import AHEAD_LEAST
from voting.frameworks import load_frameworks
from voting.moments import now
from voting.registration.commands import Register
from voting.registration.roster import About
from voting.service import Service
from voting.store.redis_store import RedisStore

CHANGES = 3  # how often one person changes their mind, in as many domains
RACING = 6  # people who rate ahead while the first round is opened
INVITED = Actor(Role.INVITED)
TRAINER = Actor(Role.TRAINER, "trainer")


class Rater:
    """One person with a page of their own; ``held`` is what was last acknowledged, by domain:
    rating and sequence."""

    def __init__(self, roll: Roll, service: Service, number: int, base: str) -> None:
        about = About(sector=FRAMEWORK.sectors[0].key, name=f"P{number}", email=f"p{number}@b.test")
        known = service.register(roll.area, INVITED, Register(roll.event, about, agreed=True))
        self.roll = roll
        self.person = KEY.invited_as(known.id, roll.workshop)
        self.browser = insist_on_a_browser(base)
        link = KEY.personal_link(roll.area, known.id, known.link)
        insist(lambda: {"status": self.browser.get(f"/p/{link}").status_code})
        self.held: dict[str, tuple[int | None, int]] = {}

    def rates(self, domain: str, rating: int | None) -> None:
        """Raises Refused once rating ahead has ended."""
        sequence = self.held.get(domain, (None, 0))[1] + 1
        said = {"domain": domain, "rating": "cant-say" if rating is None else str(rating)}
        form = {"event": self.roll.event, "instrument": self.roll.instrument}
        path = f"/p/{self.roll.area}/ahead"
        ask = partial(self.browser.post, path, sequence=str(sequence), **said, **form)
        cell = insist(ask)["cell"]
        assert (cell["rating"], cell["sequence"]) == (rating, sequence), cell
        self.held[domain] = (rating, sequence)

    def rates_all(self) -> None:
        for domain in [*DOMAINS, *random.sample(DOMAINS, CHANGES)]:
            self.rates(domain, random.choice([None, *range(LEVELS)]))

    def problems(self, held: dict[str, tuple[int | None, int]]) -> Iterator[str]:
        for domain in held.keys() | self.held.keys():
            if held.get(domain) != self.held.get(domain):
                was = self.held.get(domain)
                yield f"{self.person} in {domain}: {held.get(domain)} instead of {was}"


def _held(store: RedisStore, workshop: str) -> dict[str, dict[str, tuple[int | None, int]]]:
    found = store.ahead(workshop).ballots
    return {p: {d: (b.rating, b.sequence) for d, b in mine.items()} for p, mine in found.items()}


@row(
    "ahead-killed",
    "No rating ahead is lost or doubled",
    "200 people rate ahead and change their mind while the app and its store are killed, 20 times "
    "each: everything that was acknowledged is held, once",
)
def ahead_killed(scale: Scale) -> Figure:
    people, kills = scale.pick(200, 16), scale.pick(20, 1)
    in_between = 0
    with (
        stage.folder() as home,
        stage.servers(home, JOINS_A_MINUTE="100000") as [server],
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        roll = Roll(server, 0)
        with stage.behind(server) as client:
            store = RedisStore(client)
            service = Service(store, load_frameworks(None), now, invited_as=KEY.invited_as)
            raters = [Rater(roll, service, number, server.base) for number in range(people)]
        left = iter(raters)
        for kill in [kill_app, kill_store] * kills:
            mine = [next(left) for _ in range(people // (2 * kills))]
            working = [pool.submit(rater.rates_all) for rater in mine]
            goal = random.randint(1, len(mine) * len(DOMAINS))
            wait_until(lambda mine=mine, goal=goal: _acknowledged(mine) >= goal, every=0.001)
            in_between += any(not task.done() for task in working)
            kill(server)
            for task in working:
                task.result()
        with stage.behind(server) as client:
            held = _held(RedisStore(client), roll.workshop)
            problems = [p for one in raters for p in one.problems(held.pop(one.person, {}))]
            problems += [f"{person}: nobody" for person in held]
            check_logs(client)
    return Figure(
        not problems and in_between > 0,
        f"{len(problems)} lost or doubled of {_acknowledged(raters)} acknowledged by {people} "
        f"people, {2 * kills} kills, {in_between} of them while somebody waited for an answer"
        + "".join(f"\n      {problem}" for problem in problems[:3]),
    )


def _acknowledged(raters: list[Rater]) -> int:
    return sum(sequence for one in raters for _, sequence in [*one.held.values()])


@row(
    "ahead-closing",
    "Rating ahead ends exactly",
    "people rate ahead on two processes while a trainer opens the first round, 200 times: what is "
    "shown later equals what was acknowledged every time",
)
def ahead_closing(scale: Scale) -> Figure:
    times, exact, between = scale.pick(200, 3), 0, 0
    problems: list[str] = []
    with (
        stage.folder() as home,
        stage.own_store(home) as store,
        stage.servers(home, 2, REDIS_URL=store.url, JOINS_A_MINUTE="100000") as processes,
        ThreadPoolExecutor(RACING + 1) as pool,
        stage.behind(processes[0]) as client,
    ):
        service = Service(RedisStore(client), load_frameworks(None), now, invited_as=KEY.invited_as)
        for number in range(times):
            roll = Roll(processes[number % 2], 0)
            raters = [Rater(roll, service, n, processes[n % 2].base) for n in range(RACING)]
            found, late = _race(pool, roll, service, raters)
            problems += found
            exact += not found
            between += late
            for rater in raters:
                rater.browser.http.close()
    return Figure(
        exact == times and between > 0,
        f"exact {exact} of {times} times ({between} times some were told that it had ended)"
        + "".join(f"\n      {problem}" for problem in problems[:3]),
    )


def _race(
    pool: ThreadPoolExecutor, roll: Roll, service: Service, raters: list[Rater]
) -> tuple[list[str], bool]:
    """What is wrong, and whether it ended while somebody still rated."""
    domain, other = DOMAINS[:2]
    for rater in raters:
        rater.rates(domain, random.randrange(LEVELS))
    start = Barrier(len(raters) + 1)

    def goes_on(rater: Rater) -> bool:
        start.wait()
        for _ in range(30):
            try:
                rater.rates(domain, random.randrange(LEVELS))
            except Refused as refused:
                if refused.code != "ahead-closed":
                    raise
                return True
        return False

    going = [pool.submit(goes_on, rater) for rater in raters]
    start.wait()
    wait_until(lambda: any(one.held[domain][1] > 1 for one in raters), every=0.001)
    link = service.store.load(roll.workshop).links["trainer"]
    service.act(roll.workshop, TRAINER, c.Introduce(), link=link)
    opened = service.act(roll.workshop, TRAINER, c.OpenRound(other), id=secrets.token_hex(8))
    late = [one.result() for one in going]
    service.act(roll.workshop, TRAINER, c.CancelRound(opened.rounds[-1].id))
    assert len(raters) >= AHEAD_LEAST
    shown = service.act(roll.workshop, TRAINER, c.RevealAhead(domain)).rounds[-1]
    ballots = service.store.ballots(roll.workshop, shown.id)
    held = {person: {domain: (b.rating, b.sequence)} for person, b in ballots.items()}
    found = [p for one in raters for p in one.problems(held.pop(one.person, {}))]
    return [*found, *held], any(late)
