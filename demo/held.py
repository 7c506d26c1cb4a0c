"""A workshop that is held at once: people join, rate in rounds, and everything is decided.

Over the public protocol alone, as ``demo.client`` is.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from demo.client import Browser, Page
from demo.minds import SECTORS
from demo.phone import Phone

LEVELS = 4  # of CASCADE; another framework's are read off its first tally

Counts = list[int]
Views = dict[str, float]  # by domain: where people's ratings lie, from 0, lowest, to 1, highest


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
class Person:
    browser: Browser
    name: str
    sector: str
    leaning: float


def new_people(base: str, many: int, chance: random.Random, before: int = 0) -> list[Person]:
    """People who have not been here; ``before`` are there already."""
    sectors, weights = list(SECTORS), list(SECTORS.values())
    return [
        Person(
            Browser(base),
            f"Attendee {before + number + 1}",
            chance.choices(sectors, weights)[0],
            chance.gauss(0, 0.16),
        )
        for number in range(many)
    ]


def hold(
    office: Browser,
    people: Sequence[Person],
    views: Views,
    chance: random.Random,
    details: Mapping[str, str],
    *,
    returned: int = 0,
    only: int | None = None,
    before: Callable[[str], None] = lambda workshop: None,
    after: Callable[[Page, Sequence[Phone]], None] = lambda trainer, phones: None,
) -> Held:
    """One workshop from its set-up, with ``details`` as the start page's form has them, to its end;
    or until ``only`` so many domains are decided. What ``views`` does not have is made up.
    ``before`` is done once it is set up; whoever registers then joins as who they are. ``after`` is
    done once all is decided."""
    made = office.post("/workshops", **details)
    workshop = made["workshop"]
    code = office.get_json(f"/trainer/{workshop}/links")["join"].rpartition("/")[2]
    before(workshop)
    trainer = Page(office, workshop, "trainer", transports=["websocket"]).open()
    phones: list[Phone] = []
    try:
        trainer.command("introduce", name="Trainer A. B.")
        for one in people:
            one.browser.post(f"/j/{code}", name=one.name, sector=one.sector, as_invited="yes")
            phones.append(Phone(one.browser, workshop))
        held = Held(
            workshop=workshop,
            kind=details["kind"],
            date=details["date"],
            people=len(people),
            sectors={key: n for key in SECTORS if (n := _how_many(people, key))},
            finished=only is None,
            returned=returned,
        )
        for domain in [step["domain"] for step in trainer.view["progress"]][:only]:
            view = views.setdefault(domain, chance.uniform(0.05, 0.6))
            held.decided[domain] = _decides(trainer, domain, view, chance, people, phones)
        if only is None:
            after(trainer, phones)
            trainer.command("finish")
        return held
    finally:
        for phone in phones:
            phone.close()
        trainer.close()


def later(views: Views, chance: random.Random) -> Views:
    """What an area is like some weeks on: mostly a little better."""
    moved = {domain: view + chance.uniform(-0.1, 0.5) for domain, view in views.items()}
    return {domain: min(1.0, max(0.0, view)) for domain, view in moved.items()}


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
