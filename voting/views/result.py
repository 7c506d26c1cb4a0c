"""What is kept of a workshop: the facts of its results page, and nothing else.

Everything is taken from what that page is made of, so what is withheld there can't get in here.
Who recorded a decision is on the page but not kept: a result holds no person.
"""

from collections import Counter
from collections.abc import Sequence

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from voting.core.state import Workshop
from voting.programme import result as kept
from voting.views.domains import DomainResult, domain_results
from voting.views.groups import GroupView
from voting.views.reasons import ReasonOnScreen, reasons_on_screen
from voting.views.rounds import RoundResult
from voting.views.situation import Situation


def result_of(at: Situation, version: int = 0) -> kept.Result:
    """The workshop's result as it stands; ``version`` counts how often it was finished, 0: not
    yet."""
    w = at.workshop
    return kept.Result(
        workshop=w.id,
        version=version,
        kind=w.details.kind,
        date=w.details.date,
        title=w.details.title,
        framework=w.framework,
        language=w.language,
        finished_at=w.finished_at,
        people=len(w.joined()),
        sectors=_sectors(w),
        domains=tuple(_domain(w, shown) for shown in domain_results(at)),
        returning=at.returning,
        rehearsal=w.rehearsal,
    )


def as_it_is_now(result: kept.Result, w: Workshop) -> kept.Result:
    """A result that was kept earlier, without the reasons that were taken down since, and with what
    the workshop is called now."""
    return replace(
        result,
        kind=w.details.kind,
        date=w.details.date,
        title=w.details.title,
        domains=tuple(
            replace(
                settled,
                reasons=tuple(
                    one
                    for one in settled.reasons
                    if one in _reasons(reasons_on_screen(w, settled.domain))
                ),
            )
            for settled in result.domains
        ),
    )


def _reasons(shown: Sequence[ReasonOnScreen]) -> tuple[kept.KeptReason, ...]:
    return tuple(kept.KeptReason(one.round, one.rating, one.text) for one in shown)


def _sectors(w: Workshop) -> dict[str, int]:
    """How many of each sector joined, in the framework's order; sectors of nobody are absent."""
    counts = Counter(person.sector for person in w.joined())
    known = [sector.key for sector in w.framework.sectors]
    return {key: counts[key] for key in dict.fromkeys((*known, *counts)) if counts[key]}


def _domain(w: Workshop, shown: DomainResult) -> kept.DomainSettled:
    rounds = {held.id: held for held in w.rounds}
    return kept.DomainSettled(
        domain=shown.domain,
        decision=_decision(shown),
        rounds=tuple(
            kept.RoundResult(
                id=one.id,
                number=one.number,
                opened_at=rounds[one.id].opened_at,
                closed_at=rounds[one.id].closed_at or rounds[one.id].opened_at,
                counts=one.counts,
                cant_say=one.cant_say,
                by_hand=one.by_hand,
                present=one.present,
                hand_counts=one.hand_counts,
                flow=one.movement.flow if one.movement else None,
                groups=_groups(one),
                answered=_answered(one.counts, one.ratings),
                withheld=one.withheld or UNSET,
            )
            for one in shown.rounds
        ),
        reasons=_reasons(shown.reasons),
    )


def _decision(shown: DomainResult) -> kept.Decision | None:
    ruled = shown.ruling
    if ruled is None:
        return None
    return kept.Decision(
        method=ruled.method.value,
        rating=ruled.rating,
        note=ruled.note,
        votes=ruled.votes,
        ratings=ruled.ratings,
        round=ruled.round,
    )


def _groups(shown: RoundResult) -> tuple[kept.Split, ...]:
    """Sides and sectors; the rest of the room is what these leave of the counts."""
    return tuple(_split(group) for group in shown.groups if group.kind != "rest")


def _split(group: GroupView) -> kept.Split:
    return kept.Split(
        kind=group.kind,
        key=group.key,
        counts=group.counts,
        cant_say=group.cant_say,
        present=group.present,
        answered=_answered(group.counts, group.ratings),
    )


def _answered(counts: kept.Counts, ratings: int) -> int | UnsetType:
    """How many answers, where that does not follow from the counts."""
    return UNSET if ratings == sum(counts) else ratings
