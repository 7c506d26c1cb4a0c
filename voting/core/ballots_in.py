"""What may be known of the ballots of a round while it is open: nothing of what they say."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from voting.core.state import Round, Workshop
from voting.instruments.tally import Ballot

_NOBODY: frozenset[str] = frozenset()


class BallotsIn(Struct, frozen=True):
    """Ballots of phones in the open round: ``people`` have one, ``done`` are those among them who
    are done with it, and ``answered`` is how many of them answer each cell that it asks about."""

    people: frozenset[str] = _NOBODY
    done: frozenset[str] = _NOBODY
    answered: Mapping[str, int] = {}


NO_BALLOTS = BallotsIn()


def in_one_cell(cell: str, people: Iterable[str]) -> BallotsIn:
    """In a round of one cell whoever has a ballot has answered it, and is done."""
    voted = frozenset(people)
    return BallotsIn(voted, voted, {cell: len(voted)})


def ballots_in(workshop: Workshop, round_: Round, held: Mapping[str, Ballot]) -> BallotsIn:
    """The same of any round, of all of its ballots. Somebody who took all their answers back has
    answered nothing."""
    if not round_.cells:
        return in_one_cell(round_.domain, held)
    held = {person: ballot for person, ballot in held.items() if not ballot.is_empty}
    people = frozenset(held)
    cells = [workshop.framework.domain(key) for key in round_.cells]
    return BallotsIn(
        people=people,
        done=frozenset(p for p in people if held[p].done),
        answered={
            cell.key: sum(bool(cell.answers_in(ballot)) for ballot in held.values())
            for cell in cells
        },
    )
