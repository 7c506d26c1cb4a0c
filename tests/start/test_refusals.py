"""A start that can't succeed says in one line what to set instead, and leaves nothing behind."""

import json
import socket

import pytest

from lab.rig.processes import processes_naming
from lab.rig.server import WITHIN, Server, free_port, wait_until
from tests.builders import framework_data
from voting.config import BadSetting, doubts, read_settings
from voting.main import main
from voting.store.embedded import EmbeddedStore

SAYS = "CASCADE Live can't start: "


def refused_setting(capsys, **settings: str) -> str:
    """The same without a process of its own, for what is refused before anything is started."""
    assert main(settings, None) == 2
    (line,) = capsys.readouterr().err.splitlines()
    return line.removeprefix(SAYS)


def refusal(server: Server) -> str:
    """Start it, expect it to give up, and give the one line it says."""
    status = server.launch().process.wait(WITHIN)
    lines = server.output().splitlines()
    assert (status, len(lines)) == (2, 1), server.output()
    assert lines[0].startswith(SAYS)
    assert processes_naming(server.data_dir) == []
    return lines[0].removeprefix(SAYS)


@pytest.fixture
def taken_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield str(holder.getsockname()[1])


@pytest.mark.other_servers
def test_a_port_in_use(serve, taken_port, async_mode):
    line = refusal(serve(PORT=taken_port, ASYNC_MODE=async_mode))
    assert line.startswith(f"127.0.0.1:{taken_port} is in use.")
    assert "set PORT to another number" in line


def test_an_address_that_is_not_ours(serve):
    assert "Set HOST and PORT." in refusal(serve(HOST="192.0.2.1"))


def test_a_host_that_is_no_address(serve):
    assert "Set HOST and PORT." in refusal(serve(HOST="no such host"))


IMPOSSIBLE = [
    ("PORT", "0", "from 1 to 65535"),
    ("PORT", "70000", "from 1 to 65535"),
    ("PORT", "http", "a whole number"),
    ("PORT", "-1", "a whole number"),
    ("PROXIES", "one", "from 0 to 9"),
    ("KEEP_DAYS", "0", "from 1 to 36500"),
    ("KEEP_DAYS", "a month", "a whole number"),
    ("KEEP_RESULTS", "perhaps", "one of yes, no"),
    ("ASYNC_MODE", "twisted", "one of eventlet, gevent, threading"),
    ("SECRET_KEY", "short", "at least 32 characters"),
    ("REDIS_URL", "localhost:6379", "redis://"),
    ("REDIS_URL", "http://localhost", "redis://"),
    ("PUBLIC_URL", "cascade.example.org", "https://cascade.example.org"),
    ("PUBLIC_URL", "https://example.org/cascade", "not have a path"),
    ("PUBLIC_URL", "ftp://cascade.example.org", "must look like https://"),
    ("PUBLIC_URL", "https://", "must look like https://"),
    ("PUBLIC_URL", "https://cascade example.org", "must look like https://"),
    ("PUBLIC_URL", "https:\\\\cascade.example.org", "must look like https://"),
    ("PUBLIC_URL", "https://me:secret-marker@example.org", "user name or password"),
    ("PUBLIC_URL", "https://example.org/?workshop", "not have a path"),
    ("PUBLIC_URL", "https://example.org:0", "a port that can't be reached"),
    ("PUBLIC_URL", "https://cascade..example.org", "no host name that a browser can reach"),
    ("PUBLIC_URL", "https://-cascade.example.org", "no host name that a browser can reach"),
    ("PUBLIC_URL", "https://cascade%2eexample.org", "no host name that a browser can reach"),
    ("PUBLIC_URL", "http://192.168.1.256:5000", "no host name that a browser can reach"),
    ("PUBLIC_URL", "http://192.168.1:5000", "no host name that a browser can reach"),
    ("PUBLIC_URL", "http://0.0.0.0:5000", "no host name that a browser can reach"),
    ("PUBLIC_URL", "http://[::]:5000", "no host name that a browser can reach"),
    ("PUBLIC_URL", "http://[fe80::1%eth0]:5000", "no host name that a browser can reach"),
    ("PUBLIC_URL", '"https://cascade.example.org"', "quotation marks"),
    ("CREATE_PASSPHRASE", "'open sesame'", "quotation marks"),
    ("CREATE_PASSPHRASE", "open\nsesame", "one line"),
    ("CREATE_PASSPHRASE", "x" * 201, "no more than 200 characters"),
    ("CREATE_PASSPHRASE", "\udcff", "not valid UTF-8"),
    ("SECRET_KEY", "\udcff" * 40, "not valid UTF-8"),
    ("HOST", "http://0.0.0.0", "just an address"),
    ("HOST", "0.0.0.0:5000", "just an address"),
    ("PORT", "9" * 5000, "from 1 to 65535"),
    ("SMTP_HOST", "mail.example.org", "SMTP_HOST needs MAIL_FROM"),
    ("SMTP_HOST", "smtp://mail.example.org", "just an address, for example mail.example.org"),
    ("SMTP_HOST", "mail.example.org:587", "Put the port in SMTP_PORT"),
    ("SMTP_PORT", "smtp", "from 1 to 65535"),
    ("SMTP_SECURITY", "ssl", "one of starttls, tls, none"),
    ("SMTP_USER", "cascade", "both SMTP_USER and SMTP_PASSWORD"),
    ("SMTP_PASSWORD", "secret-marker", "both SMTP_USER and SMTP_PASSWORD"),
    ("MAIL_FROM", "cascade", "must be one email address"),
    ("MAIL_FROM", "a@example.org, b@example.org", "must be one email address"),
    ("MAIL_FROM", "Team\n<a@example.org>", "must be one email address"),
    ("MAIL_REPLY_TO", "@example.org", "must be one email address"),
    ("MAILS_A_MINUTE", "0", "from 1 to 6000"),
    ("FRAMEWORKS_DIR", "/no/such/folder", "can't be read: No such file"),
    ("FRAMEWORKS_DIR", "/dev/null", "is not a folder"),
]


