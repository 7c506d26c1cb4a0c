"""What pages and programs send: strict, unlike what is read from the store (``store/codec.py``)."""

import re
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from voting.core.commands import AnyCommand
from voting.refusals.sent import Malformed

Message = TypeVar("Message")
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


class Hello(Struct, frozen=True):
    """What a connecting socket says of itself; its cookies say who it is."""

    workshop: Id
    audience: Annotated[str, Meta(max_length=16)]
    token: Annotated[str, Meta(max_length=200)]


# msgspec works out the fields of a type when it is first used, and crashes if two threads do so at
# the same moment. So each type is first used here, while only one thread imports.
for _kind in (Vote, ReasonGiven, Order, Hello):
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


def read_order(event: str, payload: Any) -> Order:
    """The command that ``event`` names, with its arguments from ``payload``; raises Malformed."""
    if not isinstance(payload, dict):
        raise Malformed(why="object")
    rest = {key: value for key, value in payload.items() if key not in ("id", "step")}
    command = {**rest, "command": event}
    order = _convert(
        {"id": payload.get("id"), "step": payload.get("step"), "command": command}, Order
    )
    _check_known(command, msgspec.to_builtins(order.command))
    return order


def _check_known(given: dict[str, Any], read: dict[str, Any]) -> None:
    """Refuse fields that a command does not have: msgspec ignores them, for the sake of logs."""
    for field, value in given.items():
        if field not in read:
            raise Malformed(field, why="surplus")
        if isinstance(value, dict) and isinstance(read[field], dict):
            _check_known(value, read[field])


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
