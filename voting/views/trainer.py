"""What the console shows: names and turnout by name, never a person's rating."""

from typing import Annotated

from voting.core.actors import Role
from voting.core.agenda import next_domain
from voting.core.closing import Doubt, alone_in, doubts
from voting.core.commands import RecordRuling, RevealAhead
from voting.core.erasing import erasable
from voting.core.machine import allowed
from voting.core.state import Workshop
from voting.instruments.deciding import Method
from voting.instruments.tally import Answer
from voting.views.advice import AdviceView, NextStepView, advice_of, advice_view, next_views
from voting.views.ahead import AheadView, ahead_view
from voting.views.changes import CameBack, LastTime, came_back, last_time
from voting.views.declared import Sent, about, time_text
from voting.views.domains import DomainForTrainers, domains_for_trainers
from voting.views.people import (
    Double,
    HeadCount,
    Network,
    PersonLine,
    SecondDevice,
    TrainerLine,
    Turnout,
    double_lines,
    head_count,
    networks,
    people_lines,
    second_devices,
    trainer_line,
    turnout,
)
from voting.views.plan import PlanForTrainers
from voting.views.plan_made import plan_for_trainers
from voting.views.reasons import ReasonGiven, reasons_given
from voting.views.shared import CellOnScreen, Shared, cells_on_screen, shared
from voting.views.situation import Situation


class ErasableView(Sent, frozen=True):
    """How this workshop can be deleted from its console."""

    until: Annotated[str | None, about("time until which it can; null for a rehearsal: always")]
    area: Annotated[bool, about("must its area be typed, because people may have rated?")]


class HandsEntered(Sent, frozen=True):
    """What was entered by hand for one sector in one domain."""

    cell: Annotated[str, about("key of the domain")]
    sector: Annotated[str, about("key; empty when not known")]
    counts: Annotated[tuple[int, ...], about("how many gave each rating, lowest first")]
    cant_say: Annotated[int, about("how many said “Can’t say”")]
    answered: Annotated[
        int | None,
        about("how many people gave `counts`, where each may give several; null where they can't"),
    ]


class RulingOption(Sent, frozen=True):
    """A way to record a ruling."""

    method: Method
    ratings: Annotated[tuple[int, ...], about("the ratings that it may record")]
    proposed: Annotated[Answer, about("the one to propose, or several; null: none")]
    needs_reason: Annotated[bool, about("must there be a note?")]
    most: Annotated[int, about("how many may be recorded together")]


class AnswersAlone(Sent, frozen=True):
    """Domains in which an answer stands alone."""

    doubt: Annotated[Doubt, about("`one`, `one_phone` or `one_hand`, as in `doubts`")]
    domains: Annotated[tuple[str, ...], about("their keys")]


class CellForTrainers(CellOnScreen, frozen=True):
    """One of several domains on the screens, and how it may be decided."""

    options: Annotated[tuple[RulingOption, ...], about("as `options`, for this domain")]


class TrainerView(Shared, frozen=True):
    """What the console shows."""

    cells: Annotated[
        tuple[CellForTrainers, ...],
        about("as in every view, with the ways to record a ruling on each"),
    ]
    step: Annotated[int, about("to send with commands")]
    allowed: Annotated[
        tuple[str, ...], about("the commands that are allowed now and could do something")
    ]
    turnout: Annotated[Turnout | None, about("as in the room's view")]
    people: Annotated[HeadCount, about("as in the room's view")]
    persons: Annotated[tuple[PersonLine, ...], about("everybody who ever joined, nobody twice")]
    merged: Annotated[
        tuple[SecondDevice, ...],
        about("second devices of people, who are not among `persons`"),
    ]
    doubles: Annotated[
        tuple[Double, ...],
        about("pairs who may be one person, 20 at most and none while over 200 take part"),
    ]
    networks: Annotated[
        tuple[Network, ...],
        about("networks from which 10 or more are taking part, the fullest first"),
    ]
    trainers: Annotated[tuple[TrainerLine, ...], about("everybody who has given a command")]
    code: Annotated[str, about("the join code, also when hidden")]
    code_expires: Annotated[str, about("time")]
    code_shown: Annotated[bool, about("is it on the room view?")]
    joining_locked: Annotated[bool, about("may nobody new join?")]
    auto_close: Annotated[
        bool,
        about(
            "does a round close when all have rated? Not if a single phone's or a single hand's "
            "rating would stand alone in it"
        ),
    ]
    least_group: Annotated[
        int,
        about(
            "how many ballots from phones, “Can’t say” included, a side or sector needs to be "
            "shown apart, in rounds closed from now on"
        ),
    ]
    erasable: Annotated[
        ErasableView | None, about("null: this workshop can't be deleted from its console")
    ]
    advice: Annotated[AdviceView, about("what the method suggests next")]
    next: Annotated[
        tuple[NextStepView, ...],
        about("what a trainer would do next, the most likely first; all of it is allowed"),
    ]
    next_domain: Annotated[str | None, about("key of the domain to take next; null: none is left")]
    doubts: Annotated[
        tuple[Doubt, ...],
        about(
            "what to ask about before the open round is closed, the gravest first: nobody has "
            "rated (`empty`), there is `one` rating, one from a phone or by hand beside others, "
            "fewer than half have rated (`few`), or somebody has begun and is not done "
            "(`unfinished`)"
        ),
    ]
    alone_in: Annotated[
        tuple[AnswersAlone, ...],
        about("where in the open round an answer stands alone, by the doubt that it is"),
    ]
    options: Annotated[
        tuple[RulingOption, ...], about("the ways to record a ruling that the rules allow now")
    ]
    hands: Annotated[
        tuple[HandsEntered, ...], about("what was entered by hand into the open round")
    ]
    reasons: Annotated[
        tuple[ReasonGiven, ...],
        about(
            "the reasons given in the domain on the screens, by round and rating; empty while a "
            "round is open"
        ),
    ]
    domains: Annotated[tuple[DomainForTrainers, ...], about("every domain, with its results")]
    last_time: Annotated[
        LastTime | None,
        about(
            "what an earlier workshop of the area decided on the domain on the screens; null until "
            "a round of it has closed, while one is open, and where there is none"
        ),
    ]
    returning: Annotated[
        CameBack | None,
        about("who was at an earlier workshop of the area; null before a round closed: not known"),
    ]
    ahead: Annotated[
        AheadView | None, about("what people rated ahead, without any rating; null: nobody has")
    ] = None

    plan: Annotated[
        PlanForTrainers | None,
        about(
            "what follows from the ratings; null: a round is open or discussed, or nothing is "
            "decided with this instrument"
        ),
    ] = None
    plan_unread: Annotated[
        bool, about("is there a plan that can't be read? It is kept, and `plan` is null")
    ] = False


