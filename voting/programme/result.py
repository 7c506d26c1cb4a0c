"""What a workshop settled: decisions, counts, methods and what may be shown, and no person.

Made when a workshop is finished, and kept when it is erased. It holds no more than the results page
and its files showed: what is withheld there is absent here.
"""

from datetime import datetime

from msgspec import UNSET, Struct, UnsetType

from voting.instruments.instrument import Instrument
from voting.instruments.tally import Answer

Counts = tuple[int, ...]


class Split(Struct, frozen=True):
    """A side or sector of a round that may be shown: ``kind`` "side" or "sector"; votes per level;
    ``present`` is how many of it could have rated, None if not known, ``answered`` as below."""

    kind: str
    key: str
    counts: Counts
    cant_say: int
    present: int | None = None
    answered: int | UnsetType = UNSET


class RoundResult(Struct, frozen=True):
    """A counted round. ``flow[i][j]`` people went from i to j since the round before; None in a
    first round and where it is withheld. ``hand_counts`` may be withheld too. ``answered`` is how
    many answers there are where each may be several places; ``withheld``: too few people answered,
    and the counts say nothing."""

    id: int
    number: int
    opened_at: datetime
    closed_at: datetime
    counts: Counts
    cant_say: int
    by_hand: int = 0
    present: int | None = None
    hand_counts: Counts | None = None
    flow: tuple[Counts, ...] | None = None
    groups: tuple[Split, ...] = ()
    answered: int | UnsetType = UNSET
    withheld: bool | UnsetType = UNSET

    @property
    def ratings(self) -> int:
        return sum(self.counts) if self.answered is UNSET else self.answered


class Decision(Struct, frozen=True):
    """``method`` as in ``core.ruling.Method``; ``rating`` is None when unresolved. ``votes`` of
    ``ratings`` in the last round went to the rating; None where there is none."""

    method: str
    rating: Answer
    note: str = ""
    votes: int | None = None
    ratings: int = 0
    round: int = 0


class KeptReason(Struct, frozen=True):
    """A reason that was shown: the round's number, the rating (None: can't say) and its text."""

    round: int
    rating: Answer
    text: str


class DomainSettled(Struct, frozen=True):
    """A domain of the framework by key; ``decision`` None: none was recorded."""

    domain: str
    decision: Decision | None = None
    rounds: tuple[RoundResult, ...] = ()
    reasons: tuple[KeptReason, ...] = ()

    @property
    def last(self) -> RoundResult | None:
        """Its last round, if anything may be told of it."""
        last = self.rounds[-1] if self.rounds else None
        return None if last is None or last.withheld is True else last

    @property
    def live(self) -> int:
        """How many rounds there were in the workshop, without what was rated ahead of it."""
        return sum(held.number > 0 for held in self.rounds)


class Returning(Struct, frozen=True):
    """``returned`` of ``people`` were at the workshop ``since`` too, as far as their browsers or
    personal links tell: at least so many. ``flows`` are their own ratings of a domain, from the
    last round then to the last round now, for the domains where it may be shown. ``tied`` are those
    of which that was ever shown, by this version of the result or an earlier one; ``returned`` is 0
    where only they are kept."""

    since: str
    returned: int
    people: int
    flows: dict[str, tuple[Counts, ...]] = {}
    tied: tuple[str, ...] = ()


class Result(Struct, frozen=True):
    """``version`` counts how often the workshop was finished; 0: it is not, this is how it stands.
    ``people`` is how many joined, ``sectors`` how many of each sector ("" when not known).
    ``imported``: typed in from paper. ``tied_elsewhere``: the domains of which movement was shown
    between it and a workshop from whose area it has since parted."""

    workshop: str
    version: int
    kind: str
    date: str
    title: str
    framework: Instrument
    language: str
    finished_at: datetime | None
    people: int
    sectors: dict[str, int]
    domains: tuple[DomainSettled, ...]
    returning: Returning | None = None
    rehearsal: bool = False
    imported: bool = False
    tied_elsewhere: tuple[str, ...] = ()

    def domain(self, key: str) -> DomainSettled | None:
        return next((each for each in self.domains if each.domain == key), None)
