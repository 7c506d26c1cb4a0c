"""Notes that a mail has come back: for a mail server to pass on what it returns to MAIL_FROM.

    python -m voting.bounced < MESSAGE

It reads one message from standard input, and finds by the Message-ID of the mail in it whose it
was. What is no returned mail, or not one of ours, is left alone. Exit status 75 asks the mail
server to try again later.
"""

import sys
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parseaddr

import redis
from msgspec import Struct

from voting.config import BadSetting, read_settings
from voting.core.actors import CLOCK
from voting.frameworks import load_frameworks
from voting.moments import now
from voting.refusals import Refusal
from voting.refusals.serving import Busy, StoreUnavailable
from voting.registration.commands import NoteDelivery
from voting.registration.problems import RETURNED, problem_of_status
from voting.registration.sending import failed
from voting.reports.mail_message import mail_and_area
from voting.service import Service
from voting.store.embedded import EmbeddedStoreError
from voting.store.opening import opened
from voting.store.redis_store import RedisStore

TRY_AGAIN = 75  # EX_TEMPFAIL of sysexits.h
_MOST = 10_000_000  # bytes of a message


class Returned(Struct, frozen=True):
    """A mail that came back, by its id and its area's; ``email`` is where it was sent to."""

    mail: str
    area: str
    email: str
    problem: str


def main(data: bytes) -> int:
    """Note what this message returns; gives the exit status."""
    returned = read(data)
    if returned is None:
        return 0
    try:
        settings = read_settings()
        with opened(settings.redis_url, settings.data_dir) as client:
            frameworks = load_frameworks(settings.frameworks_dir)
            note(Service(RedisStore(client), frameworks, now), returned)
    except (BadSetting, EmbeddedStoreError) as problem:
        print(f"Nothing was noted: {problem}", file=sys.stderr)
        return TRY_AGAIN
    except (StoreUnavailable, Busy, redis.RedisError, OSError):
        print("Nothing was noted: the store does not answer.", file=sys.stderr)
        return TRY_AGAIN
    except Refusal:  # the area or the person was erased meanwhile
        pass
    return 0


def note(service: Service, returned: Returned) -> None:
    """Note it with the person and the mail; raises UnknownArea or UnknownInvitee."""
    mail = service.store.outbox(returned.area).get(returned.mail)
    if mail is None:
        return
    command = NoteDelivery(mail.person, returned.email, returned.problem)
    service.act_on_roster(returned.area, CLOCK, command)
    service.store.record_mail(returned.area, failed(mail, returned.problem))


def read(data: bytes) -> Returned | None:
    """What a message returns (RFC 3464); None if that is nothing of ours, or only late."""
    try:
        return _read(message_from_bytes(data, policy=default))
    except Exception as problem:  # the parser trips over much of what is sent to any address
        # Not the text of it, which may hold an address.
        print(f"A message can't be read: {type(problem).__name__}", file=sys.stderr)
        return None


def _read(message: Message) -> Returned | None:
    assert isinstance(message, EmailMessage)
    if message.get_content_type() != "multipart/report":
        return None
    reports = [p for p in message.walk() if p.get_content_type() == "message/delivery-status"]
    said = "\n".join(part.as_string() for part in reports).lower()
    if "action: failed" not in said:
        return None
    for original in _originals(message):
        if found := mail_and_area(str(original.get("Message-ID", ""))):
            status = next((line for line in said.splitlines() if line.startswith("status:")), "")
            email = parseaddr(str(original.get("To", "")))[1]
            return Returned(*found, email, problem_of_status(status) or RETURNED)
    return None


def _originals(message: EmailMessage) -> list[Message]:
    """The mail that is returned, whole or only its headers."""
    found: list[Message] = []
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            found += [one for one in part.get_payload() if isinstance(one, Message)]
        elif part.get_content_type() == "text/rfc822-headers":
            body = part.get_payload(decode=True)
            assert isinstance(body, bytes)
            found.append(message_from_bytes(body, policy=default))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer.read(_MOST)))
