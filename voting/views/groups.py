"""Sides and sectors side by side, and who moved between rounds: what may be told of them."""

from typing import Annotated, Literal

from voting.core.rounds import could_answer
from voting.core.state import Round
from voting.disclosure.groups import Group, split
from voting.disclosure.judged import Counted
from voting.disclosure.present import present_in_groups
from voting.instruments.instrument import Instrument
from voting.views.declared import Sent, about


class GroupView(Sent, frozen=True):
    """A side's or a sector's ratings, or those of all who are in no shown side."""

    kind: Annotated[
        Literal["side", "sector", "rest"], about("`rest`: all who are in no shown side")
    ]
    key: Annotated[str, about("the side's or the sector's; `rest` for `rest`")]
    side: Annotated[str, about("key of the side it belongs to, a side's own key; empty for `rest`")]
    counts: Annotated[tuple[int, ...], about("its ratings, phones and hands, lowest first")]
    ratings: Annotated[int, about("of how many answers")]
    cant_say: Annotated[int, about("how many of them said “Can’t say”")]
    present: Annotated[
        int | None,
        about(
            "how many of them could have rated; null where that could say of somebody that they "
            "did not"
        ),
    ]


class MovementView(Sent, frozen=True):
    """Who moved since the domain's round before."""

    up: Annotated[int, about("how many rated higher than in the round before")]
    down: Annotated[int, about("how many lower")]
    stayed: Annotated[int, about("how many the same")]
    flow: Annotated[
        tuple[tuple[int, ...], ...],
        about("per rating before, lowest first, a list of how many gave each rating after"),
    ]


def movement_view(held: Counted) -> MovementView | None:
    made = held.judged.moves
    return None if made is None else MovementView(made.up, made.down, made.stayed, made.flow)


def group_views(framework: Instrument, round_: Round, held: Counted) -> tuple[GroupView, ...]:
    """The shown groups' answers, phones and hands, of how many people if that may be told, and what
    is left of the room beside the sides.

    What is left is no secret beside the others: it is shown so that nobody has to subtract.
    """
    judged = held.judged
    present = present_in_groups(round_, held.cell, judged.answers, judged.groups)
    found = []
    for place, group in enumerate(judged.groups):
        said = split(judged.answers, group)
        assert said  # a group is shown only where somebody in it answered
        found.append(
            GroupView(
                kind="side" if group.kind == "side" else "sector",
                key=group.key,
                side=_side_of(framework, group),
                counts=said.counts,
                ratings=said.ratings,
                cant_say=said.cant_say,
                present=present[place] if present else None,
            )
        )
    rest = _rest(round_, held, [one for one in found if one.kind == "side"])
    return (*found, rest) if rest else tuple(found)


def _rest(round_: Round, held: Counted, sides: list[GroupView]) -> GroupView | None:
    if not sides:
        return None
    tally = held.tally
    inside = [sum(answers) for answers in zip(*(side.counts for side in sides), strict=True)]
    counts = tuple(n - m for n, m in zip(tally.counts, inside, strict=True))
    cant_say = tally.cant_say - sum(side.cant_say for side in sides)
    ratings = tally.ratings - sum(side.ratings for side in sides)
    if not ratings and not cant_say:
        return None
    here = [side.present for side in sides if side.present is not None]
    people = could_answer(round_, held.cell)
    told = len(here) == len(sides)
    return GroupView(
        kind="rest",
        key="rest",
        side="",
        counts=counts,
        ratings=ratings,
        cant_say=cant_say,
        present=people - sum(here) if told and people is not None else None,
    )


def _side_of(framework: Instrument, group: Group) -> str:
    if group.kind == "side":
        return group.key
    return next(sector.side for sector in framework.sectors if sector.key == group.key)
