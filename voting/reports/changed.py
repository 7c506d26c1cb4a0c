"""What changed between the workshops of an area as plain data, ready for JSON (docs/record.md)::

    {
      "from": workshop, "to": workshop,
      "points": [{workshop, kind, kind_label, title, date, people, finished, rehearsal, imported,
                  framework, framework_version}],
      "sectors": [{key, name, people: [number for each point]}],
      "levels": [{rating, value, label}],
      "domains": [{key, name, short, letter,
                   "then": [{status, name, answer_kind, rating, value, label, method, votes,
                             ratings, counts, cant_say, rounds, picture, picture_name,
                             levels, values} or null for each point],
                   "changes": [{from, outcome, steps, why, notes} or null for each point],
                   "change": the one of the workshop ``to``}],
      "summary": {up, same, down, decided, unresolved, undecided, apart},
      "returning": {since, returned, people, flows} or null,
      "credit": text of the later one's framework
    }

``from`` and ``to`` are the two workshops compared; ``levels`` is the scale of the latter. Each of
``changes`` is since the workshop ``from``, the one before it that is most like it. It is made of
kept results alone, so it holds no more than the results pages showed.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from voting.instruments.instrument import Instrument
from voting.programme.changes import Change, DomainHistory, History, Point, Then, history
from voting.programme.result import Result, Returning
from voting.reports.kinds import KINDS
from voting.words import Words

Data = dict[str, Any]

OUTCOMES = ("up", "same", "down", "decided", "unresolved", "undecided", "apart")


def changed(
    results: Sequence[Result], words: Words, *, earlier: str = "", later: str = ""
) -> Data | None:
    """The series oldest first, compared between two workshops by id: the last, if ``later`` does
    not say which, and the one before it that is most like it, if ``earlier`` does not. A rehearsal
    counts only where it is the one compared. None where there are not two, or no such ones."""
    to = next((one for one in results if one.workshop == later), None) if later else None
    to = to or (results[-1] if results and not later else None)
    if to is None:
        return None
    counted = [one for one in results if one is to or not one.rehearsal]
    told = history(counted)
    ids = [point.workshop for point in told.points]
    now = ids.index(to.workshop)
    then = told.earlier(now) if not earlier else ids.index(earlier) if earlier in ids else None
    if then is None or then >= now:
        return None
    made = {one.workshop: one for one in counted}
    since = [told.earlier(place) for place in range(now)] + [then]
    since += [told.earlier(place) for place in range(now + 1, len(ids))]
    domains = [_domain(told, one, since, now, words) for one in told.domains]
    asked = (one for one in domains if one["then"][then] or one["then"][now])
    counts = Counter(one["change"]["outcome"] for one in asked)
    return {
        "from": ids[then],
        "to": ids[now],
        "points": [_point(point, made[point.workshop], words) for point in told.points],
        "sectors": _sectors(told),
        "levels": _levels(to.framework, words),
        "domains": domains,
        "summary": {outcome: counts[outcome] for outcome in OUTCOMES},
        "returning": _returning(to.returning),
        "credit": to.framework.credit,
    }


def places(told: Data) -> tuple[int, int]:
    """Which of its points are the two compared."""
    ids = [one["workshop"] for one in told["points"]]
    return ids.index(told["from"]), ids.index(told["to"])


def compared(told: Data) -> list[Data]:
    """The domains that at least one of the two workshops asked about."""
    then, now = places(told)
    return [one for one in told["domains"] if one["then"][then] or one["then"][now]]


def _point(point: Point, result: Result, words: Words) -> Data:
    return {
        "workshop": point.workshop,
        "kind": point.kind,
        "kind_label": words.say(f"common.kinds.{point.kind}"),
        "title": point.title,
        "date": point.date,
        "people": point.people,
        "finished": point.finished,
        "rehearsal": result.rehearsal,
        "imported": result.imported,
        "framework": point.framework,
        "framework_version": point.framework_version,
    }


def _sectors(told: History) -> list[Data]:
    return [
        {"key": one.sector, "name": one.name, "people": list(one.people)} for one in told.sectors
    ]


def _domain(
    told: History, one: DomainHistory, since: Sequence[int | None], now: int, words: Words
) -> Data:
    changes = [
        None if earlier is None else _change(told, one, earlier, later)
        for later, earlier in enumerate(since)
    ]
    return {
        "key": one.domain,
        "name": one.name,
        "short": one.short,
        "letter": one.letter,
        "then": [_then(each, words) if each else None for each in one.then],
        "changes": changes,
        "change": changes[now],
    }


def _change(told: History, one: DomainHistory, earlier: int, later: int) -> Data:
    change = told.change(one.domain, earlier, later)
    return {
        "from": told.points[earlier].workshop,
        "outcome": _outcome(change, one.then[later]),
        "steps": change.steps,
        "why": change.why,
        "notes": list(change.notes),
    }


def _then(one: Then, words: Words) -> Data:
    return {
        "status": one.status,
        "name": one.name,
        "rating": one.rating,
        "value": _value(one),
        "label": _decided(one, words),
        "answer_kind": one.kind,
        "method": one.method,
        "votes": one.votes,
        "ratings": one.ratings,
        "counts": None if one.counts is None else list(one.counts),
        "cant_say": one.cant_say,
        "rounds": one.rounds,
        "picture": one.picture.value if one.picture else None,
        "picture_name": (
            words.say(f"common.pictures.{one.picture.value}.name") if one.picture else None
        ),
        "levels": list(one.levels),
        "values": list(one.values),
    }


def _value(one: Then) -> Any:
    """What was recorded, as files have it."""
    if isinstance(one.answer, tuple):
        return [one.values[place] for place in one.answer]
    return None if one.answer is None else one.values[one.answer]


def _decided(one: Then, words: Words) -> str | None:
    """What was recorded, in words."""
    chosen = (one.answer,) if isinstance(one.answer, int) else one.answer or ()
    said = (
        _label(one.kind, one.settle, one.values[place], one.levels[place], words)
        for place in chosen
    )
    return ", ".join(said) or None


def _outcome(change: Change, now: Then | None) -> str:
    """Where a domain stands against last time; "decided" is one that only now has a decision."""
    if change.steps is not None:
        return "up" if change.steps > 0 else "down" if change.steps < 0 else "same"
    if change.why in ("instrument", "absent", "levels", "order") or now is None:
        return "apart"
    return now.status


def _levels(framework: Instrument, words: Words) -> list[Data]:
    """The one scale on which all of its decisions stand; empty where there are several, or it has
    no order."""
    decided = [column for column in framework.asked if column.is_decided and column.by_ballot]
    scales = {tuple(place.value for place in column.places) for column in decided}
    if len(scales) != 1 or not all(column.ordered for column in decided):
        return []
    column = decided[0]
    return [
        {
            "rating": at,
            "value": place.value,
            "label": _label(column.kind, column.settle.value, place.value, place.label, words),
        }
        for at, place in enumerate(column.places)
    ]


def _label(kind: str, settle: str, value: int | str, label: str, words: Words) -> str:
    return KINDS[kind].label({"settle": settle}, {"value": value, "label": label}, words)


def shown(told: Data, rating: int) -> str:
    """A place on the scale of the later workshop, as people read it."""
    return str(told["levels"][rating]["value"])


def _returning(told: Returning | None) -> Data | None:
    if told is None or not told.returned:
        return None
    plain: Data = msgspec.to_builtins(told)
    return {field: said for field, said in plain.items() if field != "tied"}