def trainer_view(at: Situation) -> TrainerView:
    w = at.workshop
    ahead = ahead_view(at)
    may = allowed(w, Role.TRAINER)
    if not any(one.may_show for one in (ahead.domains if ahead else ())):
        may = [event for event in may if event != RevealAhead.event()]
    advice, may_rule = advice_of(at), RecordRuling.event() in may
    return TrainerView(
        **shared(at),
        cells=_cells(at, may_rule),
        step=w.step,
        allowed=tuple(may),
        turnout=turnout(at),
        people=head_count(at),
        persons=people_lines(at),
        merged=second_devices(w),
        doubles=double_lines(at),
        networks=networks(w),
        trainers=tuple(trainer_line(trainer) for trainer in w.trainers.values()),
        code=w.code,
        code_expires=time_text(w.code_expires),
        code_shown=w.code_shown,
        joining_locked=w.locked,
        auto_close=w.auto_close,
        least_group=w.smallest_group,
        erasable=_erasable(w),
        advice=advice_view(advice),
        next=next_views(at, advice),
        next_domain=next_domain(w),
        doubts=tuple(doubts(w, at.ballots_in)),
        alone_in=tuple(
            AnswersAlone(doubt, cells) for doubt, cells in alone_in(w, at.ballots_in).items()
        ),
        options=_options(at) if may_rule else (),
        hands=_hands(w),
        reasons=reasons_given(at),
        domains=domains_for_trainers(at),
        last_time=last_time(at),
        returning=came_back(at),
        ahead=ahead,
        plan=plan_for_trainers(at),
        plan_unread=at.plan_unread,
    )


def _erasable(w: Workshop) -> ErasableView | None:
    may = erasable(w)
    if may is None:
        return None
    return ErasableView(None if may.until is None else time_text(may.until), may.area)


def _options(at: Situation) -> tuple[RulingOption, ...]:
    """The ways to record a ruling that the rules allow now, for the domain on the screens."""
    w = at.workshop
    cell = w.cell_in_hand()
    return ruling_options(at, cell.key) if cell else ()


def _cells(at: Situation, may_rule: bool) -> tuple[CellForTrainers, ...]:
    return tuple(
        CellForTrainers(
            domain=one.domain,
            status=one.status,
            last=one.last,
            rounds=one.rounds,
            contested=one.contested,
            ruling=one.ruling,
            options=ruling_options(at, one.domain) if may_rule else (),
        )
        for one in cells_on_screen(at)
    )


def ruling_options(at: Situation, cell: str) -> tuple[RulingOption, ...]:
    last = at.workshop.last_round(cell)
    if last is None or cell in at.workshop.rulings:
        return ()
    held = at.rounds[last.id, cell]
    return tuple(
        RulingOption(one.method, one.ratings, one.proposed, one.needs_reason, one.most)
        for one in held.cell.column.options(held.told, ahead=last.is_ahead)
    )


def _hands(w: Workshop) -> tuple[HandsEntered, ...]:
    """What trainers have counted by hand into the open round, for them to correct."""
    opened = w.open_round
    if opened is None:
        return ()
    return tuple(
        HandsEntered(
            cell=hands.cell or opened.domain,
            sector=hands.sector,
            counts=hands.counts,
            cant_say=hands.cant_say,
            answered=hands.answered,
        )
        for hands in opened.ratings_by_hand
    )
