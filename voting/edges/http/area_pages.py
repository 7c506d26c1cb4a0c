"""An area's page and the pages of its forms, as they are made."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import make_response, render_template, request
from msgspec.structs import replace

from voting import identity as ids
from voting.core.actors import Actor, Role
from voting.edges.http import area_forms
from voting.edges.http.area_changed import compared
from voting.edges.http.area_fields import Fields
from voting.edges.http.area_forms import FORMS, Form
from voting.edges.http.area_said import Said
from voting.edges.http.area_told import MOST_TOLD, changes_since, differences
from voting.edges.http.plan_here import Here
from voting.edges.http.plan_said import PlanSaid
from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, words_here
from voting.programme import machine
from voting.programme.area import EVENT_KINDS, OWNERS, Area
from voting.programme.commands import AnyAreaCommand, FollowTemplate
from voting.programme.entries import AreaEntry, AreaFacts
from voting.programme.imported import held_live
from voting.programme.series import TEMPLATES, next_event
from voting.programme.situation import AreaSituation
from voting.refusals import Refusal
from voting.refusals.areas import AreaOvertaken
from voting.refusals.sent import Malformed
from voting.views.area import AreaView, area_view

_DONE = (*FORMS, "move_workshop", "remove_imported")


def mark_of(area: Area) -> str:
    """Another for each state of an area's page, for each day, as "overdue" goes by it, and for each
    release, which may word it otherwise."""
    service = site().service
    today = service.today_in(area).isoformat()
    parts = (service.mark_of_area(area.id), today, site().assets.fingerprint)
    return sha256("|".join(parts).encode()).hexdigest()[:20]


def would_be(area: Area, by: Actor, command: AnyAreaCommand) -> Area:
    """The area as it would be after a command; raises the machine's refusals."""
    series = site().service.series
    facts = AreaFacts(series.get(command.template)) if isinstance(command, FollowTemplate) else None
    entry = AreaEntry(site().service.clock(), by, command, facts=facts or AreaFacts())
    return machine.apply(area, entry)


def area_page(at: AreaSituation, by: Actor, problem: Refusal | None = None) -> Answer:
    view, area = area_view(at), at.area
    done = request.args.get("done", "")
    upcoming = next_event(area)
    here = Here(area, by, at, is_about_more=True)
    html = render_template(
        "area.html",
        **shared_by_pages(at, by, view),
        next=upcoming,
        link=own_link(area),
        programme=_programme_named(area.programme),
        left=_programme_named(area.left.programme) if area.left else "",
        left_at=area.left.at if area.left else None,
        is_lead=by.role is Role.AREA,
        changed=compared(at, request.args),
        plan=here.view,
        plan_unread=here.held.unread,
        said=PlanSaid(words_here(), here),
        plan_done=done if done in words_here().at("goals_area.done") else "",
        done=done if done in _DONE else "",
        done_of=request.args.get("of", ""),
        may_erase=not held_live(area, at.results),
        errors=faults(problem),
    )
    return make_response(html, 200 if problem is None else problem.status)


def shared_by_pages(at: AreaSituation, by: Actor, view: AreaView) -> dict[str, Any]:
    """What every page of an area is made of."""
    return {
        "area": view,
        "say": Said(words_here(), view),
        "mark": mark_of(at.area),
        "request_id": ids.new_request(),
    }


def own_link(area: Area) -> str:
    fragment = site().identity.link(Role.AREA, area.id, area.links["area"])
    return f"{site().base()}/enter#{fragment}"


def form_page(
    at: AreaSituation,
    by: Actor,
    command: str,
    filled: Mapping[str, str],
    sent: Mapping[str, str],
    problem: Refusal | None = None,
) -> Answer:
    view, form, area = area_view(at), FORMS[command], at.area
    shared = shared_by_pages(at, by, view)
    typed = dict(filled)
    if problem and not isinstance(problem, AreaOvertaken):
        shared["request_id"] = sent.get("request_id") or shared["request_id"]
    html = render_template(
        "area_form.html",
        **shared,
        command=command,
        form=typed,
        is_lead=by.role is Role.AREA,
        about=sent.get(form.about, "") if form.about else "",
        about_name=form.about,
        errors=_faults(form, problem),
        programme=_programme_named(area.programme),
        overtaken=_overtaken(at, by, command, typed, sent, problem),
        kinds=EVENT_KINDS,
        owners=OWNERS,
        templates=TEMPLATES,
        rows=_rows(typed) if command == "change_leads" else (),
        joined=_joined(at, problem, sent.get("event", "")),
        preview=_preview(at, by, typed) if command == "follow_template" else None,
        section=form.section,
        plan_starts=_first_start(area),
    )
    return make_response(html, 200 if problem is None else problem.status)


