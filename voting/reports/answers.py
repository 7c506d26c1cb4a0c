"""What workshops settled with other instruments than frameworks, for the files of an area and of a
programme: a row for each cell and answer, in a table of its own, since neither rows nor scales are
those of a framework."""

from collections.abc import Iterator, Sequence

from voting.instruments.instrument import Cell, Instrument
from voting.programme.result import DomainSettled, Result
from voting.reports.columns import OWN, Column, Row
from voting.reports.places import Data, label_of, places_of, value_of
from voting.words import Words

BETWEEN = " | "
COLUMNS = (
    Column("domain", 18),
    Column("domain_name", 44, key="cell_name"),
    Column("row", 14),
    Column("column", 12),
    Column("copy", 10),
    Column("answer_kind", 12),
    Column("decision", 12, key="cell_decision"),
    Column("decision_value", 14),
    Column("decision_label", 26),
    Column("method", source=OWN),
    Column("round"),
    Column("place"),
    Column("value", 14),
    Column("label", 26, key="place_label"),
    Column("count"),
)


def rows(
    result: Result, words: Words, *, named: bool = True, is_told: bool = True
) -> Iterator[Row]:
    """A result's. Names that the room gave are left out unless it may be ``named``, and all words
    and keys unless those of its instrument may be told: numbers, from 1, stand for them."""
    framework = result.framework
    parts = [framework.rows, framework.asked, framework.copies]
    numbers = [{one.key: str(n) for n, one in enumerate(part, start=1)} for part in parts]
    for number, cell in enumerate(framework.domains, start=1):
        settled = result.domain(cell.key) or DomainSettled(cell.key)
        unsaid = {} if is_told else _in_numbers(cell, str(number), numbers)
        for row in _rows(framework, cell, settled, words, named=named):
            yield row | unsaid


def _in_numbers(cell: Cell, number: str, numbers: list[dict[str, str]]) -> Row:
    rows_, columns, copies = numbers
    return {
        "domain": number,
        "domain_name": None,
        "row": rows_[cell.row.key],
        "column": columns[cell.column.key],
        "copy": copies[cell.copy.key] if cell.copy else None,
        "decision_value": None,
        "decision_label": None,
        "value": None,
        "label": None,
    }


def _rows(
    framework: Instrument, cell: Cell, settled: DomainSettled, words: Words, *, named: bool
) -> Iterator[Row]:
    places, decision, last = places_of(cell, words), settled.decision, settled.last
    by_room = bool(framework.rows_from or cell.copy)
    value = value_of(decision.rating, places) if decision else None
    status = "decided" if decision and decision.rating is not None else "unresolved"
    about: Row = {
        "domain": cell.key,
        "domain_name": cell.name if named or not by_room else None,
        "row": cell.row.key,
        "column": cell.column.key,
        "copy": cell.copy.key if cell.copy else None,
        "answer_kind": cell.column.kind,
        "decision": status if decision else "undecided",
        "decision_value": BETWEEN.join(map(str, value)) if isinstance(value, list) else value,
        "decision_label": label_of(decision.rating, places) if decision else None,
        "method": decision.method if decision else None,
        "round": last.number if last else None,
    }
    held: Data | None = None
    if last:
        held = {"counts": last.counts, "cant_say": last.cant_say}
    yield from answer_rows(about, places, held, words)


def answer_rows(
    about: Row, places: Sequence[Data], held: Data | None, words: Words
) -> Iterator[Row]:
    """A row for each answer of the last round, or one where none may be shown or there is none."""
    if not held or not any((*held["counts"], held["cant_say"])):
        yield about
        return
    for place, (one, count) in enumerate(zip(places, held["counts"], strict=True)):
        yield about | {"place": place, **one, "count": count}
    yield about | {"label": words.say("common.cant_say"), "count": held["cant_say"]}
