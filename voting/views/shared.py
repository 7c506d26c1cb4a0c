"""What every audience is sent: the phase, the domain in hand, its ratings, the progress."""

from typing import Annotated, TypedDict

from msgspec import field

from voting.core.reasons import reasons_for
from voting.core.state import Phase, Workshop
from voting.views.changes import LastTime, shown_last_time
from voting.views.declared import Sent, about, time_text
from voting.views.groups import GroupView, MovementView, group_views, movement_view
from voting.views.named import NamedWorkshop, named_workshop
from voting.views.picture import MeasuresView, PictureView, measures_view, picture_view
from voting.views.questions import QuestionsView, questions_view
from voting.views.reasons import ReasonOfDomain, reasons_in_hand
from voting.views.rounds import CountedRound, OpenRound, counted_round, open_round, rounds_on_screen
from voting.views.ruling import RulingView, Status, ruling_view, status_of
from voting.views.situation import Situation


class Shown(Sent, frozen=True):
    """What a trainer has put before the room."""

    picture: Annotated[PictureView | None, about("null: not shown, or fewer than two ratings")]
    measures: Annotated[
        MeasuresView | None,
        about(
            "null: not shown, or fewer than two ratings; the numbers that `shown.picture` holds too"
        ),
    ]
    movement: Annotated[
        MovementView | None,
        about("null: not shown, a first round, withheld, or nobody rated in both rounds"),
    ]
    groups: Annotated[
        tuple[GroupView, ...] | None, about("null: not shown; withheld ones are absent")
    ]
    reasons: Annotated[
        tuple[ReasonOfDomain, ...],
        about("shown reasons of what is on the screens, by domain, round and rating"),
    ]
    last_time: Annotated[
        LastTime | None,
        about(
            "what an earlier workshop of the area decided on the domain; null: not shown, a round "
            "is open, or there is nothing on the same scale"
        ),
    ] = None


class Progress(Sent, frozen=True):
    """How far a domain is."""

    domain: Annotated[str, about("key")]
    status: Status
    ruling: Annotated[RulingView | None, about("as `ruling`")]


class CellOnScreen(Sent, frozen=True):
    """One of several domains that are on the screens together."""

    domain: Annotated[str, about("key")]
    status: Status
    last: Annotated[
        CountedRound | None,
        about("its last counted round; null: none, or a round of several is open"),
    ]
    rounds: Annotated[int, about("how many counted rounds it has")]
    contested: Annotated[
        bool,
        about(
            "do people differ in its last counted round, by the rule for its kind? False where "
            "`last` is null, or withheld"
        ),
    ]
    ruling: Annotated[RulingView | None, about("as `ruling`")]


class TimerView(Sent, frozen=True):
    """A countdown."""

    started_at: Annotated[str, about("time")]
    seconds: Annotated[int, about("its whole length")]
    closes: Annotated[bool, about("does it close the round at its end?")]


class BreakView(Sent, frozen=True):
    """A break."""

    started_at: Annotated[str, about("time")]
    seconds: Annotated[int, about("its whole length")]


class Shared(Sent, frozen=True):
    """What every audience is sent."""

    workshop: Annotated[NamedWorkshop, about("what it is called")]
    phase: Phase
    instrument: Annotated[
        int,
        about(
            "rises when the room names rows or copies: where it is above that of the words that "
            "the page has, they are fetched again"
        ),
    ]
    domain: Annotated[
        str | None,
        about(
            "key of the domain on the screens; in `lobby` a domain that is shown before its first "
            "round, else null there and in `finished`"
        ),
    ]
    round: Annotated[OpenRound | None, about("the open round; null: none is open")]
    reasons_for: Annotated[
        int | None, about("id of the round that reasons may be given for now; null: none")
    ]
    reasons_about: Annotated[
        tuple[str, ...],
        about(
            "keys of the domains of that round of which one goes with each reason; empty where the "
            "round asks one alone"
        ),
    ]
    rounds: Annotated[
        tuple[CountedRound, ...],
        about("the counted rounds of the domain on the screens, in order; empty while one is open"),
    ]
    shown: Annotated[
        Shown, about("what a trainer has put before the room, of the last round of `rounds`")
    ]
    questions: Annotated[
        QuestionsView | None, about("what to ask; null while there is no discussion")
    ]
    cells: Annotated[
        tuple[CellOnScreen, ...],
        about(
            "where several domains are on the screens together: each of them, in order; empty "
            "otherwise. What is said of one alone (`rounds`, `shown`, `ruling`) is empty then"
        ),
    ]
    ruling: Annotated[
        RulingView | None,
        about("of the domain on the screens; null: it has none, or there is none"),
    ]
    progress: Annotated[tuple[Progress, ...], about("every domain, in the framework's order")]
    timer: Annotated[TimerView | None, about("a countdown; null: there is none")]
    pause: Annotated[
        BreakView | None,
        about(
            "a break: everybody comes back at its end. It stays when its time is over, until it "
            "is ended"
        ),
    ] = field(name="break")


