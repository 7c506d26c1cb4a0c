"""What changed between two workshops, in words: the same in every file."""

from collections.abc import Iterator, Mapping
from typing import Any

from voting.reports.changed import Data, compared, places
from voting.reports.kinds import KINDS
from voting.words import Words

_SAID = "reports.changed"
# In the order in which a headline tells them.
_TOLD = ("up", "down", "same", "decided", "unresolved", "undecided", "apart")

Cell = Mapping[str, Any]


def finding(told: Data, words: Words) -> str:
    """How many domains went up, down, stayed, or have no change to count: "3 domains up, 3 the
    same, 1 left unresolved". Only the first fact says that it counts domains. No full stop."""
    found, every = told["summary"], len(compared(told))
    counts = [(outcome, found[outcome]) for outcome in _TOLD if found[outcome]]
    facts = []
    for place, (outcome, n) in enumerate(counts):
        form = "all" if n == every else "more" if place else "first"
        facts.append(words.say(f"{_SAID}.finding.{form}.{outcome}", n=n))
    return words.in_a_row(facts)


def point_name(point: Cell, words: Words) -> str:
    """ "Workshop I, 5 March 2026", and what must be known of it."""
    when = words.date(point["date"])
    name = words.say(f"{_SAID}.point", kind=point["kind_label"], date=when)
    marks = (words.say(f"{_SAID}.marks.{mark}") for mark in marks_of(point))
    return " · ".join([name, *marks])


def marks_of(point: Cell) -> list[str]:
    """What must be known of a workshop, by key: that it is a rehearsal, was typed in from paper,
    or is not finished."""
    marks = {
        "rehearsal": point["rehearsal"],
        "imported": point["imported"],
        "unfinished": not point["finished"],
    }
    return [mark for mark, is_so in marks.items() if is_so]


def title(told: Data, words: Words) -> str:
    """ "What changed since Workshop I, 5 March 2026"."""
    then, _ = places(told)
    point = told["points"][then]
    day = words.date(point["date"])
    return words.say(f"{_SAID}.title", kind=point["kind_label"], date=day)


def decision_said(cell: Cell | None, words: Words) -> str:
    """ "2, by consensus", "1, by most votes, 11 of 18", or why there is no rating."""
    if cell is None:
        return words.say(f"{_SAID}.not_asked")
    if cell["status"] != "decided":
        return words.say(f"{_SAID}.{cell['status']}")
    shown = KINDS[cell["answer_kind"]].in_series(cell)
    if cell["method"] is None:  # of an imported one
        return str(shown)
    how = words.say(f"common.methods.{cell['method']}", **cell)
    if cell["method"] in _WITH_VOTES and cell["votes"] is None:
        how = words.say(f"common.method_names.{cell['method']}").lower()
    return words.say(f"{_SAID}.decision", rating=shown, how=how)


_WITH_VOTES = ("unanimous", "majority", "tie-break")


def change_said(domain: Data, told: Data, words: Words) -> str:
    """ "Up 2 steps", "The same", "Newly decided", or why there is no number."""
    change = domain["change"]
    if change["outcome"] == "decided":
        return words.say(f"{_SAID}.steps.decided")
    if change["steps"] is not None:
        return words.say(f"{_SAID}.steps.{change['outcome']}", n=abs(change["steps"]))
    return missing_said(domain, told, words)


def missing_said(domain: Data, told: Data, words: Words) -> str:
    """Why there is no number: what is missing, and when."""
    then, now = (domain["then"][place] for place in places(told))
    why, steps = domain["change"]["why"], domain["change"]["steps"]
    if steps is not None:  # there is one, on a scale of its own
        return words.say(f"{_SAID}.steps.{domain['change']['outcome']}", n=abs(steps))
    if why in ("unresolved", "undecided", "absent"):
        missing = [cell is None if why == "absent" else _is(cell, why) for cell in (then, now)]
        when = "both" if all(missing) else "then" if missing[0] else "now"
        return words.say(f"{_SAID}.why.{why}.{when}")
    if why == "levels":
        counts = {"then": len(then["levels"]), "now": len(now["levels"])}
        if counts["then"] == counts["now"]:
            return words.say(f"{_SAID}.why.scale")
        return words.say(f"{_SAID}.why.levels", **counts)
    return words.say(f"{_SAID}.why.{why}")


def _is(cell: Cell | None, status: str) -> bool:
    return cell is not None and cell["status"] == status


