"""Choices: one or several of a few options that have no order."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Literal

from msgspec import Struct, field

from voting.instruments.deciding import Option, Settle, by_choices, by_votes, most_chosen
from voting.instruments.kinds.column import KEY, MOST_PLACES, Column, Place
from voting.instruments.tally import Answer, Tally
from voting.refusals.rounds import WrongChoice


class Choice(Struct, frozen=True):
    key: str
    name: str


class ChoiceColumn(Column, frozen=True, kw_only=True):
    """``most`` in a file is ``at_most`` here: how many options somebody may choose."""

    options_: tuple[Choice, ...] = field(name="options")
    at_most: int = field(name="most", default=1)

    settles: ClassVar[frozenset[Settle]] = frozenset({Settle.IN_PLACE, Settle.NONE})
    ordered: ClassVar[bool] = False
    talked_about: ClassVar[Literal["options"]] = "options"

    @property
    def most(self) -> int:
        return self.at_most

    @cached_property
    def places(self) -> Sequence[Place]:
        return tuple(Place(one.key, one.name) for one in self.options_)

    def check(self, answer: Answer, named: str = "rating") -> Answer:
        if not self.several:
            return super().check(answer, named)
        if answer is None and self.cant_say:
            return None
        if not isinstance(answer, tuple):
            raise WrongChoice(named, why="list", n=self.most)
        if not answer or len(answer) > self.most or len(set(answer)) != len(answer):
            raise WrongChoice(named, why="many", n=self.most)
        if not all(0 <= place < len(self.places) for place in answer):
            raise self.refused(named)
        return tuple(sorted(answer))

    def contested(self, tally: Tally) -> bool:
        """Options are tied for what can be chosen."""
        return bool(most_chosen(tally, self.most)[1])

    def around(self, place: int) -> Answer:
        if not self.several:
            return place
        return tuple(sorted((place + k) % len(self.places) for k in range(self.most)))

    def _options(self, tally: Tally) -> list[Option]:
        return by_choices(tally, self.most) if self.several else by_votes(tally)

    def file_columns(self) -> tuple[str, ...]:
        return tuple(f"chose_{one.key}" for one in self.options_)

    def file_values(self, tally: Tally) -> Mapping[str, int | float | str | None]:
        return dict(zip(self.file_columns(), tally.counts, strict=True))

    def problems(self) -> Iterable[tuple[str, dict[str, Any]]]:
        yield from super().problems()
        keys = [one.key for one in self.options_]
        names = [one.name.strip().casefold() for one in self.options_]
        if not 2 <= len(keys) <= MOST_PLACES:
            yield "options", {"n": MOST_PLACES, "found": len(keys)}
        for key in dict.fromkeys(keys):
            if keys.count(key) > 1:
                yield "same-options", {"key": key}
            elif not KEY.fullmatch(key):
                yield "option-key", {"key": key}
        if not all(names):
            yield "option-name", {"option": names.index("") + 1}
        elif len(set(names)) < len(names):
            yield "same-option-names", {}
        if not 1 <= self.at_most <= max(len(keys), 1):
            yield "most", {"n": len(keys)}
