"""What simulated attendees think: nothing here but chance with a seed, and no network.

A domain has a shape of disagreement (SHAPES, in turn over the domains). People are put in order by
their leaning, which owes something to where they work and the rest to themselves, and take up the
shape from its low end. After a reveal most move a step towards the middle of the room, and some
stay where they are: private rating, talk, private rating again.
"""

import random
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate

# Where people work and how common it is in a room.
SECTORS = {
    "school": 6,
    "cypmhs": 5,
    "local-authority": 2,
    "educational-psychology": 2,
    "commissioning": 1,
    "public-health": 1,
    "voluntary": 1,
}
SCHOOLS = ("school", "educational-psychology")

# A shape is a list of (share of the people, place on the scale from 0, lowest, to 1, highest).
SHAPES: dict[str, list[tuple[float, float]]] = {
    "close": [(0.50, 1 / 3), (0.35, 2 / 3), (0.15, 1)],
    "two camps": [(0.50, 0), (0.10, 1 / 3), (0.40, 1)],
    "strong agreement": [(0.15, 1 / 3), (0.85, 2 / 3)],
    "spread": [(0.22, 0), (0.33, 1 / 3), (0.28, 2 / 3), (0.17, 1)],
    "unanimous": [(1, 1 / 3)],
    "tie": [(0.50, 1 / 3), (0.50, 2 / 3)],
    "two camps, the other way round": [(0.40, 1 / 3), (0.15, 2 / 3), (0.45, 1)],
}

Thought = tuple[float, int | None]  # seconds of thinking, then this rating (None: "Can't say")


class Room:
    """The minds of ``people`` attendees; the same ``seed`` thinks the same."""

    def __init__(self, people: int, seed: int = 0) -> None:
        self._seed = seed
        chance = random.Random(f"{seed} sectors")
        ladder = [sector for sector, many in SECTORS.items() for _ in range(many)]
        chance.shuffle(ladder)
        self.sectors = [ladder[person % len(ladder)] for person in range(people)]

    def first_ratings(self, domain: int, levels: int) -> list[int | None]:
        """What each person would say about the domain with this place in the framework."""
        shape = list(SHAPES.values())[domain % len(SHAPES)]
        chance = random.Random(f"{self._seed} domain {domain}")
        silent = self._silent(shape, chance)
        order = [person for person in self._by_leaning(domain, chance) if person not in silent]
        ratings: list[int | None] = [None] * len(self.sectors)
        for place, person in enumerate(order):
            ratings[person] = _rating(shape, (place + 0.5) / len(order), levels)
        return ratings

    def next_rating(
        self, person: int, before: int | None, counts: Sequence[int], round_id: int
    ) -> int | None:
        """What somebody says who rated ``before`` and then saw ``counts`` and heard the talk."""
        chance = random.Random(f"{self._seed} person {person} round {round_id}")
        middle = _median(counts)
        if middle is None:
            return before
        if before is None:  # the talk has told half of those who could not say
            return middle if chance.random() < 0.5 else None
        stays = 0.3 if abs(before - middle) < 2 else 0.5  # a firm view gives way less
        if before == middle or chance.random() < stays:
            return before
        return before + (1 if middle > before else -1)

    def thoughts(
        self, person: int, rating: int | None, levels: int, round_id: int
    ) -> list[Thought]:
        """How the person comes to ``rating``: at once, or by way of another that they change."""
        chance = random.Random(f"{self._seed} thoughts {person} {round_id}")
        think = min(20.0, 2 + chance.expovariate(1 / 5))
        if rating is None or chance.random() > 0.2:
            return [(think, rating)]
        other = (
            rating + 1
            if rating == 0 or (rating < levels - 1 and chance.random() < 0.5)
            else (rating - 1)
        )
        return [(think, other), (chance.uniform(2, 8), rating)]

    def score(self, person: int, middle: int, question: int) -> int | None:
        """What somebody gives a goal that has come about so far, to the room's ``question``."""
        return score_of(middle, random.Random(f"{self._seed} score {person} {question}"))

    def needs(self, person: int, domains: Sequence[str], question: int) -> list[str]:
        """The domains that somebody finds most in need of it; those at the front more often."""
        return needs_of(domains, random.Random(f"{self._seed} needs {person} {question}"))

    def _silent(self, shape: list[tuple[float, float]], chance: random.Random) -> set[int]:
        """Who can't say: one person in twenty, and as many as leave a tie tied."""
        many = sum(chance.random() < 0.05 for _ in self.sectors)
        if shape is SHAPES["tie"] and (len(self.sectors) - many) % 2:
            many += 1 if many < len(self.sectors) else -1
        return set(chance.sample(range(len(self.sectors)), many))

    def _by_leaning(self, domain: int, chance: random.Random) -> list[int]:
        """Everybody, the most critical first. On even domains schools see more amiss than services,
        on odd ones it is the other way round."""

        def leaning(person: int) -> float:
            school = self.sectors[person] in SCHOOLS
            return chance.gauss(0, 1) + (1 if school == bool(domain % 2) else -1)

        leanings = {person: leaning(person) for person in range(len(self.sectors))}
        return sorted(leanings, key=leanings.__getitem__)


def score_of(middle: int, chance: random.Random) -> int | None:
    """A score of a goal, from 0 to 10, around ``middle``; one in twenty can't say."""
    if chance.random() < 0.05:
        return None
    return min(10, max(0, round(chance.gauss(middle, 1.4))))


def needs_of(domains: Sequence[str], chance: random.Random) -> list[str]:
    """One to three domains, those at the front more often."""
    weights = [1 / (place + 1) for place in range(len(domains))]
    return list(dict.fromkeys(chance.choices(domains, weights, k=3)))


def _rating(shape: list[tuple[float, float]], place: float, levels: int) -> int:
    ends = list(accumulate(share for share, _ in shape))
    part = min(bisect(ends, place), len(shape) - 1)
    return round(shape[part][1] * (levels - 1))


def _median(counts: Sequence[int]) -> int | None:
    ratings = [rating for rating, many in enumerate(counts) for _ in range(many)]
    return ratings[len(ratings) // 2] if ratings else None
