"""Files about what changed, which need two workshops."""

from voting.refusals import Refusal


class NothingToCompare(Refusal):
    """``why``: ``workshop``, of a workshop before which the area had none, or ``area``, of an area
    with fewer than two that have a result, or ``points`` where those asked for are not two of its
    workshops, the earlier one first."""

    code = "nothing-to-compare"
    status = 404
