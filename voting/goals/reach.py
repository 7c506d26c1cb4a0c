"""When a workshop's people can see and change its plan."""

from voting.core.state import Phase, Workshop
from voting.goals.plan import Sitting
from voting.instruments.deciding import Settle
from voting.refusals.goals import PlanNotNow

_RATING = (Phase.OPEN, Phase.DISCUSSION)


def leads_to_goals(workshop: Workshop) -> bool:
    """Is anything decided with this instrument, so that goals can follow from it?"""
    return any(cell.column.settle is not Settle.NONE for cell in workshop.framework.domains)


def in_reach(workshop: Workshop) -> bool:
    """Is the plan part of what pages show? Not while a round is open or discussed."""
    return workshop.phase not in _RATING and leads_to_goals(workshop)


def is_before(sitting: Sitting | None, workshop: Workshop) -> bool:
    """Is the plan on the screens, with no domain before it?"""
    return (
        sitting is not None
        and bool(sitting.part)
        and workshop.phase is Phase.LOBBY
        and workshop.domain is None
    )


def may_change(workshop: Workshop) -> bool:
    """Can trainers work on the plan at the moment?"""
    return in_reach(workshop) and not workshop.is_finished()


def check_now(workshop: Workshop) -> None:
    """Raise PlanNotNow where they can't."""
    if not leads_to_goals(workshop):
        raise PlanNotNow(why="instrument")
    if workshop.is_finished():
        raise PlanNotNow(why="finished")
    if workshop.phase in _RATING:
        raise PlanNotNow(why="round")
