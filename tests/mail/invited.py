"""Invitees, meetings and mails, for tests of what is sent to them."""

from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace

from voting.programme.area import Area, Event
from voting.registration.mail import Mail
from voting.registration.roster import REGISTERED, About, Invitee, Reply, Roster

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
EVENT = Event(
    "e1", "consultation", start="2026-12-05T09:30", minutes=180, place="Town Hall", capacity=40
)
AREA = Area("abcdefghijklmnop", 1, 1, "Exampleshire", AT, events=(EVENT,))
EMAIL = "sam@example.org"


def mail(kind: str = "registered", **said: Any) -> Mail:
    event = "" if kind == "link" else "e1"
    return replace(Mail("mailone", "sam", event, kind, AT), **said)


def invitee(state: str = REGISTERED, email: str = EMAIL, **reply: Any) -> Invitee:
    return Invitee("sam", About("Sam", email), AT, replies={"e1": Reply(state, **reply)})


def roster(*args: Any, **said: Any) -> Roster:
    return Roster(1, {"sam": invitee(*args, **said)})
