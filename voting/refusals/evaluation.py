"""Tables of ratings that are evaluated or imported."""

from voting.refusals import Refusal


class UnreadableTable(Refusal):
    """It is no table of ratings: ``why`` says what is missing."""

    code = "unreadable-table"
    field = "rows"


class NothingRatedAlike(Refusal):
    """No area has held a workshop whose ratings can be compared."""

    code = "nothing-rated-alike"
    status = 409


class BadRow(Refusal):
    """A row that gives no rating: ``why`` says what is wrong, ``line`` where."""

    code = "bad-row"
    field = "rows"
