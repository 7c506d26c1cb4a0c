"""What earlier workshops of the area decided, and what changed since.

Everything is from results, so it is no more than the earlier workshop's own results page shows. Of
a domain in hand it is told only once a round of it has closed here, so that nobody is swayed.
"""

from typing import Annotated, Literal

from voting.core.state import Phase
from voting.instruments.agreement import Picture
from voting.instruments.instrument import Cell
from voting.programme.changes import (
    DomainHistory,
    History,
    Note,
    Point,
    Status,
    Then,
    Why,
    history,
    nearest,
    then_of,
)
from voting.programme.result import Result
from voting.views.declared import Sent, about
from voting.views.result import result_of
from voting.views.situation import Situation


class LastTime(Sent, frozen=True, kw_only=True):
    """What an earlier workshop of the area decided on a domain."""

    kind: Annotated[str, about("of that workshop, a key")]
    date: Annotated[str, about("its date: year-month-day")]
    title: Annotated[str, about("its title, or empty")]
    status: Annotated[Status, about("what came of it; `undecided`: no decision")]
    method: Annotated[str | None, about("how it was decided; null: not known, or no decision")]
    rating: Annotated[int | None, about("null unless decided")]
    label: Annotated[str, about("what that rating was called then; empty where there is none")]
    votes: Annotated[int | None, about("how many gave that rating in the last round")]
    ratings: Annotated[int, about("of how many")]
    counts: Annotated[
        tuple[int, ...] | None, about("ratings of its last round, lowest first; null: no round")
    ]
    cant_say: Annotated[int, about("how many said “Can’t say” in it")]
    why: Annotated[
        Literal["levels"] | None,
        about("it can't be compared: the scale had more or fewer levels"),
    ]
    value: Annotated[
        int | str | None,
        about("what files have for `rating`, as in the framework's `columns`; null without one"),
    ]
    settle: Annotated[str, about("how the domain is settled, as in the framework's `columns`")]


class PointView(Sent, frozen=True):
    """A workshop of the series."""

    kind: Annotated[str, about("key")]
    date: Annotated[str, about("year-month-day")]
    title: Annotated[str, about("or empty")]
    framework: Annotated[str, about("key of the framework that was rated")]
    framework_version: Annotated[str, about("its version")]
    people: Annotated[int | None, about("how many joined; null: not known, as it was imported")]
    finished: Annotated[bool, about("is it finished? If not, this is how it stands")]


class ThenView(Sent, frozen=True):
    """A domain at one workshop."""

    status: Annotated[Status, about("what came of it; `undecided`: no decision")]
    method: Annotated[str | None, about("how it was decided; null: not known, or no decision")]
    rating: Annotated[int | None, about("null unless decided: it is missing, and never 0")]
    label: Annotated[str, about("what that rating was called then; empty where there is none")]
    votes: Annotated[int | None, about("how many gave that rating in the last round")]
    ratings: Annotated[int, about("of how many")]
    counts: Annotated[
        tuple[int, ...] | None, about("ratings of the last round, lowest first; null: no round")
    ]
    cant_say: Annotated[int, about("how many said “Can’t say” in it")]
    rounds: Annotated[int, about("how many rounds were counted")]
    picture: Annotated[
        Picture | None, about("that round's picture; null with fewer than two ratings")
    ]
    levels: Annotated[int, about("how many ratings there were to choose from")]


class DomainChanged(Sent, frozen=True):
    """A domain over the series, and what changed since the workshop compared with."""

    domain: Annotated[str, about("key")]
    name: Annotated[str, about("what it was called the last time it was asked about")]
    short: Annotated[str, about("the same, short")]
    letter: Annotated[str, about("its letter")]
    then: Annotated[
        tuple[ThenView | None, ...], about("one for each of `points`; null: it was not asked about")
    ]
    steps: Annotated[
        int | None, about("how many steps up since, down below 0; null: there is no such number")
    ]
    why: Annotated[Why | None, about("why there is none")]
    notes: Annotated[tuple[Note, ...], about("what is not the same, though it is compared")]
    flow: Annotated[
        tuple[tuple[int, ...], ...] | None,
        about(
            "of those who were at both, per rating of the last round then, lowest first, how many "
            "gave each rating in the last round now; null: withheld, or not known"
        ),
    ]


class SectorPeople(Sent, frozen=True):
    """How many people of a sector took part."""

    sector: Annotated[str, about("key; empty: not known")]
    name: Annotated[str, about("what it is called; empty where `sector` is")]
    people: Annotated[tuple[int, ...], about("one number for each of `points`")]


class ReturningView(Sent, frozen=True):
    """Who was here before, as far as browsers and personal links tell: at least so many."""

    returned: Annotated[int, about("how many")]
    people: Annotated[int, about("of how many who had joined when the first round closed")]
    point: Annotated[int, about("which of `points` they were at, from 0")]


class CameBack(Sent, frozen=True):
    """The same, beside what is in hand."""

    returned: Annotated[int, about("how many")]
    people: Annotated[int, about("of how many who had joined when the first round closed")]
    kind: Annotated[str, about("of the workshop they were at, a key")]
    date: Annotated[str, about("its date: year-month-day")]


class Changed(Sent, frozen=True):
    """The workshops of the area side by side."""

    points: Annotated[
        tuple[PointView, ...], about("the workshops so far, oldest first; the last is this one")
    ]
    compared: Annotated[
        int,
        about(
            "with which of `points` this one is compared, from 0: the last with the same "
            "framework, or else the last"
        ),
    ]
    domains: Annotated[
        tuple[DomainChanged, ...],
        about("this workshop's in its order, then those that only earlier ones had"),
    ]
    sectors: Annotated[
        tuple[SectorPeople, ...], about("who took part: every sector of any of the frameworks")
    ]
    returning: Annotated[ReturningView | None, about("null: not known")]


