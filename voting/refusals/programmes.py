"""A programme's forms: areas that are added, taken in and removed."""

from voting.refusals import Refusal


class BadLine(Refusal):
    """A pasted line that makes no area: ``why`` says what is wrong, ``line`` where."""

    code = "bad-line"
    field = "lines"


class SameAreaThere(Refusal):
    """The programme has an area of that name: is this another one?"""

    code = "same-area-there"
    status = 409
    field = "another"


class NotAnAreaLink(Refusal):
    """A link of something else was pasted where an area's is wanted."""

    code = "not-an-area-link"
    field = "link"


class AreaThere(Refusal):
    code = "area-there"
    status = 409
    field = "link"


class NotInProgramme(Refusal):
    code = "not-in-programme"
    status = 404
