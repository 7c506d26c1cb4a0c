"""Who acts: a role and, where it matters, an id of its own."""

from enum import StrEnum

from msgspec import Struct


class Role(StrEnum):
    TRAINER = "trainer"
    ATTENDEE = "attendee"
    LEAD = "lead"
    ROOM = "room"
    CLOCK = "clock"  # the server itself, closing a round that a trainer told it to close


class Actor(Struct, frozen=True):
    """``id`` is a person's or trainer's id in the workshop, "" where the role has only one."""

    role: Role
    id: str = ""


CLOCK = Actor(Role.CLOCK)
