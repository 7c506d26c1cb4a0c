"""Choices: how many chose each option, as a matrix."""

from collections.abc import Sequence

from voting.reports.bars import Bars, Series, by_how_much
from voting.reports.columns import Column
from voting.reports.drawing import EDGE, INK, PAPER, Sheet, broken, leading
from voting.reports.kinds.kind import Data, Kind, Room, counts_of
from voting.reports.levels import colours, tinted
from voting.words import Words

_FULL = "#02688f"


class Choice(Kind):
    def file_columns(self, column: Data) -> tuple[Column, ...]:
        return tuple(
            Column(f"chose_{one['value']}", 16, key="chose", values={"option": one["label"]})
            for one in column["places"]
        )

    def chip(self, ruling: Data, places: int) -> tuple[str, str, str]:
        return "", INK, PAPER

    def high(self, size: int) -> float:
        return size * 2.1

    def head(self, sheet: Sheet, column: Data, places: list[Data], room: Room) -> None:
        step, size = room.wide / len(places), round(room.size * 0.8)
        heads = [broken(one["label"], step - 4, size) for one in places]
        deepest = max(map(len, heads))
        for place, lines in enumerate(heads):
            y = sheet.y + leading(size) * (deepest - len(lines))
            x = room.left + (place + 0.5) * step
            sheet.text(x, y, lines, size, anchor="middle")
        sheet.y += leading(size) * deepest + 6

    def row(self, sheet: Sheet, cell: Data, held: Data, room: Room, words: Words) -> None:
        step, deep = room.wide / len(held["counts"]), room.size * 1.7
        ruling = cell["ruling"] or {}
        found = ruling.get("rating")
        chosen = {found} if isinstance(found, int) else set(found or ())
        for place, count in enumerate(held["counts"]):
            part = count / held["ratings"]
            edge = (INK, 3) if place in chosen and "by_hand" in held else (EDGE, 1)
            x = room.left + place * step
            box = (x + 2, room.middle - deep / 2, step - 4, deep)
            sheet.box(box, tinted(_FULL, 0.75 * part), round_by=3, edge=edge)
            fill = PAPER if part > 0.85 else INK
            at = room.middle - room.size * 0.6
            sheet.text(
                x + step / 2, at, [str(count)], room.size, bold=True, fill=fill, anchor="middle"
            )

    def bars(self, columns: Sequence[Data], lines: Sequence[Data], words: Words) -> Bars:
        places = lines[0].cells[0]["places"]
        each = [counts_of(line) for line in lines]
        series = (
            Series(
                self.named(one),
                [counts[place] if counts else None for counts in each],
                *colours(place, len(places)),
            )
            for place, one in enumerate(places)
        )
        most = max([1, *map(sum, each)])
        return Bars("stacked", tuple(series), (0, most, by_how_much(most)))

    def charted(self, columns: Sequence[Data]) -> tuple[str, list[tuple[str, str, str]]]:
        places = columns[0]["places"]
        return "stacked", [
            (f"chose_{one['value']}", *colours(place, len(places)))
            for place, one in enumerate(places)
        ]
