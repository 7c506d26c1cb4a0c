"""What support sessions can be about: seven areas with their content and what people take away.

It lies as data in ``library/catalogue.json`` beside this file, in our own words.
"""

import msgspec
from msgspec import Struct


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """``text`` is what a session goes through."""

    key: str
    text: str


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """``key`` is a domain of the framework, ``name`` what it is called; ``outcomes`` are what
    people will be able to do."""

    key: str
    name: str
    items: tuple[Item, ...]
    outcomes: tuple[str, ...]


class Format(Struct, frozen=True, forbid_unknown_fields=True):
    """What a format of sessions is meant for, at most: ``people``, or ``schools`` (who may send
    several) and ``professionals``; ``minutes``; 0 where the guide gives no number."""

    key: str
    people: int = 0
    schools: int = 0
    professionals: int = 0
    minutes: int = 0


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    credit: str
    areas: tuple[Topic, ...]
    formats: tuple[Format, ...] = ()

    def over(self, format: str, people: int, minutes: int) -> list[str]:
        """In what a session is more than its format is meant for: "people", "minutes"."""
        meant = next((one for one in self.formats if one.key == format), Format(format))
        given = (("people", people, meant.people), ("minutes", minutes, meant.minutes))
        return [what for what, n, most in given if most and n > most]

    def most(self, format: str, what: str) -> int:
        """How many people or minutes a format is meant for; 0 where the guide gives no number."""
        meant = next((one for one in self.formats if one.key == format), Format(format))
        return {"people": meant.people, "minutes": meant.minutes}[what]

    @property
    def items(self) -> tuple[tuple[str, str], ...]:
        """Every item with its area, in their order."""
        return tuple((item.key, topic.key) for topic in self.areas for item in topic.items)


def parse_catalogue(data: bytes) -> Catalogue:
    """A catalogue from its JSON file; raises ValueError naming what is wrong with it."""
    catalogue = msgspec.json.decode(data, type=Catalogue)
    formats = [one.key for one in catalogue.formats]
    areas, items = [t.key for t in catalogue.areas], [key for key, _ in catalogue.items]
    for keys in (areas, items, formats):
        twice = [key for key in keys if keys.count(key) > 1]
        if twice:
            raise ValueError(f"there are two of the key “{twice[0]}”")
    return catalogue
