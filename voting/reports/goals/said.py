"""What was agreed, in sentences: those of all files, so that none of them says another thing."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import mean
from typing import Any

from voting.goals.scoring import RELIABLE
from voting.reports.goals.told import Data
from voting.reports.progress import meeting_name
from voting.words import Words

Goal = Mapping[str, Any]


def agreed(plan: Data) -> list[Data]:
    """The goals that were ever agreed, without drafts."""
    return [goal for goal in plan["goals"] if goal["versions"]]


def named_at(plan: Data, workshop: str) -> Data | None:
    """The needs that this workshop named."""
    return next((one for one in plan["needs"] if one["workshop"] == workshop), None)


def needs_of(plan: Data, workshop: str) -> Data | None:
    """The needs that this workshop named; else the latest."""
    return named_at(plan, workshop) or (plan["needs"][-1] if plan["needs"] else None)


def how_named(needs: Mapping[str, Any], words: Words) -> str:
    """At which meeting they were named, and how."""
    meeting = meeting_name(needs, words)
    return words.say("goals_files.needs.at", meeting=meeting, how=needs["how_label"])


def number_of(plan: Data, id: str) -> int | None:
    """The number of a goal or a session by its id; None where there is none."""
    held = [*plan["goals"], *plan["sessions"]]
    return next((one["number"] for one in held if one["id"] == id), None)


def goal_name(goal: Goal, words: Words) -> str:
    """ "Goal 2", and what became of it if it is not open any more."""
    return _named(words.say("goals.number", n=goal["number"]), goal, words)


def _named(name: str, goal: Goal, words: Words) -> str:
    if goal["state"] == "open":
        return name
    return words.say("goals_files.closed", goal=name, state=goal["state_label"])


def _way(points: int) -> str:
    return "up" if points > 0 else "down" if points < 0 else "same"


def orientation(points: int | None) -> str | None:
    """``up``, ``down`` or ``same``, as NHS England's published code counts change of a goal."""
    if points is None:
        return None
    return "up" if points >= RELIABLE else "down" if points <= -RELIABLE else "same"


def moved(points: int, words: Words) -> str:
    """A change such as "Up 3 points", and whether that code would count it."""
    key = f"goals_files.goals.reached.{orientation(points)}"
    change = words.say(f"goals.chart.{_way(points)}", n=abs(points))
    return words.say(key, change=change, n=RELIABLE)


def changes(goal: Goal) -> list[int | None]:
    """For each score how many points it is from the first of its wording; None for that one."""
    first: dict[int, int] = {}
    found: list[int | None] = []
    for one in goal["scores"]:
        start = first.setdefault(one["version"], one["score"])
        same = [s for s in goal["scores"] if s["version"] == one["version"]]
        found.append(None if same[0] is one else one["score"] - start)
    return found


def standing(goal: Goal, words: Words) -> str:
    """Where a goal stands: its last score, and how far that is from the first of its wording, which
    is told too. It begins with no capital letter."""
    last = goal["scores"][-1] if goal["scores"] else None
    if last is None:
        return words.say("goals_files.unscored")
    score = words.say("goals.score", score=last["score"])
    if last["version"] != goal["version"]:
        return words.say("goals_files.before", score=score)
    if goal["change"] is None:
        return score
    change = words.say(f"goals_files.moved.{_way(goal['change'])}", n=abs(goal["change"]))
    since = "since_reworded" if goal["version"] > 1 else "since"
    start = last["score"] - goal["change"]
    return words.in_a_row([score, words.say(f"goals_files.{since}", change=change, start=start)])


def in_a_sentence(plan: Data, words: Words) -> str:
    """All goals and where they stand; "" where none was agreed. No full stop."""
    held = agreed(plan)
    each = [
        f"{_named(words.say('goals.reasons.goal', n=one['number']), one, words)}: "
        f"{standing(one, words)}"
        for one in held
    ]
    return words.say("goals_files.sentence", n=len(held), goals="; ".join(each)) if held else ""


