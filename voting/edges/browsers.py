"""What a browser's cookies hold: its name, and who it is in which workshop.

However many workshops it is signed in to, what it sends stays within a few kilobytes: servers and
proxies refuse more, and browsers forget cookies. All identities are in one signed list, newest
first. What has fallen out of it is found again by the browser's name.
"""

from base64 import b32decode, b32encode
from collections.abc import Mapping

from voting.core.actors import Actor, Role
from voting.identity import PAGES, Held, Identity, new_browser, same

# Where the site is reached by https, a browser takes cookies of this prefix from this very host
# only: another host of the same domain can plant none.
_PREFIX = "__Host-"
_BROWSER = "cascade_browser"
_HELD = "cascade_held"
_SINGLE = "cascade_{}_{}"  # one workshop's cookie, by role and workshop: see Browser
# A browser's name that was given over https begins so. Without the prefix such a name is not taken.
_GIVEN_SECURELY = "s."
# With the prefix only such names are taken, and older ones that a server of this version has moved
# there: those follow this and a signature. A browser could otherwise call itself anything, be given
# cookies for that name, and plant them elsewhere as the work of a server before the prefix.
_MOVED = "m."

# Bytes of the list before it is written in base 64: about 60 workshops. With everything else that
# an answer carries it stays below the 4 KB that common proxies read.
_MOST_HELD = 1200
_SINGLES = 4  # as many workshops have a cookie of their own beside the list
_MOST_SET = 2600  # bytes, about, of cookies that are set or removed by one answer

_PERSONAL = (Role.ATTENDEE, Role.TRAINER)
_ROLES = (Role.ATTENDEE, Role.TRAINER, Role.LEAD, Role.ROOM)
_SINGLE_NAMES = tuple(_SINGLE.format(role.value, "") for role in _ROLES)


