"""Numbers: every answer as a dot, their middle, and half of them in a box."""

from collections.abc import Sequence
from itertools import cycle

from babel.numbers import format_decimal

from voting.reports.bars import Bars, Series, by_how_much
from voting.reports.columns import Column, Row
from voting.reports.drawing import EMPTY, FAINT, INK, PAPER, SOFT, Sheet
from voting.reports.kinds.kind import Data, Held, Kind, Room, answered, decided
from voting.reports.levels import tinted
from voting.words import Words

_SHAPE = ("median", "lower_quartile", "upper_quartile", "lowest", "highest")
_QUARTILES = ("lower_quartile", "upper_quartile")
_SHEET = (
    ("decided", 12), ("method", 16), ("median", 10), *((name, 10) for name in _QUARTILES), ("n", 9),
)  # fmt: skip
_DOTS = "#02688f"
_ROWS = 4  # of dots on each other, at most; more are drawn closer
_NUMBERS = 11  # that a scale shows at most


class Number(Kind):
    side_by_side = True

    def file_columns(self, column: Data) -> tuple[Column, ...]:
        numbers = (
            Column(f"n_{one['value']}", 8, key="n_at", values={"number": one["value"]})
            for one in column["places"]
        )
        shape = (Column(name, key=name if "_" in name else f"number_{name}") for name in _SHAPE)
        return (*shape, *numbers)

    def shared(self, one: Column) -> Column:
        return one  # a number is the same in every column

    def verdict(self, ruling: Data) -> str:
        value, label = str(ruling["value"]), str(ruling["label"])
        return value if label == value else f"{value} {label}"

    def chip(self, ruling: Data, places: int) -> tuple[str, str, str]:
        return str(ruling["value"]), INK, PAPER

    def explained(self, place: Data) -> str:
        return str(place["label"])

    def headed(self, place: Data) -> str:
        return str(place["value"])

    def named(self, place: Data) -> str:
        return str(place["value"])

    def counts_said(self, cell: Data, held: Data, words: Words) -> str:
        if not held["ratings"]:
            return words.say("common.chart.no_answers")
        return ", ".join(self.in_short(cell, held, words))

    def in_short(self, cell: Data, held: Data, words: Words) -> list[str]:
        values = held["values"]
        low, high = values["lower_quartile"], values["upper_quartile"]
        half = "half_one" if low == high else "half"
        return [
            words.say("common.spread.median", n=values["median"]),
            words.say(f"common.spread.{half}", low=low, high=high),
        ]

    def share(self, cell: Data, held: Data) -> float:
        values = [place["value"] for place in cell["places"]]
        if not held["ratings"]:
            return 0.0
        return float((held["values"]["median"] - values[0]) / (values[-1] - values[0]))

    def high(self, size: int) -> float:
        return size * 2.5

    def head(self, sheet: Sheet, column: Data, places: list[Data], room: Room) -> None:
        """Its numbers, and under them the words for some, where there is room."""
        size, step = round(room.size * 0.86), room.wide / len(places)
        every = -(-len(places) // _NUMBERS)
        worded = 0
        for place, one in enumerate(places):
            x = room.left + (place + 0.5) * step
            if place % every == 0:
                sheet.text(x, sheet.y, [str(one["value"])], size, bold=True, anchor="middle")
        for place, one in enumerate(places):
            if one["label"] == str(one["value"]):
                continue
            worded = 1
            at, anchor = room.left + (place + 0.5) * step, "middle"
            if place == 0:
                at, anchor = room.left, "start"
            elif place == len(places) - 1:
                at, anchor = room.left + room.wide, "end"
            y = sheet.y + size * 1.3
            sheet.text(at, y, [one["label"]], round(size * 0.85), fill=SOFT, anchor=anchor)
        sheet.y += size * (1.5 + 1.1 * worded) + 4

    def row(self, sheet: Sheet, cell: Data, held: Data, room: Room, words: Words) -> None:
        values = [place["value"] for place in cell["places"]]
        step = room.wide / len(values)

        def at(value: int) -> float:
            return room.left + (values.index(value) + 0.5) * step

        base = room.top + room.high - 6
        found = held["values"]
        box = (
            at(found["lower_quartile"]) - step * 0.45,
            room.top + 3,
            at(found["upper_quartile"]) - at(found["lower_quartile"]) + step * 0.9,
            base - room.top - 1,
        )
        sheet.box(box, tinted(_DOTS, 0.16), round_by=4)
        sheet.line((room.left, base + 2), (room.left + room.wide, base + 2), faint=True)
        most = max(held["counts"])
        rows = min(_ROWS, most)
        pitch = min((base - room.top - 8) / rows, step * 0.9 / -(-most // rows), room.size * 0.6)
        middle = at(found["median"])
        sheet.box((middle - 2, room.top, 4, base - room.top + 4), INK)
        for place, count in enumerate(held["counts"]):
            columns = -(-count // rows)
            for dot in range(count):
                column, row = divmod(dot, rows)
                x = room.left + (place + 0.5) * step + (column - (columns - 1) / 2) * pitch
                y = base - (row + 0.5) * pitch
                sheet.dot((x, y), max(1.0, pitch * 0.42), _DOTS)
        ruling = cell["ruling"]
        decided = ruling and ruling["value"] is not None and ruling["round"] == held.get("id")
        if decided and ruling["value"] != found["median"]:
            sheet.ring((at(ruling["value"]), base + 2), 5, 3)

    def gap(self, cells: tuple[Data, ...], words: Words) -> str:
        """What lies between the first and the last of a row's numbers, as decided or else as the
        median has them; nothing without both."""
        apart = self._apart(cells)
        if apart is None:
            return ""
        shown = format_decimal(abs(apart), locale=words.locale)
        sign = "+" if apart > 0 else "−" if apart < 0 else ""
        return words.say("reports.kinds.gap", n=f"{sign}{shown}")

    def _apart(self, cells: Sequence[Data]) -> int | None:
        found = [self._number(cell) for cell in cells]
        if len(found) < 2 or found[0] is None or found[-1] is None:
            return None
        return found[-1] - found[0]

    @staticmethod
    def _number(cell: Data) -> int | None:
        number: int | None = None
        if cell["ruling"] and cell["ruling"]["value"] is not None:
            number = cell["ruling"]["value"]
        elif cell["rounds"]:
            number = cell["rounds"][-1]["values"].get("median")
        return number

    def mark(self, cell: Data, held: Data | None, words: Words) -> tuple[str, str, str]:
        number = self._number(cell)
        if number is None:
            return "", "", ""
        return str(number), *((INK, PAPER) if cell["ruling"] else (EMPTY, INK))

    def bars(self, columns: Sequence[Data], lines: Sequence[Data], words: Words) -> Bars:
        places = lines[0].cells[0]["places"]
        low, high = places[0]["value"], places[-1]["value"]
        looks = ((_DOTS, PAPER), (EMPTY, INK), (SOFT, PAPER))
        series = []
        for column, look in zip(columns, cycle(looks), strict=False):
            median = [self._median(line, column["key"]) for line in lines]
            name = column["name"] or words.say("common.spread.name")
            series.append(Series(name, median, *look))
        lowest = min(low, 0) if low <= 1 else low
        return Bars("beside", tuple(series), (lowest, high, by_how_much(high - lowest)))

    @staticmethod
    def _median(line: Data, column: str) -> float | None:
        for cell, held in zip(line.cells, line.held, strict=True):
            if cell["column"] == column and held:
                found: float | None = held["values"].get("median")
                return found
        return None

    def sheet_columns(self, columns: Sequence[Data]) -> tuple[Column, ...]:
        """All columns beside each other, each with what was decided, and the gap between them."""
        found: list[Column] = []
        for column in columns:
            values = {"column": column["name"] or column["key"]}
            found += (
                Column(f"{name}_{column['key']}", wide, key=f"sheet_{name}", values=values)
                for name, wide in _SHEET
            )
        return (*found, Column("gap")) if len(columns) > 1 else tuple(found)

    def sheet_values(self, held: Sequence[Held], words: Words) -> Row:
        found: Row = {}
        for cell, last in held:
            values, said = answered(last), decided(cell, last, words)
            of_it = {
                "decided": cell["ruling"]["value"] if cell["ruling"] else None,
                "method": said["method_name"] or said["decision"],
                **{name: values.get(name) for name in ("median", *_QUARTILES, "n")},
            }
            found |= {f"{name}_{cell['column']}": value for name, value in of_it.items()}
        found["gap"] = self._apart([cell for cell, _ in held])
        return found

    def charted(self, columns: Sequence[Data]) -> tuple[str, list[tuple[str, str, str]]]:
        looks = cycle(((_DOTS, PAPER), (FAINT, INK)))
        return "beside", [
            (f"median_{one['key']}", *look) for one, look in zip(columns, looks, strict=False)
        ]
