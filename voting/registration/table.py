"""Who may give which command to a roster, and what carries it out.

Anything not in the table is refused. An invitee acts for themselves alone: see ``machine``.
"""

from collections.abc import Callable
from typing import Any

from voting.core.actors import Role
from voting.registration import commands as c
from voting.registration import correcting, forgetting, inviting, replies
from voting.registration.draft import Draft

LEADS = frozenset({Role.AREA})
EITHER = frozenset({Role.AREA, Role.PROGRAMME})
OR_SELF = EITHER | {Role.INVITED}
LEAD_OR_SELF = LEADS | {Role.INVITED}
SERVER = frozenset({Role.CLOCK})

RosterChange = Callable[[Draft, Any], None]

ROSTER_TABLE: dict[type[c.RosterCommand], tuple[frozenset[Role], RosterChange]] = {
    # command               who              done by
    c.Invite:              (EITHER,          inviting.invite),
    c.Register:            (LEAD_OR_SELF,    replies.register),
    c.Decline:             (OR_SELF,         replies.decline),
    c.CancelRegistration:  (OR_SELF,         replies.cancel_registration),
    c.Remind:              (EITHER,          inviting.remind),
    c.SendLink:            (OR_SELF,         inviting.send_link),
    c.MarkInvited:         (EITHER,          inviting.mark_invited),
    c.MarkAttended:        (EITHER | SERVER, replies.mark_attended),
    c.CorrectInvitee:      (LEADS,           correcting.correct_invitee),
    c.ReplacePersonalLink: (EITHER,          correcting.replace_personal_link),
    c.EraseInvitee:        (EITHER,          correcting.erase_invitee),
    c.ChangeRegistration:  (EITHER,          correcting.change_registration),
    c.ReplaceEventLink:    (EITHER,          correcting.replace_event_link),
    c.FollowEvent:         (SERVER,          inviting.follow_event),
    c.TellOfEvent:         (EITHER,          inviting.tell_of_event),
    c.TellOfPlace:         (EITHER,          inviting.tell_of_place),
    c.NoteDelivery:        (SERVER,          correcting.note_delivery),
    c.ForgetPeople:        (SERVER,          forgetting.forget_people),
}  # fmt: skip
