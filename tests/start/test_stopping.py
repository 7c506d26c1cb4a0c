"""However it is stopped, no process is left, and the next start finds everything."""

import signal
import stat
import time

import pytest

from lab.rig.live_room import LiveRoom
from lab.rig.processes import alive, processes_naming
from lab.rig.server import WITHIN, wait_until
from voting.store.embedded import server_binary

SIGTERM, SIGINT = signal.SIGTERM, signal.SIGINT
AT_ONCE = 20.0  # seconds, for a server with people on it; a connection is missed after longer


@pytest.mark.parametrize(
    ("mode", "by"),
    [("eventlet", SIGTERM), ("eventlet", SIGINT), ("gevent", SIGTERM), ("threading", SIGINT)],
)
def test_a_signal_ends_the_app_and_its_store_while_people_are_connected(serve, mode, by):
    server = serve(ASYNC_MODE=mode).start()
    room = LiveRoom(server)
    room.people(3)
    started = time.monotonic()
    assert server.stop(by) == 0
    assert time.monotonic() - started < AT_ONCE
    assert processes_naming(server.data_dir) == []
    room.close()


def test_a_second_signal_ends_it_as_well(serve):
    server = serve().start()
    server.process.send_signal(signal.SIGTERM)
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(WITHIN)
    assert wait_until(lambda: processes_naming(server.data_dir) == [])


def test_nothing_alarming_is_printed_from_start_to_stop(serve):
    server = serve().start()
    server.stop()
    lines = server.output().splitlines()
    assert lines == [
        f"CASCADE Live is at {server.base}",
        f"Its data is in {server.data_dir}",
        "Press Ctrl-C to stop it.",
    ]


@pytest.fixture
def slow_store(tmp_path_factory):
    """A folder for PATH whose valkey-server takes its time to load."""
    folder = tmp_path_factory.mktemp("slow")
    script = folder / "valkey-server"
    script.write_text(f'#!/bin/sh\nsleep 2\nexec {server_binary()} "$@"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return f"{folder}:/usr/bin:/bin"


def test_a_signal_while_the_store_still_loads_leaves_no_process(serve, slow_store):
    server = serve(PATH=slow_store).launch()
    wait_until(lambda: len(processes_naming(server.data_dir)) > 1)
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(WITHIN)
    wait_until(lambda: processes_naming(server.data_dir) == [])


def test_a_killed_app_is_followed_by_one_that_finds_everything(serve):
    server = serve().start()
    room = LiveRoom(server)
    left_over = server.store_pid
    server.kill()
    assert alive(left_over)
    server.start()
    assert not alive(left_over)
    assert room.stored().id == room.id
    room.close()


def test_a_stopped_app_is_followed_by_one_with_the_same_links(serve):
    server = serve().start()
    room = LiveRoom(server)
    server.stop()
    server.start()
    assert room.trainer.browser.get_json(f"/trainer/{room.id}/links") == room.links
    room.close()


def test_a_redis_of_ones_own_is_used_and_is_not_stopped(serve, valkey, redis):
    server = serve(REDIS_URL=valkey.url).start()
    room = LiveRoom(server)
    assert "given by REDIS_URL" in server.output()
    assert server.stop() == 0
    assert redis.exists(f"cascade:{{{room.id}}}:document")
    room.close()


def test_a_redis_that_may_lose_votes_is_warned_of(serve, valkey, redis):
    redis.config_set("appendfsync", "everysec")
    try:
        output = serve(REDIS_URL=valkey.url).start().output()
    finally:
        redis.config_set("appendfsync", "always")
    assert "Warning: this store can lose acknowledged votes. appendfsync is everysec" in output
