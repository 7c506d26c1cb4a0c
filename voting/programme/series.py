"""A series of meetings as data: what is planned around the day of the first, and what is due when.

The two of the library lie in ``library/`` beside this file.
"""

from msgspec import Struct

TEMPLATES = ("link-2015", "link-2021")  # the keys of the library


class Meeting(Struct, frozen=True, forbid_unknown_fields=True):
    """A meeting of the series. ``key`` is its own in the series, ``kind`` one of EVENT_KINDS; it is
    planned so many ``months`` and then ``days`` after the first meeting."""

    key: str
    kind: str
    months: int = 0
    days: int = 0
    minutes: int = 0
    capacity: int = 0


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """Something to be done, by one of OWNERS, so many ``months`` and then ``days`` after (below 0:
    before) the meeting of the key ``meeting``."""

    key: str
    owner: str
    meeting: str
    months: int = 0
    days: int = 0


class Series(Struct, frozen=True, forbid_unknown_fields=True):
    """``meetings`` in their order, the first of them at 0 months and 0 days."""

    key: str
    meetings: tuple[Meeting, ...]
    steps: tuple[Step, ...]
