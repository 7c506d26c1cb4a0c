"""Workshops on paper that are typed in."""

from voting.refusals import Refusal


class HeldLive(Refusal):
    """The ``area`` has a workshop of this ``kind`` that is held with this software: what was rated
    in it is not replaced."""

    code = "held-live"
    status = 409


class NotImported(Refusal):
    """Only what was imported can be removed."""

    code = "not-imported"
    status = 404


class ReplacesImported(Refusal):
    """``n`` workshops of a table were imported before, with other ratings: are those replaced?"""

    code = "replaces-imported"
    status = 409
    field = "replace"
