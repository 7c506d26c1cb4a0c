"""Which audience is sent which view."""

from collections.abc import Callable, Mapping

from voting.core.actors import Role
from voting.views.attendee import attendee_view
from voting.views.lead import lead_view
from voting.views.room import room_view
from voting.views.shared import Shared
from voting.views.situation import Situation
from voting.views.trainer import trainer_view

VIEWS: Mapping[Role, Callable[[Situation], Shared]] = {
    Role.ATTENDEE: attendee_view,
    Role.ROOM: room_view,
    Role.TRAINER: trainer_view,
    Role.LEAD: lead_view,
}
