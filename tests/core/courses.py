"""Workshops made up by chance, for the adversary."""

from collections.abc import Sequence
from random import Random

from tests.core.adversary import Answers, Course, Words
from voting.core.state import SMALLEST_GROUP_FROM
from voting.instruments.framework import Framework, parse_framework


def a_framework(*sides: int, levels: int = 3) -> Framework:
    """Two domains, and sides of so many sectors: a1, a2, b1 and so on."""
    names = "abcdef"[: len(sides)]
    return parse_framework(
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
    explain = [key for key in said if isinstance(key[1], str) and chance.random() < 0.15]
    return said, {key: f"Because {n}" for n, key in enumerate(explain)}
