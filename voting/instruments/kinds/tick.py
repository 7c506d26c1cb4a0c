"""Ticks: is it there or not?"""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from voting.instruments.deciding import Option, Settle, by_votes
from voting.instruments.kinds.column import Column, Place
from voting.instruments.tally import Tally

NOT_TICKED, TICKED = 0, 1
_PLACES = (Place(NOT_TICKED, ""), Place(TICKED, ""))


class TickColumn(Column, frozen=True, kw_only=True):
    settles: ClassVar[frozenset[Settle]] = frozenset({Settle.IN_PLACE, Settle.NONE})
    talked_about: ClassVar[Literal["presence"]] = "presence"

    @property
    def places(self) -> Sequence[Place]:
        return _PLACES

    def contested(self, tally: Tally) -> bool:
        """Neither side has three in four."""
        return 4 * max(tally.counts) < 3 * tally.ratings

    def _options(self, tally: Tally) -> list[Option]:
        return by_votes(tally)

    def file_columns(self) -> tuple[str, ...]:
        return ("ticked", "not_ticked")

    def file_values(self, tally: Tally) -> Mapping[str, int | float | str | None]:
        return {"ticked": tally.counts[TICKED], "not_ticked": tally.counts[NOT_TICKED]}
