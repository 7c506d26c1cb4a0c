"""A programme's areas and links: the page where its team adds, takes in and removes areas."""

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, g, make_response, render_template, request

from voting import identity as ids
from voting.core.actors import Actor, Role
from voting.edges.http.programme_lines import Pasted, areas_in, tags_in
from voting.edges.http.programme_links import area_link, numbers, programme_links
from voting.edges.http.sent import Answer, in_json, sent_fields, wants_json
from voting.edges.http.site import site
from voting.edges.http.speaking import faults
from voting.edges.http.visitor import admitted_to_programme, go_on
from voting.programme import commands as c
from voting.programme.area import Area
from voting.programme.membership import MOST_AREAS
from voting.programme.programme import Programme
from voting.programme.texts import plain_name
from voting.refusals import Refusal
from voting.refusals.areas import TooManyOfArea
from voting.refusals.asking import BrokenLink, NotAllowed, OldLink
from voting.refusals.programmes import AreaThere, NotAnAreaLink, NotInProgramme, SameAreaThere
from voting.refusals.serving import StoreUnavailable
from voting.typed import read_link
from voting.views.programme import Asked, names_of, of_programme
from voting.wire.pages import AreaMade, AreasMade, ProgrammeAreas

Fields = Mapping[str, str]

routes = Blueprint("programme_areas", __name__)
_FIELDS = (
    "name", "region", "tags", "another", "lines", "others", "link",
)  # fmt: skip


@routes.get("/programme/<id>/areas")
def manage(id: str) -> Answer:
    found, _ = admitted_to_programme(id)
    return _page(found)


@routes.get("/programme/<id>/links")
def links(id: str) -> Answer:
    """All links, for programs."""
    found, _ = admitted_to_programme(id)
    areas = [_made(area) for area in _areas(found)]
    return in_json(ProgrammeAreas(links=programme_links(found), areas=areas))


@routes.post("/programme/<id>/<command>")
def change(id: str, command: str) -> Answer:
    """Give one of COMMANDS, from a form or as JSON."""
    found, by = admitted_to_programme(id)
    fields = sent_fields()
    does = COMMANDS.get(command)
    if does is None:
        raise NotAllowed()
    try:
        try:
            made = does(found, by, fields)
        except OldLink:  # unless it is this very form, sent twice, that has just replaced it
            found, by = admitted_to_programme(id)
            made = does(found, by, fields)
    except Refusal as problem:
        if wants_json() or isinstance(problem, StoreUnavailable):
            raise
        return _page(site().service.programme(id), problem, command)
    to = f"/programme/{id}/areas?did={command}&n={len(made)}"
    if wants_json():
        return in_json(AreasMade(areas=[_made(area) for area in made], to=to))
    return go_on(to)


# --- the commands; each gives the areas that it made or changed ---


def _add_area(found: Programme, by: Actor, fields: Fields) -> list[Area]:
    one = Pasted(
        line=0,
        name=fields.get("name", ""),
        region=fields.get("region", ""),
        tags=tags_in(fields.get("tags", "")),
    )
    if not fields.get("another") and _is_there(found, fields, _areas(found))(one):
        raise SameAreaThere(name=one.name)
    return [_make(found, by, fields, one)]


def _add_areas(found: Programme, by: Actor, fields: Fields) -> list[Area]:
    is_there = _is_there(found, fields, _areas(found))
    pasted = areas_in(fields.get("lines", ""), is_there, others=bool(fields.get("others")))
    _room_for(found, [one for one in pasted if not _is_made(found, fields, one)])
    return [_make(found, by, fields, one) for one in pasted]


def _room_for(found: Programme, new: Sequence[Pasted]) -> None:
    """All of them or none; raises TooManyOfArea."""
    if len(found.areas) + len(new) > MOST_AREAS:
        raise TooManyOfArea("lines", why="areas", n=MOST_AREAS)


def _is_made(found: Programme, fields: Fields, one: Pasted) -> bool:
    return site().service.area_made_by(_request(found, fields, one)) in found.areas


def _is_there(found: Programme, fields: Fields, areas: Sequence[Area]) -> Callable[[Pasted], bool]:
    """Has the programme an area of the same name, other than the one that this request has made?"""

    named: dict[str, set[str]] = {}
    for area in areas:
        named.setdefault(plain_name(area.name), set()).add(area.id)

    def is_there(one: Pasted) -> bool:
        same = named.get(plain_name(one.name), set())
        return bool(same) and site().service.area_made_by(_request(found, fields, one)) not in same

    return is_there


