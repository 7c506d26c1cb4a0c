"""Choices: how many chose each option."""

from voting.reports.columns import Column
from voting.reports.kinds.kind import Data, Kind


class Choice(Kind):
    def file_columns(self, column: Data) -> tuple[Column, ...]:
        return tuple(
            Column(f"chose_{one['value']}", 16, key="chose", values={"option": one["label"]})
            for one in column["places"]
        )
