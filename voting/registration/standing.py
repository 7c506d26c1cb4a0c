"""Who somebody is in a workshop by their personal link, for as long as that link is in force."""

from msgspec import Struct


class ByLink(Struct, frozen=True):
    """``person`` in a workshop is ``invitee`` on the roster of ``area``, wherever the link of this
    count was opened."""

    area: str
    invitee: str
    link: int
    person: str
