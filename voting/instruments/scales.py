"""Scores over several rows of an instrument, as its ``scales`` define them."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from voting.instruments.instrument import Cell, Instrument, Scale
from voting.instruments.tally import Answer, single


def score(scale: Scale, instrument: Instrument, answers: Mapping[str, Answer]) -> Fraction | None:
    """One person's score on ``scale``, from ``answers`` by cell; None where they answered too few
    of its rows.

    Each row's answer counts with its value: a rating's number, or the number itself. Rows in
    ``reverse`` count from the other end of their column: lowest + highest - value. ``mean`` is the
    mean of the rows answered; ``sum`` is that mean times the number of rows, so that a row left out
    counts as the mean of those answered (and plainly the sum where all are answered). "Can't say"
    counts as not answered. Exact, in the units of the column. Of an instrument that is repeated
    there are no scales.
    """
    cells = list(cells_of(scale, instrument))
    said = [
        _value(cell, place, cell.row.key in scale.reverse)
        for cell in cells
        if (place := single(answers.get(cell.key))) is not None
    ]
    needed = Fraction(scale.least_answered).limit_denominator(1000) * len(cells)
    if not said or len(said) < needed:
        return None
    mean = Fraction(sum(said), len(said))
    return mean if scale.how == "mean" else mean * len(cells)


def cells_of(scale: Scale, instrument: Instrument) -> Iterable[Cell]:
    """The cells that count for ``scale``: of its rows, those whose column has numbers."""
    return (
        cell for cell in instrument.domains if cell.row.key in scale.rows and cell.column.has_values
    )


def _value(cell: Cell, place: int, is_reversed: bool) -> int:
    values = [int(one.value) for one in cell.column.places]
    return values[0] + values[-1] - values[place] if is_reversed else values[place]


def problems_of(scale: Scale, instrument: Instrument) -> Iterable[tuple[str, dict[str, Any]]]:
    """What is wrong with a scale, each as the key of the case and the values of its sentence."""
    if instrument.repeat:
        yield "scale-repeat", {}
    if not scale.rows:
        yield "scale-empty", {}
    columns = {column.key: column for column in instrument.asked}
    rows = {row.key: row for row in instrument.rows}
    for key in scale.rows:
        if key not in rows:
            yield "scale-row", {"row": key[:80]}
            continue
        asked = [columns[c] for c in rows[key].ask if c in columns] or list(columns.values())
        if sum(column.has_values for column in asked) != 1:
            yield "scale-kind", {"row": key[:80]}
    if len(set(scale.rows)) < len(scale.rows):
        yield "scale-twice", {}
    for key in scale.reverse:
        if key not in scale.rows:
            yield "scale-reverse", {"row": key[:80]}
    if not 0 < scale.least_answered <= 1:
        yield "scale-least", {}
