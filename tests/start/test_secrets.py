"""What people are called, what they say and what opens doors is never in the server's output."""

import os
import signal

import pytest

from demo.client import Refused
from tests.edges.live_room import LiveRoom
from tests.edges.raw import RawSocket
from tests.harness import wait_until

NAME, REASON, TITLE, PASSPHRASE = (
    "Zoemarker",
    "reasonmarker",
    "titlemarker",
    "passmarker-passmarker",
)
KEY = "keymarker" * 5


@pytest.fixture(params=["eventlet", "gevent", "threading"])
def server(serve, request):
    return serve(ASYNC_MODE=request.param, SECRET_KEY=KEY, CREATE_PASSPHRASE=PASSPHRASE).start()


def secrets_of(room: LiveRoom) -> list[str]:
    cookies = [c.value for browser in room.browsers for c in browser.http.cookies]
    tokens = [browser.token for browser in room.browsers]
    links = [room.links[role].rpartition(".")[2] for role in ("trainer", "lead", "room")]
    return [*cookies, *tokens, *links, NAME, REASON, TITLE, PASSPHRASE, "keymarker"]


def everything_that_might_be_logged(room: LiveRoom) -> None:
    """A whole domain, refusals of every kind, broken frames, a store that is gone for a while."""
    person = room.joins(NAME)
    room.joins()
    room.page("lead")
    room.rates("clarity", 1, 2)
    room.rules("clarity", "unresolved", note=REASON)
    for event, payload in (("record_ruling", {"note": REASON}), ("no_such_event", {"a": NAME})):
        with pytest.raises(Refused):
            room.trainer.ask(event, id="refused-one", **payload)
    with pytest.raises(Refused):
        room.browser().post("/enter", link=room.links["trainer"].partition("#")[2] + REASON)
    for broken in ("42" + "[" * 4000 + NAME, f'42["vote",{{"{NAME}"', f"9{NAME}", '42{"a":1}'):
        raw = RawSocket(person.browser)
        raw.hello(room.id, "attendee")
        raw.say(broken)
        raw.close()
    os.kill(room.server.store_pid, signal.SIGKILL)
    with pytest.raises(Refused):
        person.ask("join", id="while-it-is-gone", name=NAME, sector="nowhere")
    wait_until(room.server.is_well)


def test_no_secret_is_in_the_output(server):
    room = LiveRoom(server, title=TITLE, passphrase=PASSPHRASE)
    everything_that_might_be_logged(room)
    room.close()
    server.stop()
    said = server.output().casefold()
    assert [secret for secret in secrets_of(room) if secret.casefold() in said] == []
