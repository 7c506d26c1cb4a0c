"""An area's forms: what each holds at first, and the command that it asks for."""

import re
from collections.abc import Callable, Mapping
from functools import partial

from msgspec import Struct

from voting.core.roster import NAME_LIMIT
from voting.edges.http import area_fields as typed
from voting.edges.http.area_fields import Fields
from voting.programme import commands as c
from voting.programme.area import Area, Deadline, Event
from voting.programme.series import TEMPLATES
from voting.programme.situation import AreaSituation, Lead
from voting.programme.texts import line
from voting.refusals.areas import BadEmail
from voting.refusals.together import all_of

MOST_LEADS = 12
MORE_LEADS = 2  # empty rows at the end of the form
EMAIL_LIMIT = 254
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+")
Sent = Mapping[str, str]


class Form(Struct, frozen=True):
    """``fields`` are those of the form, in its order; ``flags`` are "yes" or "no": sent by its
    button, or what is done besides; ``about`` is the field that says which event or deadline is
    meant, "" for none.
    ``section`` is the part of the page that the person comes back to. ``asked`` makes the command
    of what was sent, ``filled`` says what the fields hold at first."""

    asked: Callable[[Area, Fields], c.AnyAreaCommand]
    section: str
    fields: tuple[str, ...] = ()
    about: str = ""
    flags: tuple[str, ...] = ()
    filled: Callable[[AreaSituation, Sent], dict[str, str]] = lambda at, sent: {}


def leads_of(fields: Fields) -> tuple[Lead, ...]:
    """The leads that were sent as ``name_1``, ``email_1`` and so on; rows left empty are none.
    Raises MissingText, TextTooLong or BadEmail, with all that is wrong."""
    rows = [(f"name_{number}", f"email_{number}") for number in range(1, MOST_LEADS + 1)]
    filled = [row for row in rows if any(fields.text(name).strip() for name in row)]
    found = all_of(*(partial(_lead, fields, *row) for row in filled))
    return tuple(found)


def _lead(fields: Fields, name: str, email: str) -> Lead:
    given = all_of(
        lambda: line(fields.text(name), name, "lead", NAME_LIMIT, required=True),
        lambda: _address(fields.text(email), email),
    )
    return Lead(*given)


def _address(typed: str, field: str) -> str:
    address = line(typed, field, "email", EMAIL_LIMIT)
    if address and not _EMAIL.fullmatch(address):
        raise BadEmail(field)
    return address


def _edit(area: Area, fields: Fields) -> c.EditArea:
    return c.EditArea(
        name=fields.text("name"),
        region=fields.text("region"),
        tags=fields.listed("tags"),
        codes=fields.listed("codes"),
        named=fields.is_set("named"),
    )


def _edited(at: AreaSituation, sent: Sent) -> dict[str, str]:
    area = at.area
    return {
        "name": area.name,
        "region": area.region,
        "tags": ", ".join(area.tags),
        "codes": ", ".join(area.codes),
        "named": "yes" if area.named else "",
    }


def _follow(area: Area, fields: Fields) -> c.FollowTemplate:
    return c.FollowTemplate(template=fields.text("template"), start=fields.day("start"))


def _followed(at: AreaSituation, sent: Sent) -> dict[str, str]:
    return {"template": at.area.template or TEMPLATES[0], "start": ""} | dict(sent)


def _plan(area: Area, fields: Fields) -> c.PlanEvent:
    return c.PlanEvent(typed.event(fields))


def _planned(at: AreaSituation, sent: Sent) -> dict[str, str]:
    told = {"session": sent.get("session", "")}  # that is to be held at it
    return typed.typed_event(Event(id="", kind=sent.get("kind", ""))) | told


def _change(area: Area, fields: Fields) -> c.ChangeEvent:
    event = area.event(fields.text("event"))
    return c.ChangeEvent(typed.event(fields, event.id))


def _changed(at: AreaSituation, sent: Sent) -> dict[str, str]:
    told = {"session": sent.get("session", "")}
    return typed.typed_event(at.area.event(sent.get("event", ""))) | told


