"""The finding of a workshop in a line, as on the results page (static/js/lead/headline.js)."""

from typing import Any

from voting.reports.cells import is_profiled, levels_of
from voting.reports.kinds import KINDS
from voting.reports.record import Record
from voting.words import Words


def headline(record: Record, words: Words) -> str:
    """How many domains were decided at which rating, highest first, and how many were left
    unresolved; while some have no decision, “So far” and how many those are. At the end of a review
    those were not rated. No full stop."""
    found = record["summary"]
    domains = len(record["domains"]) + len(record.get("unrated", ()))
    undecided, is_over = found["undecided"], bool(record["workshop"]["finished_at"])
    if all(column["settle"] == "none" for column in record["framework"]["columns"]):
        return words.say("reports.kinds.answered_only", n=domains)
    if undecided == domains:
        return words.say("lead.headline.none" if is_over else "lead.headline.none_yet")
    if is_profiled(record):
        facts = _facts(found, levels_of(record), domains, words)
    else:
        facts = _of_rows(record, found, words)
    if not undecided:
        return words.in_a_row(facts)
    if is_over:
        return words.in_a_row([*facts, words.say("lead.headline.not_rated", n=undecided)])
    facts.append(words.say("lead.headline.to_decide", n=undecided))
    return words.say("lead.headline.so_far", facts=words.in_a_row(facts))


def _facts(found: dict[str, Any], levels: list[Any], domains: int, words: Words) -> list[str]:
    """What is decided. Only the first fact says that it counts domains."""
    counts = [("level", one["domains"], levels[one["rating"]]["label"]) for one in found["levels"]]
    if found["unresolved"]:
        counts.append(("unresolved", found["unresolved"], ""))
    facts: list[str] = []
    for what, n, level in counts:
        form = "all" if n == domains else "more" if facts else "first"
        facts.append(words.say(f"lead.headline.{form}.{what}", n=n, level=level))
    return facts


def _of_rows(record: Record, found: dict[str, Any], words: Words) -> list[str]:
    """Of other instruments, how many rows were decided how: "In place: 11, Not in place: 4"; of
    several scales, and of numbers and options, only how many."""
    cells = [cell for cell in record["domains"] if cell["settle"] != "none"]
    if not cells:
        return []
    decided = len(cells) - found["unresolved"] - sum(cell["ruling"] is None for cell in cells)
    kind = KINDS[cells[0]["kind"]]
    facts: list[str] = []
    if kind.is_counted and len({cell["column"] for cell in cells}) == 1:
        facts += (
            words.say(
                "lead.headline.rows.level",
                level=cells[0]["places"][one["rating"]]["label"],
                n=one["domains"],
            )
            for one in found["levels"]
        )
    elif decided:
        facts.append(words.say("lead.headline.rows.decided", n=decided, all=len(cells)))
    if found["unresolved"]:
        facts.append(words.say("lead.headline.more.unresolved", n=found["unresolved"]))
    return facts
