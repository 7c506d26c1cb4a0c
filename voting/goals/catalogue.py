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


class Catalogue(Struct, frozen=True, forbid_unknown_fields=True):
    credit: str
    areas: tuple[Topic, ...]

    @property
    def items(self) -> tuple[tuple[str, str], ...]:
        """Every item with its area, in their order."""
        return tuple((item.key, topic.key) for topic in self.areas for item in topic.items)


def parse_catalogue(data: bytes) -> Catalogue:
    """A catalogue from its JSON file; raises ValueError naming what is wrong with it."""
    catalogue = msgspec.json.decode(data, type=Catalogue)
    for keys in ([t.key for t in catalogue.areas], [key for key, _ in catalogue.items]):
        twice = [key for key in keys if keys.count(key) > 1]
        if twice:
            raise ValueError(f"there are two of the key “{twice[0]}”")
    return catalogue
