"""What is recorded for a domain."""

from voting.refusals import Refusal


class AlreadyRuled(Refusal):
    code = "already-ruled"
    status = 409


class NothingToReopen(Refusal):
    code = "nothing-to-reopen"
    status = 409


class DomainsOpen(Refusal):
    code = "domains-open"
    status = 409


class NotRated(Refusal):
    """No round has asked about it yet, though it is on the screens."""

    code = "not-rated"
    status = 409


class NoRatings(Refusal):
    code = "no-ratings"
    status = 409


class NotUnanimous(Refusal):
    code = "not-unanimous"
    status = 409


class MajorityTied(Refusal):
    code = "majority-tied"
    status = 409


class NotTheMajority(Refusal):
    code = "not-the-majority"
    status = 409
    field = "rating"


class NotTheMedian(Refusal):
    code = "not-the-median"
    status = 409
    field = "rating"


class MethodNotHere(Refusal):
    """Questions of this kind are not settled in this way."""

    code = "method-not-here"
    field = "method"


class NothingToDecide(Refusal):
    """Nothing is recorded for questions of this kind."""

    code = "nothing-to-decide"
    status = 409


class NotTied(Refusal):
    code = "not-tied"
    status = 409


class NotAmongTied(Refusal):
    code = "not-among-tied"
    status = 409
    field = "rating"


class ReasonNeeded(Refusal):
    code = "reason-needed"
    field = "note"


class RatingNotWanted(Refusal):
    code = "rating-not-wanted"
    field = "rating"


class RatingNeeded(Refusal):
    code = "rating-needed"
    field = "rating"
