"""A browser is known to an area as it joins, and by another name when somebody else uses it."""

import re

import pytest

from tests.builders import FIRST_TRAINER
from tests.sent import lead_view, room_view, trainer_view
from tests.store.areas import StoredArea
from voting.config import Settings
from voting.core import commands as c
from voting.core.ruling import Method
from voting.web import create_app


@pytest.fixture
def app(store):
    return create_app(Settings(secret_key="k" * 32, async_mode="threading"), store)


def joins(client, workshop, **fields) -> str:
    """Somebody joins; their id comes back."""
    token = client.get("/hello").json["token"]
    sent = {"name": "A. B.", "sector": "primary"} | fields
    answer = client.post(f"/j/{workshop.code}", json=sent, headers={"X-Cascade-Token": token})
    assert answer.status_code == 200, answer.text
    return answer.json["you"]


def test_one_browser_is_known_by_one_name_in_an_area_and_by_others_elsewhere(store, app):
    area, elsewhere = StoredArea(store), StoredArea(store, "Borchester")
    first, second = area.workshop(), area.workshop("workshop-2", "2026-05-05")
    other = elsewhere.workshop()
    client, stranger = app.flask.test_client(), app.flask.test_client()
    names = []
    for workshop in (first, second, other):
        me = joins(client, workshop)
        names.append(store.known(workshop.id)[me])
    assert names[0] == names[1] != names[2]
    known = store.known(first.id)
    assert set(known.values()).isdisjoint({*known})
    joins(client, first, name="A. C.")  # corrected
    them = joins(stranger, second)
    assert store.known(first.id) == known
    assert store.known(second.id)[them] != names[0]
    assert area.service.returning(store.load(second.id)) is None  # one person is too few


def test_somebody_else_on_the_same_device_is_somebody_else_to_the_area(store, app):
    area = StoredArea(store)
    workshop = area.workshop()
    client = app.flask.test_client()
    me, them = joins(client, workshop), joins(client, workshop, somebody_else="1")
    known = store.known(workshop.id)
    assert known[me] != known[them]
    later = area.workshop("workshop-2", "2026-05-05")
    assert store.known(later.id) == {}
    joins(client, later)
    assert [*store.known(later.id).values()] == [known[them]]


def test_whoever_gets_a_device_is_not_told_who_used_it_at_an_earlier_workshop(store, app):
    area = StoredArea(store)
    first, later = area.workshop(), area.workshop("workshop-2", "2026-05-05")
    client, stranger = app.flask.test_client(), app.flask.test_client()
    joins(client, first, name="Zaphod B.", sector="clinic")
    pages = [
        client.get("/"),
        client.get(f"/j/{later.code}"),
        client.get(f"/j/{later.code}/form"),
        client.post(f"/j/{later.code}", data={"token": client.get("/hello").json["token"]}),
    ]
    for page in pages:
        assert "Zaphod" not in page.text
    assert client.get(f"/w/{later.id}").status_code == 403
    plain = [re.sub('value="[^"]{20,}"', "", one.get(f"/j/{later.code}").text)
             for one in (client, stranger)]  # fmt: skip
    assert plain[0] == plain[1], "the same as for somebody who has never been here"


def test_whoever_is_refused_is_not_known(store, app):
    workshop = StoredArea(store).workshop()
    client = app.flask.test_client()
    token = client.get("/hello").json["token"]
    sent = {"name": "A. B.", "sector": "nowhere"}
    answer = client.post(f"/j/{workshop.code}", json=sent, headers={"X-Cascade-Token": token})
    assert answer.status_code == 400
    assert store.known(workshop.id) == {}


def test_a_workshop_without_an_area_is_joined_as_ever(store, app):
    area = StoredArea(store)
    workshop = area.workshop()
    area.service.erase_area(area.id)
    joins(app.flask.test_client(), workshop)
    assert store.known(workshop.id) == {}


def test_the_results_page_and_the_console_say_how_many_came_back(store, app):
    area = StoredArea(store)
    first, second = area.workshop(), area.workshop("workshop-2", "2026-05-05")
    clients = [app.flask.test_client() for _ in range(6)]
    for client in clients[:5]:
        joins(client, first)
    for command in (
        c.OpenRound("trust"),
        c.CloseRound(1),
        c.RecordRuling("trust", Method.UNRESOLVED, note="Not today"),
    ):
        area.service.act(first.id, FIRST_TRAINER, command)
    for client in clients[2:]:
        joins(client, second)
    for _ in range(2):
        joins(app.flask.test_client(), second)
    at = area.service.situation(store.load(second.id))
    assert (trainer_view(at)["returning"], lead_view(at)["changed"]["returning"]) == (None, None)
    for command in (c.OpenRound("trust"), c.CloseRound(1)):
        area.service.act(second.id, FIRST_TRAINER, command)
    area.service.area_changed(area.id)
    at = area.service.situation(store.load(second.id))
    told = {"returned": 3, "people": 6}
    assert lead_view(at)["changed"]["returning"] == told | {"point": 0}
    since = {"kind": "workshop-1", "date": first.details.date}
    assert trainer_view(at)["returning"] == told | since
    assert room_view(at)["returning"] is None
