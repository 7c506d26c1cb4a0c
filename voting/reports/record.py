"""The whole record of a workshop as plain data, ready for JSON (docs/record.md has every field)::

    {
      "format": "cascade-live-record", "version": 1, "rules": text, "exported_at": time,
      "workshop": {id, area, title, kind, kind_label, date, rehearsal, created_at,
                   finished_at},
      "people": number,
      "framework": {key, version, name, credit, question, levels: [...], domains: [...],
                    columns: [...], rows: [...], copies: [...], sectors: [...], ...},
      "domains": [{key, name, status, row, column, copy, kind, settle,
                   places: [{value, label}],
                   "ruling": {method, rating, value, label, next_step, votes, ratings, turnout,
                              present, share, over_half, note, recorded_at, recorded_by,
                              round} or null,
                   "rounds": [{id, number, opened_at, closed_at, counts, cant_say, ratings,
                               turnout, present, by_hand, hand_counts, withheld, values,
                               "spread": {lowest, highest, quartiles, median} or null,
                               "picture": {label, name, lowest, highest, quartiles, top_share,
                                           consensus, agreement, firmness} or null,
                               "movement": {up, down, stayed, flow} or null,
                               "groups": [{kind, key, name, side, counts, cant_say, ratings,
                                           present, values}]}],
                   "reasons": [{round, rating, text}]}],
      "summary": {"levels": [{rating, domains}], unresolved, undecided, strongest, needs,
                  disagreed, "why_needs": [{domain, why}],
                  "why_disagreed": [{domain, why: [...]}]},
      "changed": {...} since an earlier workshop of the area, or null (voting/reports/changed.py),
      "plan": {...} what was agreed; absent where nothing was (voting/reports/goals/told.py),
      "plan_unread": true where what was agreed could not be read, else absent,
      "cancelled_rounds": [{id, domain, opened_at, cancelled_at}],
      "log": [{at, by, command, done, arguments, "tally": {counts, cant_say} or null,
               "tallies": {cell: {counts, cant_say}}}]
    }

Times are ISO 8601 with zone, null where a thing has not happened. Of attendees there is only how
many: no name, no id, no coming or going, and neither join code nor link. Rulings, rounds and
groups are those of the lead's results page, so nothing of an open round is here either, and a side
or sector that is withheld is absent. A change of layout
that a reader could trip over raises ``version``.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from voting.core.actors import Role
from voting.core.commands import (
    Create,
    EditDetails,
    EnterHands,
    ForgetNames,
    RecogniseInvited,
    RecordRuling,
    ReplaceLink,
    Retired,
    known_event,
)
from voting.core.state import Entry, Workshop
from voting.instruments.agreement import RULES
from voting.instruments.instrument import Cell, Instrument
from voting.instruments.tally import Tally
from voting.reports.changed import changed
from voting.reports.goals.told import plan_missing, plan_told
from voting.reports.places import chosen, label_of, places_of, value_of
from voting.views.declared import Sent, time_text
from voting.views.domains import DomainResult, domain_results
from voting.views.framework import framework_words
from voting.views.groups import GroupView
from voting.views.named import named_workshop
from voting.views.picture import PictureView
from voting.views.result import result_of
from voting.views.rounds import RoundResult
from voting.views.situation import Situation
from voting.views.summary import summary
from voting.words import Words

FORMAT = "cascade-live-record"
VERSION = 1

Record = dict[str, Any]
_PERSONS = ("person", "into", "like")  # arguments that say who a command was about


def record(
    situation: Situation, entries: Sequence[Entry], exported_at: datetime, words: Words
) -> Record:
    """The record as it stands at ``exported_at``; ``entries`` is the log from its start."""
    workshop, results = situation.workshop, domain_results(situation)
    framework = _plain(framework_words(workshop.framework, situation.guidance))
    names = {one["key"]: (one["name"], one["short"]) for one in framework["domains"]}
    plan = plan_told(situation.plan, names, words)
    return {
        "format": FORMAT,
        "version": VERSION,
        "rules": RULES,
        "exported_at": time_text(exported_at),
        "workshop": _workshop(workshop, words),
        "people": len(workshop.joined()),
        "framework": {"key": workshop.framework.key, "version": workshop.framework.version}
        | framework,
        "domains": [
            _domain(workshop, result, told, words)
            for result, told in zip(results, framework["domains"], strict=True)
        ],
        "summary": _plain(summary(workshop.framework, results)),
        "changed": changed([*situation.before, result_of(situation)], words),
        **({"plan": plan} if plan else {}),
        **plan_missing(situation.plan),
        "cancelled_rounds": _cancelled_rounds(workshop),
        "log": [_line(workshop, entry, words) for entry in entries if _is_told(workshop, entry)],
    }


def _plain(shown: Sent) -> Record:
    """As it is in JSON, lists for tuples."""
    plain: Record = msgspec.json.decode(msgspec.json.encode(shown))
    return plain


def _workshop(workshop: Workshop, words: Words) -> Record:
    named = named_workshop(workshop)
    return {
        "id": named.id,
        "area": named.area,
        "title": named.title,
        "kind": named.kind,
        "kind_label": words.say(f"common.kinds.{named.kind}"),
        "date": named.date,
        "rehearsal": named.rehearsal,
        "created_at": _time(workshop.created_at),
        "finished_at": _time(workshop.finished_at),
    }


def _domain(workshop: Workshop, result: DomainResult, told: Record, words: Words) -> Record:
    """``told`` are the framework's words for it."""
    cell = workshop.framework.domain(result.domain)
    places = places_of(cell, words)
    return {
        "key": cell.key,
        "name": cell.name,
        "status": result.status,
        "row": cell.row.key,
        "column": cell.column.key,
        "copy": cell.copy.key if cell.copy else None,
        "kind": cell.column.kind,
        "settle": cell.column.settle.value,
        "places": places,
        "ruling": _ruling(workshop, result, told, places, words) if result.ruling else None,
        "rounds": [_round(workshop.framework, cell, shown, words) for shown in result.rounds],
        "reasons": [_plain(reason) for reason in result.reasons],
    }


