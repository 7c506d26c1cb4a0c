"""A framework is data: domains, levels of rating, sectors and sides. Nothing counts to seven."""

from typing import Any

import msgspec
from msgspec import Struct

from voting.refusals.rounds import RatingOutsideScale, UnknownDomain
from voting.refusals.sent import UnknownChoice
from voting.refusals.serving import BadFramework


class Level(Struct, frozen=True):
    """One rating: its number on the ordinal scale, its label and what it means anywhere."""

    rating: int
    label: str
    meaning: str


class Domain(Struct, frozen=True):
    """One thing to rate. ``key`` identifies it (letters repeat); ``meanings`` has one per level."""

    key: str
    letter: str
    name: str
    short: str
    gold: str
    meanings: tuple[str, ...] = ()


class Side(Struct, frozen=True):
    key: str
    name: str


class Sector(Struct, frozen=True):
    """Where a person works; every sector belongs to one side."""

    key: str
    name: str
    side: str


class Framework(Struct, frozen=True):
    """What a workshop rates and on which scale, with the credit its owner asks for."""

    key: str
    version: str
    name: str
    credit: str
    question: str
    levels: tuple[Level, ...]
    domains: tuple[Domain, ...]
    sides: tuple[Side, ...]
    sectors: tuple[Sector, ...]

    def domain(self, key: str) -> Domain:
        """The domain with this key; raises UnknownDomain."""
        for domain in self.domains:
            if domain.key == key:
                return domain
        raise UnknownDomain(domain=key)

    def sector(self, key: str) -> Sector:
        """The sector with this key; raises UnknownChoice."""
        for sector in self.sectors:
            if sector.key == key:
                return sector
        raise UnknownChoice("sector")

    def check_rating(self, rating: int) -> int:
        """Return ``rating`` if it is on the scale; raises RatingOutsideScale."""
        if not 0 <= rating < len(self.levels):
            raise RatingOutsideScale(least=0, n=len(self.levels) - 1)
        return rating

    def label(self, rating: int) -> str:
        return self.levels[self.check_rating(rating)].label

    def group_name(self, kind: str, key: str) -> str:
        """What a side or a sector is called; nothing for any other kind of group."""
        among: tuple[Side | Sector, ...] = ()
        if kind == "side":
            among = self.sides
        elif kind == "sector":
            among = self.sectors
        return next((one.name for one in among if one.key == key), "")


def parse_framework(data: Any) -> Framework:
    """Read a framework from the plain values of its JSON file, or raise BadFramework, which says
    why."""
    try:
        framework = msgspec.convert(data, Framework)
    except msgspec.ValidationError as problem:
        raise BadFramework(why="form", told=str(problem)) from None
    found = _problems(framework)
    if found:
        raise found[0]
    return framework


def _problems(framework: Framework) -> list[BadFramework]:
    found = []
    if len(framework.levels) < 2:
        found.append(BadFramework(why="levels"))
    if [level.rating for level in framework.levels] != list(range(len(framework.levels))):
        found.append(BadFramework(why="numbering"))
    for what, things in (
        ("domains", framework.domains),
        ("sectors", framework.sectors),
        ("sides", framework.sides),
    ):
        keys = [thing.key for thing in things]
        if not keys:
            found.append(BadFramework(why=what))
        if len(set(keys)) != len(keys):
            found.append(BadFramework(why=f"same-{what}"))
    sides = {side.key for side in framework.sides}
    for sector in framework.sectors:
        if sector.side not in sides:
            found.append(BadFramework(why="side", key=sector.key, side=sector.side))
    for domain in framework.domains:
        if domain.meanings and len(domain.meanings) != len(framework.levels):
            found.append(BadFramework(why="meanings", key=domain.key))
    return found