def _cancel(area: Area, fields: Fields) -> c.CancelEvent:
    return c.CancelEvent(
        event=area.event(fields.text("event")).id,
        cancelled=fields.is_set("cancelled", unless_sent=True),
        confirmed=fields.is_set("confirmed"),
    )


def _cancelled(at: AreaSituation, sent: Sent) -> dict[str, str]:
    event = at.area.event(sent.get("event", ""))
    return {"cancelled": "no" if event.state == "cancelled" else "yes"} | dict(sent)


def _hold(area: Area, fields: Fields) -> c.HoldEvent:
    event = area.event(fields.text("event"))
    return c.HoldEvent(event.id, fields.is_set("held", unless_sent=True))


def _held(at: AreaSituation, sent: Sent) -> dict[str, str]:
    event = at.area.event(sent.get("event", ""))
    return {"held": "no" if event.state == "held" else "yes"} | dict(sent)


def _add_deadline(area: Area, fields: Fields) -> c.AddDeadline:
    return c.AddDeadline(typed.deadline(fields, Deadline(id="")))


def _new_deadline(at: AreaSituation, sent: Sent) -> dict[str, str]:
    return typed.typed_deadline(Deadline(id="")) | {"count": "", "side": "before"}


def _change_deadline(area: Area, fields: Fields) -> c.ChangeDeadline:
    return c.ChangeDeadline(typed.deadline(fields, area.deadline(fields.text("deadline"))))


def _changed_deadline(at: AreaSituation, sent: Sent) -> dict[str, str]:
    return typed.typed_deadline(at.area.deadline(sent.get("deadline", "")))


def _mark(area: Area, fields: Fields) -> c.MarkDone:
    deadline = area.deadline(fields.text("deadline"))
    return c.MarkDone(deadline.id, fields.is_set("done", unless_sent=True))


def _marked(at: AreaSituation, sent: Sent) -> dict[str, str]:
    deadline = at.area.deadline(sent.get("deadline", ""))
    return {"done": "no" if deadline.done_at else "yes"} | dict(sent)


def _remove(area: Area, fields: Fields) -> c.RemoveDeadline:
    return c.RemoveDeadline(fields.text("deadline"))


def _removed(at: AreaSituation, sent: Sent) -> dict[str, str]:
    at.area.deadline(sent.get("deadline", ""))
    return {}


def _lead_rows(at: AreaSituation, sent: Sent) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, lead in enumerate(at.leads, start=1):
        found |= {f"name_{number}": lead.name, f"email_{number}": lead.email}
    return found


_LEAD_FIELDS = tuple(
    f"{name}_{number}" for number in range(1, MOST_LEADS + 1) for name in ("name", "email")
)

FORMS: Mapping[str, Form] = {
    "edit_area": Form(
        _edit, "settings", ("name", "region", "tags", "codes", "named"), filled=_edited
    ),
    "follow_template": Form(_follow, "series", ("template", "start"), filled=_followed),
    "plan_event": Form(_plan, "series", typed.EVENT, flags=("session",), filled=_planned),
    "change_event": Form(
        _change, "series", typed.EVENT, "event", flags=("session",), filled=_changed
    ),
    "cancel_event": Form(_cancel, "series", (), "event", ("cancelled", "confirmed"), _cancelled),
    "hold_event": Form(_hold, "series", (), "event", ("held",), _held),
    "add_deadline": Form(_add_deadline, "deadlines", typed.DEADLINE, filled=_new_deadline),
    "change_deadline": Form(
        _change_deadline, "deadlines", typed.DEADLINE, "deadline", filled=_changed_deadline
    ),
    "mark_done": Form(_mark, "deadlines", (), "deadline", ("done",), _marked),
    "remove_deadline": Form(_remove, "deadlines", (), "deadline", filled=_removed),
    "change_leads": Form(
        lambda area, fields: c.ChangeLeads(0),
        "leads",
        _LEAD_FIELDS,
        filled=_lead_rows,
    ),
    "replace_area_link": Form(
        lambda area, fields: c.ReplaceAreaLink(), "links", flags=("workshops",)
    ),
    "leave_programme": Form(
        lambda area, fields: c.EnterProgramme(""),
        "settings",
        flags=("own", "workshops"),
        filled=lambda at, sent: {"own": "yes"},
    ),
}
