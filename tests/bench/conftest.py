"""A server of its own for these tests, and rooms on it made by the benchmark's phones."""

import pytest

from lab.bench.loop import Loop
from lab.bench.rooms import Room
from lab.rig.server import Server


@pytest.fixture(scope="session")
def app(async_mode, tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("bench") / "data", ASYNC_MODE=async_mode).start()
    yield server
    server.stop()
    server.end()


@pytest.fixture
def room(app):
    """An empty workshop with a console and a room view."""
    room = Room(Loop(), app)
    yield room
    room.leave()
