"""The people of an area that is brought into another: one roster of two."""

from collections.abc import Mapping

from msgspec.structs import replace

from voting.refusals.registration import UnreadableRegistration
from voting.registration.addresses import same_address
from voting.registration.roster import Invitee, Registration, Reply, Roster


def brought(ends: Roster, there: Roster, at: Mapping[str, str]) -> Roster:
    """``there`` with everybody of the roster that ``ends``; ``at`` says which events became which.
    Whoever is on both by the same address and name is one person, whose replies over there stay.
    Numbers over there stay as well; those brought follow them, in their order. Raises
    UnreadableRegistration: nothing is brought over what is to be mended."""
    if ends.unreadable or there.unreadable:
        raise UnreadableRegistration()
    invitees = dict(there.invitees)
    registrations = dict(there.registrations)
    for old, new in at.items():
        if new and new not in registrations and old in ends.registrations:
            # Its link is another one from now on: it is that of the other area.
            registrations[new] = replace(ends.registrations[old], link=0, numbers=0)
    for invitee in sorted(ends.invitees.values(), key=lambda one: (one.made_at, one.id)):
        known = next((one for one in invitees.values() if _is_same(one, invitee)), None)
        held = known or replace(invitee, replies={})
        brought_along = {at[old]: r for old, r in invitee.replies.items() if at.get(old)}
        new_ones = {event: r for event, r in brought_along.items() if event not in held.replies}
        replies = {**held.replies, **new_ones}
        invitees[held.id] = replace(held, replies=replies)
    for event in {*at.values()} - {""}:
        registration = registrations.get(event, Registration())
        invitees, registrations[event] = _numbered(event, there, invitees, registration)
    return Roster(there.revision + 1, invitees, registrations)


def _numbered(
    event: str, there: Roster, invitees: dict[str, Invitee], registration: Registration
) -> tuple[dict[str, Invitee], Registration]:
    """The replies that were brought get numbers of their own, above those there are."""

    def is_new(invitee: Invitee) -> bool:
        before = there.invitees.get(invitee.id)
        return event in invitee.replies and not (before and event in before.replies)

    new = [one for one in invitees.values() if is_new(one) and one.replies[event].number]
    number = registration.numbers
    for invitee in sorted(new, key=lambda one: one.replies[event].number):
        number += 1
        reply: Reply = replace(invitee.replies[event], number=number)
        invitees[invitee.id] = replace(invitee, replies={**invitee.replies, event: reply})
    return invitees, replace(registration, numbers=number)


def _is_same(one: Invitee, other: Invitee) -> bool:
    same_name = one.about.name.casefold() == other.about.name.casefold()
    return one.id == other.id or (same_address(one.about.email, other.about.email) and same_name)