@pytest.mark.parametrize(("name", "value", "mend"), IMPOSSIBLE)
def test_an_impossible_setting(capsys, name, value, mend):
    line = refused_setting(capsys, **{name: value})
    assert line.startswith(name)
    assert mend in line
    assert "secret-marker" not in line


SLIPS = [
    "redis://127.0.0.1:port",
    "redis://127.0.0.1:99999",
    "redis://[::1",
    "redis://127.0.0.1/0?db=none",
    "redis://127.0.0.1/0?no_such_option=1",
]


@pytest.mark.parametrize("url", SLIPS)
def test_a_redis_address_with_a_slip_in_it(capsys, tmp_path, url):
    port = str(free_port())
    assert "REDIS_URL" in refused_setting(capsys, PORT=port, DATA_DIR=str(tmp_path), REDIS_URL=url)


@pytest.mark.parametrize("url", ["http://[example.org", "https://example.org:port"])
def test_a_public_address_with_a_slip_in_it(url):
    with pytest.raises(BadSetting, match="PUBLIC_URL"):
        read_settings({"PUBLIC_URL": url})


SPELLINGS = {
    "https://cascade.example.org": "https://cascade.example.org",
    "HTTPS://Cascade.Example.ORG:443/": "https://cascade.example.org",
    " http://cascade.example.org:80// ": "http://cascade.example.org",
    "https://cascade.example.org:80": "https://cascade.example.org:80",
    "https://cascade.example.org.": "https://cascade.example.org",
    "https://cascade.example.org:": "https://cascade.example.org",
    "https://MÜNCHEN.example": "https://xn--mnchen-3ya.example",
    "https://faß.example": "https://xn--fa-hia.example",
    "https://ｃａｓｃａｄｅ.example": "https://cascade.example",
    "http://my_server:5000": "http://my_server:5000",
    "http://192.168.1.20:5000": "http://192.168.1.20:5000",
    "http://[2001:DB8:0:0::1]:80": "http://[2001:db8::1]",
    "http://[::ffff:192.0.2.1]:5000": "http://[::ffff:c000:201]:5000",
    "": "",
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_public_address_is_taken_as_browsers_write_it(spelling):
    assert read_settings({"PUBLIC_URL": spelling}).public_url == SPELLINGS[spelling]


def test_an_ipv6_address_to_listen_on_may_stand_in_brackets():
    assert read_settings({"HOST": "[::1]"}).host == "::1"


def test_what_can_hardly_be_meant_is_said_and_starts(serve, tmp_path):
    settings = {"PUBLIC_URL": "https://cascade.example.org", "FRAMEWORKS_DIR": str(tmp_path)}
    said = serve(**settings).start().output()
    assert "Warning: PUBLIC_URL begins with https" in said
    assert f"Warning: FRAMEWORKS_DIR={tmp_path} has no framework files" in said
    assert doubts(read_settings(settings | {"PROXIES": "1", "FRAMEWORKS_DIR": ""})) == []


def test_an_impossible_setting_ends_the_program(serve):
    assert refusal(serve(ASYNC_MODE="twisted")).startswith("ASYNC_MODE=twisted")


def test_a_redis_that_is_not_there(serve):
    line = refusal(serve(REDIS_URL=f"redis://:secret-marker@127.0.0.1:{free_port()}/0"))
    assert "does not answer" in line
    assert "Check REDIS_URL." in line
    assert "secret-marker" not in line


def test_a_redis_address_where_something_else_listens(serve, taken_port):
    silent = f"redis://127.0.0.1:{taken_port}/0?socket_timeout=1"
    assert "Check REDIS_URL." in refusal(serve(REDIS_URL=silent))


def test_a_redis_with_another_password(serve, valkey, redis):
    redis.config_set("requirepass", "right")
    try:
        assert "Check REDIS_URL." in refusal(serve(REDIS_URL=valkey.url))
    finally:
        redis.config_set("requirepass", "")


# --- the data directory ---


def test_a_data_directory_that_another_server_uses(serve, tmp_path_factory):
    holder = EmbeddedStore(tmp_path_factory.mktemp("held"))
    holder.start()
    try:
        server = serve(holder.data_dir).launch()
        assert server.process.wait(WITHIN) == 2
        assert "is in use by another CASCADE Live server" in server.output()
        assert processes_naming(holder.data_dir) == [holder.pid]
    finally:
        holder.stop()


@pytest.mark.parametrize("place", ["file/data", "/proc/nowhere/data"])
def test_a_data_directory_that_cannot_be_written_to(serve, tmp_path_factory, place):
    home = tmp_path_factory.mktemp("home")
    (home / "file").write_text("")
    line = refusal(serve(DATA_DIR=str(home / place)))
    assert "can't be written to" in line
    assert "Set DATA_DIR to a folder" in line


def test_a_data_directory_with_other_data(serve, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    (home / "appendonly.aof").write_text("another server's")
    assert refusal(serve(home)).endswith("Set DATA_DIR to an empty folder.")


def test_a_data_directory_of_a_newer_version(serve, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    (home / "cascade-live.data").write_text("99\n")
    assert "newer CASCADE Live" in refusal(serve(home))


def test_a_data_directory_for_the_key_that_cannot_be_written_to(serve, valkey, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    (home / "file").write_text("")
    unwritable = str(home / "file/data")
    assert "DATA_DIR" in refusal(serve(REDIS_URL=valkey.url, DATA_DIR=unwritable))


def test_a_key_file_that_was_never_written_is_not_taken_for_a_key(serve, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    (home / "secret.key").write_text("")
    server = serve(home).launch()
    wait_until(lambda: server.is_well() or server.has_ended())
    assert server.has_ended() or len((home / "secret.key").read_text().strip()) >= 32


# --- frameworks ---


def broken(**changes) -> dict:
    return framework_data("tests/data/three-by-five.json") | changes


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"{", "three.json"),
        (b"\xff\xfe", "three.json"),
        (b"[]", "three.json"),
        (json.dumps(broken(levels=[])).encode(), "It asks nothing"),
        (json.dumps(broken(domains=[])).encode(), "no rows"),
        (b"[" * 5000, "three.json"),
    ],
    ids=["cut short", "not text", "no object", "no levels", "no domains", "nested"],
)
def test_a_framework_file_that_cannot_be_used(capsys, valkey, tmp_path, content, why):
    (tmp_path / "three.json").write_bytes(content)
    settings = {"REDIS_URL": valkey.url, "SECRET_KEY": "k" * 40, "PORT": str(free_port())}
    line = refused_setting(capsys, **settings, FRAMEWORKS_DIR=str(tmp_path))
    assert line.startswith("FRAMEWORKS_DIR")
    assert why in line


def test_a_file_of_words_that_cannot_be_used(capsys, valkey, tmp_path):
    (tmp_path / "cy.json").write_text("[")
    settings = {"REDIS_URL": valkey.url, "SECRET_KEY": "k" * 40, "PORT": str(free_port())}
    line = refused_setting(capsys, **settings, WORDS_DIR=str(tmp_path))
    assert line.startswith("WORDS_DIR: cy.json: ")


MAIL = {"SMTP_HOST": "mail.example.org", "MAIL_FROM": "Team <cascade@example.org>"}


def test_mail_with_links_that_open_nothing_or_that_others_can_read_is_doubted():
    (links,) = doubts(read_settings(MAIL))
    assert links.startswith("SMTP_HOST is set but PUBLIC_URL is not")
    public = MAIL | {"PUBLIC_URL": "http://cascade.example.org"}
    assert doubts(read_settings(public)) == []
    (plain,) = doubts(read_settings(public | {"SMTP_SECURITY": "none"}))
    assert plain.startswith("SMTP_SECURITY=none")
    here = public | {"SMTP_SECURITY": "none", "SMTP_HOST": "127.0.0.1"}
    assert doubts(read_settings(here)) == []
