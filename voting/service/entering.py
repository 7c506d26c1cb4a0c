"""Walking into a workshop by a personal link, on whatever device, and however somebody came before.

A link and a code by one person are one person: who joined by code on a device is merged into who
its owner is by their link, if the names agree or the owner says so; without that a colleague may
have joined there. Two who are both on the roster are two, whatever device they share. Where both
have rated in the open round, nobody is merged: which of the two ratings is theirs is not for a
server to say. Nor is anybody merged again whom a trainer has separated.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

from voting.core import commands as c
from voting.core.actors import CLOCK, Actor, Role
from voting.core.doubles import alike
from voting.core.roster import were_merged
from voting.core.state import Presence, Workshop
from voting.refusals import Refusal
from voting.refusals.people import BothRated, CannotMerge, PersonRemoved, WasThatYou
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
        was_me: bool | None = None,
        is_invited: Callable[[str], bool],
        address: str = "",
    ) -> Entered:
        """Let somebody on an area's roster join as ``person``; ``also`` are who their browser was
        in the workshop before, and ``was_me`` what they say to that, None if they were not asked;
        ``is_invited`` says of a person whether they are on the roster too. Raises WasThatYou, or
        what joining is refused with, PersonRemoved also where a trainer has removed one of those:
        their link is no way back."""
        me = Actor(Role.ATTENDEE, person)
        before = self.store.load(workshop)
        others = [
            other
            for other in dict.fromkeys(also)
            if before.stands_for(other) in before.people
            and not is_invited(before.stands_for(other))
        ]
        if any(_is_removed(before, other) for other in others):
            raise PersonRemoved()
        others = [
            other
            for other in others
            if _is_another(before, other, person)
            and not self._were_separated(before, other, person)
        ]
        strangers = {
            other
            for other in others
            if not alike(before.people[before.stands_for(other)].name, about.name)
        }
        if strangers and was_me is None:
            other = next(one for one in others if one in strangers)
            raise WasThatYou(given=before.people[before.stands_for(other)].name)
        after = self.act(workshop, me, c.Join(about.name, about.sector), address=address)
        apart: Refusal | None = None
        for other in others:
            pair = after.stands_for(other), after.stands_for(person)
            if not _is_another(after, other, person) or is_invited(pair[0]):
                continue
            if other in strangers and not was_me:
                self.store.claim_person(workshop, *pair)
                continue
            try:
                after = self.act(workshop, CLOCK, c.RecogniseInvited(*pair))
            except BothRated as problem:
                apart = problem
                self.store.claim_person(workshop, *pair)
            except (CannotMerge, NotNow):  # a trainer was first
                continue
        return Entered(me, apart)

    def _were_separated(self, workshop: Workshop, *two: str) -> bool:
        """Were these two, who are two now, one before? Then a trainer has separated them."""
        pair = {workshop.stands_for(one) for one in two}
        found = [workshop.people.get(id) for id in pair]
        if not all(one and one.shared for one in found):  # which a merge says of both, for good
            return False
        return were_merged(self.store.log(workshop.id), pair)


def _is_removed(workshop: Workshop, other: str) -> bool:
    known = workshop.people.get(workshop.stands_for(other))
    return known is not None and known.presence is Presence.REMOVED


def _is_another(workshop: Workshop, other: str, person: str) -> bool:
    """Has this device joined, as somebody else?"""
    known = workshop.people.get(workshop.stands_for(other))
    return known is not None and not known.is_out and known.id != workshop.stands_for(person)
