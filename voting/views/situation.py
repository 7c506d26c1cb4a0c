"""What views are made of: a workshop with what surrounds it at one moment."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from voting.core.ahead import RatedAhead
from voting.core.ballots_in import NO_BALLOTS, BallotsIn
from voting.core.state import Reached, ShownReason, Workshop
from voting.disclosure.judged import Counted
from voting.goals.situation import PlanSituation
from voting.instruments.guidance import Guidance
from voting.programme.result import Result, Returning


class Situation(Struct, frozen=True):
    """A workshop with what surrounds it at one moment.

    ``rounds`` are the counted rounds by id and cell; ``reasons`` those given in the rounds of the
    domain in hand, without whose they are; ``ballots_in`` is what may be known of the ballots of
    the open round;
    ``presence`` is how each person is reached; ``claims`` says who is whom by a personal link, but
    could not be merged. ``before`` is what earlier workshops of the area settled, oldest first;
    ``returning`` is who was at the last of them;
    ``ahead`` is how far rating ahead is, None where nobody has; ``guidance`` is what the next step
    looks like from each answer, by cell; ``plan`` is what follows from the ratings, None while that
    is out of reach.
    """

    workshop: Workshop
    rounds: Mapping[tuple[int, str], Counted]
    reasons: Mapping[int, Sequence[ShownReason]] = {}
    ballots_in: BallotsIn = NO_BALLOTS
    presence: Mapping[str, Reached] = {}
    claims: Mapping[str, str] = {}
    before: Sequence[Result] = ()
    returning: Returning | None = None
    ahead: RatedAhead | None = None
    guidance: Guidance = {}
    plan: PlanSituation | None = None
    plan_unread: bool = False

    @property
    def voted(self) -> frozenset[str]:
        """The ids of those with a ballot in the open round."""
        return self.ballots_in.people

    @property
    def done(self) -> frozenset[str]:
        """The ids of those among them who are done with it."""
        return self.ballots_in.done
