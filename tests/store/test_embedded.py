"""The embedded store: one server per data directory, and nothing lost or left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lab.rig.processes import alive, kill_all, processes_naming
from lab.rig.server import wait_until
from tests.builders import ROOT
from voting.store.connection import connect
from voting.store.embedded import READABLE, EmbeddedStore, EmbeddedStoreError, server_binary

OWNER = (
    "import sys; from pathlib import Path; from voting.store.embedded import EmbeddedStore; "
    "store = EmbeddedStore(Path(sys.argv[1])); store.start(); print(store.pid, flush=True); "
    "sys.stdin.read()"
)


@pytest.fixture
def data_dir(tmp_path_factory):
    """A folder for one store; whatever still runs on it afterwards is ended."""
    folder = tmp_path_factory.mktemp("data")
    yield folder
    kill_all(folder)


@pytest.fixture
def embedded(data_dir):
    store = EmbeddedStore(data_dir)
    store.start()
    yield store
    store.stop()


def ask(store: EmbeddedStore, command: str, *args: str):
    client = connect(store.url)
    try:
        return getattr(client, command)(*args)
    finally:
        client.connection_pool.disconnect()


def killed_owner(data_dir: Path) -> int:
    """A process that starts a store and is killed at once; the store's process id."""
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(data_dir)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    pid = int(owner.stdout.readline())
    owner.kill()
    owner.communicate()
    return pid


def test_what_was_written_is_there_after_stop_and_start(data_dir):
    for number in range(3):
        store = EmbeddedStore(data_dir)
        store.start()
        assert ask(store, "incr", "starts") == number + 1
        store.stop()