class SharedFields(TypedDict):
    """The same without ``cells``, to make a view of."""

    workshop: NamedWorkshop
    phase: Phase
    instrument: int
    domain: str | None
    round: OpenRound | None
    reasons_for: int | None
    reasons_about: tuple[str, ...]
    rounds: tuple[CountedRound, ...]
    shown: Shown
    questions: QuestionsView | None
    ruling: RulingView | None
    progress: tuple[Progress, ...]
    timer: TimerView | None
    pause: BreakView | None


def shared(at: Situation) -> SharedFields:
    w = at.workshop
    reasons = reasons_for(w)
    return {
        "workshop": named_workshop(w),
        "phase": w.phase,
        "instrument": w.framework.named,
        "domain": w.domain,
        "round": open_round(w),
        "reasons_for": reasons.round if reasons else None,
        "reasons_about": reasons.cells if reasons else (),
        "rounds": rounds_on_screen(at),
        "shown": _shown(at),
        "questions": questions_view(at),
        "ruling": ruling_view(w, w.domain),
        "progress": tuple(
            Progress(d.key, status_of(w, d.key), ruling_view(w, d.key)) for d in w.framework.domains
        ),
        "timer": _timer(w),
        "pause": _break(w),
    }


def cells_on_screen(at: Situation) -> tuple[CellOnScreen, ...]:
    w = at.workshop
    if w.cell_in_hand():
        return ()
    found = []
    for cell in w.cells_in_hand():
        last = w.last_round(cell.key) if w.phase is not Phase.OPEN else None
        found.append(
            CellOnScreen(
                domain=cell.key,
                status=status_of(w, cell.key),
                last=counted_round(at, last, cell.key) if last else None,
                rounds=len(w.counted_rounds(cell.key)),
                contested=last is not None and at.rounds[last.id, cell.key].contested,
                ruling=ruling_view(w, cell.key),
            )
        )
    return tuple(found)


def _shown(at: Situation) -> Shown:
    """Of the last round on the screens; None for each part that is not shown."""
    w = at.workshop
    cell = w.cell_in_hand() if w.phase is not Phase.OPEN else None
    last = w.last_round(cell.key) if cell else None
    if cell is None or last is None:
        reasons = reasons_in_hand(w) if w.phase is not Phase.OPEN else ()
        return Shown(picture=None, measures=None, movement=None, groups=None, reasons=reasons)
    held = at.rounds[last.id, cell.key]
    return Shown(
        picture=picture_view(held) if "picture" in w.shown else None,
        measures=measures_view(held) if "measures" in w.shown else None,
        movement=movement_view(held) if "movement" in w.shown else None,
        groups=group_views(w.framework, last, held) if "groups" in w.shown else None,
        reasons=reasons_in_hand(w),
        last_time=shown_last_time(at),
    )


def _timer(w: Workshop) -> TimerView | None:
    if w.timer is None:
        return None
    return TimerView(time_text(w.timer.started_at), w.timer.seconds, w.timer.closes)


def _break(w: Workshop) -> BreakView | None:
    if w.pause is None:
        return None
    return BreakView(time_text(w.pause.started_at), w.pause.seconds)
