"""By which tags and regions areas may be chosen where some of them have no name.

Whoever knows which places have which tags learns, from each choice that shows an area, that it is
one of these. So all choices that are offered are judged together (docs/method.md has the rule).
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

LEAST = 5  # areas without a name that have to be alike in every label that is offered


class Unnamed(Struct, frozen=True):
    """An area that may not be named: its ``labels``, and whether it has held a workshop."""

    labels: frozenset[str]
    held: bool


def offered(
    labels: Iterable[str], unnamed: Sequence[Unnamed], least: int = LEAST
) -> tuple[str, ...]:
    """Those of ``labels`` that areas may be chosen by, in the order given.

    By the labels that are offered, the areas without a name fall into sets that are alike in all of
    them: each set has ``least`` areas or more that have held a workshop. Those that most areas
    have are tried first, so that what is offered does not hang on what a label is called, but for
    equal ones. A label that no area without a name has, or that all of them have, divides nothing.
    """
    wanted = list(dict.fromkeys(labels))
    many = Counter(label for area in unnamed for label in area.labels)
    parts: list[list[Unnamed]] = [list(unnamed)]
    found = set()
    for label in sorted(wanted, key=lambda one: (-many[one], one)):
        divided = [half for part in parts for half in _divided(part, label)]
        if len(divided) == len(parts) or all(_held(part) >= least for part in divided):
            found.add(label)
            parts = divided
    return tuple(label for label in wanted if label in found)


def may_be_told(unnamed: int, least: int = LEAST) -> bool:
    """May the words be told of an instrument that so many areas without a name have rated, and
    that was made for an area? They may say where that is; among ``least`` they tell of none."""
    return not unnamed or unnamed >= least


def _divided(part: Sequence[Unnamed], label: str) -> Iterable[list[Unnamed]]:
    """Those with the label and those without; only halves that have an area."""
    with_it = [area for area in part if label in area.labels]
    without = [area for area in part if label not in area.labels]
    return [half for half in (with_it, without) if half]


def _held(part: Iterable[Unnamed]) -> int:
    return sum(area.held for area in part)
