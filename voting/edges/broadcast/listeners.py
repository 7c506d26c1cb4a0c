"""Sockets that follow a workshop. What one is sent depends on its person and its audience."""

from typing import Any

from msgspec import Struct, field

from voting.core.actors import Actor
from voting.words import Words, load


class Listener(Struct, frozen=True):
    """One socket of this process: who it belongs to and which view it gets. ``session`` is what it
    came over: see sessions."""

    sid: str
    workshop: str
    audience: str
    actor: Actor
    session: Any = None
    words: Words = field(default_factory=load)

    @property
    def room(self) -> str:
        return audience_room(self.workshop, self.audience)


def audience_room(workshop: str, audience: str) -> str:
    return f"{workshop}/{audience}"
