"""Turns links, cookies and tokens into an actor, for HTTP and sockets alike.

Nothing here is stored: ids and link secrets are derived from SECRET_KEY, so a copy of the store
opens no link. A browser carries one random name of its own (``cascade_browser``), from which
come the page token that every writing request must show, and its person's id in a workshop: one
browser is one person, however often it joins. How a browser holds all this: browsers.py.
"""

import hmac
import secrets
from base64 import b32encode
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import NamedTuple

import msgspec
from itsdangerous import BadData, BadSignature, Signer, URLSafeSerializer
from itsdangerous.encoding import base64_decode, base64_encode

from voting.core.actors import Actor, Role
from voting.refusals.asking import BrokenLink, NoToken, OldLink

COOKIE_LIFE = 400 * 24 * 3600  # seconds: as long as browsers keep one; renewed while it is used

# Who may open which page; the first role listed is the one whose page it is.
PAGES: dict[str, tuple[Role, ...]] = {
    "attendee": (Role.ATTENDEE,),
    "room": (Role.ROOM, Role.TRAINER, Role.LEAD),
    "trainer": (Role.TRAINER,),
    "lead": (Role.LEAD, Role.TRAINER),
}


# Crockford's base 32: no I, L, O or U, so nothing on a projector is mistaken for something else.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 6  # times 5 bits


class Held(NamedTuple):
    """One identity that a browser holds: who it is in one workshop, or which of an area's or a
    programme's links, counted by ``link``, let it in."""

    workshop: str
    role: Role
    id: str
    link: int | None = None  # see Actor

    @property
    def actor(self) -> Actor:
        return Actor(self.role, self.id, self.link)


msgspec.json.Decoder(Held)  # its first use, by one thread alone: see voting/wire/messages.py


class Identity:
    """Makes and reads every secret of a deployment from its one key."""

    def __init__(self, secret_key: str) -> None:
        self._key = secret_key.encode()
        self._signer = URLSafeSerializer(secret_key, salt="cascade-live identity")
        self._list_signer = Signer(secret_key, salt="cascade-live held")
        # Of its own, or a list of workshops would pass for one of areas.
        self._areas_signer = Signer(secret_key, salt="cascade-live areas")

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

    def moved(self, browser: str) -> str:
        """Proof that a server let a browser keep this name, an older one, over https."""
        return self._derive("moved", browser).hex()[:40]

    def passed(self, browser: str, asked: str) -> str:
        """Proof that this browser gave the passphrase for what it asks for."""
        return self._derive("passed", browser, asked).hex()[:40]

    # --- people ---

    def request_name(self, request: str) -> str:
        """What a request to set up a workshop is known by."""
        return self._id("workshop", request)

    def actor_id(self, role: Role, browser: str, workshop: str) -> str:
        return self._id(role.value, browser, workshop)

    def known_as(self, browser: str, area: str) -> str:
        """What a browser's person is known as in all workshops of an area, and in no other."""
        return self._id("known", browser, area)

    def invited_as(self, invitee: str, workshop: str) -> str:
        """Who somebody on an area's roster is in a workshop, on whatever device: their ballots
        ahead and in the room are under this id."""
        return self._id("invited", invitee, workshop)

    def known_as_invited(self, invitee: str, area: str) -> str:
        """What somebody on an area's roster is known as in all its workshops: takes the place of
        ``known_as``, so that they are recognised from any device."""
        return self._id("known invited", invitee, area)

    def sign(self, workshop: str, actor: Actor) -> str:
        """The signed identity that a workshop's own cookie holds: three items, or a server of the
        version before could not read it. A trainer's link is in the list alone."""
        signed: str = self._signer.dumps([workshop, actor.role.value, actor.id])
        return signed

    def read(self, signed: str) -> Held | None:
        """What a signed identity says, or None."""
        try:
            return msgspec.convert(self._signer.loads(signed), Held)
        except (BadSignature, msgspec.ValidationError):
            return None

    def sign_list(self, list_: bytes) -> str:
        """A list of identities, signed, as a cookie holds it."""
        return self._list_signer.sign(base64_encode(list_)).decode()

    def read_list(self, signed: str) -> bytes:
        """The list that was signed; an empty one if this is not ours."""
        return _unsigned(self._list_signer, signed)

    def sign_areas(self, list_: bytes) -> str:
        """The same of a list of areas and programmes."""
        return self._areas_signer.sign(base64_encode(list_)).decode()

    def read_areas(self, signed: str) -> bytes:
        return _unsigned(self._areas_signer, signed)

    # --- links ---

    def link(self, role: Role, workshop: str, generation: int) -> str:
        """The fragment of a secret link: who it makes you, where (in a workshop, or an area or a
        programme by the roles for those), and 160 bits of proof."""
        return f"{role.value}.{workshop}.{self._secret(role.value, workshop, generation)}"

    def personal_link(self, area: str, invitee: str, link: int) -> str:
        """What follows /p/ in the personal link of somebody on an area's roster: where, who, and
        160 bits of proof. ``link`` counts how often it was replaced."""
        return f"{area}.{invitee}.{self._secret('personal', area, invitee, link).lower()}"

    def event_link(self, area: str, event: str, link: int) -> str:
        """What follows /r/ in the link by which people register for an event."""
        return f"{area}.{event}.{self._secret('register', area, event, link).lower()}"

    def check_personal(self, area: str, invitee: str, secret: str, link: int) -> None:
        """As ``check_link``, of a personal link."""
        self._check(secret, link, "personal", area, invitee)

    def check_event_link(self, area: str, event: str, secret: str, link: int) -> None:
        """As ``check_link``, of an event's link to register by."""
        self._check(secret, link, "register", area, event)

    def check_link(self, role: Role, workshop: str, secret: str, generation: int) -> None:
        """Raises OldLink if ``secret`` was in force once, and BrokenLink if it never was: it has
        lost something on its way, and nobody needs to replace the link for that."""
        self._check(secret, generation, role.value, workshop)

    def _secret(self, *of: str | int) -> str:
        """160 bits that prove a link; the last of ``of`` is its count."""
        return b32encode(self._derive("link", *map(str, of))[:20]).decode()

    def _check(self, secret: str, link: int, *of: str) -> None:
        secret = secret.upper()
        if same(self._secret(*of, link), secret):
            return
        if any(same(self._secret(*of, number), secret) for number in range(link)):
            raise OldLink()
        raise BrokenLink()


def same(kept: str, shown: str) -> bool:
    """Does the secret shown match the one kept? Takes the same time whatever is shown."""
    return hmac.compare_digest(kept.encode(), shown.encode())


def _unsigned(signer: Signer, signed: str) -> bytes:
    try:
        return base64_decode(signer.unsign(signed.encode()))
    except BadData:
        return b""


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


def new_workshop() -> str:
    """A workshop's id: 80 random bits, written as ids of people are."""
    return b32encode(secrets.token_bytes(10)).decode().lower()


def new_code() -> str:
    """A join code: 30 random bits as six characters."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def display_code(code: str) -> str:
    """ "ABCDEF" as "ABC-DEF", easier to read out."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"
