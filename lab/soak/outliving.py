"""The row about results: what a workshop decided outlives it, whatever is killed when."""

import random
from datetime import timedelta
from typing import Any

from demo.client import Browser, Page
from lab.rig.server import Server, check_logs, wait_until
from lab.soak import stage
from lab.soak.figures import Figure, Scale, row
from lab.soak.verdict import read_ballots, shape
from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.core.commands import Finish
from voting.core.ruling import Method
from voting.frameworks import load_frameworks
from voting.identity import Identity
from voting.moments import now
from voting.programme.result import Result
from voting.service import Service
from voting.store.redis_store import RedisStore
from voting.wire.messages import Vote

AGO = timedelta(days=10)  # when these workshops were held
PEOPLE = 6
TRAINER = Actor(Role.TRAINER, "trainer-of-all")


@row(
    "results-outlive",
    "What a workshop decided outlives it",
    "app killed while workshops are finished and while they are erased, 20 times each: each left "
    "one result, equal to its ballots, and nothing else",
)
def results_outlive(scale: Scale) -> Figure:
    kills, each = scale.pick(20, 1), scale.pick(6, 4)
    problems: list[str] = []
    with stage.folder() as home, stage.servers(home) as [server]:
        ids: list[str] = []
        cut_short = 0
        for number in range(kills):
            new = [_decided(server, f"Area {number}", pick) for pick in range(each)]
            cut_short += _finished_with_a_kill(server, new)
            ids += new
        with stage.behind(server) as client:
            store = RedisStore(client)
            wait_until(lambda: len(_results(store)) == len(ids), 120)
            before = _results(store)
            for id in ids:
                problems += _differences(client, store, id, before[id])
            server.stop()
        server.settings["KEEP_DAYS"] = "1"
        in_between = _erased_with_kills(server, ids, kills)
        with stage.behind(server) as client:
            if _results(RedisStore(client)) != before:
                problems.append("the results are not what they were")
            held = map(bytes.decode, client.keys("*"))
            problems += [f"{key} is left" for key in held if any(f"{{{id}}}" in key for id in ids)]
            check_logs(client)
    return Figure(
        not problems,
        f"{len(problems)} problems {problems[:3] or ''} with {len(ids)} workshops; {kills} kills "
        f"while finishing, {cut_short} trainers had no answer; {in_between} kills in the middle of "
        "erasing",
    )


def _decided(server: Server, area: str, pick: int) -> str:
    """A workshop in which everything is decided, played past the pages."""
    then = now() - AGO
    with stage.behind(server) as client:
        service = Service(RedisStore(client), load_frameworks(None), lambda: then)
        details = c.Details(area, "workshop-1", then.date().isoformat(), f"Number {pick}")
        made = service.set_up(f"{area}-{pick}", "cascade", details, lambda id: TRAINER)
        people = [Actor(Role.ATTENDEE, f"person-{number}") for number in range(PEOPLE)]
        for person in people:
            service.act(made.id, person, c.Join(person.id, "school"))
        for domain in made.framework.domains:
            opened = service.act(made.id, TRAINER, c.OpenRound(domain.key)).rounds[-1].id
            for number, person in enumerate(people):
                rating = random.choice((0, 1, 2, 3, None))
                service.cast(made.id, person.id, Vote(opened, f"vote-{opened}-{number}", 1, rating))
            service.act(made.id, TRAINER, c.CloseRound(opened))
            service.act(made.id, TRAINER, c.RecordRuling(domain.key, Method.CONSENSUS, 1))
    return made.id


def _finished_with_a_kill(server: Server, ids: list[str]) -> int:
    """Trainers finish all of them at once, and the app is killed meanwhile; who had no answer asks
    again afterwards. Returns how many had none."""
    answered: list[dict[str, Any]] = []
    pages = [_console(server, id) for id in ids]
    for page in pages:
        page.socket.emit("finish", page.order(), callback=answered.append)
    goal = random.randint(0, len(ids) - 1)
    wait_until(lambda: len(answered) >= goal, every=0.001)
    server.kill()
    for page in pages:
        page.close()
    got = len(answered)
    server.start()
    for id in ids:
        page = _console(server, id)
        if page.view["phase"] != "finished":
            page.command("finish")
        page.close()
    return len(ids) - got


def _console(server: Server, id: str) -> Page:
    link = Identity(stage.KEY["SECRET_KEY"]).link(Role.TRAINER, id, 0)
    browser = Browser(server.base)
    browser.post("/enter", link=link)
    return Page(browser, id, "trainer", transports=["websocket"], reconnect=False).open()


def _results(store: RedisStore) -> dict[str, Result]:
    return {id: one for area in store.areas() for id, one in store.results(area).items()}


def _differences(client: Any, store: RedisStore, id: str, kept: Result) -> list[str]:
    """Between a result and the ballots it came from, counted anew."""
    found = []
    workshop = store.load(id)
    levels = len(workshop.framework.levels)
    raw = read_ballots(client, id, [r.id for r in workshop.rounds])
    counted = {r.id: (r.counts, r.cant_say) for d in kept.domains for r in d.rounds}
    if counted != {number: shape(ballots.values(), levels) for number, ballots in raw.items()}:
        found.append(f"{id}: the ballots say something else")
    finished = sum(isinstance(entry.command, Finish) for entry in store.log(id))
    if (kept.version, finished) != (1, 1):
        found.append(f"{id}: finished {finished} times, version {kept.version} is kept")
    event = store.area(store.area_of(id) or "").event_of(id)
    if event is None or event.state != "held":
        found.append(f"{id}: its event is not held")
    return found


def _erased_with_kills(server: Server, ids: list[str], kills: int) -> int:
    """The app starts and erases, and is killed in the middle, again and again; at last it is left
    alone. Returns how many kills fell into the middle."""
    in_between, left = 0, len(ids)
    for number in range(kills):
        server.start()
        with stage.behind(server) as client:
            store = RedisStore(client)
            goal = len(ids) - (number + 1) * len(ids) // (kills + 1)
            wait_until(lambda store=store, goal=goal: len(store.workshops()) <= goal, every=0.001)
            server.kill()
            left = len(store.workshops())
        in_between += 0 < left < len(ids)
    server.start()
    with stage.behind(server) as client:
        wait_until(lambda: not RedisStore(client).workshops())
    return in_between
