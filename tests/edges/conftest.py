"""The app as people meet it: one server for the whole run, a workshop for each test."""

import pytest

from lab.rig.live_room import LiveRoom
from lab.rig.server import Server, check_logs
from tests.edges.raw import RawSocket


@pytest.fixture(scope="session")
def servers(tmp_path_factory):
    """Running servers, one for each set of settings that a test asks for."""
    running: dict[tuple, Server] = {}

    def serve(**settings: str) -> Server:
        key = tuple(sorted(settings.items()))
        if key not in running:
            running[key] = Server(tmp_path_factory.mktemp("app") / "data", **settings).start()
        return running[key]

    yield serve
    for server in running.values():
        try:
            server.stop()
        finally:
            server.end()


@pytest.fixture(scope="session")
def server(async_mode, servers):
    return servers(ASYNC_MODE=async_mode)


@pytest.fixture
def own_server(async_mode, tmp_path_factory):
    """A server that the test may do to as it likes."""
    server = Server(tmp_path_factory.mktemp("own") / "data", ASYNC_MODE=async_mode).start()
    yield server
    if not server.has_ended():
        check_all_logs(server)
    server.end()


@pytest.fixture
def room(server):
    room = LiveRoom(server)
    yield room
    room.close()


@pytest.fixture
def own_room(own_server):
    room = LiveRoom(own_server)
    yield room
    room.close()


@pytest.fixture
def raw():
    """Makes sockets by hand, and closes them."""
    made: list[RawSocket] = []

    def connect(browser, **options) -> RawSocket:
        made.append(RawSocket(browser, **options))
        return made[-1]

    yield connect
    for socket in made:
        socket.close()


_CHECKED: dict[str, int] = {}


def check_all_logs(server: Server) -> None:
    client = server.redis()
    try:
        check_logs(client, _CHECKED)
    finally:
        client.connection_pool.disconnect()


@pytest.fixture(autouse=True)
def nothing_broke(request):
    """After every scenario the server has not stumbled, and each log folds to what is stored."""
    server = request.getfixturevalue("server") if "server" in request.fixturenames else None
    before = len(server.output()) if server else 0
    yield
    marked = request.node.get_closest_marker
    if server is not None and not marked("xfail"):
        check_all_logs(server)
        assert marked("noisy") or "Traceback" not in server.output()[before:]
