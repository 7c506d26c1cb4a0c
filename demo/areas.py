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
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta

from demo.client import Browser, Refused
from demo.held import Held, Views, hold, later, new_people

AT_ONCE = 4  # areas
FEWEST, USUAL, MOST = 8, 14, 40  # people at a workshop
EARLIEST, LATEST = 42, 70  # days between two workshops
COMES_BACK = 0.65  # of those who were at the first workshop

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

    def details(self, area: Area, kind: str, day: date) -> dict[str, str]:
        """What the start page's form is filled in with."""
        fields = {
            "area": area.name,
            "area_id": area.id,
            "kind": kind,
            "date": day.isoformat(),
            "passphrase": self.passphrase,
        }
        return fields | ({"framework": self.framework} if self.framework else {})


def _lives(base: str, area: Area, plan: Plan) -> Area:
    """The area from its first plan to its last workshop so far."""
    office = Browser(base)
    office.post("/enter", link=area.link.partition("#")[2])
    at = f"/area/{area.id}"
    office.post(f"{at}/follow_template", template="link-2015", start=plan.first.isoformat())
    _looks_ahead(office, at, plan)
    if plan.holds_none:
        return area
    chance, views = plan.chance, Views()
    people = new_people(base, plan.people, chance)
    details = plan.details(area, "workshop-1", plan.first)
    area.held.append(hold(office, people, views, chance, details))
    if plan.has_second:
        back = [one for one in people if chance.random() < COMES_BACK] or people[:1]
        new = new_people(base, max(FEWEST - len(back), len(people) // 4), chance, len(people))
        details = plan.details(area, "workshop-2", plan.second)
        there, seen = back + new, later(views, chance)
        only = 3 if plan.is_running else None
        held = hold(office, there, seen, chance, details, returned=len(back), only=only)
        area.held.append(held)
        people += new
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
