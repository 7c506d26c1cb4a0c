"""Questions for the discussion: the same three on every screen, until a trainer changes them.

What is asked follows from how far apart the last round's ratings are, which everyone sees. Each
question is a key into the words.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from voting.core.state import Phase, Workshop
from voting.instruments.agreement import Picture, ends, picture
from voting.instruments.tally import Tally

AT_ONCE = 3

Distance = Literal["none", "same", "near", "far"]

QUESTIONS: dict[Distance, tuple[str, ...]] = {
    "none": ("need-to-know", "who-could-tell", "seen-any"),
    "same": ("sure", "different-here", "does-not-fit", "one-step-up", "last-example", "newcomer"),
    "near": ("evidence", "separates", "one-step-up", "in-place", "missing", "others-know"),
    "far": ("in-mind-low", "in-mind-high", "same-places", "seen-low", "seen-high", "same-meaning"),
}


class Questions(Struct, frozen=True):
    """What to ask, and the ratings that the sentences name, as in ``ends``; None: no ratings."""

    ask: tuple[str, ...]
    low: int | None
    low_to: int | None
    high: int | None
    high_to: int | None


def questions(w: Workshop, last: Tally | None) -> Questions | None:
    """The questions on the screens, or None while there is no discussion.

    ``last`` is the last counted tally of the domain in hand.
    """
    if w.phase is not Phase.DISCUSSION or last is None:
        return None
    if not last.ratings:
        return Questions(_three("none", w.questions), None, None, None, None)
    low, low_to, high, high_to = _ends(last.counts)
    return Questions(
        _three(_distance(last.counts, low, high), w.questions), low, low_to, high, high_to
    )


def _ends(counts: Sequence[int]) -> tuple[int, int, int, int]:
    """The lower and the higher end. Where one rating has most votes, the ends are the ratings
    farthest apart: whoever differs from it is asked too."""
    (low, low_to), (high, high_to) = ends(counts)
    if low != high:
        return low, low_to, high, high_to
    used = [rating for rating, votes in enumerate(counts) if votes]
    return used[0], used[0], used[-1], used[-1]


def _distance(counts: Sequence[int], low: int, high: int) -> Distance:
    if low == high:
        return "same"
    # Close together may also be one rating with its neighbours on either side.
    return "near" if high - low == 1 or picture(counts) is Picture.CLOSE else "far"


def _three(distance: Distance, turn: int) -> tuple[str, ...]:
    asked = QUESTIONS[distance]
    if len(asked) <= AT_ONCE:
        return asked
    first = turn * AT_ONCE % len(asked)
    return (asked + asked)[first : first + AT_ONCE]
