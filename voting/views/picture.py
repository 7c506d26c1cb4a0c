"""The picture of a round's ratings, and its measures."""

from typing import Annotated, Any

from voting.disclosure.judged import Counted
from voting.instruments.agreement import Picture, telling
from voting.views.declared import Sent, about


class Telling(Sent, frozen=True):
    """The numbers that a sentence about a picture names."""

    low: Annotated[int, about("the lower of the two ratings named; of one rating both")]
    low_to: Annotated[
        int,
        about("where several ratings make up the lower camp, the highest of them; else as `low`"),
    ]
    low_votes: Annotated[int, about("for `low` to `low_to`")]
    high: Annotated[int, about("the higher one, or the lowest rating of the higher camp")]
    high_to: Annotated[int, about("the highest rating of the higher camp")]
    high_votes: Annotated[int, about("for `high` to `high_to`")]
    ratings: Annotated[int, about("of how many")]
    top: Annotated[
        int | None,
        about(
            "the rating with most votes, null where it is tied. With `close` and `top` between "
            "`low` and `high`, those are its neighbours with as many each"
        ),
    ]


class MeasuresView(Sent, frozen=True):
    """How far apart the ratings are, in numbers."""

    lowest: Annotated[int, about("lowest rating given")]
    highest: Annotated[int, about("highest rating given")]
    quartiles: Annotated[tuple[int, int], about("lower and upper quartile, both ratings")]
    top_share: Annotated[float, about("share of the largest rating, 0 to 1")]
    consensus: Annotated[float, about("Tastle & Wierman's Cns, 0 to 1")]
    agreement: Annotated[float, about("van der Eijk's A, -1 to 1")]
    firmness: Annotated[
        int, about("how many would have to change before the largest no longer stands alone")
    ]


class PictureView(MeasuresView, frozen=True):
    """A round's ratings as a picture, with its measures."""

    label: Picture
    telling: Annotated[Telling, about("the numbers that a sentence about it names")]


class SpreadView(Sent, frozen=True):
    """How far apart ordered answers are; all are places on the scale."""

    lowest: Annotated[int, about("lowest answer given")]
    highest: Annotated[int, about("highest answer given")]
    quartiles: Annotated[tuple[int, int], about("lower and upper quartile")]
    median: Annotated[int, about("the middle answer, the lower of two")]


def spread_view(held: Counted) -> SpreadView | None:
    found = held.spread
    if found is None:
        return None
    return SpreadView(found.lowest, found.highest, found.quartiles, found.median)


def picture_view(held: Counted) -> PictureView | None:
    """None with fewer than two ratings."""
    measures = held.measures
    if measures is None:
        return None
    told: dict[str, Any] = telling(held.tally.counts)
    return PictureView(
        label=measures.picture,
        telling=Telling(**told),
        lowest=measures.lowest,
        highest=measures.highest,
        quartiles=measures.quartiles,
        top_share=round(measures.top_share, 4),
        consensus=round(measures.consensus, 4),
        agreement=round(measures.agreement, 4),
        firmness=measures.firmness,
    )


def measures_view(held: Counted) -> MeasuresView | None:
    """None with fewer than two ratings."""
    picture = picture_view(held)
    if picture is None:
        return None
    return MeasuresView(
        lowest=picture.lowest,
        highest=picture.highest,
        quartiles=picture.quartiles,
        top_share=picture.top_share,
        consensus=picture.consensus,
        agreement=picture.agreement,
        firmness=picture.firmness,
    )
