"""What a workshop is called."""

from typing import Annotated

from voting.core.state import Workshop
from voting.views.declared import Sent, about


class NamedWorkshop(Sent, frozen=True):
    """What a workshop is called."""

    id: Annotated[str, about("the workshop's id")]
    area: Annotated[str, about("the locality")]
    title: Annotated[str, about("may be empty")]
    kind: Annotated[str, about("`workshop-1` and so on")]
    date: Annotated[str, about("year-month-day")]
    rehearsal: Annotated[bool, about("is it one? Say so wherever you show it")]


def named_workshop(workshop: Workshop) -> NamedWorkshop:
    details = workshop.details
    return NamedWorkshop(
        id=workshop.id,
        area=details.area,
        title=details.title,
        kind=details.kind,
        date=details.date,
        rehearsal=workshop.rehearsal,
    )
