"""Servers that are to be refused, or to be ended, on a data directory of their own."""

import pytest

from lab.rig.server import Server


@pytest.fixture
def serve(tmp_path_factory):
    """Makes servers, not started yet; nothing of them is left after the test."""
    made: list[Server] = []
    home = tmp_path_factory.mktemp("start")

    def make(data_dir=None, **settings: str) -> Server:
        made.append(Server(data_dir or home / "data", **settings))
        return made[-1]

    yield make
    for server in made:
        server.end()
