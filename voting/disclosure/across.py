"""What may be shown between two workshops of an area: how many came back, and their own movement.

People of two workshops are the same person if a pseudonym of the area says so: that of a browser or
of a personal link. Movement from one workshop's last round of a domain to another's ties together
what a person answered in both, so it is judged by the rule for movement over all counted rounds of
both, with all that was disclosed about any of them (groups.py): and, where movement into the
earlier one is shown as well, over those of the workshop before it, and so on. It is judged once a
workshop is finished. If that is reopened, movement into its next round would tie that to the other
workshop too, unjudged: such rounds are closed by the rule ALONE.

How many came back says nothing about what anybody answered, and yet it should point at nobody:
``at_least``. Nor may it grow as one person comes: it is of those who had joined when the first
round was closed, and whoever comes later counts as new (``in_time``).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from voting.core.state import SMALLEST_GROUP_FROM, Workshop
from voting.disclosure.groups import Cast, Counts, Disclosed, may_disclose, moves
from voting.disclosure.judged import NOBODY, Counted, casts_of
from voting.instruments.instrument import Given, given
from voting.instruments.tally import Ballot

Flow = tuple[Counts, ...]
People = Mapping[str, frozenset[str]]  # the pseudonyms of each person of a workshop


class Attended(Struct, frozen=True):
    """A domain in one workshop: who cast a ballot in its counted rounds, what was disclosed about
    each, what people answered in the last, and the smallest group that was asked for."""

    casts: Sequence[Cast]
    disclosed: Sequence[Disclosed]
    last: Given
    least: int


class Tie(Struct, frozen=True):
    """Movement between two workshops, by their places in a list: ``same`` has the earlier one's
    person for each person of the later one who was there."""

    earlier: int
    later: int
    same: Mapping[str, str]


def people_of(workshop: Workshop, known: Mapping[str, str]) -> People:
    """The people of a workshop with their pseudonyms; ``known`` has one for each device. People
    with several devices count once, practice attendees and those removed with their ballot not at
    all."""
    found: dict[str, set[str]] = {p.id: set() for p in workshop.joined() if not p.practice}
    for device, pseudonym in known.items():
        if (person := workshop.stands_for(device)) in found:
            found[person].add(pseudonym)
    return {person: frozenset(pseudonyms) for person, pseudonyms in found.items()}


def same_people(then: People, now: People) -> dict[str, str]:
    """The person of the earlier workshop for each person of the later one who is known to have been
    there. Those who could be several people (two devices, one person then, two now) are left
    out."""
    holders: dict[str, list[str]] = defaultdict(list)
    for person, pseudonyms in then.items():
        for pseudonym in pseudonyms:
            holders[pseudonym].append(person)
    candidates = {
        person: {before for pseudonym in pseudonyms for before in holders.get(pseudonym, ())}
        for person, pseudonyms in now.items()
    }
    wanted = Counter(before for those in candidates.values() for before in those)
    single = {person: next(iter(those)) for person, those in candidates.items() if len(those) == 1}
    return {person: before for person, before in single.items() if wanted[before] == 1}


def in_time(people: People, at_first: People) -> People:
    """Those of a workshop's people whom its area may know again: they had joined when its first
    round was closed. Otherwise a number or a movement told later would say whether somebody who
    came in between is one of them."""
    return {id: known for id, known in people.items() if id in at_first}


def came_back(then: People, now: People) -> tuple[int, int]:
    """How many are said to have come back, and of how many; ``now`` as of the first round."""
    return at_least(len(same_people(then, now)), len(now)), len(now)


def at_least(returned: int, people: int) -> int:
    """How many of ``people`` are said to have come back: at least so many did.

    Where only one or two did, or all but one or two, the exact number would point at them. It is
    lowered until nobody is alone on either side: to 0, or to three fewer than there are."""
    if returned < SMALLEST_GROUP_FROM:
        return 0
    if 0 < people - returned < SMALLEST_GROUP_FROM:
        return at_least(people - SMALLEST_GROUP_FROM, people)
    return returned


def attended(
    workshop: Workshop,
    domain: str,
    ballots: Mapping[int, Mapping[str, Ballot]],
    counted: Mapping[tuple[int, str], Counted],
    ahead: Mapping[str, str] = NOBODY,
) -> Attended | None:
    """A domain in a workshop, of the ballots of its counted rounds and those rounds by id; None if
    there are none, or what the last says is withheld. ``ahead`` has the sector of each person who
    rated ahead."""
    rounds = workshop.counted_rounds(domain)
    if not rounds or counted[rounds[-1].id, domain].withheld:
        return None
    cell = workshop.framework.domain(domain)
    answered = [given(cell, ballots[r.id]) for r in rounds]
    casts = casts_of(workshop, rounds, cell, answered, ahead)
    return Attended(
        casts=casts,
        disclosed=[counted[r.id, domain].judged.disclosed for r in rounds],
        last=answered[-1],
        least=max(r.least for r in rounds),
    )


def flow_between(workshops: Sequence[Attended], ties: Sequence[Tie], levels: int) -> Flow | None:
    """How many went from each rating in the last round of the last tie's earlier workshop to each
    in that of its later one. None if that may not be shown, or nobody rated in both. ``workshops``
    are all that ``ties`` tie together, the ties before the last being shown already."""
    if not may_be_tied(workshops, ties):
        return None
    tie = ties[-1]
    then, now = workshops[tie.earlier].last, workshops[tie.later].last
    before = {person: then[same] for person, same in tie.same.items() if same in then}
    flow = moves(before, now, levels).flow
    return flow if any(map(any, flow)) else None


def may_be_tied(workshops: Sequence[Attended], ties: Sequence[Tie]) -> bool:
    """May movement between the last rounds of these workshops be shown? Looks at who cast a ballot,
    never at what it says."""
    names = _names(ties)
    casts = [
        Cast({_named(names, at, person): s for person, s in cast.phones.items()}, cast.by_hand)
        for at, one in enumerate(workshops)
        for cast in one.casts
    ]
    if any(
        len(cast.phones) != len(own.phones)
        for cast, own in zip(casts, (c for one in workshops for c in one.casts), strict=True)
    ):
        return False  # ties that contradict one another make two people one
    disclosed = [told for one in workshops for told in one.disclosed]
    return may_disclose(casts, disclosed, max(one.least for one in workshops))


Name = tuple[int, str]


def _names(ties: Sequence[Tie]) -> dict[Name, Name]:
    """One name for each person over all workshops, where it is not that of their own."""
    names: dict[Name, Name] = {}
    for tie in ties:
        for person, same in tie.same.items():
            one, other = _root(names, (tie.earlier, same)), _root(names, (tie.later, person))
            if one != other:
                names[other] = one
    return names


def _root(names: Mapping[Name, Name], name: Name) -> Name:
    while name in names:
        name = names[name]
    return name


def _named(names: Mapping[Name, Name], at: int, person: str) -> str:
    place, id = _root(names, (at, person))
    return f"{place}/{id}"