def test_every_write_is_on_disk_before_it_is_answered(embedded):
    settings = ask(embedded, "config_get", "append*")
    assert settings["appendonly"] == "yes"
    assert settings["appendfsync"] == "always"
    assert ask(embedded, "config_get", "maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_it_listens_on_a_private_socket_and_on_no_port(embedded):
    assert ask(embedded, "config_get", "port") == {"port": "0"}
    assert embedded.socket.stat().st_mode & 0o077 == 0


def test_stop_leaves_no_process_and_no_socket(data_dir, embedded):
    pid = embedded.pid
    embedded.stop()
    assert not alive(pid)
    assert processes_naming(data_dir) == []
    assert not embedded.socket.exists()


def test_a_second_server_on_one_data_directory_is_refused(data_dir, embedded):
    with pytest.raises(EmbeddedStoreError, match="in use by another CASCADE Live server"):
        EmbeddedStore(data_dir).start()
    assert ask(embedded, "ping")
    assert processes_naming(data_dir) == [embedded.pid]


def test_a_store_left_over_by_a_killed_app_is_ended_before_another_starts(data_dir):
    left_over = killed_owner(data_dir)
    assert alive(left_over)
    store = EmbeddedStore(data_dir)
    store.start()
    assert not alive(left_over)
    assert processes_naming(data_dir) == [store.pid]
    store.stop()


@pytest.mark.slow
def test_a_store_left_over_and_frozen_is_ended_as_well(data_dir):
    left_over = killed_owner(data_dir)
    os.kill(left_over, signal.SIGSTOP)
    store = EmbeddedStore(data_dir)
    store.start()
    assert processes_naming(data_dir) == [store.pid]
    store.stop()


def test_the_number_of_a_process_that_is_no_store_of_ours_is_left_alone(data_dir):
    left_over = killed_owner(data_dir)
    other = subprocess.Popen(["sleep", "60"])
    (data_dir / "store.pid").write_text(str(other.pid))
    store = EmbeddedStore(data_dir)
    store._signal_left_over(signal.SIGTERM)
    assert alive(other.pid)
    assert alive(left_over)
    other.kill()
    other.wait()


def test_a_killed_store_is_started_again_with_its_data(embedded):
    ask(embedded, "set", "kept", "yes")
    first = embedded.pid
    os.kill(first, signal.SIGKILL)
    wait_until(lambda: embedded.pid != first and embedded.socket.exists())
    assert wait_until(lambda: answer(embedded)) == b"yes"


def answer(store: EmbeddedStore):
    try:
        return ask(store, "get", "kept")
    except Exception:
        return None


def test_a_store_killed_as_the_app_stops_leaves_nothing(data_dir):
    for _ in range(5):
        store = EmbeddedStore(data_dir)
        store.start()
        os.kill(store.pid, signal.SIGKILL)
        store.stop()
    assert processes_naming(data_dir) == []


def test_a_folder_with_other_data_is_refused_and_left_as_it_was(data_dir):
    (data_dir / "dump.rdb").write_bytes(b"somebody else's")
    with pytest.raises(EmbeddedStoreError, match="aren't CASCADE Live"):
        EmbeddedStore(data_dir).start()
    assert (data_dir / "dump.rdb").read_bytes() == b"somebody else's"
    assert processes_naming(data_dir) == []


def test_a_folder_of_a_newer_layout_is_refused(data_dir):
    (data_dir / "cascade-live.data").write_text("2\n")
    with pytest.raises(EmbeddedStoreError, match="newer CASCADE Live"):
        EmbeddedStore(data_dir).start()


@pytest.mark.parametrize("place", ["file/below", "/proc/nowhere/data", "/sys/kernel"])
def test_a_folder_that_cannot_be_written_to_is_refused(data_dir, place):
    (data_dir / "file").write_text("")
    with pytest.raises(EmbeddedStoreError, match=r"can't be written to \(.+\)\. Set DATA_DIR"):
        EmbeddedStore(data_dir / place).start()


@pytest.mark.parametrize("name", [".writable", "app.lock", "store.lock", "secret.key"])
def test_a_start_that_was_cut_short_does_not_forbid_the_next(data_dir, name):
    (data_dir / name).write_text("")
    store = EmbeddedStore(data_dir)
    store.start()
    store.stop()


def test_a_start_refused_leaves_the_directory_to_the_next(data_dir):
    first = EmbeddedStore(data_dir, binary="/bin/false")
    with pytest.raises(EmbeddedStoreError, match="did not start"):
        first.start()
    first.stop()
    second = EmbeddedStore(data_dir)
    second.start()
    second.stop()


def test_a_path_too_long_for_a_socket_is_no_obstacle(data_dir):
    long = data_dir / ("long" * 25)
    store = EmbeddedStore(long)
    store.start()
    assert ask(store, "ping")
    store.stop()
    assert not store.socket.exists()


def test_the_server_that_comes_with_the_requirements_runs():
    version = subprocess.run([server_binary(), "--version"], capture_output=True, text=True)
    assert "server" in version.stdout.lower()


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("Redis server v=5.0.7 sha=0", False),
        ("Redis server v=7.0.15 sha=0", False),
        ("Valkey server v=8.1.4 sha=0", False),
        ("Valkey server v=10.0.0 sha=0", True),
        ("Redis server v=7.4.0 sha=0", True),  # the bundled one could not read what it wrote
        ("?", False),
    ],
)
def test_only_a_newer_server_on_the_path_is_preferred(monkeypatch, tmp_path, said, taken):
    found = tmp_path / "redis-server"
    found.write_text(f"#!/bin/sh\necho '{said}'\n")
    found.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    assert (server_binary() == str(found)) is taken


def test_the_bundled_server_is_the_one_that_newer_is_measured_by():
    said = subprocess.run([server_binary(), "--version"], capture_output=True, text=True).stdout
    assert f"Valkey server v={'.'.join(map(str, READABLE['Valkey']))}." in said


def test_files_are_for_their_owner_only_whoever_made_the_folder(data_dir, caplog):
    data_dir.chmod(0o755)
    open_file = data_dir / "app.lock"
    open_file.touch(mode=0o644)
    umask = os.umask(0o022)
    try:
        store = EmbeddedStore(data_dir)
        store.start()
        ask(store, "set", "name", "a person")
        store.stop()
    finally:
        os.umask(umask)
    for path in data_dir.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
    assert "other users of this machine can open" in caplog.text
    caplog.clear()
    data_dir.chmod(0o700)
    store = EmbeddedStore(data_dir)
    store.start()
    store.stop()
    assert [line for line in caplog.records if line.name.startswith("voting")] == []
