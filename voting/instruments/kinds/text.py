"""Text: statements and notes, which are written and not rated. A round does not ask for them."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from voting.instruments.deciding import Settle
from voting.instruments.kinds.column import Column, Place


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
