"""Pictures of instruments that are answered many rows at a time, as files of their own: all rows on
one sheet, and a slide of 1920 by 1080 pixels."""

from voting.reports import panels as p
from voting.reports.drawing import MARGIN, WIDTH, Sheet
from voting.reports.record import Record
from voting.words import Words

_SHAPE = p.Shape(330, 210, 15)
_SIZES = (36, 32, 28, 26, 24, 22, 20, 18, 16, 14, 12, 11)  # of text on a slide
_NAMES, _BESIDE = 13, 16  # how wide these are, in letters' sizes
_IN_A_COLUMN = 24  # more rows stand in two columns
_GAP = 60


def described(record: Record, words: Words) -> str:
    """Every row in words."""
    return " ".join(described_one(panel, words) for panel in p.panels(record, words))


def described_one(panel: p.Panel, words: Words) -> str:
    return p.described(panel, panel.lines, words)


def draw_all(sheet: Sheet, record: Record, words: Words) -> None:
    """Every panel beneath the other; the sheet grows."""
    for panel in p.panels(record, words):
        draw_one(sheet, panel, words)


def draw_one(sheet: Sheet, panel: p.Panel, words: Words, *, titled: bool = True) -> None:
    sheet.y += 12
    if titled and panel.title:
        sheet.paragraph(panel.title, 18, bold=True)
    p.draw(sheet, panel, panel.lines, (MARGIN, WIDTH - 2 * MARGIN), _SHAPE, words)


def several(record: Record, words: Words) -> list[p.Panel]:
    """The panels, where there are several."""
    found = p.panels(record, words)
    return found if len(found) > 1 else []


def draw_slide(
    sheet: Sheet, record: Record, room: tuple[float, float, float], words: Words
) -> None:
    """Everything on a slide, in a ``room`` of this left, width and lower edge: one panel as large
    as it fits, in two columns where it is long; of several panels every cell as a mark."""
    left, width, foot = room
    found = p.panels(record, words)
    high = foot - sheet.y
    if len(found) == 1:
        panel = found[0]
        many = len(panel.lines) > _IN_A_COLUMN
        half = -(-len(panel.lines) // 2)
        columns = [panel.lines[:half], panel.lines[half:]] if many else [panel.lines]
        wide = (width - _GAP * (len(columns) - 1)) / len(columns)
        shape = _largest(panel, columns, wide, high)
        top = sheet.y
        for place, lines in enumerate(columns):
            sheet.y = top
            p.draw(sheet, panel, lines, (left + place * (wide + _GAP), wide), shape, words)
    elif found:
        rows = len({cell["row"] for cell in record["domains"]})
        size = max(11, min(30, int(high / (rows + 3) / 2.0)))
        p.matrix(sheet, record, (left, width), p.Shape(size * 16, 0, size), high, words)


def _largest(
    panel: p.Panel, columns: list[tuple[p.Line, ...]], wide: float, high: float
) -> p.Shape:
    for size in _SIZES:
        names = min(int(wide * 0.4), size * _NAMES * 2)
        shape = p.Shape(names, min(int(wide * 0.25), size * _BESIDE), size, in_short=True)
        head = size * 5  # the scale, in as many lines as it may need
        needed = max(p.height(panel, lines, int(wide), shape) for lines in columns) + head
        if needed <= high:
            break
    return shape
