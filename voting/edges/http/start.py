"""The start page: joining, setting up a workshop, and what this browser holds. Or, for an area's
next workshop, the form alone, filled in."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from flask import g, make_response, render_template, request

from voting import identity as ids
from voting.core.actors import Role
from voting.edges.http.listing import at_once, held_here
from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, words_here
from voting.edges.http.visitor import page_of
from voting.goals.actions import open_actions
from voting.goals.next_steps import is_review
from voting.instruments.instrument import Instrument
from voting.instruments.parsing import parse_instrument, read_file
from voting.programme.area import Area, Event
from voting.programme.next_workshop import last_held, plan_for
from voting.refusals import Refusal
from voting.refusals.serving import BadFramework
from voting.wire.codec import encode

# In the order in which the form has them.
FIELDS = ("area", "kind", "date", "title", "framework", "language", "passphrase")

FEEDBACK = "meeting-feedback"  # the instrument of the library that asks how a meeting was

Typed = Mapping[str, str]


def start_page(problem: Refusal | None = None, typed: Typed | None = None) -> Answer:
    """The page as it is first seen, or with what was ``typed`` and what is wrong with it."""
    told = {name: request.args.get(name) for name in ("deleted", "forgotten")}
    asked = request.args.get("instrument")
    typed = typed or ({"framework": asked} if asked else {})
    mine = held_here()
    page = render_template(
        "home.html",
        mine=mine,
        at_once=at_once(mine),
        is_full=g.holds.is_full(),
        **told,
        **_form(typed, problem),
    )
    return make_response(page, 200 if problem is None else problem.status)


def next_workshop(
    area: Area, event: Event, problem: Refusal | None = None, typed: Typed | None = None
) -> Answer:
    """The form for the next workshop of an area, to be held at ``event``; at a support session that
    is a few questions about it."""
    service = site().service
    is_feedback = event.kind == "session" and FEEDBACK in service.frameworks
    plan = plan_for(area, event, service.today_in(area))
    last = last_held(area)
    before = service.store.load_all([last] if last else [])
    trainers = [t.name for t in before[0].trainers.values() if t.is_named] if before else []
    kept = service.store.result(area.id, last) if last and not before else None
    framework = before[0].framework if before else kept.framework if kept else None
    if is_feedback:
        framework, trainers = service.frameworks[FEEDBACK], []
    filled = {
        "kind": plan.kind,
        "date": plan.day,
        "title": plan.title,
        "framework": framework.key if framework else "",
        "language": area.language,
        "event": event.id,
    }
    is_offered = framework is None or framework.key in service.frameworks
    if framework and not is_offered and not framework.is_framework:  # the last workshop brings it
        filled["instrument"] = encode(framework).decode()
    page = render_template(
        "next.html",
        area=area,
        back=page_of(Role.AREA, area.id),
        plan=plan,
        first=words_here().date(plan.first.isoformat()) if plan.first else None,
        event=event,
        is_feedback=is_feedback,
        **_opens_with(area, event),
        missed=words_here().date(plan.missed.isoformat()) if plan.missed else None,
        earliest=words_here().date(plan.earliest.isoformat()) if plan.earliest else None,
        trainers=trainers,
        last_framework=framework,
        is_offered=is_offered or "instrument" in filled,
        **_form(typed or filled, problem),
    )
    return make_response(page, 200 if problem is None else problem.status)


def _opens_with(area: Area, event: Event) -> dict[str, Any]:
    """What a review would open with: how many actions that are open, and goals to score."""
    if not is_review(event.kind):
        return {"opens_with": None}
    plan = site().service.plan(area.id)
    goals = sum(goal.state == "open" for goal in plan.goals)
    return {"opens_with": {"actions": len(open_actions(plan)), "goals": goals}}


def _form(values: Typed, problem: Refusal | None) -> dict[str, Any]:
    """What the form is made of, filled in with ``values``."""
    service = site().service
    found = faults(problem, FIELDS)
    offered = dict(service.frameworks)
    with suppress(BadFramework):
        own = own_instrument(values.get("instrument", ""))
        offered |= {own.key: own} if own and own.key not in offered else {}
    return {
        "kinds": list(words_here()["common"]["kinds"].items()),
        "spoken": [(words.language, words.name) for words in site().languages],
        "frameworks": [(one.key, one.name) for one in offered.values()],
        "library": list(service.frameworks.values()),
        "passphrase_wanted": bool(site().settings.create_passphrase),
        "request_id": values.get("request_id") or ids.new_request(),
        "form": values,
        "today": service.clock().date().isoformat(),
        # A fault leads to its field where the page has it.
        "errors": [{**one, "field": one["field"] in FIELDS and one["field"]} for one in found],
    }


def own_instrument(text: str) -> Instrument | None:
    """The instrument that came with a form, as the JSON of its file; raises BadFramework."""
    if not text:
        return None
    usual = next(iter(site().service.frameworks.values()))
    return parse_instrument(read_file(text.encode()), usual)
