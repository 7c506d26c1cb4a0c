"""The health check, for monitoring."""

import logging

from flask import Blueprint

from voting.edges.http.sent import Answer, in_json
from voting.edges.http.site import site
from voting.refusals.serving import StoreUnavailable
from voting.wire.pages import Unwell, Well

_log = logging.getLogger(__name__)
routes = Blueprint("health", __name__)


@routes.get("/healthz")
def healthz() -> Answer:
    try:
        site().service.store.check()
    except StoreUnavailable as problem:
        # What is wrong in detail, addresses among it, is for the log and not for strangers.
        _log.warning("store: %s", problem.reason)
        kind = type(problem.__cause__ or problem).__name__
        reason = f"the store does not answer or can't be written to ({kind})"
        return in_json(Unwell(reason=reason), 503)
    return in_json(Well(warnings=site().weaknesses))
