"""Is a mail still wanted when its time has come? Asked once more just before it is sent.

Between the moment a mail was put into the outbox and this one, its person may have registered,
declined, rated ahead, joined or been erased, and its event moved, been held or cancelled.
"""

from collections.abc import Callable

from msgspec import Struct

from voting.programme.area import Event
from voting.registration.mail import Mail
from voting.registration.roster import CANCELLED, INVITED, REGISTERED, Reply, Roster


class MailFacts(Struct, frozen=True):
    """What a roster does not know. ``event`` is that of the mail, None if there is none any more;
    ``date`` is today where the programme is; ``rated`` and ``joined`` are ids of invitees who
    have rated ahead and who have joined live; ``began``: a round of its workshop was opened."""

    event: Event | None
    date: str
    rated: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    began: bool = False

    @property
    def to_come(self) -> bool:
        """Is the event planned, and not over by its date?"""
        event = self.event
        return bool(
            event and event.state == "planned" and (not event.day or event.day >= self.date)
        )


def wanted(mail: Mail, roster: Roster, facts: MailFacts) -> bool:
    """Should it be sent? Never to somebody without an address, nor a reminder to somebody who has
    done the thing."""
    invitee = roster.invitees.get(mail.person)
    if invitee is None or not invitee.about.email:
        return False
    if mail.kind == "link":
        return True
    reply = invitee.replies.get(mail.event)
    if reply is None or facts.event is None or _is_overtaken(mail, reply):
        return False
    if mail.kind == "remind_ahead" and not roster.registration(mail.event).ahead:
        return False
    return _WANTED[mail.kind](mail, reply, facts)


def _is_overtaken(mail: Mail, reply: Reply) -> bool:
    """Has the same been put into the outbox again since? Then that one says it."""
    return any(
        told.kind == mail.kind and told.mail and told.mail != mail.id and told.at > mail.made_at
        for told in reply.told
    )


def _invitation(mail: Mail, reply: Reply, facts: MailFacts) -> bool:
    return reply.state == INVITED and facts.to_come


def _registered(mail: Mail, reply: Reply, facts: MailFacts) -> bool:
    return reply.has_place and facts.to_come


def _waiting(mail: Mail, reply: Reply, facts: MailFacts) -> bool:
    return reply.state == REGISTERED and reply.waiting and facts.to_come


def _changed(mail: Mail, reply: Reply, facts: MailFacts) -> bool:
    return reply.state == REGISTERED and facts.to_come


def _cancelled(mail: Mail, reply: Reply, facts: MailFacts) -> bool:
    return reply.state == CANCELLED


def _remind_register(mail: Mail, reply: Reply, facts: MailFacts) -> bool:
    return _invitation(mail, reply, facts) and not facts.began and mail.person not in facts.joined


def _remind_ahead(mail: Mail, reply: Reply, facts: MailFacts) -> bool:
    done = mail.person in facts.rated or mail.person in facts.joined
    return _registered(mail, reply, facts) and not facts.began and not done


def _moved(mail: Mail, reply: Reply, facts: MailFacts) -> bool:
    return reply.state in (INVITED, REGISTERED) and facts.to_come


def _called_off(mail: Mail, reply: Reply, facts: MailFacts) -> bool:
    called_off = facts.event is not None and facts.event.state == "cancelled"
    return reply.state in (INVITED, REGISTERED) and called_off


_WANTED: dict[str, Callable[[Mail, Reply, MailFacts], bool]] = {
    "invitation": _invitation,
    "registered": _registered,
    "waiting": _waiting,
    "place": _registered,
    "changed": _changed,
    "cancelled": _cancelled,
    "remind_register": _remind_register,
    "remind_ahead": _remind_ahead,
    "event_moved": _moved,
    "event_cancelled": _called_off,
}
