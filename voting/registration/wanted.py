"""Is a mail still wanted when its time has come? Asked once more just before it is sent.

Between the moment a mail was put into the outbox and this one, its person may have registered,
declined, rated ahead, joined or been erased, and its event moved, been held or cancelled.
"""

from collections.abc import Callable

from msgspec import Struct

from voting.registration.facts import EventFacts
from voting.registration.mail import Mail
from voting.registration.roster import CANCELLED, INVITED, REGISTERED, Invitee, Reply, Roster


def goes_to(mail: Mail, invitee: Invitee) -> str:
    """The address that a mail is for; "" for none."""
    return invitee.former if mail.kind == "address_changed" else invitee.about.email


def wanted(mail: Mail, roster: Roster, facts: EventFacts | None, date: str) -> bool:
    """Should it be sent? Never to somebody without an address, nor a reminder to somebody who has
    done the thing. ``facts`` are of its event, None if there is none any more; ``date`` is today
    where the area is."""
    invitee = roster.invitees.get(mail.person)
    if invitee is None or not goes_to(mail, invitee):
        return False
    if mail.kind == "link":
        return True
    reply = invitee.replies.get(mail.event)
    if mail.kind == "address_changed":
        return reply is not None and not _is_overtaken(mail, reply)
    if reply is None or facts is None or _is_overtaken(mail, reply):
        return False
    if mail.kind == "remind_ahead" and not roster.registration(mail.event).ahead:
        return False
    return _WANTED[mail.kind](_Case(mail, reply, facts, date))


class _Case(Struct, frozen=True):
    mail: Mail
    reply: Reply
    facts: EventFacts
    date: str

    @property
    def to_come(self) -> bool:
        """Is the event planned, and not over by its date?"""
        return self.facts.state == "planned" and not self.facts.is_past(self.date)


def _is_overtaken(mail: Mail, reply: Reply) -> bool:
    """Has the same been put into the outbox again since? Then that one says it."""
    same = [told.mail for told in reply.told if told.kind == mail.kind and told.mail]
    return bool(same) and same[-1] != mail.id


def _invitation(case: _Case) -> bool:
    return case.reply.state == INVITED and case.to_come


def _registered(case: _Case) -> bool:
    return case.reply.has_place and case.to_come


def _waiting(case: _Case) -> bool:
    return case.reply.state == REGISTERED and case.reply.waiting and case.to_come


def _changed(case: _Case) -> bool:
    return case.reply.state == REGISTERED and case.to_come


def _cancelled(case: _Case) -> bool:
    return case.reply.state == CANCELLED


def _remind_register(case: _Case) -> bool:
    return _invitation(case) and not case.facts.began and case.mail.person not in case.facts.joined


def _remind_ahead(case: _Case) -> bool:
    done = case.mail.person in case.facts.rated or case.mail.person in case.facts.joined
    return _registered(case) and case.facts.can_be_ahead and not case.facts.began and not done


def _moved(case: _Case) -> bool:
    return case.reply.state in (INVITED, REGISTERED) and case.to_come


def _called_off(case: _Case) -> bool:
    return case.reply.state in (INVITED, REGISTERED) and case.facts.state == "cancelled"


_WANTED: dict[str, Callable[[_Case], bool]] = {
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
