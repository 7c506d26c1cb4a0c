"""The rows about people who are invited: whoever registered is there, once, whatever is killed; and
hundreds may come at once."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from msgspec.structs import replace

from demo.client import Browser
from lab.rig.server import Server, check_logs, wait_until
from lab.soak import stage
from lab.soak.figures import Figure, Scale, row
from lab.soak.planning import insist, kill_app, kill_store
from voting.core.actors import Actor, Role
from voting.frameworks import load_frameworks
from voting.identity import Identity
from voting.moments import now
from voting.programme.commands import ChangeEvent
from voting.registration.roster import CANCELLED, REGISTERED, Roster
from voting.service import Service
from voting.store.redis_store import RedisStore

WITHIN = 60.0  # seconds, for hundreds to register and rate ahead
BESIDE = 1.0  # seconds within which 95% of votes in a workshop beside them are acknowledged
AT_ONCE = 8  # people who wait for an answer at the same moment
CANCELS = 5  # one in so many cancels, and one in so many of those comes after all
LEAD = Actor(Role.AREA, "lead")
FRAMEWORK = load_frameworks(None)["cascade"]
DOMAINS = [domain.key for domain in FRAMEWORK.domains]
LEVELS = len(FRAMEWORK.levels)
KEY = Identity(stage.KEY["SECRET_KEY"])


class Roll:
    """An area with one event, for which people register by its link."""

    def __init__(self, server: Server, capacity: int) -> None:
        trainer = Browser(server.base)
        said = {"framework": "cascade", "area": "Ambridge", "kind": "workshop-1", "name": "A"}
        made = insist(partial(trainer.post, "/workshops", date="2999-11-29", **said))
        trainer.http.close()
        self.base, self.area, self.workshop = server.base, made["area"], made["workshop"]
        with stage.behind(server) as client:
            store = RedisStore(client)
            event = store.area(self.area).event_of(self.workshop)
            assert event
            service = Service(store, load_frameworks(None), now)
            service.act_on_area(self.area, LEAD, ChangeEvent(replace(event, capacity=capacity)))
        self.event, self.capacity = event.id, capacity
        self.instrument = f"{self.workshop} {FRAMEWORK.key} {FRAMEWORK.version}"
        self.acknowledged = 0
        self.last: dict[str, tuple[str, str, str]] = {}  # by name: who, state and role at last
        self._counting = threading.Lock()

    @property
    def register(self) -> str:
        return f"/r/{KEY.event_link(self.area, self.event, 0)}"

    def about(self, number: int) -> dict[str, str]:
        email = f"person.{number}@ambridge.test"
        return {"name": f"Person {number}", "email": email, "sector": "school", "agreed": "yes"}

    def rates_ahead(self, number: int) -> tuple[str, list[int]]:
        """One person: sees the form, registers, sees their own page, and rates every domain with a
        press each; who they are in the workshop, and what they chose."""
        browser = Browser(self.base)
        assert browser.get(self.register).status_code == 200
        you = browser.post(self.register, request_id=f"form-{number}", **self.about(number))["you"]
        page = f"/p/{self.area}"
        assert browser.get(page).status_code == 200
        ahead = f"{page}/ahead?event={self.event}"
        assert browser.get(ahead).status_code == 200
        chosen = [random.randrange(LEVELS) for _ in DOMAINS]
        form = {"event": self.event, "instrument": self.instrument, "sequence": "1"}
        for domain, rating in zip(DOMAINS, chosen, strict=True):
            saved = browser.post(ahead, domain=domain, rating=str(rating), **form)
            assert saved["cell"]["rating"] == rating
        browser.http.close()
        return KEY.invited_as(you, self.workshop), chosen

    def visit(self, number: int) -> None:
        """One person: registers, says more, and may cancel and come after all."""
        name = f"Person {number}"
        browser = insist_on_a_browser(self.base)
        about = self.about(number)
        made = insist(partial(browser.post, self.register, request_id=f"form-{number}", **about))
        self._noted(name, made["you"], REGISTERED, "")
        own = f"/p/{self.area}"
        again = f"{own}/register?event={self.event}"
        insist(partial(browser.post, again, **about, role="Head"))
        self._noted(name, made["you"], REGISTERED, "Head")
        if number % CANCELS == 0:
            insist(partial(browser.post, f"{own}/cancel", event=self.event))
            self._noted(name, made["you"], CANCELLED, "Head")
        if number % CANCELS**2 == 0:
            insist(partial(browser.post, again, **about, role="Head"))
            self._noted(name, made["you"], REGISTERED, "Head")
        browser.http.close()

    def _noted(self, name: str, *said: str) -> None:
        with self._counting:
            self.acknowledged += 1
            self.last[name] = (said[0], said[1], said[2])

    def problems(self, roster: Roster) -> Iterator[str]:
        """What is not as it was acknowledged."""
        people = roster.of_event(self.event)
        there = {
            invitee.about.name: (invitee.id, reply.state, invitee.about.role)
            for invitee, reply in people
        }
        if len(roster.invitees) != len(there):
            yield f"{len(roster.invitees)} people, and {len(there)} names"
        for name in there.keys() | self.last.keys():
            if there.get(name) != self.last.get(name):
                yield f"{name}: {there.get(name)} instead of {self.last.get(name)}"
        numbers = [reply.number for _, reply in people]
        if (
            len(set(numbers)) < len(numbers)
            or max(numbers) > roster.registration(self.event).numbers
        ):
            yield f"numbers {sorted(numbers)}"
        taken, waiting = roster.places_taken(self.event), roster.waiting(self.event)
        if taken > self.capacity or (waiting and taken < self.capacity):
            yield f"{taken} places taken of {self.capacity}, and {len(waiting)} wait"


def insist_on_a_browser(base: str) -> Browser:
    made: list[Browser] = []
    insist(lambda: made.append(Browser(base)) or {})
    return made[0]


@row(
    "registrations-killed",
    "No registration is lost or doubled",
    "200 people register, change that and cancel while the app and its store are killed, 20 times "
    "each: everybody is there once, as was last acknowledged, and no place is given twice",
)
def registrations_killed(scale: Scale) -> Figure:
    people, kills = scale.pick(200, 16), scale.pick(20, 1)
    in_between = 0
    with (
        stage.folder() as home,
        stage.servers(home, JOINS_A_MINUTE="100000") as [server],
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        roll = Roll(server, people // 2)
        numbers = iter(range(people))
        for kill in [kill_app, kill_store] * kills:
            each = people // (2 * kills)
            working = [pool.submit(roll.visit, next(numbers)) for _ in range(each)]
            goal = roll.acknowledged + random.randint(1, 2 * each)
            wait_until(lambda goal=goal: roll.acknowledged >= goal, every=0.001)
            in_between += any(not task.done() for task in working)
            kill(server)
            for task in working:
                task.result()
        with stage.behind(server) as client:
            problems = list(roll.problems(RedisStore(client).roster(roll.area)))
            check_logs(client)
    return Figure(
        not problems and in_between > 0,
        f"{len(problems)} lost or doubled of {roll.acknowledged} acknowledged by {people} people, "
        f"{2 * kills} kills, {in_between} of them while somebody waited for an answer"
        + "".join(f"\n      {problem}" for problem in problems[:3]),
    )


@row(
    "many-register",
    "Hundreds register and rate ahead at once",
    "300 people register and rate every domain ahead within a minute, beside a workshop of 40 who "
    "vote: all of it is there, and 95% of the votes beside are acknowledged within a second",
)
def many_register(scale: Scale) -> Figure:
    people, voters = scale.pick(300, 24), scale.pick(40, 8)
    with (
        stage.workshop(voters) as (server, room),
        ThreadPoolExecutor(4 * AT_ONCE) as pool,
    ):
        roll = Roll(server, 0)
        room.opens(DOMAINS[0])
        for voter in room.voters:
            voter.pace = 1.0
        room.vote(True)
        room.everybody_is_answered()
        began = time.monotonic()
        coming = [pool.submit(roll.rates_ahead, number) for number in range(people)]
        given = dict(one.result() for one in coming)
        took = time.monotonic() - began
        votes = sorted(v.took for voter in room.voters for v in voter.diary if v.outcome == "ok")
        with stage.behind(server) as client:
            service = Service(RedisStore(client), load_frameworks(None), now)
            roster = service.roster(roll.area)
            numbers = sorted(reply.number for _, reply in roster.of_event(roll.event))
            wrong = sum(
                [service.own_ahead(roll.workshop, one).answers[d].rating for d in DOMAINS] != chosen
                for one, chosen in given.items()
            )
            finished = len(service.rated_ahead(roll.workshop))
        verdict = stage.judged(room, server)
    p95 = votes[int(0.95 * len(votes))]
    there = len(given) == len(roster.invitees) == finished == people and not wrong
    return Figure(
        there and numbers == list(range(1, people + 1)) and verdict.clean,
        f"{len(roster.invitees)} of {people} registered and {finished} rated {len(DOMAINS)} "
        f"domains ahead in {took:.1f} s, {wrong} of them not as they chose; beside them "
        f"{len(votes)} votes of {voters} people, median {1000 * votes[len(votes) // 2]:.0f} ms, "
        f"p95 {1000 * p95:.0f} ms; {verdict.say()}",
        in_time=took < WITHIN and p95 < BESIDE,
    )
