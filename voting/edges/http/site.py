"""HTTP: pages, forms and downloads. Routes translate and decide nothing."""

import io
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

import segno
from flask import Flask, Response, g, jsonify, make_response, redirect, render_template, request
from msgspec.structs import replace
from werkzeug.exceptions import NotFound

from voting import identity as ids
from voting import wire
from voting.config import Settings
from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.core.state import Workshop
from voting.edges.broadcast import Watcher
from voting.edges.http.assets import Assets, pack, packing
from voting.edges.http.guard import Answer, Guard, sent_fields, wants_json
from voting.identity import Identity
from voting.refusals import FormTooOld, Refusal, StoreUnavailable
from voting.reports import downloads
from voting.service import Service
from voting.typed import place_in, read_link, way_on
from voting.views import audiences as views

_log = logging.getLogger(__name__)

# What the offline page is made of.
_SHELL = (
    "css/site.css",
    "icons/icon.svg",
    "js/offline.js",
    "js/keep.js",
)
# What makes one request for a workshop another than the one before.
_ASKED_FOR = ("area", "kind", "date", "title", "framework", "rehearsal")
MOST_LISTED = 40  # workshops that the start page looks up for a browser
_PAGE_OF = {
    Role.ATTENDEE: "/w/{}",
    Role.TRAINER: "/trainer/{}",
    Role.LEAD: "/lead/{}",
    Role.ROOM: "/room/{}",
}


