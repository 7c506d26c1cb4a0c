"""What reports ask of every kind of column.

``column`` is the record's word for one, ``cell`` one of the record's domains; ``held`` is one of
its rounds, or a group's part of one.
"""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from voting.reports.bars import Bars
from voting.reports.columns import Column, Row
from voting.reports.drawing import SOFT, Sheet, broken, leading
from voting.words import Words

Data = Any  # a part of the record


Held = tuple[Data, Data | None]  # a cell and the round that is shown of it

DECIDED = (Column("decision", 24, key="decision_label"), Column("method_name", 16))


class Room(Struct, frozen=True):
    """Where answers are drawn: from ``left`` on, so ``wide``, from ``top`` on, so ``high``, with
    text of ``size``; all in pixels."""

    left: float
    wide: float
    top: float
    high: float
    size: int

    @property
    def middle(self) -> float:
        return self.top + self.high / 2


class Kind:
    """One kind of column in reports."""

    did = "answered"  # what people did, as in words.common: "answered" or "rated"
    has_spread = False  # do its tables take lowest, highest and quartiles from the round?
    is_counted = False  # does a headline count how many rows were decided at each place?
    is_profiled = False  # can rows stand in a profile against its scale?
    side_by_side = False  # may columns of one scale stand in one picture, beneath each other?
    is_sorted = False  # do pictures have the most marked first?

    def label(self, column: Data, place: Data, words: Words) -> str:
        """A place on its scale in words, or as its value where it has none."""
        return str(place["label"] or place["value"])

    def file_columns(self, column: Data) -> tuple[Column, ...]:
        """The columns that tables have for it, by the names of a round's ``values``."""
        raise NotImplementedError

    def shared(self, one: Column) -> Column:
        """One of these where it stands for several columns of an instrument, whose places differ
        in their words."""
        return replace(one, key=f"{one.key}_shared")

    def verdict(self, ruling: Data) -> str:
        """What was recorded, which is not nothing, in words."""
        return str(ruling["label"])

    def chip(self, ruling: Data, places: int) -> tuple[str, str, str]:
        """What stands for what was recorded, and the colours of its ground and ink; all may be
        empty."""
        return "", "", ""

    def in_series(self, then: Data) -> str:
        """What was recorded at a workshop, beside other workshops' decisions."""
        return str(then["label"])

    def counts_said(self, cell: Data, held: Data, words: Words) -> str:
        """How many gave each answer, in words."""
        counts = zip(cell["places"], held["counts"], strict=True)
        return ", ".join(f"{self.named(place)} {count}" for place, count in counts)

    def named(self, place: Data) -> str:
        """A place as text has it."""
        return str(place["label"])

    def explained(self, place: Data) -> str:
        """What a place has in words beside its name."""
        return ""

    def headed(self, place: Data) -> str:
        """A place at the head of a column."""
        return str(place["label"])

    def in_short(self, cell: Data, held: Data, words: Words) -> list[str]:
        """What is said beside a picture of the answers of a round, the first most loudly."""
        return [words.say("reports.kinds.answers", n=held["ratings"])]

    def share(self, cell: Data, held: Data) -> float:
        """How far up a row stands among others, 0 to 1."""
        return 0.0

    def high(self, size: int) -> float:
        """What one row of answers takes, in pixels."""
        return size * 1.9

    def head(self, sheet: Sheet, column: Data, places: list[Data], room: Room) -> None:
        """The scale, above the rows; moves the sheet on."""

    def row(self, sheet: Sheet, cell: Data, held: Data, room: Room, words: Words) -> None:
        """The answers of a round; there are some."""
        raise NotImplementedError

    def bars(self, columns: Sequence[Data], lines: Sequence[Data], words: Words) -> Bars:
        """Rows of a panel as bars."""
        raise NotImplementedError

    def sheet_columns(self, columns: Sequence[Data]) -> tuple[Column, ...]:
        """The columns of its sheet in the workbook, between what a row is about and the note."""
        return (*DECIDED, *self.file_columns(columns[0]), Column("cant_say", 10), Column("n", 9))

    def sheet_values(self, held: Sequence[Held], words: Words) -> Row:
        """A row of it: of a cell, or of those of several columns, each with its round."""
        ((cell, last),) = held
        return decided(cell, last, words) | answered(last)

    def ranks(self, held: Sequence[Held], words: Words) -> dict[int, str]:
        """Rows that most or fewest people marked, in words."""
        return {}

    def charted(self, columns: Sequence[Data]) -> tuple[str, list[tuple[str, str, str]]]:
        """The chart of its sheet: its stacking, as in ``Bars``, and which columns are its bars, in
        which colours of ground and ink; none: there is no chart."""
        return "full", []

    def gap(self, cells: tuple[Data, ...], words: Words) -> str:
        """What lies between the columns of a row that stand in one picture, if that is a number."""
        return ""

    def mark(self, cell: Data, held: Data | None, words: Words) -> tuple[str, str, str]:
        """A cell in a few letters, with the colours of its ground and ink: what was recorded, or
        what people answered. Empty without either."""
        ruling = cell["ruling"]
        if ruling and ruling["rating"] is not None:
            text, ground, ink = self.chip(ruling, len(cell["places"]))
            return text or self.verdict(ruling), ground, ink
        return "", "", ""


def status(cell: Data, words: Words) -> str:
    """Where a cell stands that has no decision."""
    known = cell["status"]
    if known == "rated" and cell["settle"] == "none":
        known = "answered"
    return words.say(f"common.rows.status.{known}")


def decided(cell: Data, held: Data | None, words: Words) -> Row:
    """What stands for a cell's decision on its sheet, and how it was made."""
    ruling = cell["ruling"]
    if not ruling:
        withheld = held is not None and held["withheld"]
        said = words.say("common.chart.withheld") if withheld else status(cell, words)
        return {"decision": said, "method_name": None}
    label = ruling["label"] or words.say("common.rows.status.unresolved")
    return {"decision": label, "method_name": words.say(f"common.method_names.{ruling['method']}")}


def answered(held: Data | None) -> Row:
    """What people answered in a round, by the names of the columns that tables have for it."""
    if held is None or held["withheld"]:
        return {}
    found: Row = held["values"] | {"cant_say": held["cant_say"], "n": held["ratings"]}
    return found


def counts_of(line: Data) -> list[int]:
    """The counts of the first cell of a row; none where they are not shown."""
    held = line.held[0]
    counts: list[int] = held["counts"] if held and not held["withheld"] else []
    return counts


def legend(sheet: Sheet, marks: list[tuple[str, str, str, str]], room: Room) -> None:
    """Chips with their words: text, ground, ink and what it means, in as many lines as needed."""
    size, x = round(room.size * 0.86), room.left
    side = round(size * 1.5)
    for text, ground, ink, meaning in marks:
        lines = broken(meaning, room.wide - side - 8, size)
        wide = side + 8 + max((len(one) for one in lines), default=0) * size * 0.58 + 14
        if x > room.left and x + wide > room.left + room.wide:
            x, sheet.y = room.left, sheet.y + side + 5
        sheet.box((x, sheet.y, side, side), ground, round_by=4)
        at = sheet.y + (side - size * 1.2) / 2
        sheet.text(x + side / 2, at, [text], size, bold=True, fill=ink, anchor="middle")
        sheet.text(x + side + 6, at, lines, size, fill=SOFT)
        sheet.y += leading(size) * max(0, len(lines) - 1)
        x += wide
    sheet.y += side + 8
