"""An area's files, in its language whoever asks: they are passed on."""

from flask import Blueprint, make_response, request

from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.visitor import admitted_to_area
from voting.refusals.files import NothingAgreed, NothingToCompare
from voting.refusals.goals import PlanUnread
from voting.reports import area_downloads
from voting.reports.area_record import area_record

routes = Blueprint("area_files", __name__)
_FILES = ",".join(f'"{file}"' for file in area_downloads.FILES)


@routes.get(f"/area/<id>/files/<any({_FILES}):file>")
def download(id: str, file: str) -> Answer:
    """One of the area's files; ``from`` and ``to`` are ids of the two workshops to compare."""
    area, _ = admitted_to_area(id)
    service, words = site().service, site().languages[area.language]
    compared = {"earlier": request.args.get("from", ""), "later": request.args.get("to", "")}
    at, plan = service.look_at_area(area), service.plan_of_area(area)
    told = area_record(at, service.clock(), words, plan=plan, **compared)
    if file in area_downloads.CHANGED and not told["changed"]:
        raise NothingToCompare(why="points" if any(compared.values()) else "area")
    if file in area_downloads.AGREED and "plan_unread" in told:
        raise PlanUnread()
    if file in area_downloads.AGREED and "plan" not in told:
        raise NothingAgreed()
    if file in area_downloads.APART:
        data = site().press.make(file, told, words)
    else:
        data = area_downloads.write(file, told, words)
    response = make_response(data)
    response.content_type = area_downloads.FILES[file][1]
    name = area_downloads.file_name(file, told)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
