"""Who is coming, by sector: counts, and the sectors from which nobody is."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from voting.registration.roster import CANCELLED, DECLINED, INVITED, REGISTERED, Invitee, Reply

NOT_SAID = ""  # the sector of those who have not said theirs


class Coverage(Struct, frozen=True):
    """How many people of a sector stand how to an event. ``registered`` have a place, ``waiting``
    have none yet; everybody is in one of the first five, whether they ``attended`` or not."""

    sector: str
    invited: int = 0
    registered: int = 0
    waiting: int = 0
    declined: int = 0
    cancelled: int = 0
    attended: int = 0

    @property
    def people(self) -> int:
        return self.invited + self.registered + self.waiting + self.declined + self.cancelled

    @property
    def is_empty(self) -> bool:
        """Is nobody coming from here?"""
        return not self.registered


def coverage(
    people: Iterable[tuple[Invitee, Reply]], sectors: Iterable[str]
) -> tuple[Coverage, ...]:
    """One for each of the ``sectors``, in their order, and one for each further that somebody has
    said; last those who have not said any."""
    found: dict[str, list[Reply]] = {sector: [] for sector in sectors}
    for invitee, reply in people:
        found.setdefault(invitee.about.sector, []).append(reply)
    not_said = found.pop(NOT_SAID, None)
    if not_said:
        found[NOT_SAID] = not_said
    return tuple(_of(sector, replies) for sector, replies in found.items())


def _of(sector: str, replies: list[Reply]) -> Coverage:
    states: Mapping[str, int] = {
        state: sum(r.state == state and not r.waiting for r in replies)
        for state in (INVITED, REGISTERED, DECLINED, CANCELLED)
    }
    waiting = sum(r.waiting for r in replies)
    attended = sum(r.attended for r in replies)
    return Coverage(
        sector,
        *(states[INVITED], states[REGISTERED], waiting),
        states[DECLINED],
        states[CANCELLED],
        attended,
    )
