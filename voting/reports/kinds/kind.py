"""What reports ask of every kind of column."""

from typing import Any

from msgspec.structs import replace

from voting.reports.columns import Column
from voting.words import Words

Data = Any  # a part of the record


class Kind:
    """One kind of column in reports. ``column`` is the record's word for one, ``cell`` one of the
    record's domains and ``held`` one of its rounds."""

    has_spread = False  # do its tables take lowest, highest and quartiles from the round?

    def label(self, column: Data, place: Data, words: Words) -> str:
        """A place on its scale in words, or as its value where it has none."""
        return str(place["label"] or place["value"])

    def file_columns(self, column: Data) -> tuple[Column, ...]:
        """The columns that tables have for it, by the names of a round's ``values``."""
        raise NotImplementedError

    def shared(self, one: Column) -> Column:
        """One of these where it stands for several columns of an instrument, whose places differ
        in their words."""
        return replace(one, key=f"{one.key}_shared")