def _ruling(
    workshop: Workshop, result: DomainResult, told: Record, places: list[Record], words: Words
) -> Record:
    ruled = result.ruling
    assert ruled
    steps = told["next_steps"]
    at = chosen(ruled.rating)
    withheld = any(held.id == ruled.round and held.withheld for held in result.rounds)
    return {
        "method": ruled.method.value,
        "rating": list(at) if isinstance(ruled.rating, tuple) else ruled.rating,
        "value": value_of(ruled.rating, places),
        "label": label_of(ruled.rating, places),
        "next_step": steps[at[0]] if steps and len(at) == 1 else None,
        "votes": None if withheld else ruled.votes,
        "ratings": 0 if withheld else ruled.ratings,
        "turnout": ruled.turnout,
        "present": ruled.present,
        "share": None if withheld or ruled.votes is None else round(ruled.votes / ruled.ratings, 4),
        "over_half": None if withheld else ruled.over_half,
        "note": ruled.note,
        "recorded_at": ruled.at,
        "recorded_by": _trainer(workshop, workshop.rulings[result.domain].by, words),
        "round": ruled.round,
    }


def _round(framework: Instrument, cell: Cell, shown: RoundResult, words: Words) -> Record:
    tally = Tally(shown.counts, shown.cant_say, shown.ratings if cell.column.several else None)
    return {
        "id": shown.id,
        "number": shown.number,
        "opened_at": shown.opened_at,
        "closed_at": shown.closed_at,
        "counts": list(shown.counts),
        "cant_say": shown.cant_say,
        "ratings": shown.ratings,
        "turnout": shown.turnout,
        "present": shown.present,
        "by_hand": shown.by_hand,
        "hand_counts": None if shown.hand_counts is None else list(shown.hand_counts),
        "withheld": shown.withheld,
        "values": {} if shown.withheld else dict(cell.column.file_values(tally)),
        "spread": _plain(shown.spread) if shown.spread else None,
        "picture": _picture(shown.picture, words) if shown.picture else None,
        "movement": _plain(shown.movement) if shown.movement else None,
        "groups": [_group(framework, cell, group) for group in shown.groups],
    }


def _picture(shown: PictureView, words: Words) -> Record:
    return {
        "label": shown.label.value,
        "name": words.say(f"common.pictures.{shown.label.value}.name"),
        "lowest": shown.lowest,
        "highest": shown.highest,
        "quartiles": list(shown.quartiles),
        "top_share": shown.top_share,
        "consensus": shown.consensus,
        "agreement": shown.agreement,
        "firmness": shown.firmness,
    }


