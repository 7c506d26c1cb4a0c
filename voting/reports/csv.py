"""The tables as CSV files."""

import unicodedata
from collections.abc import Callable

from voting.reports.columns import Cell, Table
from voting.reports.goals.tables import KEYS
from voting.reports.record import Record
from voting.reports.tables import (
    agreed_tables,
    answers_table,
    groups_table,
    ratings_table,
    reasons_table,
    rounds_table,
    series_table,
)
from voting.words import Words


def ratings_csv(record: Record, words: Words) -> str:
    """ratings.csv: encode it as UTF-8."""
    return in_csv(ratings_table(record, words))


def rounds_csv(record: Record, words: Words) -> str:
    """rounds.csv: encode it as UTF-8."""
    return in_csv(rounds_table(record, words))


def groups_csv(record: Record, words: Words) -> str:
    """groups.csv: encode it as UTF-8."""
    return in_csv(groups_table(record, words))


def reasons_csv(record: Record, words: Words) -> str:
    """reasons.csv: encode it as UTF-8."""
    return in_csv(reasons_table(record, words))


def answers_csv(record: Record, words: Words) -> str:
    """answers.csv: encode it as UTF-8."""
    return in_csv(answers_table(record, words))


def changed_csv(record: Record, words: Words) -> str:
    """changed.csv: encode it as UTF-8."""
    return in_csv(series_table(record, words))


def agreed_csv(key: str) -> Callable[[Record, Words], str]:
    """What makes goals.csv, scores.csv, sessions.csv or actions.csv: encode it as UTF-8."""

    def made(record: Record, words: Words) -> str:
        return in_csv(agreed_tables(record, words)[KEYS.index(key)])

    return made


def in_csv(table: Table) -> str:
    """RFC 4180, with a byte order mark: without it Excel takes UTF-8 for the local code page.

    All text is quoted, so that a comma, semicolon or tab in it never starts a new cell, whatever
    separator the reader's spreadsheet expects. What is missing is empty, without quotes: some
    readers take a column with quotes in it for text.
    """
    heading: list[Cell] = [column.name for column in table.columns]
    lines = [heading, *([row.get(c.name) for c in table.columns] for row in table.rows)]
    return "\ufeff" + "".join(f"{','.join(map(_field, line))}\r\n" for line in lines)


def _field(cell: Cell) -> str:
    if cell is None or cell == "":
        return ""
    if not isinstance(cell, str):
        return repr(cell)
    doubled = _inert(cell).replace('"', '""')
    return f'"{doubled}"'


def _inert(cell: str) -> str:
    """Text that a spreadsheet would run as a formula, made plain by an apostrophe in front.

    Spreadsheets look past white space and invisible characters, and some take full-width signs for
    the plain ones.
    """
    seen = "".join(c for c in cell if unicodedata.category(c) != "Cf").lstrip()
    first = unicodedata.normalize("NFKC", seen[:1])
    return f"'{cell}" if cell[0] in "\t\r\n" or first in _STARTS_FORMULA else cell


_STARTS_FORMULA = frozenset("=+-@\N{MINUS SIGN}")
