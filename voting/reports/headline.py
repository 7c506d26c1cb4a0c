"""The finding of a workshop in a line, as on the results page (static/js/lead/headline.js)."""

from typing import Any

from voting.reports.record import Record
from voting.words import Words


def headline(record: Record, words: Words) -> str:
    """How many domains were decided at which rating, highest first, and how many were left
    unresolved; while some have no decision, “So far” and how many those are. No full stop."""
    found, domains = record["summary"], len(record["domains"])
    undecided = found["undecided"]
    if undecided == domains:
        return words.say("lead.headline.none_yet")
    facts = _facts(found, record["framework"]["levels"], domains, words)
    if not undecided:
        return words.in_a_row(facts)
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
