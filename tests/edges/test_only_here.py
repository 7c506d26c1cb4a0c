"""An address that only this machine opens is told apart from one that phones can come to."""

import pytest

from lab.rig.words import said
from voting.config import Settings, opens_only_here
from voting.web import create_app


@pytest.mark.parametrize(
    ("host", "only_here"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("cascade.localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("0.0.0.0", True),
        ("192.168.1.20", False),
        ("::ffff:192.168.1.20", False),
        ("fe80::1", False),
        ("cascade.example.org", False),
        ("localhost.example.org", False),
    ],
)
def test_which_addresses_only_this_machine_opens(host, only_here):
    assert opens_only_here(host) is only_here


@pytest.mark.parametrize(
    ("public_url", "asked", "told"),
    [
        ("", "http://127.0.0.1:5000", True),
        ("", "http://localhost:5000", True),
        ("", "http://192.168.1.20:5000", False),
        ("http://[::1]:5000", "http://192.168.1.20:5000", True),
        ("https://cascade.example.org", "http://127.0.0.1:5000", False),
    ],
)
def test_a_new_workshop_says_so_with_what_to_set(store, public_url, asked, told):
    settings = Settings(secret_key="k" * 32, async_mode="threading", public_url=public_url)
    client = create_app(settings, store).flask.test_client()
    token = client.get("/hello", base_url=asked).json["token"]
    fields = {"area": "Area", "kind": "other", "date": "2026-11-22", "title": ""}
    made = client.post(
        "/workshops", base_url=asked, json=fields, headers={"X-Cascade-Token": token}
    ).json
    created = client.get(made["to"], base_url=asked).text
    assert (said("created.only_here") in created) is told
    for page in ("trainer", "room"):
        boot = client.get(f"/{page}/{made['workshop']}", base_url=asked).text
        assert f'"only_here":{str(told).lower()}' in boot
