"""What is to be sent to invitees, as values: the outbox names people, never addresses.

The outbox is ``cascade:{<area>}:outbox``; the address is looked up in the roster when a mail is
sent, and whether it is still wanted is asked again then.
"""

from datetime import datetime

from msgspec import Struct

KINDS = (
    "invitation",
    "link",  # the personal link again, asked for
    "registered",  # with the calendar file
    "waiting",
    "place",  # no longer waiting
    "changed",
    "address_changed",  # to the address they had before
    "cancelled",  # their own
    "remind_register",
    "remind_ahead",
    "event_moved",
    "event_cancelled",
)
OWN = (
    "link",
    "registered",
    "waiting",
    "changed",
    "address_changed",
    "cancelled",
)  # of what they did
WAITING = "waiting"  # to be sent at ``next_at``
SENDING = "sending"  # taken by a process until ``next_at``; after that it may be taken again
SENT = "sent"
FAILED = "failed"  # refused for good, or tried too often
DROPPED = "dropped"  # not wanted any more when its time came
STATES = (WAITING, SENDING, SENT, FAILED, DROPPED)


class Mail(Struct, frozen=True, omit_defaults=True):
    """One mail to one invitee. ``id`` is random and makes its Message-ID; ``tries`` is how often it
    was handed to the mail server; ``problem`` is a key of why it did not go; ``event`` is "" where
    it is about none."""

    id: str
    person: str
    event: str
    kind: str
    made_at: datetime
    state: str = WAITING
    next_at: datetime | None = None  # None: at once
    tries: int = 0
    problem: str = ""
    sent_at: datetime | None = None
