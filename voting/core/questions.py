"""Questions for the discussion: the same three on every screen, until a trainer changes them.

What is asked follows from how far apart the last round's ratings are, which everyone sees. Each
question is a key into the words.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from voting.core.state import Phase, Workshop
from voting.instruments.agreement import Picture, Range, ends, picture
from voting.instruments.tally import Tally

AT_ONCE = 3
STEP_UP = "one-step-up"
AT_TOP = "got-this-far"  # asked instead where there is no step up
MANY = 3  # who gave an end of the ratings: below that, "those who chose it" points at a person

Distance = Literal["none", "same", "near", "apart", "far"]

QUESTIONS: dict[Distance, tuple[str, ...]] = {
    "none": (
        "need-to-know",
        "who-could-tell",
        "seen-any",
        "same-meaning",
        "last-example",
        "first-step",
    ),
    "same": ("sure", "different-here", "does-not-fit", STEP_UP, "last-example", "newcomer"),
    "near": ("evidence", "separates", STEP_UP, "in-place", "missing", "others-know"),
    "apart": ("evidence", "same-places", "others-know", "in-place", "missing", "same-meaning"),
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
    distance = _distance(last.counts, (low, low_to), (high, high_to))
    at_top = high_to == len(last.counts) - 1
    return Questions(_three(distance, w.questions, at_top), low, low_to, high, high_to)


def _ends(counts: Sequence[int]) -> tuple[int, int, int, int]:
    """The lower and the higher end. Where one rating has most votes, the ends are the ratings
    farthest apart: whoever differs from it is asked too."""
    (low, low_to), (high, high_to) = ends(counts)
    if low != high:
        return low, low_to, high, high_to
    used = [rating for rating, votes in enumerate(counts) if votes]
    return used[0], used[0], used[-1], used[-1]


def _distance(counts: Sequence[int], low: Range, high: Range) -> Distance:
    if low == high:
        return "same"
    # Close together may also be one rating with its neighbours on either side.
    if high[0] - low[1] == 1 or picture(counts) is Picture.CLOSE:
        return "near"
    few = any(sum(counts[first : last + 1]) < MANY for first, last in (low, high))
    return "apart" if few else "far"


def _three(distance: Distance, turn: int, at_top: bool = False) -> tuple[str, ...]:
    """The next three; ``at_top``: someone gave the highest rating, above which there is no step."""
    asked = tuple(AT_TOP if at_top and key == STEP_UP else key for key in QUESTIONS[distance])
    first = turn * AT_ONCE % len(asked)
    return (asked + asked)[first : first + AT_ONCE]
