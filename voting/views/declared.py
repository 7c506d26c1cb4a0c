"""How views and answers are declared: frozen structures whose fields say what they mean."""

from datetime import datetime

from msgspec import Meta, Struct


class Sent(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A thing as it is sent. Never decoded but in tests, which allow nothing that is not declared.
    It holds no cycles, so the garbage collector need not look at it."""


def about(meaning: str) -> Meta:
    """What a field means, for docs/protocol.md."""
    return Meta(description=meaning)


def time_text(at: datetime) -> str:
    """ISO 8601 in UTC, whole seconds."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
