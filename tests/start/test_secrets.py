"""What people are called, what they say and what opens doors is never in the server's output."""

import json

import pytest

from demo.client import Refused
from demo.invited import Office, guests
from lab.rig.live_room import LiveRoom
from lab.rig.server import wait_until
from tests.edges.raw import RawSocket
from tests.store.rooms import race
from voting.config import Settings
from voting.main import _kept_secret
from voting.store import keys

NAME, REASON, TITLE, PASSPHRASE = (
    "Zoemarker",
    "reasonmarker",
    "titlemarker",
    "passmarker-passmarker",
)
KEY = "keymarker" * 5
RENEWED = "cascade_fresh"


@pytest.fixture
def server(serve, async_mode):
    return serve(ASYNC_MODE=async_mode, SECRET_KEY=KEY, CREATE_PASSPHRASE=PASSPHRASE).start()


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


def links_whose_pages_fail(room: LiveRoom) -> list[str]:
    """Secrets in addresses of pages that meet a fault of ours."""
    link = room.links["area"].partition("#")[2]
    area, lead = link.split(".")[1], room.browser()
    lead.post("/enter", link=link)
    (event,) = lead.get_json(f"/area/{area}")["area"]["events"]
    office = Office(lead, area, event["id"])
    (guest,) = guests(room.server.base, ["school"])
    opens = office.open_link()
    guest.registers(opens)
    guest.finds_link()
    client = room.server.redis()
    client.hset(keys.roster(area), guest.id, json.dumps({"schema": 1, "id": NAME}))
    client.hset(keys.roster(area), "revision", guest.link)  # so that the fault's text has it
    client.connection_pool.disconnect()
    for path, method in ((opens, "get"), (f"{opens}/link", "post"), (guest.link, "get")):
        token = {"data": {"token": guest.browser.token}} if method == "post" else {}
        answer = guest.browser.http.request(method, room.server.base + path, **token)
        assert answer.status_code in (404, 500), path
    return [path.rpartition(".")[2] for path in (opens, guest.link)]


@pytest.mark.other_servers
def test_no_secret_is_in_the_output(server):
    room = LiveRoom(server, title=TITLE, passphrase=PASSPHRASE)
    everything_that_might_be_logged(room)
    secrets = [*secrets_of(room), *links_whose_pages_fail(room)]
    room.close()
    server.stop()
    said = server.output().casefold()
    assert "get of registering." in said  # it is logged where that was
    assert "/p/" in said
    assert [secret for secret in secrets if secret.casefold() in said] == []


def test_processes_that_start_at_once_on_one_folder_agree_on_the_key(tmp_path):
    for number in range(20):
        settings = Settings(data_dir=tmp_path / str(number))
        keys = race(*[lambda: _kept_secret(settings)] * 8)  # noqa: B023
        assert len(set(keys)) == 1, keys
        assert [file.name for file in settings.data_dir.iterdir()] == ["secret.key"]
        assert (settings.data_dir / "secret.key").stat().st_mode & 0o077 == 0
