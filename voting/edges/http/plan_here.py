"""An area with its plan, as a request finds it."""

from functools import cached_property

from voting.core.actors import Actor
from voting.edges.http.site import site
from voting.goals.plan import Plan
from voting.goals.situation import PlanSituation
from voting.instruments.instrument import Instrument
from voting.programme.area import Area
from voting.programme.situation import AreaSituation
from voting.refusals import Refusal
from voting.refusals.goals import PlanUnread
from voting.views.area_plan import AreaPlan, area_plan, domains_named, domains_offered


class Here:
    """``by`` is who is asking. Raises PlanUnread where the plan can't be read, unless the page is
    about more than that: then there is an empty one."""

    def __init__(
        self, area: Area, by: Actor, at: AreaSituation | None = None, *, is_about_more: bool = False
    ) -> None:
        self.by = by
        self.at = at or site().service.look_at_area(area)
        self.area = self.at.area
        self.held: PlanSituation = site().service.plan_of_area(self.area)
        if self.held.unread and not is_about_more:
            raise PlanUnread()

    @property
    def plan(self) -> Plan:
        return self.held.plan

    @cached_property
    def view(self) -> AreaPlan:
        return area_plan(self.at, self.held)

    @cached_property
    def domains(self) -> dict[str, str]:
        """What domains are called, by key."""
        return domains_named(self.at, self._usual)

    @cached_property
    def offered(self) -> list[tuple[str, str]]:
        """The domains to choose from, with what they are called."""
        return [(key, self.domains[key]) for key in domains_offered(self.at, self._usual)]

    @cached_property
    def _usual(self) -> Instrument:
        """What new workshops of the area rate."""
        frameworks = site().service.frameworks
        key = ""
        if self.area.programme:
            try:
                key = site().service.programme(self.area.programme).framework
            except Refusal:  # the page is good without
                key = ""
        return frameworks.get(key) or next(iter(frameworks.values()))
