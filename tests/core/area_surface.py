"""All that an area's and its programme's pages and files show of workshops, for the adversary."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import msgspec
from msgspec.structs import replace

from tests.builders import WORDS
from tests.views.areas import programme
from voting.programme.area import Area, Event
from voting.programme.result import Decision, Result
from voting.programme.situation import AreaSituation
from voting.reports import area_downloads, programme_files
from voting.reports.area_record import area_record
from voting.reports.area_tables import area_tables
from voting.reports.evaluation.pack import files
from voting.reports.evaluation.pack_told import pack_told
from voting.reports.programme_dataset import dataset
from voting.views.area import area_view
from voting.views.evaluation import evaluation_view
from voting.views.evaluation_choosing import Asked as Chosen
from voting.views.programme import Asked, in_order, programme_view

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
NAMES = ("workshop-one", "workshop-two", "workshop-three")
DAYS = ("2026-03-05", "2026-05-05", "2026-07-05")
TEXTS = ("area.json", "changed.csv", "changed-slide.svg", "history.svg")


def shown_of(results: Sequence[Result]) -> list[str]:
    """Of the area whose workshops settled these, oldest first: its page and files, its programme's
    page, dataset and pack, as its team sees them and as evaluators do."""
    found = []
    at = an_area([ruled(one) for one in results])
    data = area_record(at, AT, WORDS)
    found += [area_downloads.write(file, data, WORDS).decode() for file in TEXTS]
    found += [repr(table) for table in area_tables(data, WORDS)]
    found.append(msgspec.json.encode(area_view(at)).decode())
    numbers, framework = {at.area.id: 1}, results[0].framework
    for evaluating in (False, True):
        for point in ("latest", "change"):
            wanted = Asked(at=point)
            page = programme_view(
                [at],
                numbers,
                wanted,
                framework,
                known={framework.key: framework},
                evaluating=evaluating,
            )
            found.append(repr(page))
        areas = in_order([at], numbers, Asked(), evaluating=evaluating)
        told = dataset(
            programme(at), areas, AT, WORDS, known={framework.key: framework}, whole=not evaluating
        )
        for file in ("dataset.csv", "dataset.json"):
            found.append(programme_files.write(file, told, WORDS).decode())
        found += [repr(table) for table in programme_files.tables(told)]
        if framework.scale:
            known = {framework.key: framework}
            told["pack"] = pack_told(areas, framework, "first", "latest", known, WORDS)
            found += [str(text) for text in files(told, WORDS).values()]
            found.append(repr(evaluation_view(areas, Chosen("first", "latest"), known, framework)))
    return found


def ruled(result: Result) -> Result:
    """With the rating that most gave as the decision on each domain that was rated."""
    domains = []
    for one in result.domains:
        if one.last and one.last.ratings:
            votes = max(one.last.counts)
            rating = one.last.counts.index(votes)
            one = replace(one, decision=Decision("majority", rating, "", votes, one.last.ratings))
        domains.append(one)
    return replace(result, domains=tuple(domains))


def an_area(results: Sequence[Result]) -> AreaSituation:
    kinds = ("workshop-1", "workshop-2", "review-3")
    events = tuple(
        Event(f"e{n}", kinds[n], DAYS[n], state="held", workshop=NAMES[n])
        for n in range(len(results))
    )
    area = Area("ambridge", 3, 2, "Ambridge", AT, programme="prog", events=events)
    kept = {
        NAMES[n]: replace(one, workshop=NAMES[n], date=DAYS[n]) for n, one in enumerate(results)
    }
    return AreaSituation(area, kept, {}, date(2026, 9, 1))
