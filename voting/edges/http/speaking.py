"""The words of the page that is being made."""

from collections.abc import Sequence

from flask import g, request

from voting.core.state import Workshop
from voting.edges.http.site import site
from voting.edges.language import words_for
from voting.programme.area import Area
from voting.programme.programme import Programme
from voting.refusals import Refusal
from voting.words import Words


def words_here() -> Words:
    """The words of the language that this request is answered in."""
    if "words" not in g:
        g.words = _chosen()
    words: Words = g.words
    return words


def speak_in(about: Workshop | Area | Programme) -> None:
    """The answer is about this: in its language, unless the person chose another."""
    g.words = _chosen(about.language)


def faults(problem: Refusal | None, fields: Sequence[str] = ()) -> list[dict[str, str | None]]:
    """What is wrong with a form, for its page: ``field`` and ``sentence`` of each fault, in the
    order in which the page has its ``fields``."""
    if problem is None:
        return []
    place = {field: at for at, field in enumerate(fields)}
    found = sorted((problem, *problem.also), key=lambda one: place.get(one.field or "", -1))
    return [{"field": one.field, "sentence": words_here().refusal(one)} for one in found]


def _chosen(workshop: str | None = None) -> Words:
    accept = request.headers.get("Accept-Language", "")
    return words_for(site().languages, request.cookies, accept, workshop)
