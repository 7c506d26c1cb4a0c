"""The pages about an event's people, as they are made."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from flask import make_response, render_template, request

from voting.edges.http.area_pages import mark_of
from voting.edges.http.area_told import differences
from voting.edges.http.roster_forms import ABOUT, FORMS, SECTIONS, seen, settings_seen
from voting.edges.http.roster_here import Here
from voting.edges.http.roster_text import (
    WHAT,
    addresses,
    common_mailto,
    common_text,
    concerned,
    event_link,
    mail_to,
    merge_text,
    personal_link,
)
from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, words_here
from voting.programme.area import Area
from voting.refusals import Refusal
from voting.refusals.registration import InviteeChanged, InviteeGone
from voting.refusals.sent import UnknownChoice
from voting.registration.roster import Invitee
from voting.reports.people_files import FILES, OF_LEADS


def mark_here(area: Area) -> str:
    """Another for each state of the pages about an area's people."""
    store = site().service.store
    ahead = (str(store.ahead_changes(workshop)) for workshop in area.workshops())
    own = (store.roster_revision(area.id), store.outbox_changes(area.id))
    parts = (mark_of(area), *map(str, own), *ahead)
    return sha256("|".join(parts).encode()).hexdigest()[:20]


def shared_by_pages(at: Here) -> dict[str, Any]:
    """What every page about an event's people is made of."""
    return {
        "area": at.area,
        "event": at.event,
        "view": at.view,
        "say": at.say(),
        "people": at.people(),
        "is_lead": at.is_lead,
        "mark": mark_here(at.at.area),
    } | _done()


def _done() -> dict[str, Any]:
    """What was done just now, by the address that its form went on to."""
    done, n = request.args.get("done", ""), request.args.get("n", "1")
    known = done in words_here().at("people.done")
    number = int(n) if n.isascii() and n.isdigit() and len(n) < 5 else 1
    told = {"done": done, "done_n": number, "done_section": SECTIONS.get(done, "people")}
    return told if known else told | {"done": ""}


def people_page(at: Here) -> Answer:
    events = [one for one in at.area.events if not one.rehearsal]
    html = render_template(
        "people.html",
        **shared_by_pages(at),
        events=events,
        event_link=event_link(at),
        files=[*(file for file in FILES if at.is_lead or file not in OF_LEADS), "meeting.ics"],
    )
    return make_response(html)


def person_page(at: Here, id: str) -> Answer:
    one, invitee = at.person(id), at.invitee(id)
    if one is None:  # on the list of another event
        raise InviteeGone()
    html = render_template(
        "people_person.html",
        **shared_by_pages(at),
        one=one,
        link=personal_link(at, invitee) if at.is_lead else "",
        mailto=mail_to(at, invitee, "link") if at.is_lead else "",
    )
    return make_response(html)


def send_page(at: Here, what: str, problem: Refusal | None = None) -> Answer:
    """How to send something by hand, and to whom. Raises UnknownChoice."""
    if what not in WHAT:
        raise UnknownChoice("what")
    found = concerned(at, what)
    each = [(one, at.invitee(one.id)) for one in found] if at.is_lead else []
    html = render_template(
        "people_send.html",
        **shared_by_pages(at),
        what=what,
        found=found,
        text=common_text(at, what),
        merge_text=merge_text(at, what),
        addresses="; ".join(addresses(found)),
        mailto_all=common_mailto(at, what, found),
        each=[(one, personal_link(at, who), mail_to(at, who, what)) for one, who in each],
        errors=faults(problem),
    )
    return make_response(html, 200 if problem is None else problem.status)


def form_page(
    at: Here,
    command: str,
    person: str,
    typed: Mapping[str, str],
    there: frozenset[str],
    problem: Refusal | None = None,
) -> Answer:
    form = FORMS[command]
    invitee = at.invitee(person) if person else None
    html = render_template(
        "people_form.html",
        **shared_by_pages(at),
        command=command,
        person=invitee,
        form=typed,
        sectors=at.guests.sectors,
        seen=seen(invitee.about) if invitee else settings_seen(at),
        there=there,
        others=at.view.counts.unknown,
        differ=_differ(invitee, typed, problem),
        section=SECTIONS.get(command, "people"),
        errors=[] if isinstance(problem, InviteeChanged) else _faults(problem, form.fields),
    )
    return make_response(html, 200 if problem is None else problem.status)


def _faults(problem: Refusal | None, fields: tuple[str, ...]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = list(faults(problem, fields))
    codes = {each.field: each.code for each in ((problem, *problem.also) if problem else ())}
    for one in found:
        one["code"] = codes.get(one["field"], "")
        if one["field"] not in fields:
            one["field"] = None
    return found


def _differ(
    invitee: Invitee | None, typed: Mapping[str, str], problem: Refusal | None
) -> list[tuple[str, str, str]]:
    if not isinstance(problem, InviteeChanged) or invitee is None:
        return []
    now = {field: getattr(invitee.about, field) for field in ABOUT}
    return differences(now, typed, ABOUT)
