"""The evaluator's pack of a programme."""

from flask import Blueprint, make_response, request

from voting.edges.http.programme_here import areas_of, usual_framework
from voting.edges.http.programme_links import numbers
from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.visitor import admitted_to_programme
from voting.refusals.evaluation import NothingRatedAlike
from voting.reports.evaluation.pack import FILE
from voting.reports.evaluation.pack_told import pack_told
from voting.reports.programme_dataset import dataset
from voting.reports.programme_files import file_name
from voting.views.evaluation_choosing import asked, choices
from voting.views.programme import asked as names_asked
from voting.views.programme import in_order

routes = Blueprint("pack", __name__)


@routes.get("/programme/<id>/pack.zip")
def pack(id: str) -> Answer:
    """Every area, with the two points that are chosen side by side: as evaluators may have it if
    they ask, or are asked for."""
    found, actor = admitted_to_programme(id, evaluators=True)
    evaluating = "evaluation" in request.args or actor.role.value == "evaluator"
    service, words = site().service, site().languages[found.language]
    all_ = areas_of(found)
    # What may be chosen is as evaluators may choose it, whoever asks.
    unnamed = in_order(all_, numbers(found), names_asked({}), evaluating=True)
    known = service.frameworks
    may = choices(unnamed, asked(request.args), known, usual_framework(found))
    if may.framework is None:
        raise NothingRatedAlike()
    areas = in_order(all_, numbers(found), names_asked(request.args), evaluating=evaluating)
    told = dataset(found, areas, service.clock(), words, known=known, whole=False)
    told["pack"] = pack_told(areas, may.framework, may.asked.since, may.asked.until, known, words)
    response = make_response(site().press.make(FILE, told, words))
    response.content_type = "application/zip"
    name = file_name(FILE, told)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
