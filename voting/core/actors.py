"""Who acts: a role and, where it matters, an id of its own."""

from enum import StrEnum

from msgspec import Struct


class Role(StrEnum):
    TRAINER = "trainer"
    ATTENDEE = "attendee"
    LEAD = "lead"
    ROOM = "room"
    AREA = "area"  # whoever has an area's link
    INVITED = "invited"  # somebody on an area's roster, by their personal link
    PROGRAMME = "programme"
    EVALUATOR = "evaluator"  # sees a programme, and changes nothing
    CLOCK = "clock"  # the server itself, closing a round that a trainer told it to close


class Actor(Struct, frozen=True, omit_defaults=True):
    """``id`` is a person's or trainer's id in the workshop, "" where the role has only one.

    ``link`` says which of the trainers' links let a trainer in (a count, see ``Workshop.links``):
    nothing else is known about them until they first do something. None for other roles."""

    role: Role
    id: str = ""
    link: int | None = None


CLOCK = Actor(Role.CLOCK)
