"""What people are called, what they say and what opens doors is never in the server's output."""

import pytest

from demo.client import Refused
from lab.rig.live_room import LiveRoom
from lab.rig.server import wait_until
from tests.edges.raw import RawSocket
from tests.store.rooms import race
from voting.config import Settings
from voting.main import _kept_secret

NAME, REASON, TITLE, PASSPHRASE = (
    "Zoemarker",
    "reasonmarker",
    "titlemarker",
    "passmarker-passmarker",
)
KEY = "keymarker" * 5
RENEWED = "cascade_fresh"


@pytest.fixture(params=["eventlet", "gevent", "threading"])
def server(serve, request):
    return serve(ASYNC_MODE=request.param, SECRET_KEY=KEY, CREATE_PASSPHRASE=PASSPHRASE).start()


def secrets_of(room: LiveRoom) -> list[str]:
    # One cookie holds nothing: it says by being there that the others were renewed today.
    cookies = [
        c.value
        for browser in room.browsers
        for c in browser.http.cookies
        if not c.name.endswith(RENEWED)
    ]
    tokens = [browser.token for browser in room.browsers]
    links = [room.links[role].rpartition(".")[2] for role in ("trainer", "lead", "room", "area")]
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
        room.browser().post("/enter", link=room.links["trainer"].partition("#")[2][:-4] + REASON)
    for broken in ("42" + "[" * 4000 + NAME, f'42["vote",{{"{NAME}"', f"9{NAME}", '42{"a":1}'):
        raw = RawSocket(person.browser)
        raw.hello(room.id, "attendee")
        raw.say(broken)
        raw.close()
    with room.server.frozen_store(), pytest.raises(Refused) as refused:
        person.ask("join", id="while-it-is-gone", name=NAME, sector="school")
    assert refused.value.code == "store-unavailable"
    room.server.kill_store()
    wait_until(room.server.is_well)


def test_no_secret_is_in_the_output(server):
    room = LiveRoom(server, title=TITLE, passphrase=PASSPHRASE)
    everything_that_might_be_logged(room)
    room.close()
    server.stop()
    said = server.output().casefold()
    assert [secret for secret in secrets_of(room) if secret.casefold() in said] == []


def test_processes_that_start_at_once_on_one_folder_agree_on_the_key(tmp_path):
    for number in range(20):
        settings = Settings(data_dir=tmp_path / str(number))
        keys = race(*[lambda: _kept_secret(settings)] * 8)  # noqa: B023
        assert len(set(keys)) == 1, keys
        assert [file.name for file in settings.data_dir.iterdir()] == ["secret.key"]
        assert (settings.data_dir / "secret.key").stat().st_mode & 0o077 == 0
