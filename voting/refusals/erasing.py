"""Rehearsals, and what may be deleted."""

from voting.refusals import Refusal


class NotARehearsal(Refusal):
    code = "not-a-rehearsal"
    status = 409


class NoSuchPicture(Refusal):
    code = "no-such-picture"
    status = 409
    field = "picture"


class NotErasable(Refusal):
    code = "not-erasable"
    status = 409


class AreaNotTyped(Refusal):
    code = "area-not-typed"
    field = "area"