class DomainStep(Sent, frozen=True):
    """How a domain's decision changed."""

    domain: Annotated[str, about("key")]
    before: Annotated[int | None, about("the rating decided last time; null: none")]
    steps: Annotated[
        int | None, about("how many steps up since, down below 0; null: there is no such number")
    ]
    why: Annotated[Why | None, about("why there is none")]


class Since(Sent, frozen=True):
    """How the decisions changed since an earlier workshop."""

    kind: Annotated[str, about("of that workshop, a key")]
    date: Annotated[str, about("its date: year-month-day")]
    domains: Annotated[tuple[DomainStep, ...], about("every domain, in the framework's order")]


def last_time(at: Situation) -> LastTime | None:
    """Of the domain in hand: None while one of its rounds is open and before one was counted, and
    where no earlier workshop asked about it in the same framework."""
    w = at.workshop
    cell = w.cell_in_hand()
    if cell is None or w.phase is Phase.OPEN or not w.live_rounds(cell.key):
        return None
    place = nearest([each.framework.key for each in at.before], w.framework.key)
    if place is None:
        return None
    before = at.before[place]
    asked = before.framework.counterpart(w.framework, cell)
    then = then_of(before, asked.key) if asked else None
    if then is None or (then.status == "decided" and then.rating is None):
        return None  # several options together are on no scale
    assert asked
    return _last_time(before, then, asked, len(cell.column.places))


def shown_last_time(at: Situation) -> LastTime | None:
    """The same for everyone: only what is on the scale of this workshop's bars."""
    told = last_time(at) if "last_time" in at.workshop.shown else None
    return None if told is None or told.why or told.status == "undecided" else told


def changed(at: Situation) -> Changed | None:
    """None if the area has had no workshop before this one."""
    if not at.before:
        return None
    told = history([*at.before, result_of(at)])
    compared = told.earlier()
    assert compared is not None
    return Changed(
        points=tuple(_point(point) for point in told.points),
        compared=compared,
        domains=tuple(_domain(at, told, domain, compared) for domain in told.domains),
        sectors=tuple(SectorPeople(row.sector, row.name, row.people) for row in told.sectors),
        returning=_returning(at),
    )


def steps_since(at: Situation) -> Since | None:
    """Each domain's step since the last time, for the end of a workshop; None before that, and
    where the area has had no workshop with the same framework."""
    if not at.workshop.is_finished():
        return None
    told = changed(at)
    if told is None or all(one.why == "instrument" for one in told.domains):
        return None
    own = {domain.key for domain in at.workshop.framework.domains}
    before = told.points[told.compared]
    return Since(
        kind=before.kind,
        date=before.date,
        domains=tuple(
            DomainStep(one.domain, _rating_of(one.then[told.compared]), one.steps, one.why)
            for one in told.domains
            if one.domain in own
        ),
    )


def _rating_of(then: ThenView | None) -> int | None:
    return None if then is None else then.rating


def _last_time(before: Result, then: Then, asked: Cell, levels: int) -> LastTime:
    place = None if then.rating is None else asked.column.places[then.rating]
    return LastTime(
        kind=before.kind,
        date=before.date,
        title=before.title,
        status=then.status,
        method=then.method,
        rating=then.rating,
        label=place.label if place else "",
        votes=then.votes,
        ratings=then.ratings,
        counts=then.counts,
        cant_say=then.cant_say,
        why=None if len(then.levels) == levels else "levels",
        value=place.value if place else None,
        settle=asked.column.settle.value,
    )


def _point(point: Point) -> PointView:
    return PointView(
        kind=point.kind,
        date=point.date,
        title=point.title,
        framework=point.framework,
        framework_version=point.framework_version,
        people=point.people,
        finished=point.finished,
    )


def _domain(at: Situation, told: History, domain: DomainHistory, compared: int) -> DomainChanged:
    change = told.change(domain.domain, compared)
    # Movement is from the last workshop; what is compared may be one before that.
    is_since = at.returning is not None and at.before[compared].workshop == at.returning.since
    flows = at.returning.flows if at.returning and is_since else {}
    return DomainChanged(
        domain=domain.domain,
        name=domain.name,
        short=domain.short,
        letter=domain.letter,
        then=tuple(None if then is None else _then(then) for then in domain.then),
        steps=change.steps,
        why=change.why,
        notes=change.notes,
        flow=flows.get(domain.domain),
    )


def _then(then: Then) -> ThenView:
    return ThenView(
        status=then.status,
        method=then.method,
        rating=then.rating,
        label=then.label,
        votes=then.votes,
        ratings=then.ratings,
        counts=then.counts,
        cant_say=then.cant_say,
        rounds=then.rounds,
        picture=then.picture,
        levels=len(then.levels),
    )


def _returning(at: Situation) -> ReturningView | None:
    found = at.returning
    places = {each.workshop: k for k, each in enumerate(at.before)}
    if found is None or not found.returned or found.since not in places:
        return None
    return ReturningView(found.returned, found.people, places[found.since])


def came_back(at: Situation) -> CameBack | None:
    """For trainers, and at the end for everyone; None before the first round is closed, and where
    it is not known."""
    found = _returning(at)
    if found is None:
        return None
    since = at.before[found.point]
    return CameBack(found.returned, found.people, since.kind, since.date)
