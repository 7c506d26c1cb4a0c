"""Goals and scores of a programme's areas, as its dataset has them: no owner, no speaker, no note.

Of an area that may not be named there is nothing that people wrote, and no date but the days since
its first workshop.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from voting.goals.situation import PlanSituation
from voting.instruments.instrument import Instrument
from voting.programme.situation import AreaSituation
from voting.reports.area_record import names_of
from voting.reports.goals.tables import BETWEEN, goal_rows, score_rows
from voting.reports.goals.told import Data, plan_told
from voting.views.heat import Named
from voting.words import Words

Row = dict[str, Any]

_GOAL = (
    "goal_number", "wording", "in_force", "state_key", "scores", "first_score", "last_score",
    "change", "orientation", "replaced_by",
)  # fmt: skip
_WRITTEN = ("goal", "measure")
_DATES = ("due", "agreed_on", "closed_on")
_SCORE = (
    "goal_number", "wording", "score_kind_key", "score", "change", "method", "scorers", "cant_say",
    "by_hand", "rounds", *(f"n_{at}" for at in range(11)), "returned", "present",
)  # fmt: skip


def agreed_rows(
    areas: Sequence[tuple[Named, AreaSituation]],
    plans: Mapping[str, PlanSituation],
    known: Mapping[str, Instrument],
    words: Words,
) -> dict[str, list[Row]]:
    """The ``goals`` and ``scores`` of all areas, those agreed; ``plans`` are by area, and ``known``
    are the instruments whose words may be told of whoever they are."""
    public = {cell.key for instrument in known.values() for cell in instrument.domains}
    goals: list[Row] = []
    scores: list[Row] = []
    for named, each in areas:
        plan = plan_told(plans.get(each.area.id), names_of(each.settled()), words)
        if plan:
            first = _first_day(plan, each)
            goals += _goals(named, plan, first, public, words)
            scores += _scores(named, plan, first, words)
    return {"goals": goals, "scores": scores}


def called(named: Named) -> str:
    """An area's name in files, in every language alike: "Area 07" where it may not be named."""
    return named.name or f"Area {named.number:02}"


def _first_day(plan: Data, each: AreaSituation) -> str:
    """That from which days are counted: the first workshop's, else the first goal's."""
    held = [one.date for one in each.settled()]
    agreed = [v["day"] for goal in plan["goals"] for v in goal["versions"] if v["day"]]
    return held[0] if held else min(agreed, default="")


def _goals(named: Named, plan: Data, first: str, public: set[str], words: Words) -> Iterable[Row]:
    for row in goal_rows(plan, words):
        if row["wording"] is None:  # a draft is nobody's goal yet
            continue
        written = {name: row[name] if named.id else None for name in _WRITTEN}
        dates = {name: (row[name] or None) if named.id else None for name in _DATES}
        keys = str(row["domains"] or "").split(BETWEEN)
        told = [key for key in keys if key and (named.id or key in public)]
        yield (
            {"area": called(named)}
            | {name: row[name] for name in _GOAL}
            | written
            | {"domains": BETWEEN.join(told)}
            | dates
            | {"days_to_agreed": _days(first, row["agreed_on"])}
            | {"days_to_due": _days(first, row["due"])}
        )


def _scores(named: Named, plan: Data, first: str, words: Words) -> Iterable[Row]:
    for row in score_rows(plan, words):
        if row.get("score") is None:
            continue
        yield (
            {"area": called(named)}
            | {name: row.get(name) for name in _SCORE}
            | {"score_date": row["score_date"] if named.id else None}
            | {"days_after_first": _days(first, row["score_date"])}
        )


def _days(first: str, then: object) -> int | None:
    if not first or not then:
        return None
    return (date.fromisoformat(str(then)) - date.fromisoformat(first)).days
