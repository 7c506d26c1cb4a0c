"""People coming and going: attendees, practice attendees, trainers."""

from collections.abc import Container, Iterable, Set
from datetime import datetime, timedelta

from msgspec.structs import replace

from voting.core import commands as c
from voting.core.actors import Actor
from voting.core.practice import practice_left, sector_in_turn
from voting.core.state import Entry, Person, Presence, Trainer, Workshop
from voting.core.text import clean
from voting.refusals.joining import CodeExpired, JoiningLocked, WorkshopFull
from voting.refusals.people import CannotMerge, IsMerged, NobodyJoined, PersonRemoved, SectorFixed
from voting.refusals.rounds import NotNow
from voting.refusals.sent import UnknownChoice
from voting.refusals.together import all_of

MOST_PEOPLE = 2000  # at once; those who were removed do not count
MOST_EVER = 10_000  # with those who were removed: a workshop is one document
MOST_MINUTES = 24 * 60  # how far back RemoveJoined may reach
NAME_LIMIT = 60
NAMELESS = "Name erased"  # what somebody is called whose name was erased for good


def join(w: Workshop, command: c.Join, entry: Entry) -> Workshop:
    name, sector = all_of(
        lambda: clean(command.name, "name", NAME_LIMIT),
        lambda: w.framework.sector(command.sector).key,
    )
    known = w.people.get(w.stands_for(entry.by.id))
    if known is None:
        check_newcomers(w, entry.at)
        over = max((r.id for r in w.rounds if not r.is_open), default=0)
        address = entry.facts.address
        known = Person(entry.by.id, name, sector, entry.at, joined_after=over, address=address)
    if known.presence is Presence.REMOVED:
        raise PersonRemoved()
    if sector != known.sector and _rated_since(w, known):
        raise SectorFixed()
    return _with_person(w, replace(known, name=name, sector=sector, presence=Presence.HERE))


def check_newcomers(w: Workshop, at: datetime) -> None:
    """Check that somebody new may join now; raises JoiningLocked, CodeExpired or WorkshopFull."""
    if w.locked:
        raise JoiningLocked()
    if at > w.code_expires:
        raise CodeExpired(given=w.code)
    check_room(w)


def _rated_since(w: Workshop, person: Person) -> bool:
    """Has a tally been shown since the person joined? A change of sector after that would show
    their rating as the difference of two pictures."""
    return any(r.counts and r.id > person.joined_after for r in w.rounds)


def leave(w: Workshop, command: c.Leave, entry: Entry) -> Workshop:
    person = w.person(w.stands_for(entry.by.id))
    return _with_person(w, replace(person, presence=Presence.LEFT))


def introduce(w: Workshop, command: c.Introduce, entry: Entry) -> Workshop:
    known = w.trainers[entry.by.id]
    name = clean(command.name, "name", NAME_LIMIT, required=False) or known.name
    return replace(w, trainers={**w.trainers, known.id: replace(known, name=name)})


def with_trainer(w: Workshop, by: Actor) -> Workshop:
    """The workshop with ``by`` among its trainers: whoever was let in is one
    from their first command on, not from opening the link, which mail scanners do as well."""
    known = w.trainers.get(by.id)
    if known and known.active:
        return w
    name = known.name if known else f"Trainer {len(w.trainers) + 1}"
    return replace(w, trainers={**w.trainers, by.id: Trainer(by.id, name)})


def remove_person(w: Workshop, command: c.RemovePerson, entry: Entry) -> Workshop:
    person = w.person(command.person)
    if person.merged_into:
        raise IsMerged()
    return _with_person(w, _removed(person, with_ballot=command.with_ballot))


def _removed(person: Person, *, with_ballot: bool) -> Person:
    # Whoever was removed without their ballot may still be removed with it.
    out = with_ballot or person.ballot_out
    return replace(person, presence=Presence.REMOVED, ballot_out=out)


def remove_joined(w: Workshop, command: c.RemoveJoined, entry: Entry) -> Workshop:
    if not 1 <= command.minutes <= MOST_MINUTES:
        raise UnknownChoice("minutes", n=MOST_MINUTES)
    address = w.person(command.like).address if command.like else ""
    since = entry.at - timedelta(minutes=command.minutes)
    going = {
        p.id: _removed(p, with_ballot=True)
        for p in w.people.values()
        if p.joined_at >= since
        and not (p.is_out or p.practice)
        and (not command.like or p.id == command.like or (address and p.address == address))
    }
    if not going:
        raise NobodyJoined()
    return replace(w, people={**w.people, **going})


