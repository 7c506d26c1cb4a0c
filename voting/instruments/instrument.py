"""An instrument is data: rows that are asked about, columns asked of each, sectors and sides.

A framework, as files and stores of earlier releases have it, is an instrument whose only column is
the rating of its ``levels``. Nothing counts to seven.

What is answered, tallied and decided is a **cell**: a row and a column and, where the instrument is
repeated for each of several things that the room names, the copy for one of them. A **topic** is
what a round opens: a cell, a row or all of it.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct, field

from voting.instruments.deciding import Settle
from voting.instruments.kinds import AnyColumn, RatingColumn
from voting.instruments.kinds.column import Place
from voting.instruments.kinds.rating import Level
from voting.instruments.tally import Answer, Answers, Ballot, Tally
from voting.instruments.written import written
from voting.refusals.rounds import CellNotOpen, UnknownDomain
from voting.refusals.sent import UnknownChoice

ALL = "*"  # in the key of a topic: every cell of it
_COLUMN, _COPY = ".", "@"  # in the key of a cell: what follows names the column, or the copy


class Row(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One thing asked about. ``key`` identifies it (letters repeat); ``gold`` is what it is at its
    best, or what explains it; ``meanings`` has one for each level, if it has its own, and
    ``next_steps`` what somebody at each level would do next. ``ask`` are the columns asked of it,
    all if empty; ``block`` is the heading that it stands under."""

    key: str
    letter: str = written("")
    name: str
    short: str = written("")
    gold: str = written("")
    meanings: tuple[str, ...] = written(())
    ask: tuple[str, ...] = ()
    block: str = ""
    next_steps: tuple[str, ...] = ()


class Side(Struct, frozen=True):
    key: str
    name: str


class Sector(Struct, frozen=True):
    """Where a person works; every sector belongs to one side."""

    key: str
    name: str
    side: str


class Copy(Struct, frozen=True):
    """One of the things for each of which the instrument is answered once, as the room names it."""

    key: str
    name: str


class Repeat(Struct, frozen=True, omit_defaults=True):
    """The instrument is answered once for each of up to ``most`` things: ``by`` the room, which
    names them and goes through them together, or by each person, for things of their own."""

    over: str
    most: int
    by: Literal["room", "person"] = "room"


class Voice(Struct, frozen=True):
    """Sectors that speak together in what is written."""

    key: str
    name: str
    sectors: tuple[str, ...]


class Threshold(Struct, frozen=True):
    """Results are shown from ``least`` answers on."""

    least: int


class Scale(Struct, frozen=True, omit_defaults=True):
    """A score over several rows: see ``scales.py``. ``least_answered`` is the share of its rows
    that somebody must have answered, ``reverse`` are those that count the other way round."""

    key: str
    name: str
    rows: tuple[str, ...]
    how: Literal["mean", "sum"] = "mean"
    least_answered: float = 1.0
    reverse: tuple[str, ...] = ()


Opens = Literal["cell", "row", "all"]


class Cell(Struct, frozen=True):
    """What is answered, tallied and decided: see above. Its key is that of its row where an
    instrument has one column and no copies."""

    key: str
    row: Row
    column: AnyColumn
    copy: Copy | None
    ballot_keys: tuple[str, ...]
    one_column: bool

    @property
    def letter(self) -> str:
        return self.row.letter

    @property
    def name(self) -> str:
        return self._named(self.row.name)

    @property
    def short(self) -> str:
        return self._named(self.row.short or self.row.name)

    def _named(self, row: str) -> str:
        named = row if self.one_column else f"{row} – {self.column.name}"
        return f"{self.copy.name}: {named}" if self.copy else named

    @property
    def gold(self) -> str:
        return self.row.gold

    @property
    def meanings(self) -> tuple[str, ...]:
        """What each place means here, lowest first."""
        return self.row.meanings or tuple(place.meaning for place in self.column.places)

    @property
    def own(self) -> int:
        """For how many things of their own each person may answer here; 1: for none of their own,
        they answer once."""
        return len(self.ballot_keys)

    @property
    def moves(self) -> bool:
        """Is there movement from answer to answer: does each person give one, of one place?"""
        return not self.column.several and self.own == 1

    def label(self, rating: Answer) -> str:
        """An answer in words, as far as the instrument has words for it."""
        if rating is None:
            return ""
        places = (rating,) if isinstance(rating, int) else rating
        return ", ".join(_said(self.column.places[place]) for place in places)

    @property
    def one_place(self) -> bool:
        """Does each person give one answer, of one place? Then a ballot in a round of it alone is
        that place, and there is movement from round to round."""
        return not self.column.several and len(self.ballot_keys) == 1

    def answers_in(self, ballot: Ballot) -> tuple[Answer, ...]:
        """What a ballot says here; nothing where it leaves the cell out. Of an instrument that each
        person answers for several things of their own it may be several answers."""
        return tuple(self.by_key(ballot).values())

    def by_key(self, ballot: Ballot) -> dict[str, Answer]:
        """The same by their keys on the ballot."""
        if not isinstance(ballot.rating, Answers):
            return {self.ballot_keys[0]: ballot.rating}
        held = ballot.rating.answers
        return {key: held[key] for key in self.ballot_keys if key in held}