def _request(found: Programme, fields: Fields, one: Pasted) -> str:
    """What the request for one area is known by: sent twice, it makes it once."""
    asked = (g.browser, found.id, fields.get("request_id", ""), str(one.line), one.name)
    return site().identity.request_name("|".join(asked))


def _make(found: Programme, by: Actor, fields: Fields, one: Pasted) -> Area:
    command = c.CreateArea(
        name=one.name,
        template=found.template,
        language=found.language,
        programme=found.id,
        region=one.region,
        tags=one.tags,
    )
    if not fields.get("request_id"):
        fields = {**fields, "request_id": ids.new_request()}
    return site().service.make_area(_request(found, fields, one), command, by)


def _take_in(found: Programme, by: Actor, fields: Fields) -> list[Area]:
    """An area that there is already, by its link."""
    service = site().service
    try:
        role, id, secret = read_link(fields.get("link", ""))
    except NotAllowed:
        raise NotAnAreaLink() from None
    except BrokenLink:
        raise BrokenLink("link") from None
    if role is not Role.AREA:
        raise NotAnAreaLink()
    area = service.area(id)
    try:
        site().identity.check_link(role, id, secret, area.links["area"])
    except (BrokenLink, OldLink) as problem:
        raise type(problem)("link") from None
    if area.programme == found.id:
        raise AreaThere(name=area.name)
    service.act_on_programme(found.id, by, c.AddArea(id))
    return [area]


def _remove_area(found: Programme, by: Actor, fields: Fields) -> list[Area]:
    area = _own(found, fields)
    site().service.act_on_programme(found.id, by, c.RemoveArea(area.id))
    return [area]


def _replace_area_link(found: Programme, by: Actor, fields: Fields) -> list[Area]:
    area = _own(found, fields)
    name = _once(found, fields, f"replace|{area.id}")
    return [site().service.act_on_area(area.id, by, c.ReplaceAreaLink(), id_of_request=name)]


def _replace_programme_link(found: Programme, by: Actor, fields: Fields) -> list[Area]:
    link = fields.get("link", "")
    after = site().service.act_on_programme(
        found.id,
        by,
        c.ReplaceProgrammeLink(link),
        id_of_request=_once(found, fields, f"replace|{link}"),
    )
    if link == "programme":  # whoever replaced it has the new one
        g.holds.use_area(Role.PROGRAMME, found.id, after.links["programme"])
    return []


def _once(found: Programme, fields: Fields, what: str) -> str:
    """What a press of a button is known by: pressed twice, it is done once."""
    request_id = fields.get("request_id")
    if not request_id:
        return ""
    return site().identity.request_name("|".join((g.browser, found.id, request_id, what)))


COMMANDS: Mapping[str, Callable[[Programme, Actor, Fields], list[Area]]] = {
    "add_area": _add_area,
    "add_areas": _add_areas,
    "take_in": _take_in,
    "remove_area": _remove_area,
    "replace_area_link": _replace_area_link,
    "replace_programme_link": _replace_programme_link,
}


def _own(found: Programme, fields: Fields) -> Area:
    """The area that is meant; raises NotInProgramme."""
    for area in _areas(found):
        if area.id == fields.get("area", ""):
            return area
    raise NotInProgramme()


# --- the page ---


def _areas(found: Programme) -> list[Area]:
    return [at.area for at in of_programme(found, site().service.look_at_areas(found.areas))]


def _made(area: Area) -> AreaMade:
    return AreaMade(area=area.id, name=area.name, link=area_link(area))


def _page(found: Programme, problem: Refusal | None = None, command: str = "") -> Answer:
    form = request.form if command else {}
    areas = _areas(found)
    page = render_template(
        "programme_areas.html",
        programme=found,
        areas=[(area, area_link(area)) for area in areas],
        named=names_of(areas, numbers(found), Asked()),
        links=programme_links(found),
        request_id=form.get("request_id") or ids.new_request(),
        form=form,
        sent=command,
        errors=faults(problem, _FIELDS),
        did=request.args.get("did", "") if not command else "",
        n=request.args.get("n", type=int, default=0),
        is_new="made" in request.args,
    )
    return make_response(page, 200 if problem is None else problem.status)


def _again(problem: Refusal) -> Answer:
    assert request.view_args
    found, _ = admitted_to_programme(request.view_args["id"])
    return _page(found, problem, request.view_args["command"])


FORMS = {"programme_areas.change": _again}
