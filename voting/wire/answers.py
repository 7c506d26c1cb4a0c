"""What sockets are sent: events, and answers to what they sent."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from msgspec import UNSET, Raw, UnsetType

from voting.refusals import Refusal
from voting.views.declared import Sent, about
from voting.views.plan import OwnAnswer
from voting.views.you import StoredBallot, You
from voting.words import Words


class State(Sent, frozen=True):
    """All that a page shows."""

    workshop: Annotated[str, about("the workshop's id")]
    revision: Annotated[
        int,
        about(
            "that of the workshop when this was made; it rises with every change, whether this "
            "view shows it or not"
        ),
    ]
    view: Annotated[Raw, about("what this audience may know, below")]
    timer_left_ms: Annotated[
        int | None,
        about("milliseconds left on the timer when this was sent; null without a timer"),
    ]
    break_left_ms: Annotated[
        int | None,
        about("milliseconds left of the break when this was sent; null without a break"),
    ]
    you: Annotated[
        You | UnsetType,
        about(
            "only for an attendee, in snapshots and boot data, where a person has several devices, "
            "and where the store has lost a vote that you were told is stored"
        ),
    ] = UNSET


class Pulse(Sent, frozen=True):
    """The server lives, and has just read the store."""

    revision: Annotated[int, about("the workshop's")]
    since: Annotated[int, about("the one since which this audience's view is what it is")]


class Restarting(Sent, frozen=True):
    """The server is about to stop."""


class Error(Sent, frozen=True):
    """Why something was refused, for programs and for people."""

    code: Annotated[str, about("for programs: see [Refusals](#refusals)")]
    sentence: Annotated[str, about("for people, in the receiver's language")]
    field: Annotated[
        str | None, about("the field of what was sent that is wrong, e.g. `area`; null: none alone")
    ]
    values: Annotated[dict[str, Any], about("what the sentence names, as plain data")]
    again: Annotated[
        bool, about("may the same be sent again later, as it is, with a chance to succeed?")
    ]


class RefusedConnection(Error, frozen=True):
    """Why a connection was refused."""

    final: Annotated[
        bool,
        about(
            "the opposite of `again`; false: try again in a few seconds; true: no use in trying "
            "again as you are"
        ),
    ]


class Done(Sent, frozen=True, kw_only=True):
    """It was done."""

    ok: Literal[True] = True


class Refused(Sent, frozen=True, kw_only=True):
    """It was not."""

    ok: Literal[False] = False
    error: Error
    errors: Annotated[
        Sequence[Error], about("everything that is wrong with what was sent; the first is `error`")
    ]


class Snapshot(Done, frozen=True, kw_only=True):
    """The answer to ``snapshot``."""

    state: Annotated[State, about("the newest [state](#state), for an attendee with `you`")]
    version: Annotated[
        str, about("the name of the server's scripts and words, which changes with an upgrade")
    ]


class VoteStored(Done, frozen=True, kw_only=True):
    """The answer to ``vote``."""

    ballot: Annotated[StoredBallot, about("what is now stored")]


class KeptReason(Sent, frozen=True):
    """A reason as it is stored."""

    text: Annotated[str, about("the reason")]
    shown: Annotated[bool, about("has a trainer shown it? Never so of one that can be changed")]


class ReasonStored(Done, frozen=True, kw_only=True):
    """The answer to ``reason``."""

    reason: Annotated[KeptReason | None, about("what is now stored; null: none")]


class CommandDone(Done, frozen=True, kw_only=True):
    """The answer to a command."""

    revision: Annotated[int, about("that of the workshop afterwards, or of its plan")]


class PlanAnswerStored(Done, frozen=True, kw_only=True):
    """The answer to ``answer_plan``."""

    answer: Annotated[OwnAnswer, about("what is now stored")]


class SuggestionKept(Done, frozen=True, kw_only=True):
    """The answer to ``suggest``."""

    left: Annotated[int, about("how many more this person may send")]


class SuggestionGone(Done, frozen=True, kw_only=True):
    """The answer to ``drop_suggestion``."""


def refused(problem: Refusal, words: Words) -> Refused:
    """A refusal as every edge sends it, with its sentence in the receiver's language."""
    found = [error(each, words) for each in (problem, *problem.also)]
    return Refused(error=found[0], errors=found)


def error(problem: Refusal, words: Words) -> Error:
    return Error(
        code=problem.code,
        sentence=words.refusal(problem),
        field=problem.field,
        values=problem.values,
        again=problem.again,
    )


def refused_connection(problem: Refusal, words: Words) -> RefusedConnection:
    return RefusedConnection(
        code=problem.code,
        sentence=words.refusal(problem),
        field=problem.field,
        values=problem.values,
        again=problem.again,
        final=not problem.again,
    )
