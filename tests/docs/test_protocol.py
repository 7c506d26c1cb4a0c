"""docs/protocol.md is enough to write a client from: its example is played against a real app."""

import json
import re

import pytest

from demo.client import Browser
from lab.rig.server import Server
from tests.docs import pages
from tests.docs.exchange import Play, differences, steps
from tests.docs.test_docs import PROTOCOL, fields


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path / "data").start()
    yield server
    server.end()


def test_the_example_exchange_goes_as_documented(server):
    play = Play(server.base)
    try:
        for step in steps(pages.text(PROTOCOL)):
            _, came = play.perform(step)
            play.learn(step.answer, came)
            found = differences(play.translated(step.answer), came)
            assert found == [], f"{step.who} {step.does} {step.what}"
    finally:
        play.close()


def test_a_page_is_delivered_with_what_is_documented(server):
    trainer = Browser(server.base)
    console = trainer.create(area="A", kind="other", date="2026-11-24", title="")
    links = trainer.get_json(f"/trainer/{console.workshop}/links")
    code = links["join"].rpartition("/")[2]
    guest = Browser(server.base)
    page = guest.join(code, "A. B.", "school")
    boot = boot_data(guest.get(f"/w/{page.workshop}").text)
    told = {name for name in fields("Live pages") if "." not in name and "[]" not in name}
    framework = boot["framework"].keys()
    assert set(boot) == told - framework - {"area", "catalogue", "plan_limits"}
    mine = boot_data(trainer.get(f"/trainer/{console.workshop}").text)
    assert set(mine) == told - framework
    assert set(boot["state"]) == set(pages.names(pages.section(PROTOCOL, "State"), "field")) & {
        "workshop",
        "revision",
        "view",
        "timer_left_ms",
        "break_left_ms",
        "you",
    }


def boot_data(page: str) -> dict:
    found = re.search(r'<script[^>]*id="boot"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])
