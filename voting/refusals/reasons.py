"""The reasons that people write."""

from voting.refusals import Refusal


class RateFirst(Refusal):
    code = "rate-first"
    status = 409


class ReasonsClosed(Refusal):
    code = "reasons-closed"
    status = 409


class ReasonShown(Refusal):
    code = "reason-shown"
    status = 409


class UnknownReason(Refusal):
    code = "unknown-reason"
    status = 404
