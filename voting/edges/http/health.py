"""Is the server well? For whoever watches over it."""

import logging

from flask import Blueprint, jsonify

from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.refusals.serving import StoreUnavailable

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
        return jsonify(ok=False, store=False, reason=reason), 503
    return jsonify(ok=True, store=True, warnings=site().weaknesses)
