"""What files say of cells beyond what they say of a framework's domains: rows, columns and copies,
and the columns of each kind.

The tables of a framework keep the columns that they have had since there was nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from voting.reports.columns import Cell, Column, Row
from voting.reports.kinds import KINDS
from voting.reports.record import Record
from voting.words import Words

BETWEEN = " | "


def is_framework(record: Record) -> bool:
    """Is it laid out as in releases that knew nothing but ratings of rows?"""
    return bool(record["framework"]["levels"])


_CELL = (
    Column("row"),
    Column("row_name", 40),
    Column("block", 20),
    Column("column"),
    Column("column_name", 18),
    Column("copy"),
    Column("copy_name", 18),
    Column("answer_kind"),
)


def cell_columns(record: Record) -> tuple[Column, ...]:
    """Which cell a row is about."""
    return () if is_framework(record) else _CELL


def cell_values(record: Record, domain: Mapping[str, Any]) -> Row:
    framework = record["framework"]
    row, column = named(framework["rows"], domain["row"]), column_of(record, domain)
    copy = named(framework["copies"], domain["copy"]) if domain["copy"] else {"name": None}
    return {
        "row": row["key"],
        "row_name": row["name"],
        "block": row["block"] or None,
        "column": column["key"],
        "column_name": column["name"] or None,
        "copy": domain["copy"],
        "copy_name": copy["name"],
        "answer_kind": domain["kind"],
    }


def named(things: Sequence[Mapping[str, Any]], key: str) -> Mapping[str, Any]:
    """The one with this key."""
    return next(one for one in things if one["key"] == key)


def is_profiled(record: Record) -> bool:
    """Is each row rated and decided by itself, so that all stand in a profile against one scale?"""
    framework = record["framework"]
    columns = framework["columns"]
    return (
        len(columns) == 1
        and KINDS[columns[0]["kind"]].is_profiled
        and columns[0]["settle"] != "none"
        and framework["opens"] == "cell"
        and not framework["copies"]
    )


def levels_of(record: Record) -> list[Mapping[str, Any]]:
    """That scale, lowest first: ``rating``, ``label`` and ``meaning`` of each level."""
    return [one | {"rating": one["value"]} for one in record["framework"]["columns"][0]["places"]]


def column_of(record: Record, domain: Mapping[str, Any]) -> Mapping[str, Any]:
    """The framework's words for its column."""
    return named(record["framework"]["columns"], domain["column"])


def value_columns(record: Record) -> tuple[Column, ...]:
    """A column for each of ``values`` that rounds may have. Where two columns of the instrument
    share one, it is not named after a place of either."""
    found: dict[str, Column] = {}
    for column in record["framework"]["columns"]:
        kind = KINDS[column["kind"]]
        for one in kind.file_columns(column):
            known = found.get(one.name, one)
            found[one.name] = one if known == one else kind.shared(one)
    return tuple(found.values())


def is_pictured(record: Record) -> bool:
    """Is there a picture in words of any of its rounds?"""
    return any(column["pictured"] for column in record["framework"]["columns"])


def value_of(domain: Mapping[str, Any], answer: int | Sequence[int] | None) -> Cell:
    """An answer as files have it: several values in one cell."""
    if answer is None:
        return None
    places = domain["places"]
    if isinstance(answer, int):
        value: Cell = places[answer]["value"]
        return value
    return BETWEEN.join(str(places[place]["value"]) for place in answer)


def label_of(domain: Mapping[str, Any], answer: int | Sequence[int] | None) -> str | None:
    """The same in words."""
    if answer is None:
        return None
    chosen = (answer,) if isinstance(answer, int) else answer
    return ", ".join(domain["places"][place]["label"] for place in chosen)


def answer_rows(domain: Mapping[str, Any], held: Mapping[str, Any], words: Words) -> Iterator[Row]:
    """How many answered each place in a round, and how many said “Can't say”; that it is withheld
    where too few did."""
    if held["withheld"]:
        yield {"shown": "withheld"}
        return
    for place, (one, count) in enumerate(zip(domain["places"], held["counts"], strict=True)):
        yield {
            "shown": "shown",
            "place": place,
            "value": one["value"],
            "label": one["label"],
            "count": count,
            "of": held["ratings"],
        }
    yield {
        "shown": "shown",
        "label": words.say("common.cant_say"),
        "count": held["cant_say"],
        "of": held["ratings"] + held["cant_say"],
    }


def places_said(record: Record) -> Iterator[tuple[str, str]]:
    """Every column of the instrument, with the values that its answers have in files."""
    domains = record["domains"]
    for column in record["framework"]["columns"]:
        of_it = next((one for one in domains if one["column"] == column["key"]), None)
        if of_it:
            said = (f"{one['value']}: {one['label']}" for one in of_it["places"])
            yield column["name"] or column["key"], "; ".join(said)
