"""Questions for the discussion: the same three on every screen, until a trainer changes them.

What is asked follows from how far apart the last round's ratings are, which everyone sees. Ticks,
options without an order, and several rows on the screens together have questions of their own. Each
question is a key into the words.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from voting.core.state import Phase, Workshop
from voting.instruments.agreement import Picture, Range, ends, picture
from voting.instruments.kinds import AnyColumn
from voting.instruments.tally import Tally

AT_ONCE = 3
STEP_UP = "one-step-up"
AT_TOP = "got-this-far"  # asked instead where there is no step up
MANY = 3  # who gave an end of the ratings: below that, "those who chose it" points at a person

Talk = Literal["none", "same", "near", "apart", "far", "presence", "options", "rows"]

QUESTIONS: dict[Talk, tuple[str, ...]] = {
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
    "presence": (
        "shows-it",
        "not-everywhere",
        "to-be-there",
        "others-know",
        "same-meaning",
        "first-step",
    ),
    "options": (
        "speaks-for-each",
        "not-listed",
        "together",
        "others-know",
        "last-example",
        "same-meaning",
    ),
    "rows": (
        "surprises",
        "differ-most",
        "help-most",
        "others-know",
        "already-good",
        "belong-together",
    ),
}


class Questions(Struct, frozen=True):
    """What to ask, and the places that the sentences name, as in ``ends``; None: they name none."""

    ask: tuple[str, ...]
    low: int | None = None
    low_to: int | None = None
    high: int | None = None
    high_to: int | None = None


def questions(w: Workshop, column: AnyColumn | None, last: Tally | None) -> Questions | None:
    """The questions on the screens, or None while there is no discussion.

    ``last`` is the last counted tally of the cell in hand, as far as it may be told, and ``column``
    its column; both None where several cells are in hand.
    """
    if w.phase is not Phase.DISCUSSION:
        return None
    if column is None or last is None:
        return Questions(_three("rows", w.questions))
    if not last.ratings:
        return Questions(_three("none", w.questions))
    if column.talked_about != "scale":
        return Questions(_three(column.talked_about, w.questions))
    ends_of = _ends if column.pictured else _farthest
    low, low_to, high, high_to = ends_of(last.counts)
    distance = _distance(column, last, (low, low_to), (high, high_to))
    at_top = high_to == len(last.counts) - 1
    return Questions(_three(distance, w.questions, at_top), low, low_to, high, high_to)


def _ends(counts: Sequence[int]) -> tuple[int, int, int, int]:
    """The lower and the higher end. Where one rating has most votes, the ends are the ratings
    farthest apart: whoever differs from it is asked too."""
    (low, low_to), (high, high_to) = ends(counts)
    if low != high:
        return low, low_to, high, high_to
    return _farthest(counts)


def _farthest(counts: Sequence[int]) -> tuple[int, int, int, int]:
    """The lowest and the highest place that anybody gave."""
    used = [place for place, votes in enumerate(counts) if votes]
    return used[0], used[0], used[-1], used[-1]


def _distance(column: AnyColumn, tally: Tally, low: Range, high: Range) -> Talk:
    if low == high:
        return "same"
    if _is_near(column, tally, low, high):
        return "near"
    counts = tally.counts
    few = any(sum(counts[first : last + 1]) < MANY for first, last in (low, high))
    return "apart" if few else "far"


def _is_near(column: AnyColumn, tally: Tally, low: Range, high: Range) -> bool:
    if not column.pictured:
        return not column.contested(tally)
    # Close together may also be one rating with its neighbours on either side.
    return high[0] - low[1] == 1 or picture(tally.counts) is Picture.CLOSE


def _three(talk: Talk, turn: int, at_top: bool = False) -> tuple[str, ...]:
    """The next three; ``at_top``: someone gave the highest rating, above which there is no step."""
    asked = tuple(AT_TOP if at_top and key == STEP_UP else key for key in QUESTIONS[talk])
    first = turn * AT_ONCE % len(asked)
    return (asked + asked)[first : first + AT_ONCE]
