"""What strangers do with bare sockets, cookie or no cookie: nobody who is in may feel it."""

import contextlib
import errno
import json
import select
import socket

import pytest
import requests
import socketio
import websocket

from demo.client import Browser
from lab.rig.floods import FLOODS, flooded, p99, request, waits
from lab.rig.live_room import LiveRoom
from lab.rig.server import Server, wait_until
from tests.edges.raw import RawSocket
from voting.edges.connections import callers, door, handshakes, sessions
from voting.edges.connections.meter import PATIENCE
from voting.words.languages import Languages

pytestmark = pytest.mark.live


def connected(server: Server, sends: bytes = b"") -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    connection.sendall(sends)
    return connection


def is_ended(connection: socket.socket) -> bool:
    """Has the server ended it, after whatever it has still to say?"""
    connection.settimeout(0)
    with contextlib.suppress(BlockingIOError):
        try:
            while connection.recv(65_536):
                pass
        except ConnectionError:
            pass
        return True
    return False


@pytest.mark.both_servers
def test_whoever_votes_does_not_notice_what_strangers_pour_in(own_server):
    room = LiveRoom(own_server)
    room.people(1)
    room.opens("clarity")
    vote = iter(range(1_000_000))
    quiet = p99(waits(lambda: room.attendees[0].vote(next(vote) % 4), 1))
    with flooded(own_server.port, list(FLOODS), 30) as told:
        took = waits(lambda: room.attendees[0].vote(next(vote) % 4), PATIENCE + 1.5)
    quiet = max(quiet, p99(waits(lambda: room.attendees[0].vote(next(vote) % 4), 1)))
    room.close()
    # A machine that is busy with other things as well has slow votes before and after it.
    assert p99(took) < 1.0 + 5 * quiet, took[-5:]
    assert told.hung_up, "nobody was hung up on who did not stop"


@pytest.fixture
def narrow_server(async_mode, tmp_path_factory):
    """A server that may open 256 files, and its store as well."""
    server = Server(tmp_path_factory.mktemp("narrow") / "data", ASYNC_MODE=async_mode)
    server.most_files = 256
    yield server.start()
    server.end()


def test_idle_connections_end_before_the_server_does(narrow_server):
    room = LiveRoom(narrow_server)
    room.people(2)
    room.opens("clarity")
    idle = [connected(narrow_server, b"GET / HT" if n % 2 else b"") for n in range(300)]
    assert room.attendees[0].vote(2)["rating"] == 2
    assert room.joins(name="Late Comer").vote(1)["rating"] == 1
    assert room.attendees[0].ask("snapshot")["ok"]
    said = narrow_server.output()
    assert said.count("this process may open 256 files") == 1
    assert "Traceback" not in said
    # Even where everybody is known and no more fit, nobody who is in has to go.
    browsers = [browser for browser in crowd(room) for _ in range(sessions.TABS)]
    known = []
    for browser in browsers:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            known.append(RawSocket(browser))
            known[-1].hello(room.id, "attendee")
    assert 50 < len(known) < len(browsers)
    assert room.attendees[0].vote(3)["rating"] == 3
    assert room.attendees[1].vote(0)["rating"] == 0
    for one in [*idle, *known]:
        one.close()
    wait_until(narrow_server.is_well)
    room.close()


def crowd(room: LiveRoom) -> list[Browser]:
    """People who are in, by browser, and no page open yet."""
    browsers = [room.browser() for _ in range(15)]
    for number, browser in enumerate(browsers):
        browser.join(room.code, f"Person {number}", "school")
        browser.http.close()
    return browsers


def test_who_asks_for_nothing_or_half_is_let_go_within_seconds(server):
    base = "/socket.io/?EIO=4&transport=polling"
    half_a_body = request("POST", "/workshops", b"title=half")[:-4]
    ended = {
        "nothing": connected(server),
        "half a line": connected(server, b"GET /"),
        "half the headers": connected(server, b"GET / HTTP/1.1\r\nHost: x\r\n"),
        "half a body": connected(server, half_a_body),
        "half a chunk": connected(
            server, b"POST /enter HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"
        ),
    }
    session = json.loads(requests.get(server.base + base, timeout=20).text[1:])["sid"]
    polling = connected(server, request("GET", f"{base}&sid={session}"))
    wait_until(lambda: all(map(is_ended, ended.values())), door.ASK_WITHIN + 30)
    # A session that is nobody's ends as well, though it asks.
    assert not is_ended(polling)
    wait_until(
        lambda: (
            requests.post(f"{server.base}{base}&sid={session}", "3", timeout=20).status_code == 400
        ),
        sessions.ADMITTED_WITHIN + 30,
        0.5,
    )
    for one in [polling, *ended.values()]:
        one.close()


