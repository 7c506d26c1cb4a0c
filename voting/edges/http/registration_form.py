"""The form to register by: two short pages and "Check your answers", all of it in hidden fields, so
that it needs no script and nothing is kept of a form that is given up."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from flask import Response, make_response, render_template
from msgspec import Struct, json

from voting import identity as ids
from voting.edges.http.event_said import said_of
from voting.edges.http.site import site
from voting.edges.http.speaking import faults
from voting.refusals import Refusal
from voting.refusals.registration import DetailsChanged
from voting.registration.about import said_by_person
from voting.registration.roster import About, Invitee
from voting.service.roster_looks import RegisteredFor

FIRST = ("name", "email", "organisation", "role")
SECOND = ("sector", "settings", "before", "access", "agreed")
FIELDS = (*FIRST, *SECOND, "shared")
CHECK = "check"
STEPS = ("1", "2", CHECK)
_BEFORE = {"yes": True, "no": False}
_LONGEST = 4000  # characters of one field that are carried from page to page

Typed = Mapping[str, str]


class Form(Struct, frozen=True):
    """Where the form is: ``to`` is its address, ``back`` the page it was opened from, "" for none;
    ``invitee`` is whose it is, None for somebody who has the event's link alone."""

    at: RegisteredFor
    to: str
    back: str = ""
    invitee: Invitee | None = None

    @property
    def has_agreed(self) -> bool:
        reply = self.invitee.replies.get(self.at.event.id) if self.invitee else None
        return bool(reply and reply.agreed_at)

    @property
    def is_change(self) -> bool:
        reply = self.invitee.replies.get(self.at.event.id) if self.invitee else None
        return bool(reply and reply.state == "registered")

    @property
    def was(self) -> str:
        """What a change is filled in from: to tell whether a lead has corrected it since."""
        return (
            sha256(json.encode(self.invitee.about)).hexdigest()[:20]
            if self.is_change and self.invitee
            else ""
        )


def typed_at_first(invitee: Invitee | None) -> dict[str, str]:
    """What the fields hold before anybody has typed."""
    if invitee is None:
        return {}
    about = invitee.about
    before = {True: "yes", False: "no", None: ""}[about.before]
    texts = {name: str(getattr(about, name)) for name in (*FIRST, "sector", "settings", "access")}
    return texts | {"before": before}


def typed_in(sent: Mapping[str, str]) -> dict[str, str]:
    """What was typed so far, whichever page it was sent from."""
    return {name: sent.get(name, "")[:_LONGEST] for name in FIELDS}


def about_of(typed: Typed) -> About:
    return About(
        name=typed.get("name", ""),
        email=typed.get("email", ""),
        organisation=typed.get("organisation", ""),
        role=typed.get("role", ""),
        sector=typed.get("sector", ""),
        settings=typed.get("settings", ""),
        before=_BEFORE.get(typed.get("before", "")),
        access=typed.get("access", ""),
    )


def next_page(form: Form, sent: Mapping[str, str], typed: Typed) -> Response:
    """The page that comes after what was sent: the one that was asked for, else the first with a
    fault or that nobody has seen yet, else "Check your answers"."""
    asked = sent.get("go", "")
    at = sent.get("at")
    seen = sent.get("seen") == "yes" or at == CHECK or (at == "2" and asked != "1")
    if asked in STEPS[:2]:
        return page(form, asked, typed, sent, seen=seen)
    first, second = _faults(form, typed)
    if first or at not in STEPS:
        return page(form, "1", typed, sent, seen=seen, problem=first)
    if not seen:
        return page(form, "2", typed, sent)
    if second:
        return page(form, "2", typed, sent, seen=True, problem=second)
    return page(form, CHECK, typed, sent, seen=True)


def page_with(form: Form, problem: Refusal, typed: Typed, sent: Mapping[str, str]) -> Response:
    """The page of the field that is wrong, with all that is; the last where it is no field's."""
    found = {one.field for one in (problem, *problem.also)}
    on = next((step for step, names in (("1", FIRST), ("2", SECOND)) if found & {*names}), CHECK)
    return page(form, on, typed, sent, seen=True, problem=problem)


def page(
    form: Form,
    step: str,
    typed: Typed,
    sent: Mapping[str, str],
    *,
    seen: bool = False,
    problem: Refusal | None = None,
) -> Response:
    names: Sequence[str] = {"1": FIRST, "2": SECOND}.get(step, ())
    html = render_template(
        "registration_form.html",
        step=step,
        to=form.to,
        back=form.back,
        area=form.at.area,
        event=form.at.event,
        say=said_of(form.at.area),
        registration=form.at.registration,
        form=typed,
        shown=names,
        carried=[name for name in FIELDS if name not in names],
        sectors=list(form.at.sectors.items()),
        seen=seen,
        has_agreed=form.has_agreed,
        is_change=form.is_change,
        invitee=form.invitee,
        is_full=_is_full(form.at),
        mails=site().service.mails,
        request_id=sent.get("request_id") or ids.new_request(),
        was=form.was if isinstance(problem, DetailsChanged) else sent.get("was") or form.was,
        errors=faults(problem, FIELDS),
        taken=problem is not None and problem.code == "address-registered",
    )
    return _private(make_response(html, 200 if problem is None else problem.status), typed)


def _faults(form: Form, typed: Typed) -> tuple[Refusal | None, Refusal | None]:
    """What is wrong with the first page, and with the second."""
    agreed = form.has_agreed or bool(typed.get("agreed"))
    try:
        said_by_person(about_of(typed), form.at.facts.sectors, agreed=agreed)
    except Refusal as problem:
        found = (problem, *problem.also)
        return _together(found, FIRST), _together(found, SECOND)
    return None, None


def _together(found: Sequence[Refusal], fields: Sequence[str]) -> Refusal | None:
    here = [one for one in found if one.field in fields]
    return here[0].beside(*here[1:]) if len(here) > 1 else here[0] if here else None


def _is_full(at: RegisteredFor) -> bool:
    return bool(at.facts.capacity) and at.roster.places_taken(at.event.id) >= at.facts.capacity


def _private(response: Response, typed: Typed) -> Response:
    """So that the way back works, a browser may keep these pages for itself: a page that came of a
    form is asked for again otherwise. It keeps none that says what somebody needs."""
    kept = "no-store" if typed.get("access") else "private, no-cache"
    response.headers["Cache-Control"] = kept
    return response