def _said(place: Place) -> str:
    return place.label or str(place.value)


Identity = tuple[str, str, str]
Given = Mapping[str, tuple[Answer, ...]]  # a cell in a round: what each person answered


class Topic(Struct, frozen=True):
    """What a round opens and the screens show: ``key`` names it, ``cells`` are what it asks."""

    key: str
    cells: tuple[Cell, ...]
    copy: Copy | None = None
    row: Row | None = None

    @property
    def alone(self) -> Cell | None:
        """Its cell, where it is only one and named by it."""
        return self.cells[0] if len(self.cells) == 1 and self.key == self.cells[0].key else None


class Instrument(Struct, frozen=True, omit_defaults=True, dict=True):
    """What a workshop asks, with the credit its owner asks for.

    ``wording`` is "own" or "official". ``rows_from`` says who names the rows, where they are not
    fixed, ``rows_name`` what one is called. ``opens`` is what a round opens unless a trainer
    chooses otherwise. ``columns`` is empty in a framework, ``levels`` in all others. ``named`` is
    how often the room has named its rows or copies.
    """

    key: str
    version: str
    name: str
    credit: str
    question: str
    levels: tuple[Level, ...] = ()
    rows: tuple[Row, ...] = field(name="domains", default=())
    sides: tuple[Side, ...] = ()
    sectors: tuple[Sector, ...] = ()
    columns: tuple[AnyColumn, ...] = ()
    about: str = ""
    wording: Literal["own", "official"] = "own"
    rows_from: Literal["", "room", "goals"] = ""
    rows_name: str = ""
    opens: Opens = "cell"
    repeat: Repeat | None = None
    copies: tuple[Copy, ...] = ()
    voices: tuple[Voice, ...] = ()
    threshold: Threshold | None = field(name="gate", default=None)
    scales: tuple[Scale, ...] = ()
    named: int = 0

    @property
    def is_framework(self) -> bool:
        """Is it laid out as in releases that knew nothing but the ratings of ``levels``?"""
        return not self.columns

    @property
    def answered_once(self) -> bool:
        """Does each person answer a cell once, and not for several things of their own?"""
        return self.repeat is None or self.repeat.by != "person"

    @cached_property
    def asked(self) -> tuple[AnyColumn, ...]:
        """Its columns; of a framework the rating of its levels."""
        if self.columns:
            return self.columns
        return (
            RatingColumn(key="rating", settle=Settle.RULING, cant_say=True, levels=self.levels),
        )

    @cached_property
    def domains(self) -> tuple[Cell, ...]:
        """Every cell that rounds ask for: copy by copy, row by row, column by column."""
        return tuple(self._cells())

    def _cells(self) -> Iterable[Cell]:
        columns = [column for column in self.asked if column.by_ballot]
        one_column = len(self.asked) == 1
        by_room = self.repeat is not None and self.repeat.by == "room"
        copies: tuple[Copy | None, ...] = self.copies if by_room else (None,)
        own = range(1, self.repeat.most + 1) if self.repeat and not by_room else ()
        for copy in copies:
            for row in self.rows:
                for column in columns:
                    if row.ask and column.key not in row.ask:
                        continue
                    key = row.key if one_column else f"{row.key}{_COLUMN}{column.key}"
                    if copy:
                        key = f"{key}{_COPY}{copy.key}"
                    keys = tuple(f"{key}{_COPY}{one}" for one in own) or (key,)
                    yield Cell(key, row, column, copy, keys, len(columns) == 1)

    @cached_property
    def _by_key(self) -> Mapping[str, Cell]:
        return {cell.key: cell for cell in self.domains}

    @cached_property
    def topics(self) -> Mapping[str, Topic]:
        """Everything that a round may open, by key, in order: of each copy all of it, each row of
        several columns, and each cell. Of a framework its cells alone: releases that know nothing
        else read what is stored of it."""
        if self.is_framework:
            return {cell.key: Topic(cell.key, (cell,), row=cell.row) for cell in self.domains}
        found: dict[str, Topic] = {}
        for copy in dict.fromkeys(cell.copy for cell in self.domains):
            here = tuple(cell for cell in self.domains if cell.copy == copy)
            ending = f"{_COPY}{copy.key}" if copy else ""
            if len(here) > 1:
                found[ALL + ending] = Topic(ALL + ending, here, copy)
            for row in dict.fromkeys(cell.row.key for cell in here):
                cells = tuple(cell for cell in here if cell.row.key == row)
                if len(cells) > 1:
                    key = f"{row}{_COLUMN}{ALL}{ending}"
                    found[key] = Topic(key, cells, copy, cells[0].row)
                for cell in cells:
                    found[cell.key] = Topic(cell.key, (cell,), copy, cell.row)
        return found

    @cached_property
    def agenda(self) -> tuple[Topic, ...]:
        """The topics that it opens of itself, in order: together they ask everything once."""
        if self.opens == "cell":
            return tuple(topic for topic in self.topics.values() if topic.alone)
        units: dict[tuple[str, str], list[Cell]] = {}
        for cell in self.domains:
            copy = cell.copy.key if cell.copy else ""
            row = cell.row.key if self.opens == "row" else ""
            units.setdefault((copy, row), []).append(cell)
        wanted = {tuple(cell.key for cell in cells) for cells in units.values()}
        found: dict[tuple[str, ...], Topic] = {}
        for topic in self.topics.values():
            cells = tuple(cell.key for cell in topic.cells)
            if cells in wanted:
                found.setdefault(cells, topic)
        return tuple(found.values())

    @cached_property
    def scale(self) -> tuple[Place, ...]:
        """The one scale in words on which all of its cells are decided, lowest first, where they
        are the same for whoever uses it: what decisions of many workshops are compared on. Empty
        where there is none."""
        scales = {tuple(cell.column.places) for cell in self.domains if cell.column.ordered}
        decided = all(cell.column.is_decided and cell.column.ordered for cell in self.domains)
        if self.rows_from or self.copies or len(scales) != 1 or not decided:
            return ()
        (found,) = scales
        return found if all(place.label for place in found) else ()

    def asks_as(self, cell: Cell) -> Identity:
        """What tells a cell from all others also in another workshop with this instrument: rows
        and copies that the room named are known by their names there, as their keys only count."""
        row = cell.row.name.casefold() if self.rows_from else cell.row.key
        return row, cell.column.key, cell.copy.name.casefold() if cell.copy else ""

    def counterpart(self, other: "Instrument", cell: Cell) -> Cell | None:
        """The cell here that asks what ``cell`` asks in ``other``, the same instrument as it was in
        another workshop; None if there is none."""
        wanted = other.asks_as(cell)
        return next((one for one in self.domains if self.asks_as(one) == wanted), None)

    def cells_of(self, key: str) -> tuple[str, ...]:
        """The keys of a topic's cells; of a cell its own, and of what is not there what was asked
        for."""
        found = None if key in self._by_key else self.topics.get(key)
        return tuple(cell.key for cell in found.cells) if found else (key,)

    def find(self, key: str) -> Cell | None:
        return self._by_key.get(key)

    def domain(self, key: str) -> Cell:
        """The cell with this key; raises UnknownDomain."""
        try:
            return self._by_key[key]
        except KeyError:
            raise UnknownDomain(domain=key) from None

    def topic(self, key: str) -> Topic:
        """The topic with this key; raises UnknownDomain."""
        try:
            return self.topics[key]
        except KeyError:
            raise UnknownDomain(domain=key) from None

    def sector(self, key: str) -> Sector:
        """The sector with this key; raises UnknownChoice."""
        for sector in self.sectors:
            if sector.key == key:
                return sector
        raise UnknownChoice("sector")

    def group_name(self, kind: str, key: str) -> str:
        """What a side or a sector is called; nothing for any other kind of group."""
        among: tuple[Side | Sector, ...] = ()
        if kind == "side":
            among = self.sides
        elif kind == "sector":
            among = self.sectors
        return next((one.name for one in among if one.key == key), "")


def checked_answers(topic: Topic, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers on a ballot as they are kept; raises CellNotOpen for one to what ``topic`` does
    not ask, and what is wrong with an answer, each of which names the cell as its field."""
    columns = {key: cell.column for cell in topic.cells for key in cell.ballot_keys}
    kept: dict[str, Answer] = {}
    for key, answer in answers.items():
        if key not in columns:
            raise CellNotOpen(key)
        kept[key] = columns[key].check(answer, key)
    return kept


def given(cell: Cell, ballots: Mapping[str, Ballot]) -> Given:
    """What each person answered in a cell of a round, of its ballots; those whose ballots leave it
    out are not among them."""
    said = {person: cell.answers_in(ballot) for person, ballot in ballots.items()}
    return {person: answers for person, answers in said.items() if answers}


def tally_of(cell: Cell, answered: Given) -> Tally:
    return cell.column.tally(answer for answers in answered.values() for answer in answers)
