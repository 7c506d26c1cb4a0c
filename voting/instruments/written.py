"""Fields that are stored also where they have their usual value, in structs that omit defaults.

A framework's workshop is stored byte for byte as releases store it that know nothing but
frameworks: what they write is written, and what they do not know only where it says something.
"""

from typing import Any, TypeVar

from msgspec import field

Value = TypeVar("Value")


def written(usual: Value, name: str | None = None) -> Value:
    """A field whose value is ``usual`` unless it is given, which is written in either case."""
    made: Any = field(default_factory=lambda: usual, name=name)  # a value made is never omitted
    return made  # type: ignore[no-any-return]
