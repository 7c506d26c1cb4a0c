"""What a board reads first: how many domains stand where, the strongest, the greatest need, and
where people still disagree."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from voting.instruments.agreement import Picture
from voting.instruments.deciding import Method
from voting.instruments.instrument import Instrument
from voting.instruments.tally import Tally
from voting.views.declared import Sent, about
from voting.views.domains import DomainResult

Need = Literal["lowest", "unresolved", "two-camps"]
Dissent = Literal["unresolved", "majority", "tie-break", "two-camps", "spread"]

_METHODS: dict[Method, Dissent] = {
    Method.UNRESOLVED: "unresolved",
    Method.MAJORITY: "majority",
    Method.TIE_BREAK: "tie-break",
}
_PICTURES: dict[Picture, Dissent] = {Picture.TWO_CAMPS: "two-camps", Picture.SPREAD: "spread"}


class LevelCount(Sent, frozen=True):
    """How many domains were decided at a rating."""

    rating: Annotated[int, about("the rating recorded")]
    domains: Annotated[int, about("for how many domains")]


class WhyNeed(Sent, frozen=True):
    """Why a domain is among the lowest rated."""

    domain: Annotated[str, about("the domain")]
    why: Annotated[
        Need,
        about(
            "the first that holds: it is at the `lowest` rating recorded, was left `unresolved`, "
            "or its last round shows `two-camps`"
        ),
    ]


class WhyDisagreed(Sent, frozen=True):
    """Why a domain is among those on which people still disagree."""

    domain: Annotated[str, about("the domain")]
    why: Annotated[
        tuple[Dissent, ...],
        about("every reason: the way it was recorded, then the picture of its last round"),
    ]


class Summary(Sent, frozen=True):
    """The findings that a report opens with. Domains are named by key."""

    levels: Annotated[
        tuple[LevelCount, ...],
        about(
            "the ratings recorded for at least one domain, highest first; empty where decisions "
            "stand on several scales, or on none"
        ),
    ]
    unresolved: Annotated[int, about("how many domains were left unresolved")]
    undecided: Annotated[int, about("how many have no decision")]
    strongest: Annotated[
        tuple[str, ...],
        about(
            "the domains at the highest rating recorded in their column; empty where all recorded "
            "are equal, and of choices"
        ),
    ]
    needs: Annotated[
        tuple[str, ...],
        about(
            "the lowest rated domains, lowest first: those at the lowest rating recorded in "
            "their column (of ticks: not in place; of choices none), "
            "then those left unresolved, then those whose last round shows two camps and that are "
            "not among `strongest`; empty where that would be every domain with a decision"
        ),
    ]
    disagreed: Annotated[
        tuple[str, ...],
        about(
            "the domains left unresolved, recorded by most votes or by tie-break, or whose last "
            "round shows two camps or a spread; of numbers, quartiles far apart"
        ),
    ]
    why_needs: Annotated[tuple[WhyNeed, ...], about("as `needs`, each with the reason")]
    why_disagreed: Annotated[
        tuple[WhyDisagreed, ...], about("as `disagreed`, each with its reasons")
    ]


def summary(instrument: Instrument, results: Sequence[DomainResult]) -> Summary:
    """Of every domain's results, in the instrument's order, which every list here keeps within its
    ranks. A domain left unresolved has no rating: it never counts as the lowest. Ratings are
    compared within a column alone, and only where its places have an order."""
    rated = {one.domain: one.ruling.rating for one in results if one.ruling}
    unresolved = [key for key, rating in rated.items() if rating is None]
    columns: dict[str, dict[str, int]] = {}
    wanted = [cell for cell in instrument.domains if cell.column.is_decided]
    for cell in wanted:
        rating = rated.get(cell.key)
        if cell.column.ordered and isinstance(rating, int):
            columns.setdefault(cell.column.key, {})[cell.key] = rating
    is_one_scale = len({cell.column.key for cell in wanted}) == 1
    counts = Counter(rating for of in columns.values() for rating in of.values() if is_one_scale)
    ends = [_ends(of) for of in columns.values()]
    order = [cell.key for cell in instrument.domains]
    strongest = sorted((key for high, _ in ends for key in high), key=order.index)
    lowest = sorted((key for _, low in ends for key in low), key=order.index)
    needs: dict[str, Need] = dict.fromkeys(lowest, "lowest")
    needs |= dict.fromkeys(unresolved, "unresolved")
    for one in results:
        if _picture(one) is Picture.TWO_CAMPS and one.domain not in strongest:
            needs.setdefault(one.domain, "two-camps")
    if rated.keys() <= needs.keys():  # a need that all share singles out none
        needs = {}
    dissent = {one.domain: why for one in results if (why := tuple(_dissent(instrument, one)))}
    return Summary(
        levels=tuple(LevelCount(rating, counts[rating]) for rating in sorted(counts, reverse=True)),
        unresolved=len(unresolved),
        undecided=len(wanted) - len(rated),
        strongest=tuple(strongest),
        needs=tuple(needs),
        disagreed=tuple(dissent),
        why_needs=tuple(WhyNeed(*one) for one in needs.items()),
        why_disagreed=tuple(WhyDisagreed(*one) for one in dissent.items()),
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


def _dissent(instrument: Instrument, result: DomainResult) -> Iterator[Dissent]:
    if result.ruling and result.ruling.method in _METHODS:
        yield _METHODS[result.ruling.method]
    picture = _picture(result)
    if picture in _PICTURES:
        yield _PICTURES[picture]
    elif _is_spread(instrument, result):
        yield "spread"


def _is_spread(instrument: Instrument, result: DomainResult) -> bool:
    """Do people differ in the last round of a scale without a picture in words?"""
    last = result.rounds[-1] if result.rounds else None
    column = instrument.domain(result.domain).column
    if last is None or last.withheld or column.pictured or column.talked_about != "scale":
        return False
    return column.contested(Tally(last.counts, last.cant_say))


def _picture(result: DomainResult) -> Picture | None:
    """Of the domain's last round; None with fewer than two ratings."""
    shown = result.rounds[-1].picture if result.rounds else None
    return shown.label if shown else None
