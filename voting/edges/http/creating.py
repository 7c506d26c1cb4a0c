"""Setting up a workshop: in an area of its own, or as the next one of an area there is."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from flask import Blueprint, g, make_response, render_template
from msgspec import Struct
from msgspec.structs import replace

from voting import identity as ids
from voting.core import commands as c
from voting.core.actors import CLOCK, Role
from voting.core.state import Workshop
from voting.edges.http.sent import Answer, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, words_here
from voting.edges.http.start import next_workshop, own_instrument, start_page
from voting.edges.http.visitor import actor_here, address, admitted_to_area, editor, sign_in
from voting.instruments.instrument import Instrument
from voting.programme import machine
from voting.programme.area import Area, Event
from voting.programme.commands import CreateArea, PlaceWorkshop
from voting.programme.entries import AreaEntry
from voting.programme.keeping import is_but_a_name
from voting.programme.series import next_event
from voting.programme.texts import same_name
from voting.refusals import Refusal
from voting.refusals.areas import SameName
from voting.refusals.sent import UnknownChoice
from voting.refusals.serving import StoreUnavailable
from voting.refusals.together import all_of

# What makes one request for a workshop another than the one before; the later ones if they are
# there, for requests have had their names without them.
_ASKED_FOR = ("area", "kind", "date", "title", "framework", "rehearsal", "language")
_OF_AREA = ("area_id", "event", "same", "instrument")
_MOST_PLANNED = 3  # meetings by which an area without workshops is told from another

routes = Blueprint("creating", __name__)


class Wish(Struct, frozen=True):
    """A workshop as it is asked for; ``request`` is what this one request is known by."""

    details: c.Details
    framework: str | Instrument
    language: str
    rehearsal: bool
    request: str
    event: str


@routes.post("/workshops")
def create() -> Answer:
    """Set up a workshop from the start page's form (or the same fields as JSON)."""
    fields = sent_fields()
    area: Area | None = None
    try:
        area = _area_named(fields)
        wish = _wish(fields, area)
        area = area or _area_meant(fields, wish)
        if area is None:
            check_pace()
        made, area = _set_up(wish, area)
    except SameName:
        return _question(fields, alike(fields.get("area", "")))
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return _again(problem, fields, area)
    by = actor_here(Role.TRAINER, made.id)
    return sign_in(made.id, by, f"/workshops/{made.id}/created", area=area.id)


def _set_up(wish: Wish, area: Area | None) -> tuple[Workshop, Area]:
    """Set up the workshop in this area, or in one of its own that the browser holds from then on.
    Asked again, also after it was cut short, it does what is missing."""
    service = site().service
    if area:
        _judge_event(wish, area)
    made = service.set_up(
        wish.request,
        wish.framework,
        wish.details,
        lambda id: actor_here(Role.TRAINER, id),
        rehearsal=wish.rehearsal,
        language=wish.language,
    )
    there = service.area_of(made.id)
    if area is None and there in (None, service.area_made_by(wish.request)):
        new = CreateArea(made.details.area, language=wish.language)
        area = service.make_area(wish.request, new, editor(Role.AREA, wish.request))
        g.holds.use_area(Role.AREA, area.id, 0)  # by its first link: a later one it has to open
    if there and (area is None or there != area.id):
        # The form was sent once more. It takes no workshop back that was moved meanwhile.
        return made, service.area(there)
    assert area
    return made, service.place(made, area.id, CLOCK, event=wish.event)


def _judge_event(wish: Wish, area: Area) -> None:
    """Nothing is set up for an event that will not have it; raises its refusal."""
    service, about = site().service, wish.details
    id = service.store.workshop_of_request(wish.request) or ""
    command = PlaceWorkshop(id, about.kind, about.date, about.title, wish.rehearsal, wish.event)
    machine.apply(area, AreaEntry(service.clock(), CLOCK, command))


def _again(problem: Refusal, fields: Mapping[str, str], area: Area | None = None) -> Answer:
    """The form as it was sent, with what is wrong with it."""
    if area is None or not fields.get("area_id"):
        return start_page(problem, fields)
    asked = next((e for e in area.events if e.id == fields.get("event")), None)
    return next_workshop(area, asked or next_event(area), problem, fields)


# --- what is asked for ---


def _area_named(fields: Mapping[str, str]) -> Area | None:
    """The area that the workshop is to be in, where its id is given."""
    named = fields.get("area_id") or fields.get("same", "")
    if not named or named in ("yes", "no"):
        return None
    if not fields.get("area_id") and named not in {a.id for a in alike(fields.get("area", ""))}:
        raise UnknownChoice("same")
    area, _ = admitted_to_area(named)
    return area


