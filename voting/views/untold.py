"""Instruments that an area made for itself, where it may not be named: by numbers alone.

What such an instrument says may say where that is. So its name, its domains and the words of its
scale are left out of what is shown, unless ``may_be_told`` allows them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from voting.disclosure.choosing import may_be_told
from voting.instruments.guidance import is_of
from voting.instruments.instrument import Instrument, Row
from voting.instruments.kinds.rating import Level
from voting.programme.result import Result
from voting.programme.situation import AreaSituation
from voting.views import heat

Areas = Sequence[tuple[heat.Named, AreaSituation]]


def without_own_words(areas: Areas, known: Mapping[str, Instrument]) -> Areas:
    """``areas`` as they may be named, with what they rated as it may be told: an instrument has no
    name then, and its domains and ratings are called by their number. ``known`` are those whose
    words tell nothing of an area."""
    hidden = _hidden(areas, known)
    return [
        (named, each if named.id else replace(each, results=_results(each.results, hidden)))
        for named, each in areas
    ]


def _hidden(areas: Areas, known: Mapping[str, Instrument]) -> dict[str, "_Own"]:
    """The instruments that are told by numbers, by key."""
    found: dict[str, _Own] = {}
    users: defaultdict[str, int] = defaultdict(int)
    for named, each in areas:
        own = [
            result.framework
            for _, result in heat.comparable(each)
            if not named.id and not is_of(result.framework, known)
        ]
        for framework in own:
            found.setdefault(framework.key, _Own(f"own-{len(found) + 1}")).knows(framework)
        for key in {framework.key for framework in own}:
            users[key] += 1
    return {key: own for key, own in found.items() if not may_be_told(users[key])}


def _results(results: Mapping[str, Result], hidden: Mapping[str, "_Own"]) -> dict[str, Result]:
    return {
        id: hidden[result.framework.key].told(result) if _is_in(result, hidden) else result
        for id, result in results.items()
    }


def _is_in(result: Result, hidden: Mapping[str, "_Own"]) -> bool:
    own = hidden.get(result.framework.key)
    return own is not None and result.framework in own.versions


class _Own:
    """An instrument under a ``key`` that tells nothing. Domains that versions have in common have
    the same number."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.versions: list[Instrument] = []
        self._numbers: dict[str, str] = {}

    def knows(self, framework: Instrument) -> None:
        if framework not in self.versions:
            self.versions.append(framework)
        for cell in framework.domains:
            self._numbers.setdefault(cell.key, str(len(self._numbers) + 1))

    def told(self, result: Result) -> Result:
        numbers = self._numbers
        return replace(
            result,
            framework=self._plain(result.framework),
            domains=tuple(replace(d, domain=numbers[d.domain]) for d in result.domains),
        )

    def _plain(self, framework: Instrument) -> Instrument:
        return Instrument(
            key=self.key,
            version=str(self.versions.index(framework) + 1),
            name="",
            credit="",
            question="",
            levels=tuple(_levels(len(framework.scale))),
            rows=tuple(_rows(self._numbers[cell.key] for cell in framework.domains)),
        )


def _levels(many: int) -> Iterable[Level]:
    return (Level(rating, str(rating)) for rating in range(many))


def _rows(numbers: Iterable[str]) -> Iterable[Row]:
    return (Row(key=number, name=number) for number in numbers)
