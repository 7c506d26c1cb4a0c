"""Views as they are received: plain JSON, held to what is declared of them."""

from typing import Any

import msgspec

from voting.core.actors import Role
from voting.views import audiences, framework, you
from voting.views.declared import Sent
from voting.views.situation import Situation


def received(sent: Sent) -> dict[str, Any]:
    """What a client reads. Fails where it is not as its structure declares."""
    text = msgspec.json.encode(sent)
    assert msgspec.json.decode(text, type=type(sent)) == sent
    return msgspec.json.decode(text)


def _of(role: Role):
    return lambda at: received(audiences.VIEWS[role](at))


VIEWS = {role: _of(role) for role in audiences.VIEWS}


def attendee_view(at: Situation) -> dict[str, Any]:
    return VIEWS[Role.ATTENDEE](at)


def room_view(at: Situation) -> dict[str, Any]:
    return VIEWS[Role.ROOM](at)


def trainer_view(at: Situation) -> dict[str, Any]:
    return VIEWS[Role.TRAINER](at)


def lead_view(at: Situation) -> dict[str, Any]:
    return VIEWS[Role.LEAD](at)


def you_view(*about: Any, **more: Any) -> dict[str, Any]:
    return received(you.you_view(*about, **more))


def framework_view(of) -> dict[str, Any]:
    return received(framework.framework_words(of))
