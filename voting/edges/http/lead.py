"""A workshop's results as files."""

from flask import Blueprint, make_response

from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.speaking import words_here
from voting.edges.http.visitor import admitted
from voting.reports import downloads

routes = Blueprint("lead", __name__)


@routes.get(f"/results/<workshop>/<any({','.join(downloads.FILES)}):file>")
def download(workshop: str, file: str) -> Answer:
    found, _ = admitted(workshop, "lead")
    service = site().service
    data, kind = downloads.make(
        file, service.situation(found), service.store.log(workshop), service.clock(), words_here()
    )
    response = make_response(data)
    response.content_type = kind
    name = downloads.file_name(file, found)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
