"""What the record holds of how decisions came about: the facts of a methods section."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from voting.evaluation.reading import Read, Told

_SECTOR = "sector_"
_UNRESOLVED = "unresolved"


class Recorded(Struct, frozen=True):
    """Of the workshops at a point that were held with this software. ``people`` is how many joined
    each; ``sectors`` how many of each sector all in all, by key; ``methods`` how many ratings were
    decided by each method, and ``rounds`` how many rounds each took; ``ratings``, ``cant_say`` and
    ``by_hand`` are people's answers in the last rounds. ``days`` are those known."""

    people: tuple[int, ...] = ()
    sectors: Mapping[str, int] = {}
    methods: Mapping[str, int] = {}
    rounds: tuple[int, ...] = ()
    ratings: int = 0
    cant_say: int = 0
    by_hand: int = 0
    days: tuple[str, ...] = ()


class PointFacts(Struct, frozen=True):
    """Of a point: ``areas`` held the workshop. Of their domains ``unresolved`` were left so, and
    ``undecided`` have no rating for another reason or none known. ``imported`` workshops were typed
    in from paper, and ``unfinished`` ones may still change. ``recorded`` is None where nothing more
    is known, as of a table of ratings alone."""

    point: str
    areas: int
    unresolved: int
    undecided: int
    imported: int = 0
    unfinished: int = 0
    recorded: Recorded | None = None


class Facts(Struct, frozen=True):
    """``versions`` are those of the framework's wording, "" not among them; ``swapped`` areas held
    the second workshop before the first."""

    first: PointFacts
    second: PointFacts
    versions: tuple[str, ...] = ()
    swapped: int = 0

    @property
    def points(self) -> tuple[PointFacts, PointFacts]:
        return self.first, self.second


def facts_of(read: Read, first: str, second: str) -> Facts:
    """The facts in a file about two points; of a programme's dataset there are more."""
    told = [row for row in read.told if read.is_dataset]
    return Facts(
        first=_point(read, first),
        second=_point(read, second),
        versions=tuple(sorted({row["framework_version"] for row in told} - {""})),
        swapped=read.swapped,
    )


def _point(read: Read, point: str) -> PointFacts:
    held = read.panel.held(point)
    at = [
        (row, told) for row, told in zip(read.rows, read.told, strict=True) if row.workshop == point
    ]
    unresolved = sum(row.unresolved for row, _ in at)
    rated = sum(row.rating is not None for row, _ in at)
    workshops = {row.area: told for row, told in at} if read.is_dataset else {}
    imported = {area for area, told in workshops.items() if told.get("imported") == "yes"}
    live = [(row, told) for row, told in at if row.area not in imported]
    return PointFacts(
        point=point,
        areas=len(held),
        unresolved=unresolved,
        undecided=len(held) * len(read.panel.domains) - rated - unresolved,
        imported=len(imported),
        unfinished=sum(told.get("status") == "unfinished" for told in workshops.values()),
        recorded=_recorded([told for _, told in live], _of_each(workshops, imported))
        if read.is_dataset and live
        else None,
    )


def _of_each(workshops: Mapping[str, Told], without: Iterable[str]) -> list[Told]:
    left_out = set(without)
    return [told for area, told in workshops.items() if area not in left_out]


def _recorded(rows: Sequence[Told], workshops: Sequence[Told]) -> Recorded:
    """``rows`` have a domain each, ``workshops`` are one row of each workshop."""
    decided = [row for row in rows if row.get("method", "") not in ("", _UNRESOLVED)]
    sectors: Counter[str] = Counter()
    for row in workshops:
        for name, cell in row.items():
            if name.startswith(_SECTOR):
                sectors[name.removeprefix(_SECTOR)] += _number(cell)
    return Recorded(
        people=tuple(_number(row["people"]) for row in workshops if row.get("people")),
        sectors={sector: many for sector, many in sectors.items() if many},
        methods=Counter(row["method"] for row in decided),
        rounds=tuple(_number(row.get("rounds", "")) for row in decided),
        ratings=_sum(rows, "ratings"),
        cant_say=_sum(rows, "cant_say"),
        by_hand=_sum(rows, "by_hand"),
        days=tuple(sorted(row["date"] for row in workshops if row.get("date"))),
    )


def _sum(rows: Sequence[Told], name: str) -> int:
    return sum(_number(row.get(name, "")) for row in rows)


def _number(cell: str) -> int:
    return int(cell) if cell.isdecimal() else 0
