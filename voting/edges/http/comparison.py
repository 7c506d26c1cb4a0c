"""Two workshops compared over a programme's areas, for its evaluators and for its team."""

from urllib.parse import urlencode

from flask import Blueprint, make_response, request

from voting.edges.http.comparison_said import Said
from voting.edges.http.programme_here import (
    areas_of,
    in_name_order,
    point_name,
    script_json,
    usual_framework,
)
from voting.edges.http.programme_links import numbers
from voting.edges.http.rendering import packed, rendered_in_turns
from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.speaking import words_here
from voting.edges.http.visitor import admitted_to_programme
from voting.evaluation import figures
from voting.programme.programme import Programme
from voting.views import heat
from voting.views.evaluation import EvaluationView, evaluation_view
from voting.views.evaluation_choosing import asked
from voting.views.programme import Asked as Names
from voting.views.programme import in_order

routes = Blueprint("comparison", __name__)


@routes.get("/programme/<id>/comparison")
def comparison(id: str) -> Answer:
    found, _ = admitted_to_programme(id, evaluators=True)
    mark = site().service.mark_of_programme(found)  # first: what changes meanwhile is told
    view = _view(found)
    here = f"/programme/{found.id}/comparison"

    def address(**changes: str) -> str:
        query = urlencode(view.asked.address(**changes))
        return f"{here}?{query}" if query else here

    page = rendered_in_turns(
        "comparison.html",
        programme=found,
        view=view,
        evaluating=True,
        mark=mark,
        here=here,
        address=address,
        point_name=point_name,
        figures=figures,
        told=Said(view, words_here()),
        order=in_name_order(view.tables),
        reasons=heat.MISSING,
        script_json=script_json(found),
    )
    return packed(make_response(page))


def _view(found: Programme) -> EvaluationView:
    """As evaluators may see it, whoever asks."""
    areas = in_order(areas_of(found), numbers(found), Names(), evaluating=True)
    known = site().service.frameworks
    return evaluation_view(areas, asked(request.args), known, usual_framework(found))
