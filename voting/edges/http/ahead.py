"""Rating ahead of a workshop: one page with all its domains, for somebody on the area's roster.

It is a form that works without script. With script each choice is sent by itself, as JSON.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request
from msgspec import Struct

from voting.core.actors import Role
from voting.core.ahead import AheadRating, OwnAhead, OwnAnswer
from voting.core.reasons import REASON_LIMIT
from voting.core.state import AHEAD_LEAST, Workshop
from voting.edges.http.answers_said import scale_said
from voting.edges.http.event_said import said_of
from voting.edges.http.invited import admitted_person
from voting.edges.http.person_pages import why_not_rate
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults, words_here
from voting.edges.http.visitor import go_on, page_of
from voting.refusals import Refusal
from voting.refusals.ahead import AheadClosed, OtherInstrument
from voting.refusals.reasons import RateFirst
from voting.refusals.sent import Malformed
from voting.refusals.serving import StoreUnavailable
from voting.refusals.together import all_of
from voting.views.framework import framework_words
from voting.wire.pages import AheadCell, AheadStored

routes = Blueprint("ahead", __name__)
CANT_SAY = "cant-say"
_MOST_CHANGES = 10_000  # of one domain by one page, before one of them is stored
_SCRIPT_WORDS = (
    "elsewhere", "late", "not_taken", "rate_first", "rated", "saved", "saving",
)  # fmt: skip


class _Cell(Struct, frozen=True):
    """What a domain's fields hold: ``rating`` as in the form, "" for none; ``was`` and ``said`` are
    what the page was made with, and ``sequence`` what was stored then, 0 for nothing."""

    rating: str = ""
    reason: str = ""
    was: str = ""
    said: str = ""
    sequence: int = 0


class _Me(Struct, frozen=True):
    """Somebody who may rate ahead of a meeting's workshop, or has; ``why`` says why they may not
    any more, as AheadClosed has it, "" if they may."""

    area: str
    area_name: str
    event: str
    meeting: str  # what it is called, and when it is
    workshop: Workshop
    person: str
    sector: str
    why: str

    @property
    def page(self) -> str:
        return page_of(Role.INVITED, self.area)

    @property
    def address(self) -> str:
        return f"{self.page}/ahead?{urlencode({'event': self.event})}"


def _me(area: str, event: str) -> _Me | None:
    """Who is asking; None for somebody who may not rate ahead of this meeting and has not: their
    own page says what they can do."""
    me, here = admitted_person(area), site()
    at, say = here.service.registered_for(area, event, rated_of=""), said_of(me.area)
    if at.workshop is None:
        return None
    person = here.identity.invited_as(me.invitee.id, at.workshop.id)
    why = why_not_rate(at, me.invitee.replies.get(event))
    if why and not here.service.own_ahead(at.workshop.id, person).answers:
        return None
    return _Me(
        area=area,
        area_name=me.area.name,
        event=event,
        meeting=", ".join((say.event(at.event), say.when(at.event))),
        workshop=at.workshop,
        person=person,
        sector=me.invitee.about.sector,
        why=why,
    )


@routes.get("/p/<area>/ahead")
def page(area: str) -> Answer:
    """What somebody has rated ahead, to change or to go on with."""
    me = _me(area, request.args.get("event", ""))
    return go_on(page_of(Role.INVITED, area)) if me is None else _page(me)


@routes.post("/p/<area>/ahead")
def save(area: str) -> Answer:
    """Save what was chosen: one domain, as a program sends it, or all of a form."""
    sent = sent_fields()
    me = _me(area, sent.get("event", ""))
    if me is None:
        raise AheadClosed(why="out")
    if wants_json():
        return in_json(_save_one(me, sent))
    try:
        _save(me, _changed(me, sent), sent)
    except Refusal as problem:
        if isinstance(problem, StoreUnavailable):
            raise
        return _page(me, sent, problem)
    return go_on(f"{me.address}&saved=1")


@routes.post("/p/<area>/ahead/remove")
def remove(area: str) -> Answer:
    """Delete what somebody rated ahead, also where they may rate no more; what was shown stays."""
    event = sent_fields().get("event", "")
    if me := _me(area, event):
        site().service.take_back_ahead(me.workshop.id, me.person)
    return go_on(f"{page_of(Role.INVITED, area)}?{urlencode({'done': 'removed', 'event': event})}")


def _save_one(me: _Me, sent: Mapping[str, str]) -> AheadStored:
    domain = me.workshop.framework.domain(sent.get("domain", "")).key
    sequence = _sequence("sequence", sent)
    stored = site().service.own_ahead(me.workshop.id, me.person).answers.get(domain)
    if sequence > (stored.sequence if stored else 0) + _MOST_CHANGES:
        raise Malformed("sequence", why="value")  # nothing could be saved after it
    given = AheadRating(
        rating=_rating(me.workshop, domain, "rating", sent.get("rating", "")),
        reason=sent.get("reason", ""),
        sequence=sequence,
    )
    held = _save(me, {domain: given}, sent).answers[domain]
    return AheadStored(
        cell=AheadCell(
            domain=domain, rating=held.rating, reason=held.reason, sequence=held.sequence
        )
    )


def _save(me: _Me, answers: Mapping[str, AheadRating], sent: Mapping[str, str]) -> OwnAhead:
    if me.why:
        raise AheadClosed(why=me.why)
    if sent.get("instrument", "") != _instrument(me.workshop):
        raise OtherInstrument()
    framework = me.workshop.framework
    version = (framework.key, framework.version)
    return site().service.rate_ahead(
        me.workshop.id, me.person, me.sector, answers, instrument=version
    )


def _changed(me: _Me, sent: Mapping[str, str]) -> dict[str, AheadRating]:
    """What the person changed on the form, by domain: what they left as it was does not take the
    place of what they saved on another page since."""
    held = site().service.own_ahead(me.workshop.id, me.person).answers
    found: dict[str, AheadRating] = {}

    def look(domain: str) -> None:
        cell = _sent_cell(domain, sent)
        reason = " ".join(cell.reason.split())
        if (cell.rating, reason) == (cell.was, " ".join(cell.said.split())):
            return
        if not cell.rating:
            raise RateFirst(f"rate-{domain}")
        found[domain] = AheadRating(
            rating=_rating(me.workshop, domain, f"rate-{domain}", cell.rating),
            reason=cell.reason,
            sequence=max(cell.sequence, held[domain].sequence if domain in held else 0) + 1,
        )

    keys = [domain.key for domain in me.workshop.framework.domains]
    all_of(*(lambda key=key: look(key) for key in keys))
    return found


def _rating(workshop: Workshop, domain: str, field: str, typed: str) -> int | None:
    column = workshop.framework.domain(domain).column
    if typed == CANT_SAY and column.cant_say:
        return None
    places = len(column.places)
    if not (typed.isascii() and typed.isdigit() and len(typed) < 4 and int(typed) < places):
        raise column.refused(field)
    return int(typed)


def _sequence(field: str, sent: Mapping[str, str]) -> int:
    typed = sent.get(field, "0")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise Malformed(field, why="value")
    return int(typed)


def _instrument(workshop: Workshop) -> str:
    """What a form was for: its answers are taken for nothing else."""
    return f"{workshop.id} {workshop.framework.key} {workshop.framework.version}"


# --- the page -------------------------------------------------------------------------------------


def _page(
    me: _Me, sent: Mapping[str, str] | None = None, problem: Refusal | None = None
) -> Response:
    service, words, framework = site().service, words_here(), me.workshop.framework
    held = service.own_ahead(me.workshop.id, me.person).answers
    keys = [domain.key for domain in framework.domains]
    again = sent is not None and not isinstance(problem, AheadClosed | OtherInstrument)
    fields = [field for key in keys for field in (f"rate-{key}", f"reason-{key}")]
    html = render_template(
        "ahead.html",
        area=me.area_name,
        event=me.meeting,
        event_id=me.event,
        workshop_id=me.workshop.id,
        person=me.person,
        framework=framework_words(framework),
        scales={domain.key: scale_said(domain, words) for domain in framework.domains},
        unsure={domain.key for domain in framework.domains if domain.column.cant_say},
        cells={
            key: _sent_cell(key, sent) if again and sent else _held_cell(held.get(key))
            for key in keys
        },
        rated=len(held),
        why=me.why or service.why_not_ahead(me.workshop.id),
        least=AHEAD_LEAST,
        instrument=_instrument(me.workshop),
        action=me.address,
        back=me.page,
        saved="saved" in request.args and problem is None,
        reason_limit=REASON_LIMIT,
        script_words=_script_words(words["ahead"]),
        errors=faults(problem, fields),
    )
    return make_response(html, 200 if problem is None else problem.status)


def _script_words(said: Mapping[str, Any]) -> str:
    return json.dumps({key: said[key] for key in _SCRIPT_WORDS}).replace("<", "\\u003c")


def _held_cell(answer: OwnAnswer | None) -> _Cell:
    if answer is None:
        return _Cell()
    rating = CANT_SAY if answer.rating is None else str(answer.rating)
    return _Cell(rating, answer.reason, rating, answer.reason, answer.sequence)


def _sent_cell(domain: str, sent: Mapping[str, str]) -> _Cell:
    return _Cell(
        rating=sent.get(f"rate-{domain}", ""),
        reason=sent.get(f"reason-{domain}", ""),
        was=sent.get(f"was-{domain}", ""),
        said=sent.get(f"said-{domain}", ""),
        sequence=_sequence(f"sequence-{domain}", sent),
    )
