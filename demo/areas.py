"""A programme of areas that have held their workshops, over the public protocol alone.

    python -m demo.areas BASE [--areas 26] [--passphrase TEXT] [--other-framework KEY] [--seed 0]

Each area plans its series. Most hold workshop I and, six to ten weeks later, workshop II; of those
who come to the first, some come back, and others are new. People rate in rounds, and decisions are
made by every method there is; some domains are left unresolved. One area has held no workshop, one
cancels a meeting, one is in the middle of its second workshop, and one rates another framework if
there is one. The last lines are the programme's links.
"""

import argparse
import random
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from demo.client import Browser, Page, Refused
from demo.minds import SECTORS
from demo.phone import Phone

AT_ONCE = 4  # areas
FEWEST, USUAL, MOST = 8, 14, 40  # people at a workshop
EARLIEST, LATEST = 42, 70  # days between two workshops
COMES_BACK = 0.65  # of those who were at the first workshop
LEVELS = 4  # of CASCADE; another framework's are read off its first tally

NAMES = (
    "Ashford", "Barnsley", "Blackburn", "Bolton", "Bristol", "Calderdale", "Camden", "Dudley",
    "Ealing", "Gateshead", "Halton", "Islington", "Kirklees", "Lambeth", "Luton", "Medway",
    "Newham", "Oldham", "Poole", "Reading", "Salford", "Tameside", "Thurrock", "Trafford",
    "Wakefield", "Wirral",
)  # fmt: skip
REGIONS = ("North West", "Yorkshire and the Humber", "London", "South East")
TAGS = ("pilot", "first wave", "second wave")
# What areas set themselves to do; some of it is overdue.
TO_DO = (
    ("Send everyone the action plan", "lead"),
    ("Agree who speaks for each school", "attendees"),
    ("Book the room for the review", "lead"),
    ("Share what worked with the other areas", "programme"),
)
TODAY = date.today()  # noqa: DTZ011  (the date on the wall here)
Counts = list[int]


@dataclass
class Decided:
    """What was decided on a domain, and how many people gave each rating in the last round."""

    method: str
    rating: int | None
    counts: Counts
    cant_say: int
    rounds: int


@dataclass
class Held:
    """A workshop that was held, as those who ran it know it: pages and files must agree with it."""

    workshop: str
    kind: str
    date: str
    people: int
    sectors: dict[str, int]
    finished: bool
    returned: int = 0
    decided: dict[str, Decided] = field(default_factory=dict)


@dataclass
class Area:
    """An area with its link and the workshops it has held, in their order."""

    id: str
    name: str
    link: str
    held: list[Held] = field(default_factory=list)


@dataclass
class Programme:
    id: str
    links: dict[str, str]
    areas: list[Area]


def areas_of_a_programme(
    base: str,
    many: int = len(NAMES),
    *,
    passphrase: str = "",
    other_framework: str = "",
    seed: int = 0,
    most_people: int = MOST,
    tell: Callable[[str], None] = lambda line: None,
) -> Programme:
    """Set up a programme of so many areas, and let them hold their workshops. Equal seeds give
    equal ratings. Raises Refused."""
    chance = random.Random(f"{seed} programme")
    team = Browser(base)
    made = team.post(
        "/programmes",
        name="Example Link Programme",
        organisation="An example organisation",
        passphrase=passphrase,
    )
    lines = [
        f"{name_of(place)}; {chance.choice(REGIONS)}; {chance.choice(TAGS)}"
        for place in range(many)
    ]
    added = team.post(f"/programme/{made['programme']}/add_areas", lines="\n".join(lines))["areas"]
    areas = [Area(one["area"], one["name"], one["link"]) for one in added]
    plans = [
        Plan(place, many, seed, passphrase, other_framework, most_people) for place in range(many)
    ]
    with ThreadPoolExecutor(AT_ONCE) as several:
        for area in several.map(lambda pair: _lives(base, *pair), zip(areas, plans, strict=True)):
            tell(f"{area.name}: {len(area.held)} workshops")
    return Programme(made["programme"], made["links"], areas)


def name_of(place: int) -> str:
    round_, place = divmod(place, len(NAMES))
    return f"{NAMES[place]} {round_ + 1}" if round_ else NAMES[place]


