"""What a browser's cookies hold: its name, who it is in which workshop, and its areas.

However many workshops it is signed in to, what it sends stays within a few kilobytes: servers and
proxies refuse more, and browsers forget cookies. All identities are in one signed list, newest
first. What has fallen out of it is found again by the browser's name. Areas and programmes are in a
list of their own, which a server of the version before leaves alone; what falls out of that one,
its link or its programme opens again.
"""

from collections.abc import Mapping

from voting.core.actors import Actor, Role
from voting.edges.held import AREA_ROLES, WORKSHOP_ROLES, newest, once_each, pack, unpack
from voting.identity import COOKIE_LIFE, PAGES, Held, Identity, new_browser, same
from voting.registration.standing import ByLink

# Where the site is reached by https, a browser takes cookies of this prefix from this very host
# only: another host of the same domain can plant none.
_PREFIX = "__Host-"
_BROWSER = "cascade_browser"
_HELD = "cascade_held"
_AREAS = "cascade_areas"
# While it lasts, the others need no renewing: browsers keep none for longer than 400 days.
_FRESH = "cascade_fresh"
_DAY = 24 * 3600  # seconds
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
_MOST_AREAS = 500  # bytes of the list of areas and programmes: 35 of them
_SINGLES = 4  # as many workshops have a cookie of their own beside the list
_MOST_SET = 2600  # bytes, about, of cookies that are set or removed by one answer

_PERSONAL = (Role.ATTENDEE, Role.TRAINER)
_SINGLE_NAMES = tuple(_SINGLE.format(role.value, "") for role in WORKSHOP_ROLES)


