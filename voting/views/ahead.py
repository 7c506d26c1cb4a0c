"""How far rating ahead of a workshop is, for its trainers: never what anybody rated."""

from typing import Annotated

from voting.core.ahead import Hint, may_show
from voting.views.declared import Sent, about
from voting.views.situation import Situation


class AheadPerson(Sent, frozen=True):
    """Somebody who has rated every domain ahead."""

    id: Annotated[str, about("the person's id in this workshop")]
    name: Annotated[str | None, about("their name; null: not known any more")]
    sector: Annotated[str, about("key")]


class AheadDomain(Sent, frozen=True):
    """What was rated ahead in one domain."""

    domain: Annotated[str, about("key")]
    rated: Annotated[int, about("how many rated it ahead, “Can’t say” among them")]
    may_show: Annotated[
        bool, about("can it be shown (`reveal_ahead`)? From five ratings on, before a round of it")
    ]
    hint: Annotated[
        Hint | None,
        about(
            "how the ratings lie, as five more people had last finished: `alike`, `spread` or "
            "`two-views`; null below five ratings, and once the domain has been rated here"
        ),
    ]


class AheadView(Sent, frozen=True):
    """What people rated ahead, without any rating."""

    open: Annotated[bool, about("may people still rate ahead?")]
    people: Annotated[int, about("how many have rated every domain")]
    who: Annotated[tuple[AheadPerson, ...], about("who they are, by name")]
    domains: Annotated[tuple[AheadDomain, ...], about("every domain, in the framework's order")]


def ahead_view(at: Situation) -> AheadView | None:
    w, held = at.workshop, at.ahead
    if held is None:
        return None
    who = [AheadPerson(id, held.names.get(id), sector) for id, sector in held.finished.items()]
    return AheadView(
        open=held.open,
        people=len(who),
        who=tuple(sorted(who, key=lambda one: ((one.name or "").casefold(), one.id))),
        domains=tuple(
            AheadDomain(
                domain=d.key,
                rated=held.answered.get(d.key, 0),
                may_show=d.key in held.showable and may_show(w, d.key),
                hint=held.hints.get(d.key) if may_show(w, d.key) else None,
            )
            for d in w.framework.domains
        ),
    )
