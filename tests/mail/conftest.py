"""Real mail servers, each in a process of its own."""

import os

import pytest

from lab.rig.mail_server import MailServer


@pytest.fixture(scope="module")
def mail_servers(tmp_path_factory):
    """Makes running mail servers; one for each set of options."""
    made: dict[tuple, MailServer] = {}

    def make(security: str = "none", user: str = "", password: str = "") -> MailServer:
        key = (security, user, password)
        if key not in made:
            folder = tmp_path_factory.mktemp("mail") / "server"
            made[key] = MailServer(folder, *key).start()
        made[key].plan()
        return made[key]

    yield make
    for server in made.values():
        server.kill()


@pytest.fixture
def mail_server(mail_servers):
    """One that asks for nothing, and has nothing yet."""
    server = mail_servers()
    os.truncate(server.folder / "received.jsonl", 0)
    return server
