"""Who acts: a role and, where it matters, an id of its own."""

from enum import StrEnum

from msgspec import Struct


class Role(StrEnum):
    TRAINER = "trainer"
    ATTENDEE = "attendee"
    LEAD = "lead"
    ROOM = "room"
    CLOCK = "clock"  # the server itself, closing a round that a trainer told it to close


class Actor(Struct, frozen=True, omit_defaults=True):
    """``id`` is a person's or trainer's id in the workshop, "" where the role has only one.

    ``link`` is which trainers' link a trainer came in by, as counted in ``Workshop.links``: until
    they do something, nothing else is known of them. None for others."""

    role: Role
    id: str = ""
    link: int | None = None


CLOCK = Actor(Role.CLOCK)
