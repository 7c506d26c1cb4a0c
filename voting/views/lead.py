"""The results: each domain's ruling and all its counted rounds, live until finished."""

from typing import Annotated

from voting.views.changes import Changed, changed
from voting.views.declared import about, time_text
from voting.views.domains import DomainResult, domain_results
from voting.views.people import HeadCountOfAll, head_count_of_all
from voting.views.plan import PlanForLead
from voting.views.plan_made import plan_for_lead
from voting.views.shared import Shared, cells_on_screen, shared
from voting.views.situation import Situation
from voting.views.summary import Summary, summary


class LeadView(Shared, frozen=True):
    """The results."""

    people: Annotated[HeadCountOfAll, about("how many are here, and ever were")]
    finished_at: Annotated[str | None, about("time; null while the workshop goes on")]
    domains: Annotated[tuple[DomainResult, ...], about("every domain, with its results")]
    summary: Annotated[Summary, about("the findings that a report opens with")]
    changed: Annotated[
        Changed | None,
        about("what changed since earlier workshops of the area; null: there is none"),
    ]

    plan: Annotated[
        PlanForLead | None,
        about("what follows from the ratings; null: nothing was agreed, or a round is open"),
    ] = None
    plan_unread: Annotated[
        bool, about("is there a plan that can't be read? It is kept, and `plan` is null")
    ] = False


def lead_view(at: Situation) -> LeadView:
    finished, domains = at.workshop.finished_at, domain_results(at)
    return LeadView(
        **shared(at),
        cells=cells_on_screen(at),
        people=head_count_of_all(at),
        finished_at=None if finished is None else time_text(finished),
        domains=domains,
        summary=summary(at.workshop.framework, domains),
        changed=changed(at),
        plan=plan_for_lead(at),
        plan_unread=at.plan_unread,
    )
