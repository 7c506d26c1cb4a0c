"""A programme's page: its areas' decisions, what is due in them, and which workshops are running.

Who may not know which area is which gets a number for each, and nothing that would tell.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from voting.goals.plan import Plan
from voting.instruments.instrument import Instrument
from voting.programme.area import Area
from voting.programme.programme import Programme
from voting.programme.series import due_on
from voting.programme.situation import AreaSituation
from voting.views import heat
from voting.views.programme_plans import PlansView, plans_view
from voting.views.untold import without_own_words

_NUMBERED = re.compile(r"area 0*(\d{1,6})", re.IGNORECASE)
SOON = 42  # days ahead that deadlines are listed for


class Asked(Struct, frozen=True):
    """What somebody wants to see: a point, or the change ``since`` one ``until`` another; areas of
    a region or with a tag alone; the order; and names hidden or not."""

    at: str = heat.LATEST
    since: str = heat.FIRST
    until: str = heat.LATEST
    region: str = ""
    tag: str = ""
    sort: str = heat.AREA
    descending: bool = False
    hidden: bool = False

    def address(self, **changes: str) -> dict[str, str]:
        """The query that asks for this, but for ``changes``; what is usual is left out."""
        usual = {"at": heat.LATEST, "from": heat.FIRST, "to": heat.LATEST, "sort": heat.AREA}
        asked = {
            "at": self.at,
            "from": self.since,
            "to": self.until,
            "region": self.region,
            "tag": self.tag,
            "sort": self.sort,
            "order": "down" if self.descending else "",
            "names": "hidden" if self.hidden else "",
        } | changes
        if asked["at"] != heat.CHANGE:
            asked |= {"from": heat.FIRST, "to": heat.LATEST}
        return {name: value for name, value in asked.items() if value != usual.get(name, "")}


def asked(query: Mapping[str, str]) -> Asked:
    """What a page's address asks for. What it does not know is left as usual."""
    return Asked(
        at=query.get("at", "") or heat.LATEST,
        since=query.get("from", "") or heat.FIRST,
        until=query.get("to", "") or heat.LATEST,
        region=query.get("region", ""),
        tag=query.get("tag", ""),
        sort=query.get("sort", "") or heat.AREA,
        descending=query.get("order") == "down",
        hidden=query.get("names") == "hidden",
    )


class Due(Struct, frozen=True):
    """A deadline that is not done. ``what`` is the key of a template's step, or ``text`` says it;
    ``days`` are left, below 0 overdue. ``text`` is "" where names are hidden: it may hold one."""

    area: heat.Named
    what: str
    text: str
    owner: str
    due: str
    days: int


class Going(Struct, frozen=True):
    """A workshop that is not finished and that people have joined: how many did, and how many of
    its domains are decided."""

    area: heat.Named
    kind: str
    date: str
    joined: int
    decided: int
    domains: int


class ProgrammeView(Struct, frozen=True):
    """``areas`` of ``all`` are shown; ``without`` of them have held no workshop yet."""

    asked: Asked
    points: tuple[str, ...]
    tables: tuple[heat.HeatTable, ...]
    overdue: tuple[Due, ...]
    due: tuple[Due, ...]
    going: tuple[Going, ...]
    regions: tuple[str, ...]
    tags: tuple[str, ...]
    areas: int
    all: int
    without: int
    plans: PlansView = PlansView()


def programme_view(
    areas: Sequence[AreaSituation],
    numbers: Mapping[str, int],
    wanted: Asked,
    framework: Instrument | None = None,
    *,
    known: Mapping[str, Instrument],
    evaluating: bool = False,
    plans: Mapping[str, Plan] | None = None,
) -> ProgrammeView:
    """What is ``wanted`` of a programme's areas. ``numbers`` stand for names, by area's id;
    ``framework`` is what new areas rate; ``plans`` are by area's id. Evaluators know only the areas
    that may be named. ``known`` are the instruments whose words tell nothing of an area."""
    wanted = _possible(wanted, areas)
    is_hiding = evaluating or wanted.hidden
    named = [
        (name, each)
        for name, each in in_order(areas, numbers, wanted, evaluating=evaluating)
        if evaluating or _is_wanted(each.area, wanted)
    ]
    due = [] if evaluating else sorted(_due(named), key=lambda one: one.days)
    tables = heat.heat(
        without_own_words(named, known),
        wanted.at,
        since=wanted.since,
        until=wanted.until,
        usual=framework,
        sort=wanted.sort,
        descending=wanted.descending,
    )
    return ProgrammeView(
        asked=wanted,
        points=tuple(heat.points(areas)),
        tables=tuple(tables),
        overdue=tuple(one for one in due if one.days < 0),
        due=tuple(one for one in due if 0 <= one.days <= SOON),
        going=() if evaluating else tuple(_going(named)),
        regions=() if is_hiding else _once(each.area.region for each in areas),
        tags=() if is_hiding else _once(tag for each in areas for tag in each.area.tags),
        areas=len(named),
        all=len(areas),
        without=sum(not heat.comparable(each) for _, each in named),
        plans=plans_view(named, plans or {}, evaluating=evaluating),
    )


