"""What a row is: a promise, the figure that passes, and a function that finds the figure."""

from collections.abc import Callable

from msgspec import Struct


class Scale(Struct, frozen=True):
    """How much of a row is run: the full figures of the table, or a short run of each."""

    name: str

    @property
    def is_full(self) -> bool:
        return self.name == "full"

    def pick(self, full: int, short: int) -> int:
        return full if self.is_full else short


FULL, SHORT = Scale("full"), Scale("short")


class Figure(Struct):
    """What a row reached, in words; whether that is ``right``, and was there ``in_time``: late it
    may be as well because the machine is busy with other things."""

    right: bool
    reached: str
    in_time: bool = True

    @property
    def passed(self) -> bool:
        return self.right and self.in_time


class Row(Struct, frozen=True):
    name: str
    promise: str
    wanted: str
    find: Callable[[Scale], Figure]


def row(name: str, promise: str, wanted: str) -> Callable[[Callable[[Scale], Figure]], Row]:
    """Make a function a row of the table."""
    return lambda find: Row(name, promise, wanted, find)
