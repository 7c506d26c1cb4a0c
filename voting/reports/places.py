"""The scale of a cell in files, and what of it was recorded."""

from typing import Any

from voting.instruments.instrument import Cell
from voting.instruments.tally import Answer
from voting.reports.kinds import KINDS
from voting.words import Words

Data = dict[str, Any]


def places_of(cell: Cell, words: Words) -> list[Data]:
    """Each place as files have it, and in words."""
    column = {"settle": cell.column.settle.value}
    kind = KINDS[cell.column.kind]
    return [
        {
            "value": place.value,
            "label": kind.label(column, {"value": place.value, "label": place.label}, words),
        }
        for place in cell.column.places
    ]


def chosen(answer: Answer) -> tuple[int, ...]:
    """The places that an answer is; none without one."""
    return (answer,) if isinstance(answer, int) else answer or ()


def value_of(answer: Answer, places: list[Data]) -> Any:
    """An answer as files have it: a value, several in a list, or None."""
    values = [places[place]["value"] for place in chosen(answer)]
    return values if isinstance(answer, tuple) else values[0] if values else None


def label_of(answer: Answer, places: list[Data]) -> str | None:
    """The same in words."""
    return ", ".join(places[place]["label"] for place in chosen(answer)) or None
