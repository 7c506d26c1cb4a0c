"""The finding of a workshop in a line, as on the results page (static/js/lead/headline.js)."""

from typing import Any

from voting.reports.record import Record
from voting.words import Words


def headline(record: Record, words: Words) -> str:
    """How many domains were decided at which rating, highest first, how many were left unresolved
    and how many have no decision; “So far” in front while the workshop goes on. No full stop."""
    found, finished = record["summary"], bool(record["workshop"]["finished_at"])
    domains = len(record["domains"])
    if found["undecided"] == domains:
        return words.say("lead.headline.none" if finished else "lead.headline.none_yet")
    facts = _facts(found, record["framework"]["levels"], domains, words)
    if found["undecided"]:
        left = "undecided" if finished else "to_decide"
        facts.append(words.say(f"lead.headline.{left}", n=found["undecided"]))
    said = words.in_a_row(facts)
    if found["undecided"] and not finished:
        return words.say("lead.headline.so_far", facts=said)
    return said


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