def in_short(plan: Data, workshop: str, words: Words) -> Iterator[tuple[str, str]]:
    """The needs named here or else last, the goals with their scores, how many actions are open, by
    name."""
    if found := needs_of(plan, workshop):
        named = words.listed(one["short"] for one in found["domains"])
        yield words.say("goals.parts.needs"), f"{named}. {how_named(found, words)}"
    if sentence := in_a_sentence(plan, words):
        yield words.say("goals.parts.goals"), sentence
    if plan["actions"]:
        yield words.say("goals.parts.actions"), actions_counted(plan["actions"], words)


def as_of(plan: Data, workshop: Mapping[str, Any], words: Words) -> str:
    """Of which day it is told, where that is not the workshop's; else ""."""
    if plan["as_of"] == workshop["date"]:
        return ""
    return words.say("goals_files.as_of", date=words.date(plan["as_of"]))


def average(plan: Data) -> tuple[float, int] | None:
    """The mean change over the goals that have one, and how many these are; None below two."""
    found = [one["change"] for one in agreed(plan) if one["change"] is not None]
    return (mean(found), len(found)) if len(found) > 1 else None


def average_said(plan: Data, words: Words) -> str:
    """The same in words; "" below two goals."""
    found = average(plan)
    if found is None:
        return ""
    change, n = found
    shown = f"{change:+.1f}".replace("-", "\N{MINUS SIGN}") if round(change, 1) else "0"
    return words.say("goals_files.goals.average", change=shown, n=n)


def orientation_said(words: Words) -> str:
    """What a change of so many points means elsewhere, and that it does not here."""
    return words.say("goals_files.goals.orientation", n=RELIABLE)


def given(score: Mapping[str, Any], words: Words) -> str:
    """What people gave, where that is kept: "7 gave 0, 2 gave 2"."""
    if score["dots"] is None:
        return words.say("goals_files.goals.few")
    counted = [(at, n) for at, n in enumerate(score["dots"]) if n]
    return words.in_a_row(words.say("goals_files.dots", score=at, n=n) for at, n in counted)


def scored_by(score: Mapping[str, Any], words: Words) -> str:
    """How many scored it, how it was settled, and what else is to be known of it."""
    chart = "goals.chart"
    parts = [
        words.say("goals.scorers", n=score["scorers"]),
        score["method_label"],
        words.say(f"{chart}.cant_say", n=score["cant_say"]) if score["cant_say"] else "",
        words.say(f"{chart}.by_hand", n=score["by_hand"]) if score["by_hand"] else "",
    ]
    said = words.in_a_row(filter(None, parts))
    back = returned_said(score, words)
    return f"{said}. {back}" if back else said


def returned_said(score: Mapping[str, Any], words: Words) -> str:
    """How many of those there were, as far as is known, at the meeting that made the goal; "" at
    that meeting."""
    if not score["present"]:
        return ""
    if not score["returned"]:
        return words.say("goals.returned_unknown")
    return words.say("goals.returned", n=score["returned"], m=score["present"])


def fields(goal: Goal, words: Words) -> Iterator[tuple[str, str]]:
    """What a wording says beside its text, by the names of its fields; what is empty is left
    out."""
    nobody = words.say("goals.no_owner") if goal["state"] == "open" else ""
    told = {
        "measure": goal["measure"],
        "achievable": goal["achievable"],
        "domains": words.listed(one["short"] for one in goal["domains"]),
        "due": words.date(goal["due"]) if goal["due"] else "",
        "owner": goal["owner"] or nobody,
        "first_step": goal["first_step"],
    }
    for name, said in told.items():
        if said:
            yield words.say(f"goals.fields.{name}"), said


def closed(plan: Data, goal: Goal, words: Words) -> str:
    """What became of a goal, when, and which is in its place; "" of an open one."""
    if not goal["closed_on"]:
        return ""
    after = number_of(plan, goal["replaced_by"])
    said = {"state": goal["state_label"], "date": words.date(goal["closed_on"]), "n": after or 0}
    return words.say(f"goals_files.goals.{'closed_for' if after else 'closed'}", **said)


def what_for(plan: Data, action: Mapping[str, Any], words: Words) -> str:
    """What an action is for: a goal, a domain, a session."""
    goal, session = number_of(plan, action["goal"]), number_of(plan, action["session"])
    parts = [
        words.say("goals.number", n=goal) if goal else "",
        action["domain"]["short"] if action["domain"] else "",
        words.say("goals_files.session_name", n=session) if session else "",
    ]
    return words.in_a_row(filter(None, parts))


