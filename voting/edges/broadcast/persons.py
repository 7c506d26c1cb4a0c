"""What one person's pages are sent besides the view that all attendees share."""

from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

from voting.core.state import Person, Workshop
from voting.edges.broadcast.listeners import Listener
from voting.views.you import You


class News(NamedTuple):
    """For one socket: what is its person's own, to be sent with the whole state (``whole``) or
    alone."""

    sid: str
    you: You
    whole: bool


class Persons:
    """Remembers what the pages of one workshop's attendees were told of themselves. Whoever holds
    the lock of the channel may use it."""

    def __init__(self) -> None:
        self._told: Workshop | None = None  # as of when each was told where they stand
        self._stored: dict[str, You] = {}  # by socket: what devices of one person were told of it

    def news(
        self,
        workshop: Workshop,
        attendees: Sequence[Listener],
        you: Callable[[str], You],
        rated_ahead: Callable[[str], Container[str]],
    ) -> Iterator[News]:
        """What is to be sent now that the workshop is like this; ``you`` gives what is a device's
        own, ``rated_ahead`` who rated a domain ahead."""
        if self._told is not workshop:
            if self._told is not None:
                yield from _standings(self._told, workshop, attendees, you)
                yield from _ahead(self._told, workshop, attendees, you, rated_ahead)
            self._told = workshop
        yield from self._of_devices(workshop, attendees, you)

    def _of_devices(
        self, workshop: Workshop, attendees: Sequence[Listener], you: Callable[[str], You]
    ) -> Iterator[News]:
        """Who takes part with several devices sees on each of them what the other one stored, and
        who did, that it went when they were parted."""
        devices = {p.id for p in workshop.people.values() if p.shared or p.merged_into}
        devices |= {workshop.stands_for(id) for id in devices}
        here = [one for one in attendees if one.actor.id in devices]
        before = self._stored
        self._stored = {one.sid: before[one.sid] for one in here if one.sid in before}
        for listener in here:
            own = you(listener.actor.id)
            if self._stored.get(listener.sid) != own:
                self._stored[listener.sid] = own
                yield News(listener.sid, own, whole=True)


def _standings(
    before: Workshop, after: Workshop, attendees: Sequence[Listener], you: Callable[[str], You]
) -> Iterator[News]:
    """For those whose standing changed. Who came since has asked for themselves."""
    # Whose reason was taken down is known to nobody here: everybody looks.
    withdrawn = before.withdrawn != after.withdrawn
    for listener in attendees:
        id = listener.actor.id
        then, now = _standing(before, id), _standing(after, id)
        if then[0] != now[0]:  # another ballot is theirs now, which only a snapshot brings
            yield News(listener.sid, you(id), whole=True)
        elif withdrawn or then != now:
            yield News(listener.sid, you(id), whole=False)


def _ahead(
    before: Workshop,
    after: Workshop,
    attendees: Sequence[Listener],
    you: Callable[[str], You],
    rated_ahead: Callable[[str], Container[str]],
) -> Iterator[News]:
    """In a domain's first round, whoever rated it ahead is offered to say the same."""
    opened, was = after.open_round, before.open_round
    if opened is None or (was and was.id == opened.id) or after.live_rounds(opened.domain):
        return
    people = rated_ahead(opened.domain)
    for listener in attendees:
        if after.stands_for(listener.actor.id) in people:
            yield News(listener.sid, you(listener.actor.id), whole=False)


def _standing(workshop: Workshop, id: str) -> tuple[str, Person | None]:
    """Who a device belongs to, and how they stand."""
    person = workshop.stands_for(id)
    return person, workshop.people.get(person)