class Browser:
    """What one browser's cookies say. ``name`` is None if they give none, or none that is taken.
    ``held`` is what it is signed in to, newest first: workshop's id, role, actor's id; ``areas``
    are the areas and programmes whose links it was opened with, newest first: id, role and the
    link's count; by a personal link also who that is of, one in each area.

    ``secure`` says that they came by https, where only those with the prefix are taken, unless the
    browser was here before any server gave it such. (None, for a socket: if there are any; a page
    token guards it.) ``token`` is the page token that came from a page of ours, if any.

    Each list is one cookie. The few newest workshops have a cookie of their own besides, as all had
    once: over http two answers that set the list at one moment lose nothing but a new trainer's
    link. Over https the list of areas is taken with the prefix alone: whoever planted one would
    have others plan their workshops in it.
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
        listed = unpack(identity.read_list(self._own(_HELD)), WORKSHOP_ROLES)
        self.held = once_each([*listed, *singles])
        self.areas = unpack(identity.read_areas(self._own(_AREAS)), AREA_ROLES)
        self._unsaved = moves
        self._dropped: set[str] = set()

    def _own(self, name: str) -> str:
        """What the cookie of this name holds that this host gave it."""
        return self._cookies.get(self._prefix + name, "")

    def _own_name(self) -> str | None:
        """The name that this host gave it, if any."""
        kept = self._own(_BROWSER)
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
        held = [
            one
            for one in self.held
            if one.workshop == workshop and one.role in roles and not _by_link(one)
        ]
        return [one.actor for one in sorted(held, key=lambda one: roles.index(one.role))]

    def by_name(self, workshop: str, page: str) -> list[Actor]:
        """Who else it is if the workshop knows them: its own name says so, whatever has fallen out
        of the list."""
        return [
            Actor(role, self._identity.actor_id(role, self.name, workshop))
            for role in PAGES.get(page, ())
            if role in _PERSONAL and self.name
        ]

    def by_links(self, workshop: str, page: str) -> list[ByLink]:
        """Who it is if the workshop knows them and the personal link is still in force."""
        if Role.ATTENDEE not in PAGES.get(page, ()):
            return []
        return [
            ByLink(h.workshop, h.id, h.link or 0, self._identity.invited_as(h.id, workshop))
            for h in self.areas
            if h.role is Role.INVITED
        ]

    def id_in(self, workshop: str, role: Role) -> str | None:
        """Who it is in that role of that workshop, if it holds that; not by a personal link."""
        mine = (h for h in self.held if (h.workshop, h.role) == (workshop, role))
        return next((h.id for h in mine if not _by_link(h)), None)

    def ids(self) -> set[str]:
        """Of all workshops, areas and programmes that it holds."""
        return {one.workshop for one in (*self.held, *self.areas)}

    def is_person_in(self, workshops: set[str]) -> bool:
        """Is it a person or a trainer in one of these?"""
        return any(one.workshop in workshops and one.role in _PERSONAL for one in self.held)

    def link_of(self, role: Role, id: str) -> int | None:
        """The count of the link that opened this area or programme here, None if none did."""
        return next((h.link for h in self.areas if (h.workshop, h.role) == (id, role)), None)

    def invited_in(self, area: str) -> Held | None:
        """Who it is on this area's roster, by the personal link that was opened here last."""
        found = (h for h in self.areas if (h.workshop, h.role) == (area, Role.INVITED))
        return next(found, None)

    def is_full(self) -> bool:
        """Would another area take the place of the one that was opened longest ago?"""
        one_more = [*self.areas, *self.areas[:1]]
        return newest(one_more, _MOST_AREAS) != one_more

    def _signed(self) -> dict[str, str]:
        """The lists for their cookies; the oldest that have no room are left out. Half of the room
        is for views if they need it, which, unlike people, are not found by the browser's name; and
        programmes come before areas, which they open."""
        views = newest((h for h in self.held if h.role not in _PERSONAL), _MOST_HELD // 2)
        rest = _MOST_HELD - len(pack(views))
        held = {*views, *newest((h for h in self.held if h.role in _PERSONAL), rest)}
        by_weight = sorted(self.areas, key=lambda one: one.role is Role.AREA)
        areas = set(newest(by_weight, _MOST_AREAS))
        sign, sign_areas = self._identity.sign_list, self._identity.sign_areas
        return {
            self._prefix + _HELD: sign(pack(h for h in self.held if h in held)),
            self._prefix + _AREAS: sign_areas(pack(h for h in self.areas if h in areas)),
        }

    # --- what changes ---

    def use(self, workshop: str, actor: Actor) -> None:
        """It is this actor there from now on, or again: the newest of all."""
        link = actor.link
        if actor.role is Role.ATTENDEE:
            invited = self.by_links(workshop, actor.role.value)
            link = next((one.link for one in invited if one.person == actor.id), None)
        one = Held(workshop, actor.role, actor.id, link)
        if self.held[:1] != [one]:
            self.held = once_each([one, *self.held])
            self._unsaved = True

    def use_area(self, role: Role, id: str, link: int, invitee: str = "") -> None:
        """It was let into this area or programme by the link of this count: the newest of all."""
        one = Held(id, role, invitee, link)
        if self.areas[:1] != [one]:
            self.areas = once_each([one, *self.areas])
            self._unsaved = True

    def drop(self, id: str) -> None:
        """It is nobody in that workshop, area or programme any more."""
        self.held = [one for one in self.held if one.workshop != id]
        self.areas = [one for one in self.areas if one.workshop != id]
        self._dropped |= {_SINGLE.format(role.value, id) for role in WORKSHOP_ROLES}
        self._unsaved = True

    def changes(self, name: str) -> dict[str, str | None]:
        """Cookies to set, and those to remove (None), so that it is called ``name`` and holds what
        it should: in all no more than an answer may carry, the rest with the next one. Once a day
        all that it holds is set anew, to last longer."""
        changed: dict[str, str | None] = {}
        renew = bool(self.held or self.areas) and not self._own(_FRESH)
        single = {
            _SINGLE.format(h.role.value, h.workshop): h
            for h in self.held[:_SINGLES]
            if not _by_link(h)
        }
        superfluous = [
            key for key in self._cookies if key.startswith(_SINGLE_NAMES) and key not in single
        ]
        if self._unsaved or superfluous or renew:
            kept = {self._prefix + _HELD: self.held, self._prefix + _AREAS: self.areas}
            for key, signed in self._signed().items():
                if not kept[key]:
                    changed |= {key: None} if key in self._cookies else {}
                elif renew or signed != self._cookies.get(key):
                    changed[key] = signed
        if self._unsaved:
            for key, one in list(single.items())[:1]:
                signed = self._identity.sign(one.workshop, one.actor)
                if signed != self._cookies.get(key):
                    changed[key] = signed
        # They live as long as what is set with them, or a person would lose their name first.
        if name != self.name or changed or not self._own(_BROWSER):
            changed |= {_BROWSER: name, self._prefix + _BROWSER: self._kept_as(name)}
        if renew:
            changed[self._prefix + _FRESH] = "1"
        room = _MOST_SET - sum(len(key) + len(value or "") + 90 for key, value in changed.items())
        # Those of a workshop it has left first: with its own cookie it would be back there.
        for key in sorted(superfluous, key=lambda key: key not in self._dropped):
            room -= len(key) + 100
            if room < 0 and key not in self._dropped:
                break
            changed[key] = None
        return changed


def _by_link(one: Held) -> bool:
    """Was this person let in by a personal link? Then the link is what they are judged by; only a
    server of the version before goes by the list."""
    return one.role is Role.ATTENDEE and one.link is not None


def life_of(cookie: str) -> int:
    """For how many seconds a browser should keep the cookie of this name."""
    return _DAY if cookie.endswith(_FRESH) else COOKIE_LIFE


def renews(changes: Mapping[str, str | None]) -> bool:
    """Is all that the browser holds set anew?"""
    return any(name.endswith(_FRESH) for name in changes)
