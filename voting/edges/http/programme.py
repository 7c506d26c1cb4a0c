"""A programme's page, what evaluators see of it, and its files."""

from urllib.parse import urlencode

from flask import Blueprint, make_response, request

from voting.edges.http.programme_here import (
    areas_of,
    in_name_order,
    point_name,
    script_json,
    usual_framework,
)
from voting.edges.http.programme_links import numbers
from voting.edges.http.rendering import packed, rendered_in_turns
from voting.edges.http.sent import Answer, in_json
from voting.edges.http.site import site
from voting.edges.http.speaking import words_here
from voting.edges.http.visitor import admitted_to_programme
from voting.goals.situation import PlanSituation
from voting.programme.programme import Programme
from voting.reports import programme_files
from voting.reports.programme_dataset import Dataset, dataset
from voting.views import heat
from voting.views.programme import Asked, Due, asked, in_order, programme_view
from voting.wire.pages import Mark
from voting.words import Words

routes = Blueprint("programme", __name__)
_LARGE = 500  # rows of a dataset from which on every file of it is made apart
_FILES = ",".join(f'"{file}"' for file in programme_files.FILES)


@routes.get("/programme/<id>")
def programme(id: str) -> Answer:
    found, _ = admitted_to_programme(id)
    return _page(found, asked(request.args))


@routes.get("/programme/<id>/evaluation")
def evaluation(id: str) -> Answer:
    found, _ = admitted_to_programme(id, evaluators=True)
    return _page(found, asked(request.args), evaluating=True)


@routes.get("/programme/<id>/mark")
def mark_now(id: str) -> Answer:
    found, _ = admitted_to_programme(id, evaluators=True)
    return in_json(Mark(mark=site().service.mark_of_programme(found)))


@routes.get(f"/programme/<id>/files/<any({_FILES}):file>")
def files(id: str, file: str) -> Answer:
    """All of a programme in one file: as evaluators may have it if they ask, or are asked for."""
    evaluating = "evaluation" in request.args
    found, actor = admitted_to_programme(id, evaluators=True)
    evaluating = evaluating or actor.role.value == "evaluator"
    wanted = asked(request.args)
    words = site().languages[found.language]
    told = _told(found, wanted, words, evaluating=evaluating)
    if file in programme_files.APART or len(told["dataset"] + told["answers"]) > _LARGE:
        data = site().press.make(file, told, words)
    else:
        data = programme_files.write(file, told, words)
    response = make_response(data)
    response.content_type = programme_files.FILES[file]
    name = programme_files.file_name(file, told)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _told(found: Programme, wanted: Asked, words: Words, *, evaluating: bool) -> Dataset:
    told = in_order(areas_of(found), numbers(found), wanted, evaluating=evaluating)
    service = site().service
    held = service.plans_of([each.area.id for _, each in told])
    plans = {
        each.area.id: PlanSituation(plan, "", each.today.isoformat(), service.catalogue)
        for _, each in told
        if (plan := held.get(each.area.id))
    }
    return dataset(
        found,
        told,
        service.clock(),
        words,
        known=service.frameworks,
        whole=not evaluating,
        plans=plans,
    )


def _page(found: Programme, wanted: Asked, *, evaluating: bool = False) -> Answer:
    service, words, usual = site().service, words_here(), usual_framework(found)
    mark = service.mark_of_programme(found)  # first: what changes meanwhile is told
    areas = areas_of(found)
    plans = service.plans_of([each.area.id for each in areas])
    view = programme_view(
        areas,
        numbers(found),
        wanted,
        usual,
        known=service.frameworks,
        evaluating=evaluating,
        plans=plans,
    )
    here = f"/programme/{found.id}" + ("/evaluation" if evaluating else "")

    def address(**changes: str) -> str:
        query = urlencode(view.asked.address(**changes))
        return f"{here}?{query}" if query else here

    def file_address(file: str) -> str:
        query = {"evaluation": ""} if evaluating else view.asked.address(at="", sort="")
        kept = {name: value for name, value in query.items() if name in ("evaluation", "names")}
        to = f"/programme/{found.id}/files/{file}"
        return f"{to}?{urlencode(kept)}" if kept else to

    page = rendered_in_turns(
        "programme.html",
        programme=found,
        view=view,
        evaluating=evaluating,
        mark=mark,
        here=here,
        address=address,
        file_address=file_address,
        point_name=point_name,
        step_name=_step_name,
        owner_name=lambda owner: words["area"]["owners"][owner],
        order=in_name_order(view.tables),
        reasons=heat.MISSING,
        script_json=script_json(found),
    )
    return packed(make_response(page))


def _step_name(due: Due) -> str:
    """What a deadline is for."""
    said = words_here()
    if due.what:
        return str(said["area"]["steps"].get(due.what, due.what))
    return due.text or str(said["programme"]["due"]["own"])
