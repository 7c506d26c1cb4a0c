"""What the room decided on a cell, and how (docs/method.md, "One domain, step by step")."""

from datetime import datetime

from msgspec import Struct

from voting.instruments.deciding import Method
from voting.instruments.tally import Answer, Tally


class Ruling(Struct, frozen=True):
    """One cell's ruling; ``domain`` is its key.

    ``rating`` is None when unresolved. ``round`` is the last counted round and ``tally`` its
    tally in the cell; ``votes`` of ``tally.ratings`` went to the recorded rating. ``by`` is a
    trainer's id.
    """

    domain: str
    method: Method
    rating: Answer
    note: str
    round: int
    tally: Tally
    at: datetime
    by: str

    @property
    def votes(self) -> int | None:
        """How many gave the recorded rating; None without a rating or ratings, and where several
        places are recorded together, of which each has its own."""
        if not isinstance(self.rating, int) or not self.tally.ratings:
            return None
        return self.tally.counts[self.rating]

    @property
    def share(self) -> float | None:
        """The recorded rating's share of the ratings, 0 to 1; None as with ``votes``."""
        return None if self.votes is None else self.votes / self.tally.ratings

    @property
    def over_half(self) -> bool | None:
        return None if self.share is None else self.share > 0.5