class Plan:
    """What is to happen in an area: ``place`` of ``many``."""

    def __init__(
        self,
        place: int,
        many: int,
        seed: int,
        passphrase: str = "",
        other_framework: str = "",
        most_people: int = MOST,
    ) -> None:
        self.chance = random.Random(f"{seed} area {place}")
        last = many - 1
        # With few areas, what is usual comes first.
        self.holds_none = place == last - 3 > 0
        self.is_running = place == last and last > 0
        self.cancels = place == 1 % many
        self.framework = other_framework if place == last - 1 > 0 else ""
        self.has_second = place == 0 or self.is_running or self.chance.random() < 0.85
        self.passphrase = passphrase
        usual = min(most_people, USUAL)
        self.people = round(self.chance.triangular(FEWEST, most_people, usual))
        self.apart = self.chance.randint(EARLIEST, LATEST)
        days_ago = self.apart if self.is_running else LATEST + 14 + self.chance.randint(0, 40)
        if self.holds_none:
            days_ago = -30
        self.first = TODAY - timedelta(days=days_ago)
        self.second = self.first + timedelta(days=self.apart)


@dataclass
class Person:
    browser: Browser
    name: str
    sector: str
    leaning: float


def _lives(base: str, area: Area, plan: Plan) -> Area:
    """The area from its first plan to its last workshop so far."""
    office = Browser(base)
    office.post("/enter", link=area.link.partition("#")[2])
    at = f"/area/{area.id}"
    office.post(f"{at}/follow_template", template="link-2015", start=plan.first.isoformat())
    _looks_ahead(office, at, plan)
    if plan.holds_none:
        return area
    people = _new_people(base, plan, plan.people, 0)
    views = {}  # what the area is like, by domain: where people's ratings lie, on a scale of 0 to 1
    area.held.append(_workshop(office, area, plan, "workshop-1", plan.first, people, views))
    if plan.has_second:
        back = [one for one in people if plan.chance.random() < COMES_BACK] or people[:1]
        new = _new_people(base, plan, max(FEWEST - len(back), len(people) // 4), len(people))
        for domain in views:
            views[domain] = min(1.0, max(0.0, views[domain] + plan.chance.uniform(-0.1, 0.5)))
        kind, day = "workshop-2", plan.second
        held = _workshop(office, area, plan, kind, day, back + new, views, len(back))
        area.held.append(held)
    for one in people:
        one.browser.http.close()
    return area


def _looks_ahead(office: Browser, at: str, plan: Plan) -> None:
    """The area sets itself things to do, some of which are done; one area cancels a meeting."""
    for text, owner in plan.chance.sample(TO_DO, 2):
        due = TODAY + timedelta(days=plan.chance.randint(-20, 40))
        office.post(f"{at}/add_deadline", text=text, owner=owner, due=due.isoformat())
    seen = office.get_json(at)["area"]
    for deadline in seen["deadlines"]:
        if plan.chance.random() < 0.4:
            office.post(f"{at}/mark_done", deadline=deadline["id"])
    if plan.cancels:
        planned = [event for event in seen["events"] if event["state"] == "planned"]
        office.post(f"{at}/cancel_event", event=planned[-1]["id"])


def _new_people(base: str, plan: Plan, many: int, before: int) -> list[Person]:
    sectors, weights = list(SECTORS), list(SECTORS.values())
    return [
        Person(
            Browser(base),
            f"Attendee {before + number + 1}",
            plan.chance.choices(sectors, weights)[0],
            plan.chance.gauss(0, 0.16),
        )
        for number in range(many)
    ]


def _workshop(
    office: Browser,
    area: Area,
    plan: Plan,
    kind: str,
    day: date,
    people: Sequence[Person],
    views: dict[str, float],
    returned: int = 0,
) -> Held:
    """One workshop from its set-up to its end."""
    framework = {"framework": plan.framework} if plan.framework else {}
    made = office.post(
        "/workshops",
        area=area.name,
        area_id=area.id,
        kind=kind,
        date=day.isoformat(),
        passphrase=plan.passphrase,
        **framework,
    )
    workshop = made["workshop"]
    code = office.get_json(f"/trainer/{workshop}/links")["join"].rpartition("/")[2]
    trainer = Page(office, workshop, "trainer", transports=["websocket"]).open()
    phones: list[Phone] = []
    try:
        trainer.command("introduce", name="Trainer A. B.")
        for one in people:
            one.browser.post(f"/j/{code}", name=one.name, sector=one.sector)
            phones.append(Phone(one.browser, workshop))
        domains = [step["domain"] for step in trainer.view["progress"]]
        is_last = plan.is_running and kind == "workshop-2"
        held = Held(
            workshop=workshop,
            kind=kind,
            date=day.isoformat(),
            people=len(people),
            sectors={key: n for key in SECTORS if (n := _how_many(people, key))},
            finished=not is_last,
            returned=returned,
        )
        for domain in domains[:3] if is_last else domains:
            view = views.setdefault(domain, plan.chance.uniform(0.05, 0.6))
            held.decided[domain] = _decides(trainer, domain, view, plan.chance, people, phones)
        if not is_last:
            trainer.command("finish")
        return held
    finally:
        for phone in phones:
            phone.close()
        trainer.close()


def _how_many(people: Iterable[Person], sector: str) -> int:
    return sum(one.sector == sector for one in people)


# --- a domain ---


def _decides(
    trainer: Page,
    domain: str,
    view: float,
    chance: random.Random,
    people: Sequence[Person],
    phones: Sequence[Phone],
) -> Decided:
    """Rounds on a domain until it is decided, in the way that the ratings allow."""
    likes = chance.random()  # how this room comes to its decision, if it can choose
    spread = 0.15 if likes < 0.12 else 1.0
    said: list[int | None] = []
    counts: Counts = []
    for number in (1, 2):
        levels = len(counts) or LEVELS
        said = [_says(view, spread / number, one, levels, chance) for one in people]
        counts = _round(trainer, domain, said, phones)
        if sum(n > 0 for n in counts) < 3 or chance.random() < 0.4:
            break
    method, rating = _way(counts, likes, chance)
    note = "The room sees this in two ways." if method in ("tie-break", "unresolved") else ""
    given: dict[str, Any] = {} if rating is None else {"rating": rating}
    trainer.command("record_ruling", domain=domain, method=method, note=note, **given)
    return Decided(method, rating, counts, said.count(None), number)


def _says(
    view: float, spread: float, one: Person, levels: int, chance: random.Random
) -> int | None:
    if chance.random() < 0.04:
        return None
    place = (view + spread * (one.leaning + chance.gauss(0, 0.08))) * (levels - 1)
    return min(levels - 1, max(0, round(place)))


def _round(
    trainer: Page, domain: str, said: Sequence[int | None], phones: Sequence[Phone]
) -> Counts:
    """One round: everybody rates, it is closed, and the counts are shown."""
    trainer.command("open_round", domain=domain)
    opened = trainer.view["round"]["id"]
    for phone, rating in zip(phones, said, strict=True):
        phone.rate(opened, rating)
    trainer.command("close_round", round=opened)
    state = trainer.wait_for(lambda state: state["view"]["rounds"])
    counts: Counts = list(state["view"]["rounds"][-1]["counts"])
    return counts


def _way(counts: Counts, likes: float, chance: random.Random) -> tuple[str, int | None]:
    """A method that these counts allow, and the rating it records."""
    most = max(counts)
    top = [rating for rating, n in enumerate(counts) if n == most]
    if likes > 0.93 or most == 0:
        return "unresolved", None
    if most == sum(counts):
        return "unanimous", top[0]
    if len(top) > 1:
        return "tie-break", chance.choice(top)
    return ("majority" if likes < 0.6 else "consensus"), top[0]


def welcome(made: Programme) -> str:
    workshops = sum(len(area.held) for area in made.areas)
    lines = [
        "",
        f"A programme of {len(made.areas)} areas with {workshops} workshops is ready.",
        "",
        f"  Programme:  {made.links['programme']}",
        f"  Evaluators: {made.links['evaluator']}",
        *(f"  {area.name + ':':<12}{area.link}" for area in made.areas[:3]),
        "",
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="python -m demo.areas", description=__doc__)
    asked.add_argument("base", help="the server's address")
    asked.add_argument("--areas", type=int, default=len(NAMES))
    asked.add_argument("--passphrase", default="", help="that of the server, where it has one")
    asked.add_argument(
        "--other-framework", default="", metavar="KEY", help="what one of the areas rates"
    )
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args(arguments)
    lock = threading.Lock()

    def tell(line: str) -> None:
        with lock:
            print(line, flush=True)

    try:
        made = areas_of_a_programme(
            given.base,
            given.areas,
            passphrase=given.passphrase,
            other_framework=given.other_framework,
            seed=given.seed,
            tell=tell,
        )
    except Refused as problem:
        print(f"It can’t be done: {problem.sentence}", file=sys.stderr)
        return 1
    print(welcome(made), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
