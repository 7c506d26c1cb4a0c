"""What a trainer would do next, the most likely first: commands that the table allows now.

The table says what may be done, the ladder what the method suggests; here the two become buttons.
"""

from collections.abc import Container, Iterable
from typing import Literal

from msgspec import Struct

from voting.core.actors import Role
from voting.core.ladder import Advice
from voting.core.machine import allowed
from voting.core.state import Phase, Workshop

Kind = Literal[
    "open_round",
    "reveal_ahead",
    "show_rated",
    "show_overview",
    "close_round",
    "cancel_round",
    "start_discussion",
    "rate_again",
    "go_to_ruling",
    "end_discussion",
    "reopen_ruling",
    "finish",
    "results",
    "reopen_workshop",
]


class NextStep(Struct, frozen=True):
    """``kind`` names the wording; ``command`` is the event to send, None for the results' page.

    ``domain``, ``round`` and ``number`` (of the round to come in its domain) are what it is about.
    """

    kind: Kind
    command: str | None
    domain: str | None = None
    round: int | None = None
    number: int | None = None


def next_steps(
    workshop: Workshop, advice: Advice, ahead: Container[str] = frozenset()
) -> list[NextStep]:
    """The steps to offer now; ``advice`` is the ladder's, for the domain in hand, and ``ahead`` are
    the domains of which what was rated ahead may be shown."""
    may = {*allowed(workshop, Role.TRAINER), None}
    return [step for step in _likely(workshop, advice, ahead) if step.command in may]


def next_domain(workshop: Workshop) -> str | None:
    """The topic to take next: of a row that was taken up alone all that it belongs to, as long as
    that wants a ruling; else in the instrument's order, the first after the one in hand that was
    never rated; else the first other one that wants a ruling. None when there is none."""
    topics, in_hand = workshop.framework.agenda, workshop.cells_in_hand()
    for topic in topics:
        is_of_it = 0 < len(in_hand) < len(topic.cells) and in_hand[0] in topic.cells
        if is_of_it and not workshop.is_settled(topic):
            return topic.key
    here = [k for k, topic in enumerate(topics) if any(cell in in_hand for cell in topic.cells)]
    after = here[-1] + 1 if here else 0
    opened = workshop.open_round.domain if workshop.open_round else None
    left = [topic for topic in (*topics[after:], *topics[:after]) if topic.key != opened]
    unrated = [
        topic.key
        for topic in left
        if not any(
            workshop.live_rounds(cell.key) or cell.key in workshop.rulings for cell in topic.cells
        )
    ]
    wanting = [
        topic.key
        for topic in left
        if topic.key != workshop.domain and not workshop.is_settled(topic)
    ]
    return next(iter([*unrated, *wanting]), None)


def _likely(w: Workshop, advice: Advice, ahead: Container[str]) -> Iterable[NextStep]:
    match w.phase:
        case Phase.LOBBY if w.domain is not None:  # shown before its first round
            return [*_first_round(w.domain, ahead), _command("show_overview")]
        case Phase.LOBBY:
            return [*_take_up(w, ahead), _command("finish")]
        case Phase.OPEN:
            assert w.open_round
            return [
                _command("close_round", round=w.open_round.id),
                _command("cancel_round", round=w.open_round.id),
            ]
        case Phase.REVEALED if not _wants_ruling(w):
            on = [*_take_up(w, ahead), _command("show_overview")]
            return [*on, _command("start_discussion"), _again(w)]
        case Phase.REVEALED:
            talk, again = _command("start_discussion"), _again(w)
            first = [again, talk] if advice.say == "too-few" else [talk, again]
            return _with_ruling(advice, first)
        case Phase.DISCUSSION if not _wants_ruling(w):
            return [_command("end_discussion"), _again(w)]
        case Phase.DISCUSSION:
            return [*_with_ruling(advice, [_again(w)]), _command("end_discussion")]
        case Phase.RULED:
            # Of several, the one to reopen is chosen among them.
            back = [_command("reopen_ruling", domain=w.domain)] if w.cell_in_hand() else []
            return [*_take_up(w, ahead), _command("finish"), _command("show_overview"), *back]
        case Phase.FINISHED:
            return [NextStep("results", None), _command("reopen_workshop")]


def _wants_ruling(w: Workshop) -> bool:
    return any(cell.column.is_decided for cell in w.cells_in_hand())


def _command(event: Kind, *, domain: str | None = None, round: int | None = None) -> NextStep:
    return NextStep(event, event, domain, round)


def _first_round(domain: str, ahead: Container[str]) -> list[NextStep]:
    """Rate, or look first at what was rated ahead: once a round is open, nobody can any more."""
    look = [_command("reveal_ahead", domain=domain)] if domain in ahead else []
    return [_command("open_round", domain=domain), *look]


def _take_up(w: Workshop, ahead: Container[str]) -> list[NextStep]:
    key = next_domain(w)
    if key is None:
        return []
    if w.last_round(key):
        return [NextStep("show_rated", "show_domain", key)]
    return _first_round(key, ahead)


def _again(w: Workshop) -> NextStep:
    assert w.domain
    number = len(w.live_rounds(w.domain)) + 1
    return NextStep("rate_again", "open_round", w.domain, number=number)


def _with_ruling(advice: Advice, talk: list[NextStep]) -> list[NextStep]:
    """The ruling comes first once the ladder says so, and last until then. None stands on what was
    rated ahead, unless all of it agrees and the room, asked aloud, does too."""
    ruling = NextStep("go_to_ruling", "record_ruling")
    if advice.rung == "ahead":
        return [*talk, ruling] if advice.say == "ahead-unanimous" else talk
    return [ruling, *talk] if advice.rung == "rule" else [*talk, ruling]
