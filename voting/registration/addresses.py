"""E-mail addresses: which can be, and which are the same."""

from email_validator import EmailNotValidError, validate_email

from voting.programme.texts import line
from voting.refusals.areas import BadEmail
from voting.refusals.sent import MissingText, TextTooLong
from voting.registration.roster import Invitee, Roster

EMAIL_LIMIT = 254  # RFC 5321: longer ones can't be sent to


def address(typed: str, *, required: bool = False) -> str:
    """An address as it is kept; raises MissingText, TextTooLong or BadEmail. Only its form is
    judged: whether it reaches anybody, a mail tells."""
    tidy = line(typed.strip().removeprefix("mailto:"), "email", "email", EMAIL_LIMIT)
    if not tidy:
        if required:
            raise MissingText("email", why="email")
        return ""
    try:
        # Test networks use names ending in .test. Few servers take more than ASCII before the @.
        found = validate_email(
            tidy,
            check_deliverability=False,
            allow_smtputf8=False,
            strict=True,
            test_environment=True,
        )
    except EmailNotValidError:
        raise BadEmail() from None
    return found.normalized


def same_address(one: str, other: str) -> bool:
    """Nobody's mail server tells capitals apart."""
    return bool(one) and one.casefold() == other.casefold()


def by_address(roster: Roster, typed: str) -> list[Invitee]:
    """Everybody on the roster with this address, in the order in which they came to it. What can't
    be an address is nobody's."""
    try:
        wanted = address(typed)
    except (BadEmail, TextTooLong):
        return []
    found = [one for one in roster.invitees.values() if same_address(one.about.email, wanted)]
    return sorted(found, key=lambda one: (one.made_at, one.id))
