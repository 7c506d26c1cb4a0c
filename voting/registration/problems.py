"""Why a mail did not go, as keys: from what the mail server said (RFC 5321, RFC 3463)."""

import re

UNREACHABLE = "unreachable"  # the mail server can't be reached, or hung up
LOGIN = "login"  # it refused the name or password
ENCRYPTION = "encryption"  # no encrypted connection, or its certificate is not trusted
SENDER = "sender"  # it takes no mail from MAIL_FROM
LATER = "later"  # it said to try again later
ADDRESS = "address"  # there is no such address, or it can't be written to
FULL = "full"  # the mailbox is full
BLOCKED = "blocked"  # refused as unwanted, or by a rule
REFUSED = "refused"  # refused for good, for another reason
OFTEN = "often"  # the address has had many mails in a day
GIVEN_UP = "given-up"  # tried for two days
RETURNED = "returned"  # accepted at first, then sent back

# The fault is in the mail server or its settings: it holds up every mail, whoever it is to.
OF_THE_SERVER = frozenset((UNREACHABLE, LOGIN, ENCRYPTION, SENDER))
PROBLEMS = (
    *sorted(OF_THE_SERVER),
    LATER,
    OFTEN,
    ADDRESS,
    FULL,
    BLOCKED,
    REFUSED,
    GIVEN_UP,
    RETURNED,
)

_STATUS = re.compile(r"\b[245]\.(\d{1,3})\.(\d{1,3})\b")
_UNKNOWN = frozenset(("1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "2.0", "2.1", "4.4"))


def is_permanent(code: int) -> bool:
    """Is it no use to try again? ``code`` is the number a reply begins with."""
    return 500 <= code < 600


def problem_of(code: int, said: str) -> str:
    """The problem in a reply to a recipient or to the mail itself."""
    if not is_permanent(code):
        return LATER
    return problem_of_status(said) or {550: ADDRESS, 551: ADDRESS, 553: ADDRESS, 552: FULL}.get(
        code, REFUSED
    )


def problem_of_status(said: str) -> str:
    """The problem by the enhanced status code ("5.1.1") in a text; "" without one."""
    found = _STATUS.search(said)
    if found is None:
        return ""
    status = f"{int(found[1])}.{int(found[2])}"
    if status in _UNKNOWN:
        return ADDRESS
    if status == "2.2":
        return FULL
    return BLOCKED if found[1] == "7" else REFUSED
