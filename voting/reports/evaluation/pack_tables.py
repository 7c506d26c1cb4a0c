"""The tables of the evaluator's pack, and how programs are to read them."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from voting.reports.columns import Column, Row, Table
from voting.reports.programme_dataset import Dataset
from voting.reports.programme_files import ABOUT, dataset_table
from voting.words import Words

Data = dict[str, Any]
_LONGEST = 50  # characters of a variable's name, so that all programs take it


class Variable(Struct, frozen=True):
    """A column of a file as programs know it. ``domain`` and ``point`` are "" unless it is a rating
    of the wide file; a number has no ``width``, a text has as many bytes at least."""

    file: str
    name: str
    label: str
    meaning: str
    width: int = 0
    domain: str = ""
    point: str = ""


def tables(told: Dataset, words: Words) -> dict[str, Table]:
    """Each file's table, as every program can read it: with names of letters, digits and lines, and
    without line breaks in cells."""
    found = {
        "decisions.csv": dataset_table(told),
        "rounds.csv": rounds_table(told),
        "wide.csv": wide_table(told, words),
    }
    return {file: _plain(table) for file, table in found.items()}


def rounds_table(told: Dataset) -> Table:
    """A row for each area, workshop, domain and round."""
    columns = (
        *ABOUT,
        *(Column(name) for name in ("domain", "domain_name", "round", "ratings")),
        *(
            Column(f"votes_{n}", key="round_votes", values={"rating": n})
            for n in range(told["levels"])
        ),
        *(Column(name) for name in ("cant_say", "by_hand")),
    )
    return Table("pack_rounds", columns, told["pack"]["rounds"])


def wide_table(told: Dataset, words: Words) -> Table:
    """A row for each area: its decisions at the two points, and at every other kind of meeting."""
    pack = told["pack"]
    rated = rated_columns(pack, words)
    columns = (ABOUT[0], ABOUT[1], ABOUT[2], *(column for column, _, _ in rated))
    rows: list[Row] = []
    for area in pack["wide"]:
        held = dict(zip(("1", "2"), area["at"], strict=True)) | area["others"]
        row: Row = {name: area[name] or None for name in ("area", "region", "tags")}
        for column, domain, point in rated:
            row[column.name] = held[point][domain] if held[point] else None
        rows.append(row)
    return Table("pack_wide", columns, rows)


def rated_columns(pack: Data, words: Words) -> list[tuple[Column, str, str]]:
    """Each with its domain and its point: "1" or "2", or another kind of meeting."""
    points = [("1", pack["points"][0]), ("2", pack["points"][1])]
    points += [(kind, kind) for kind in pack["other_kinds"]]
    names = _names([domain["key"] for domain in pack["framework"]["domains"]])
    found = []
    for point, kind in points:
        said = point_said(kind, words)
        for domain, name in zip(pack["framework"]["domains"], names, strict=True):
            values = {"domain": domain["name"], "point": said}
            column = Column(f"{name}_{point.replace('-', '_')}", key="pack_rating", values=values)
            found.append((column, domain["key"], point))
    return found


def point_said(point: str, words: Words) -> str:
    first_or_latest = words["programme"]["points"].get(point)
    return str(first_or_latest or words["area"]["kinds"][point])


def variables(told: Dataset, words: Words) -> list[Variable]:
    """Every column of every file."""
    found = []
    rated = {c.name: (d, p) for c, d, p in rated_columns(told["pack"], words)}
    for file, table in tables(told, words).items():
        for column in table.columns:
            domain, point = rated.get(column.name, ("", "")) if file == "wide.csv" else ("", "")
            cells = [row.get(column.name) for row in table.rows]
            found.append(
                Variable(
                    file=file,
                    name=column.name,
                    label=column.title(words),
                    meaning=column.meaning(words),
                    width=_width(column, cells, is_rating=bool(domain)),
                    domain=domain,
                    point=point,
                )
            )
    return found


# Columns that hold text, also where no row has any.
_TEXTS = frozenset(
    (
        "area", "region", "tags", "workshop", "date", "status", "imported", "framework",
        "framework_version", "domain", "domain_name", "label", "method",
    )
)  # fmt: skip


def _width(column: Column, cells: Iterable[object], *, is_rating: bool) -> int:
    texts = [cell for cell in cells if isinstance(cell, str)]
    if is_rating or (column.name not in _TEXTS and not texts):
        return 0
    # Two more: an apostrophe before what a spreadsheet would run, and room for none at all.
    return max((len(text.encode()) for text in texts), default=0) + 2


def _names(keys: Sequence[str]) -> list[str]:
    """Names that every program takes, from the domains' keys."""
    names = [re.sub(r"[^a-z0-9]+", "_", key.lower()).strip("_") for key in keys]
    plain = all(re.match("[a-z]", name) and len(name) <= _LONGEST for name in names)
    if plain and len(set(names)) == len(names):
        return names
    return [f"domain{number}" for number in range(1, len(keys) + 1)]


def _plain(table: Table) -> Table:
    names = {column.name: re.sub(r"\W", "_", column.name) for column in table.columns}
    columns = tuple(
        replace(one, name=names[one.name], key=one.key or one.name) for one in table.columns
    )
    rows: list[Row] = [
        {
            names[name]: " ".join(cell.split()) if isinstance(cell, str) else cell
            for name, cell in row.items()
            if name in names
        }
        for row in table.rows
    ]
    return Table(table.key, columns, rows)