def _faults(form: Form, problem: Refusal | None) -> list[dict[str, str | None]]:
    """Each fault beside its field: what a series may say of a deadline is one field here."""
    found = faults(problem, form.fields)
    for one in found:
        if one["field"] in ("days", "months"):
            one["field"] = "count"
        elif one["field"] not in form.fields:
            one["field"] = None
    return found


def _overtaken(
    at: AreaSituation,
    by: Actor,
    command: str,
    typed: Mapping[str, str],
    sent: Mapping[str, str],
    problem: Refusal | None,
) -> dict[str, Any] | None:
    """For the second of two: what was done since their page was made, and where what they typed
    differs from what is so now."""
    if not isinstance(problem, AreaOvertaken):
        return None
    now = FORMS[command].filled(at, {FORMS[command].about: sent.get(FORMS[command].about, "")})
    log = site().service.store.area_log(at.area.id)
    changes = changes_since(log, step_of(sent) or 0, by)
    return {
        "changes": changes[:MOST_TOLD],
        "by_others": any(one.who != "self" for one in changes),
        "differ": differences(now, typed, _fields(command, by)),
    }


def _fields(command: str, by: Actor) -> tuple[str, ...]:
    """Those that are there to fill in: whether an area may be named is for its leads to say."""
    is_lead = by.role is Role.AREA
    return tuple(field for field in FORMS[command].fields if is_lead or field != "named")


def _rows(typed: Mapping[str, str]) -> list[int]:
    """The numbers of the rows for leads: those with something in them, and some more."""
    used = [
        int(name.rpartition("_")[2])
        for name, value in typed.items()
        if name.startswith(("name_", "email_")) and value and name.rpartition("_")[2].isdigit()
    ]
    last = max(used, default=0) + area_forms.MORE_LEADS
    return list(range(1, min(last, area_forms.MOST_LEADS) + 1))


def _joined(at: AreaSituation, problem: Refusal | None, event: str) -> int:
    """How many have joined the workshop of an event that is to be cancelled."""
    if problem and "n" in problem.values and problem.code == "meeting-has-people":
        return int(problem.values["n"])
    found = next((e for e in at.area.events if e.id == event), None)
    running = at.running.get(found.workshop) if found else None
    return running.joined if running else 0


def _preview(at: AreaSituation, by: Actor, typed: Mapping[str, str]) -> Any:
    """What a series would plan, before it does: an area's view of what is new alone."""
    fields = Fields(typed)
    command = FORMS["follow_template"].asked(at.area, fields)
    if not typed.get("start") or fields.faults:
        return None
    try:
        after = would_be(at.area, by, command)
    except Refusal:
        return None
    known = {event.id for event in at.area.events} | {d.id for d in at.area.deadlines}
    view = area_view(replace(at, area=after))
    return {
        "say": Said(words_here(), view),
        "events": [event for event in view.events if event.id not in known],
        "deadlines": [deadline for deadline in view.deadlines if deadline.id not in known],
    }


def _first_start(area: Area) -> str:
    return next((e.day for e in area.series() if e.counts and e.day), "")


def erase_page(area: Area, by: Actor, problem: Refusal | None = None) -> Answer:
    at = site().service.look_at_area(area)
    html = render_template(
        "area_erase.html",
        **shared_by_pages(at, by, area_view(at)),
        workshops=len(area.workshops()),
        errors=faults(problem),
    )
    return make_response(html, 200 if problem is None else problem.status)


def _programme_named(id: str) -> str:
    """The name of a programme, "" for none."""
    if not id:
        return ""
    try:
        return site().service.programme(id).name
    except Refusal:  # the page is good without
        return ""


def step_of(sent: Mapping[str, str]) -> int | None:
    given = sent.get("step", "")
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise Malformed("step", why="value")
    return int(given)
