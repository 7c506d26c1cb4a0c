"""What every phone shows; what is a person's own comes in ``you``."""

from typing import Annotated

from voting.views.declared import about
from voting.views.plan import PlanView
from voting.views.plan_shown import plan_on_screens
from voting.views.shared import Shared, cells_on_screen, shared
from voting.views.situation import Situation


class AttendeeView(Shared, frozen=True):
    """What every phone shows."""

    plan: Annotated[
        PlanView | None,
        about("what follows from the ratings; null: nothing of it is on the screens"),
    ] = None


def attendee_view(at: Situation) -> AttendeeView:
    return AttendeeView(**shared(at), cells=cells_on_screen(at), plan=plan_on_screens(at))
