"""Corrections for testing several domains at once."""

from collections.abc import Sequence

LEVEL = 0.05  # of significance, for all domains together


def bonferroni(chances: Sequence[float | None]) -> list[float | None]:
    """Each p times the number of domains, at most 1: min(1, m p). Source: Dunn 1961.

    m counts every domain of the framework, also one without a test (None, which stays None): how
    many are tested was settled by the framework and not by what came out. p below .05 here is the
    same as p below .05/m without the correction.
    """
    m = len(chances)
    return [None if p is None else min(1.0, m * p) for p in chances]


def holm(chances: Sequence[float | None]) -> list[float | None]:
    """Holm's step-down: the k-th smallest p times m - k + 1, never below the one before it, at
    most 1. Source: Holm 1979; R has it as ``p.adjust(p, "holm", n = m)``.

    m counts as in ``bonferroni``; a domain without a test ranks as if its p were 1.
    """
    m = len(chances)
    found: list[float | None] = [None] * m
    least = 0.0
    there = sorted((p, place) for place, p in enumerate(chances) if p is not None)
    for before, (p, place) in enumerate(there):
        least = max(least, min(1.0, (m - before) * p))
        found[place] = least
    return found


def limit(domains: int) -> float:
    """What p has to be below with so many domains: .05/m, .007 with seven."""
    return LEVEL / domains


def least_changed(domains: int) -> int:
    """How many areas have to change for the exact p to be able to pass ``limit``: with n of them,
    all in one direction, it is 2 / 2^n. Nine with seven domains."""
    n = 1
    while 2.0 ** (1 - n) >= limit(domains):
        n += 1
    return n
