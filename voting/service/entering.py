"""Walking into a workshop by a personal link, on whatever device, and however somebody came before.

A link and a code by one person are one person: who joined by code on a device is merged into who
its owner is by their link. Where both have rated in the open round, nobody is merged: which of the
two ratings is theirs is not for a server to say.
"""

from collections.abc import Iterable

from msgspec import Struct

from voting.core import commands as c
from voting.core.actors import CLOCK, Actor, Role
from voting.core.state import Presence, Workshop
from voting.refusals import Refusal
from voting.refusals.people import BothRated, CannotMerge, PersonRemoved
from voting.refusals.rounds import NotNow
from voting.registration.roster import About
from voting.service.commands import Commands


class Entered(Struct, frozen=True):
    """Who somebody is in the workshop; ``apart`` says why another whom they joined as before is
    somebody else still."""

    person: Actor
    apart: Refusal | None = None


class Entering(Commands):
    def enter_as_invited(
        self,
        workshop: str,
        person: str,
        about: About,
        *,
        also: Iterable[str] = (),
        address: str = "",
    ) -> Entered:
        """Let somebody on an area's roster join as ``person``; ``also`` are who their browser was
        in the workshop before. Raises what joining is refused with, PersonRemoved also where a
        trainer has removed one of those: their link is no way back."""
        also = list(dict.fromkeys(also))
        there = self.store.load(workshop)
        if any(_is_removed(there, other) for other in also):
            raise PersonRemoved()
        me = Actor(Role.ATTENDEE, person)
        after = self.act(workshop, me, c.Join(about.name, about.sector), address=address)
        apart: Refusal | None = None
        for other in also:
            if not _is_another(after, other, person):
                continue
            pair = after.stands_for(other), after.stands_for(person)
            try:
                after = self.act(workshop, CLOCK, c.RecogniseInvited(*pair))
            except BothRated as problem:
                apart = problem
                self.store.claim_person(workshop, *pair)
            except (CannotMerge, NotNow):  # a trainer was first
                continue
        return Entered(me, apart)


def _is_removed(workshop: Workshop, other: str) -> bool:
    known = workshop.people.get(workshop.stands_for(other))
    return known is not None and known.presence is Presence.REMOVED


def _is_another(workshop: Workshop, other: str, person: str) -> bool:
    """Has this device joined, as somebody else?"""
    known = workshop.people.get(workshop.stands_for(other))
    return known is not None and not known.is_out and known.id != workshop.stands_for(person)
