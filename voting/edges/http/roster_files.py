"""An event's people as files, in the area's language whoever asks: they are passed on."""

import re

from flask import Blueprint, make_response, request

from voting.edges.http.calendars import attached, event_file
from voting.edges.http.roster_here import Here, look
from voting.edges.http.roster_text import WHAT, concerned, event_link, personal_link
from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.refusals.asking import NotAllowed
from voting.reports.people_files import FILES, OF_LEADS, PeopleFile

routes = Blueprint("roster_files", __name__)
_FILES = ",".join(f'"{file}"' for file in FILES)


@routes.get(f"/area/<id>/people/files/<any({_FILES}):file>")
def download(id: str, file: str) -> Answer:
    """One of FILES. That for a mail merge is of those whom ``what`` concerns, or of everybody."""
    at = look(id, request.args.get("event", ""))
    if file in OF_LEADS and not at.is_lead:
        raise NotAllowed()
    words = site().languages[at.at.area.language]
    event = at.say().event(at.event)
    title = words.say("people.files.title_of", event=event, area=at.area.name)
    links = _links(at, request.args.get("what", "")) if file in OF_LEADS else {}
    of = PeopleFile(at.view, at.guests.sectors, title, at.guests.at, links)
    make, kind = FILES[file]
    response = make_response(make(of, words))
    response.content_type = kind
    name = f"{_plain(at.area.name)}-{at.event.start[:10] or at.event.id}-{file}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@routes.get("/area/<id>/people/files/meeting.ics")
def calendar(id: str) -> Answer:
    """The event for calendars, to be passed on with an invitation: the same for everybody."""
    at = look(id, request.args.get("event", ""))
    words = site().languages[at.at.area.language]
    page = event_link(at) if at.view.open and not at.view.over else ""
    event = at.at.area.event(at.view.event)
    data = event_file(at.at, event, words, now=at.guests.at, page=page)
    return attached(data, f"{_plain(at.area.name)}-{event.day or event.id}.ics")


def _links(at: Here, what: str) -> dict[str, str]:
    found = concerned(at, what) if what in WHAT else at.view.people
    return {one.id: personal_link(at, at.invitee(one.id)) for one in found}


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "area"
