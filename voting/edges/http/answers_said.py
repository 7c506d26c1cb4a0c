"""A scale in words for pages that the server writes, as static/js/lib/instrument.js has it."""

from collections.abc import Sequence

from msgspec import Struct

from voting.instruments.instrument import Cell
from voting.words import Words


class PlaceSaid(Struct, frozen=True):
    """A place: ``mark`` is its number where it has one beside its ``label``, else empty."""

    place: int
    mark: str
    label: str
    meaning: str


def scale_said(cell: Cell, words: Words) -> Sequence[PlaceSaid]:
    column = cell.column
    named = words["common"]["answers"].get(column.kind, {}).get("named", {})
    labels = named.get(column.settle.value, ())
    return [
        PlaceSaid(
            place=number,
            mark=str(place.value) if isinstance(place.value, int) and not labels else "",
            label=labels[number] if labels else place.label,
            meaning=meaning,
        )
        for number, (place, meaning) in enumerate(zip(column.places, cell.meanings, strict=True))
    ]
