"""A plan beside a workshop at one moment: what views of it are made of."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from voting.goals.catalogue import Catalogue
from voting.goals.entries import Answered
from voting.goals.plan import Plan, Sitting


class Suggestion(Struct, frozen=True):
    """What somebody sent from their phone, without whose it is."""

    id: str
    text: str


class SessionMeeting(Struct, frozen=True):
    """A planned support session's meeting in the area: its ``day`` "" until it has one;
    ``registered`` is how many have said they come, ``minutes`` how long it lasts, 0: not set."""

    event: str
    day: str
    time: str = ""
    place: str = ""
    state: str = "planned"
    registered: int = 0
    minutes: int = 0


class Coming(Struct, frozen=True):
    """A meeting of the area that is still to come; ``title`` is what it is called, "" for its
    kind alone."""

    event: str
    kind: str
    day: str
    time: str = ""
    title: str = ""
    place: str = ""


class PlanSituation(Struct, frozen=True):
    """``answered`` are the ids of those who have answered the open question; ``tally`` what the
    closed one came to, counts and all; ``of`` is how many could answer. ``today`` is the day where
    the area is; ``sessions`` is how many the programme allows; ``reviews`` are the days of the
    reviews planned; ``ended`` is the day on which the workshop was finished, "" before; ``coming``
    are the area's meetings from today on, the soonest first; ``elsewhere`` are the other meetings
    that are scoring a goal now, by its id. ``unread``: what is stored can't be read, and the plan
    here is empty."""

    plan: Plan
    workshop: str
    today: str
    catalogue: Catalogue
    sessions: int = 3
    answered: frozenset[str] = frozenset()
    of: int = 0
    tally: Answered | None = None
    suggestions: Sequence[Suggestion] = ()
    meetings: Sequence[SessionMeeting] = ()
    reviews: Sequence[str] = ()
    ended: str = ""
    coming: Sequence[Coming] = ()
    elsewhere: Mapping[str, Sitting] = {}
    unread: bool = False

    @property
    def sitting(self) -> Sitting | None:
        return self.plan.sitting(self.workshop)
