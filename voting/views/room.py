"""What the projector shows: no control, no name."""

from typing import Annotated

from voting.views.changes import CameBack, Since, came_back, steps_since
from voting.views.declared import about
from voting.views.people import HeadCount, Turnout, head_count, turnout
from voting.views.plan import PlanView
from voting.views.plan_shown import plan_on_screens
from voting.views.shared import Shared, cells_on_screen, shared
from voting.views.situation import Situation


class RoomView(Shared, frozen=True):
    """What the projector shows."""

    turnout: Annotated[Turnout | None, about("null while no round is open")]
    people: Annotated[HeadCount, about("how many are here")]
    code: Annotated[
        str | None, about("the join code; null when hidden or the workshop is finished")
    ]
    joining_locked: Annotated[bool, about("may nobody new join?")]
    since: Annotated[
        Since | None,
        about(
            "when finished, how each domain changed since the area's last workshop; null before, "
            "and where there is none to compare with"
        ),
    ]
    returning: Annotated[
        CameBack | None,
        about(
            "when finished, who was at an earlier workshop of the area; null before, and where it "
            "is not known"
        ),
    ]

    plan: Annotated[
        PlanView | None,
        about("what follows from the ratings; null: nothing of it is on the screens"),
    ] = None


def room_view(at: Situation) -> RoomView:
    w = at.workshop
    return RoomView(
        **shared(at),
        cells=cells_on_screen(at),
        turnout=turnout(at),
        people=head_count(at),
        code=w.code if w.code_shown and not w.is_finished() else None,
        joining_locked=w.locked,
        since=steps_since(at),
        returning=came_back(at) if w.is_finished() else None,
        plan=plan_on_screens(at, for_room=True),
    )
