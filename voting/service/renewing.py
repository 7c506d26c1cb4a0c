"""New links for workshops, so that whoever had the old ones is out."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Literal

from voting.core import commands as c
from voting.core.actors import CLOCK
from voting.refusals.joining import UnknownWorkshop
from voting.service.commands import Commands

# All but the one that people join by, who would come to a dead link.
OPENING: tuple[Literal["trainer", "lead", "room"], ...] = ("trainer", "lead", "room")


class Renewing(Commands):
    def replace_links(self, workshops: Iterable[str], request: str) -> None:
        """Replace the links that open each workshop's pages, once for a ``request``. Those that
        are erased by now have none."""
        for workshop in workshops:
            with suppress(UnknownWorkshop):
                for link in OPENING:
                    self.act(workshop, CLOCK, c.ReplaceLink(link), id=f"{request}-{link}")
