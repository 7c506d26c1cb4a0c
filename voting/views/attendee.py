"""What every phone shows; what is a person's own comes in ``you``."""

from voting.views.shared import Shared, cells_on_screen, shared
from voting.views.situation import Situation


class AttendeeView(Shared, frozen=True):
    """What every phone shows."""


def attendee_view(at: Situation) -> AttendeeView:
    return AttendeeView(**shared(at), cells=cells_on_screen(at))
