"""The whole of an area as plain data but for people, ready for JSON (docs/record.md)::

    {
      "format": "cascade-live-area", "version": 1, "exported_at": time,
      "area": {id, name, created_at, template, language, region, tags, codes, named},
      "events": [{id, kind, start, minutes, place, capacity, title, state, workshop, rehearsal}],
      "deadlines": [{id, what, text, owner, due, event, done_at}],
      "results": [{workshop, version, kind, kind_label, date, title, finished_at, people,
                   "sectors": [{key, name, people}], rehearsal, imported, "framework": {...},
                   "returning": {since, returned, people} or null,
                   "domains": [{key, name, row, column, copy, kind, settle, "places": [...],
                                "decision": {method, rating, value, label, votes, ratings,
                                note} or null, "rounds": [...], "reasons": [...]}]}],
      "changed": {...} or null (voting/reports/changed.py),
      "plan": {...} what was agreed; absent where nothing was (voting/reports/goals/told.py),
      "plan_unread": true where what was agreed could not be read, else absent
    }

It is made of the area and of kept results, so it is the same when workshops are erased, and holds
no more of them than their results pages showed. Of leads there is nothing.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from voting.goals.situation import PlanSituation
from voting.instruments.instrument import Instrument
from voting.programme.area import Area, Deadline, Event
from voting.programme.imported import people_of
from voting.programme.result import DomainSettled, Result, RoundResult
from voting.programme.series import due_on
from voting.programme.situation import AreaSituation
from voting.reports.changed import changed
from voting.reports.goals.told import plan_missing, plan_told
from voting.reports.places import label_of, places_of, value_of
from voting.views.declared import time_text
from voting.views.framework import framework_words
from voting.words import Words

FORMAT = "cascade-live-area"
VERSION = 1

Data = dict[str, Any]


def area_record(
    at: AreaSituation,
    exported_at: datetime,
    words: Words,
    *,
    plan: PlanSituation | None = None,
    earlier: str = "",
    later: str = "",
) -> Data:
    """The area as it stands; ``earlier`` and ``later`` are the workshops to compare, if not the
    last with the one before it."""
    area, results = at.area, at.settled()
    agreed = plan_told(plan, names_of(results), words)
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": time_text(exported_at),
        "area": _area(area),
        "events": [_event(one) for one in area.series()],
        "deadlines": [_deadline(area, one) for one in area.deadlines],
        "results": [_result(one, words) for one in results],
        "changed": changed(results, words, earlier=earlier, later=later),
        **({"plan": agreed} if agreed else {}),
        **plan_missing(plan),
    }


def names_of(results: Iterable[Result]) -> dict[str, tuple[str, str]]:
    """What the domains of these results are called, those of the latest as they are there."""
    return {
        one.key: (one.name, one.short) for result in results for one in result.framework.domains
    }


def _area(area: Area) -> Data:
    return {
        "id": area.id,
        "name": area.name,
        "created_at": time_text(area.created_at),
        "template": area.template,
        "language": area.language,
        "region": area.region,
        "tags": list(area.tags),
        "codes": list(area.codes),
        "named": area.named,
    }


def _event(event: Event) -> Data:
    """Without the link of its video call, which opens something."""
    return {
        "id": event.id,
        "kind": event.kind,
        "start": event.start,
        "minutes": event.minutes,
        "place": event.place,
        "capacity": event.capacity,
        "title": event.title,
        "state": event.state,
        "workshop": event.workshop,
        "rehearsal": event.rehearsal,
    }


def _deadline(area: Area, deadline: Deadline) -> Data:
    due = due_on(area, deadline)
    return {
        "id": deadline.id,
        "what": deadline.what,
        "text": deadline.text,
        "owner": deadline.owner,
        "due": due.isoformat() if due else None,
        "event": deadline.event,
        "done_at": time_text(deadline.done_at) if deadline.done_at else None,
    }


def _result(result: Result, words: Words) -> Data:
    framework = result.framework
    names = {sector.key: sector.name for sector in framework.sectors}
    return {
        "workshop": result.workshop,
        "version": result.version,
        "kind": result.kind,
        "kind_label": words.say(f"common.kinds.{result.kind}"),
        "date": result.date,
        "title": result.title,
        "finished_at": time_text(result.finished_at) if result.finished_at else None,
        "people": people_of(result),
        "sectors": [
            {"key": key, "name": names.get(key, ""), "people": n}
            for key, n in result.sectors.items()
        ],
        "rehearsal": result.rehearsal,
        "imported": result.imported,
        "returning": _returning(result),
        "framework": {"key": framework.key, "version": framework.version}
        | _plain(framework_words(framework)),
        "domains": [
            _domain(result.domain(one.key) or DomainSettled(one.key), framework, words)
            for one in framework.domains
        ],
    }


def _returning(result: Result) -> Data | None:
    """Who was at an earlier workshop; how they moved is in ``changed``."""
    found = result.returning
    if found is None or not found.returned:
        return None
    return {"since": found.since, "returned": found.returned, "people": found.people}


def _domain(settled: DomainSettled, framework: Instrument, words: Words) -> Data:
    found, cell = settled.decision, framework.domain(settled.domain)
    places = places_of(cell, words)
    decision = found and {
        "method": found.method,
        "rating": list(found.rating) if isinstance(found.rating, tuple) else found.rating,
        "value": value_of(found.rating, places),
        "label": label_of(found.rating, places),
        "votes": found.votes,
        "ratings": found.ratings,
        "note": found.note,
    }
    return {
        "key": settled.domain,
        "name": cell.name,
        "row": cell.row.key,
        "column": cell.column.key,
        "copy": cell.copy.key if cell.copy else None,
        "kind": cell.column.kind,
        "settle": cell.column.settle.value,
        "places": places,
        "decision": decision,
        "rounds": [_round(one, framework) for one in settled.rounds],
        "reasons": [_plain(one) for one in settled.reasons],
    }


def _round(held: RoundResult, framework: Instrument) -> Data:
    plain: Data = _plain(held)
    del plain["id"]
    plain["opened_at"], plain["closed_at"] = time_text(held.opened_at), time_text(held.closed_at)
    for group in plain["groups"]:
        group["name"] = framework.group_name(group["kind"], group["key"])
    return plain


def _plain(value: Any) -> Any:
    """As it is in JSON, lists for tuples."""
    return msgspec.json.decode(msgspec.json.encode(value))
