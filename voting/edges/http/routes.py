"""Every route there is: a blueprint for each subject, in a file of its own."""

from flask import Flask

from voting.edges.http import (
    ahead,
    area,
    area_files,
    area_workshops,
    calendars,
    comparison,
    creating,
    enter,
    guard,
    health,
    home,
    importing,
    instruments,
    join,
    language,
    lead,
    live,
    offline,
    pack,
    person,
    plan,
    privacy,
    problems,
    programme,
    programme_areas,
    programme_details,
    programmes,
    registering,
    rendering,
    roster,
    roster_files,
    static,
    trainer,
)
from voting.edges.http.site import Site

_PROGRAMME = (programmes, programme_details, importing, programme_areas)  # with forms
_SUBJECTS = (
    home, creating, join, enter, live, trainer, lead, area, plan, area_workshops, area_files,
    calendars,
    roster, roster_files, programme, comparison, pack, *_PROGRAMME, language, static, offline,
    health,
    registering, person, ahead, privacy, instruments,
)  # fmt: skip


def register(flask: Flask, site: Site) -> None:
    """Attach all routes to the Flask application, and what every request passes."""
    flask.extensions["site"] = site
    guard.register(flask)
    own = (
        creating.FORMS, instruments.FORMS, join.FORMS, area.FORMS_AGAIN, plan.FORMS_AGAIN,
        roster.FORMS_AGAIN, registering.FORMS,
    )  # fmt: skip
    forms = (*own, *(each.FORMS for each in _PROGRAMME))
    again = {name: show for each in forms for name, show in each.items()}
    problems.register(flask, again, roster.LISTS_AGAIN)
    flask.context_processor(rendering.shared)
    for subject in _SUBJECTS:
        flask.register_blueprint(subject.routes)
