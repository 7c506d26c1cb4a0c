"""A report's chapters on what was agreed: needs, goals, support sessions, actions, next dates."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from voting.reports.blocks import (
    Block,
    Chart,
    Decision,
    Facts,
    Heading,
    Note,
    Part,
    Steps,
    Table,
    Text,
)
from voting.reports.drawing import INK, PAPER
from voting.reports.goals import said as s
from voting.reports.goals.told import Data
from voting.reports.progress import meeting_name, progress_figure, recent
from voting.words import Words

_TINT = "#f6f2ea"

Line = tuple[str, str]


def first_page(plan: Data, workshop: str, words: Words) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """What the first page says of it: the needs that were named, here or else last, and how; the
    goals that are open, and how many actions are."""
    if found := s.needs_of(plan, workshop):
        named = words.listed(one["short"] for one in found["domains"])
        yield words.say("goals.parts.needs"), (("", named), ("", s.how_named(found, words)))
    goals = tuple(
        (str(goal["number"]), _by_when(goal, words))
        for goal in s.agreed(plan)
        if goal["state"] == "open"
    )
    if goals:
        yield words.say("goals.parts.goals"), goals
    if plan["actions"]:
        counted = s.actions_counted(plan["actions"], words)
        yield words.say("goals.parts.actions"), (("", counted),)


def _by_when(wording: Mapping[str, Any], words: Words) -> str:
    date = words.date(wording["due"])
    return words.say("goals_files.by_when", text=wording["text"], date=date)


def chapters(
    plan: Data, at: Mapping[str, Any], words: Words, charts: dict[str, str]
) -> Iterator[Part]:
    """Those that there is something to say in, with their figures put into ``charts``. ``at`` is
    the ``workshop`` they are read beside ("": none), the ``verdicts`` of domains by key, and the
    labels of the ``levels`` by number."""
    parts = [*_chapters(plan, at, words, charts)]
    for place, part in enumerate(parts):
        # The first of them begins a page.
        yield part if place else Part("agreed", part.title, part.blocks)


def _chapters(
    plan: Data, at: Mapping[str, Any], words: Words, charts: dict[str, str]
) -> Iterator[Part]:
    if plan["needs"]:
        yield Part("chapter", words.say("goals.parts.needs"), tuple(_needs(plan, at, words)))
    if plan["goals"]:
        yield Part("chapter", words.say("goals.parts.goals"), tuple(_goals(plan, words)))
        for goal in plan["goals"]:
            blocks = tuple(_goal(plan, goal, words, charts))
            yield Part("goal", s.goal_name(goal, words), blocks)
    if plan["sessions"]:
        blocks = tuple(_sessions(plan, words))
        yield Part("chapter", words.say("goals.parts.sessions"), blocks)
    if plan["actions"]:
        blocks = tuple(_actions(plan, words))
        yield Part("chapter", words.say("goals_files.actions.title"), blocks)
    if found := s.dates(plan, words):
        said = words["goals_files"]["dates"]
        head = (said["when"], said["what"], said["where"])
        caption = words.fill(said["from"], date=words.date(plan["as_of"]))
        table = Table(caption, head, tuple(found), is_text=True, widths=(6, 7, 6))
        yield Part("chapter", said["title"], (table,))


# --- needs --------------------------------------------------------------------------------------


def _needs(plan: Data, at: Mapping[str, Any], words: Words) -> Iterator[Block]:
    found = s.needs_of(plan, at["workshop"])
    assert found
    yield Text(words.listed(one["short"] for one in found["domains"]), "lead")
    yield Text(s.how_named(found, words))
    rows = []
    for domain in found["domains"]:
        parts = (s.chosen(domain, found, words), at["verdicts"].get(domain["key"], ""))
        if line := " · ".join(filter(None, parts)):
            rows.append((domain["short"], (("", line),)))
    if rows:
        yield Facts(tuple(rows))
    if suggested := s.suggested(found, at["levels"], words):
        yield Text(suggested, "soft")
    others = [one for one in plan["needs"] if one is not found]
    if others:
        yield Heading(words.say("goals_files.needs.earlier"))
        yield Steps(
            tuple(
                f"{s.how_named(one, words)} {words.listed(d['short'] for d in one['domains'])}"
                for one in others
            )
        )


# --- goals --------------------------------------------------------------------------------------


def _goals(plan: Data, words: Words) -> Iterator[Block]:
    if sentence := s.in_a_sentence(plan, words):
        yield Text(f"{sentence}.", "lead")
    if any(goal["scores"] for goal in plan["goals"]):
        yield Text(words.say("goals_files.goals.how"))
        if average := s.average_said(plan, words):
            yield Text(average)
        if any(goal["change"] is not None for goal in plan["goals"]):
            yield Text(s.orientation_said(words), "soft")
        yield Text(words.say("goals_files.goals.credit"), "soft")
    yield Text(words.say("goals_files.as_of", date=words.date(plan["as_of"])), "soft")


def _goal(plan: Data, goal: Data, words: Words, charts: dict[str, str]) -> Iterator[Block]:
    last = goal["scores"][-1] if goal["scores"] else None
    is_now = last is not None and last["version"] == goal["version"]
    look = (str(last["score"]), INK, PAPER) if last and is_now else ("", _TINT, INK)
    yield Decision(goal["text"], s.standing(goal, words), *look)
    if closed := s.closed(plan, goal, words):
        yield Text(closed)
    facts: list[tuple[str, tuple[Line, ...]]] = [
        (name, (("", said),)) for name, said in s.fields(goal, words)
    ]
    if actions := s.actions_for(plan, goal, words):
        facts.append((words.say("goals.parts.actions"), tuple(("", one) for one in actions)))
    yield Facts(tuple(facts))
    if goal["scores"]:
        name = f"goal-{goal['number']}"
        charts[name], alt = progress_figure(goal, words, name=name)
        yield Chart(name, alt)
        shown = len(recent(goal))
        if shown < len(goal["scores"]):
            yield Text(words.say("goals_files.goals.recent", n=shown), "soft")
        yield _scores(goal, words)
    for note in goal["notes"]:
        yield Heading(words.say("goals_files.goals.noted", date=words.date(note["day"])))
        for what in ("hinders", "helps"):
            if note[what]:
                yield Note(words.say(f"goals_files.goals.{what}"), note[what])
    earlier = goal["versions"][:-1]
    if earlier:
        yield Heading(words.say("goals_files.goals.wordings"))
        yield Steps(
            tuple(
                words.say(
                    "goals_files.goals.worded",
                    n=one["number"],
                    date=words.date(one["day"]),
                    text=_by_when(one, words),
                )
                for one in earlier
            )
        )


def _scores(goal: Data, words: Words) -> Table:
    chart = words["goals"]["chart"]
    head = (chart["when"], chart["score"], chart["change"], chart["by"], chart["dots"])
    rows = []
    for score, change in zip(goal["scores"], s.changes(goal), strict=True):
        moved = chart["first"] if change is None else s.moved(change, words)
        meeting = meeting_name(score, words)
        if len(goal["versions"]) > 1:
            meeting = words.say("goals_files.goals.of", meeting=meeting, n=score["version"])
        rows.append(
            (meeting, str(score["score"]), moved, s.scored_by(score, words), s.given(score, words))
        )
    caption = words.say("goals_files.goals.scores")
    return Table(caption, head, tuple(rows), is_text=True, widths=(9, 3, 6, 9, 9))


# --- sessions and actions -----------------------------------------------------------------------


def _sessions(plan: Data, words: Words) -> Iterator[Block]:
    for session in plan["sessions"]:
        name = words.say("goals_files.session_name", n=session["number"])
        yield Heading(f"{name}: {s.session_when(session, words)}")
        yield Facts(tuple(session_facts(plan, session, words)))
    yield Text(plan["credit"], "soft")


def session_facts(
    plan: Data, session: Data, words: Words
) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """What is known of a session, by name."""
    actions = [one["text"] for one in plan["actions"] if one["session"] == session["id"]]
    n = session["registered"]
    told: dict[str, Sequence[str]] = {
        "format": [session["format_label"]],
        "place": [session["place"]],
        "areas": [words.listed(one["name"] for one in session["areas"])],
        "items": [one["text"] for one in session["items"]],
        "led": s.led(session, words),
        "outcomes": session["outcomes"],
        "registered": [words.say("goals.chart.people", n=n)] if n else [],
        "actions": actions,
    }
    for name, lines in told.items():
        said = tuple(("", line) for line in lines if line)
        if said:
            yield words.say(f"goals_files.sessions.{name}"), said


def _actions(plan: Data, words: Words) -> Iterator[Block]:
    yield Text(f"{s.actions_counted(plan['actions'], words)}.", "lead")
    said = words["goals_files"]["actions"]
    head = (said["what"], said["who"], said["by"], said["for"], said["state"])
    for caption, is_open in (("open", True), ("closed", False)):
        rows = tuple(
            s.action_cells(plan, one, words)
            for one in plan["actions"]
            if (one["state"] == "open") is is_open
        )
        if rows:
            yield Table(said[caption], head, rows, is_text=True, widths=(12, 8, 5, 5, 4))