class Site:
    """The HTTP edge of one application."""

    def __init__(
        self,
        flask: Flask,
        settings: Settings,
        service: Service,
        identity: Identity,
        watcher: Watcher,
        words: Mapping[str, Any],
        assets: Assets,
        weaknesses: Sequence[str],
    ) -> None:
        self._flask = flask
        self._guard = Guard(settings, identity, words)
        self._settings = settings
        self._service = service
        self._identity = identity
        self._watcher = watcher
        self._words = words
        self._assets = assets
        self._weaknesses = weaknesses

    def register(self) -> None:
        """Attach every route to the Flask application."""
        flask = self._flask
        self._guard.register(flask, self._form_again, way_on)
        flask.context_processor(self._shared)
        for rule, methods, view in self.routes():
            flask.add_url_rule(rule, view.__name__, view, methods=methods)

    def routes(self) -> list[tuple[str, list[str], Callable[..., Answer]]]:
        """Every door there is."""
        return [
            ("/", ["GET"], self.home),
            ("/hello", ["GET"], self.hello),
            ("/healthz", ["GET"], self.healthz),
            ("/static/<fingerprint>/<path:name>", ["GET"], self._assets.serve),
            ("/sw.js", ["GET"], self.worker),
            ("/offline/<seal>", ["GET"], self.offline),
            ("/workshops", ["POST"], self.create),
            ("/workshops/<workshop>/created", ["GET"], self.created),
            ("/join", ["GET"], self.join),
            ("/join", ["POST"], self.type_code),
            ("/j/<code>", ["GET"], self.introduce_yourself),
            ("/j/<code>", ["POST"], self.take_part),
            ("/j/<code>/form", ["GET"], self.what_to_fill_in),
            ("/enter", ["GET"], self.enter),
            ("/enter", ["POST"], self.claim_link),
            ("/w/<workshop>", ["GET"], self.attendee),
            ("/room/<workshop>", ["GET"], self.room),
            ("/trainer/<workshop>", ["GET"], self.trainer),
            ("/trainer/<workshop>/links", ["GET"], self.links),
            ("/trainer/<workshop>/delete", ["POST"], self.delete),
            ("/lead/<workshop>", ["GET"], self.lead),
            ("/qr/<workshop>.svg", ["GET"], self.qr),
            ("/results/<workshop>/<any(" + ",".join(downloads.FILES) + "):file>", ["GET"],
             self.download),
        ]  # fmt: skip

    def _shared(self) -> dict[str, Any]:
        return {
            "words": self._words,
            "token": self._identity.page_token(g.browser),
            "static": self._assets.address,
            "plain_date": _plain_date,
        }

    # --- creating ---

    def home(self) -> Answer:
        return self._home_page()

    def _home_page(self, problem: Refusal | None = None, field: str | None = None) -> Answer:
        page = render_template(
            "home.html",
            kinds=list(c.KINDS.items()),
            frameworks=[(f.key, f.name) for f in self._service.frameworks.values()],
            passphrase_wanted=bool(self._settings.create_passphrase),
            request_id=request.form.get("request_id") or ids.new_request(),
            form=request.form,
            error=None if problem is None else str(problem),
            error_field=field,
            today=self._service.clock().date().isoformat(),
            deleted=request.args.get("deleted"),
            mine=self._mine(),
        )
        return make_response(page, 200 if problem is None else problem.status)

    def _mine(self) -> list[Mapping[str, Any]]:
        """The workshops that this browser is signed in to, the newest first."""
        held = [(one.workshop, one.actor) for one in g.holds.held]
        try:
            found = self._service.signed_in_to(held, MOST_LISTED)
        except StoreUnavailable:  # the page is good without
            return []
        found.sort(key=lambda one: (one[0].details.date, one[0].created_at), reverse=True)
        return [
            views.workshop_view(workshop)
            | {"role": actor.role.value, "to": _PAGE_OF[actor.role].format(workshop.id)}
            for workshop, actor in found
        ]

    def create(self) -> Answer:
        """Set up a workshop from the home page's form (or the same fields as JSON)."""
        fields = sent_fields()
        by = None
        try:
            if wanted := self._settings.create_passphrase:
                given = fields.get("passphrase", "")
                self._service.check_passphrase(wanted, given, self._who())
            # The browser is part of it: another one's request never leads into this workshop. So is
            # what is asked for: a form that a browser brings back as it was, with its request id,
            # and that is filled in anew, asks for another workshop.
            request_id = fields.get("request_id") or ids.new_request()
            asked = (fields.get(name, "") for name in _ASKED_FOR)
            workshop = self._identity.workshop_id("|".join((g.browser, request_id, *asked)))
            by = self._actor(Role.TRAINER, workshop)
            details = c.Details(
                area=fields.get("area", ""),
                kind=fields.get("kind", ""),
                date=fields.get("date", ""),
                title=fields.get("title", ""),
            )
            framework = fields.get("framework") or next(iter(self._service.frameworks))
            rehearsal = bool(fields.get("rehearsal"))
            self._service.create(workshop, framework, details, by, rehearsal=rehearsal)
        except Refusal as problem:
            if wants_json() or isinstance(problem, StoreUnavailable):
                raise
            return self._home_page(problem, _field_of(problem))
        to = f"/workshops/{workshop}/created"
        return self._signed_in(workshop, by, to)

    def created(self, workshop: str) -> Answer:
        found, _ = self._admitted(workshop, "trainer")
        links = self._links(found)
        return render_template(
            "created.html",
            workshop=views.workshop_view(found),
            code=found.code,
            code_display=ids.display_code(found.code),
            code_expires=_plain_date(found.code_expires.date().isoformat()),
            join_address=links["join"],
            short_join_address=f"{self._guard.base()}/join".partition("://")[2],
            links=links,
            invitation=links["invitation"],
            only_here=self._guard.only_here(),
        )

    # --- joining ---

    def hello(self) -> Answer:
        """For clients that are not browsers: the page token that goes with their cookie."""
        return jsonify(ok=True, token=self._identity.page_token(g.browser))

    def join(self) -> Answer:
        return render_template("join.html", code="", error=None)

    def _join_page(self, typed: str, problem: Refusal) -> Response:
        page = render_template(
            "join.html",
            code=typed[:500],
            error=str(problem),
            error_field=None if isinstance(problem, FormTooOld) else "code",
        )
        return make_response(page, problem.status)

    def type_code(self) -> Answer:
        typed = sent_fields().get("code", "")
        if place := place_in(typed):  # another link of ours was pasted
            return jsonify(ok=True, to=place) if wants_json() else redirect(place, 303)
        try:
            workshop = self._open_by_code(typed)
        except Refusal as problem:
            if wants_json():
                raise
            return self._join_page(typed, problem)
        to = f"/j/{workshop.code}"
        return jsonify(ok=True, to=to) if wants_json() else redirect(to, 303)

    def introduce_yourself(self, code: str) -> Answer:
        try:
            workshop = self._open_by_code(code)
        except Refusal as problem:
            return self._join_page(code, problem)
        return _packed(self._details_page(workshop))

    def what_to_fill_in(self, code: str) -> Answer:
        """For clients that are not browsers: what a person sees before they join."""
        workshop = self._open_by_code(code)
        return jsonify(
            ok=True,
            workshop=views.workshop_view(workshop),
            framework=views.framework_view(workshop.framework),
        )

    def _open_by_code(self, typed: str) -> Workshop:
        """The workshop of a code, if this browser's person may join: whoever may not is told before
        they have filled in a form."""
        workshop = self._found(typed)
        self._service.check_open_to(workshop, self._actor(Role.ATTENDEE, workshop.id).id)
        return workshop

    def _details_page(self, workshop: Workshop, problem: Refusal | None = None) -> Response:
        me = self._actor(Role.ATTENDEE, workshop.id)
        known = workshop.people.get(workshop.stands_for(me.id))
        page = render_template(
            "details.html",
            workshop=views.workshop_view(workshop),
            code=workshop.code,
            sectors=[(s.key, s.name) for s in workshop.framework.sectors],
            form=request.form,
            known=None if known is None else {"name": known.name, "sector": known.sector},
            error=None if problem is None else str(problem),
            error_field=None if problem is None else _field_of(problem),
            locked=workshop.locked,
        )
        return make_response(page, 200 if problem is None else problem.status)

    def take_part(self, code: str) -> Answer:
        """Join under a name and a sector, as the person that this browser is here."""
        fields = sent_fields()
        workshop = self._found(code)
        before, anew = g.browser, bool(fields.get("somebody_else"))
        if anew:
            g.browser = g.holds.new_name()
        me = self._actor(Role.ATTENDEE, workshop.id, anew=anew)
        command = c.Join(name=fields.get("name", ""), sector=fields.get("sector", ""))
        try:
            self._service.act(workshop.id, me, command, address=self._address_in(workshop.id))
        except Refusal as problem:
            g.browser = before  # nobody has joined, so this is still who it was
            if wants_json() or isinstance(problem, StoreUnavailable):
                raise
            return self._details_page(workshop, problem)
        return self._signed_in(workshop.id, me, f"/w/{workshop.id}")

    # --- without a connection ---

    def worker(self) -> Answer:
        """The phones' service worker. It names the version that it keeps, so that with another
        version browsers see another worker and take that."""
        script = render_template(
            "sw.js",
            files=self._assets.address(""),
            offline=f"/offline/{_seal_of(render_template('offline.html'))}",
            shell=[self._assets.address(name) for name in _SHELL],
        )
        response = _packed(make_response(script))
        response.content_type = "text/javascript"
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Content-Security-Policy"] = "default-src 'self'"
        response.add_etag()
        return response.make_conditional(request)

    def offline(self, seal: str) -> Answer:
        """What the worker shows in the place of a page that can't be had; none for the worker of
        another version, whose files this page does not fit."""
        page = render_template("offline.html")
        if seal != _seal_of(page):
            raise NotFound()
        return _packed(make_response(page))

    # --- secret links ---

    def enter(self) -> Answer:
        return render_template("enter.html")

    def claim_link(self) -> Answer:
        """Turn a link's fragment, posted by the page, into a cookie."""
        role, id, secret = read_link(sent_fields().get("link", ""))
        workshop = self._service.store.load(id)
        generation = workshop.links[role.value]
        self._identity.check_link(role, id, secret, generation)
        if role is Role.TRAINER:
            actor = replace(self._actor(role, id), link=generation)
        else:
            actor = Actor(role, str(generation))
        return self._signed_in(id, actor, _PAGE_OF[role].format(id))

    def links(self, workshop: str) -> Answer:
        found, _ = self._admitted(workshop, "trainer")
        return jsonify(ok=True, **self._links(found))

    def _links(self, workshop: Workshop) -> dict[str, str]:
        base = self._guard.base()
        join = f"{base}/j/{workshop.code}"
        made = {
            role.value: f"{base}/enter#"
            + self._identity.link(role, workshop.id, workshop.links[role.value])
            for role in (Role.TRAINER, Role.LEAD, Role.ROOM)
        }
        details, words = workshop.details, self._words["invitation"]
        kind = details.title or f"{workshop.framework.name} {c.KINDS[details.kind]}"
        invitation = words["text"].format(
            kind=words["rehearsal"].format(kind=kind) if workshop.rehearsal else kind,
            area=details.area,
            date=_plain_date(details.date),
            join=join,
            address=f"{base}/join",
            code=ids.display_code(workshop.code),
        )
        return {"join": join, **made, "invitation": invitation}

    def delete(self, workshop: str) -> Answer:
        """Erase a workshop for good, if its trainers may, and say so on the home page."""
        found, _ = self._admitted(workshop, "trainer")
        self._service.delete(found, sent_fields().get("area", ""))
        to = "/?deleted" if found.rehearsal else "/?deleted=workshop"
        g.holds.drop(workshop)
        return jsonify(ok=True, to=to) if wants_json() else redirect(to, 303)

    # --- live pages ---

    def attendee(self, workshop: str) -> Answer:
        return self._live_page(workshop, "attendee")

    def room(self, workshop: str) -> Answer:
        return self._live_page(workshop, "room")

    def trainer(self, workshop: str) -> Answer:
        return self._live_page(workshop, "trainer")

    def lead(self, workshop: str) -> Answer:
        return self._live_page(workshop, "lead")

    def _live_page(self, id: str, audience: str) -> Answer:
        found, actor = self._admitted(id, audience)
        g.holds.use(id, actor)
        join = f"{self._guard.base()}/join"
        boot = {
            "audience": audience,
            "workshop": id,
            "version": self._assets.fingerprint,
            "token": self._identity.page_token(g.browser),
            "framework": views.framework_view(found.framework),
            "words": {key: self._words[key] for key in ("common", "status", audience)},
            "join_address": join,
            "short_join_address": join.partition("://")[2],
            "only_here": self._guard.only_here(),
            "trainer": actor.id if actor.role is Role.TRAINER else None,
            "kinds": list(c.KINDS.items()) if audience == Role.TRAINER else None,
            "state": self._watcher.first_state(id, audience, actor),
        }
        # "<" could end the script element early, whatever the JSON around it says.
        boot_json = wire.encode(boot).decode().replace("<", "\\u003c")
        page = render_template(
            f"{audience}.html", workshop=views.workshop_view(found), boot_json=boot_json
        )
        return _packed(make_response(page))

    def qr(self, workshop: str) -> Answer:
        found, _ = self._admitted(workshop, "room")
        code = segno.make(f"{self._guard.base()}/j/{found.code}", error="m")
        picture = io.BytesIO()
        code.save(picture, kind="svg", scale=8, border=4, light="#fff", omitsize=True)
        response = make_response(picture.getvalue())
        response.content_type = "image/svg+xml"
        return response

    def download(self, workshop: str, file: str) -> Answer:
        found, _ = self._admitted(workshop, "lead")
        situation = self._service.situation(found)
        data, kind = downloads.make(
            file,
            situation,
            self._service.store.log(workshop),
            self._service.clock(),
        )
        response = make_response(data)
        response.content_type = kind
        name = downloads.file_name(file, found)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def healthz(self) -> Answer:
        try:
            self._service.store.check()
        except StoreUnavailable as problem:
            # What is wrong in detail, addresses among it, is for the log and not for strangers.
            _log.warning("store: %s", problem.details.get("why"))
            kind = type(problem.__cause__ or problem).__name__
            reason = f"the store does not answer or can't be written to ({kind})"
            return jsonify(ok=False, store=False, reason=reason), 503
        return jsonify(ok=True, store=True, warnings=self._weaknesses)

    # --- parts ---

    def _form_again(self, problem: Refusal) -> Answer | None:
        """The form that was sent, filled in as it was and with the token that it lacked; None where
        a page without such a form was."""
        match request.endpoint:
            case "create":
                return self._home_page(problem)
            case "type_code":
                return self._join_page(request.form.get("code", ""), problem)
            case "take_part":
                found = self._found((request.view_args or {})["code"])
                return self._details_page(found, problem)
        return None

    def _admitted(self, workshop: str, page: str) -> tuple[Workshop, Actor]:
        """Who asks for ``page`` by the cookies they send; raises what they are refused with."""
        actors, perhaps = g.holds.actors(workshop, page), g.holds.by_name(workshop, page)
        return self._service.admitted(workshop, actors, perhaps)

    def _actor(self, role: Role, workshop: str, *, anew: bool = False) -> Actor:
        """Who this browser is in that role: who it has been, or else who its name makes it."""
        held = None if anew else g.holds.id_in(workshop, role)
        return Actor(role, held or self._identity.actor_id(role, g.browser, workshop))

    def _signed_in(self, workshop: str, actor: Actor, to: str) -> Answer:
        g.holds.use(workshop, actor)
        if wants_json():
            return jsonify(ok=True, workshop=workshop, you=actor.id, to=to)
        return redirect(to, 303)

    def _found(self, code: str) -> Workshop:
        """The workshop that a code opens; raises what it is refused with."""
        return self._service.find_by_code(code, self._who(), self._address_in)

    def _address_in(self, workshop: str) -> str:
        return self._identity.address_in(workshop, request.remote_addr or "")

    def _who(self) -> str:
        return self._identity.anonymous_address(request.remote_addr or "")


def _packed(response: Response) -> Response:
    """A page, compressed where that is understood. Only for pages that repeat nothing of what was
    asked: beside a repeated text, the length would tell of the token."""
    response.headers["Vary"] = "Accept-Encoding"
    if how := packing():
        response.set_data(pack(response.get_data(), how))
        response.headers["Content-Encoding"] = how
    return response


def _seal_of(page: str) -> str:
    return sha256(page.encode()).hexdigest()[:12]


def _plain_date(iso: str) -> str:
    return date.fromisoformat(iso).strftime("%-d %B %Y")


def _field_of(problem: Refusal) -> str | None:
    """Which form field a refusal is about."""
    what = str(problem.details.get("what", ""))
    fields = {
        "the area": "area",
        "the title": "title",
        "the kind of workshop": "kind",
        "the framework": "framework",
        "your name or initials": "name",
        "where you work": "sector",
    }
    by_code = {"impossible-date": "date", "wrong-passphrase": "passphrase"}
    return fields.get(what) or by_code.get(problem.code)
