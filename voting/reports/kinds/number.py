"""Numbers: their middle, and how far apart they are."""

from voting.reports.columns import Column
from voting.reports.kinds.kind import Data, Kind

_SHAPE = ("median", "lower_quartile", "upper_quartile", "lowest", "highest")


class Number(Kind):
    def file_columns(self, column: Data) -> tuple[Column, ...]:
        numbers = (
            Column(f"n_{one['value']}", 8, key="n_at", values={"number": one["value"]})
            for one in column["places"]
        )
        shape = (Column(name, key=name if "_" in name else f"number_{name}") for name in _SHAPE)
        return (*shape, *numbers)

    def shared(self, one: Column) -> Column:
        return one  # a number is the same in every column
