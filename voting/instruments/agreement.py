"""How far apart the ratings of one round are, in numbers and as a picture in plain words.

Every measure takes votes per level, lowest first, on any number of levels. Sources:
consensus, Tastle & Wierman (2007), "Consensus and dissention: a measure of ordinal dispersion";
agreement, van der Eijk (2001), "Measuring agreement in ordered rating scales". ``RULES`` names the
version of the thresholds below and of the rule of disclosure; exports include it.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from msgspec import Struct

from voting.instruments.tally import Tally

RULES = "2"

_BOTH_ENDS = Fraction(30, 100)  # at each end: two camps, whatever lies between
_MOST = Fraction(75, 100)  # on one rating, or on two neighbours
_FEW = Fraction(15, 100)  # two or more steps away: from here on it is no agreement


class Picture(StrEnum):
    UNANIMOUS = "unanimous"
    TWO_CAMPS = "two-camps"
    STRONG = "strong-agreement"
    CLOSE = "close"
    SPREAD = "spread"


class Measures(Struct, frozen=True):
    """One round's shape. Shares and indices are of the ratings; "Can't say" is none.

    ``lowest``, ``highest`` and the quartiles are ratings; ``consensus`` is in [0, 1],
    ``agreement`` in [-1, 1]; ``firmness`` is how many people would have to change their rating
    before the largest rating no longer stands alone, 0 when it is tied.
    """

    picture: Picture
    lowest: int
    highest: int
    quartiles: tuple[int, int]
    top_share: float
    consensus: float
    agreement: float
    firmness: int


def measure(tally: Tally) -> Measures | None:
    """All measures of a tally; None with fewer than two ratings, which have no shape."""
    counts = tally.counts
    if tally.ratings < 2:
        return None
    used = [k for k, n in enumerate(counts) if n]
    return Measures(
        picture=picture(counts),
        lowest=used[0],
        highest=used[-1],
        quartiles=(_quantile(counts, 1), _quantile(counts, 3)),
        top_share=max(counts) / sum(counts),
        consensus=consensus(counts),
        agreement=float(agreement(counts)),
        firmness=firmness(counts),
    )


Range = tuple[int, int]  # from a rating to a rating, both in it


def telling(counts: Sequence[int]) -> dict[str, int | None]:
    """The numbers that a sentence about the picture names, with no tie decided by chance.

    Two camps: the ratings ``low`` to ``low_to`` and ``high`` to ``high_to``, one rating each unless
    others have as many votes. Close: two neighbours, ``low`` and ``high``, or those on either side
    of ``top`` if it has as many votes with one as with the other. Spread: the lowest and highest
    rating used. Unanimous and strong agreement: the one rating. ``top`` is None if tied;
    ``low_votes`` and ``high_votes`` are the votes of the ratings named.
    """
    tops = _tops(counts)
    low, high = ends(counts)
    return {
        "low": low[0],
        "low_to": low[1],
        "low_votes": sum(counts[low[0] : low[1] + 1]),
        "high": high[0],
        "high_to": high[1],
        "high_votes": sum(counts[high[0] : high[1] + 1]),
        "ratings": sum(counts),
        "top": tops[0] if len(tops) == 1 else None,
    }


def ends(counts: Sequence[int]) -> tuple[Range, Range]:
    """The lower and the higher ratings that ``telling`` names, each from the lowest of them to the
    highest; the same where it names one rating."""
    shape, tops = picture(counts), _tops(counts)
    if shape is Picture.TWO_CAMPS:
        return _camps(counts, tops)
    if shape is Picture.CLOSE:
        return _neighbours(counts)
    if shape is Picture.SPREAD:
        used = [k for k, n in enumerate(counts) if n]
        return (used[0], used[0]), (used[-1], used[-1])
    return (tops[0], tops[0]), (tops[0], tops[0])


def _tops(counts: Sequence[int]) -> list[int]:
    most = max(counts)
    return [k for k, n in enumerate(counts) if n == most]


def _camps(counts: Sequence[int], tops: Sequence[int]) -> tuple[Range, Range]:
    """Both ends, if that is what makes them camps; else the largest rating and the largest of
    those two or more steps from it. A camp takes in those that are as large; where that would make
    the camps meet, they are the two farthest apart."""
    if _both_ends(counts):
        last = len(counts) - 1
        return (0, 0), (last, last)
    levels = range(len(counts))
    apart = [sorted((top, k)) for top in tops for k in levels if abs(k - top) >= 2]
    most = max(counts[low] + counts[high] for low, high in apart)
    largest = [pair for pair in apart if sum(counts[k] for k in pair) == most]
    lows, highs = [low for low, _ in largest], [high for _, high in largest]
    if max(lows) < min(highs):
        return (min(lows), max(lows)), (min(highs), max(highs))
    return (min(lows), min(lows)), (max(highs), max(highs))


def _neighbours(counts: Sequence[int]) -> tuple[Range, Range]:
    """The two neighbours with most votes. Two such pairs that hold as many share the largest
    rating: then its neighbours on either side."""
    pairs = _close_pairs(counts)
    most = max(counts[k] + counts[k + 1] for k in pairs)
    lows = [k for k in pairs if counts[k] + counts[k + 1] == most]
    low, high = lows[0], lows[-1] + 1
    return (low, low), (high, high)


def _both_ends(counts: Sequence[int]) -> bool:
    return Fraction(min(counts[0], counts[-1]), sum(counts)) >= _BOTH_ENDS


def consensus(counts: Sequence[int]) -> float:
    """Tastle & Wierman's Cns in [0, 1]: 1 when all ratings are equal, 0 with half at each end.

    Cns = 1 + sum of p_k log2(1 - |k - mean| / (K - 1)).
    """
    votes, width = sum(counts), len(counts) - 1
    mean = sum(k * n for k, n in enumerate(counts)) / votes
    found = 1 + sum(
        n / votes * math.log2(1 - abs(k - mean) / width) for k, n in enumerate(counts) if n
    )
    return min(1.0, max(0.0, found))


def agreement(counts: Sequence[int]) -> Fraction:
    """van der Eijk's A in [-1, 1]: 1 all equal, 0 flat, below 0 more two-peaked than flat.

    The histogram is peeled into layers of equal, non-empty categories; each layer's agreement
    counts with its share of the votes. Exact, since its sign decides the picture.
    """
    rest, votes = list(counts), sum(counts)
    found = Fraction(0)
    while any(rest):
        height = min(n for n in rest if n)
        layer = [n > 0 for n in rest]
        found += Fraction(height * sum(layer), votes) * _of_layer(layer)
        rest = [n - height if n else 0 for n in rest]
    return found


def _of_layer(layer: Sequence[bool]) -> Fraction:
    levels, filled = len(layer), sum(layer)
    if filled == 1:
        return Fraction(1)
    if filled == levels:
        return Fraction(0)
    triples = list(combinations(layer, 3))
    unimodal = sum(t in ((True, True, False), (False, True, True)) for t in triples)
    split = sum(t == (True, False, True) for t in triples)
    if not unimodal + split:
        return Fraction(0)
    shape = Fraction(
        (levels - 2) * unimodal - (levels - 1) * split, (levels - 2) * (unimodal + split)
    )
    return shape * (1 - Fraction(filled - 1, levels - 1))


def firmness(counts: Sequence[int]) -> int:
    """Fewest changed ratings after which the largest no longer stands alone: half the lead."""
    second, largest = sorted(counts)[-2:]
    return math.ceil((largest - second) / 2)


def picture(counts: Sequence[int]) -> Picture:
    """The first label that fits (docs/method.md, "The picture in plain words")."""
    votes = sum(counts)
    if max(counts) == votes:
        return Picture.UNANIMOUS
    if agreement(counts) < 0 or _both_ends(counts):
        return Picture.TWO_CAMPS
    if any(_holds(counts, k, k) for k in range(len(counts))):
        return Picture.STRONG
    if _close_pairs(counts):
        return Picture.CLOSE
    return Picture.SPREAD


def _close_pairs(counts: Sequence[int]) -> list[int]:
    """The lower of each two neighbours that hold most votes. Both must have some: one rating that
    is too far from the others to be strong agreement is not close to them through a gap."""
    pairs = range(len(counts) - 1)
    return [k for k in pairs if counts[k] and counts[k + 1] and _holds(counts, k, k + 1)]


def _holds(counts: Sequence[int], low: int, high: int) -> bool:
    """Do the ratings ``low`` to ``high`` hold most votes, with few two or more steps away?"""
    votes = sum(counts)
    inside = sum(counts[low : high + 1])
    far = sum(counts[: max(0, low - 1)]) + sum(counts[high + 2 :])
    return Fraction(inside, votes) >= _MOST and Fraction(far, votes) < _FEW


def _quantile(counts: Sequence[int], quarter: int) -> int:
    """The smallest rating that at least ``quarter`` quarters of the ratings do not exceed."""
    votes, reached = sum(counts), 0
    for k, n in enumerate(counts):
        reached += n
        if reached * 4 >= votes * quarter:
            return k
    raise AssertionError("every rating is within the scale")