def in_full(domain: Data, told: Data, words: Words) -> str:
    """A domain in a sentence: "Clarity on roles: 1, by consensus; then 2, ...: up 1 step"."""
    then, now = (decision_said(domain["then"][place], words) for place in places(told))
    change = change_said(domain, told, words)
    return words.say(f"{_SAID}.in_full", domain=domain["short"], then=then, now=now, change=change)


def all_said(told: Data, words: Words) -> str:
    """Everything that a picture of it shows."""
    then, now = places(told)
    rooms = [room_said(told, place, words) for place in (then, now)]
    lines = [in_full(domain, told, words) for domain in compared(told)]
    return " ".join([f"{finding(told, words)}.", *lines, *rooms])


def mix(told: Data, place: int, words: Words) -> list[tuple[str, int]]:
    """Who was in the room: each sector that somebody was from, and how many."""
    unknown = words.say(f"{_SAID}.sector_unknown")
    return [
        (one["name"] or unknown, one["people"][place])
        for one in told["sectors"]
        if one["people"][place]
    ]


def people_said(point: Data, words: Words) -> str:
    """ "18 people", or that it is not known how many."""
    if point["people"] is None:
        return words.say(f"{_SAID}.people_unknown")
    return words.say(f"{_SAID}.people", n=point["people"])


def room_said(told: Data, place: int, words: Words) -> str:
    """ "Workshop I, 5 March 2026: 18 people (School or college 8, ...)." """
    point = told["points"][place]
    people = people_said(point, words)
    sectors = words.in_a_row(f"{name} {n}" for name, n in mix(told, place, words))
    known = words.say(f"{_SAID}.room", people=people, sectors=sectors) if sectors else people
    return f"{point_name(point, words)}: {known}."


def returning_said(told: Data, words: Words) -> str:
    """ "14 of 18 were here last time too"; nothing where that is not known."""
    known = told["returning"]
    since = next((p for p in told["points"] if known and p["workshop"] == known["since"]), None)
    if known is None or since is None:
        return ""
    day = words.date(since["date"])
    counts = {"n": known["returned"], "people": known["people"]}
    return words.say(f"{_SAID}.returning", kind=since["kind_label"], date=day, **counts)


def moved_said(told: Data, words: Words) -> Iterator[str]:
    """How those who rated a domain at both workshops moved, where that may be shown."""
    known = told["returning"]
    if known is None or known["since"] != told["from"]:
        return
    for domain in compared(told):
        flow = known["flows"].get(domain["key"])
        if flow:
            each = [(now - then, n) for then, row in enumerate(flow) for now, n in enumerate(row)]
            up, down = (sum(n for step, n in each if step * way > 0) for way in (1, -1))
            stayed = sum(n for step, n in each if not step)
            still = not up and not down
            key = f"common.movement.{'nobody' if still else 'line'}"
            line = words.say(key, up=up, down=down, stayed=stayed)
            yield words.say(f"{_SAID}.moved", domain=domain["short"], line=line)


def notes(told: Data, words: Words) -> Iterator[str]:
    """What to bear in mind: rehearsals, what was typed in, and what the two workshops called
    differently."""
    points = [told["points"][place] for place in places(told)]
    for point in points:
        day = words.date(point["date"])
        name = words.say(f"{_SAID}.point", kind=point["kind_label"], date=day)
        for mark in marks_of(point):
            yield words.say(f"{_SAID}.notes.{mark}", point=name)
    yield from differences(told, words)


def differences(told: Data, words: Words) -> Iterator[str]:
    """What the two workshops called differently."""
    then, now = (told["points"][place] for place in places(told))
    noted = {kind: _noted(told, kind) for kind in ("version", "labels", "name")}
    if noted["version"]:
        versions = {"then": then["framework_version"], "now": now["framework_version"]}
        yield words.say(f"{_SAID}.notes.version", **versions)
    if noted["labels"]:
        yield words.say(f"{_SAID}.notes.labels")
    if noted["name"]:
        yield words.say(f"{_SAID}.notes.name", domains=noted["name"])


def _noted(told: Data, note: str) -> list[str]:
    return [one["short"] for one in compared(told) if note in one["change"]["notes"]]


def arrow(steps: int | None) -> str:
    """A sign for a change, for text that can hold it; words always stand beside it."""
    return "" if steps is None else "↑" if steps > 0 else "↓" if steps < 0 else "="


def history_said(domain: Data, told: Data, words: Words) -> str:
    """A domain over the whole series: each workshop with its decision."""
    lines = [
        words.say(
            f"{_SAID}.at_point",
            point=point_name(point, words),
            decision=decision_said(cell, words),
        )
        for point, cell in zip(told["points"], domain["then"], strict=True)
    ]
    return " ".join(lines)
