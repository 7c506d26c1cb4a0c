"""A rating as a number in its colour, wherever it is drawn."""

from voting.reports.drawing import Sheet
from voting.reports.levels import colours


def chip(
    sheet: Sheet, x: float, y: float, rating: int, levels: int, size: int = 26, shown: str = ""
) -> None:
    """A rating as a number in its colour, ``size`` pixels wide and high; or ``shown``."""
    ground, fill = colours(rating, levels)
    sheet.box((x, y, size, size), ground, round_by=size // 4)
    text = round(size * 0.58)
    at = y + (size - text * 1.2) / 2
    sheet.text(
        x + size / 2, at, [shown or str(rating)], text, bold=True, fill=fill, anchor="middle"
    )