def in_order(
    areas: Iterable[AreaSituation],
    numbers: Mapping[str, int],
    wanted: Asked,
    *,
    evaluating: bool = False,
) -> list[tuple[heat.Named, AreaSituation]]:
    """The areas of a programme as they may be named, by name and then by number. The order in which
    they were added would tell which is which: a list by alphabet may have been pasted."""
    all_ = list(areas)
    names = names_of((each.area for each in all_), numbers, wanted, evaluating=evaluating)
    named = [(names[each.area.id], each) for each in all_]
    return sorted(named, key=lambda one: heat.name_key(one[0]))


def names_of(
    areas: Iterable[Area], numbers: Mapping[str, int], wanted: Asked, *, evaluating: bool = False
) -> dict[str, heat.Named]:
    """The areas of a programme by id, as they may be named. Those that are named alike have their
    numbers too, so that they are told apart, and so has one whose name is a number that stands for
    another ("Area 07")."""
    all_ = list(areas)
    known = {area.id for area in all_ if not wanted.hidden and (area.named or not evaluating)}
    alike = Counter(area.name.casefold() for area in all_ if area.id in known)
    taken = {numbers.get(area.id, 0) for area in all_ if area.id not in known}

    def is_twin(area: Area) -> bool:
        said = _NUMBERED.fullmatch(area.name)
        return alike[area.name.casefold()] > 1 or (said is not None and int(said[1]) in taken)

    return {
        area.id: _named(area, numbers.get(area.id, 0), is_twin=is_twin(area))
        if area.id in known
        else heat.Named(numbers.get(area.id, 0))
        for area in all_
    }


def _named(area: Area, number: int, *, is_twin: bool) -> heat.Named:
    name = f"{area.name} ({number:02})" if is_twin else area.name
    return heat.Named(number, area.id, name, area.region, area.tags)


def of_programme(programme: Programme, areas: Iterable[AreaSituation]) -> list[AreaSituation]:
    """Its areas in the order they were added. An area that has left, of which the programme does
    not know yet, is not among them."""
    found = {each.area.id: each for each in areas if each.area.programme == programme.id}
    return [found[id] for id in programme.areas if id in found]


def _is_wanted(area: Area, wanted: Asked) -> bool:
    of_region = not wanted.region or area.region == wanted.region
    return of_region and (not wanted.tag or wanted.tag in area.tags)


def _possible(wanted: Asked, areas: Sequence[AreaSituation]) -> Asked:
    """With what is usual instead of what there is not: the page repeats nothing that it does not
    know. A change is from the earlier point to the later, whichever way round they were chosen."""
    points = heat.points(areas)
    domains = {
        d.key for each in areas for _, r in heat.comparable(each) for d in r.framework.domains
    }
    since = wanted.since if wanted.since in points else heat.FIRST
    until = wanted.until if wanted.until in points else heat.LATEST
    since, until = sorted((since, until), key=heat.place_of)
    return replace(
        wanted,
        at=wanted.at if wanted.at in (*points, heat.CHANGE) else heat.LATEST,
        since=since,
        until=until,
        region=wanted.region if any(wanted.region == a.area.region for a in areas) else "",
        tag=wanted.tag if any(wanted.tag in a.area.tags for a in areas) else "",
        sort=wanted.sort if wanted.sort in (heat.REGION, heat.DATE, *domains) else heat.AREA,
    )


def _due(areas: Iterable[tuple[heat.Named, AreaSituation]]) -> Iterable[Due]:
    for named, each in areas:
        for deadline in each.area.deadlines:
            day = None if deadline.done_at else due_on(each.area, deadline)
            if day is not None:
                text = deadline.text if named.id else ""
                days = (day - each.today).days
                yield Due(named, deadline.what, text, deadline.owner, day.isoformat(), days)


def _going(areas: Iterable[tuple[heat.Named, AreaSituation]]) -> Iterable[Going]:
    for named, each in areas:
        for running in each.running.values():
            event = each.area.event_of(running.workshop)
            is_over = running.phase == "finished" or running.rehearsal
            if is_over or event is None or event.state == "cancelled" or not running.joined:
                continue
            yield Going(
                area=named,
                kind=event.kind,
                date=event.day if named.id else "",
                joined=running.joined,
                decided=running.decided,
                domains=running.domains,
            )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if text}, key=str.casefold))
