"""Practice attendees, with whom a trainer rehearses alone: their sectors and their ratings.

A trainer asks for a picture, and their ratings make it: starting from a textbook shape, as few of
them as possible are moved until the measured picture is the one asked for. The same request gives
the same ratings; another round of the same domain has its weight elsewhere, so that some move.
"""

from collections.abc import Container, Iterator, Mapping, Sequence

from voting.core.state import Workshop
from voting.instruments.agreement import Picture, picture
from voting.instruments.instrument import Cell, Given, Instrument
from voting.instruments.tally import Answer, Ballot, Tally
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
    """Raise NoSuchPicture where practice attendees can't make this picture in the open round: in a
    round of several cells, and on scales without pictures, they come as near as they can."""
    opened = w.open_round
    assert opened is not None
    if len(opened.asks) == 1:
        _answers(w.framework.domain(opened.asks[0]), len(w.practising()), wanted, 0)


Said = dict[str, dict[str, Answer]]  # by person: their answers, by key on the ballot


def ballots(
    w: Workshop, cells: Sequence[Cell], wanted: Picture, variant: int, before: Mapping[str, Ballot]
) -> Said:
    """What each practice attendee answers in a round of ``cells``, by id. ``before`` is what they
    answered in this round or the one before.

    One cell has the picture ``wanted``, or raises NoSuchPicture. Several are a mix: some rows
    agreed and some contested, the first as ``wanted``. Where each person answers for things of
    their own, some have one and some have more.
    """
    said: Said = {person.id: {} for person in w.practising()}
    for k, cell in enumerate(cells):
        shape_of = wanted if k == 0 else _MIX[k % len(_MIX)]
        held = {person: cell.by_key(ballot) for person, ballot in before.items()}
        for n, key in enumerate(cell.ballot_keys):
            having = [p for place, p in enumerate(said) if place % len(cell.ballot_keys) >= n]
            mine = {p: (found[key],) for p, found in held.items() if key in found}
            strictly = len(cells) == 1
            found = ratings(w, cell, shape_of, variant + k, mine, among=having, strictly=strictly)
            for person, answer in found.items():
                said[person][key] = answer
    return said


_MIX = (
    Picture.CLOSE, Picture.UNANIMOUS, Picture.TWO_CAMPS, Picture.STRONG, Picture.SPREAD,
)  # fmt: skip


def ratings(
    workshop: Workshop,
    cell: Cell,
    wanted: Picture,
    variant: int,
    before: Given,
    *,
    among: Container[str] | None = None,
    strictly: bool = True,
) -> dict[str, Answer]:
    """Each practice attendee's answer in a cell, by id, for the picture to be ``wanted``; raises
    NoSuchPicture, unless it need not be met ``strictly``. ``among`` are those who answer, all if
    it is None.

    ``before`` is what they answered in this round or the one before: whoever can keep theirs does,
    and the others move as little as they can.
    """
    people = [p for p in _by_leaning(workshop) if among is None or p in among]
    left = _answers(cell, len(people), wanted, variant, strictly=strictly)
    said: dict[str, Answer] = {}
    for person in people:
        answer = _last(before.get(person))
        if answer is not None and answer in left:
            left.remove(answer)
            said[person] = answer
    moving = [p for p in people if p not in said]
    moving.sort(key=lambda person: _place(_last(before.get(person))))
    return said | dict(zip(moving, left, strict=True))


def _answers(
    cell: Cell, people: int, wanted: Picture, variant: int, *, strictly: bool = True
) -> list[Answer]:
    """So many answers in a cell, lowest first, as near to the picture ``wanted`` as its column has
    pictures; raises NoSuchPicture where it has them and ``people`` can't make this one."""
    column = cell.column
    if column.pictured and strictly:
        counts = shape(people, len(column.places), wanted, variant)
    else:
        counts = _share_out(people, _weights(min(len(column.places), _BINS), wanted, variant))
    last, end = len(counts) - 1, len(column.places) - 1
    return [
        column.around(place * end // last) for place, many in enumerate(counts) for _ in range(many)
    ]


def sample(cell: Cell, people: int, variant: int) -> Tally:
    """What so many people might answer in a cell, for a page that shows what it looks like."""
    wanted = _MIX[variant % len(_MIX)]
    return cell.column.tally(_answers(cell, people, wanted, variant, strictly=False))


_BINS = 11  # on longer scales, answers are at so many places


def reasons(
    said: Mapping[str, Answer], places: int, texts: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Reasons by person, from one in four of those in ``said``, which are answers by person on a
    scale of so many ``places``. ``texts`` has some for "low" and some for "high" ratings."""
    explaining = [person for place, person in enumerate(sorted(said)) if place % _EXPLAINS == 0]
    found = {}
    for place, person in enumerate(explaining):
        fitting = texts.get("high" if _place(said[person]) * 2 >= places else "low")
        if fitting:
            found[person] = fitting[place % len(fitting)]
    return found


def _last(answers: tuple[Answer, ...] | None) -> Answer:
    return answers[0] if answers else None


def _place(answer: Answer) -> int:
    """Where an answer lies, for those who move to go no farther than they must."""
    return answer[0] if isinstance(answer, tuple) else answer or 0


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
