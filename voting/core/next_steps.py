"""What a trainer would do next, the most likely first: commands that the table allows now.

The table says what may be done, the ladder what the method suggests; here the two become buttons.
"""

from collections.abc import Container, Iterable
from typing import Literal

from msgspec import Struct

from voting.core.actors import Role
from voting.core.agenda import next_domain
from voting.core.ladder import Advice
from voting.core.machine import allowed
from voting.core.rounds import next_number
from voting.core.state import Phase, Workshop
from voting.instruments.deciding import Method

Kind = Literal[
    "open_round",
    "reveal_ahead",
    "show_rated",
    "show_overview",
    "close_round",
    "cancel_round",
    "start_discussion",
    "rate_again",
    "take_up",
    "record_together",
    "go_to_ruling",
    "end_discussion",
    "reopen_ruling",
    "finish",
    "results",
    "reopen_workshop",
    "name_rows",
    "name_copies",
]
AGAIN_ONCE = 2  # the number of the last round that is suggested where nothing is recorded


class NextStep(Struct, frozen=True):
    """``kind`` names the wording; ``command`` is the event to send, None for the results' page.

    ``domain``, ``round`` and ``number`` (of the round to come in its domain) are what it is about;
    ``domains`` are recorded at once by ``method``.
    """

    kind: Kind
    command: str | None
    domain: str | None = None
    round: int | None = None
    number: int | None = None
    method: Method | None = None
    domains: tuple[str, ...] = ()


def next_steps(
    workshop: Workshop, advice: Advice, ahead: Container[str] = frozenset()
) -> list[NextStep]:
    """The steps to offer now; ``advice`` is the ladder's, for the domain in hand, and ``ahead`` are
    the domains of which what was rated ahead may be shown."""
    may = {*allowed(workshop, Role.TRAINER), None}
    return [step for step in _likely(workshop, advice, ahead) if step.command in may]


def _likely(w: Workshop, advice: Advice, ahead: Container[str]) -> Iterable[NextStep]:
    match w.phase:
        case Phase.LOBBY if w.domain is not None:  # shown before its first round
            return [*_first_round(w.domain, ahead), _command("show_overview")]
        case Phase.LOBBY if not w.framework.domains:
            return [_command("name_copies" if w.framework.rows else "name_rows")]
        case Phase.LOBBY:
            return [*_take_up(w, ahead), _command("finish")]
        case Phase.OPEN:
            assert w.open_round
            return [
                _command("close_round", round=w.open_round.id),
                _command("cancel_round", round=w.open_round.id),
            ]
        case Phase.REVEALED | Phase.DISCUSSION:
            return _seen(w, advice, ahead)
        case Phase.RULED:
            cell = w.cell_in_hand()
            back = [_command("reopen_ruling", domain=cell.key)] if cell else []
            return [*_take_up(w, ahead), _command("finish"), _command("show_overview"), *back]
        case Phase.FINISHED:
            return [NextStep("results", None), _command("reopen_workshop")]


def _seen(w: Workshop, advice: Advice, ahead: Container[str]) -> list[NextStep]:
    """Once the tally is on every screen, and while it is talked about."""
    cells, again = w.cells_in_hand(), _again(w)
    talking = w.phase is Phase.DISCUSSION
    talk = _command("end_discussion") if talking else _command("start_discussion")
    if not any(cell.column.is_decided for cell in cells):
        return _undecided(w, advice, talk, ahead)
    if w.cell_in_hand() is None:
        return _together(advice, [talk, again])
    if talking:
        return [*_with_ruling(advice, [again]), talk]
    few = advice.say in ("too-few", "withheld")
    return _with_ruling(advice, [again, talk] if few else [talk, again])


def _undecided(
    w: Workshop, advice: Advice, talk: NextStep, ahead: Container[str]
) -> list[NextStep]:
    """Where nothing is recorded: people talk about what they differ on, rate it again once, and go
    on."""
    again, onwards = _again(w), [*_take_up(w, ahead), _command("show_overview")]
    if advice.alone and again.number is not None and again.number <= AGAIN_ONCE:
        first = [again] if w.phase is Phase.DISCUSSION else [talk]
        return [*first, *(one for one in (*onwards, talk, again) if one not in first)]
    return [*onwards, talk, again]


def _together(advice: Advice, others: list[NextStep]) -> list[NextStep]:
    """Several cells: those to record at once, and the first of those to take up one by one."""
    at_once = [
        NextStep("record_together", "record_rulings", method=one.method, domains=one.cells)
        for one in advice.at_once
    ]
    alone = [_command("take_up", event="show_domain", domain=key) for key in advice.alone[:1]]
    if advice.say == "rows-agreed":
        return [*at_once[:1], *alone, *at_once[1:], *others]
    return [*alone, *at_once, *others]


def _command(
    kind: Kind, *, event: str = "", domain: str | None = None, round: int | None = None
) -> NextStep:
    return NextStep(kind, event or kind, domain, round)


def _first_round(domain: str, ahead: Container[str]) -> list[NextStep]:
    """Rate, or look first at what was rated ahead: once a round is open, nobody can any more."""
    look = [_command("reveal_ahead", domain=domain)] if domain in ahead else []
    return [_command("open_round", domain=domain), *look]


def _take_up(w: Workshop, ahead: Container[str]) -> list[NextStep]:
    key = next_domain(w)
    if key is None:
        return []
    if all(w.last_round(cell) for cell in w.framework.cells_of(key)):
        return [NextStep("show_rated", "show_domain", key)]
    return _first_round(key, ahead)


def _again(w: Workshop) -> NextStep:
    assert w.domain
    number = next_number(w, w.framework.cells_of(w.domain))
    return NextStep("rate_again", "open_round", w.domain, number=number)


def _with_ruling(advice: Advice, talk: list[NextStep]) -> list[NextStep]:
    """The ruling comes first once the ladder says so, and last until then. None stands on what was
    rated ahead, unless all of it agrees and the room, asked aloud, does too."""
    ruling = NextStep("go_to_ruling", "record_ruling")
    if advice.rung == "ahead":
        return [*talk, ruling] if advice.say == "ahead-unanimous" else talk
    return [ruling, *talk] if advice.rung == "rule" else [*talk, ruling]
