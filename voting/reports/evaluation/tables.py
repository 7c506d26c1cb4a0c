"""table1.csv and alpha.csv: plain tables for statistics programs, with a point as decimal mark.

Percentages have one decimal, rounded once; Z, p and alpha have twelve digits. What is not there is
empty, and never 0.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from voting.evaluation.comparing import Compared, Comparison, Line
from voting.evaluation.figures import percentage

_TEST = ("up", "same", "down", "z", "p", "p_exact", "basis")
_Cell = str | int | None


def table1_csv(comparison: Comparison, written: Mapping[str, str]) -> str:
    """Two lines for each domain: how many areas have a rating, and what share each; changes and
    test are on the first. ``written`` is what each point is called, its key if not there."""
    points = [written.get(one, one) for one in (comparison.first, comparison.second)]
    levels = len(comparison.domains[0].first.counts)
    heads = ("domain", "workshop", "n", *(f"pct_{level}" for level in range(levels)), *_TEST)
    return _csv(heads, (line for one in comparison.domains for line in _lines(one, points)))


def alpha_csv(comparison: Comparison, written: Mapping[str, str]) -> str:
    """Cronbach's alpha of each workshop, over ``n`` complete areas; ``remark`` says why none."""
    lines = [
        (written.get(one.point, one.point), one.n, one.domains, _exact(one.value), one.why)
        for one in comparison.alpha
    ]
    return _csv(("workshop", "n", "domains", "alpha", "remark"), lines)


def _lines(one: Compared, points: list[str]) -> Iterable[list[_Cell]]:
    changes, test = one.changes, one.test
    counts = (changes.up, changes.same, changes.down) if changes.pairs else (None,) * 3
    found = (
        (_exact(test.z), _exact(test.p), _exact(test.exact), test.basis) if test else (None,) * 4
    )
    yield [one.domain, points[0], *_shares(one.first), *counts, *found]
    yield [one.domain, points[1], *_shares(one.second), *[None] * len(_TEST)]


def _shares(line: Line) -> list[_Cell]:
    return [line.n, *(percentage(line.share(level)) for level in range(len(line.counts)))]


def _exact(value: float | None) -> str | None:
    return None if value is None else f"{value + 0.0:.12g}"


def _csv(heads: Iterable[str], lines: Iterable[Iterable[_Cell]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(lines)
    return out.getvalue()
