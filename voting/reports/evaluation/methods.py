"""methods.txt: two paragraphs for a methods section, each fact from the record.

The first says how the ratings came about, after the topics of ACCORD for consensus methods
(Gattrell and others 2024); the second says what was computed. What the record does not hold stands
in square brackets, for the author. That a study complies with a guideline is for its authors to
say, and is never said here.
"""

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from voting.evaluation.alpha import LEAST_AREAS, Alpha
from voting.evaluation.comparing import Comparison
from voting.evaluation.corrections import least_changed, limit
from voting.evaluation.facts import Facts, PointFacts, Recorded
from voting.evaluation.figures import bare
from voting.instruments.instrument import Instrument
from voting.words import Words

_AT = "evaluation_files.methods"
_WIDTH = 100
_METHODS = ("unanimous", "consensus", "majority", "tie-break")


def methods_text(
    facts: Facts,
    comparison: Comparison,
    framework: Instrument,
    named: Mapping[str, str],
    words: Words,
    *,
    areas: int,
) -> str:
    """Both paragraphs, under a heading each. ``named`` is what each point is called; ``areas`` is
    how many there are at any point."""
    told = _Told(facts, comparison, framework, named, words, areas)
    parts = [
        words.say(f"{_AT}.how_to_use"),
        words.say(f"{_AT}.consensus_title"),
        " ".join(told.consensus()),
        words.say(f"{_AT}.statistics_title"),
        " ".join(told.statistics()),
    ]
    return "\n\n".join(textwrap.fill(part, _WIDTH, break_on_hyphens=False) for part in parts) + "\n"


