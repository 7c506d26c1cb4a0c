"""Every route there is: a blueprint for each subject, in a file of its own."""

from flask import Flask

from voting.edges.http import (
    area,
    area_files,
    area_workshops,
    creating,
    enter,
    guard,
    health,
    home,
    join,
    language,
    lead,
    live,
    offline,
    problems,
    rendering,
    static,
    trainer,
)
from voting.edges.http.site import Site

_SUBJECTS = (
    home, creating, join, enter, live, trainer, lead, area, area_workshops, area_files, language,
    static, offline, health,
)  # fmt: skip


def register(flask: Flask, site: Site) -> None:
    """Attach all routes to the Flask application, and what every request passes."""
    flask.extensions["site"] = site
    guard.register(flask)
    problems.register(flask, {**creating.FORMS, **join.FORMS, **area.FORMS_AGAIN})
    flask.context_processor(rendering.shared)
    for subject in _SUBJECTS:
        flask.register_blueprint(subject.routes)
