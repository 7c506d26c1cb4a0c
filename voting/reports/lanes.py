"""What a domain’s decision was and what it is, on one scale: a ring then, a disc now, and between
them an arrow that is as long as the change. What is missing has no mark but a word."""

from voting.reports.changed import Data, places, shown
from voting.reports.changed_said import missing_said
from voting.reports.drawing import FAINT, INK, PAPER, Sheet, cut, leading
from voting.reports.levels import colours
from voting.words import Words


class Lanes:
    """What stands on the scale. ``room`` is where that begins and ends, and how high a row is, in
    pixels; ``size`` that of words in it."""

    def __init__(
        self,
        sheet: Sheet,
        told: Data,
        room: tuple[float, float, float],
        size: int,
        words: Words,
    ) -> None:
        self.sheet, self.told, self.size, self.words = sheet, told, size, words
        self.left, self.right, self.height = room
        self.levels = len(told["levels"])
        self.step = (self.right - self.left) / max(1, self.levels)
        self.pad = size + 3
        self.radius = min(26.0, self.height * 0.34, max(self.step * 0.2, size * 1.05))

    def draw(self, domain: Data, middle: float) -> None:
        """A domain, around ``middle``."""
        before, after = (domain["then"][place] for place in places(self.told))
        was, now = on_scale(before, self.levels), on_scale(after, self.levels)
        self._ground(now is None, middle)
        if was is None or now is None:
            self._missing(domain, was, now, middle)
        else:
            self._arrow(was, now, middle)
        if was is not None:
            edge = max(2.5, self.radius * 0.15)
            around = min(self.radius + edge * 1.4, self.height / 2 - 5)
            wide = around if was == now else self.radius
            self.sheet.ring((self._x(was), middle), wide, edge)
            if was != now:
                self._number(was, middle, INK)
        if now is not None:
            ground, ink = colours(now, self.levels)
            inner = 0.86 if was == now else 1
            self.sheet.dot((self._x(now), middle), self.radius * inner, ground)
            self._number(now, middle, ink)

    def _x(self, rating: int) -> float:
        return self.left + (rating + 0.5) * self.step

    def _ground(self, is_missing: bool, middle: float) -> None:
        """A line with a mark for each rating; a dashed frame for what has none now."""
        if is_missing:
            top, high = middle - self.height / 2 + 5, self.height - 10
            frame = (self.left + 6, top, self.right - self.left - 12, high)
            self.sheet.box(frame, PAPER, round_by=12, dashed=True)
            return
        self.sheet.line((self.left + 6, middle), (self.right - 6, middle), faint=True)
        for rating in range(self.levels):
            self.sheet.dot((self._x(rating), middle), self.radius * 0.16, FAINT)

    def _arrow(self, was: int, now: int, middle: float) -> None:
        way = 1 if now > was else -1
        start = self._x(was) + way * (self.radius + 2)
        end = self._x(now) - way * (self.radius + 4)
        if was != now:
            self.sheet.arrow((start, middle), (end, middle), self.radius * 1.1)

    def _number(self, rating: int, middle: float, fill: str) -> None:
        size = max(self.size - 5, round(self.radius * 0.95))
        at = middle - size * 0.57
        self.sheet.text(
            self._x(rating),
            at,
            [shown(self.told, rating)],
            size,
            bold=True,
            fill=fill,
            anchor="middle",
        )

    def _missing(self, domain: Data, was: int | None, now: int | None, middle: float) -> None:
        """The word for what has no mark, where the lane is free."""
        shown = was if now is None else now
        size, said = self.size, missing_said(domain, self.told, self.words)
        if shown is None:
            room, x, anchor = (
                self.right - self.left - 2 * self.pad,
                (self.left + self.right) / 2,
                "middle",
            )
        elif shown >= self.levels / 2:
            room, x, anchor = shown * self.step - self.pad, self.left + self.pad, "start"
        else:
            room, x, anchor = (
                (self.levels - shown - 1) * self.step - self.pad,
                self.right - self.pad,
                "end",
            )
        found = held(said, room, size, self.height - 8, bold=True)
        upper = middle - leading(size) * len(found) / 2
        wide = max(map(len, found)) * size * 0.62 + 16
        left = {"middle": x - wide / 2, "start": x - 8, "end": x - wide + 8}[anchor]
        if now is not None:  # else the frame has left the ground free
            self.sheet.box((left, upper - 1, wide, leading(size) * len(found) + 2), PAPER)
        self.sheet.text(x, upper, found, size, bold=True, anchor=anchor)


def on_scale(cell: Data | None, levels: int) -> int | None:
    """Its rating, if it is one of a scale of so many ratings."""
    if cell is None or len(cell["levels"]) != levels:
        return None
    rating: int | None = cell["rating"]
    return rating


def sign(sheet: Sheet, steps: int | None, left: float, upper: float, size: int) -> None:
    """An upright arrow, or two lines where nothing changed, before a line of text of this size."""
    middle = upper + leading(size) / 2
    if steps:
        tall = size * 0.42 * (1 if steps > 0 else -1)
        x = left + size * 0.46
        sheet.arrow((x, middle + tall), (x, middle - tall), size * 0.7)
    elif steps == 0:
        thick = max(2.0, size * 0.15)
        for y in (middle - thick * 1.5, middle + thick * 0.5):
            sheet.box((left + 1, y, size * 0.85, thick), INK)


def held(text: str, width: float, size: int, height: float, *, bold: bool = False) -> list[str]:
    """``text`` in as many lines as there is room for; an ellipsis ends what is cut."""
    return cut(text, width, size, max(1, int(height / leading(size))), bold=bold)
