"""Ratings: how many chose each level."""

from voting.reports.columns import Column
from voting.reports.kinds.kind import Data, Kind


class Rating(Kind):
    has_spread = True

    def file_columns(self, column: Data) -> tuple[Column, ...]:
        return tuple(
            Column(
                f"votes_{place['value']}",
                16,
                key="votes",
                values={"rating": place["value"], "label": place["label"]},
            )
            for place in column["places"]
        )
