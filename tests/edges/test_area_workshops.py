"""The workshops of an area: their links from its page, opened, replaced, and moved elsewhere."""

import html

import pytest

from demo.client import Browser, Refused
from lab.rig.live_room import LiveRoom
from lab.rig.words import said
from tests.days import today
from tests.edges.areas import LiveArea

pytestmark = pytest.mark.live


@pytest.fixture
def area(server):
    area = LiveArea(server)
    yield area
    area.close()


@pytest.fixture
def path(area, room) -> str:
    """Of the room's workshop, which is one of the area's."""
    area.holds(room)
    return f"/workshops/{room.id}"


def test_the_areas_page_has_every_link_of_its_workshops_and_only_of_those(area, room, path, server):
    links = area.lead.get_json(f"{area.path}{path}/links")
    trainers = room.office.get_json(f"/trainer/{room.id}/links")
    assert links == trainers | {"area": area.link}
    page = area.page(path)
    for link in ("join", "trainer", "lead", "room"):
        assert links[link] in page
    stranger = Browser(server.base)
    assert stranger.get(f"{area.path}{path}/links").status_code == 403
    other = LiveArea(server, "Borchester")
    assert other.lead.get(f"{other.path}{path}/links").status_code == 404
    with pytest.raises(Refused) as refused:
        other.asks(f"{path[1:]}/replace", link="trainer")
    assert refused.value.code == "unknown-workshop"
    other.close()


@pytest.mark.parametrize(
    ("role", "to"), [("trainer", "trainer"), ("lead", "lead"), ("room", "room")]
)
def test_a_lead_opens_each_page_of_a_workshop(area, room, path, role, to):
    made = area.asks(f"{path[1:]}/open", **{"as": role})
    assert made["to"] == f"/{to}/{room.id}"
    assert area.lead.get(made["to"]).status_code == 200


def test_what_is_next_leads_to_the_pages_of_its_workshop(area, server):
    room = LiveRoom(server, date=today())
    area.holds(room)
    next_up = area.page().partition('id="next"')[2].partition("</section>")[0]
    assert f'class="button" href="{area.path}/workshops/{room.id}"' in next_up
    room.close()


def test_nobody_is_opened_a_page_that_is_none(area, path):
    with pytest.raises(Refused) as refused:
        area.asks(f"{path[1:]}/open", **{"as": "attendee"})
    assert refused.value.code == "unknown-choice"
    assert refused.value.sentence == said("refusals.unknown-choice.opens")


def test_a_lost_trainers_link_is_replaced_and_everybody_who_had_it_is_out(area, room, path):
    old = room.links["trainer"]
    asked = area.page(f"{path}/replace?link=trainer")
    assert said("area.workshop.dies.trainer") in asked
    assert area.lead.get_json(f"{area.path}{path}/links")["trainer"] == old, "nothing by looking"
    assert area.sends(f"{path[1:]}/replace", link="trainer").status_code == 303
    page = area.page(f"{path}?done=replace_link&of=trainer")
    assert said("area.workshop.replaced.trainer") in page
    assert room.office.get(f"/trainer/{room.id}").status_code == 403
    with pytest.raises(Refused):
        Browser(room.server.base).enter(old)
    new = area.lead.get_json(f"{area.path}{path}/links")["trainer"]
    trainer = Browser(room.server.base).enter(new)
    assert trainer.browser.get(f"/trainer/{room.id}").status_code == 200


@pytest.mark.parametrize("link", ["join", "lead", "room"])
def test_every_other_link_can_be_replaced(area, room, path, link):
    before = area.lead.get_json(f"{area.path}{path}/links")
    fields = {"link": link, "request_id": "one-request"}
    for _ in range(2):  # sent twice, it is replaced once
        area.asks(f"{path[1:]}/replace", **fields)
    after = area.lead.get_json(f"{area.path}{path}/links")
    changed = {name for name in before if before[name] != after[name]} - {"invitation"}
    assert changed == {link}
    assert room.stored().links[link] == 1


def test_a_workshop_is_moved_to_another_area(area, room, path, server):
    other = LiveArea(server, "Borchester")
    area.lead.post("/enter", link=other.link)
    form = area.page(f"{path}/move")
    assert f'value="{other.id}"' in form
    answer = area.sends(f"{path[1:]}/move", to=other.id)
    assert answer.headers["Location"].startswith(other.path)
    assert other.area.workshops() == [room.id]
    assert area.area.workshops() == []
    assert area.store.area_of(room.id) == other.id
    assert other.sends(f"workshops/{room.id}/move", link=area.link).status_code == 303
    assert area.area.workshops() == [room.id]
    other.close()


def test_a_workshop_is_not_moved_to_nowhere(area, room, path, server):
    other = LiveArea(server, "Borchester")
    old = other.link
    other.does("replace_area_link")
    for fields, sentence in (
        ({}, said("refusals.unknown-choice.area")),
        ({"to": area.id}, said("refusals.unknown-choice.area")),
        ({"link": old}, said("refusals.old-link")),
        ({"link": other.link[:-4]}, said("refusals.broken-link")),
        ({"to": other.id}, said("refusals.not-allowed")),
    ):
        answer = area.sends(f"{path[1:]}/move", **fields)
        assert answer.status_code >= 400
        page = html.unescape(answer.text)
        assert sentence in page
        assert fields.get("link", "") in page, "what was typed is still there"
    for fields, code, field in (
        ({"link": "abc"}, "broken-link", "link"),
        ({"link": room.links["lead"]}, "not-an-area-link", "link"),
        ({"link": other.link.replace(other.id, "a" * 16)}, "unknown-area", "link"),
        ({"to": "a" * 16}, "unknown-area", "to"),
        ({"to": other.link[:-4]}, "broken-link", "to"),
        ({}, "unknown-choice", "to"),
    ):
        with pytest.raises(Refused) as refused:
            area.asks(f"{path[1:]}/move", **fields)
        assert (refused.value.code, refused.value.field) == (code, field)
    assert area.area.workshops() == [room.id]
    page = html.unescape(area.sends(f"{path[1:]}/move").text)  # there is no list
    assert (said("area.workshop.move_none") in page, 'href="#link"' in page) == (True, True)
    hint = said("area.workshop.move_link_hint")
    assert hint not in page
    area.lead.post("/enter", link=other.link)
    assert hint in area.page(f"{path}/move")
    other.close()
