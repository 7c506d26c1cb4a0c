"""Text that stays in its box on a slide: as large as it fits, or shortened with an ellipsis.

Measured in points by the widths of Arial with a little to spare, as in drawings.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from voting.reports.drawing import broken

INSET_X, INSET_Y = 7.2, 3.6  # what a box keeps free at each side, in points
_LEADING = 1.2  # from line to line, in parts of a letter's size
_LEAST = 2  # a text cut to fewer lines says too little


class Line(Struct, frozen=True):
    """A paragraph: ``size`` and the room ``after`` it are in points; ``is_long`` may be cut."""

    text: str
    size: int
    after: int = 14
    bold: bool = False
    soft: bool = False
    is_long: bool = False


def height(lines: Sequence[Line], width: float) -> float:
    """Of a box of this width that holds them."""
    return _height(lines, [_rows(one, width) for one in lines])


def largest(text: str, sizes: Sequence[int], width: float, room: float, *, bold: bool) -> Line:
    """The text at the first of the sizes at which it fits; cut at the last if at none."""
    found = [Line(text, size, bold=bold) for size in sizes]
    fits = (one for one in found if height([one], width) <= room)
    most = max(1, int((room - 2 * INSET_Y) / (found[-1].size * _LEADING)))
    return next(fits, None) or _cut(found[-1], width, most)


def fitted(
    lines: Callable[[int], list[Line]], sizes: Sequence[int], width: float, room: float
) -> list[Line] | None:
    """``lines`` of the first of the sizes at which they fit as they are; else of the first at which
    they do with what is long cut to an equal number of rows; None where that says too little."""
    tried = [(told, [_rows(one, width) for one in told]) for told in map(lines, sizes)]
    for told, rows in tried:
        if _height(told, rows) <= room:
            return told
    for told, rows in tried:
        for most in range(max(rows), _LEAST - 1, -1):
            cut = [min(n, most) if one.is_long else n for one, n in zip(told, rows, strict=True)]
            if _height(told, cut) <= room:
                return [_cut(one, width, n) for one, n in zip(told, cut, strict=True)]
    return None


def _height(lines: Sequence[Line], rows: Sequence[int]) -> float:
    high = [n * one.size * _LEADING + one.after for one, n in zip(lines, rows, strict=True)]
    return sum(high) - (lines[-1].after if lines else 0) + 2 * INSET_Y


def _rows(line: Line, width: float) -> int:
    return len(_broken(line.text, line, width))


def _broken(text: str, line: Line, width: float) -> list[str]:
    return broken(text, width - 2 * INSET_X, line.size, bold=line.bold)


def _cut(line: Line, width: float, rows: int) -> Line:
    """At most so many rows of it, cut between words where there are any."""
    held = _broken(line.text, line, width)
    if len(held) <= rows:
        return line
    left = sum(len("".join(row.split())) for row in held[:rows])
    end = 0
    while left:
        left -= not line.text[end].isspace()
        end += 1
    text = line.text[:end]
    while text and len(_broken(f"{text}…", line, width)) > rows:
        text = text.rpartition(" ")[0] or text[:-1]
    return replace(line, text=f"{text.rstrip(' .,;:·—–-')}…")
