"""What reports ask of every kind of column."""

from typing import Any

from voting.words import Words

Data = Any  # a part of the record


class Kind:
    """One kind of column in reports. ``column`` is the record's word for one, ``cell`` one of the
    record's domains and ``held`` one of its rounds."""

    def label(self, column: Data, place: Data, words: Words) -> str:
        """A place on its scale in words, or as its value where it has none."""
        return str(place["label"] or place["value"])
