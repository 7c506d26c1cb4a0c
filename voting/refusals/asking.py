"""Who asks may not, or can't show who they are."""

from voting.refusals import Refusal


class NotAllowed(Refusal):
    code = "not-allowed"
    status = 403


class OldLink(Refusal):
    code = "old-link"
    status = 403


class BrokenLink(Refusal):
    """A secret link that was never in force as it came."""

    code = "broken-link"
    status = 403


class NoToken(Refusal):
    code = "no-token"
    status = 403


class FormTooOld(Refusal):
    """The same for a form, which is shown again, filled in and with the token of now."""

    code = "form-too-old"
    status = 403


class ForeignOrigin(Refusal):
    code = "foreign-origin"


class WrongPassphrase(Refusal):
    code = "wrong-passphrase"
    status = 403
    field = "passphrase"
