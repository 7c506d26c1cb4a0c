"""What tables say of the shape of a round: its pattern or its spread, and how ratings moved."""

from collections.abc import Mapping
from typing import Any

from voting.reports.cells import column_of, is_framework, is_pictured, value_columns, value_of
from voting.reports.columns import SHAPE, Column, Row
from voting.reports.kinds import KINDS
from voting.reports.record import Record


def shape_columns(record: Record) -> tuple[Column, ...]:
    """What its rounds have of it: all of a framework, and no pattern where none has a name. What
    the columns of a kind say already is not said again."""
    if is_framework(record):
        return SHAPE
    left_out = {column.name for column in value_columns(record)}
    kinds = [KINDS[column["kind"]] for column in record["framework"]["columns"]]
    if not is_pictured(record):
        left_out |= _OF_PICTURES
    if not any(kind.has_spread for kind in kinds):
        left_out |= _OF_SPREAD
    return (
        *(column for column in SHAPE if column.name not in left_out),
        Column("moved", key="moved_any"),
    )


_OF_PICTURES = frozenset(("picture", "top_share", "consensus", "agreement", "firmness"))

_OF_SPREAD = frozenset(("lowest", "highest", "quartile_1", "quartile_3"))


def shape_cells(record: Record, domain: Mapping[str, Any], held: Mapping[str, Any]) -> Row:
    """Of its pattern, or of its spread where it has no name; none of what its kind has as well."""
    picture, movement = held["picture"] or {}, held["movement"] or {}
    ordered = column_of(record, domain)["ordered"]
    spread = held["spread"] or {}
    low, high = picture.get("quartiles") or spread.get("quartiles") or (None, None)
    ends = {
        "lowest": picture.get("lowest", spread.get("lowest")),
        "highest": picture.get("highest", spread.get("highest")),
        "quartile_1": low,
        "quartile_3": high,
    }
    measures = ("top_share", "consensus", "agreement", "firmness")
    moved = movement.get("up", 0) + movement.get("down", 0) if movement else None
    return {
        **{name: value_of(domain, place) for name, place in ends.items()},
        **{name: picture.get(name) for name in measures},
        "picture_key": picture.get("label"),
        "picture": picture.get("name"),
        "moved_up": movement.get("up") if ordered else None,
        "moved_down": movement.get("down") if ordered else None,
        "stayed": movement.get("stayed"),
        "moved": moved,
        "by_hand": held["by_hand"],
        "hand_ratings": " | ".join(
            f"{value_of(domain, place)}: {n}"
            for place, n in enumerate(held["hand_counts"] or ())
            if n
        ),
    }