def recognise_invited(w: Workshop, command: c.RecogniseInvited, entry: Entry) -> Workshop:
    return merge_people(w, c.MergePeople(command.person, command.into), entry)


def merge_people(w: Workshop, command: c.MergePeople, entry: Entry) -> Workshop:
    person, into = w.person(command.person), w.person(command.into)
    if person.id == into.id or any(p.is_out or p.practice for p in (person, into)):
        raise CannotMerge()
    # They are here if either device is, and have seen what either was shown.
    here = Presence.HERE in (person.presence, into.presence)
    kept = replace(
        into,
        presence=Presence.HERE if here else into.presence,
        joined_after=min(person.joined_after, into.joined_after),
        shared=True,
    )
    # To a server of the version before, this is somebody who has left.
    gone = replace(person, presence=Presence.LEFT, merged_into=into.id, shared=True)
    return replace(w, people={**w.people, kept.id: kept, gone.id: gone})


def forget_names(w: Workshop, command: c.ForgetNames, entry: Entry) -> Workshop:
    gone = devices_of(w, command.people)
    bare = {id: replace(w.people[id], name=NAMELESS, address="") for id in gone}
    return replace(w, people={**w.people, **bare}) if bare else w


def devices_of(w: Workshop, people: Iterable[str]) -> frozenset[str]:
    """Everybody who acts as one of these people, or they as them."""
    them = {w.stands_for(id) for id in people if id in w.people}
    return frozenset(id for id in w.people if w.stands_for(id) in them)


def without_names(entry: Entry, people: Container[str]) -> Entry | None:
    """``entry`` without the names of these people, or None if it holds none of them."""
    if not isinstance(entry.command, c.Join) or entry.by.id not in people:
        return None
    bare = replace(entry.command, name=NAMELESS)
    return replace(entry, command=bare, facts=replace(entry.facts, address=""))


def were_merged(log: Iterable[Entry], pair: Set[str]) -> bool:
    """Were these two people ever merged, by a trainer or by the server?"""
    return any(
        isinstance(entry.command, c.RecogniseInvited | c.MergePeople)
        and {entry.command.person, entry.command.into} == pair
        for entry in log
    )


def readmit_person(w: Workshop, command: c.ReadmitPerson, entry: Entry) -> Workshop:
    person = w.person(command.person)
    if not person.is_out:  # whoever left comes back by their own choice
        raise NotNow(why="not-removed")
    if person.presence is Presence.REMOVED:
        check_room(w)
    back = replace(person, presence=Presence.HERE, merged_into="", ballot_out=False)
    return _with_person(w, back)


def add_practice(w: Workshop, command: c.AddPractice, entry: Entry) -> Workshop:
    left = practice_left(w)
    if not 1 <= command.count <= left:
        raise UnknownChoice("count", n=left)
    check_room(w, command.count)
    known = sum(person.practice for person in w.people.values())
    made = {
        id: Person(
            id=id,
            name=f"Practice attendee {number}",
            sector=sector_in_turn(w.framework, number - 1),
            joined_at=entry.at,
            practice=True,
        )
        for number, id in enumerate(entry.facts.people, start=known + 1)
    }
    assert len(made) == command.count
    return replace(w, people={**w.people, **made})


def check_room(w: Workshop, more: int = 1) -> None:
    """Check that there is room for ``more`` people; raises WorkshopFull."""
    there = sum(not p.is_out for p in w.people.values())
    if there + more > MOST_PEOPLE or len(w.people) + more > MOST_EVER:
        raise WorkshopFull(n=MOST_PEOPLE)


def joined_from(w: Workshop, address: str) -> bool:
    """Has anybody joined from ``address``, named as in ``Person.address``, who was not removed?"""
    return any(p.address == address and not p.is_out for p in w.people.values()) and bool(address)


def _with_person(w: Workshop, person: Person) -> Workshop:
    if w.people.get(person.id) == person:
        return w
    return replace(w, people={**w.people, person.id: person})
