"""What changed between two workshops of an area, as its page shows it."""

from collections.abc import Mapping

from msgspec import Struct

from voting.programme.changes import Change, History, Point, Then, history
from voting.programme.result import Returning
from voting.programme.situation import AreaSituation


class Line(Struct, frozen=True):
    """A domain then and now; None where it was not asked about."""

    domain: str
    short: str
    then: Then | None
    now: Then | None
    change: Change


class Compared(Struct, frozen=True):
    """Two points of a series side by side: ``earlier`` and ``later`` are places in its points.
    ``returning`` is who of the later one was at ``since``, as far as that may be told."""

    history: History
    earlier: int
    later: int
    lines: tuple[Line, ...]
    returning: Returning | None
    since: Point | None


def compared(at: AreaSituation, asked: Mapping[str, str]) -> Compared | None:
    """From the workshop ``from`` to the workshop ``to``, or what makes most sense where these are
    not two workshops in the order of the series; None before two have a decision."""
    settled = [one for one in at.settled() if any(d.decision for d in one.domains)]
    told = history(settled)
    ids = [point.workshop for point in told.points]
    later = _place(ids, asked.get("to", ""))
    earlier = _place(ids, asked.get("from", ""))
    if later is None or earlier is None or earlier >= later:
        later = len(ids) - 1
        earlier = told.earlier(later) if ids else None
    if earlier is None:
        return None
    lines = [
        Line(
            domain=domain.domain,
            short=domain.short,
            then=domain.then[earlier],
            now=domain.then[later],
            change=told.change(domain.domain, earlier, later),
        )
        for domain in told.domains
        if domain.then[earlier] or domain.then[later]
    ]
    now = next(one for one in settled if one.workshop == ids[later])
    back = now.returning if now.returning and now.returning.returned else None
    since = next((p for p in told.points if back and p.workshop == back.since), None)
    return Compared(told, earlier, later, tuple(lines), back, since)


def _place(ids: list[str], id: str) -> int | None:
    return ids.index(id) if id in ids else None
