"""How many people of each group could have rated in a round.

How many of a group did not rate is shown only if it does not reveal, together with everything else
that is shown, who they are. docs/method.md has the rule.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence

from voting.core.state import SMALLEST_GROUP_FROM, Round
from voting.disclosure.groups import Answers, Group
from voting.instruments.instrument import Cell


def present_in_groups(
    round_: Round, cell: Cell, answers: Answers, groups: Sequence[Group]
) -> list[int] | None:
    """How many of each of the shown ``groups`` could have rated in a counted round, those without a
    phone among them; None if that may not be shown, or is not known.

    In each of the smallest sets into which the groups divide the room, either nobody is missing or
    both those missing and those who rated by phone are at least as many as a group needs.
    """
    # Where some answer several times, answers are not people.
    if round_.present is None or not groups or cell.own > 1:
        return None
    least = max(round_.least, SMALLEST_GROUP_FROM)
    by_hand = Counter({entered.sector: entered.ballots for entered in round_.hands_in(cell.key)})
    there = Counter({one.sector: one.people for one in round_.present})
    rated = Counter({sector: said.turnout - by_hand[sector] for sector, said in answers.items()})
    sets: dict[Hashable, set[str]] = defaultdict(set)
    for sector in there.keys() | rated.keys():
        sets[tuple(sector in group.sectors for group in groups)].add(sector)
    for sectors in sets.values():
        all_, phones = (sum(held[sector] for sector in sectors) for held in (there, rated))
        if all_ != phones and min(all_ - phones, phones) < least:
            return None
    people = there + by_hand
    return [sum(people[sector] for sector in group.sectors) for group in groups]
