"""The privacy notice, which whoever registers agrees to."""

from flask import Blueprint, render_template

from voting.edges.http.sent import Answer
from voting.edges.http.site import site

routes = Blueprint("privacy", __name__)


@routes.get("/privacy")
def notice() -> Answer:
    return render_template("privacy.html", days=site().settings.keep_days)
