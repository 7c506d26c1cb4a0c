"""What a board reads first: how many domains stand where, the strongest, the greatest need, and
where people still disagree."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from voting.core.ruling import Method
from voting.instruments.agreement import Picture
from voting.views.declared import Sent, about
from voting.views.domains import DomainResult

_DECIDED_BY_VOTES = (Method.MAJORITY, Method.TIE_BREAK)
_APART = (Picture.TWO_CAMPS, Picture.SPREAD)


class LevelCount(Sent, frozen=True):
    """How many domains were decided at a rating."""

    rating: Annotated[int, about("the rating recorded")]
    domains: Annotated[int, about("for how many domains")]


class Summary(Sent, frozen=True):
    """The findings that a report opens with. Domains are named by key."""

    levels: Annotated[
        tuple[LevelCount, ...],
        about("the ratings recorded for at least one domain, highest first"),
    ]
    unresolved: Annotated[int, about("how many domains were left unresolved")]
    undecided: Annotated[int, about("how many have no decision")]
    strongest: Annotated[
        tuple[str, ...],
        about("the domains at the highest rating recorded; empty where all recorded are equal"),
    ]
    needs: Annotated[
        tuple[str, ...],
        about(
            "the domains of greatest need, greatest first: those at the lowest rating recorded, "
            "then those left unresolved, then those whose last round shows two camps and that are "
            "not among `strongest`; empty where that would be every domain with a decision"
        ),
    ]
    disagreed: Annotated[
        tuple[str, ...],
        about(
            "the domains left unresolved, recorded by most votes or by tie-break, or whose last "
            "round shows two camps or a spread"
        ),
    ]


def summary(results: Sequence[DomainResult]) -> Summary:
    """Of every domain's results, in the framework's order, which every list here keeps within its
    ranks. A domain left unresolved has no rating: it never counts as the lowest."""
    rated = {one.domain: one.ruling.rating for one in results if one.ruling}
    ratings = {key: rating for key, rating in rated.items() if rating is not None}
    unresolved = [key for key in rated if key not in ratings]
    counts = Counter(ratings.values())
    strongest, needs = _ends(ratings)
    split = [one.domain for one in results if _picture(one) is Picture.TWO_CAMPS]
    needs += [key for key in unresolved + split if key not in strongest]
    if rated.keys() <= set(needs):  # a need that all share singles out none
        needs = []
    return Summary(
        levels=tuple(LevelCount(rating, counts[rating]) for rating in sorted(counts, reverse=True)),
        unresolved=len(unresolved),
        undecided=len(results) - len(rated),
        strongest=tuple(strongest),
        needs=tuple(dict.fromkeys(needs)),
        disagreed=tuple(one.domain for one in results if _disagreed(one)),
    )


def _ends(ratings: dict[str, int]) -> tuple[list[str], list[str]]:
    """The domains at the highest and at the lowest rating; none where these are one."""
    if len(set(ratings.values())) < 2:
        return [], []
    most, least = max(ratings.values()), min(ratings.values())
    return (
        [key for key, rating in ratings.items() if rating == most],
        [key for key, rating in ratings.items() if rating == least],
    )


def _disagreed(result: DomainResult) -> bool:
    ruled = result.ruling
    if ruled and (ruled.rating is None or ruled.method in _DECIDED_BY_VOTES):
        return True
    return _picture(result) in _APART


def _picture(result: DomainResult) -> Picture | None:
    """Of the domain's last round; None with fewer than two ratings."""
    shown = result.rounds[-1].picture if result.rounds else None
    return shown.label if shown else None
