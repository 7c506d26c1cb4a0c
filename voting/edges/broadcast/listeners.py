"""Sockets that follow a workshop. What one is sent depends on its person and its audience."""

from typing import Any

from msgspec import Struct, field

from voting.core.actors import Actor
from voting.registration.standing import ByLink
from voting.words import Words, load


class Listener(Struct, frozen=True):
    """One socket of this process: who it belongs to and which view it gets. ``session`` is what it
    came over: see sessions; ``link`` is the personal link that lets it in, if one does."""

    sid: str
    workshop: str
    audience: str
    actor: Actor
    session: Any = None
    words: Words = field(default_factory=load)
    link: ByLink | None = None

    @property
    def room(self) -> str:
        return audience_room(self.workshop, self.audience)


def audience_room(workshop: str, audience: str) -> str:
    return f"{workshop}/{audience}"
