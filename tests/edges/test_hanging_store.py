"""The store stands still: everybody is told so before they give up, and nothing is done twice."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from demo.client import Refused
from lab.rig.server import wait_until
from tests.edges.raw import RawSocket

pytestmark = pytest.mark.live

TOLD_WITHIN = 4.0  # seconds; a phone gives up on an answer after five
PHONES = 36  # more than may be at work at the store at once


def took(ask) -> tuple[float, str]:
    """How long an answer took, and the code that it refused with."""
    began = time.monotonic()
    try:
        code = ask() or "done"
    except Refused as problem:
        code = problem.code
    return time.monotonic() - began, code


def loaded(page, path: str) -> str:
    status = page.browser.http.get(page.browser.base + path, timeout=20).status_code
    return "store-unavailable" if status == 503 else str(status)


def test_a_store_that_hangs_is_explained_in_time_and_takes_each_vote_once(own_room):
    room, server = own_room, own_room.server
    browsers = [room.browser() for _ in range(PHONES)]
    for number, browser in enumerate(browsers):
        browser.join(room.code, f"Person {number}", "school")
    phones = [RawSocket(browser) for browser in browsers]
    assert {str(phone.hello(room.id, "attendee")) for phone in phones} == {"{}"}
    room.opens("clarity")
    votes = [
        {"round": 1, "rating": n % 4, "vote_id": f"vote-number-{n}", "sequence": 1}
        for n in range(PHONES)
    ]

    def says(phone: RawSocket, event: str, payload: dict) -> str:
        phone._socket.settimeout(20)
        answer = phone.ask(event, payload, within=20)
        return "done" if answer["ok"] else answer["error"]["code"]

    asks = [
        *(lambda p=p, v=v: says(p, "vote", v) for p, v in zip(phones, votes, strict=True)),
        *(lambda n=n: room.trainer.ask("lock_joining", id=f"request-{n}") for n in range(4)),
        lambda: loaded(room.trainer, f"/trainer/{room.id}"),
        lambda: loaded(room.trainer, "/"),
        lambda: str(requests.get(f"{server.base}/healthz", timeout=20).status_code),
    ]
    later = [lambda p=p: says(p, "snapshot", {}) for p in phones]
    with ThreadPoolExecutor(2 * PHONES) as pool:
        # A machine that is busy with other things adds to each answer what it adds to these.
        busy = max(pool.map(took, later))[0]
        with server.frozen_store():
            answers = list(pool.map(took, asks))
            answers += list(pool.map(took, later))
    assert max(answers)[0] < TOLD_WITHIN + busy, sorted(answers)[-5:]
    # The start page needs no store.
    assert [code for _, code in answers if code != "store-unavailable"] == ["200", "503"]
    wait_until(server.is_well)
    # What was written after all, and what was not, is the same once it is sent again.
    for phone, vote in zip(phones, votes, strict=True):
        assert phone.ask("vote", vote)["ballot"]["rating"] == vote["rating"]
    room.trainer.ask("lock_joining", id="request-1")
    room.trainer.refresh()
    assert room.closes() == [PHONES // 4] * 4
    for phone in phones:
        phone.close()
