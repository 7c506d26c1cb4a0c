"""The record as tables: one row per domain, one row per counted round.

A table is the same in CSV and in the workbook; only the headings differ (``name`` for programs,
``title`` for people). Numbers stay numbers, times are the record's ISO 8601 text.
"""

import csv
import io
import unicodedata
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from voting.exports.record import Record

Cell = str | int | float | None
Row = dict[str, Cell]


class Column(Struct, frozen=True):
    """``width`` is in characters; ``percent`` marks a share from 0 to 1."""

    name: str
    title: str
    width: int = 12
    percent: bool = False


class Table(Struct, frozen=True):
    title: str
    columns: tuple[Column, ...]
    rows: list[Row]


_WHERE = (
    Column("area", "Area", 24),
    Column("kind", "Kind"),
    Column("date", "Date"),
    Column("framework", "Framework"),
    Column("framework_version", "Framework version"),
    Column("domain", "Domain key"),
    Column("domain_name", "Domain", 44),
)


def ratings_table(record: Record) -> Table:
    """A row per domain: its ruling and the tally that the ruling stands on.

    A domain without a ruling yet shows the tally of its last counted round.
    """
    columns = (
        *_WHERE,
        Column("rating", "Rating"),
        Column("label", "Rating in words", 26),
        Column("method", "Method"),
        Column("share", "Share", percent=True),
        *_tally_columns(record),
        Column("rounds", "Rounds"),
        Column("note", "Note", 44),
        Column("recorded_at", "Recorded at", 22),
        Column("recorded_by", "Recorded by", 18),
    )
    rows = []
    for domain in record["domains"]:
        ruled = domain["ruling"] or {}
        rows.append(
            _where(record, domain)
            | {name: ruled.get(name) for name in ("rating", "label", "method", "share", "note")}
            | _tally_cells(_round_ruled_on(domain))
            | {"rounds": len(domain["rounds"])}
            | {name: ruled.get(name) for name in ("recorded_at", "recorded_by")}
        )
    return Table("Ratings", columns, rows)


def rounds_table(record: Record) -> Table:
    """A row per domain and counted round, in the order of the framework."""
    columns = (
        *_WHERE,
        Column("round", "Round"),
        *_tally_columns(record),
        Column("opened_at", "Opened at", 22),
        Column("closed_at", "Closed at", 22),
    )
    rows = [
        _where(record, domain)
        | {"round": held["number"]}
        | _tally_cells(held)
        | {name: held[name] for name in ("opened_at", "closed_at")}
        for domain in record["domains"]
        for held in domain["rounds"]
    ]
    return Table("Rounds", columns, rows)


def ratings_csv(record: Record) -> str:
    """ratings.csv: encode it as UTF-8."""
    return _csv(ratings_table(record))


def rounds_csv(record: Record) -> str:
    """rounds.csv: encode it as UTF-8."""
    return _csv(rounds_table(record))


# --- rows -------------------------------------------------------------------------------------


def _where(record: Record, domain: Mapping[str, Any]) -> Row:
    workshop, framework = record["workshop"], record["framework"]
    return {
        "area": workshop["area"],
        "kind": workshop["kind_label"],
        "date": workshop["date"],
        "framework": framework["name"],
        "framework_version": framework["version"],
        "domain": domain["key"],
        "domain_name": domain["name"],
    }


def _round_ruled_on(domain: Mapping[str, Any]) -> Mapping[str, Any] | None:
    rounds: list[Mapping[str, Any]] = domain["rounds"]
    if domain["ruling"]:
        return next(held for held in rounds if held["id"] == domain["ruling"]["round"])
    return rounds[-1] if rounds else None


def _tally_columns(record: Record) -> tuple[Column, ...]:
    levels = record["framework"]["levels"]
    return (
        *(Column(f"votes_{n['rating']}", f"Votes: {n['rating']} {n['label']}", 16) for n in levels),
        Column("cant_say", "Can't say"),
        Column("turnout", "Turnout"),
    )


def _tally_cells(held: Mapping[str, Any] | None) -> Row:
    if held is None:
        return {}
    votes = {f"votes_{rating}": count for rating, count in enumerate(held["counts"])}
    return votes | {"cant_say": held["cant_say"], "turnout": held["turnout"]}


# --- CSV --------------------------------------------------------------------------------------


def _csv(table: Table) -> str:
    """RFC 4180, with a byte order mark: without it Excel takes UTF-8 for the local code page.

    All text is quoted, so that a comma, semicolon or tab in it never starts a new cell, whatever
    separator the reader's spreadsheet expects.
    """
    out = io.StringIO(newline="")
    out.write("\ufeff")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for row in table.rows:
        writer.writerow(_inert(row.get(column.name)) for column in table.columns)
    return out.getvalue()


def _inert(cell: Cell) -> Cell:
    """Text that a spreadsheet would run as a formula, made plain by an apostrophe in front.

    Spreadsheets look past white space and invisible characters, and some take full-width signs for
    the plain ones.
    """
    if not isinstance(cell, str) or not cell:
        return cell
    seen = "".join(c for c in cell if unicodedata.category(c) != "Cf").lstrip()
    first = unicodedata.normalize("NFKC", seen[:1])
    return f"'{cell}" if cell[0] in "\t\r\n" or first in _STARTS_FORMULA else cell


_STARTS_FORMULA = frozenset("=+-@\N{MINUS SIGN}")
