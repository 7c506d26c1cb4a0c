"""An area as tables: its events, its deadlines without names, the decisions of every workshop, who
was in the rooms, what changed, and what was agreed."""

from collections.abc import Iterator
from typing import Any

from voting.reports.answers import COLUMNS, answer_rows
from voting.reports.area_record import Data
from voting.reports.changed_tables import changed_table
from voting.reports.columns import OWN, Cell, Column, Row, Table
from voting.reports.goals.tables import plan_tables
from voting.words import Words

_DAY = 10  # characters of a start that are its day


def area_tables(data: Data, words: Words) -> list[Table]:
    """All of them, in the order of the workbook's sheets."""
    name = data["area"]["name"]
    made = [
        _events(data, words),
        _deadlines(data, words),
        _decisions(data),
        *_answers(data, words),
        _rooms(data, words),
    ]
    if data["changed"]:
        made.append(changed_table(data["changed"], name, words))
    return [*made, *(agreed_tables(data, words) if "plan" in data else [])]


def agreed_tables(data: Data, words: Words) -> list[Table]:
    """Needs, goals, their scores over the series, support sessions and actions."""
    area = Column("area", 24, alike=True)
    return plan_tables(data.get("plan"), words, (area,), {"area": data["area"]["name"]})


def _events(data: Data, words: Words) -> Table:
    columns = (
        Column("event_id", 8),
        Column("event_kind", 26),
        Column("event_kind_key", 14),
        Column("event_date", 12, holds="date"),
        Column("event_time", 10),
        Column("event_minutes", 10),
        Column("event_title", 30),
        Column("event_place", 30),
        Column("event_capacity", 10),
        Column("event_state", 12),
        Column("rehearsal"),
        Column("workshop_id", 24),
    )
    rows: list[Row] = [
        {
            "event_id": one["id"],
            "event_kind": words.say(f"area.kinds.{one['kind']}"),
            "event_kind_key": one["kind"],
            "event_date": one["start"][:_DAY],
            "event_time": one["start"][_DAY + 1 :],
            "event_minutes": one["minutes"] or None,
            "event_title": one["title"],
            "event_place": one["place"],
            "event_capacity": one["capacity"] or None,
            "event_state": one["state"],
            "rehearsal": _yes_no(one["rehearsal"]),
            "workshop_id": one["workshop"],
        }
        for one in data["events"]
    ]
    return Table("events", columns, rows)


def _deadlines(data: Data, words: Words) -> Table:
    columns = (
        Column("deadline_id", 8),
        Column("deadline", 60),
        Column("deadline_key", 22),
        Column("deadline_owner", 20),
        Column("deadline_due", 12, holds="date"),
        Column("deadline_event", 10),
        Column("done_at", 22, holds="time"),
    )
    rows: list[Row] = [
        {
            "deadline_id": one["id"],
            "deadline": one["text"] or _step(one["what"], words),
            "deadline_key": one["what"],
            "deadline_owner": words.say(f"area.owners.{one['owner']}"),
            "deadline_due": one["due"],
            "deadline_event": one["event"],
            "done_at": one["done_at"],
        }
        for one in data["deadlines"]
    ]
    return Table("deadlines", columns, rows)


def _step(key: str, words: Words) -> str:
    """What a step of a series is called; the key itself, where a later version has made it. A
    deadline of an area's own whose text is not kept any more has neither."""
    known: dict[str, str] = words["area"]["steps"]
    return known.get(key, key) or words.say("programme.due.own")


_OF = (Column("kind", 14), Column("date", 12, holds="date"))
_KEYS = (
    Column("workshop_id", 20),
    Column("kind_key"),
    Column("status"),
    Column("imported"),
)


def _workshop(result: Data) -> Row:
    return {
        "workshop_id": result["workshop"],
        "kind_key": result["kind"],
        "kind": result["kind_label"],
        "date": result["date"],
        "status": "finished" if result["finished_at"] else "unfinished",
        "imported": _yes_no(result["imported"]),
    }


