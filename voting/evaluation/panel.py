"""The decisions of many areas at several points of a series, as numbers: what is evaluated."""

from collections.abc import Mapping

from msgspec import Struct

# point -> area -> domain -> rating
Ratings = Mapping[str, Mapping[str, Mapping[str, int | None]]]


class Panel(Struct, frozen=True):
    """Ratings by point, area and domain.

    ``domains`` are the keys of a framework in its order, whose scale has ``levels`` ratings: 0 to
    ``levels`` - 1. A ``point`` is a kind of event ("workshop-1"), "first" or "latest". ``areas``
    are opaque labels, in the order in which they are shown.

    A rating is None where the domain was left unresolved or not decided: it is *missing*. An area
    that is not under a point held no workshop there: it is *absent*. Neither is ever 0.
    """

    domains: tuple[str, ...]
    levels: int
    points: tuple[str, ...]
    areas: tuple[str, ...]
    ratings: Ratings

    def held(self, point: str) -> tuple[str, ...]:
        """The areas with a workshop at a point, in their order."""
        there = self.ratings.get(point, {})
        return tuple(area for area in self.areas if area in there)

    def rating(self, point: str, area: str, domain: str) -> int | None:
        """None where it is missing, and where the area held no workshop at that point."""
        return self.ratings.get(point, {}).get(area, {}).get(domain)
