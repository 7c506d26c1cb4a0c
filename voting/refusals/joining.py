"""The workshop that was asked for, and the way in."""

from voting.refusals import Refusal


class UnknownWorkshop(Refusal):
    code = "unknown-workshop"
    status = 404


class UnknownCode(Refusal):
    code = "unknown-code"
    status = 404
    field = "code"


class CodeExpired(Refusal):
    code = "code-expired"
    status = 410
    field = "code"


class JoiningLocked(Refusal):
    code = "joining-locked"
    status = 403


class WorkshopFull(Refusal):
    code = "workshop-full"
    status = 403


class CodesTaken(Refusal):
    code = "codes-taken"
    status = 503
    again = True
