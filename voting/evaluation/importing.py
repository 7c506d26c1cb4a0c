"""What a table of earlier ratings would bring into a programme, told before it is done."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from voting.evaluation.rows import Row
from voting.instruments.instrument import Instrument
from voting.programme.area import Area
from voting.programme.imported import OnPaper, Rated, held_as, is_imported, says
from voting.programme.result import Result
from voting.programme.texts import plain_name
from voting.refusals import Refusal
from voting.refusals.evaluation import BadRow

NEW, SAME, REPLACES = "new", "same", "replaces"


class Coming(Struct, frozen=True):
    """A workshop on paper and what becomes of it: ``state`` is NEW, SAME (it is there already) or
    REPLACES."""

    on_paper: OnPaper
    state: str


class AreaComing(Struct, frozen=True):
    """An area of the table: ``id`` is "" if it is to be made."""

    name: str
    id: str
    workshops: tuple[Coming, ...]


class Preview(Struct, frozen=True):
    """All of it, with how many ``ratings`` there are and how many are ``missing``, undecided or
    left unresolved."""

    areas: tuple[AreaComing, ...]
    ratings: int
    missing: int

    @property
    def new(self) -> int:
        """How many areas are to be made."""
        return sum(not area.id for area in self.areas)

    @property
    def workshops(self) -> int:
        return sum(len(area.workshops) for area in self.areas)

    def many(self, state: str) -> int:
        """How many workshops are of a state."""
        return sum(one.state == state for area in self.areas for one in area.workshops)


def preview(
    rows: Sequence[Row],
    areas: Iterable[tuple[Area, Mapping[str, Result]]],
    framework: Instrument,
    dates: Mapping[str, str],
    today: str,
) -> Preview:
    """``areas`` are those there are, with their results; ``dates`` are, by kind, those of workshops
    of which no row says when it was. Raises BadRow, with all others as its ``also``."""
    there: dict[str, list[tuple[Area, Mapping[str, Result]]]] = {}
    for area, results in areas:
        there.setdefault(plain_name(area.name), []).append((area, results))
    faults: list[Refusal] = []
    found = []
    for name, of_area in _by(rows, lambda row: row.area).items():
        same = there.get(plain_name(name), [])
        if len(same) > 1:
            faults.append(BadRow(why="namesakes", line=of_area[0].line, name=name))
            continue
        coming = []
        for kind, of_workshop in _by(of_area, lambda row: row.workshop).items():
            try:
                on_paper = _on_paper(kind, of_workshop, dates, today)
                state = _state(on_paper, *same[0], framework, of_workshop[0]) if same else NEW
                coming.append(Coming(on_paper, state))
            except BadRow as fault:
                faults.append(fault)
        found.append(AreaComing(name, same[0][0].id if same else "", tuple(coming)))
    if faults:
        first, *others = sorted(faults, key=lambda one: one.values["line"])
        raise first.beside(*others)
    all_ = [one.on_paper for area in found for one in area.workshops]
    ratings = sum(one.rating is not None for each in all_ for one in each.rated.values())
    return Preview(tuple(found), ratings, len(all_) * len(framework.domains) - ratings)


def _by(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _on_paper(kind: str, rows: Sequence[Row], dates: Mapping[str, str], today: str) -> OnPaper:
    dated = next((row for row in rows if row.date), rows[0])
    day = dated.date or dates.get(kind, "")
    if not day:
        raise BadRow(why="no-date", line=dated.line)
    if day > today:
        raise BadRow(why="future", line=dated.line, text=day)
    rated = {
        row.domain: Rated(row.rating, row.note)
        for row in rows
        if row.rating is not None or row.unresolved
    }
    return OnPaper(kind, day, rated)


def _state(
    on_paper: OnPaper, area: Area, results: Mapping[str, Result], framework: Instrument, first: Row
) -> str:
    event = held_as(on_paper, area, results)
    if event is None:
        return NEW
    if not is_imported(event, results):
        raise BadRow(why="live", line=first.line, name=area.name)
    return SAME if says(results[event.workshop], on_paper, framework) else REPLACES
