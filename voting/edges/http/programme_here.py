"""What the pages of a programme have in common."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from voting.edges.http.site import site
from voting.edges.http.speaking import words_here
from voting.instruments.instrument import Instrument
from voting.programme.programme import Programme
from voting.programme.situation import AreaSituation
from voting.views import heat
from voting.views.programme import of_programme


def areas_of(programme: Programme) -> list[AreaSituation]:
    """Its areas as they are now, in the order they were added."""
    return of_programme(programme, site().service.look_at_areas(programme.areas))


def usual_framework(programme: Programme) -> Instrument:
    """What its new workshops rate."""
    frameworks = site().service.frameworks
    return frameworks.get(programme.framework) or next(iter(frameworks.values()))


def point_name(point: str) -> str:
    """What a point of a series is called."""
    said: Mapping[str, Any] = words_here()["programme"]
    return str(said["points"].get(point) or words_here()["area"]["kinds"][point])


def in_name_order(tables: Sequence[heat.HeatTable]) -> dict[int, int]:
    """By area's number, its place among all by name: what a script sorts equal ones by."""
    all_ = sorted((line.area for table in tables for line in table.lines), key=heat.name_key)
    return {area.number: place for place, area in enumerate(all_)}


def script_json(programme: Programme) -> str:
    """What the script of such a page is told."""
    fresh, own = words_here()["area"]["fresh"], words_here()["programme"]
    told = {
        "at": f"/programme/{programme.id}",
        "words": {
            **{key: fresh[key] for key in ("stale", "gone", "updated")},
            **{key: own[key] for key in ("sorted", "ascending", "descending")},
        },
    }
    return json.dumps(told).replace("<", "\\u003c")