def test_slow_takers_go_first_and_people_who_are_in_never():
    def caller(doing: str, ago: float, known: bool = True) -> callers.Caller:
        one = callers.Caller(None)
        one.doing, one.since, one.known = doing, 1000 - ago, known
        return one

    newcomer, old_idle = caller("waiting", 0.1), caller("waiting", 9)
    slow, slower = caller("taking", 4), caller("taking", 20)
    mute, comes = caller("busy", 8, known=False), caller("busy", 0.5, known=False)
    others = [caller("busy", 900), caller("taking", 1), caller("ended", 5)]
    known = [newcomer, comes, *others, old_idle, slow, mute, slower]
    going = [slower, slow, mute, old_idle, newcomer, comes]
    assert callers.first_to_go(known, 1000) == going


def test_whoever_waits_for_a_busy_server_to_read_is_not_idle():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        own = door.Door(1024)
        caller = own._callers.add(("127.0.0.1", 1), ours)
        caller.since -= 2 * door.IDLE_WITHIN
        theirs.sendall(b"GET / HTTP/1.1\r\n")
        own._end_idle()
        assert caller.doing == callers.WAITING
        ours.recv(1024)
        own._end_idle()
        assert caller.doing == callers.ENDED


class Shaken(socket.socket):
    """A listener that reports ``troubles`` one by one; 0 stands for a connection."""

    troubles: list[int]

    def accept(self) -> tuple[socket.socket, object]:
        number = self.troubles.pop(0)
        if number:
            raise OSError(number, "trouble")
        return socket.socket(), ("127.0.0.1", 1)


def test_the_door_outlives_what_the_network_has_to_say(caplog):
    def breaks(connection: object, address: object) -> None:
        raise LookupError("a fault of ours")

    passing = [errno.ENETDOWN, errno.EHOSTUNREACH, errno.EOPNOTSUPP, errno.ETIMEDOUT]
    with Shaken() as listener:
        listener.troubles = [*passing, 0, 0, errno.EBADF]
        with pytest.raises(OSError, match=f"Errno {errno.EBADF}"):
            door.Door(1024).serve(listener, breaks)
    said = [one.getMessage() for one in caplog.records]
    assert len(said) == 2  # once a minute each
    assert said[0].startswith("a connection could not be accepted")
    assert said[1] == "a connection could not be let in"


def test_handshakes_of_nobody_are_limited_by_address_and_in_all():
    server = socketio.Server(async_mode="threading")
    held = sessions.Sessions(chance=60)
    handshakes.Handshakes(server, held, Languages(), proxies=1)

    def handshake(address: str) -> str:
        said: list[str] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "QUERY_STRING": "EIO=4&transport=polling",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_X_FORWARDED_FOR": f"1.2.3.4, {address}",
        }
        server.eio.handle_request(environ, lambda status, headers: said.append(status[:3]))
        return said[0]

    hall = [handshake("192.0.2.1") for _ in range(sessions.STRANGERS_OF_ADDRESS)]
    assert set(hall) == {"200"}
    assert handshake("192.0.2.1") == "429"
    assert handshake("192.0.2.2") == "200"
    # Whoever has said who they are has left their place to others.
    held.admit(held.get(next(iter(server.eio.sockets))), "somebody")
    assert handshake("192.0.2.1") == "200"
    assert handshake("192.0.2.1") == "429"
    # Of IPv6 a network is one address; and all together are limited too.
    network = [handshake(f"2001:db8::{n:x}") for n in range(sessions.STRANGERS_OF_ADDRESS + 1)]
    assert network[-2:] == ["200", "429"]
    others = [handshake(f"198.51.100.{n % 100}") for n in range(2 * sessions.STRANGERS)]
    assert others[-1] == "503"
    assert len(server.eio.sockets) == sessions.STRANGERS + 1
    # Who holds few gets in all the same, in the place of who holds many.
    assert [handshake("203.0.113.1") for _ in range(5)] == ["200"] * 5
    assert len(server.eio.sockets) == sessions.STRANGERS + 1


def test_of_too_many_pages_in_one_browser_the_oldest_ends_for_good(server):
    room = LiveRoom(server)
    browser = room.browser()
    browser.join(room.code, "Many Pages", "school")
    pages = [RawSocket(browser) for _ in range(sessions.TABS + 1)]
    for page in pages:
        assert page.hello(room.id, "attendee") == {}
    assert '"code":"too-many-pages"' in pages[0].hear('42["ended"')
    for page in pages[1:]:
        assert page.ask("snapshot")["ok"]
    for page in pages:
        page.close()
    room.close()


@pytest.mark.both_servers
def test_a_poll_that_is_repeated_ends_the_one_before_and_no_more(server):
    base = f"{server.base}/socket.io/?EIO=4&transport=polling"
    session = f"{base}&sid=" + json.loads(requests.get(base, timeout=20).text[1:])["sid"]
    path = session.removeprefix(server.base)
    polls = [connected(server, request("GET", path)) for _ in range(2)]
    (first,), _, _ = select.select(polls, [], [], 20)  # whichever the server took up first
    (second,) = set(polls) - {first}
    assert b"200 OK" in first.recv(4096)
    assert requests.post(session, data='40{"x":1}', timeout=20).status_code == 200
    second.settimeout(20)
    said = b""
    while b"\r\n\r\n44{" not in said:  # refused in words, and heard
        more = second.recv(4096)
        assert more
        said += more
    for one in (first, second):
        one.close()
