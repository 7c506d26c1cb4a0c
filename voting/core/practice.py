"""Practice attendees, with whom a trainer rehearses alone: their sectors and their ratings.

A trainer asks for a picture, and their ratings make it: starting from a textbook shape, as few of
them as possible are moved until the measured picture is the one asked for. The same request gives
the same ratings; another round of the same domain has its weight elsewhere, so that some move.
"""

from collections.abc import Iterator, Mapping, Sequence

from voting.core.state import Workshop
from voting.instruments.agreement import Picture, picture
from voting.instruments.instrument import Cell, Given, Instrument
from voting.instruments.tally import Answer
from voting.refusals.erasing import NoSuchPicture

MOST_PRACTICE = 30  # practice attendees taking part at once
_EXPLAINS = 4  # one in four gives a reason


def practice_left(workshop: Workshop) -> int:
    """How many more practice attendees may be added."""
    return MOST_PRACTICE - len(workshop.practising())


def sector_in_turn(framework: Instrument, place: int) -> str:
    """The sector of the practice attendee at ``place`` (from 0): sides in turn, and within a side
    its sectors in turn, so that each side soon has enough people to be shown."""
    by_side = [[s.key for s in framework.sectors if s.side == side.key] for side in framework.sides]
    filled = [sectors for sectors in by_side if sectors]
    sectors = filled[place % len(filled)]
    return sectors[place // len(filled) % len(sectors)]


def shape(people: int, levels: int, wanted: Picture, variant: int = 0) -> tuple[int, ...]:
    """Ratings per level, lowest first, that ``people`` give so that the picture is ``wanted``.

    Another ``variant`` puts the weight elsewhere on the scale. Raises NoSuchPicture if there are
    too few people or levels to make it.
    """
    if people >= 2:
        for counts in _from(_share_out(people, _weights(levels, wanted, variant))):
            if picture(counts) is wanted:
                return counts
    raise NoSuchPicture(n=people, picture=wanted.value)


def check_shape(w: Workshop, wanted: Picture) -> None:
    """Raise NoSuchPicture where practice attendees can't make this picture in the open round."""
    opened = w.open_round
    assert opened is not None
    for key in opened.asks:
        column = w.framework.domain(key).column
        shape(len(w.practising()), len(column.places), wanted)


def ratings(
    workshop: Workshop, cell: Cell, wanted: Picture, variant: int, before: Given
) -> dict[str, int]:
    """Each practice attendee's rating in a cell, by id, for the picture to be ``wanted``; raises
    NoSuchPicture.

    ``before`` is what they answered in this round or the one before: whoever can keep theirs does,
    and the others move as little as they can.
    """
    people = _by_leaning(workshop)
    counts = shape(len(people), len(cell.column.places), wanted, variant)
    left = [rating for rating, many in enumerate(counts) for _ in range(many)]
    said: dict[str, int] = {}
    for person in people:
        rating = _rated(before.get(person))
        if rating is not None and rating in left:
            left.remove(rating)
            said[person] = rating
    moving = sorted((p for p in people if p not in said), key=lambda p: _rated(before.get(p)) or 0)
    return said | dict(zip(moving, left, strict=True))


def reasons(
    said: Mapping[str, int], levels: int, texts: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Reasons by person, from one in four of those in ``said``, which are ratings by person.
    ``texts`` has some for "low" and some for "high" ratings."""
    explaining = [person for place, person in enumerate(sorted(said)) if place % _EXPLAINS == 0]
    found = {}
    for place, person in enumerate(explaining):
        fitting = texts.get("high" if said[person] * 2 >= levels else "low")
        if fitting:
            found[person] = fitting[place % len(fitting)]
    return found


def _rated(answers: tuple[Answer, ...] | None) -> int | None:
    one = answers[0] if answers else None
    return one if isinstance(one, int) else None


def _by_leaning(workshop: Workshop) -> list[str]:
    """The practice attendees, the most critical first. Sides lean a little apart: if all
    sides said the same, there would be nothing to look at."""
    people, framework = workshop.practising(), workshop.framework
    sides = [side.key for side in framework.sides]
    lean = len(people) / (2 * len(sides))
    place = {
        person.id: number + lean * sides.index(framework.sector(person.sector).side)
        for number, person in enumerate(people)
    }
    return sorted(place, key=place.__getitem__)


# --- shapes -----------------------------------------------------------------------------------


def _weights(levels: int, wanted: Picture, variant: int) -> list[int]:
    """The textbook shape of a picture: a share of the people for each level."""
    top, other = levels - 1, variant % 2
    weights = [0] * levels
    match wanted:
        case Picture.UNANIMOUS:
            weights[top // 2 + other] = 1
        case Picture.STRONG:
            peak = top // 2 + other
            weights[peak] = 17
            for beside in {max(0, peak - 1), min(top, peak + 1)} - {peak}:
                weights[beside] = 2
        case Picture.CLOSE:
            low = min(max(0, levels // 2 - 1) + other, top - 1)
            weights[low : low + 2] = [6, 5]
        case Picture.TWO_CAMPS:
            weights[levels // 2] = 1
            weights[0], weights[top] = (4, 5) if other else (5, 4)
        case Picture.SPREAD:
            weights = [4, *[6] * (levels - 2), 4]
            weights[1 if other else top - 1] += 1
    return weights


def _share_out(people: int, weights: Sequence[int]) -> tuple[int, ...]:
    """People shared out by weight: whole numbers first, then the largest remainders."""
    whole = sum(weights)
    counts = [people * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda k: -(people * weights[k] % whole))
    for k in by_remainder[: people - sum(counts)]:
        counts[k] += 1
    return tuple(counts)


def _from(start: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """All ways in which as many people can rate, beginning with ``start`` and those that differ
    from it by the fewest people."""
    seen = {start}
    waiting = [start]
    for counts in waiting:
        yield counts
        for near in _one_moved(counts):
            if near not in seen:
                seen.add(near)
                waiting.append(near)


def _one_moved(counts: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for giving in range(len(counts)):
        for taking in range(len(counts)):
            if counts[giving] and giving != taking:
                moved = list(counts)
                moved[giving] -= 1
                moved[taking] += 1
                yield tuple(moved)