def _wish(fields: Mapping[str, str], area: Area | None) -> Wish:
    service = site().service
    details = c.Details(
        area=fields.get("area") or (area.name if area else ""),
        kind=fields.get("kind", ""),
        date=fields.get("date", ""),
        title=fields.get("title", ""),
    )
    _, language, framework, _ = all_of(
        lambda: _check_passphrase(fields),
        lambda: _language(fields, area),
        lambda: _framework(fields),
        lambda: service.check_new(next(iter(service.frameworks)), details),
    )
    return Wish(
        details=details,
        framework=framework,
        language=language,
        rehearsal=bool(fields.get("rehearsal")),
        request=_name_of(fields),
        event=fields.get("event", ""),
    )


def _framework(fields: Mapping[str, str]) -> str | Instrument:
    """What the workshop asks: an instrument of the library, by key, or the one that came with the
    form; raises UnknownChoice or BadFramework."""
    frameworks = site().service.frameworks
    asked = fields.get("framework") or next(iter(frameworks))
    if asked in frameworks:
        return asked
    own = own_instrument(fields.get("instrument", ""))
    if own is None or own.key != asked:
        raise UnknownChoice("framework")
    return own


def _name_of(fields: Mapping[str, str]) -> str:
    """What the request is known by. The browser is part of it: another one's request never leads
    into this workshop. So is what is asked for: a form that a browser brings back as it was, with
    its request id, and that is filled in anew, asks for another workshop."""
    asked = [g.browser, fields.get("request_id") or ids.new_request()]
    asked += [fields.get(name, "") for name in _ASKED_FOR]
    asked += [f"{name}={fields[name]}" for name in _OF_AREA if fields.get(name)]
    return site().identity.request_name("|".join(asked))


def _check_passphrase(fields: Mapping[str, str]) -> None:
    """Raises WrongPassphrase or TooManyTries, where a passphrase is asked for and has not been
    given for just this workshop."""
    wanted = site().settings.create_passphrase
    if wanted and not ids.same(_passed(fields), fields.get("passed", "")):
        site().service.check_passphrase(wanted, fields.get("passphrase", ""), address())


def check_pace() -> None:
    """Raises TooManyMade where no passphrase keeps strangers from making areas and programmes."""
    if not site().settings.create_passphrase:
        site().service.check_may_make(address())


def _passed(fields: Mapping[str, str]) -> str:
    """Proof that the passphrase was right, so that a page need not repeat it."""
    asked = [fields.get(name, "") for name in ("request_id", *_ASKED_FOR)]
    return site().identity.passed(g.browser, "|".join(asked))


def _language(fields: Mapping[str, str], area: Area | None) -> str:
    """The language of the workshop: as chosen, or else the area's, or that of the page; raises
    UnknownChoice."""
    usual = area.language if area and area.language in site().languages else words_here().language
    wanted = fields.get("language") or usual
    if wanted not in site().languages:
        raise UnknownChoice("language")
    return wanted


# --- the same area, or another of the same name ---


def alike(name: str) -> list[Area]:
    """The areas of this name that the browser may edit, newest first."""
    found = site().service.editable_areas(g.holds.areas)
    return [area for area in found if same_name(name, area.name)]


def _area_meant(fields: Mapping[str, str], wish: Wish) -> Area | None:
    """The area of the same name that a workshop continues, None for a new one. Raises SameName
    where only the person can say, or UnknownChoice. A program that says nothing means a new one."""
    same = fields.get("same", "")
    was_set_up = site().service.store.workshop_of_request(wish.request)
    if same == "no" or was_set_up or (wants_json() and not same):
        return None
    found = alike(wish.details.area)
    if not found or same == "yes":
        return found[0] if found else None
    if len(found) == 1 and (wish.rehearsal or _is_unused(found[0])):
        return found[0]  # a rehearsal counts for nothing
    raise SameName(name=found[0].name)


def _is_unused(area: Area) -> bool:
    """Is it but a name, with nothing in it apart from rehearsals?"""
    real = tuple(event for event in area.events if not event.rehearsal)
    return is_but_a_name(replace(area, events=real))


def _meetings(area: Area) -> list[Event]:
    """What tells it from another of its name: its workshops, or else what is planned first."""
    counted = [event for event in area.series() if event.counts]
    return [event for event in counted if event.workshop] or counted[:_MOST_PLANNED]


def _question(fields: Mapping[str, str], found: Sequence[Area]) -> Answer:
    """Is this the same area? What was typed comes along."""
    problem = SameName(name=found[0].name) if fields.get("asked") else None
    kept = {
        name: fields[name] for name in (*_ASKED_FOR, "instrument", "request_id") if fields.get(name)
    }
    page = render_template(
        "same.html",
        name=found[0].name,
        areas=[
            {
                "area": area,
                "meetings": _meetings(area),
                "made": area.created_at.date().isoformat(),
            }
            for area in found
        ],
        kept={**kept, "passed": _passed(fields)},
        errors=faults(problem),
    )
    return make_response(page, 409 if problem else 200)


def _resent(problem: Refusal) -> Answer:
    fields, area = sent_fields(), None
    with suppress(Refusal):
        area = _area_named(fields)
    return _again(problem, fields, area)


FORMS = {"creating.create": _resent}
