"""What a programme is called, and what holds for all its areas."""

from collections.abc import Container, Mapping
from zoneinfo import available_timezones

from flask import Blueprint, make_response, render_template, request

from voting.edges.http.area_pages import step_of
from voting.edges.http.sent import Answer, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, words_here
from voting.edges.http.visitor import admitted_to_programme, go_on
from voting.programme import commands as c
from voting.programme.programme import Programme
from voting.programme.series import TEMPLATES
from voting.refusals import Refusal
from voting.refusals.sent import UnknownChoice
from voting.refusals.serving import StoreUnavailable
from voting.refusals.together import all_of

routes = Blueprint("programme_details", __name__)
_FIELDS = ("name", "organisation", "template", "framework", "timezone", "most_sessions")
_NO_NUMBER = -1  # which is refused


@routes.get("/programme/<id>/details")
def details(id: str) -> Answer:
    found, _ = admitted_to_programme(id)
    return _page(found)


@routes.post("/programme/<id>/edit_programme")
def edit(id: str) -> Answer:
    _, by = admitted_to_programme(id)
    fields = sent_fields()
    try:
        step = step_of(fields)
        command, *_ = all_of(
            lambda: _command(fields),
            lambda: _among(fields.get("framework", ""), site().service.frameworks, "framework"),
            lambda: _among(fields.get("timezone", ""), zones(), "timezone"),
        )
        site().service.act_on_programme(id, by, command, step=step)
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return _page(site().service.programme(id), problem)
    return go_on(f"/programme/{id}/details?did=edit_programme")


def _command(fields: Mapping[str, str]) -> c.EditProgramme:
    most = fields.get("most_sessions", "").strip()
    return c.EditProgramme(
        name=fields.get("name", ""),
        organisation=fields.get("organisation", ""),
        template=fields.get("template", ""),
        framework=fields.get("framework", ""),
        timezone=fields.get("timezone", ""),
        most_sessions=int(most) if most.isdecimal() and len(most) < 4 else _NO_NUMBER,
    )


def _among(given: str, choices: Container[str], field: str) -> None:
    if given not in choices:
        raise UnknownChoice(field)


def zones() -> set[str]:
    """The time zones that are named by a place."""
    return {zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")}


def _page(found: Programme, problem: Refusal | None = None) -> Answer:
    held = {
        "name": found.name,
        "organisation": found.organisation,
        "template": found.template,
        "framework": found.framework,
        "timezone": found.timezone,
        "most_sessions": str(found.most_sessions),
        "step": str(found.step),
    }
    page = render_template(
        "programme_details.html",
        programme=found,
        # Whoever was overtaken keeps what they typed, and sends it on what there is now.
        form={**request.form, "step": held["step"]} if problem else held,
        templates=[(key, words_here()["area"]["templates"][key]) for key in TEMPLATES],
        frameworks=[(one.key, one.name) for one in site().service.frameworks.values()],
        zones=[(zone, zone.replace("_", " ")) for zone in sorted(zones() | {found.timezone})],
        errors=faults(problem, _FIELDS),
        did=request.args.get("did", ""),
    )
    return make_response(page, 200 if problem is None else problem.status)


def _again(problem: Refusal) -> Answer:
    assert request.view_args
    found, _ = admitted_to_programme(request.view_args["id"])
    return _page(found, problem)


FORMS = {"programme_details.edit": _again}
