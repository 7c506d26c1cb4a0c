"""A workshop's results as files, in its language whoever asks: they are passed on."""

from flask import Blueprint, make_response
from msgspec.structs import replace

from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.visitor import admitted
from voting.refusals.files import NothingAgreed, NothingToCompare
from voting.refusals.goals import PlanUnread
from voting.reports import downloads
from voting.reports.record import record

routes = Blueprint("lead", __name__)
_FILES = ",".join(f'"{file}"' for file in downloads.FILES)


@routes.get(f"/results/<workshop>/<any({_FILES}):file>")
def download(workshop: str, file: str) -> Answer:
    found, _ = admitted(workshop, "lead")
    service, words = site().service, site().languages[found.language]
    # What was agreed is in a file whatever is on the screens.
    situation = replace(service.situation(found), plan=service.plan_beside(found))
    log = service.store.log(workshop)
    told = record(situation, log, service.clock(), words)
    if file in downloads.CHANGED and not downloads.told_in(file, told)["changed"]:
        raise NothingToCompare(why="workshop")
    if file in downloads.AGREED and "plan_unread" in told:
        raise PlanUnread()
    if file in downloads.AGREED and "plan" not in told:
        raise NothingAgreed()
    if file in downloads.APART:
        data = site().press.make(file, told, words)
    else:
        data = downloads.write(file, told, words)
    response = make_response(data)
    response.content_type = downloads.FILES[file][1]
    name = downloads.file_name(file, found)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
