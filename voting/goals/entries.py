"""What is logged of a plan: who asked for what, when, and on which facts."""

from datetime import datetime

from msgspec import Struct

from voting.core.actors import Actor
from voting.core.commands import Retired
from voting.goals.commands import AnyPlanCommand
from voting.goals.plan import KEPT_FROM, Proposal


class Answered(Struct, frozen=True, omit_defaults=True):
    """What a closed question came to, by hand included: ``counts`` per score from 0, or per domain
    in the instrument's order; ``people`` answered, ``cant_say`` not among them; ``by_hand`` of
    them on paper."""

    counts: tuple[int, ...]
    people: int
    cant_say: int = 0
    by_hand: int = 0

    @property
    def may_be_kept(self) -> bool:
        """May the counts be kept once it is settled? From KEPT_FROM people on, phones judged alone:
        someone who entered the others by hand could subtract them."""
        phones = self.people - self.by_hand
        return self.people >= KEPT_FROM and (phones == 0 or phones >= KEPT_FROM)


class PlanFacts(Struct, frozen=True, omit_defaults=True):
    """What was true outside the plan. ``today`` is the day where the area is; ``kind`` and ``day``
    are the meeting's whose trainer gives the command; ``domains`` are the keys of its instrument;
    ``sessions`` is how many support sessions the programme allows; ``answered`` is what the
    question came to (without its counts where they may not be kept); ``median`` is the lower middle
    of the scores; ``proposed`` is what the console proposes; ``events`` are ids of the area's
    support sessions' meetings; ``items`` are the catalogue's, each with its area, in their order;
    ``returned`` and ``present`` are as in ``Score``, or ``present`` is as in ``Question``;
    ``deleted``: what was entered by hand is in the log no longer."""

    today: str
    kind: str = ""
    day: str = ""
    domains: tuple[str, ...] = ()
    sessions: int = 3
    answered: Answered | None = None
    median: int | None = None
    returned: int = 0
    proposed: tuple[Proposal, ...] = ()
    events: tuple[str, ...] = ()
    items: tuple[tuple[str, str], ...] = ()
    present: int = 0
    deleted: bool = False


class PlanEntry(Struct, frozen=True, omit_defaults=True):
    """One command as it was given. ``workshop`` is the one whose trainer gave it, "" for people who
    have the area's link; ``id`` and ``step`` are the sender's, as for an area. ``times``: for how
    many changes of a draft, typed on, it stands (see ``typing``)."""

    at: datetime
    by: Actor
    command: AnyPlanCommand | Retired
    facts: PlanFacts
    id: str = ""
    step: int | None = None
    workshop: str = ""
    times: int = 1
