"""Who may open an area or a programme: by its own link, or by that of the programme it is in."""

import pytest

from tests.edges.test_browsers import HTTP, HTTPS, Tab
from voting.core.actors import Actor, Role
from voting.edges.http.visitor import admitted_to_area, admitted_to_programme, page_of
from voting.identity import new_request
from voting.programme.commands import (
    AddArea,
    CreateArea,
    CreateProgramme,
    ReplaceAreaLink,
    ReplaceProgrammeLink,
)
from voting.refusals.areas import UnknownArea, UnknownProgramme
from voting.refusals.asking import NotAllowed, OldLink

SOMEBODY = Actor(Role.AREA, "somebody-else")
TEAM = Actor(Role.PROGRAMME, "the-team")


@pytest.fixture
def area(store):
    return Tab(store).app.service.make_area(new_request(), CreateArea("Kent"), SOMEBODY)


@pytest.fixture
def programme(store):
    make = Tab(store).app.service.make_programme
    return make(new_request(), CreateProgramme("Schools and services"), TEAM)


def link(tab, role, of):
    return tab.app.identity.link(role, of.id, of.links[role.value])


def asks(tab, who, *arguments, **options):
    """What a route of the app would be told of who asks."""
    cookie = "; ".join(f"{name}={value}" for name, value in tab.cookies.items())
    base = {"base_url": tab.address, "headers": {"Cookie": cookie}}
    with tab.app.flask.test_request_context("/", **base):
        tab.app.flask.preprocess_request()
        return who(*arguments, **options)


@pytest.mark.parametrize("address", [HTTP, HTTPS])
def test_an_areas_link_opens_it_on_any_device_and_each_browser_is_somebody(store, area, address):
    here, there = Tab(store, address), Tab(store, address)
    for tab in (here, there):
        with pytest.raises(NotAllowed):
            asks(tab, admitted_to_area, area.id)
        answer = tab.send("/enter", link=f"<https://x.example/enter#{link(tab, Role.AREA, area)}>")
        assert (answer["to"], answer["area"]) == (page_of(Role.AREA, area.id), area.id)
        found, actor = asks(tab, admitted_to_area, area.id)
        assert (found, actor) == (area, Actor(Role.AREA, answer["you"], link=0))
    assert asks(here, admitted_to_area, area.id)[1] != asks(there, admitted_to_area, area.id)[1]


def test_a_link_that_was_replaced_is_dead_and_lets_out_who_came_by_it(store, area):
    tab, other = Tab(store), Tab(store)
    old = link(tab, Role.AREA, area)
    assert tab.send("/enter", link=old)["ok"]
    area = tab.app.service.act_on_area(area.id, SOMEBODY, ReplaceAreaLink())
    with pytest.raises(OldLink):
        asks(tab, admitted_to_area, area.id)
    assert other.send("/enter", link=old)["error"]["code"] == "old-link"
    new = link(tab, Role.AREA, area)
    assert other.send("/enter", link=new[:-1])["error"]["code"] == "broken-link"
    swapped = new[:-2] + ("AB" if new[-2:] != "AB" else "BA")
    assert other.send("/enter", link=swapped)["error"]["code"] == "broken-link"
    assert tab.send("/enter", link=new)["to"] == f"/area/{area.id}"
    assert asks(tab, admitted_to_area, area.id)[1].role is Role.AREA


def test_a_programmes_link_opens_its_areas_and_no_others(store, area, programme):
    team, evaluator = Tab(store), Tab(store)
    service = team.app.service
    other = service.make_area(new_request(), CreateArea("Essex"), SOMEBODY)
    service.act_on_programme(programme.id, TEAM, AddArea(area.id))
    assert team.send("/enter", link=link(team, Role.PROGRAMME, programme))["to"] == (
        f"/programme/{programme.id}"
    )
    found, actor = asks(team, admitted_to_programme, programme.id)
    assert (found.id, actor.role) == (programme.id, Role.PROGRAMME)
    assert asks(team, admitted_to_area, area.id)[1] == Actor(Role.PROGRAMME, actor.id)
    with pytest.raises(NotAllowed):
        asks(team, admitted_to_area, other.id)

    answer = evaluator.send("/enter", link=link(team, Role.EVALUATOR, programme))
    assert (answer["to"], answer["area"]) == (f"/programme/{programme.id}/evaluation", None)
    _, actor = asks(evaluator, admitted_to_programme, programme.id, evaluators=True)
    assert actor == Actor(Role.EVALUATOR, answer["you"], link=0)
    for who, id in ((admitted_to_programme, programme.id), (admitted_to_area, area.id)):
        with pytest.raises(NotAllowed):
            asks(evaluator, who, id)

    service.act_on_programme(programme.id, TEAM, ReplaceProgrammeLink("programme"))
    with pytest.raises(OldLink):
        asks(team, admitted_to_programme, programme.id)
    with pytest.raises(NotAllowed):
        asks(team, admitted_to_area, area.id)
    assert asks(evaluator, admitted_to_programme, programme.id, evaluators=True)


def test_what_is_not_there_is_unknown(store, area):
    tab = Tab(store)
    with pytest.raises(UnknownArea):
        asks(tab, admitted_to_area, "nosuchareanosuch")
    with pytest.raises(UnknownProgramme):
        asks(tab, admitted_to_programme, area.id)
    unknown = tab.app.identity.link(Role.AREA, "nosuchareanosuch", 0)
    assert tab.send("/enter", link=unknown)["error"]["code"] == "unknown-area"
