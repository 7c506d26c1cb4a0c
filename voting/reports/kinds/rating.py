"""Ratings: how many chose each level, as one bar."""

from collections.abc import Sequence

from voting.reports.bars import Bars, Series
from voting.reports.columns import Column
from voting.reports.drawing import Sheet
from voting.reports.kinds.kind import Data, Kind, Room, counts_of, legend
from voting.reports.levels import colours
from voting.words import Words


class Rating(Kind):
    did = "rated"
    has_spread = True
    is_counted = True
    is_profiled = True

    def file_columns(self, column: Data) -> tuple[Column, ...]:
        return tuple(
            Column(
                f"votes_{place['value']}",
                16,
                key="votes",
                values={"rating": place["value"], "label": place["label"]},
            )
            for place in column["places"]
        )

    def verdict(self, ruling: Data) -> str:
        return f"{ruling['rating']} {ruling['label']}"

    def chip(self, ruling: Data, places: int) -> tuple[str, str, str]:
        return str(ruling["rating"]), *colours(ruling["rating"], places)

    def headed(self, place: Data) -> str:
        return str(place["value"])

    def in_series(self, then: Data) -> str:
        return str(then["rating"])

    def named(self, place: Data) -> str:
        return f"{place['value']} {place['label']}"

    def share(self, cell: Data, held: Data) -> float:
        most = len(cell["places"]) - 1
        total = sum(place * count for place, count in enumerate(held["counts"]))
        return total / (held["ratings"] * most) if held["ratings"] else 0.0

    def head(self, sheet: Sheet, column: Data, places: list[Data], room: Room) -> None:
        marks = [
            (str(one["value"]), *colours(place, len(places)), one["label"])
            for place, one in enumerate(places)
        ]
        legend(sheet, marks, room)

    def row(self, sheet: Sheet, cell: Data, held: Data, room: Room, words: Words) -> None:
        x, deep = room.left, room.size * 1.4
        for place, count in enumerate(held["counts"]):
            if not count:
                continue
            ground, ink = colours(place, len(cell["places"]))
            long = room.wide * count / held["ratings"]
            sheet.box((x, room.middle - deep / 2, max(long - 1, 1), deep), ground)
            if long > room.size * 0.7 * len(str(count)):
                at = room.middle - room.size * 0.6
                sheet.text(
                    x + long / 2, at, [str(count)], room.size, bold=True, fill=ink, anchor="middle"
                )
            x += long

    def mark(self, cell: Data, held: Data | None, words: Words) -> tuple[str, str, str]:
        found = super().mark(cell, held, words)
        if found[0] or not held or not held["ratings"] or cell["settle"] != "none":
            return found
        top = held["counts"].index(max(held["counts"]))
        return str(cell["places"][top]["value"]), *colours(top, len(cell["places"]))

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
        return Bars("full", tuple(series), (0, 1, 0.25))

    def charted(self, columns: Sequence[Data]) -> tuple[str, list[tuple[str, str, str]]]:
        places = columns[0]["places"]
        return "full", [
            (f"votes_{one['value']}", *colours(place, len(places)))
            for place, one in enumerate(places)
        ]
