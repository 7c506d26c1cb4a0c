"""Text: statements and notes, which are written and not rated. A round does not ask for them."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Literal

from voting.instruments.deciding import Settle
from voting.instruments.kinds.column import Column, Place

MOST_CHARACTERS = 2000
MOST_TEXTS = 10  # that one person writes


class TextColumn(Column, frozen=True, kw_only=True):
    """``longest`` is in characters, ``many`` how many somebody may write, ``by`` who writes."""

    longest: int
    many: int = 1
    by: Literal["person", "voice"] = "person"

    settles: ClassVar[frozenset[Settle]] = frozenset(
        {Settle.STATEMENT, Settle.CLUSTERS, Settle.NONE}
    )
    by_ballot: ClassVar[bool] = False

    @property
    def places(self) -> Sequence[Place]:
        return ()

    def problems(self) -> Iterable[tuple[str, dict[str, Any]]]:
        yield from super().problems()
        if not 1 <= self.longest <= MOST_CHARACTERS:
            yield "longest", {"n": MOST_CHARACTERS}
        if not 1 <= self.many <= MOST_TEXTS:
            yield "many", {"n": MOST_TEXTS}