def _group(framework: Instrument, cell: Cell, group: GroupView) -> Record:
    tally = Tally(group.counts, group.cant_say, group.ratings if cell.column.several else None)
    return {
        "kind": group.kind,
        "key": group.key,
        "name": framework.group_name(group.kind, group.key),
        "side": group.side,
        "counts": list(group.counts),
        "cant_say": group.cant_say,
        "ratings": group.ratings,
        "present": group.present,
        "values": dict(cell.column.file_values(tally)),
    }


def _cancelled_rounds(workshop: Workshop) -> list[Record]:
    return [
        {
            "id": cancelled.id,
            "domain": cancelled.domain,
            "opened_at": _time(cancelled.opened_at),
            "cancelled_at": _time(cancelled.closed_at),
        }
        for cancelled in workshop.rounds
        if cancelled.cancelled
    ]


# --- the log ----------------------------------------------------------------------------------


def _is_told(workshop: Workshop, entry: Entry) -> bool:
    """Trainers and the clock only: when people came and went stays out of the record, and so does
    what is entered by hand as long as its round is open."""
    opened, command = workshop.open_round, entry.command
    if isinstance(command, EnterHands) and opened and command.round == opened.id:
        return False
    # Somebody came by another way, or was erased since: neither is about the workshop.
    if isinstance(command, RecogniseInvited | ForgetNames):
        return False
    return entry.by.role in (Role.TRAINER, Role.CLOCK) or isinstance(entry.command, Create)


# Who is named where the server gave a command for somebody who is not at the workshop.
_FROM_OUTSIDE: dict[type, str] = {ReplaceLink: "outside", EditDetails: "area"}


def _line(workshop: Workshop, entry: Entry, words: Words) -> Record:
    by = "clock" if entry.by.role is Role.CLOCK else ""
    if by:
        by = _FROM_OUTSIDE.get(type(entry.command), by)
    facts = entry.facts
    return {
        "at": _time(entry.at),
        "by": words.say(f"reports.by.{by}") if by else _trainer(workshop, entry.by.id, words),
        "command": entry.command.event(),
        "done": words.say(f"done.{known_event(entry.command.event())}"),
        "arguments": _arguments(workshop, entry),
        "tally": _tally(facts.tally) if facts.tally and _may_be_told(workshop) else None,
        "tallies": {key: _tally(one) for key, one in facts.tallies.items()}
        if _may_be_told(workshop)
        else {},
    }


def _tally(counted: Tally) -> Record:
    return {"counts": list(counted.counts), "cant_say": counted.cant_say}


def _may_be_told(workshop: Workshop) -> bool:
    """Of an instrument whose results are withheld below so many answers, the log tells none: what
    it would tell of a round that few answered is not shown elsewhere either."""
    return workshop.framework.threshold is None


def _trainer(workshop: Workshop, id: str, words: Words) -> str:
    """A trainer by name, or by number as long as they have given none."""
    known = workshop.trainers.get(id)
    if known is None:
        return words.say("common.trainers.unknown")
    if known.number is not None:
        return words.say("common.trainers.unnamed", number=known.number)
    return known.name


def _arguments(workshop: Workshop, entry: Entry) -> Record:
    """What the command said, without whom it was about. Of ratings entered by hand only how many:
    a person without a phone is as private as others. What a command said that is not known any more
    may be about anybody, so nothing of it is told."""
    if isinstance(entry.command, Retired):
        return {}
    if isinstance(entry.command, EnterHands):
        return {"round": entry.command.round, **_by_hand(workshop, entry.command)}
    given: Record = msgspec.to_builtins(entry.command)
    told = {name: value for name, value in given.items() if name not in ("command", *_PERSONS)}
    if isinstance(entry.command, RecordRuling) and entry.facts.tally is not None:
        # A trainer may leave the rating of a majority to the votes; the record says which it was.
        asked = entry.command
        column = workshop.framework.domain(asked.domain).column
        told["rating"] = column.decide(asked.method, asked.rating, asked.note, entry.facts.tally)
    return told


def _by_hand(workshop: Workshop, entered: EnterHands) -> Record:
    """For how many people: where each may choose several, votes would tell of the last of them how
    many they chose. Nothing of an instrument that withholds what few answered."""
    if not _may_be_told(workshop):
        return {}
    people = entered.answered
    ratings = people if isinstance(people, int) else sum(entered.counts)
    return {"ballots": ratings + entered.cant_say}


def _time(at: datetime | None) -> str | None:
    return None if at is None else time_text(at)
