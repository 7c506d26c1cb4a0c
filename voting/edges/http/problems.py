"""Answers to requests that fail: an error page, the form again, or JSON."""

from collections.abc import Callable, Mapping

from flask import Flask, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from voting.edges.http.sent import Answer, in_json, wants_json
from voting.edges.http.speaking import words_here
from voting.refusals import Refusal
from voting.refusals.asking import FormTooOld, NoToken
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.sent import TooLarge
from voting.refusals.serving import StoreUnavailable
from voting.typed import way_on
from voting.wire.answers import Error, Refused, refused
from voting.wire.codec import MOST_PASTED

# By endpoint: shows the form that was sent again, filled in as it was, with the token it lacked.
Forms = Mapping[str, Callable[[Refusal], Answer]]


def register(flask: Flask, forms: Forms, too_long: Forms) -> None:
    """Answer all refusals and HTTP errors of the Flask application; ``too_long`` are forms that are
    shown, empty, after more was sent than is read."""

    def refused(problem: Refusal) -> Answer:
        return _refused(problem, too_long if isinstance(problem, TooLarge) else forms)

    flask.register_error_handler(Refusal, refused)
    flask.register_error_handler(HTTPException, _http_problem)


def _refused(problem: Refusal, forms: Forms) -> Answer:
    if wants_json():
        return in_json(refused(problem, words_here()), problem.status)
    if isinstance(problem, UnknownWorkshop) and (place := _place_meant()):
        return redirect(place, 302)
    # Two tabs at a first visit, say: the second one's name has replaced the first one's.
    is_formal = isinstance(problem, NoToken | TooLarge)
    if is_formal and (form := forms.get(request.endpoint or "")):
        try:
            return form(FormTooOld() if isinstance(problem, NoToken) else problem)
        except Refusal as another:
            problem = another
    return _error_page(problem.status, _sentence(problem))


def _sentence(problem: Refusal) -> str:
    words = words_here()
    if isinstance(problem, StoreUnavailable):  # its own sentence is for pages that try again
        said: str = words["error"]["unavailable"]["page" if request.method == "GET" else "form"]
        return said
    return words.refusal(problem)


def _http_problem(problem: HTTPException) -> Answer:
    words = words_here()["error"]
    if isinstance(problem, NotFound) and (place := _place_meant()):
        return redirect(place, 302)
    if isinstance(problem, RequestEntityTooLarge):
        return _refused(TooLarge(n=MOST_PASTED), {})
    if isinstance(problem, NotFound | MethodNotAllowed):
        sentence = words["not_found"]
    else:
        sentence = words["unexpected"]
    status = problem.code or 500
    if wants_json():
        code = problem.name.lower().replace(" ", "-")
        error = Error(code, sentence, field=None, values={}, again=status >= 500)
        return in_json(Refused(error=error, errors=[error]), status)
    return _error_page(status, sentence)


def _error_page(status: int, sentence: str) -> Answer:
    page = render_template("error.html", status=status, sentence=sentence)
    return make_response(page, status)


def _place_meant() -> str | None:
    """Where a request for a page that does not exist was probably meant to go."""
    if request.method != "GET" or wants_json():
        return None
    place = way_on(request.path)
    return place if place != request.path else None
