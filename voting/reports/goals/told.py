"""What was agreed beyond ratings as plain data, ready for JSON (docs/record.md has every field)::

    {
      "as_of": day,
      "needs": [{workshop, kind, kind_label, day, how, how_label, voters,
                 "domains": [{key, name, short, votes}],
                 "proposed": [{key, name, short, "reasons": [[what, about], ...]}]}],
      "goals": [{id, number, state, state_label, text, measure, achievable, "domains": [...], due,
                 owner, first_step, version, "versions": [{number, day, workshop, text, ...}],
                 "scores": [{workshop, kind, kind_label, day, version, score, method, method_label,
                             scorers, cant_say, by_hand, rounds, dots, returned,
                             present}],
                 change, "notes": [{workshop, day, hinders, helps}], closed_on, replaced_by}],
      "sessions": [{id, number, format, format_label, "areas": [{key, name}],
                    "items": [{key, text}], "outcomes": [...], "led": [{text, speaker}],
                    event, day, time, place, state, registered}],
      "actions": [{id, text, owner, due, state, state_label, overdue, goal, "domain": {...} or null,
                   session, workshop, made_on, closed_on}],
      "coming": [{event, kind, kind_label, day, time, title, place}],
      "credit": whose idea the content of the sessions is
    }

A score of 0 is a score; what is missing is null, or "" of a text or a day. Of people there is none:
owners are roles, and speakers are as their area named them.
"""

from collections.abc import Mapping
from typing import Any

from voting.goals.actions import open_actions
from voting.goals.plan import Action, Goal, Needs, Plan, Score, Session, Wording
from voting.goals.scoring import change_since
from voting.goals.situation import Coming, PlanSituation, SessionMeeting
from voting.words import Words

Data = dict[str, Any]
# What domains are called, by key: their name, and a shorter one.
Names = Mapping[str, tuple[str, str]]


def plan_told(held: PlanSituation | None, names: Names, words: Words) -> Data | None:
    """The whole of a plan; None where nothing was agreed. ``names`` are those of the instrument;
    what it has no name for is called as in the catalogue, or by its key."""
    if held is None or held.plan.is_empty:
        return None
    plan = held.plan
    known = {topic.key: (topic.name, topic.name) for topic in held.catalogue.areas} | dict(names)
    return {
        "as_of": held.today,
        "needs": [_needs(plan, one, known, words) for one in plan.needs],
        "goals": [_goal(n, one, known, words) for n, one in enumerate(plan.goals, 1)],
        "sessions": [_session(n, one, held, words) for n, one in enumerate(plan.sessions, 1)],
        "actions": [_action(held, one, known, words) for one in _in_order(plan)],
        "coming": [_coming(one, words) for one in held.coming],
        "credit": held.catalogue.credit,
    }


def plan_missing(held: PlanSituation | None) -> Data:
    """What a record says besides where a plan can't be read."""
    return {"plan_unread": True} if held and held.unread else {}


def unread(record: Data, words: Words) -> str:
    """The same in a sentence, or nothing."""
    return words.say("goals_results.unread") if record.get("plan_unread") else ""


def missing(record: Data, words: Words) -> list[tuple[str, str]]:
    """The same as a line of a sheet that says what holds for all."""
    said = unread(record, words)
    return [(words.say("goals.parts.closing"), said)] if said else []


def kind_label(kind: str, words: Words) -> str:
    """What kind of meeting it was, in words."""
    for known in (words["area"]["kinds"], words["common"]["kinds"]):
        if kind in known:
            return str(known[kind])
    return words.say("goals_files.meeting")


def named(key: str, known: Names) -> Data:
    name, short = known.get(key, (key, key))
    return {"key": key, "name": name, "short": short}


def _in_order(plan: Plan) -> list[Action]:
    """Those open and soonest due first, then those that are closed."""
    return [*open_actions(plan), *(one for one in plan.actions if one.state != "open")]


