"""Dates of an area for calendar programs, and how they are worded there."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, make_response

from voting.core.actors import Role
from voting.edges.http.area_said import Said
from voting.edges.http.plan_here import Here
from voting.edges.http.plan_said import PlanSaid
from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.visitor import admitted_to_area, page_of
from voting.programme.area import Event
from voting.programme.series import due_on
from voting.programme.situation import AreaSituation
from voting.reports.calendar import PUBLISH, Due, Meeting
from voting.service.looking import zone_named
from voting.views.area import area_view
from voting.words import Words

routes = Blueprint("calendars", __name__)
TYPE = "text/calendar; charset=utf-8"


@routes.get("/area/<id>/calendar.ics")
def series(id: str) -> Answer:
    """All meetings that count and what is still to be done, in the area's language."""
    from voting.reports.calendar_file import calendar_file  # takes long to load

    area, by = admitted_to_area(id)
    service, words = site().service, site().languages[area.language]
    at = service.look_at_area(area)
    here = Here(area, by, at, is_about_more=True)
    agreed = PlanSaid(words, here)
    page = f"{site().base()}{page_of(Role.AREA, area.id)}"
    said = Said(words, area_view(at))
    meetings = [
        meeting(at, event, words, about=agreed.content_at(event.id), page=f"{page}#{event.id}")
        for event in area.series()
        if not event.rehearsal
    ]
    due = [
        Due(
            one.id,
            day,
            words.say(
                "calendar.deadline", what=said.deadline(said.deadlines[one.id]), area=area.name
            ),
            sequence=area.revision,
            page=f"{page}#deadlines",
        )
        for one in area.deadlines
        if not one.done_at and (day := due_on(area, one))
    ]
    due += agreed_days(here, words, page)
    data = calendar_file(
        area.id,
        meetings,
        due,
        name=words.say("calendar.series", area=area.name),
        zone=zone_of(at),
        now=service.clock(),
        language=words.tag,
    )
    return attached(data, "calendar.ics")


def agreed_days(at: Here, words: Words, page: str) -> list[Due]:
    """The days of actions and goals: those closed, removed or without a day any more are cancelled,
    so that they go from calendars that have them."""

    def entry(id: str, day: str, what: str, to: str, is_open: bool) -> Due:
        return Due(
            id,
            date.fromisoformat(day),
            words.say("calendar.deadline", what=what, area=at.area.name),
            sequence=at.view.revision,
            page=f"{page}/{to}",
            cancelled=not is_open,
        )

    actions = [
        entry(one.id, one.due, one.text, "actions", one.state == "open")
        for one in at.view.actions
        if one.due
    ]
    goals = [
        entry(one.id, one.wording.due, one.wording.text, "goals", one.state == "open")
        for one in at.view.goals
        if one.wording
    ]
    removed = words.say("calendar.removed")
    gone = [entry(id, day, removed, "actions", False) for id, day in at.plan.undated.items()]
    return [*actions, *goals, *gone]


def meeting(
    at: AreaSituation, event: Event, words: Words, *, about: str = "", page: str = ""
) -> Meeting:
    """An event of an area as calendars name it; ``page`` is where whoever gets it reads more."""
    said = Said(words, area_view(at))
    name = words.say("calendar.event", event=said.event(said.events[event.id]), area=at.area.name)
    return Meeting(event, name, about, page)


def event_file(
    at: AreaSituation,
    event: Event,
    words: Words,
    *,
    now: datetime,
    about: str = "",
    page: str = "",
    method: str = PUBLISH,
    organiser: str = "",
    to: str = "",
) -> bytes:
    """One event of an area as a calendar file: see ``calendar_file``."""
    from voting.reports.calendar_file import calendar_file  # takes long to load

    return calendar_file(
        at.area.id,
        [meeting(at, event, words, about=about, page=page)],
        zone=zone_of(at),
        now=now,
        language=words.tag,
        method=method,
        organiser=organiser,
        to=to,
    )


def zone_of(at: AreaSituation) -> ZoneInfo:
    """The time zone that an area's meetings go by."""
    zone = zone_named(at.zone)
    return zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")


def attached(data: bytes, name: str) -> Response:
    """A calendar file as a download, which calendar programs open."""
    response = make_response(data)
    response.content_type = TYPE
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
