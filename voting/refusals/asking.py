"""The sender may not do this, or can't show who they are."""

from voting.refusals import Refusal


class NotAllowed(Refusal):
    code = "not-allowed"
    status = 403


class OldLink(Refusal):
    code = "old-link"
    status = 403


class BrokenLink(Refusal):
    """A secret link that was never valid in this form."""

    code = "broken-link"
    status = 403


class NoToken(Refusal):
    code = "no-token"
    status = 403


class FormTooOld(Refusal):
    """The same for a form, which is shown again, filled in and with a new token."""

    code = "form-too-old"
    status = 403


class ForeignOrigin(Refusal):
    code = "foreign-origin"


class WrongPassphrase(Refusal):
    code = "wrong-passphrase"
    status = 403
    field = "passphrase"


class NothingHeld(Refusal):
    """What is to be forgotten is not known to this browser, or not any more."""

    code = "nothing-held"
    status = 404
