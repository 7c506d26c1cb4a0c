"""What pages and programs send: strict, unlike what is read from the store (``store/codec.py``)."""

import re
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from voting.core.commands import AnyCommand
from voting.goals.commands import AnyPlanCommand
from voting.refusals.sent import Malformed

Message = TypeVar("Message")
Given = TypeVar("Given", "Order", "PlanOrder")
Id = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


Place = Annotated[int, Meta(ge=-100, le=1000)]
Places = Annotated[tuple[Place, ...], Meta(max_length=60)]
AnswerSent = Place | Places | None
CellKey = Annotated[str, Meta(max_length=200)]


class Vote(Struct, frozen=True, forbid_unknown_fields=True):
    """Answers as a phone sends them: a `rating` in a round of one cell, where None is "Can't say";
    in any other its `answers`, by cell, and whether its owner is `done`."""

    round: Annotated[int, Meta(ge=1, le=10_000)]
    vote_id: Id
    sequence: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    rating: Place | UnsetType | None = UNSET
    answers: Annotated[dict[CellKey, AnswerSent], Meta(max_length=400)] | UnsetType = UNSET
    done: bool = False


class ReasonGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """A reason as a phone sends it; an empty text takes it back. In a round of several cells it
    says which one it is about."""

    round: Annotated[int, Meta(ge=1, le=10_000)]
    text: Annotated[str, Meta(max_length=2000)]
    cell: CellKey | UnsetType = UNSET


class Order(Struct, frozen=True):
    """What comes with every command: the sender's id for it, and the trainers' step on screen."""

    id: Id
    command: AnyCommand
    step: int | None = None


class PlanOrder(Struct, frozen=True):
    """The same for a command to the plan, whose step it is."""

    id: Id
    command: AnyPlanCommand
    step: int | None = None


class PlanAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """An answer to a question of the plan as a phone sends it: a `score`, where None is "Can't
    say", or the `domains` of greatest need. ``opened`` is when the question was opened, in ms."""

    question: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    vote_id: Id
    sequence: Annotated[int, Meta(ge=1, le=2**53 - 1)]
    score: Annotated[int, Meta(ge=-100, le=1000)] | float | UnsetType | None = UNSET
    domains: Annotated[tuple[CellKey, ...], Meta(max_length=60)] | UnsetType = UNSET
    opened: Annotated[int, Meta(ge=0, le=2**53 - 1)] | UnsetType = UNSET


class SuggestionSent(Struct, frozen=True, forbid_unknown_fields=True):
    """A suggestion for a goal as a phone sends it, with an id of its own."""

    id: Id
    text: Annotated[str, Meta(max_length=2000)]


class SuggestionDropped(Struct, frozen=True, forbid_unknown_fields=True):
    """A trainer has read a suggestion, and wants it no more."""

    suggestion: Id


class Hello(Struct, frozen=True):
    """What a connecting socket says of itself; its cookies say who it is."""

    workshop: Id
    audience: Annotated[str, Meta(max_length=16)]
    token: Annotated[str, Meta(max_length=200)]


# msgspec works out the fields of a type when it is first used, and crashes if two threads do so at
# the same moment. So each type is first used here, while only one thread imports.
for _kind in (
    Vote,
    ReasonGiven,
    Order,
    PlanOrder,
    PlanAnswer,
    SuggestionSent,
    SuggestionDropped,
    Hello,
):
    msgspec.json.Decoder(_kind)


def read_vote(payload: Any) -> Vote:
    """The vote in a socket message; raises Malformed, which names the cell of an answer that is
    none."""
    try:
        return _convert(payload, Vote)
    except Malformed as problem:
        if problem.field == "answers":
            _check_answers(payload["answers"])
        raise


def _check_answers(answers: Any) -> None:
    """Find what is wrong among answers: msgspec does not say in which."""
    for cell, answer in answers.items() if isinstance(answers, dict) else ():
        try:
            msgspec.convert(answer, AnswerSent)
        except msgspec.ValidationError as problem:
            told = _malformed(str(problem))
            raise Malformed(cell if isinstance(cell, str) else "answers", **told.values) from None


def read_reason(payload: Any) -> ReasonGiven:
    """The reason in a socket message; raises Malformed."""
    return _convert(payload, ReasonGiven)


def read_hello(payload: Any) -> Hello:
    return _convert(payload, Hello)


def read_plan_answer(payload: Any) -> PlanAnswer:
    """The answer in a socket message; raises Malformed."""
    return _convert(payload, PlanAnswer)


def read_suggestion(payload: Any) -> SuggestionSent:
    return _convert(payload, SuggestionSent)


def read_dropped(payload: Any) -> SuggestionDropped:
    return _convert(payload, SuggestionDropped)


def read_plan_order(event: str, payload: Any) -> PlanOrder:
    """The command to a plan that ``event`` names; raises Malformed."""
    return _ordered(event, payload, PlanOrder)


def read_order(event: str, payload: Any) -> Order:
    """The command that ``event`` names, with its arguments from ``payload``; raises Malformed."""
    return _ordered(event, payload, Order)


def _ordered(event: str, payload: Any, kind: type[Given]) -> Given:
    if not isinstance(payload, dict):
        raise Malformed(why="object")
    rest = {key: value for key, value in payload.items() if key not in ("id", "step")}
    command = {**rest, "command": event}
    order = _convert(
        {"id": payload.get("id"), "step": payload.get("step"), "command": command}, kind
    )
    _check_known({**rest}, order.command)
    return order


def _check_known(given: Any, read: Any) -> None:
    """Refuse fields that a command does not have: msgspec ignores them, for the sake of logs."""
    if isinstance(read, Struct) and isinstance(given, dict):
        names = dict(zip(read.__struct_encode_fields__, read.__struct_fields__, strict=True))
        for field, value in given.items():
            if field not in names:
                raise Malformed(field, why="surplus")
            _check_known(value, getattr(read, names[field]))
    elif isinstance(read, tuple) and isinstance(given, list):
        for one, held in zip(given, read, strict=True):
            _check_known(one, held)


def _convert(payload: Any, kind: type[Message]) -> Message:
    try:
        return msgspec.convert(payload, kind)
    except msgspec.ValidationError as problem:
        raise _malformed(str(problem)) from None


_UNFIT = re.compile(r"Expected `(?P<expected>.+?)`(?P<limit>[^,-]*)(?:, got `(?P<got>.+?)`)?")
_MISSING = re.compile(r"missing required field `(?P<name>.+?)`")
_SURPLUS = re.compile(r"unknown field `(?P<name>.+?)`")


def _malformed(told: str) -> Malformed:
    """What msgspec tells in English, as a field and a key."""
    path = told.partition(" - at `")[2].rstrip("`").removeprefix("$")
    field = re.sub(r"\[.*?\]", "", path).rpartition(".")[2]
    for why, pattern in (("missing", _MISSING), ("surplus", _SURPLUS), ("type", _UNFIT)):
        if found := pattern.search(told):
            named = {name: text.strip() for name, text in found.groupdict().items() if text}
            field = named.pop("name", field)
            limit = named.pop("limit", "")
            if not limit:
                return Malformed(field, why=why, **named)
            return Malformed(field, why="value" if "regex" in limit else "limit")
    return Malformed(field, why="value")
