"""What was agreed as tables: a row per need that a meeting named, per wording of a goal, per score,
per support session and per action. They are the same in CSV and in workbooks, of a workshop, of an
area, of a programme.

A score of 0 is 0; what is missing is empty.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from voting.goals.plan import TOP
from voting.reports.columns import OWN, Cell, Column, Row, Table
from voting.reports.goals import said
from voting.reports.goals.told import Data
from voting.words import Words

BETWEEN = " | "

# What a row is of, which a printed sheet repeats on each page.
_GOAL = (Column("goal_number", 8), Column("goal", 44))
_KEYS_OF_DOMAINS = Column("domains", 24, key="goal_domains")
NEEDS = (
    Column("need", 30),
    Column("rank", 8, key="needs_rank"),
    Column("needs_kind", 22),
    Column("needs_date", 12, holds="date"),
    Column("how", 10, key="needs_how"),
    Column("votes", 10, key="needs_votes"),
    Column("voters", 10, key="needs_voters"),
    Column("suggested", 11, key="needs_proposed"),
    Column("need_key", 14),
    Column("needs_kind_key", 14, key="score_kind_key"),
    Column("needs_workshop", 22, key="score_workshop"),
)
GOALS = (
    *_GOAL,
    Column("wording", 9),
    Column("in_force", 9),
    Column("state", 12, key="goal_state"),
    Column("state_key", 10, key="goal_state_key"),
    Column("measure", 36),
    Column("achievable", 36),
    Column("domain_names", 28, key="goal_domain_names"),
    _KEYS_OF_DOMAINS,
    Column("due", 12, holds="date", key="goal_due"),
    Column("owner", 30, key="goal_owner"),
    Column("first_step", 30),
    Column("agreed_on", 12, holds="date"),
    Column("scores", 8, key="goal_scores"),
    Column("first_score", 8),
    Column("last_score", 8),
    Column("last_scored_on", 12, holds="date"),
    Column("change", 9, key="goal_change"),
    Column("orientation", 12, source=OWN),
    Column("closed_on", 12, holds="date", key="goal_closed_on"),
    Column("replaced_by", 10),
    Column("goal_id", 8),
)
SCORES = (
    *_GOAL,
    Column("wording", 9, key="score_wording"),
    Column("score_kind", 22),
    Column("score_date", 12, holds="date"),
    Column("score", 8),
    Column("change", 9, key="score_change"),
    Column("method", 12, key="score_method"),
    Column("scorers", 9),
    Column("cant_say", 10, key="score_cant_say"),
    Column("by_hand", 9, key="score_by_hand"),
    Column("rounds", 8, key="score_rounds"),
    *(Column(f"n_{at}", 6, key="score_n", values={"score": at}) for at in range(TOP + 1)),
    Column("returned", 10, key="score_returned"),
    Column("present", 9, key="score_present"),
    Column("hinders", 36),
    Column("helps", 36),
    Column("score_kind_key", 14),
    Column("score_workshop", 22),
    Column("goal_id", 8),
)
SESSIONS = (
    Column("session_number", 9),
    Column("session_date", 12, holds="date"),
    Column("session_time", 8),
    Column("session_state", 10),
    Column("format", 30),
    Column("session_areas", 30),
    Column("items", 50),
    Column("led", 40),
    Column("outcomes", 50),
    Column("place", 26, key="session_place"),
    Column("registered", 11),
    Column("actions", 9, key="session_actions"),
    Column("format_key", 12),
    Column("area_keys", 20),
    Column("item_keys", 30),
    Column("session_id", 9),
    Column("event_id", 8, key="session_event"),
)
ACTIONS = (
    Column("action", 46),
    Column("owner", 30, key="action_owner"),
    Column("due", 12, holds="date", key="action_due"),
    Column("state", 10, key="action_state"),
    Column("overdue", 9),
    Column("goal_number", 8, key="action_goal"),
    Column("for_domain", 25),
    Column("session_number", 9, key="action_session"),
    Column("made_on", 12, holds="date"),
    Column("closed_on", 12, holds="date", key="action_closed_on"),
    Column("state_key", 9, key="action_state_key"),
    Column("for_domain_key", 12),
    Column("made_at", 14),
    Column("action_id", 9),
)
KEYS = ("needs", "goals", "scores", "sessions", "actions")


def plan_tables(
    plan: Data | None, words: Words, before: Sequence[Column] = (), alike: Row | None = None
) -> list[Table]:
    """All five; ``before`` are columns with what every row has ``alike``."""
    rows = {
        "needs": (NEEDS, _need_rows),
        "goals": (GOALS, goal_rows),
        "scores": (SCORES, score_rows),
        "sessions": (SESSIONS, _session_rows),
        "actions": (ACTIONS, _action_rows),
    }
    return [
        Table(
            f"agreed_{key}",
            (*before, *columns),
            [(alike or {}) | row for row in make(plan, words)] if plan else [],
            of=columns[1].name if key in ("goals", "scores") else columns[0].name,
        )
        for key, (columns, make) in rows.items()
    ]


def _need_rows(plan: Data, words: Words) -> Iterable[Row]:
    for needs in plan["needs"]:
        suggested = {one["key"]: place for place, one in enumerate(needs["proposed"], start=1)}
        for rank, domain in enumerate(needs["domains"], start=1):
            yield {
                "need": domain["name"],
                "rank": rank,
                "needs_kind": needs["kind_label"],
                "needs_date": needs["day"],
                "how": needs["how"],
                "votes": domain["votes"],
                "voters": needs["voters"],
                "suggested": suggested.get(domain["key"]),
                "need_key": domain["key"],
                "needs_kind_key": needs["kind"],
                "needs_workshop": needs["workshop"],
            }


def goal_rows(plan: Data, words: Words) -> Iterable[Row]:
    """A row for each wording of each goal, oldest first; a draft that was never agreed has one."""
    for goal in plan["goals"]:
        for wording in goal["versions"] or [goal | {"number": None, "day": ""}]:
            scores = [one for one in goal["scores"] if one["version"] == wording["number"]]
            first, last = (scores[0], scores[-1]) if scores else (None, None)
            change = last["score"] - first["score"] if first and last and len(scores) > 1 else None
            is_now = wording["number"] == goal["version"]
            yield _goal(goal) | {
                "goal": wording["text"],
                "wording": wording["number"],
                "in_force": _yes_no(is_now),
                "state": goal["state_label"],
                "state_key": goal["state"],
                "measure": wording["measure"],
                "achievable": wording["achievable"],
                "domain_names": BETWEEN.join(one["name"] for one in wording["domains"]),
                "domains": BETWEEN.join(one["key"] for one in wording["domains"]),
                "due": wording["due"],
                "owner": wording["owner"],
                "first_step": wording["first_step"],
                "agreed_on": wording["day"],
                "scores": len(scores),
                "first_score": first["score"] if first else None,
                "last_score": last["score"] if last else None,
                "last_scored_on": last["day"] if last else None,
                "change": change,
                "orientation": said.orientation(change),
                "closed_on": goal["closed_on"],
                "replaced_by": said.number_of(plan, goal["replaced_by"]),
            }


def score_rows(plan: Data, words: Words) -> Iterable[Row]:
    """A row for each settled score, with what its meeting noted beside the last of them; a note of
    another meeting has a row without a score."""
    for goal in plan["goals"]:
        texts = {one["number"]: one["text"] for one in goal["versions"]}
        notes = {_meeting(one): one for one in goal["notes"]}
        last = {_meeting(one): place for place, one in enumerate(goal["scores"])}
        rows: list[tuple[str, Row]] = []
        pairs = zip(goal["scores"], said.changes(goal), strict=True)
        for place, (score, change) in enumerate(pairs):
            row = _goal(goal) | {"goal": texts.get(score["version"], goal["text"])}
            row |= _score(score, change)
            if last[_meeting(score)] == place:
                row |= _noted(notes.pop(_meeting(score), None))
            rows.append((score["day"], row))
        for note in notes.values():
            row = _goal(goal) | {"goal": goal["text"], "score_date": note["day"]}
            rows.append((note["day"], row | {"score_workshop": note["workshop"]} | _noted(note)))
        yield from (row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _goal(goal: Mapping[str, Any]) -> Row:
    return {"goal_number": goal["number"], "goal_id": goal["id"]}


def _meeting(at: Mapping[str, Any]) -> tuple[str, str]:
    """Notes of people at no meeting are by their day."""
    return at["workshop"], "" if at["workshop"] else at["day"]


def _noted(note: Mapping[str, Any] | None) -> Row:
    return {"hinders": note["hinders"], "helps": note["helps"]} if note else {}


def _score(score: Mapping[str, Any], change: int | None) -> Row:
    dots = {f"n_{at}": n for at, n in enumerate(score["dots"] or ())}
    return {
        "wording": score["version"],
        "score_kind": score["kind_label"],
        "score_kind_key": score["kind"],
        "score_workshop": score["workshop"],
        "score_date": score["day"],
        "score": score["score"],
        "change": change,
        "method": score["method"],
        "scorers": score["scorers"],
        "cant_say": score["cant_say"],
        "by_hand": score["by_hand"],
        "rounds": score["rounds"],
        "returned": score["returned"] or None,
        "present": score["present"] or None,
    } | dots


def _session_rows(plan: Data, words: Words) -> Iterable[Row]:
    for one in plan["sessions"]:
        yield {
            "session_number": one["number"],
            "session_id": one["id"],
            "session_date": one["day"],
            "session_time": one["time"],
            "session_state": one["state"],
            "format": one["format_label"],
            "format_key": one["format"],
            "session_areas": BETWEEN.join(area["name"] for area in one["areas"]),
            "area_keys": BETWEEN.join(area["key"] for area in one["areas"]),
            "items": BETWEEN.join(item["text"] for item in one["items"]),
            "item_keys": BETWEEN.join(item["key"] for item in one["items"]),
            "outcomes": BETWEEN.join(one["outcomes"]),
            "led": BETWEEN.join(said.led(one, words)),
            "place": one["place"],
            "registered": one["registered"],
            "actions": sum(action["session"] == one["id"] for action in plan["actions"]),
            "event_id": one["event"],
        }


def _action_rows(plan: Data, words: Words) -> Iterable[Row]:
    for one in plan["actions"]:
        domain: Mapping[str, Cell] = one["domain"] or {}
        yield {
            "action_id": one["id"],
            "action": one["text"],
            "owner": one["owner"],
            "due": one["due"],
            "state": one["state_label"],
            "state_key": one["state"],
            "overdue": _yes_no(one["overdue"]),
            "goal_number": said.number_of(plan, one["goal"]),
            "for_domain": domain.get("name"),
            "for_domain_key": domain.get("key"),
            "session_number": said.number_of(plan, one["session"]),
            "made_on": one["made_on"],
            "made_at": one["workshop"],
            "closed_on": one["closed_on"],
        }


def _yes_no(is_so: bool) -> str:
    return "yes" if is_so else "no"
