"""Ticks: how many of all ticked it, and whether it is in place."""

from collections.abc import Sequence

from voting.reports.bars import Bars, Series, by_how_much
from voting.reports.columns import Column, Row
from voting.reports.drawing import EMPTY, INK, Sheet
from voting.reports.kinds.kind import DECIDED, Data, Held, Kind, Room, answered, counts_of, decided
from voting.reports.levels import colours
from voting.words import Words

_TICKED = 1


class Tick(Kind):
    is_counted = True
    is_sorted = True

    def label(self, column: Data, place: Data, words: Words) -> str:
        named: list[str] = words.at(f"common.answers.tick.named.{column['settle']}")
        return str(named[place["value"]])

    def file_columns(self, column: Data) -> tuple[Column, ...]:
        return (Column("ticked"), Column("not_ticked"))

    def chip(self, ruling: Data, places: int) -> tuple[str, str, str]:
        return "", *(colours(_TICKED, 2) if ruling["rating"] == _TICKED else (EMPTY, INK))

    def in_short(self, cell: Data, held: Data, words: Words) -> list[str]:
        return [words.say("common.chart.of", n=held["counts"][_TICKED], all=held["ratings"])]

    def share(self, cell: Data, held: Data) -> float:
        return held["counts"][_TICKED] / held["ratings"] if held["ratings"] else 0.0

    def row(self, sheet: Sheet, cell: Data, held: Data, room: Room, words: Words) -> None:
        deep = room.size * 1.2
        sheet.box((room.left, room.middle - deep / 2, room.wide, deep), EMPTY)
        long = room.wide * self.share(cell, held)
        if long:
            sheet.box((room.left, room.middle - deep / 2, long, deep), colours(_TICKED, 2)[0])

    def mark(self, cell: Data, held: Data | None, words: Words) -> tuple[str, str, str]:
        found = super().mark(cell, held, words)
        if found[0] or not held or not held["ratings"] or cell["settle"] != "none":
            return found
        return self.in_short(cell, held, words)[0], EMPTY, INK

    def bars(self, columns: Sequence[Data], lines: Sequence[Data], words: Words) -> Bars:
        each = [counts_of(line) for line in lines]
        ticked = [counts[_TICKED] if counts else None for counts in each]
        name = lines[0].cells[0]["places"][_TICKED]["label"]
        most = max([1, *map(sum, each)])
        one = Series(name, ticked, *colours(_TICKED, 2))
        return Bars("beside", (one,), (0, most, by_how_much(most)))

    def sheet_columns(self, columns: Sequence[Data]) -> tuple[Column, ...]:
        counts = (Column("ticked"), Column("n", 9), Column("ticked_share", percent=True))
        return (*DECIDED, *counts, Column("rank", 14), Column("cant_say", 10))

    def sheet_values(self, held: Sequence[Held], words: Words) -> Row:
        ((cell, last),) = held
        found = answered(last)
        shown = found and last and last["ratings"]
        part = round(self.share(cell, last), 4) if shown else None
        return decided(cell, last, words) | found | {"ticked_share": part}

    def ranks(self, held: Sequence[Held], words: Words) -> dict[int, str]:
        shares = {
            place: self.share(cell, last)
            for place, (cell, last) in enumerate(held)
            if last and last["ratings"]
        }
        ends = {"most": max(shares.values(), default=0), "fewest": min(shares.values(), default=0)}
        if ends["most"] == ends["fewest"]:
            return {}
        return {
            place: words.say(f"common.rows.{name}")
            for name, share in ends.items()
            for place, mine in shares.items()
            if mine == share
        }

    def charted(self, columns: Sequence[Data]) -> tuple[str, list[tuple[str, str, str]]]:
        return "beside", [("ticked", *colours(_TICKED, 2))]
