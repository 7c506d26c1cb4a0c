"""How many areas one address may make in a minute, where no passphrase keeps strangers out."""

import pytest

from voting.config import Settings
from voting.limits import MADE_A_MINUTE
from voting.web import create_app

FORM = {"area": "Ambridge", "kind": "workshop-1", "date": "2026-11-22", "title": ""}


def a_client(store, **settings):
    app = create_app(Settings(secret_key="k" * 32, async_mode="threading", **settings), store)
    client = app.flask.test_client()
    client.token = client.get("/hello").json["token"]
    client.address = app.identity.anonymous_address("127.0.0.1")
    return client


def makes(client, **changes):
    return client.post("/workshops", json=FORM | changes, headers={"X-Cascade-Token": client.token})


@pytest.fixture
def flooded(store):
    client = a_client(store)
    for _ in range(MADE_A_MINUTE):
        store.count_try(f"made-{client.address}")
    return client


def test_so_many_areas_of_one_address_and_no_more_in_a_minute(store, flooded):
    answer = makes(flooded)
    assert (answer.status_code, answer.json["error"]["code"]) == (429, "too-many-made")
    assert answer.json["error"]["again"]
    assert store.areas() == store.workshops() == []
    headers = {"X-Cascade-Token": flooded.token}
    programme = flooded.post("/programmes", json={"name": "Link"}, headers=headers)
    assert (programme.status_code, store.programmes()) == (429, [])
    form = flooded.post("/workshops", data=FORM | {"token": flooded.token})
    assert form.status_code == 429
    assert 'value="Ambridge"' in form.text  # nothing that was typed is lost


def test_an_area_that_is_there_may_have_further_workshops(store):
    client = a_client(store)
    area = makes(client).json["area"]
    for _ in range(MADE_A_MINUTE):
        store.count_try(f"made-{client.address}")
    assert makes(client, area_id=area, kind="workshop-2").status_code == 200
    assert len(store.workshops()) == 2


def test_where_a_passphrase_is_asked_for_nobody_is_held_up(store):
    client = a_client(store, create_passphrase="a passphrase")
    for _ in range(MADE_A_MINUTE):
        store.count_try(f"made-{client.address}")
    assert makes(client, passphrase="a passphrase").status_code == 200
