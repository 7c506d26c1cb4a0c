"""Two workshops compared over a programme's areas, for its evaluators and for its team."""

from collections.abc import Callable
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
from voting.refusals.files import NothingToCompare
from voting.reports.downloads import CSV
from voting.reports.evaluation.charts import distributions_svg
from voting.reports.evaluation.tables import alpha_csv, table1_csv
from voting.views import heat
from voting.views.evaluation import EvaluationView, evaluation_view
from voting.views.evaluation_choosing import asked
from voting.views.programme import Asked as Names
from voting.views.programme import in_order

routes = Blueprint("comparison", __name__)
_NAMES = '"table1.csv","alpha.csv","distributions.svg"'


@routes.get("/programme/<id>/comparison")
def comparison(id: str) -> Answer:
    found, _ = admitted_to_programme(id, evaluators=True)
    mark = site().service.mark_of_programme(found)  # first: what changes meanwhile is told
    view = _view(found)
    here = f"/programme/{found.id}/comparison"

    def address(**changes: str) -> str:
        query = urlencode(view.asked.address(**changes))
        return f"{here}?{query}" if query else here

    def file_address(file: str) -> str:
        return f"{here}/{file}?{urlencode(view.asked.address(sort='', order=''))}"

    page = rendered_in_turns(
        "comparison.html",
        programme=found,
        view=view,
        evaluating=True,
        mark=mark,
        here=here,
        address=address,
        file_address=file_address,
        point_name=point_name,
        figures=figures,
        told=Said(view, words_here()),
        order=in_name_order(view.tables),
        reasons=heat.MISSING,
        script_json=script_json(found),
    )
    return packed(make_response(page))


@routes.get(f"/programme/<id>/comparison/<any({_NAMES}):file>")
def comparison_file(id: str, file: str) -> Answer:
    found, _ = admitted_to_programme(id, evaluators=True)
    view = _view(found)
    if view.comparison is None:
        raise NothingToCompare("evaluation")
    data, kind = _FILES[file]
    response = make_response(data(view).encode())
    response.content_type = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _table1(view: EvaluationView) -> str:
    assert view.comparison
    return table1_csv(view.comparison, {})


def _alpha(view: EvaluationView) -> str:
    assert view.comparison
    return alpha_csv(view.comparison, {})


def _distributions(view: EvaluationView) -> str:
    assert view.comparison
    assert view.framework
    named = {end.point: point_name(end.point) for end in view.ends}
    return distributions_svg(view.comparison, view.framework, named, words_here())


_FILES: dict[str, tuple[Callable[[EvaluationView], str], str]] = {
    "table1.csv": (_table1, CSV),
    "alpha.csv": (_alpha, CSV),
    "distributions.svg": (_distributions, "image/svg+xml"),
}


def _view(found: Programme) -> EvaluationView:
    """As evaluators may see it, whoever asks."""
    areas = in_order(areas_of(found), numbers(found), Names(), evaluating=True)
    known = site().service.frameworks
    return evaluation_view(areas, asked(request.args), known, usual_framework(found))
