"""Links, cookies and tokens to an actor, for both edges.

Nothing here is stored: ids and link secrets are derived from SECRET_KEY, so a copy of the store
opens no link. A browser carries one random name of its own (``cascade_browser``), from which
come the page token that every writing request must show, and its person's id in a workshop: one
browser is one person, however often it joins.
"""

import hmac
import secrets
from base64 import b32encode
from collections.abc import Mapping
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Network, ip_address

from itsdangerous import BadSignature, URLSafeSerializer

from voting.core.actors import Actor, Role
from voting.core.errors import NotAllowed, NoToken, OldLink

BROWSER_COOKIE = "cascade_browser"
COOKIE_LIFE = 60 * 24 * 3600  # seconds: a workshop may be registered weeks ahead

# Who may open which page; the first role listed is the one whose page it is.
PAGES: dict[str, tuple[Role, ...]] = {
    "attendee": (Role.ATTENDEE,),
    "room": (Role.ROOM, Role.TRAINER, Role.LEAD),
    "trainer": (Role.TRAINER,),
    "lead": (Role.LEAD, Role.TRAINER),
}

# Crockford's base 32: no I, L, O or U, so nothing on a projector is mistaken for something else.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
CODE_LENGTH = 6  # times 5 bits


class Identity:
    """Makes and reads every secret of a deployment from its one key."""

    def __init__(self, secret_key: str) -> None:
        self._key = secret_key.encode()
        self._signer = URLSafeSerializer(secret_key, salt="cascade-live identity")

    def _derive(self, *parts: str) -> bytes:
        return hmac.new(self._key, "|".join(parts).encode(), sha256).digest()

    def _id(self, *parts: str) -> str:
        """80 bits in lower-case base 32: short enough for an address, too many to guess."""
        return b32encode(self._derive(*parts)[:10]).decode().lower()

    # --- browsers ---

    def page_token(self, browser: str) -> str:
        """What a page of this browser must show with every request that changes something."""
        return self._derive("page", browser).hex()[:40]

    def check_token(self, browser: str | None, token: str | None) -> str:
        """The browser's name, if the token is its own; raises NoToken."""
        if not browser or not token:
            raise NoToken()
        if not same(self.page_token(browser), token):
            raise NoToken()
        return browser

    def anonymous_address(self, address: str) -> str:
        """A name for a network address to count by, without keeping the address.

        All of one IPv6 network of 64 bits are one: whoever has one has all its addresses.
        """
        return self._id("address", _network(address))

    def address_in(self, workshop: str, address: str) -> str:
        """The same for one workshop alone, where it is kept beside the people who joined from it:
        nobody can tell from it what they did in another."""
        return self._id("address", workshop, _network(address))

    # --- people ---

    def workshop_id(self, request: str) -> str:
        """The workshop a create request makes: the same request sent twice makes one."""
        return self._id("workshop", request)

    def actor_id(self, role: Role, browser: str, workshop: str) -> str:
        return self._id(role.value, browser, workshop)

    def cookie_name(self, role: Role, workshop: str) -> str:
        return f"cascade_{role.value}_{workshop}"

    def sign(self, workshop: str, actor: Actor) -> str:
        """The signed identity a cookie holds, or a client without cookies sends."""
        link = [] if actor.link is None else [actor.link]
        signed: str = self._signer.dumps([workshop, actor.role.value, actor.id, *link])
        return signed

    def read(self, signed: str, workshop: str) -> Actor | None:
        """The actor that a signed identity names in this workshop, or None."""
        try:
            named, role, id, *link = self._signer.loads(signed)
            return Actor(Role(role), id, *link) if named == workshop else None
        except (BadSignature, ValueError, TypeError):
            return None

    def held(self, cookies: Mapping[str, str]) -> list[tuple[str, Actor]]:
        """Every workshop that these cookies sign in to, with who they say it is there, those set
        last first. Their standing is the core's to judge."""
        found = []
        for name, signed in reversed(list(cookies.items())):
            role, _, workshop = name.removeprefix("cascade_").partition("_")
            actor = self.read(signed, workshop) if workshop else None
            if actor is not None and actor.role == role:
                found.append((workshop, actor))
        return found

    def actors(self, cookies: Mapping[str, str], workshop: str, page: str) -> list[Actor]:
        """Who these cookies say is asking for ``page``, best first; their standing in the workshop
        is the core's to judge (``workshop.admit``)."""
        found = []
        for role in PAGES.get(page, ()):
            actor = self.read(cookies.get(self.cookie_name(role, workshop), ""), workshop)
            if actor is not None and actor.role is role:
                found.append(actor)
        return found

    # --- links and codes ---

    def link(self, role: Role, workshop: str, generation: int) -> str:
        """The fragment of a secret link: who it makes you, where, and 160 bits of proof."""
        return f"{role.value}.{workshop}.{self._link_secret(role, workshop, generation)}"

    def _link_secret(self, role: Role, workshop: str, generation: int) -> str:
        return b32encode(self._derive("link", role.value, workshop, str(generation))[:20]).decode()

    def check_link(self, role: Role, workshop: str, secret: str, generation: int) -> None:
        """Raises OldLink unless ``secret`` is the one in force."""
        if not same(self._link_secret(role, workshop, generation), secret):
            raise OldLink()


def same(kept: str, shown: str) -> bool:
    """Is a secret that was shown the one that is kept? Takes as long for any other."""
    return hmac.compare_digest(kept.encode(), shown.encode())


def parse_link(link: str) -> tuple[Role, str, str]:
    """Role, workshop and secret of a link's fragment; raises NotAllowed if it is none."""
    role, _, rest = link.strip().partition(".")
    workshop, _, secret = rest.partition(".")
    if role not in (Role.TRAINER, Role.LEAD, Role.ROOM) or not workshop or not secret:
        raise NotAllowed()
    return Role(role), workshop, secret


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:  # no address, as with a unix socket
        return address
    if isinstance(found, IPv4Address):
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Network((int(found), 64), strict=False))


def new_browser() -> str:
    return secrets.token_urlsafe(18)


def new_request() -> str:
    return secrets.token_urlsafe(12)


def new_code() -> str:
    """A join code: 30 random bits as six characters."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """A typed code as it was made: case, spaces, dashes and look-alikes forgiven."""
    kept = "".join(c for c in typed.upper() if c.isalnum())
    return kept.translate(_MISREAD)[:40]


def display_code(code: str) -> str:
    """ "ABCDEF" as "ABC-DEF", easier to read out."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"
