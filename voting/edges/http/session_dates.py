"""The date of a support session: a meeting of the series, planned by the form of all meetings."""

from collections.abc import Mapping
from contextlib import suppress

from voting.core.actors import Actor
from voting.edges.http.area_fields import Fields, event
from voting.edges.http.site import site
from voting.goals.commands import ChangeSession
from voting.programme.area import Area
from voting.refusals.goals import NoSuchSession

FORMS = ("plan_event", "change_event")


def is_for_session(command: str, sent: Mapping[str, str]) -> bool:
    """Was the form opened to give a support session its date?"""
    return command in FORMS and bool(sent.get("session"))


def let_be_held(area: Area, by: Actor, sent: Mapping[str, str], request: str) -> None:
    """The session that the form was opened for is held at the meeting that was just added, unless
    it has one or is none any more. Done again, also after it was cut short, it does what is
    missing."""
    plan = site().service.plan(area.id)
    with suppress(NoSuchSession):
        held = plan.session(sent.get("session", ""))
        taken = {one.event for one in plan.sessions}
        typed = event(Fields(sent))
        found = [
            one.id
            for one in area.events
            if one.id not in taken and one.counts and one.kind == "session"
            if (one.start, one.place) == (typed.start, " ".join(typed.place.split()))
        ]
        if found and not any(one.id == held.event for one in area.events):
            asked = ChangeSession(held.id, held.format, held.areas, held.items, held.led, found[-1])
            site().service.act_on_plan_of(area.id, by, asked, id_of_request=f"{request}-session")
