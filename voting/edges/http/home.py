"""The home page: setting up a workshop, and those that this browser is signed in to."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, g, make_response, render_template, request

from voting import identity as ids
from voting.core import commands as c
from voting.core.actors import Role
from voting.edges.http.sent import Answer, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, words_here
from voting.edges.http.visitor import actor_here, address, page_of, sign_in
from voting.refusals import Refusal
from voting.refusals.sent import UnknownChoice
from voting.refusals.serving import StoreUnavailable
from voting.refusals.together import all_of
from voting.views.named import named_workshop

# What makes one request for a workshop another than the one before.
_ASKED_FOR = ("area", "kind", "date", "title", "framework", "rehearsal", "language")
_FIELDS = ("area", "kind", "date", "title", "framework", "language", "passphrase")
MOST_LISTED = 40  # workshops that are looked up for a browser

routes = Blueprint("home", __name__)


@routes.get("/")
def home() -> Answer:
    return _page()


@routes.post("/workshops")
def create() -> Answer:
    """Set up a workshop from the home page's form (or the same fields as JSON)."""
    fields = sent_fields()
    service = site().service
    details = c.Details(
        area=fields.get("area", ""),
        kind=fields.get("kind", ""),
        date=fields.get("date", ""),
        title=fields.get("title", ""),
    )
    framework = fields.get("framework") or next(iter(service.frameworks))
    try:
        _, language, _ = all_of(
            lambda: _check_passphrase(fields),
            lambda: _language(fields),
            lambda: service.check_new(framework, details),
        )
        # The browser is part of it: another one's request never leads into this workshop. So is
        # what is asked for: a form that a browser brings back as it was, with its request id,
        # and that is filled in anew, asks for another workshop.
        request_id = fields.get("request_id") or ids.new_request()
        asked = (fields.get(name, "") for name in _ASKED_FOR)
        request_name = site().identity.request_name("|".join((g.browser, request_id, *asked)))
        made = service.set_up(
            request_name,
            framework,
            details,
            lambda id: actor_here(Role.TRAINER, id),
            rehearsal=bool(fields.get("rehearsal")),
            language=language,
        )
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return _page(problem)
    by = actor_here(Role.TRAINER, made.id)
    return sign_in(made.id, by, f"/workshops/{made.id}/created")


def _check_passphrase(fields: Mapping[str, str]) -> None:
    """Raises WrongPassphrase or TooManyTries, where a passphrase is asked for."""
    if wanted := site().settings.create_passphrase:
        site().service.check_passphrase(wanted, fields.get("passphrase", ""), address())


def _language(fields: Mapping[str, str]) -> str:
    """The language of the workshop: as chosen, or else that of the page; raises UnknownChoice."""
    wanted = fields.get("language") or words_here().language
    if wanted not in site().languages:
        raise UnknownChoice("language")
    return wanted


def _page(problem: Refusal | None = None) -> Answer:
    service = site().service
    page = render_template(
        "home.html",
        kinds=list(words_here()["common"]["kinds"].items()),
        spoken=[(words.language, words.name) for words in site().languages],
        frameworks=[(f.key, f.name) for f in service.frameworks.values()],
        passphrase_wanted=bool(site().settings.create_passphrase),
        request_id=request.form.get("request_id") or ids.new_request(),
        form=request.form,
        errors=faults(problem, _FIELDS),
        today=service.clock().date().isoformat(),
        deleted=request.args.get("deleted"),
        mine=_mine(),
    )
    return make_response(page, 200 if problem is None else problem.status)


def _mine() -> list[Mapping[str, Any]]:
    """The workshops that this browser is signed in to, the newest first."""
    held = [(one.workshop, one.actor) for one in g.holds.held]
    try:
        found = site().service.signed_in_to(held, MOST_LISTED)
    except StoreUnavailable:  # the page is good without
        return []
    found.sort(key=lambda one: (one[0].details.date, one[0].created_at), reverse=True)
    return [
        {
            "workshop": named_workshop(workshop),
            "role": actor.role.value,
            "to": page_of(actor.role, workshop.id),
        }
        for workshop, actor in found
    ]


FORMS = {"home.create": _page}
