"""How a mail goes from waiting to sent, refused or not wanted: pure, one function for each step.

A process takes a mail for LEASE. If it dies, another may take the mail after that, so a mail whose
sending was not recorded is sent again, with the same Message-ID; one that was recorded never is.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from voting.registration.mail import DROPPED, FAILED, OWN, SENDING, SENT, WAITING, Mail
from voting.registration.problems import GIVEN_UP

# Longer than a mail server may take over one mail: see voting/edges/smtp.py.
LEASE = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(days=2)  # since it was made
STALE_AFTER = timedelta(days=3)  # since it was made: nobody expects it any more
KEPT = timedelta(days=30)  # once it is over: until then a mail server may return it
DROPPED_KEPT = timedelta(days=1)  # nobody can return these
# Whoever changes a date may see at once that it is wrong: many would have been told.
_SECOND_THOUGHTS = {"event_moved": timedelta(minutes=5), "event_cancelled": timedelta(minutes=5)}
_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60))


def taken(mail: Mail, at: datetime) -> Mail:
    """It is about to be handed to the mail server."""
    return replace(mail, state=SENDING, next_at=at + LEASE, tries=mail.tries + 1)


def kept_longer(mail: Mail, at: datetime) -> Mail:
    """Still at it: nobody else may take it for another LEASE."""
    return replace(mail, next_at=at + LEASE)


def sent(mail: Mail, at: datetime) -> Mail:
    """The mail server has taken it over."""
    return replace(mail, state=SENT, next_at=None, problem="", sent_at=at)


def put_off(mail: Mail, at: datetime, problem: str) -> Mail:
    """It did not go for now, because of ``problem``: later each time, until it has failed."""
    if at - mail.made_at >= GIVE_UP_AFTER:
        return failed(mail, GIVEN_UP)
    pause = _PAUSES[min(mail.tries, len(_PAUSES)) - 1] if mail.tries else _PAUSES[0]
    return replace(mail, state=WAITING, next_at=at + pause, problem=problem)


def failed(mail: Mail, problem: str) -> Mail:
    return replace(mail, state=FAILED, next_at=None, problem=problem)


def given_back(mail: Mail) -> Mail:
    """It was not handed over after all, and may be taken at once."""
    return replace(mail, state=WAITING, next_at=None)


def dropped(mail: Mail) -> Mail:
    return replace(mail, state=DROPPED, next_at=None, problem="")


def is_due(mail: Mail, at: datetime) -> bool:
    """May a process take it now?"""
    return mail.state in (WAITING, SENDING) and due_at(mail) <= at


def due_at(mail: Mail) -> datetime:
    return mail.next_at or mail.made_at + _SECOND_THOUGHTS.get(mail.kind, timedelta())


def is_stale(mail: Mail, at: datetime) -> bool:
    """Has nothing been sent for days, as while the server was off, or before a backup was restored?
    Whom it was for may have been told otherwise, so the lead decides."""
    return due_at(mail) <= at and mail.made_at + STALE_AFTER <= at


def is_over(mail: Mail, at: datetime) -> bool:
    """Was it settled so long ago that nobody needs it any more?"""
    done = mail.state not in (WAITING, SENDING)
    kept = DROPPED_KEPT if mail.state == DROPPED else KEPT
    return done and (mail.sent_at or mail.made_at) + kept <= at


def in_turn(mails: Iterable[Mail], at: datetime) -> list[Mail]:
    """Those that are due, in the order in which to send them."""
    due = (mail for mail in mails if is_due(mail, at))
    # Whoever waits at a page for one of their own waits for no invitations to others.
    return sorted(due, key=lambda m: (m.kind not in OWN, due_at(m), m.id))


def next_due(mails: Iterable[Mail]) -> datetime | None:
    """When the next of these is due; None if all are over."""
    return min((due_at(m) for m in mails if m.state in (WAITING, SENDING)), default=None)
