"""Settings, read once from the environment; an impossible one stops the start with one line."""

import os
import re
from collections.abc import Collection, Mapping
from email.utils import getaddresses
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address
from pathlib import Path
from urllib.parse import urlsplit

import idna
from msgspec import Struct

from voting.limits import JOINS_A_MINUTE
from voting.store.connection import problem_with

SHORTEST_KEY = 32  # characters
LONGEST_PASSPHRASE = 200
ASYNC_MODES = ("eventlet", "gevent", "threading")
YES_OR_NO = ("yes", "no")
SECURITIES = {"starttls": 587, "tls": 465, "none": 25}  # with the usual port of each
MAILS_A_MINUTE = 30  # what Microsoft 365 takes from one sender


class BadSetting(Exception):
    """A setting that can't be used; the message is one line that says what to set instead."""


class Settings(Struct, frozen=True):
    """How one server process runs; docs/deploy.md describes each setting."""

    host: str = "127.0.0.1"
    port: int = 5000
    data_dir: Path = Path("data")
    redis_url: str = ""
    async_mode: str = "eventlet"
    secret_key: str = ""
    public_url: str = ""
    create_passphrase: str = ""
    frameworks_dir: Path | None = None
    words_dir: Path | None = None
    proxies: int = 0
    keep_days: int | None = None
    keep_results: bool = True
    joins_a_minute: int = JOINS_A_MINUTE
    smtp_host: str = ""
    smtp_port: int | None = None
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: str = "starttls"
    mail_from: str = ""
    mail_reply_to: str = ""
    mails_a_minute: int = MAILS_A_MINUTE

    @property
    def sends_mail(self) -> bool:
        return bool(self.smtp_host)

    @property
    def address(self) -> str:
        """Where people reach this server: PUBLIC_URL, or the address it listens on."""
        if self.public_url:
            return self.public_url
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def opens_only_here(host: str) -> bool:
    """Is this the name or address by which a machine reaches itself and no other reaches it?"""
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        found = ip_address(name)
    except ValueError:
        return False
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return (mapped or found).is_loopback or found.is_unspecified