def _needs(plan: Plan, needs: Needs, known: Names, words: Words) -> Data:
    sitting = plan.sitting(needs.workshop)
    kind = sitting.kind if sitting else ""
    return {
        "workshop": needs.workshop,
        "kind": kind,
        "kind_label": kind_label(kind, words),
        "day": needs.day,
        "how": needs.how,
        "how_label": words.say(f"goals.how.{needs.how}", n=needs.voters or 0),
        "voters": needs.voters,
        "domains": [named(one.domain, known) | {"votes": one.votes} for one in needs.domains],
        "proposed": [
            named(one.domain, known) | {"reasons": [list(pair) for pair in one.reasons]}
            for one in needs.proposed
        ],
    }


def _goal(number: int, goal: Goal, known: Names, words: Words) -> Data:
    version = goal.version
    return {
        "id": goal.id,
        "number": number,
        "state": goal.state,
        "state_label": words.say(f"goals.states.{goal.state}"),
        **_wording(goal.wording, known),
        "version": version.number if version else 0,
        "versions": [
            {"number": one.number, "day": one.day, "workshop": one.workshop}
            | _wording(one.wording, known)
            for one in goal.versions
        ],
        "scores": [_score(one, words) for one in goal.scores],
        "change": change_since(goal),
        "notes": [
            {"workshop": one.workshop, "day": one.day, "hinders": one.hinders, "helps": one.helps}
            for one in goal.notes
        ],
        "closed_on": goal.closed_on,
        "replaced_by": goal.replaced_by,
    }


def _wording(said: Wording, known: Names) -> Data:
    return {
        "text": said.text,
        "measure": said.measure,
        "achievable": said.achievable,
        "domains": [named(key, known) for key in said.domains],
        "due": said.due,
        "owner": said.owner,
        "first_step": said.first_step,
    }


def _score(score: Score, words: Words) -> Data:
    return {
        "workshop": score.workshop,
        "kind": score.kind,
        "kind_label": kind_label(score.kind, words),
        "day": score.day,
        "version": score.version,
        "score": score.score,
        "method": score.method,
        "method_label": words.say(f"goals.methods.{score.method}"),
        "scorers": score.scorers,
        "cant_say": score.cant_say,
        "by_hand": score.by_hand,
        "rounds": score.rounds,
        "dots": None if score.dots is None else list(score.dots),
        "returned": score.returned,
        "present": score.present,
    }


def _session(number: int, session: Session, held: PlanSituation, words: Words) -> Data:
    meeting = next((m for m in held.meetings if m.event == session.event), SessionMeeting("", ""))
    topics = {topic.key: topic for topic in held.catalogue.areas}
    items = {item.key: item.text for topic in topics.values() for item in topic.items}
    chosen = [topics[key] for key in session.areas if key in topics]
    return {
        "id": session.id,
        "number": number,
        "format": session.format,
        "format_label": words.say(f"goals.formats.{session.format}"),
        "areas": [
            {"key": key, "name": topics[key].name if key in topics else key}
            for key in session.areas
        ],
        "items": [{"key": key, "text": items.get(key, key)} for key in session.items],
        "outcomes": list(dict.fromkeys(said for topic in chosen for said in topic.outcomes)),
        "led": [{"text": one.text, "speaker": one.speaker} for one in session.led],
        "event": session.event,
        "day": meeting.day,
        "time": meeting.time,
        "place": meeting.place,
        "state": meeting.state,
        "registered": meeting.registered if session.event else None,
    }


def _action(held: PlanSituation, action: Action, known: Names, words: Words) -> Data:
    return {
        "id": action.id,
        "text": action.text,
        "owner": action.owner,
        "due": action.due,
        "state": action.state,
        "state_label": words.say(f"goals.action_states.{action.state}"),
        "overdue": action.overdue(held.today),
        "goal": action.goal,
        "domain": named(action.domain, known) if action.domain else None,
        "session": action.session,
        "workshop": action.workshop,
        "made_on": action.made_on,
        "closed_on": action.closed_on,
    }


def _coming(meeting: Coming, words: Words) -> Data:
    return {
        "event": meeting.event,
        "kind": meeting.kind,
        "kind_label": kind_label(meeting.kind, words),
        "day": meeting.day,
        "time": meeting.time,
        "title": meeting.title,
        "place": meeting.place,
    }
