"""Workshops made up by chance, for the adversary."""

from collections.abc import Sequence
from random import Random

from tests.core.adversary import Answers, Course, Words
from voting.core.state import AHEAD_LEAST, SMALLEST_GROUP_FROM
from voting.instruments.instrument import Instrument
from voting.instruments.parsing import parse_instrument


def a_framework(*sides: int, levels: int = 3) -> Instrument:
    """Two domains, and sides of so many sectors: a1, a2, b1 and so on."""
    names = "abcdef"[: len(sides)]
    return parse_instrument(
        {
            "key": "sides",
            "version": "1",
            "name": "Sides",
            "credit": "Made up for the tests.",
            "question": "How true is this?",
            "levels": [{"rating": k, "label": f"Level {k}", "meaning": ""} for k in range(levels)],
            "domains": [
                {"key": key, "letter": "T", "short": key, "name": key, "gold": key}
                for key in ("trust", "time")
            ],
            "sides": [{"key": side, "name": side} for side in names],
            "sectors": [
                {"key": f"{side}{n + 1}", "name": f"{side}{n + 1}", "side": side}
                for side, sectors in zip(names, sides, strict=True)
                for n in range(sectors)
            ],
        }
    )


SHAPES = [(1, 1), (1, 2), (2, 2), (1, 1, 1), (1, 2, 1)]


def a_course(chance: Random, levels: int, sizes: list[int], most: int) -> Course:
    """A room that rates up to three times, with people late, away or gone in between, some
    without a phone, rounds cancelled and the least group changed on the way."""
    framework = a_framework(*chance.choice(SHAPES), levels=levels)
    sectors = [sector.key for sector in framework.sectors]
    people = [(f"{s}-{n}", s) for s in sectors for n in range(chance.choice(sizes))][:most]
    return Course(framework, steps_of(chance, people, sectors, chance.randint(1, 3)))


def a_course_ahead(chance: Random, levels: int, most: int) -> Course:
    """The same, rated ahead by some of those who come and some who don't; looked at on the way, and
    shown."""
    framework = a_framework(*chance.choice(SHAPES), levels=levels)
    sectors = [sector.key for sector in framework.sectors]
    all_ = [(f"p{n}", chance.choice(sectors)) for n in range(chance.randint(AHEAD_LEAST, most))]
    early = chance.sample(all_, chance.randint(AHEAD_LEAST, len(all_)))
    few = min(chance.choice([0, 0, 1, 2, 5, 6]), len(early) - 1)
    absent = chance.sample(early, few)
    steps: list[tuple] = []
    for person, sector in early:
        steps.append(("ahead", person, sector))
        if chance.random() < 0.3:
            steps.append(("look",))
    steps += [("look",), *(("again", person) for person, _ in early)]
    # Some are there already when it is shown.
    came = [one for one in all_ if one not in absent]
    joined = [("join", *one) for one in came if chance.random() < 0.5]
    shown = [("show", key) for key in chance.choice([["trust"], ["trust", "time"]])]
    there = {person for _, person, _ in joined}
    rest = steps_of(chance, came, sectors, chance.randint(1, 2))
    later = [step for step in rest if step[0] != "join" or step[1] not in there]
    return Course(framework, [*steps, ("least", SMALLEST_GROUP_FROM), *joined, *shown, *later])


def steps_of(
    chance: Random,
    people: Sequence[tuple[str, str]],
    sectors: Sequence[str],
    rounds: int,
    trouble: float = 1.0,
) -> list[tuple]:
    """What these people do in so many rounds; ``trouble`` is how much of what happens on the way is
    likely to."""
    steps: list[tuple] = [("least", SMALLEST_GROUP_FROM)]
    joined: set[str] = set()
    barred: set[str] = set()
    for number in range(rounds):
        steps.append(("open", "trust" if number < 2 else chance.choice(["trust", "time"])))
        few = chance.choice([1, 3, 4]) if chance.random() < trouble * 3 / 8 else 0
        few = min(few, len(people))
        away = chance.sample(people, few)
        for person, sector in people:
            if (person, sector) in away or person in barred:
                continue
            if person not in joined:
                steps.append(("join", person, sector))
                joined.add(person)
            steps.append(("vote", person))
        if chance.random() < trouble * 0.25:
            steps.append(("hands", chance.choice(["", *sectors]), chance.choice([1, 2, 3, 5])))
        if joined and chance.random() < trouble * 0.2:
            gone = chance.choice(sorted(joined - barred) or [""])
            if gone:
                steps.append((chance.choice(["leave", "remove"]), gone))
                barred.add(gone)
        steps.append(("cancel",) if chance.random() < trouble * 0.1 else ("close",))
        if chance.random() < 0.2:
            steps.append(("least", chance.randint(SMALLEST_GROUP_FROM, 5)))
    return steps


def said_by_chance(course: Course, chance: Random) -> tuple[Answers, Words]:
    answers = [*range(len(course.framework.levels)), None]
    said = {asked: chance.choice(answers) for asked in course.asked()}
    shown = [id for id in course.ahead().values() if id > 0]
    for id in shown:  # enough of them ratings to be shown
        for asked in [asked for asked in said if asked[0] == id][:AHEAD_LEAST]:
            said[asked] = chance.choice(range(len(course.framework.levels)))
    able = [key for key in said if key[0] > 0 and isinstance(key[1], str)]
    explain = [key for key in able if chance.random() < 0.15]
    return said, {key: f"Because {n}" for n, key in enumerate(explain)}
