"""Reasons, without whose they are."""

from typing import Annotated

from voting.core.state import Phase, ShownReason, Workshop
from voting.instruments.tally import Answer
from voting.views.declared import Sent, about
from voting.views.situation import Situation


class ReasonOnScreen(Sent, frozen=True):
    """A reason that was shown."""

    round: Annotated[int, about("number of the round in the domain")]
    rating: Annotated[Answer, about("null: “Can't say”")]
    text: Annotated[str, about("what was written")]


class ReasonOfDomain(ReasonOnScreen, frozen=True):
    """A reason that was shown, on what is on the screens."""

    domain: Annotated[
        str | None, about("key of the domain it is about; null: a round of several as a whole")
    ]


class ReasonShown(ReasonOnScreen, frozen=True):
    """A reason that was shown, for trainers."""

    id: Annotated[str, about("to take it down")]


class ReasonGiven(Sent, frozen=True):
    """A reason that trainers choose from."""

    id: Annotated[str, about("to show it; says nothing of whose it is")]
    round: Annotated[int, about("id of the round")]
    domain: Annotated[
        str | None, about("key of the domain it is about; null: a round of several as a whole")
    ]
    rating: Annotated[Answer, about("null: “Can't say”")]
    text: Annotated[str, about("what was written")]
    shown: Annotated[bool, about("has it been shown?")]


def reasons_on_screen(w: Workshop, domain: str) -> tuple[ReasonOnScreen, ...]:
    """The domain's reasons that were shown."""
    return tuple(
        ReasonOnScreen(reason.round, reason.rating, reason.text)
        for reason in reasons_shown(w, domain)
    )


def reasons_in_hand(w: Workshop) -> tuple[ReasonOfDomain, ...]:
    """Those of the topic in hand that were shown, each once."""
    held = {reason.id: reason for reason in w.reasons}
    shown = {
        one.id: ReasonOfDomain(one.round, one.rating, one.text, _about(w, held[one.id]))
        for cell in w.cells_in_hand()
        for one in reasons_shown(w, cell.key)
    }
    return tuple(shown.values())


def _about(w: Workshop, reason: ShownReason) -> str | None:
    if reason.cell:
        return reason.cell
    asked = next((r for r in w.rounds if r.id == reason.round), None)
    return asked.asks[0] if asked and len(asked.asks) == 1 else None


def reasons_shown(w: Workshop, domain: str) -> tuple[ReasonShown, ...]:
    """The same with their ids, by which trainers take them down."""
    numbers = {r.id: r.number for r in w.counted_rounds(domain)}
    return tuple(
        ReasonShown(numbers[reason.round], reason.rating, reason.text, reason.id)
        for reason in sorted(w.reasons, key=_by_rating)
        if reason.round in numbers and reason.cell in ("", domain)
    )


def reasons_given(at: Situation) -> tuple[ReasonGiven, ...]:
    """The reasons given in the domain in hand, for the trainers to choose from, once revealed."""
    w = at.workshop
    if w.domain is None or w.phase is Phase.OPEN:
        return ()
    shown = {reason.id for reason in w.reasons}
    given = [reason for round_ in at.reasons.values() for reason in round_]
    return tuple(
        ReasonGiven(
            reason.id,
            reason.round,
            _about(w, reason),
            reason.rating,
            reason.text,
            reason.id in shown,
        )
        for reason in sorted(given, key=_by_rating)
    )


def _by_rating(reason: ShownReason) -> tuple[int, tuple[int, ...], str]:
    """By round and rating, then by a random id: the order of arrival would say too much."""
    rating = (reason.rating,) if isinstance(reason.rating, int) else reason.rating or ()
    return (reason.round, rating, reason.id)
