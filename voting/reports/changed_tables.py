"""What changed as a table: a row for each domain and workshop of the area's series."""

from collections.abc import Mapping, Sequence
from typing import Any

from voting.reports.changed import Data
from voting.reports.changed_said import mix
from voting.reports.columns import OWN, Column, Row, Table
from voting.words import Words

_BETWEEN = " | "
# First what a row is of, which a printed sheet repeats on each page.
_OF = (
    Column("kind", 14),
    Column("date", 12, holds="date"),
    Column("domain_name", 30),
)
_DECISION = (
    Column("decision", 12),
    Column("rating", 8),
    Column("label", 26),
    Column("method", source=OWN),
    Column("votes_for", 10),
    Column("ratings", 10),
)
_CHANGE = (
    Column("cant_say", 10),
    Column("rounds", 8),
    Column("change", 12, source=OWN),
    Column("steps", 8, source=OWN),
    Column("why_no_steps", 14, source=OWN),
    Column("differences", 20),
    Column("compared_with", 20),
    Column("people", 9),
    Column("sector_mix", 40, most_lines=6),
    Column("returned", 9),
    Column("returned_of", 9),
    Column("returned_since", 20),
)
_KEYS = (
    Column("workshop_id", 20),
    Column("area", 24, alike=True),
    Column("kind_key"),
    Column("status"),
    Column("rehearsal"),
    Column("imported"),
    Column("framework_key", 14),
    Column("framework_version"),
    Column("domain"),
    Column("picture_key", 18),
)


def changed_table(told: Data | None, area: str, words: Words) -> Table:
    """A row for each domain and workshop, in the order of both; empty if there is nothing to
    compare with. A domain that a workshop did not ask about has its row too."""
    columns = (*_OF, *_DECISION, *_votes(told), *_CHANGE, *_KEYS)
    if told is None:
        return Table("changed", columns, [])
    rows = [
        _point(told, place, area, words) | _decision(domain, place) | _change(domain, place)
        for domain in told["domains"]
        for place in range(len(told["points"]))
    ]
    return Table("changed", columns, rows)


def _votes(told: Data | None) -> tuple[Column, ...]:
    """One for each rating of the longest scale; what it was called is in ``label``."""
    cells = [cell for d in told["domains"] for cell in d["then"] if cell] if told else []
    scales = [cell["levels"] for cell in cells if _is_rating(cell)]
    others = [Column("counts", 40)] if not all(map(_is_rating, cells)) else []
    return (
        *others,
        *_votes_of(scales),
    )


def _votes_of(scales: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    return tuple(
        Column(f"votes_{rating}", 10, key="votes_then", values={"rating": rating})
        for rating in range(max(map(len, scales), default=0))
    )


def _is_rating(cell: Mapping[str, Any]) -> bool:
    """Are its answers ratings, of which every table has the counts by level?"""
    return bool(cell["answer_kind"] == "rating")


def counted(values: Sequence[Any], counts: Sequence[int]) -> str:
    """How many gave each answer, by the value that files have for it: those that somebody gave."""
    return _BETWEEN.join(f"{value}: {n}" for value, n in zip(values, counts, strict=True) if n)


def _point(told: Data, place: int, area: str, words: Words) -> Row:
    point = told["points"][place]
    sectors = _BETWEEN.join(f"{name}: {n}" for name, n in mix(told, place, words))
    return {
        "workshop_id": point["workshop"],
        "area": area,
        "kind_key": point["kind"],
        "kind": point["kind_label"],
        "date": point["date"],
        "status": "finished" if point["finished"] else "unfinished",
        "framework_key": point["framework"],
        "framework_version": point["framework_version"],
        "rehearsal": _yes_no(point["rehearsal"]),
        "imported": _yes_no(point["imported"]),
        "people": point["people"],
        "sector_mix": sectors,
    } | (_returning(told) if point["workshop"] == told["to"] else {})


def _returning(told: Data) -> Row:
    known = told["returning"]
    if known is None:
        return {}
    return {
        "returned": known["returned"],
        "returned_of": known["people"],
        "returned_since": known["since"],
    }


def _decision(domain: Mapping[str, Any], place: int) -> Row:
    named: Row = {"domain": domain["key"], "domain_name": domain["name"]}
    cell = domain["then"][place]
    if cell is None:
        return named | {"decision": "not-asked"}
    counts = cell["counts"] or ()
    value = cell["value"]
    votes: Row = {f"votes_{rating}": n for rating, n in enumerate(counts)}
    if not _is_rating(cell):
        votes = {"counts": counted(cell["values"], counts)}
    return (
        named
        | {"domain_name": cell["name"], "decision": cell["status"], "votes_for": cell["votes"]}
        | {name: cell[name] for name in ("label", "method", "rounds")}
        | {"rating": _BETWEEN.join(map(str, value)) if isinstance(value, list) else value}
        | {"picture_key": cell["picture"]}
        | votes
        | ({"ratings": cell["ratings"], "cant_say": cell["cant_say"]} if counts else {})
    )


def _change(domain: Mapping[str, Any], place: int) -> Row:
    change = domain["changes"][place]
    if change is None:
        return {}
    return {
        "compared_with": change["from"],
        "change": change["outcome"],
        "steps": change["steps"],
        "why_no_steps": change["why"],
        "differences": _BETWEEN.join(change["notes"]),
    }


def _yes_no(is_so: bool) -> str:
    return "yes" if is_so else "no"