class _Told:
    def __init__(
        self,
        facts: Facts,
        comparison: Comparison,
        framework: Instrument,
        named: Mapping[str, str],
        words: Words,
        areas: int,
    ) -> None:
        self.facts, self.comparison, self.framework = facts, comparison, framework
        self.named, self.words, self.areas = named, words, areas
        self.first, self.second = named[comparison.first], named[comparison.second]
        self.recorded = [at.recorded for at in facts.points if at.recorded]

    def say(self, key: str, /, **values: Any) -> str:
        return self.words.say(f"{_AT}.{key}", **values)

    def _if_recorded(self, key: str, /, **values: Any) -> str:
        """What is a fact of workshops held with this software, and of others not known."""
        return self.say(key if self.recorded else f"{key}_unknown", **values)

    # --- how the ratings came about ---

    def consensus(self) -> Iterable[str]:
        scale, versions = self.framework.scale, self.facts.versions
        version = self.say("version", n=len(versions), versions=versions) if versions else None
        yield self._if_recorded(
            "rated",
            n=len(self.framework.domains),
            framework=self.framework.name,
            version=version or self.say("no_version"),
            lowest=scale[0].label,
            top=len(scale) - 1,
            highest=scale[-1].label,
        )
        yield self.say(
            "held",
            first=self.first,
            second=self.second,
            first_areas=self._areas(self.comparison.areas_first),
            second_areas=self._areas(self.comparison.areas_second),
        )
        if n := self.facts.swapped:
            yield self.say("swapped", n=n, first=self.first, second=self.second)
        yield self.say("invited")
        for at in self.facts.points:
            yield from self._people(at)
        live = sum(at.areas - at.imported for at in self.facts.points)
        yield self._if_recorded("private", n=live)
        yield self._if_recorded("rule")
        for at in self.facts.points:
            yield from self._decided(at)
        yield from self._answers()
        yield self.say("dropped")

    def _people(self, at: PointFacts) -> Iterable[str]:
        if not at.areas:
            return
        point, recorded = self.named[at.point], at.recorded or Recorded()
        yield self._days(at, point, recorded.days)
        if not recorded.people:
            yield self.say("came_unknown", point=point)
            return
        people = recorded.people
        spread = {"median": _plain(median(people)), "least": min(people), "most": max(people)}
        yield self.say(
            "came",
            point=point,
            people=sum(people),
            n=len(people),
            spread=self.say("spread", **spread) if len(people) > 1 else "",
        )
        if recorded.sectors:
            sectors = [f"{self._sector(key)} {many}" for key, many in recorded.sectors.items()]
            yield self.say("sectors", sectors=self.words.in_a_row(sectors))

    def _days(self, at: PointFacts, point: str, days: Sequence[str]) -> str:
        """When workshops were held, and of how many of them that is known."""
        if not days:
            return self.say("days_unknown", point=point)
        first, last = (self.words.date(day) for day in (days[0], days[-1]))
        key = "day" if first == last else "days"
        told = {"point": point, "first": first, "last": last}
        if len(days) == at.areas:
            return self.say(key, **told)
        return self.say(f"{key}_some", n=len(days), areas=at.areas, **told)

    def _sector(self, key: str) -> str:
        """What a sector of the framework is called, of any other its key."""
        return self.framework.group_name("sector", key) or key

    def _decided(self, at: PointFacts) -> Iterable[str]:
        point = self.named[at.point]
        if at.recorded:
            yield self._methods(point, at.recorded)
        if at.unfinished:
            yield self.say("unfinished", n=at.unfinished, point=point)
        if at.imported:
            yield self.say("imported", n=at.imported, point=point)

    def _methods(self, point: str, recorded: Recorded) -> str:
        many, rounds = recorded.methods, recorded.rounds
        if not many:
            return self.say("decided_none", point=point)
        others = sum(n for key, n in many.items() if key not in _METHODS)
        counted = {key: many.get(key, 0) for key in _METHODS} | {"other": others}
        return self.say(
            "decided",
            n=sum(many.values()),
            point=point,
            methods=[self.say(f"methods.{key}", n=n) for key, n in counted.items() if n],
            rounds=self.say("rounds", median=_plain(median(rounds)), most=max(rounds)),
        )

    def _answers(self) -> Iterable[str]:
        cant_say = sum(one.cant_say for one in self.recorded)
        by_hand = sum(one.by_hand for one in self.recorded)
        if self.recorded:
            all_ = cant_say + sum(one.ratings for one in self.recorded)
            yield self.say("cant_say", n=cant_say, all=all_)
        if by_hand:
            yield self.say("by_hand", n=by_hand)

    def _areas(self, n: int) -> str:
        return self.say("areas", n=n)

    # --- statistics ---

    def statistics(self) -> Iterable[str]:
        compared = self.comparison
        yield self.say("shares")
        yield self.say(
            "n",
            all=self._areas(self.areas),
            first=self.first,
            first_areas=compared.areas_first,
            second=self.second,
            second_areas=compared.areas_second,
            both=compared.areas_both,
        )
        for at in self.facts.points:
            if at.areas:
                yield self._missing(at)
        yield from self._tested()
        held = {at.point for at in self.facts.points if at.areas}
        for alpha in compared.alpha:
            if alpha.point in held:
                yield self._alpha(alpha)
        yield self.say("software")
        yield self._if_recorded("caution")

    def _missing(self, at: PointFacts) -> str:
        point = self.named[at.point]
        if not at.unresolved + at.undecided:
            return self.say("missing_none", point=point)
        return self.say(
            "missing",
            point=point,
            unresolved=self.say("domains", n=at.unresolved),
            undecided=at.undecided,
        )

    def _tested(self) -> Iterable[str]:
        """How change was tested; nothing of it where there was nothing to test."""
        domains = self.comparison.domains
        if not any(one.changes.pairs for one in domains):
            yield self.say("no_pairs")
            return
        yield self.say("up")
        untested = sum(one.test is None for one in domains)
        if untested == len(domains):
            yield self.say("none_changed")
            return
        yield self.say("test")
        few = sum(r.code == "too-few-changed" for one in domains for r in one.remarks)
        if untested:
            yield self.say("untested", n=untested)
        if few:
            yield self.say("few", n=few, least=least_changed(len(domains)))
        yield self.say("corrected", n=len(domains), limit=bare(limit(len(domains)), 4))

    def _alpha(self, alpha: Alpha) -> str:
        told = {"point": self.named[alpha.point], "n": alpha.n}
        if alpha.value is None:
            return self.say(f"alpha_none.{alpha.why}", least=LEAST_AREAS, **told)
        return self.say("alpha", alpha=bare(alpha.value), **told)


def _plain(value: float) -> str:
    return f"{value:g}"
