"""What the method suggests next, for trainers."""

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import UNSET, UnsetType

from voting.core.ahead import may_show
from voting.core.ladder import Advice, Rated, Rung, advise
from voting.core.next_steps import Kind, next_steps
from voting.core.state import Phase
from voting.instruments.deciding import Method
from voting.views.declared import Sent, about
from voting.views.situation import Situation


class AdviceValues(Sent, frozen=True, kw_only=True):
    """Numbers that fill an advice in: only those that it needs are there."""

    rounds: Annotated[
        int | UnsetType,
        about("in how many counted rounds of the domain somebody gave a rating"),
    ] = UNSET
    missing: Annotated[
        int | UnsetType,
        about("how many of those taking part have not rated in the open round"),
    ] = UNSET
    low: Annotated[int | UnsetType, about("as in `telling`")] = UNSET
    low_to: Annotated[int | UnsetType, about("as in `telling`")] = UNSET
    low_votes: Annotated[int | UnsetType, about("as in `telling`")] = UNSET
    high: Annotated[int | UnsetType, about("as in `telling`")] = UNSET
    high_to: Annotated[int | UnsetType, about("as in `telling`")] = UNSET
    high_votes: Annotated[int | UnsetType, about("as in `telling`")] = UNSET
    ratings: Annotated[int | UnsetType, about("as in `telling`")] = UNSET
    top: Annotated[int | UnsetType | None, about("as in `telling`")] = UNSET


class AtOnceView(Sent, frozen=True):
    """Domains that can be recorded together."""

    method: Annotated[Method, about("by which the answers leave no choice")]
    domains: Annotated[tuple[str, ...], about("their keys, in order")]


class AdviceView(Sent, frozen=True):
    """What the method suggests next."""

    rung: Rung
    say: Annotated[str, about("a key into the words")]
    values: Annotated[
        AdviceValues, about("numbers that fill the words in, as far as they need them")
    ]
    at_once: Annotated[
        tuple[AtOnceView, ...],
        about("of several domains on the screens: what can be recorded together, by each method"),
    ]
    alone: Annotated[
        tuple[str, ...],
        about("keys of the domains on the screens that are to be taken up one by one"),
    ]


class NextStepView(Sent, frozen=True, rename={"kind": "is"}):
    """What a trainer would do next: a button of the console."""

    kind: Annotated[Kind, about("a key into the words")]
    command: Annotated[
        str | None, about("the event that it leads to; null: it opens the results' page")
    ]
    domain: Annotated[str | None, about("key of the domain that it is about; null: none")]
    round: Annotated[int | None, about("id of the round that it ends; null: none")]
    number: Annotated[int | None, about("number of the round that it opens again; null: none")]
    method: Annotated[
        Method | None, about("by which it records all of `domains` at once; null: it records none")
    ]
    domains: Annotated[tuple[str, ...], about("keys of the domains that it records at once")]


def advice_of(at: Situation) -> Advice:
    w = at.workshop
    missing = [person for person in w.taking_part() if person.id not in at.done]
    cell, last, rated = w.cell_in_hand(), {}, 0
    for one in w.cells_in_hand() if w.phase in (Phase.REVEALED, Phase.DISCUSSION) else ():
        if counted := w.last_round(one.key):
            held = at.rounds[counted.id, one.key]
            last[one.key] = Rated(one.column, held.told, held.withheld)
    if cell:
        live = [at.rounds[held.id, cell.key] for held in w.live_rounds(cell.key)]
        rated = sum(held.told.ratings > 0 for held in live)
    return advise(w, last, rated, missing)


def advice_view(advice: Advice) -> AdviceView:
    values: Mapping[str, Any] = advice.values
    at_once = tuple(AtOnceView(one.method, one.cells) for one in advice.at_once)
    return AdviceView(
        advice.rung, advice.say, AdviceValues(**values), at_once=at_once, alone=advice.alone
    )


def next_views(at: Situation, advice: Advice) -> tuple[NextStepView, ...]:
    ahead = at.ahead.showable if at.ahead else frozenset[str]()
    left = {key for key in ahead if may_show(at.workshop, key)}
    return tuple(
        NextStepView(
            kind=step.kind,
            command=step.command,
            domain=step.domain,
            round=step.round,
            number=step.number,
            method=step.method,
            domains=step.domains,
        )
        for step in next_steps(at.workshop, advice, left)
    )
