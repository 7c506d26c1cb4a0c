"""The links of a programme and of its areas, and the numbers that stand for areas' names."""

from voting.core.actors import Role
from voting.edges.http.site import site
from voting.programme.area import Area
from voting.programme.programme import Programme
from voting.wire.pages import ProgrammeLinks

_BLOCK = 100  # numbers that are shuffled together


def programme_links(programme: Programme) -> ProgrammeLinks:
    return ProgrammeLinks(
        programme=_secret(Role.PROGRAMME, programme.id, programme.links["programme"]),
        evaluator=_secret(Role.EVALUATOR, programme.id, programme.links["evaluator"]),
    )


def area_link(area: Area) -> str:
    return _secret(Role.AREA, area.id, area.links["area"])


def _secret(role: Role, id: str, generation: int) -> str:
    return f"{site().base()}/enter#{site().identity.link(role, id, generation)}"


def numbers(programme: Programme) -> dict[str, int]:
    """The number that stands for each area's name: always the same for an area, and in no order
    that would tell, such as that of a list by alphabet that was pasted."""
    order: dict[int, list[int]] = {}
    found = {}
    for area, number in programme.numbers.items():
        block, place = divmod(number - 1, _BLOCK)
        if block not in order:
            order[block] = _shuffled(programme.id, block)
        found[area] = block * _BLOCK + order[block][place] + 1
    return found


def _shuffled(programme: str, block: int) -> list[int]:
    """The places of a block, in an order that only this server's key knows."""
    derived = site().identity.request_name
    return sorted(range(_BLOCK), key=lambda n: derived(f"numbers|{programme}|{block}|{n}"))
