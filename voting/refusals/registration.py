"""Inviting people, registering, and rating ahead of a workshop."""

from voting.refusals import Refusal


class UnknownInvitee(Refusal):
    """Nobody of this id is on the roster: they may have been erased."""

    code = "unknown-invitee"
    status = 404