class Browser:
    """What one browser's cookies say. ``name`` is None if they give none, or none that is taken.
    ``held`` is what it is signed in to, newest first: workshop's id, role, actor's id.

    ``secure`` says that they came by https, where only those with the prefix are taken, unless the
    browser was here before any server gave it such. (None, for a socket: if there are any; a page
    token guards it.) ``token`` is the page token that came from a page of ours, if any.

    The list is one cookie. The few newest workshops have a cookie of their own besides, as all had
    once: a server of the version before, which may still run beside this one, reads only those, and
    over http two answers that set the list at one moment lose nothing but a new trainer's link.
    """

    def __init__(
        self,
        identity: Identity,
        cookies: Mapping[str, str],
        *,
        secure: bool | None = None,
        token: str = "",
    ) -> None:
        self._identity = identity
        self._cookies = cookies
        if secure is None:
            secure = _PREFIX + _BROWSER in cookies
        self._prefix = _PREFIX if secure else ""
        singles = self._read_singles()
        own, plain = self._own_name(), cookies.get(_BROWSER)
        moves = bool(plain and not own and self._was_here_before(plain, singles, token))
        self.name = plain if moves else own
        if secure and not moves:  # what makes nobody a person can do no harm
            singles = [one for one in singles if one.role not in _PERSONAL]
        listed = _unpacked(identity.read_list(cookies.get(self._prefix + _HELD, "")))
        self.held = _once_each([*listed, *singles])
        self._unsaved = moves
        self._dropped: set[str] = set()

    def _own_name(self) -> str | None:
        """The name that this host gave it, if any."""
        kept = self._cookies.get(self._prefix + _BROWSER, "")
        if not self._prefix or kept.startswith(_GIVEN_SECURELY):
            return kept or None
        signature, _, name = kept.removeprefix(_MOVED).partition(".")
        moved = kept.startswith(_MOVED) and same(self._identity.moved(name), signature)
        return name if moved else None

    def _kept_as(self, name: str) -> str:
        """How the cookie of this host holds a name: see ``_own_name``."""
        if not self._prefix or name.startswith(_GIVEN_SECURELY):
            return name
        return f"{_MOVED}{self._identity.moved(name)}.{name}"

    def _read_singles(self) -> list[Held]:
        """The identities in cookies of their own. Browsers send the oldest first."""
        found = []
        for name, value in self._cookies.items():
            if name.startswith(_SINGLE_NAMES):
                one = self._identity.read(value)
                if one and name == _SINGLE.format(one.role.value, one.workshop):
                    found.append(one)
        return found[::-1]

    def _was_here_before(self, plain: str, singles: list[Held], token: str) -> bool:
        """Did a server that knew no prefix give this browser its name? It did if somebody has
        joined or trains by that name, or sends a form made for it. Names given over https are
        marked: whoever wants to plant one had to have it before the server knew of prefixes."""
        if plain.startswith(_GIVEN_SECURELY):
            return False
        return same(self._identity.page_token(plain), token) or any(
            one.role in _PERSONAL
            and one.id == self._identity.actor_id(one.role, plain, one.workshop)
            for one in singles
        )

    def new_name(self) -> str:
        """A name for this browser, which it does not have yet."""
        return (_GIVEN_SECURELY if self._prefix else "") + new_browser()

    def actors(self, workshop: str, page: str) -> list[Actor]:
        """Who this browser may be that asks for ``page``, best first; their standing in the
        workshop is the core's to judge (``admission.admit``)."""
        roles = PAGES.get(page, ())
        held = [one for one in self.held if one.workshop == workshop and one.role in roles]
        return [one.actor for one in sorted(held, key=lambda one: roles.index(one.role))]

    def by_name(self, workshop: str, page: str) -> list[Actor]:
        """Who else it is if the workshop knows them: its own name says so, whatever has fallen out
        of the list."""
        if not self.name:
            return []
        return [
            Actor(role, self._identity.actor_id(role, self.name, workshop))
            for role in PAGES.get(page, ())
            if role in _PERSONAL
        ]

    def id_in(self, workshop: str, role: Role) -> str | None:
        """Who it is in that role of that workshop, if it holds that."""
        return next((h.id for h in self.held if (h.workshop, h.role) == (workshop, role)), None)

    def _pack(self) -> str:
        """The list for its cookie; the oldest that have no room are left out. Half of the room is
        for views if they need it: they, unlike people, are not found by the browser's name."""
        views = _newest([h for h in self.held if h.role not in _PERSONAL], _MOST_HELD // 2)
        rest = _MOST_HELD - sum(len(_pack(one)) for one in views)
        kept = {*views, *_newest([h for h in self.held if h.role in _PERSONAL], rest)}
        return self._identity.sign_list(b"".join(_pack(one) for one in self.held if one in kept))

    # --- what changes ---

    def use(self, workshop: str, actor: Actor) -> None:
        """It is this actor there from now on, or again: the newest of all."""
        one = Held(workshop, actor.role, actor.id, actor.link)
        if self.held[:1] != [one]:
            self.held = _once_each([one, *self.held])
            self._unsaved = True

    def drop(self, workshop: str) -> None:
        """It is nobody in that workshop any more."""
        self.held = [one for one in self.held if one.workshop != workshop]
        self._dropped |= {_SINGLE.format(role.value, workshop) for role in _ROLES}
        self._unsaved = True

    def changes(self, name: str) -> dict[str, str | None]:
        """Cookies to set, and those to remove (None), so that it is called ``name`` and holds what
        it should: in all no more than an answer may carry, the rest with the next one."""
        changed: dict[str, str | None] = {}
        single = {_SINGLE.format(h.role.value, h.workshop): h for h in self.held[:_SINGLES]}
        superfluous = [
            key for key in self._cookies if key.startswith(_SINGLE_NAMES) and key not in single
        ]
        if self._unsaved or superfluous:
            signed = self._pack()
            if signed != self._cookies.get(self._prefix + _HELD):
                changed[self._prefix + _HELD] = signed
        if self._unsaved:
            for key, one in list(single.items())[:1]:
                signed = self._identity.sign(one.workshop, one.actor)
                if signed != self._cookies.get(key):
                    changed[key] = signed
        # They live as long as what is set with them, or a person would lose their name first.
        if name != self.name or changed or not self._cookies.get(self._prefix + _BROWSER):
            changed |= {_BROWSER: name, self._prefix + _BROWSER: self._kept_as(name)}
        room = _MOST_SET - sum(len(key) + len(value or "") + 90 for key, value in changed.items())
        # Those of a workshop it has left first: with its own cookie it would be back there.
        for key in sorted(superfluous, key=lambda key: key not in self._dropped):
            room -= len(key) + 100
            if room < 0 and key not in self._dropped:
                break
            changed[key] = None
        return changed


def _once_each(held: list[Held]) -> list[Held]:
    """The first of each workshop and role."""
    first: dict[tuple[str, Role], Held] = {}
    for one in held:
        first.setdefault((one.workshop, one.role), one)
    return list(first.values())


def _newest(held: list[Held], room: int) -> list[Held]:
    """As many of the first as fit into so many bytes."""
    kept = []
    for one in held:
        room -= len(_pack(one))
        if room < 0:
            break
        kept.append(one)
    return kept


def _pack(one: Held) -> bytes:
    """One byte of role and of how the two ids are written, then the ids and a trainer's link."""
    (short_workshop, workshop), (short_id, id) = _pack_id(one.workshop), _pack_id(one.id)
    link = b"" if one.link is None else one.link.to_bytes(2, "big")
    head = _ROLES.index(one.role) | short_workshop << 2 | short_id << 3 | bool(link) << 4
    return bytes([head]) + workshop + id + link


def _unpacked(packed: bytes) -> list[Held]:
    held = []
    while packed:
        one, packed = _unpack(packed)
        held.append(one)
    return held


def _unpack(packed: bytes) -> tuple[Held, bytes]:
    head, rest = packed[0], packed[1:]
    workshop, rest = _unpack_id(rest, short=bool(head & 4))
    id, rest = _unpack_id(rest, short=bool(head & 8))
    if not head & 16:
        return Held(workshop, _ROLES[head & 3], id), rest
    link, rest = int.from_bytes(rest[:2], "big"), rest[2:]
    return Held(workshop, _ROLES[head & 3], id, link), rest


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
