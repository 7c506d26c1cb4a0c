"""What the page that compares two workshops says beside its numbers."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from voting.edges.http.programme_here import point_name
from voting.evaluation import figures
from voting.evaluation.alpha import LEAST_AREAS, Alpha
from voting.evaluation.comparing import Compared, Comparison, Remark
from voting.evaluation.corrections import limit
from voting.instruments.instrument import Instrument
from voting.views import heat
from voting.views.evaluation import End, EvaluationView
from voting.views.evaluation_decided import MOST_ROUNDS, UNDECIDED, UNKNOWN, Decided, Turnout
from voting.words import Words

_OWN = (UNDECIDED, UNKNOWN)
_LIMIT, _FEW, _NO_EXACT = "a", "b", "c"  # marks beside a p
_ACCEPTABLE = (0.7, 0.8)
Column = tuple[str | int, str]  # a key and its heading


class Marks(Struct, frozen=True):
    """What stands beside the two p of a domain, or ``instead`` of its test."""

    p: str = ""
    exact: str = ""
    instead: str = ""


class Note(Struct, frozen=True):
    """A line below a table; ``mark`` is what points to it."""

    text: str
    mark: str = ""


class Said:
    """The sentences of one view."""

    def __init__(self, view: EvaluationView, words: Words) -> None:
        self._view = view
        self._words = words

    def _say(self, key: str, **values: object) -> str:
        return self._words.say(f"evaluation.{key}", **values)

    @property
    def _ends(self) -> dict[str, str]:
        asked = self._view.asked
        return {"first": self.within(asked.since), "second": self.within(asked.until)}

    @property
    def _compared(self) -> Comparison:
        assert self._view.comparison
        return self._view.comparison

    def within(self, point: str) -> str:
        """What a point is called within a sentence."""
        return str(self._words["evaluation"]["points"].get(point) or point_name(point))

    # --- which areas are compared ---

    def areas(self, some: Iterable[heat.Named]) -> str:
        """Areas by name or number, as one enumeration."""
        say = self._words.say
        return self._words.listed(
            one.name or say("programme.area_number", number=f"{one.number:02}") for one in some
        )

    def points(self) -> list[tuple[str, str]]:
        """The points to choose from."""
        return [(one, point_name(one)) for one in self._view.choices.points]

    @staticmethod
    def labels(all_: str, some: Iterable[str]) -> list[tuple[str, str]]:
        """Tags or regions to choose from, after the choice of all of them."""
        return [("", all_), *((one, one) for one in some)]

    def offers(self) -> list[tuple[str, str]]:
        """The instruments to choose from."""
        return [
            (
                one.name,
                self._say(
                    "choose.offer", name=self._in_versions(one.framework, one.versions), n=one.areas
                ),
            )
            for one in self._view.choices.instruments
        ]

    def rated(self) -> str:
        """What was rated at the two points."""
        framework = self._view.framework
        assert framework
        return self._in_versions(framework, self._view.versions or (framework.version,))

    def _in_versions(self, framework: Instrument, versions: Sequence[str]) -> str:
        return self._say("rated", name=framework.name, versions=list(versions), n=len(versions))

    def facts(self) -> list[str]:
        """What has to be known of the comparison as a whole."""
        view = self._view
        found = list(self._too_little())
        for key in ("imported", "unfinished"):
            found += [self._of_end(key, end) for end in view.ends if getattr(end, key)]
        if len(view.versions) > 1:
            assert view.framework
            told = {"name": view.framework.name, "versions": list(view.versions)}
            found.append(self._say("who.versions", **told))
        if view.swapped:
            found.append(self._say("who.swapped", n=view.swapped, **self._ends))
        for key in ("other_workshops", "other_kinds"):
            if many := getattr(view, key):
                found.append(self._say(f"who.{key}", n=many))
        return found

    def _too_little(self) -> Iterable[str]:
        codes = {one.code: one for one in self._compared.remarks}
        absent = [one for code, one in codes.items() if code != "few-areas"]
        yield from (self._remark(one) for one in absent)
        if self._compared.areas_both and "few-areas" in codes:
            yield self._remark(codes["few-areas"])
        elif not self._compared.areas_both and not absent:
            yield self._say("remarks.none-both")

    def _of_end(self, key: str, end: End) -> str:
        return self._say(f"who.{key}", n=getattr(end, key), point=point_name(end.point))

    # --- Table 1 ---

    def marks_of(self, one: Compared) -> Marks:
        if one.test is None:
            return Marks(instead="; ".join(self._remark(each) for each in one.remarks))
        below = limit(len(self._compared.domains))
        few = any(each.code == "too-few-changed" for each in one.remarks)
        if one.test.exact is None:
            return Marks(_LIMIT if one.test.p < below else "", _NO_EXACT)
        exact = [_LIMIT] * (one.test.exact < below) + [_FEW] * few
        return Marks(_LIMIT if one.test.p < below else "", ", ".join(exact))

    def notes(self) -> list[Note]:
        """What stands below Table 1."""
        domains = self._compared.domains
        marks = [self.marks_of(one) for one in domains]
        found = [Note(self._say("table.note"))]
        if any(line.missing for one in domains for line in (one.first, one.second)):
            found.append(Note(self._say("table.note_missing")))
        if any(_LIMIT in (mark.p, mark.exact) for mark in marks):
            told = {"domains": len(domains), "limit": figures.bare(limit(len(domains)), 3)}
            found.append(Note(self._say("remarks.bonferroni", **told), _LIMIT))
        few = [each for one in domains for each in one.remarks if each.code == "too-few-changed"]
        if few:
            found.append(Note(self._remark(few[0]), _FEW))
        if any(mark.exact == _NO_EXACT for mark in marks):
            found.append(Note(self._say("remarks.no-exact"), _NO_EXACT))
        return found

    def _remark(self, remark: Remark) -> str:
        told = {"n": remark.n, "least": remark.least, "domains": len(self._compared.domains)}
        return self._say(f"remarks.{remark.code}", **told, **self._ends)

    def alphas(self) -> list[str]:
        return [self._alpha(one) for one in self._compared.alpha]

    def _alpha(self, one: Alpha) -> str:
        point = point_name(one.point)
        if one.value is None:
            return self._say(f"alpha.{one.why}", point=point, n=one.n, least=LEAST_AREAS)
        value = figures.bare(one.value)
        said = self._say("alpha.value", point=point, value=value, n=one.n)
        is_acceptable = _ACCEPTABLE[0] <= one.value <= _ACCEPTABLE[1]
        return self._say("alpha.acceptable", said=said) if is_acceptable else said

    # --- how decisions came about ---

    def turnout(self, held: Turnout) -> str:
        if not held.present:
            return self._say("decided.not_known")
        return self._say(
            "decided.turnout_said",
            percent=figures.percentage(held.share),
            answered=held.answered,
            present=held.present,
            n=held.areas,
        )

    def sectors(self) -> list[tuple[str, int, int]]:
        """How many people of each sector there were at both points; those that were at one."""
        framework, ends = self._view.framework, self._view.ends
        assert framework
        names = [sector.name for sector in framework.sectors]
        names.append(self._say("people.unknown"))
        none = (0,) * len(names)
        then, now = (end.people.sectors or none for end in ends)
        return [row for row in zip(names, then, now, strict=True) if row[1] or row[2]]

    def method_columns(self) -> list[Column]:
        """The methods that occur, with their headings."""
        there = [method for one in self._decided() for method in one.methods]
        named = self._words["common"]["method_names"]
        own = self._words["evaluation"]["decided"]
        return [
            (key, str(own[key] if key in _OWN else named[key]))
            for key in (*named, *_OWN)
            if key in there or key in _USUAL
        ]

    def round_columns(self) -> list[Column]:
        """Numbers of rounds that occur, with their headings."""
        there = {many for one in self._decided() for many in one.rounds}
        found: list[Column] = [(0, self._say("decided.no_rounds"))] if 0 in there else []
        found += [(n, self._say("decided.rounds", n=n)) for n in range(1, MOST_ROUNDS)]
        return [*found, (MOST_ROUNDS, self._say("decided.most_rounds", n=MOST_ROUNDS))]

    def unpictured(self) -> bool:
        """Is there a last round of which it is not told how far apart its ratings were?"""
        return any(one.unpictured for one in self._decided())

    def _decided(self) -> Iterable[Decided]:
        return (one for end in self._view.ends for one in end.decided.values())


_USUAL = ("unanimous", "consensus", "majority", "tie-break", "unresolved")
