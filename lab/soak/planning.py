"""Rows about areas: what their leads plan is there once, whatever is killed, and of two at once one
wins."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import requests

from demo.client import Browser, Refused
from lab.rig.processes import alive
from lab.rig.server import Server, check_logs, wait_until
from lab.soak import stage
from lab.soak.figures import Figure, Scale, row
from voting.core.actors import Role
from voting.identity import Identity
from voting.store.redis_store import RedisStore

LEADS, PLANS, WORKSHOPS = 3, 6, 2  # of an area, each lead, and each area, from one kill to the next
PATIENCE = 120.0  # seconds for a request to be answered at last


def insist(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Ask until there is an answer: the same request, as a browser's repeat of a form is."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except (requests.RequestException, ValueError):  # no answer, or half of one
            pass
        except Refused as refused:
            if not refused.again:
                raise
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.1)


class PlannedArea:
    """An area with several leads, each in a browser of their own."""

    def __init__(self, server: Server, name: str) -> None:
        self.name = name
        self.trainer = Browser(server.base)
        made = insist(partial(self._set_up, f"{name} 0", ""))
        self.id: str = made["area"]
        self.workshops = {f"{name} 0": {made["workshop"]}}
        self.planned: Counter[str] = Counter()  # titles that were acknowledged
        link = Identity(stage.KEY["SECRET_KEY"]).link(Role.AREA, self.id, 0)
        self.leads = [Browser(server.base) for _ in range(LEADS)]
        for lead in (*self.leads, self.trainer):
            insist(partial(lead.post, "/enter", link=link))

    def _set_up(self, title: str, area: str) -> dict[str, Any]:
        said = {"framework": "cascade", "area": self.name, "kind": "other", "title": title}
        more = {"area_id": area} if area else {}
        # One form: whoever sends it again says so by the same name.
        return self.trainer.post(
            "/workshops", date="2026-11-29", name="Trainer", request_id=title, **said, **more
        )

    def plan(self, lead: Browser, title: str) -> None:
        path = f"/area/{self.id}/plan_event"
        said = {"kind": "consultation", "date": "2026-12-01", "title": title, "request_id": title}
        insist(partial(lead.post, path, **said))
        self.planned[title] += 1

    def add(self, title: str) -> None:
        made = insist(partial(self._set_up, title, self.id))
        self.workshops.setdefault(title, set()).add(made["workshop"])

    def close(self) -> None:
        for browser in (self.trainer, *self.leads):
            browser.http.close()

    def work(self, pool: ThreadPoolExecutor) -> list[Future[None]]:
        """Everybody at once."""
        tasks = [
            pool.submit(self._plan_all, lead, number) for number, lead in enumerate(self.leads)
        ]
        titles = [f"{self.name} {number + 1}" for number in range(WORKSHOPS)]
        return [*tasks, pool.submit(lambda: [self.add(title) for title in titles] and None)]

    def _plan_all(self, lead: Browser, number: int) -> None:
        for plan in range(PLANS):
            self.plan(lead, f"{self.name} lead {number} plan {plan}")

    def problems(self, store: RedisStore) -> Iterator[str]:
        """What is not as it was acknowledged."""
        area = store.area(self.id)
        held = Counter(event.title for event in area.events if not event.workshop)
        if held != self.planned:
            yield f"{self.name}: planned {self.planned - held}, and not {held - self.planned}"
        there = {id for made in self.workshops.values() for id in made}
        if sorted(area.workshops()) != sorted(there) or any(
            len(made) > 1 for made in self.workshops.values()
        ):
            yield f"{self.name}: workshops {area.workshops()} instead of {self.workshops}"
        lead_back = store.areas_of(sorted(there))
        if set(lead_back) != {self.id}:
            yield f"{self.name}: back links lead to {lead_back}"


@row(
    "areas-killed",
    "No change of an area is lost or doubled",
    "leads plan and trainers set up workshops while the app and its store are killed, 20 times "
    "each: every acknowledged change is there once, and the log folds",
)
def areas_killed(scale: Scale) -> Figure:
    kills = scale.pick(20, 1)
    problems: list[str] = []
    areas: list[PlannedArea] = []
    in_between = 0
    with (
        stage.folder() as home,
        stage.servers(home) as [server],
        ThreadPoolExecutor(LEADS + 1) as pool,
    ):
        for number, kill in enumerate([kill_app, kill_store] * kills):
            area = PlannedArea(server, f"Area {number}")
            areas.append(area)
            working = area.work(pool)
            goal = random.randint(1, LEADS * PLANS // 2)
            wait_until(lambda area=area, goal=goal: sum(area.planned.values()) >= goal, every=0.001)
            in_between += any(not task.done() for task in working)
            kill(server)
            for task in working:
                task.result()
        with stage.behind(server) as client:
            store = RedisStore(client)
            for area in areas:
                problems += area.problems(store)
                area.close()
            if len(store.areas()) != len(areas):
                problems.append(f"{len(store.areas())} areas instead of {len(areas)}")
            check_logs(client)
    changes = sum(sum(area.planned.values()) + len(area.workshops) for area in areas)
    return Figure(
        not problems and in_between > 0,
        f"{len(problems)} lost or doubled of {changes} acknowledged changes in {len(areas)} areas, "
        f"{in_between} kills while somebody waited for an answer{_listed(problems)}",
    )


def kill_app(server: Server) -> None:
    server.kill()
    server.start()


def kill_store(server: Server) -> None:
    pid = server.store_pid
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not alive(pid))


@row(
    "two-leads",
    "The second of two leads is told",
    "two leads change one area at the same moment on two processes, 200 times: one wins, the "
    "other is told, and the log folds",
)
def two_leads(scale: Scale) -> Figure:
    times = scale.pick(200, 12)
    problems: list[str] = []
    with (
        stage.folder() as home,
        stage.own_store(home) as store,
        stage.servers(home, 2, REDIS_URL=store.url) as processes,
        ThreadPoolExecutor(2) as pool,
    ):
        area = PlannedArea(processes[0], "Area")
        leads = area.leads[:2]
        leads[1].base = processes[1].base
        with stage.behind(processes[0]) as client:
            held = RedisStore(client)
            for number in range(times):
                start = threading.Barrier(2)
                step = held.area(area.id).step
                edits = [
                    pool.submit(_edit, start, lead, area.id, f"By {n} at {number}", step)
                    for n, lead in enumerate(leads)
                ]
                said = [edit.result() for edit in edits]
                if sorted(said) != ["area-overtaken", "done"]:
                    problems.append(f"time {number}: {said}")
                    continue
                name = held.area(area.id).name
                if name != f"By {said.index('done')} at {number}":
                    problems.append(f"time {number}: {said}, and it is called {name}")
            changes = len(held.area_log(area.id))
            area.close()
            check_logs(client)
    return Figure(
        not problems,
        f"{times - len(problems)} of {times} times one of two won and the other was told; "
        f"{changes} entries in the log{_listed(problems)}",
    )


def _listed(problems: list[str]) -> str:
    return "".join(f"\n      {problem}" for problem in problems[:3])


def _edit(start: threading.Barrier, lead: Browser, area: str, name: str, step: int) -> str:
    start.wait()
    try:
        lead.post(f"/area/{area}/edit_area", name=name, step=str(step))
        return "done"
    except Refused as refused:
        return refused.code
