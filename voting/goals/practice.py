"""What practice attendees answer to a plan's question, so that there is something to talk about.

The same question gives the same answers. Asked again they lie closer together, as after a talk; at
a later meeting a goal has come a little further than its last score.
"""

from collections.abc import Sequence

from voting.goals.plan import MOST_NEEDS, TOP, Goal

_APART = (0, 1, -1, 0, 2, -2, 0, 1, -3, 3)  # from what most say, for one person after another
_FURTHER = 2  # points from meeting to meeting
_CANT_SAY = 9  # one in so many, the first time


def scores(people: Sequence[str], goal: Goal, place: int, round: int) -> dict[str, int | None]:
    """Each person's score of the goal at this ``place`` among all, from 0; None: can't say."""
    last = goal.last_score
    middle = last.score + _FURTHER if last else 2 + place % 3
    found: dict[str, int | None] = {}
    for n, person in enumerate(people):
        apart = _APART[(n + place) % len(_APART)]
        closer = apart if round == 1 else (apart > 0) - (apart < 0)
        silent = round == 1 and n % _CANT_SAY == _CANT_SAY - 1
        found[person] = None if silent else min(TOP, max(0, middle + closer))
    return found


def needs(
    people: Sequence[str], proposed: Sequence[str], domains: Sequence[str]
) -> dict[str, list[str]]:
    """The domains that each person chooses: most take the first of those ``proposed``, fewer each
    of the next, and each has one of their own."""
    order = [*dict.fromkeys([*proposed, *domains])]
    found = {}
    for n, person in enumerate(people):
        liked = [domain for k, domain in enumerate(order) if n % (k + 2) == 0 or (k == 0 and n % 3)]
        own = order[n % len(order)] if order else None
        found[person] = list(dict.fromkeys([*liked, *([own] if own else [])]))[:MOST_NEEDS]
    return found
