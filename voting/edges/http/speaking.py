"""The words of the page that is being made."""

from flask import g, request

from voting.core.state import Workshop
from voting.edges.http.site import site
from voting.edges.language import words_for
from voting.words import Words


def words_here() -> Words:
    """The words of the language that this request is answered in."""
    if "words" not in g:
        g.words = _chosen()
    words: Words = g.words
    return words


def speak_in(workshop: Workshop) -> None:
    """The answer is about this workshop: in its language, unless the person chose another."""
    g.words = _chosen(workshop.language)


def _chosen(workshop: str | None = None) -> Words:
    accept = request.headers.get("Accept-Language", "")
    return words_for(site().languages, request.cookies, accept, workshop)
