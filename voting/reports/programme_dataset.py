"""All decisions of a programme's areas as one dataset: a row per area, workshop and domain.

It holds no more about a workshop than its result, which is what its results page shows. Whoever
may not know which area is which gets its number, and nothing that would tell: no date but the days
since its first workshop, no region, no text that people wrote.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from voting.goals.situation import PlanSituation
from voting.instruments.guidance import is_of
from voting.instruments.instrument import Instrument
from voting.instruments.tally import single
from voting.programme.area import Area, Deadline
from voting.programme.imported import method_of, people_of, rounds_of
from voting.programme.programme import Programme
from voting.programme.result import DomainSettled, Result
from voting.programme.series import due_on
from voting.programme.situation import AreaSituation
from voting.reports import answers
from voting.reports.goals.programme import agreed_rows, called
from voting.views.heat import Named, settled
from voting.words import Words

FORMAT, VERSION = "cascade-programme", 1
UNKNOWN = "unknown"  # the sector of people whose sector is not known

# What ``programme_files`` makes files of: rows by column, and what is alike in all of them. Plain
# JSON, since another process makes the larger ones.
Dataset = dict[str, Any]
Row = dict[str, Any]
Areas = Sequence[tuple[Named, AreaSituation]]
Known = Mapping[str, Instrument]


def dataset(
    programme: Programme,
    areas: Areas,
    at: datetime,
    words: Words,
    *,
    known: Known,
    whole: bool,
    plans: Mapping[str, PlanSituation] | None = None,
) -> Dataset:
    """``areas`` as they may be named, with their ``plans`` by id. ``whole`` is what the programme's
    own team has: notes on decisions, deadlines, and which number is whose. Of instruments that are
    not ``known`` to all, but were made by an area that may not be named, nothing is told but
    numbers."""
    results = [
        result
        for named, each in areas
        for _, result in settled(each)
        if named.id or is_of(result.framework, known)
    ]
    sectors = dict.fromkeys(s.key for each in results for s in each.framework.sectors)
    beside = dict.fromkeys(key or UNKNOWN for each in results for key in each.sectors)
    agreed = agreed_rows(areas, plans or {}, known, words)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": at.isoformat().replace("+00:00", "Z"),
        "whole": whole,
        "programme": {
            "id": programme.id,
            "name": programme.name,
            "organisation": programme.organisation,
        },
        "levels": max((len(each.framework.levels) for each in results), default=0),
        "sectors": list(sectors | beside),
        "dataset": [row for named, each in areas for row in _rows(named, each, known, whole=whole)],
        "answers": [row for named, each in areas for row in _answers(named, each, known, words)],
        "areas": [_area(named, each, whole=whole) for named, each in areas],
        "events": [row for named, each in areas for row in _events(named, each.area, whole=whole)],
        "deadlines": [row for one in areas for row in _deadlines(*one)] if whole else [],
        # Where nothing was agreed, a dataset is as it was before there were goals.
        **(agreed if agreed["goals"] else {}),
    }


def _rows(named: Named, each: AreaSituation, known: Known, *, whole: bool) -> Iterable[Row]:
    def note(of: DomainSettled) -> Row:
        return {"note": of.decision.note if of.decision and named.id else None} if whole else {}

    for about, result, is_told in workshops_of(named, each, known):
        if not result.framework.is_framework:
            continue
        people = _people(result) | {
            f"sector_{key or UNKNOWN}": many for key, many in result.sectors.items() if is_told
        }
        for number, domain in enumerate(result.framework.domains, start=1):
            settled_ = result.domain(domain.key) or DomainSettled(domain.key)
            named_domain = {"domain": domain.key, "domain_name": domain.name}
            row = about | named_domain | _settled(settled_, result) | people | note(settled_)
            unsaid = {"domain": str(number), "domain_name": None, "label": None}
            yield row if is_told else row | unsaid


def workshops_of(
    named: Named, each: AreaSituation, known: Known
) -> Iterable[tuple[Row, Result, bool]]:
    """Each with whether the words of its instrument may be told."""
    held = settled(each)
    for place, (event, result) in enumerate(held, start=1):
        is_told = bool(named.id) or is_of(result.framework, known)
        about = {
            "area": called(named),
            "region": named.region,
            "tags": ", ".join(named.tags),
            "workshop": event.kind,
            "workshop_number": place,
            "date": result.date if named.id else None,
            "days_after_first": _days(held[0][1].date, result.date),
            "status": "finished" if result.finished_at else "unfinished",
            "imported": _yes_no(is_so=result.imported),
            "framework": result.framework.name if is_told else None,
            "framework_version": result.framework.version if is_told else None,
        }
        yield about, result, is_told


def _answers(named: Named, each: AreaSituation, known: Known, words: Words) -> Iterable[Row]:
    """Of other instruments than frameworks: a row for each answer."""
    for about, result, is_told in workshops_of(named, each, known):
        if not result.framework.is_framework:
            for row in answers.rows(result, words, named=bool(named.id), is_told=is_told):
                yield about | _people(result) | row


def _people(result: Result) -> Row:
    return {"people": people_of(result)}


def _settled(domain: DomainSettled, result: Result) -> Row:
    decision, last = domain.decision, domain.last
    rating = single(decision.rating) if decision else None
    row: Row = {
        "rating": rating,
        "label": result.framework.domain(domain.domain).label(rating) or None,
        "method": method_of(result, decision),
        "votes": decision.votes if decision else None,
        "ratings": last.ratings if last else None,
        "cant_say": last.cant_say if last else None,
        "by_hand": last.by_hand if last else None,
        "rounds": rounds_of(result, domain),
    }
    return row | {f"votes_{level}": many for level, many in enumerate(last.counts if last else ())}


def _area(named: Named, each: AreaSituation, *, whole: bool) -> Row:
    area, held = each.area, settled(each)
    number = {"area_number": named.number} if whole else {}
    return {
        "area": called(named),
        **number,
        "region": named.region,
        "tags": ", ".join(named.tags),
        "codes": ", ".join(area.codes) if named.id else "",
        "named": _yes_no(is_so=area.named),
        "template": area.template,
        "workshops": len(held),
        "latest": held[-1][1].date if held and named.id else None,
    }


def _events(named: Named, area: Area, *, whole: bool) -> Iterable[Row]:
    for event in area.series():
        if event.rehearsal:
            continue
        row: Row = {
            "area": called(named),
            "workshop": event.kind,
            "state": event.state,
            "start": event.start if named.id else "",
        }
        if whole:
            row |= {
                "minutes": event.minutes or None,
                "capacity": event.capacity or None,
                "title": event.title if named.id else "",
                "place": event.place if named.id else "",
            }
        yield row


def _deadlines(named: Named, each: AreaSituation) -> Iterable[Row]:
    for deadline in each.area.deadlines:
        due = due_on(each.area, deadline)
        yield {
            "area": called(named),
            "what": deadline.what,
            "text": deadline.text if named.id else "",
            "owner": deadline.owner,
            "due": due.isoformat() if due and named.id else None,
            "days": (due - each.today).days if due and not deadline.done_at else None,
            "deadline_state": _state(deadline, due, each.today),
        }


def _state(deadline: Deadline, due: date | None, today: date) -> str:
    if deadline.done_at:
        return "done"
    if due is None:
        return "no-date"
    return "overdue" if due < today else "due"


def _days(first: str, then: str) -> int:
    return (date.fromisoformat(then) - date.fromisoformat(first)).days


def _yes_no(*, is_so: bool) -> str:
    return "yes" if is_so else "no"
