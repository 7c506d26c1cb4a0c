"""Setting up a programme, for those who run several areas."""

from collections.abc import Mapping

from flask import Blueprint, g, make_response, render_template, request

from voting import identity as ids
from voting.core.actors import Role
from voting.edges.http.creating import check_pace
from voting.edges.http.programme_links import programme_links
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, words_here
from voting.edges.http.visitor import address, editor, go_on
from voting.programme import commands as c
from voting.programme.programme import Programme
from voting.programme.series import TEMPLATES
from voting.refusals import Refusal
from voting.refusals.serving import StoreUnavailable
from voting.refusals.together import all_of
from voting.wire.pages import ProgrammeMade

_ASKED_FOR = ("name", "organisation", "template")
_FIELDS = (*_ASKED_FOR, "passphrase")

routes = Blueprint("programmes", __name__)


@routes.get("/programmes/new")
def new() -> Answer:
    return _page()


@routes.post("/programmes")
def create() -> Answer:
    """Set up a programme from the form (or the same fields as JSON)."""
    fields = sent_fields()
    try:
        made = _make(fields)
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return _page(problem)
    g.holds.use_area(Role.PROGRAMME, made.id, made.links["programme"])
    to = f"/programme/{made.id}/areas?made"
    if wants_json():
        return in_json(ProgrammeMade(programme=made.id, links=programme_links(made), to=to))
    return go_on(to)


def _make(fields: Mapping[str, str]) -> Programme:
    service, identity = site().service, site().identity
    command = c.CreateProgramme(
        name=fields.get("name", ""),
        organisation=fields.get("organisation", ""),
        template=fields.get("template") or TEMPLATES[0],
        framework=next(iter(service.frameworks)),
        language=words_here().language,
    )
    by = editor(Role.PROGRAMME, "")
    all_of(
        lambda: _check_passphrase(fields),
        lambda: service.check_new_programme(command, by),
    )
    # As on the start page: the browser and what is asked for are part of a request's name.
    check_pace()
    request_id = fields.get("request_id") or ids.new_request()
    asked = (fields.get(name, "") for name in _ASKED_FOR)
    name = identity.request_name("|".join((g.browser, request_id, *asked)))
    return service.make_programme(name, command, by)


def _check_passphrase(fields: Mapping[str, str]) -> None:
    """Raises WrongPassphrase or TooManyTries, where a passphrase is asked for."""
    if wanted := site().settings.create_passphrase:
        site().service.check_passphrase(wanted, fields.get("passphrase", ""), address())


def _page(problem: Refusal | None = None) -> Answer:
    page = render_template(
        "programme_new.html",
        templates=[(key, words_here()["area"]["templates"][key]) for key in TEMPLATES],
        passphrase_wanted=bool(site().settings.create_passphrase),
        request_id=request.form.get("request_id") or ids.new_request(),
        form=request.form,
        errors=faults(problem, _FIELDS),
    )
    return make_response(page, 200 if problem is None else problem.status)


FORMS = {"programmes.create": _page}