def _decisions(data: Data) -> Table:
    """A row for each workshop and domain, with the counts of its last round."""
    results = [one for one in data["results"] if one["framework"]["levels"]]
    longest = max((len(one["framework"]["levels"]) for one in results), default=0)
    columns = (
        *_OF,
        Column("domain_name", 30),
        Column("decision", 12),
        Column("rating", 8),
        Column("label", 26),
        Column("method", source=OWN),
        Column("votes_for", 10),
        Column("ratings", 10),
        *(
            Column(f"votes_{rating}", 10, key="votes_then", values={"rating": rating})
            for rating in range(longest)
        ),
        Column("cant_say", 10),
        Column("rounds", 8),
        Column("note", 80),
        Column("people", 9),
        *_KEYS,
        Column("framework_key", 14),
        Column("framework_version"),
        Column("domain"),
    )
    rows = [
        _workshop(result)
        | {"framework_key": result["framework"]["key"], "people": result["people"]}
        | {"framework_version": result["framework"]["version"]}
        | _decision(domain)
        for result in results
        for domain in result["domains"]
    ]
    return Table("decisions", columns, rows)


def _answers(data: Data, words: Words) -> Iterator[Table]:
    """Of other instruments than frameworks a row for each workshop, cell and answer; no table
    where there are none."""
    rows = [
        _workshop(result)
        | {"framework_key": result["framework"]["key"]}
        | {"framework_version": result["framework"]["version"]}
        | row
        for result in data["results"]
        if not result["framework"]["levels"]
        for domain in result["domains"]
        for row in _counted(domain, words)
    ]
    framework = (Column("framework_key", 14), Column("framework_version"))
    if rows:
        yield Table("other_answers", (*_OF, *COLUMNS, *_KEYS, *framework), rows)


def _counted(domain: Data, words: Words) -> Iterator[Row]:
    found, rounds = domain["decision"], domain["rounds"]
    status = "undecided"
    if found:
        status = "unresolved" if found["rating"] is None else "decided"
    about: Row = {
        "domain": domain["key"],
        "domain_name": domain["name"],
        **{name: domain[name] for name in ("row", "column", "copy")},
        "answer_kind": domain["kind"],
        "decision": status,
        "decision_value": _in_a_cell(found["value"]) if found else None,
        "decision_label": found["label"] if found else None,
        "method": found["method"] if found else None,
        "round": rounds[-1]["number"] if rounds else None,
    }
    yield from answer_rows(about, domain["places"], rounds[-1] if rounds else None, words)


def _in_a_cell(value: Any) -> Cell:
    return " | ".join(map(str, value)) if isinstance(value, list) else value


def _decision(domain: dict[str, Any]) -> Row:
    found, rounds = domain["decision"], domain["rounds"]
    row: dict[str, Cell] = {
        "domain": domain["key"],
        "domain_name": domain["name"],
        "decision": "undecided" if found is None else "decided",
        "rounds": len(rounds),
    }
    if found:
        row |= {name: found[name] for name in ("rating", "label", "method", "ratings", "note")}
        row["votes_for"] = found["votes"]
        if found["rating"] is None:
            row["decision"] = "unresolved"
    if rounds:
        last = rounds[-1]
        row |= {f"votes_{rating}": n for rating, n in enumerate(last["counts"])}
        row |= {"cant_say": last["cant_say"], "ratings": sum(last["counts"])}
        if found:
            row["ratings"] = found["ratings"]
    return row


def _rooms(data: Data, words: Words) -> Table:
    """A row for each workshop and sector that somebody was from."""
    named = (Column("sector_name", 34), Column("sector_people"), Column("sector", 20))
    columns = (*_OF, *named, *_KEYS)
    unknown = words.say("reports.changed.sector_unknown")
    rows = [
        _workshop(result)
        | {
            "sector": one["key"],
            "sector_name": one["name"] or unknown,
            "sector_people": one["people"],
        }
        for result in data["results"]
        for one in result["sectors"]
    ]
    return Table("rooms", columns, rows)


def _yes_no(is_so: bool) -> str:
    return "yes" if is_so else "no"
