"""Ticks: how many of all ticked it, and whether it is in place."""

from voting.reports.columns import Column
from voting.reports.kinds.kind import Data, Kind
from voting.words import Words


class Tick(Kind):
    def label(self, column: Data, place: Data, words: Words) -> str:
        settled = "ticked" if column["settle"] == "none" else "in_place"
        return words.say(f"reports.kinds.tick.{settled}.{'yes' if place['value'] else 'no'}")

    def file_columns(self, column: Data) -> tuple[Column, ...]:
        return (Column("ticked"), Column("not_ticked"))
