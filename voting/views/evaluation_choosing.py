"""What evaluators may choose: two points, areas by tag and region, and one instrument.

A choice that could tell which area has which number is not offered (``disclosure/choosing.py``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from voting.disclosure.choosing import Unnamed, may_be_told, offered
from voting.instruments.guidance import is_of
from voting.instruments.instrument import Instrument
from voting.programme.area import EVENT_KINDS, Area
from voting.programme.situation import AreaSituation
from voting.views import heat

WORKSHOPS = ("workshop-1", "workshop-2")
Identity = tuple[str, tuple[str, ...], int]  # key, domains, ratings of the scale


class Asked(Struct, frozen=True):
    """What somebody wants to see: the change ``since`` one point ``until`` another, "" for what is
    usual; areas with a ``tag`` or of a ``region``, "" for all; the ``name`` of an instrument as
    ``Offer`` has it, "" for the usual one; and the order of the heat map."""

    since: str = ""
    until: str = ""
    tag: str = ""
    region: str = ""
    instrument: str = ""
    sort: str = heat.AREA
    descending: bool = False

    @property
    def at(self) -> str:
        """As the heat map of a programme is asked."""
        return heat.CHANGE

    def address(self, **changes: str) -> dict[str, str]:
        """The query that asks for this, but for ``changes``."""
        asked = {
            "from": self.since,
            "to": self.until,
            "tag": self.tag,
            "region": self.region,
            "instrument": self.instrument,
            "sort": "" if self.sort == heat.AREA else self.sort,
            "order": "down" if self.descending else "",
        }
        return {name: value for name, value in (asked | changes).items() if value}


def asked(query: Mapping[str, str]) -> Asked:
    """What a page's address asks for."""
    return Asked(
        since=query.get("from", ""),
        until=query.get("to", ""),
        tag=query.get("tag", ""),
        region=query.get("region", ""),
        instrument=query.get("instrument", ""),
        sort=query.get("sort", "") or heat.AREA,
        descending=query.get("order") == "down",
    )


class Offer(Struct, frozen=True):
    """An instrument whose ratings can be compared: ``name`` is what an address calls it, ``areas``
    is how many have held a workshop with it. ``framework`` is its newest of the ``versions``."""

    name: str
    framework: Instrument
    areas: int
    versions: tuple[str, ...] = ()


class Choices(Struct, frozen=True):
    """What may be chosen, and what is: ``asked`` with what is usual instead of what there is not.
    ``refused`` says that a tag, region or instrument was asked for that is not offered;
    ``held_back`` is how many tags and regions there are beside those."""

    asked: Asked
    points: tuple[str, ...]
    tags: tuple[str, ...]
    regions: tuple[str, ...]
    instruments: tuple[Offer, ...]
    held_back: int = 0
    refused: bool = False

    @property
    def framework(self) -> Instrument | None:
        found = (one for one in self.instruments if one.name == self.asked.instrument)
        return next((one.framework for one in found), None)


def choices(
    areas: Sequence[tuple[heat.Named, AreaSituation]],
    wanted: Asked,
    known: Mapping[str, Instrument],
    usual: Instrument | None = None,
) -> Choices:
    """What may be chosen of ``areas``, as they may be named; ``known`` are the instruments whose
    words tell nothing of an area, ``usual`` is what the programme's workshops rate."""
    tags, regions, held_back = _labels(areas)
    instruments = _instruments(areas, known, usual)
    kinds = {event.kind for _, each in areas for event, _ in heat.comparable(each)}
    points = _points(kinds)
    refused = (
        (wanted.tag and wanted.tag not in tags)
        or (wanted.region and wanted.region not in regions)
        or (wanted.instrument and wanted.instrument not in {one.name for one in instruments})
    )
    instrument = next((one for one in instruments if one.name == wanted.instrument), None)
    instrument = instrument or next(iter(instruments), None)
    since, until = _ends(wanted, points)
    sorts = (heat.REGION, heat.DATE)
    domains = tuple(d.key for d in instrument.framework.domains) if instrument else ()
    possible = replace(
        wanted,
        since=since,
        until=until,
        tag=wanted.tag if wanted.tag in tags else "",
        region=wanted.region if wanted.region in regions else "",
        instrument=instrument.name if instrument else "",
        sort=wanted.sort if wanted.sort in (*sorts, *domains) else heat.AREA,
    )
    return Choices(possible, points, tags, regions, instruments, held_back, bool(refused))


