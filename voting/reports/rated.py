"""What a meeting that is over rated: files to read tell of nothing else (docs/method.md)."""

from collections import Counter

from voting.reports.changed import OUTCOMES, compared
from voting.reports.record import Record


def as_rated(record: Record) -> Record:
    """The record without the domains that its meeting left unrated, once it is over; ``unrated``
    are the framework's words for those. Only a review can be finished with any."""
    kept = {one["key"] for one in record["domains"] if one["status"] != "waiting"}
    framework = record["framework"]
    unrated = [one for one in framework["domains"] if one["key"] not in kept]
    if not unrated or not record["workshop"]["finished_at"] or "unrated" in record:
        return record
    return record | {
        "unrated": unrated,
        "domains": _of(record["domains"], kept),
        "framework": framework | {"domains": _of(framework["domains"], kept)},
        "changed": _changed(record["changed"], kept),
    }


def _of(domains: list[Record], kept: set[str]) -> list[Record]:
    return [one for one in domains if one["key"] in kept]


def _changed(told: Record | None, kept: set[str]) -> Record | None:
    """None where nothing was rated that an earlier workshop could be compared in."""
    if told is None or not (domains := _of(told["domains"], kept)):
        return None
    fewer = told | {"domains": domains}
    counts = Counter(one["change"]["outcome"] for one in compared(fewer))
    return fewer | {"summary": {outcome: counts[outcome] for outcome in OUTCOMES}}
