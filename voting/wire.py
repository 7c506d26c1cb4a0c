"""JSON in and out, for pages and sockets: strict with what comes in. What is stored has types and
reading of its own (``store/codec.py``)."""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct

from voting.core.commands import AnyCommand
from voting.refusals import Malformed, Refusal

MOST_BYTES = 16_384  # the largest message a phone or console ever needs to send, several times over

_encoder = msgspec.json.Encoder()

Message = TypeVar("Message")
Id = Annotated[str, Meta(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class Vote(Struct, frozen=True, forbid_unknown_fields=True):
    """A rating as a phone sends it; None is "Can't say"."""

    round: Annotated[int, Meta(ge=1, le=10_000)]
    rating: Annotated[int, Meta(ge=-100, le=100)] | None
    vote_id: Id
    sequence: Annotated[int, Meta(ge=1, le=2**53 - 1)]


class ReasonGiven(Struct, frozen=True, forbid_unknown_fields=True):
    """A reason as a phone sends it; an empty text takes it back."""

    round: Annotated[int, Meta(ge=1, le=10_000)]
    text: Annotated[str, Meta(max_length=2000)]


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


def encode(value: Any) -> bytes:
    return _encoder.encode(value)


def read_vote(payload: Any) -> Vote:
    """The vote in a socket message; raises Malformed."""
    return _convert(payload, Vote)


def read_reason(payload: Any) -> ReasonGiven:
    """The reason in a socket message; raises Malformed."""
    return _convert(payload, ReasonGiven)


def read_hello(payload: Any) -> Hello:
    return _convert(payload, Hello)


def read_order(event: str, payload: Any) -> Order:
    """The command that ``event`` names, with its arguments from ``payload``; raises Malformed."""
    if not isinstance(payload, dict):
        raise Malformed(problem="it has to be an object")
    rest = {key: value for key, value in payload.items() if key not in ("id", "step")}
    command = {**rest, "command": event}
    order = _convert(
        {"id": payload.get("id"), "step": payload.get("step"), "command": command}, Order
    )
    _check_known(command, msgspec.to_builtins(order.command), "$.command")
    return order


def refusal(problem: Refusal) -> dict[str, Any]:
    """A refusal as every edge sends it."""
    return {"ok": False, "error": {"code": problem.code, "sentence": str(problem)}}


def _check_known(given: dict[str, Any], read: dict[str, Any], at: str) -> None:
    """Refuse what a command does not have: its type is read from logs as well, and leniently."""
    for field, value in given.items():
        if field not in read:
            raise Malformed(problem=f"Object contains unknown field {field} - at {at}")
        if isinstance(value, dict) and isinstance(read[field], dict):
            _check_known(value, read[field], f"{at}.{field}")


def _convert(payload: Any, kind: type[Message]) -> Message:
    try:
        return msgspec.convert(payload, kind)
    except msgspec.ValidationError as problem:
        raise Malformed(problem=str(problem).replace("`", "")) from None


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def now() -> datetime:
    """The wall clock, in UTC: the one place outside the core's arguments where time comes from."""
    return datetime.now(UTC)


class SocketJson:
    """The json module as python-socketio wants it."""

    @staticmethod
    def dumps(value: Any, **_: Any) -> str:
        return _encoder.encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: Any) -> Any:
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError as problem:
            raise ValueError(str(problem)) from None
