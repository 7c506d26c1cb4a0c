"""What reports make of each kind of column: one module each, and this index of them."""

from collections.abc import Mapping

from voting.reports.kinds.choice import Choice
from voting.reports.kinds.kind import Kind
from voting.reports.kinds.number import Number
from voting.reports.kinds.rating import Rating
from voting.reports.kinds.tick import Tick

KINDS: Mapping[str, Kind] = {
    "rating": Rating(),
    "tick": Tick(),
    "choice": Choice(),
    "number": Number(),
}
