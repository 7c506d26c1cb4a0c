"""Files that there is nothing for yet."""

from voting.refusals import Refusal


class NothingToCompare(Refusal):
    """``why``: ``workshop``, of a workshop before which the area had none, or ``area``, of an area
    with fewer than two that have a result, or ``points`` where those asked for are not two of its
    workshops, the earlier one first, or ``evaluation``, where a programme has no ratings yet at
    either of two points, or they are the same."""

    code = "nothing-to-compare"
    status = 404


class NothingAgreed(Refusal):
    """Of a workshop or an area without goals, support sessions and actions."""

    code = "nothing-agreed"
    status = 404
