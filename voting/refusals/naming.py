"""What the room names: rows and copies of an instrument."""

from voting.refusals import Refusal


class NotNamedHere(Refusal):
    """What this instrument asks about is fixed."""

    code = "not-named-here"
    status = 409


class TooManyNames(Refusal):
    code = "too-many-names"
    field = "names"


class SameName(Refusal):
    code = "names-alike"
    field = "names"


class NamesFixed(Refusal):
    """Somebody may have answered: names can be added, and none changed."""

    code = "names-fixed"
    status = 409
    field = "names"