def action_cells(plan: Data, action: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    """What, who, by when, for what, and where it stands."""
    state = words.say("goals_files.actions.overdue") if action["overdue"] else action["state_label"]
    return (
        action["text"],
        action["owner"] or words.say("goals.no_owner"),
        words.short_date(action["due"]) if action["due"] else words.say("goals.no_date"),
        what_for(plan, action, words),
        state,
    )


def actions_counted(actions: Sequence[Mapping[str, Any]], words: Words) -> str:
    """ "4 open actions, 1 of them overdue, 2 without an owner"."""
    still = [one for one in actions if one["state"] == "open"]
    told = {
        "late": sum(one["overdue"] for one in still),
        "nobody": sum(not one["owner"] for one in still),
    }
    counted = [words.say("goals_files.actions.count", n=len(still))]
    counted += (words.say(f"goals_files.actions.{what}", n=n) for what, n in told.items() if n)
    return words.in_a_row(counted)


def actions_for(plan: Data, goal: Goal, words: Words) -> list[str]:
    """The actions for a goal that are not dropped, each with who does it by when."""
    return [
        words.say("goals_files.actions.line", text=what, who=who, by=by, state=state)
        for action in plan["actions"]
        if action["goal"] == goal["id"] and action["state"] != "dropped"
        for what, who, by, _, state in [action_cells(plan, action, words)]
    ]


def led(session: Mapping[str, Any], words: Words) -> list[str]:
    """The parts that the area leads itself, with who speaks."""
    return [
        words.say("goals_files.sessions.led_by", **one)
        if all(one.values())
        else "".join(one.values())
        for one in session["led"]
    ]


def session_when(session: Mapping[str, Any], words: Words) -> str:
    """Its day and time, and whether it was held or cancelled."""
    said = when(session, words)
    if session["state"] == "planned":
        return said
    state = words.say(f"area.states.{session['state']}")
    return words.say("goals_files.closed", goal=said, state=state)


def when(at: Mapping[str, Any], words: Words) -> str:
    """A day with its time of day; that there is none yet."""
    if not at["day"]:
        return words.say("goals.no_date")
    clock = words.clock(at["time"]) if at["time"] else ""
    return ", ".join(filter(None, (words.weekday(at["day"]), clock)))


def chosen(domain: Mapping[str, Any], needs: Mapping[str, Any], words: Words) -> str:
    """How many chose it, where that is kept."""
    if domain["votes"] is None:
        return ""
    if needs["voters"] is None:
        return words.say("goals_files.needs.chosen", n=domain["votes"])
    return words.say("goals_files.needs.of", n=domain["votes"], all=needs["voters"])


def suggested(needs: Mapping[str, Any], levels: Mapping[str, str], words: Words) -> str:
    """What the ratings suggested, with the reasons; ``levels`` are their labels by number. "" where
    it is not known."""
    each = []
    for one in needs["proposed"]:
        why = [
            words.say(f"goals.reasons.{what}", level=levels.get(about, about), mean=about, n=about)
            for what, about in one["reasons"]
        ]
        name = one["short"]
        each.append(
            words.say("goals_files.closed", goal=name, state=words.in_a_row(why)) if why else name
        )
    return words.say("goals_files.needs.proposed", domains="; ".join(each)) if each else ""


def dates(plan: Data, words: Words) -> list[tuple[str, str, str]]:
    """What is still to come, the soonest first: the day, what, and where."""
    found: list[tuple[str, str, str, str]] = []
    for one in plan["coming"]:
        name = one["title"] or one["kind_label"]
        found.append((f"{one['day']}T{one['time']}", when(one, words), name, one["place"]))
    for goal in plan["goals"]:
        if goal["state"] == "open" and goal["due"] >= plan["as_of"]:
            what = words.say("goals_files.goal_due", n=goal["number"])
            found.append((goal["due"], words.weekday(goal["due"]), what, ""))
    return [(day, what, where) for _, day, what, where in sorted(found)]