SETTINGS = {
    "HOST": "the address to listen on",
    "PORT": "the port to listen on",
    "DATA_DIR": "where the embedded store and the secret key live",
    "REDIS_URL": "your own Redis or Valkey server, instead of the embedded one",
    "ASYNC_MODE": "eventlet, gevent or threading",
    "SECRET_KEY": "signs cookies and makes links; if unset, one is made and kept in DATA_DIR",
    "PUBLIC_URL": "the address people use, behind a proxy",
    "CREATE_PASSPHRASE": "asked for before a workshop is created",
    "FRAMEWORKS_DIR": "a folder of framework files, besides the built-in CASCADE",
    "WORDS_DIR": "a folder of words in other languages, besides English",
    "PROXIES": "how many of your own reverse proxies are in front",
    "KEEP_DAYS": "how many days after its date a workshop is kept; for ever if unset",
    "KEEP_RESULTS": "yes or no: do results outlive their workshops? See KEEP_DAYS",
    "JOINS_A_MINUTE": "how many new people may join a workshop from one address in a minute",
    "SMTP_HOST": "the mail server that sends invitations; without one, leads send them by hand",
    "SMTP_PORT": "its port; if unset, 587, 465 or 25, by SMTP_SECURITY",
    "SMTP_USER": "the user name it asks for",
    "SMTP_PASSWORD": "the password it asks for",
    "SMTP_SECURITY": "starttls, tls or none",
    "MAIL_FROM": "the address that emails come from, and that gets those which are returned",
    "MAIL_REPLY_TO": "the address that gets replies, where the area's leads have none",
    "MAILS_A_MINUTE": "how many emails to send in a minute, all processes together",
}


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from ``environ``; raises BadSetting naming the first impossible value."""

    def given(name: str, default: str = "") -> str:
        return _text(name, environ.get(name, "").strip()) or default

    keep_days = given("KEEP_DAYS")
    smtp_port = given("SMTP_PORT")
    settings = Settings(
        host=_host(given("HOST", "127.0.0.1")),
        port=_number("PORT", given("PORT", "5000"), 1, 65535),
        data_dir=Path(given("DATA_DIR", "data")).absolute(),
        redis_url=_redis_url(given("REDIS_URL")),
        async_mode=_one_of("ASYNC_MODE", given("ASYNC_MODE", "eventlet"), ASYNC_MODES),
        secret_key=_long_enough("SECRET_KEY", given("SECRET_KEY")),
        public_url=_public_url(given("PUBLIC_URL")),
        create_passphrase=_typeable("CREATE_PASSPHRASE", given("CREATE_PASSPHRASE")),
        frameworks_dir=_folder("FRAMEWORKS_DIR", given("FRAMEWORKS_DIR")),
        words_dir=_folder("WORDS_DIR", given("WORDS_DIR")),
        proxies=_number("PROXIES", given("PROXIES", "0"), 0, 9),
        keep_days=_number("KEEP_DAYS", keep_days, 1, 36500) if keep_days else None,
        keep_results=_one_of("KEEP_RESULTS", given("KEEP_RESULTS", "yes"), YES_OR_NO) == "yes",
        joins_a_minute=_number(
            "JOINS_A_MINUTE", given("JOINS_A_MINUTE", str(JOINS_A_MINUTE)), 1, 100_000
        ),
        smtp_host=_host(given("SMTP_HOST"), "SMTP_HOST", "mail.example.org"),
        smtp_port=_number("SMTP_PORT", smtp_port, 1, 65535) if smtp_port else None,
        smtp_user=given("SMTP_USER"),
        smtp_password=given("SMTP_PASSWORD"),
        smtp_security=_one_of("SMTP_SECURITY", given("SMTP_SECURITY", "starttls"), SECURITIES),
        mail_from=_mailbox("MAIL_FROM", given("MAIL_FROM")),
        mail_reply_to=_mailbox("MAIL_REPLY_TO", given("MAIL_REPLY_TO")),
        mails_a_minute=_number(
            "MAILS_A_MINUTE", given("MAILS_A_MINUTE", str(MAILS_A_MINUTE)), 1, 6000
        ),
    )
    _check_mail(settings)
    return settings


def _check_mail(settings: Settings) -> None:
    """Raise BadSetting where settings for mail need others."""
    if settings.sends_mail and not settings.mail_from:
        raise BadSetting("SMTP_HOST needs MAIL_FROM, for example MAIL_FROM=cascade@example.org.")
    if bool(settings.smtp_user) != bool(settings.smtp_password):
        given = "SMTP_USER" if settings.smtp_user else "SMTP_PASSWORD"
        raise BadSetting(f"{given} is not enough: set both SMTP_USER and SMTP_PASSWORD.")


def doubts(settings: Settings) -> list[str]:
    """Settings that are probably mistakes, a sentence each; the server starts all the same."""
    found = []
    if settings.public_url.startswith("https:") and not settings.proxies:
        found.append(
            "PUBLIC_URL begins with https, which needs a proxy, but PROXIES says there is none, so "
            "everyone counts as one address. Set PROXIES=1."
        )
    folder = settings.frameworks_dir
    if folder and not any(folder.glob("*.json")):
        found.append(f"FRAMEWORKS_DIR={folder} has no framework files (*.json).")
    if settings.sends_mail and not settings.public_url:
        found.append(
            f"SMTP_HOST is set but PUBLIC_URL is not, so links in emails begin with "
            f"{settings.address}. Set PUBLIC_URL."
        )
    plain = settings.smtp_security == "none" and not opens_only_here(settings.smtp_host)
    if settings.sends_mail and plain:
        found.append(
            "SMTP_SECURITY=none sends emails, with people's personal links, unencrypted. Use "
            "starttls or tls."
        )
    return found


def _mailbox(name: str, value: str) -> str:
    """An email address, alone or as ``Name <address>``."""
    if not value:
        return ""
    found = [address for _, address in getaddresses([value])]
    good = len(found) == 1 and re.fullmatch(r"[^\s@<>,;]+@[^\s@<>,;]+", found[0], re.ASCII)
    if not good or not found[0].isascii() or not value.isprintable():
        raise BadSetting(f"{name} must be one email address, such as cascade@example.org.")
    return value


def _text(name: str, value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:  # how Python shows bytes of the environment that it can't decode
        raise BadSetting(f"{name} is not valid UTF-8 text.") from None
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        raise BadSetting(f"{name} has quotation marks around it. Remove them.")
    return value


def _host(value: str, name: str = "HOST", example: str = "0.0.0.0") -> str:
    alone = value.removeprefix("[").removesuffix("]")
    if "/" in alone or alone.count(":") == 1:
        port = name.replace("HOST", "PORT")
        raise BadSetting(
            f"{name}={value} must be just an address, for example {example}. Put the port in "
            f"{port}."
        )
    return alone


def _typeable(name: str, value: str) -> str:
    if len(value) > LONGEST_PASSPHRASE or not value.isprintable():
        raise BadSetting(
            f"{name} must be one line that people can type, of no more than {LONGEST_PASSPHRASE} "
            "characters."
        )
    return value


def _folder(name: str, value: str) -> Path | None:
    if not value:
        return None
    try:
        os.listdir(value)
    except NotADirectoryError:
        raise BadSetting(f"{name}={value} is not a folder.") from None
    except OSError as problem:
        raise BadSetting(f"{name}={value} can't be read: {problem.strerror}.") from None
    return Path(value)


def _number(name: str, value: str, least: int, most: int) -> int:
    plain = value.isascii() and value.isdigit() and len(value) < 10
    if not plain or not least <= int(value) <= most:
        raise BadSetting(f"{name}={value} must be a whole number from {least} to {most}.")
    return int(value)


def _one_of(name: str, value: str, choices: Collection[str]) -> str:
    if value not in choices:
        raise BadSetting(f"{name}={value} must be one of {', '.join(choices)}.")
    return value


def _long_enough(name: str, value: str) -> str:
    if value and len(value) < SHORTEST_KEY:
        raise BadSetting(f"{name} must have at least {SHORTEST_KEY} characters, or be left unset.")
    return value


def _redis_url(value: str) -> str:
    problem = problem_with(value) if value else None
    if problem:
        raise BadSetting(problem)
    return value


def _public_url(value: str) -> str:
    """The address as a browser writes it in the header Origin, or "" for none."""
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError as problem:
        raise BadSetting(f"PUBLIC_URL={value} can't be read ({problem}).") from None
    usual = {"http": 80, "https": 443}
    if parts.scheme not in usual or not parts.hostname or re.search(r"[\s\\]", value):
        raise BadSetting(f"PUBLIC_URL={value} must look like https://cascade.example.org.")
    if "@" in parts.netloc:
        raise BadSetting("PUBLIC_URL must not contain a user name or password.")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise BadSetting(
            f"PUBLIC_URL={value} must not have a path: give the site its own host name."
        )
    if port == 0:
        raise BadSetting(f"PUBLIC_URL={value} has a port that can't be reached.")
    host = _as_browsers_write(parts.hostname)
    if host is None:
        raise BadSetting(
            f"PUBLIC_URL={value} has no host name that a browser can reach. It must look like "
            "https://cascade.example.org."
        )
    return f"{parts.scheme}://{host}" + ("" if port in (None, usual[parts.scheme]) else f":{port}")


def _as_browsers_write(host: str) -> str | None:
    """A host name or address, in lower case and ASCII, shortest form; None if it is neither."""
    try:
        if ":" in host:
            six = IPv6Address(host)
            mapped = six.ipv4_mapped
            short = f"::ffff:{int(mapped) >> 16:x}:{int(mapped) & 0xFFFF:x}" if mapped else str(six)
            return None if six.scope_id or six.is_unspecified else f"[{short}]"
        name = host if host.isascii() else idna.encode(host, uts46=True).decode()
        name = name.lower().removesuffix(".")
        if re.fullmatch(r"(.*\.)?(\d+|0x[0-9a-f]*)", name):
            four = IPv4Address(name)
            return None if four.is_unspecified else str(four)
    except (AddressValueError, idna.IDNAError):
        return None
    label = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
    return name if re.fullmatch(rf"{label}(\.{label})*", name) else None
