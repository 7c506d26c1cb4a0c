"""The whole record of a workshop as plain data, ready for JSON (docs/record.md has every field)::

    {
      "format": "cascade-live-record", "version": 1, "rules": text, "exported_at": time,
      "workshop": {id, area, title, kind, kind_label, date, rehearsal, created_at,
                   finished_at},
      "people": number,
      "framework": {key, version, name, credit, question, levels: [...], domains: [...],
                    sectors: [...]},
      "domains": [{key, name, status,
                   "ruling": {method, rating, label, votes, ratings, turnout, present, share,
                              over_half, note, recorded_at, recorded_by, round} or null,
                   "rounds": [{id, number, opened_at, closed_at, counts, cant_say, ratings,
                               turnout, present, by_hand, hand_counts,
                               "picture": {label, name, lowest, highest, quartiles, top_share,
                                           consensus, agreement, firmness} or null,
                               "movement": {up, down, stayed, flow} or null,
                               "groups": [{kind, key, name, side, counts, cant_say,
                                           present}]}],
                   "reasons": [{round, rating, text}]}],
      "cancelled_rounds": [{id, domain, opened_at, cancelled_at}],
      "log": [{at, by, command, done, arguments, "tally": {counts, cant_say} or null}]
    }

Times are ISO 8601 with zone, null where a thing has not happened. Of attendees there is only how
many: no name, no id, no coming or going, and neither join code nor link. Rulings, rounds and
groups are those of the lead's results page, so nothing of an open round is here either, and a side
or sector that is withheld is absent. A change of layout
that a reader could trip over raises ``version``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from voting.core import ruling
from voting.core.actors import Role
from voting.core.commands import Create, EnterHands, RecordRuling, Retired
from voting.core.state import Entry, Workshop
from voting.instruments.agreement import RULES
from voting.views.audiences import framework_view, lead_view
from voting.views.parts import Situation

FORMAT = "cascade-live-record"
VERSION = 1

Record = dict[str, Any]
_PERSONS = ("person", "into", "like")  # arguments that say who a command was about


def record(situation: Situation, entries: Sequence[Entry], exported_at: datetime) -> Record:
    """The record as it stands at ``exported_at``; ``entries`` is the log from its start."""
    workshop = situation.workshop
    results = lead_view(situation)
    return {
        "format": FORMAT,
        "version": VERSION,
        "rules": RULES,
        "exported_at": _time(exported_at),
        "workshop": results["workshop"]
        | {"created_at": _time(workshop.created_at), "finished_at": _time(workshop.finished_at)},
        "people": len(workshop.joined()),
        "framework": {"key": workshop.framework.key, "version": workshop.framework.version}
        | framework_view(workshop.framework),
        "domains": [_domain(workshop, story) for story in results["domains"]],
        "cancelled_rounds": _cancelled_rounds(workshop),
        "log": [_line(workshop, entry) for entry in entries if _is_told(workshop, entry)],
    }


def _domain(workshop: Workshop, story: Mapping[str, Any]) -> Record:
    domain = workshop.framework.domain(story["domain"])
    return {
        "key": domain.key,
        "name": domain.name,
        "status": story["status"],
        "ruling": _ruling(story["ruling"]) if story["ruling"] else None,
        "rounds": [_round(shown) for shown in story["rounds"]],
        "reasons": story["reasons"],
    }


def _ruling(shown: Mapping[str, Any]) -> Record:
    has_share = shown["votes"] is not None
    return {
        "method": shown["method"],
        "rating": shown["rating"],
        "label": shown["label"],
        "votes": shown["votes"],
        "ratings": shown["ratings"],
        "turnout": shown["turnout"],
        "present": shown["present"],
        "share": round(shown["votes"] / shown["ratings"], 4) if has_share else None,
        "over_half": shown["over_half"],
        "note": shown["note"],
        "recorded_at": shown["at"],
        "recorded_by": shown["by"],
        "round": shown["round"],
    }


def _round(shown: Mapping[str, Any]) -> Record:
    return {
        "id": shown["id"],
        "number": shown["number"],
        "opened_at": shown["opened_at"],
        "closed_at": shown["closed_at"],
        "counts": shown["counts"],
        "cant_say": shown["cant_say"],
        "ratings": shown["ratings"],
        "turnout": shown["turnout"],
        "present": shown["present"],
        "by_hand": shown["by_hand"],
        "hand_counts": shown["hand_counts"],
        "picture": _picture(shown["picture"]) if shown["picture"] else None,
        "movement": shown["movement"],
        "groups": shown["groups"],
    }


def _picture(shown: Mapping[str, Any]) -> Record:
    return {name: value for name, value in shown.items() if name != "telling"}


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
    return entry.by.role in (Role.TRAINER, Role.CLOCK) or isinstance(entry.command, Create)


def _line(workshop: Workshop, entry: Entry) -> Record:
    by_clock = entry.by.role is Role.CLOCK
    tally = entry.facts.tally
    return {
        "at": _time(entry.at),
        "by": "The clock" if by_clock else workshop.trainer_name(entry.by.id),
        "command": entry.command.event(),
        "done": entry.command.done,
        "arguments": _arguments(entry),
        "tally": {"counts": list(tally.counts), "cant_say": tally.cant_say} if tally else None,
    }


def _arguments(entry: Entry) -> Record:
    """What the command said, without whom it was about. Of ratings entered by hand only how many:
    a person without a phone is as private as others. What a command said that is not known any more
    may be about anybody, so nothing of it is told."""
    if isinstance(entry.command, Retired):
        return {}
    if isinstance(entry.command, EnterHands):
        entered = entry.command
        return {"round": entered.round, "ballots": sum(entered.counts) + entered.cant_say}
    given: Record = msgspec.to_builtins(entry.command)
    told = {name: value for name, value in given.items() if name not in ("command", *_PERSONS)}
    if isinstance(entry.command, RecordRuling) and entry.facts.tally is not None:
        # A trainer may leave the rating of a majority to the votes; the record says which it was.
        asked = entry.command
        told["rating"] = ruling.check(asked.method, asked.rating, asked.note, entry.facts.tally)
    return told


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds").replace("+00:00", "Z")