def chosen(area: Area, wanted: Asked) -> bool:
    """Is it one of the areas that are wanted?"""
    of_region = not wanted.region or area.region == wanted.region
    return of_region and (not wanted.tag or wanted.tag in area.tags)


def identity(framework: Instrument) -> Identity:
    """What has to be the same for two workshops to be compared: instrument, domains and range. Its
    versions may differ in their wording, which is told beside what is compared."""
    domains = tuple(domain.key for domain in framework.domains)
    return framework.key, domains, len(framework.scale)


def versions_of(frameworks: Iterable[Instrument]) -> tuple[str, ...]:
    """The versions among them, the newest last; "" is none."""
    return tuple(sorted({one.version for one in frameworks} - {""}, key=_age))


def _age(version: str) -> tuple[int, str]:
    return len(version), version


def _points(kinds: set[str]) -> tuple[str, ...]:
    """Both workshops of the series may be chosen as soon as one was held: that the other was not
    is an answer too."""
    shown = kinds | set(WORKSHOPS) if kinds & set(WORKSHOPS) else kinds
    return heat.FIRST, *(kind for kind in EVENT_KINDS if kind in shown), heat.LATEST


def _ends(wanted: Asked, points: Sequence[str]) -> tuple[str, str]:
    """The earlier point first; workshop I and II, or else the first and the latest, unless somebody
    has chosen."""
    usual = WORKSHOPS if WORKSHOPS[0] in points else (heat.FIRST, heat.LATEST)
    since = wanted.since if wanted.since in points else usual[0]
    until = wanted.until if wanted.until in points else usual[1]
    since, until = sorted((since, until), key=heat.place_of)
    return since, until


def _labels(
    areas: Sequence[tuple[heat.Named, AreaSituation]],
) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """The tags and regions that are offered, and how many are not."""
    unnamed = [
        Unnamed(_labels_of(each.area), bool(heat.comparable(each)))
        for named, each in areas
        if not named.id
    ]
    all_ = {label for _, each in areas for label in _labels_of(each.area)}
    found = offered(sorted(all_), unnamed)
    tags, regions = (
        tuple(sorted((one[1:] for one in found if one[0] == kind), key=str.casefold))
        for kind in (_TAG, _REGION)
    )
    return tags, regions, len(all_) - len(found)


_TAG, _REGION = "t", "r"  # before a label: a tag and a region may be called the same


def _labels_of(area: Area) -> frozenset[str]:
    own = {_REGION + area.region} if area.region else set()
    return frozenset(own | {_TAG + tag for tag in area.tags if tag})


def _instruments(
    areas: Sequence[tuple[heat.Named, AreaSituation]],
    known: Mapping[str, Instrument],
    usual: Instrument | None,
) -> tuple[Offer, ...]:
    """The usual one first, then those of most areas. One that somebody made for themselves says in
    its words who they are: ``may_be_told``."""
    found: defaultdict[Identity, list[Instrument]] = defaultdict(list)
    many: Counter[Identity] = Counter()
    unnamed: defaultdict[Identity, int] = defaultdict(int)
    for named, each in areas:
        of_area = [(identity(r.framework), r.framework) for _, r in heat.comparable(each)]
        for one, framework in of_area:
            found[one].append(framework)
        for one in {one for one, _ in of_area}:
            many[one] += 1
            unnamed[one] += not named.id
    told = [
        one
        for one, frameworks in found.items()
        if all(is_of(each, known) for each in frameworks) or may_be_told(unnamed[one])
    ]
    usual_key = usual.key if usual else ""
    in_order = sorted(told, key=lambda one: (one[0] != usual_key, -many[one], one))
    counted: Counter[str] = Counter()
    offers = []
    for one in in_order:
        plain = one[0]
        counted[plain] += 1
        name = plain if counted[plain] == 1 else f"{plain} {counted[plain]}"
        newest = max(found[one], key=lambda each: _age(each.version))
        offers.append(Offer(name, newest, many[one], versions_of(found[one])))
    return tuple(offers)
