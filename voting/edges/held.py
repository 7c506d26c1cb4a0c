"""Lists of what a browser holds, packed into the few bytes that a cookie has room for."""

from base64 import b32decode, b32encode
from collections.abc import Iterable

from voting.core.actors import Role
from voting.identity import Held

# At most four of each, for there are two bits for them. New ones go behind: cookies hold the place.
WORKSHOP_ROLES = (Role.ATTENDEE, Role.TRAINER, Role.LEAD, Role.ROOM)
AREA_ROLES = (Role.AREA, Role.PROGRAMME, Role.EVALUATOR, Role.INVITED)


def pack(list_: Iterable[Held]) -> bytes:
    return b"".join(_pack(one) for one in list_)


def unpack(packed: bytes, roles: tuple[Role, ...]) -> list[Held]:
    """The list, without what has a role that is not among ``roles``: a later version's."""
    held = []
    while packed:
        one, packed = _unpack(packed, roles)
        held += [one] if one else []
    return held


def newest(held: Iterable[Held], room: int) -> list[Held]:
    """As many of the first as fit into so many bytes."""
    kept = []
    for one in held:
        room -= len(_pack(one))
        if room < 0:
            break
        kept.append(one)
    return kept


def once_each(held: Iterable[Held]) -> list[Held]:
    """The first of each workshop (area, programme) and role."""
    first: dict[tuple[str, Role], Held] = {}
    for one in held:
        first.setdefault((one.workshop, one.role), one)
    return list(first.values())


def _pack(one: Held) -> bytes:
    """One byte of role and of how the two ids are written, then the ids and the link's count."""
    (short_workshop, workshop), (short_id, id) = _pack_id(one.workshop), _pack_id(one.id)
    link = b"" if one.link is None else one.link.to_bytes(2, "big")
    roles = WORKSHOP_ROLES if one.role in WORKSHOP_ROLES else AREA_ROLES
    head = roles.index(one.role) | short_workshop << 2 | short_id << 3 | bool(link) << 4
    return bytes([head]) + workshop + id + link


def _unpack(packed: bytes, roles: tuple[Role, ...]) -> tuple[Held | None, bytes]:
    head, rest = packed[0], packed[1:]
    workshop, rest = _unpack_id(rest, short=bool(head & 4))
    id, rest = _unpack_id(rest, short=bool(head & 8))
    link = None
    if head & 16:
        link, rest = int.from_bytes(rest[:2], "big"), rest[2:]
    role = head & 3
    return (Held(workshop, roles[role], id, link) if role < len(roles) else None), rest


def _pack_id(id: str) -> tuple[bool, bytes]:
    """A derived id in ten bytes; any other as it is, with its length before."""
    try:
        raw = b32decode(id.upper())
    except ValueError:
        raw = b""
    if len(raw) == 10 and b32encode(raw).decode().lower() == id:
        return True, raw
    return False, bytes([len(id.encode())]) + id.encode()


def _unpack_id(packed: bytes, *, short: bool) -> tuple[str, bytes]:
    if short:
        return b32encode(packed[:10]).decode().lower(), packed[10:]
    end = 1 + packed[0]
    return packed[1:end].decode(), packed[end:]
