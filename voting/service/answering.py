"""Whose an answer to a question of a plan is.

While a question is open, of two devices of one person the newer answer counts, whenever they were
merged or parted. What is closed stays as it was counted then, as a closed round does, whoever is
merged, parted or removed later.
"""

from collections.abc import Mapping

from voting.core.state import Workshop
from voting.instruments.tally import Ballot
from voting.store.along import ALONE, Along


def by_person(workshop: Workshop, held: Mapping[str, Ballot]) -> dict[str, Ballot]:
    """The answers to an open question by person, from those by device. Of somebody who was removed
    it stays, unless their ballots were to go as well."""
    found: dict[str, tuple[int, bool, Ballot]] = {}
    for device, ballot in held.items():
        person = workshop.people.get(workshop.stands_for(device))
        if person is None or person.ballot_out:
            continue
        newest = (ballot.at, device == person.id, ballot)
        if person.id not in found or found[person.id][:2] < newest[:2]:
            found[person.id] = newest
    return {person: ballot for person, (_, _, ballot) in found.items()}


def could_answer(workshop: Workshop, held: Mapping[str, Ballot]) -> int:
    """How many people can answer by phone, with those who have and are gone."""
    return len({*held, *(person.id for person in workshop.taking_part())})


def closing(workshop: Workshop, question: int) -> Along:
    """What becomes of the answers to a question that is closed: one of each person stays, as
    ``by_person`` counts them; 0: none is closed."""
    if not question:
        return ALONE
    devices: dict[str, list[str]] = {}
    out = []
    for id in workshop.people:
        person = workshop.person(workshop.stands_for(id))
        if person.ballot_out:
            out.append(id)
        elif person.id != id:
            devices.setdefault(person.id, []).append(id)
    groups = [[person, *others] for person, others in devices.items()]
    return Along(closed=question, out=out, groups=groups)
