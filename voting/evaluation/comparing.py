"""Two points of a series compared over areas: the table of the published evaluation, and more."""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from voting.evaluation.alpha import LEAST_AREAS, Alpha, alpha_at
from voting.evaluation.corrections import bonferroni, holm, least_changed
from voting.evaluation.panel import Panel
from voting.evaluation.wilcoxon import SignedRank, signed_rank

# "no-first", "no-second": no area held that workshop; "few-areas": ``n`` areas held both, fewer
# than ``LEAST_AREAS``; "no-pairs": no area has a rating at both; "none-changed": ``n`` areas have,
# and none changed, so there is no test; "too-few-changed": ``n`` areas changed, fewer than the
# ``least`` with which the exact p can pass the Bonferroni limit at all.
RemarkCode = Literal[
    "no-first", "no-second", "few-areas", "no-pairs", "none-changed", "too-few-changed"
]


class Remark(Struct, frozen=True):
    """Something to be said beside a number, or in its place."""

    code: RemarkCode
    n: int = 0
    least: int = 0


class Line(Struct, frozen=True):
    """A domain at a point: ``n`` areas have a rating, ``counts`` of each, lowest first; ``missing``
    held the workshop without one, ``absent`` did not hold it."""

    n: int
    missing: int
    absent: int
    counts: tuple[int, ...]

    def share(self, level: int) -> Fraction | None:
        """Of the areas with a rating, those with this one: 0 to 1; None where no area has one."""
        return Fraction(self.counts[level], self.n) if self.n else None


class Changes(Struct, frozen=True):
    """Of the areas with a rating at both points: how many rose, stayed and fell, and how many moved
    by each number of steps (below 0: down; 0 left out)."""

    up: int
    same: int
    down: int
    by_step: Mapping[int, int]

    @property
    def pairs(self) -> int:
        return self.up + self.same + self.down

    @property
    def net(self) -> float | None:
        """(up - down) / pairs, from -1 to 1; None without pairs."""
        return (self.up - self.down) / self.pairs if self.pairs else None


class Compared(Struct, frozen=True):
    """A domain at both points. ``test`` is None where no area changed. ``bonferroni`` and ``holm``
    are its exact p (``SignedRank.chance``) corrected for all domains of the framework."""

    domain: str
    first: Line
    second: Line
    changes: Changes
    test: SignedRank | None = None
    bonferroni: float | None = None
    holm: float | None = None
    remarks: tuple[Remark, ...] = ()


class Comparison(Struct, frozen=True):
    """All domains at two points. ``areas_first`` and ``areas_second`` held the one and the other
    workshop, ``areas_both`` both. ``alpha`` is of each point."""

    first: str
    second: str
    domains: tuple[Compared, ...]
    areas_first: int
    areas_second: int
    areas_both: int
    alpha: tuple[Alpha, Alpha]
    remarks: tuple[Remark, ...] = ()


def compare(panel: Panel, first: str, second: str) -> Comparison:
    """From ``first`` to ``second``, over all areas of the panel. Only areas with a rating at both
    are paired; all that have one count in the line of their point."""
    held = set(panel.held(first)), set(panel.held(second))
    counts = len(held[0]), len(held[1]), len(held[0] & held[1])
    steps = [_steps(panel, domain, first, second) for domain in panel.domains]
    tests = [signed_rank(ones) for ones in steps]
    chances = [test.chance if test else None for test in tests]
    corrected = zip(bonferroni(chances), holm(chances), strict=True)
    domains = [
        Compared(
            domain=domain,
            first=line(panel, first, domain),
            second=line(panel, second, domain),
            changes=changes(ones),
            test=test,
            bonferroni=by_bonferroni,
            holm=by_holm,
            remarks=tuple(_of_domain(len(ones), test, len(panel.domains))),
        )
        for domain, ones, test, (by_bonferroni, by_holm) in zip(
            panel.domains, steps, tests, corrected, strict=True
        )
    ]
    return Comparison(
        first=first,
        second=second,
        domains=tuple(domains),
        areas_first=counts[0],
        areas_second=counts[1],
        areas_both=counts[2],
        alpha=(alpha_at(panel, first), alpha_at(panel, second)),
        remarks=tuple(_of_all(*counts)),
    )


def line(panel: Panel, point: str, domain: str) -> Line:
    """A domain at a point, over all areas."""
    held = panel.held(point)
    there = Counter(panel.rating(point, area, domain) for area in held)
    missing = there.pop(None, 0)
    return Line(
        n=len(held) - missing,
        missing=missing,
        absent=len(panel.areas) - len(held),
        counts=tuple(there[level] for level in range(panel.levels)),
    )


def changes(steps: Iterable[int]) -> Changes:
    """What differences between two ratings of an area, one of each pair, come to."""
    found = Counter(steps)
    return Changes(
        up=sum(many for step, many in found.items() if step > 0),
        same=found[0],
        down=sum(many for step, many in found.items() if step < 0),
        by_step={step: many for step, many in sorted(found.items()) if step},
    )


def _steps(panel: Panel, domain: str, first: str, second: str) -> list[int]:
    """second - first of every area with a rating at both."""
    found = (
        (panel.rating(first, area, domain), panel.rating(second, area, domain))
        for area in panel.areas
    )
    return [now - then for then, now in found if then is not None and now is not None]


def _of_domain(pairs: int, test: SignedRank | None, domains: int) -> Iterable[Remark]:
    if not pairs:
        yield Remark("no-pairs")
    elif test is None:
        yield Remark("none-changed", n=pairs)
    elif test.n < least_changed(domains):
        yield Remark("too-few-changed", n=test.n, least=least_changed(domains))


def _of_all(first: int, second: int, both: int) -> Iterable[Remark]:
    if not first:
        yield Remark("no-first")
    if not second:
        yield Remark("no-second")
    if both < LEAST_AREAS:
        yield Remark("few-areas", n=both, least=LEAST_AREAS)
