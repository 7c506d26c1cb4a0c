"""What the routes of one application are given, and the address it is reached by."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import current_app, request
from msgspec import Struct

from voting.config import Settings, opens_only_here
from voting.edges.broadcast.broadcaster import Broadcaster
from voting.edges.http.assets import Assets
from voting.edges.press import Press
from voting.identity import Identity
from voting.service import Service
from voting.words.languages import Languages


class Site(Struct, frozen=True):
    """``weaknesses`` are what may be amiss with the store, for whoever asks after its health."""

    settings: Settings
    service: Service
    identity: Identity
    broadcaster: Broadcaster
    languages: Languages
    assets: Assets
    press: Press
    weaknesses: Sequence[str]

    def base(self) -> str:
        """The address that people reach this application by."""
        return self.settings.public_url or request.host_url.rstrip("/")

    def is_only_here(self) -> bool:
        """Does that address open only on the machine the server is on?"""
        return opens_only_here(urlsplit(self.base()).hostname or "")

    def is_secure(self) -> bool:
        """Is this request's answer on its way by https?"""
        return self.settings.public_url.startswith("https:") or request.is_secure


def site() -> Site:
    """The site whose request is being answered."""
    found: Site = current_app.extensions["site"]
    return found
