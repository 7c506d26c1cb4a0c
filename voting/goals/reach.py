"""When a workshop's people can see and change its plan."""

from voting.core.state import Phase, Workshop
from voting.instruments.deciding import Settle
from voting.refusals.goals import PlanNotNow

_RATING = (Phase.OPEN, Phase.DISCUSSION)


def leads_to_goals(workshop: Workshop) -> bool:
    """Is anything decided with this instrument, so that goals can follow from it?"""
    return any(cell.column.settle is not Settle.NONE for cell in workshop.framework.domains)


def in_reach(workshop: Workshop) -> bool:
    """Is the plan part of what pages show? Not while a round is open or discussed."""
    return workshop.phase not in _RATING and leads_to_goals(workshop)


def check_now(workshop: Workshop) -> None:
    """Raise PlanNotNow where the plan can't be worked on at the moment."""
    if not leads_to_goals(workshop):
        raise PlanNotNow(why="instrument")
    if workshop.is_finished():
        raise PlanNotNow(why="finished")
    if workshop.phase in _RATING:
        raise PlanNotNow(why="round")
