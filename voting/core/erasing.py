"""When a workshop may be erased: by its trainers, or because it has been kept for long enough."""

import unicodedata
from datetime import datetime, time, timedelta

from msgspec import Struct

from voting.core.settings import day_of
from voting.core.state import Workshop
from voting.refusals.erasing import AreaNotTyped, NotErasable

MISTAKE_FOUND = timedelta(hours=24)  # in which a workshop set up by mistake may be deleted


class Erasable(Struct, frozen=True):
    """May be deleted ``until`` then (None: always); ``area``: only by typing its name."""

    until: datetime | None
    area: bool


def erasable(workshop: Workshop) -> Erasable | None:
    """How a trainer may delete the workshop, or None if they never may: a rehearsal
    always, a real one that was set up by mistake within a day."""
    if workshop.rehearsal:
        return Erasable(until=None, area=False)
    if workshop.rulings or workshop.is_finished():
        return None
    return Erasable(until=workshop.created_at + MISTAKE_FOUND, area=bool(workshop.rounds))


def check_erasable(workshop: Workshop, area: str, at: datetime) -> None:
    """Check that a trainer who typed ``area`` may delete the workshop; raises NotErasable, or
    AreaNotTyped where somebody may have rated."""
    may = erasable(workshop)
    if may is None or (may.until and at > may.until):
        raise NotErasable(n=MISTAKE_FOUND // timedelta(hours=1))
    if may.area and _typed(area) != _typed(workshop.details.area):
        raise AreaNotTyped(area=workshop.details.area)


def _typed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def keep_until(w: Workshop, days: int) -> datetime:
    """The moment from which a workshop that is kept for ``days`` may be erased: that many days
    after its date, or after the day it was set up if that was later."""
    last = max(day_of(w.details), w.created_at.date())
    return datetime.combine(last, time(23, 59, 59), tzinfo=w.created_at.tzinfo) + timedelta(days)
