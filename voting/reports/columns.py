"""What columns there are: their names, how they look, and where their words are."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from voting.words import Words

Cell = str | int | float | None
Row = dict[str, Cell]


class Column(Struct, frozen=True):
    """``width`` is in characters; ``percent`` marks a share from 0 to 1, ``holds`` a "date" or a
    "time"; ``source`` is where a formula comes from; ``alike`` is the same in every row of a file.
    ``key`` is where its words are, if not under its name; ``values`` are what they are filled with.
    ``most_lines`` is how high it may make a row, as its text is on another sheet as well.
    """

    name: str
    width: int = 12
    percent: bool = False
    source: str = ""
    holds: str = ""
    alike: bool = False
    most_lines: int = 0
    key: str = ""
    values: Mapping[str, Any] = {}

    def title(self, words: Words) -> str:
        return self._said("title", words)

    def meaning(self, words: Words) -> str:
        return self._said("meaning", words)

    def _said(self, what: str, words: Words) -> str:
        return words.say(f"reports.columns.{self.key or self.name}.{what}", **self.values)


class Table(Struct, frozen=True):
    """``instead`` is the one row that people see where no row holds what the table is for; ``of``
    is the last of the first columns, which say what a row is of."""

    key: str
    columns: tuple[Column, ...]
    rows: list[Row]
    instead: Row | None = None
    of: str = "domain_name"


WORKSHOP = (
    Column("workshop_id", 24, alike=True),
    Column("area", 24, alike=True),
    Column("kind_key", alike=True),
    Column("kind", alike=True),
    Column("date", holds="date", alike=True),
    Column("status", alike=True),
    Column("finished_at", 22, holds="time", alike=True),
    Column("framework", alike=True),
    Column("framework_version", alike=True),
    Column("rehearsal", alike=True),
)
WHERE = (
    *WORKSHOP,
    Column("domain"),
    Column("domain_name", 30),
)
TASTLE_WIERMAN = "Tastle & Wierman (2007)"
TASTLE_WIERMAN_IN_FULL = (
    "Consensus and dissention: a measure of ordinal dispersion. International Journal of "
    "Approximate Reasoning 45, 531–545."
)
VAN_DER_EIJK = "van der Eijk (2001)"
VAN_DER_EIJK_IN_FULL = (
    "Measuring agreement in ordered rating scales. Quality & Quantity 35, 325–341."
)
OWN = "docs/method.md"

# One round's shape, in the order of the record's fields.
SHAPE = (
    Column("picture", 18, source=OWN),
    Column("lowest"),
    Column("highest"),
    Column("quartile_1"),
    Column("quartile_3"),
    Column("top_share", percent=True),
    Column("consensus", source=TASTLE_WIERMAN),
    Column("agreement", source=VAN_DER_EIJK),
    Column("firmness", source=OWN),
    Column("moved_up"),
    Column("moved_down"),
    Column("stayed"),
    Column("by_hand"),
    Column("hand_ratings", 20),
    Column("reasons", 60, most_lines=6),
)
# Of the same round, but the last of a table: scripts that read by position still find the others.
SHAPE_KEY = Column("picture_key", 18)
