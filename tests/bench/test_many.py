"""Ten thousand phones: what is said where that is impossible, and that a few of them work."""

import json
import socket
import subprocess
import sys
from ipaddress import ip_address

import msgspec
import pytest

from lab.bench import crowd, files, halls, load, many, report, rooms
from lab.bench.frames import PONG, packed
from lab.bench.loop import Loop, Running
from lab.bench.phones import Page
from tests.builders import ROOT

NO_RUN = "No run on a quiet machine has been kept yet: `make bench-many` writes its figures here.\n"


def test_each_of_five_hundred_halls_has_an_address_of_this_machine():
    addresses = {halls.address(number) for number in range(500)}
    assert len(addresses) == 500
    assert all(ip_address(one).is_loopback for one in addresses)


def test_too_few_files_are_told_before_anything_is_started():
    with pytest.raises(files.TooFewFiles) as told:  # more than a kernel gives to anybody
        files.raise_limit(3_000_000_000)
    assert "3,000,000,000 open files are needed" in str(told.value)
    assert "ulimit -n 3000000000" in str(told.value)


def test_what_cannot_be_shared_out_is_not_begun():
    uneven = msgspec.structs.replace(crowd.FULL, phones=10_001)
    assert "without a remainder" in many.impossible(uneven)
    few = msgspec.structs.replace(crowd.FULL, phones=50, workshops=5)
    assert "without a remainder" in many.impossible(few)


def test_a_full_run_is_what_was_promised():
    assert (crowd.FULL.phones, crowd.FULL.workshops, crowd.FULL.share) == (10_000, 500, 10)


@pytest.mark.parametrize(("share", "value"), [(0.5, 11), (0.95, 20), (1, 20)])
def test_a_percentile_is_one_of_the_values(share, value):
    assert load.percentile(list(range(20, 0, -1)), share) == value


def test_the_page_shows_the_kept_run_or_says_that_there_is_none():
    shown = report.in_page(report.PAGE.read_text(), many.PART)
    if not many.RESULTS.exists():
        assert shown == NO_RUN
        return
    kept = json.loads(many.RESULTS.read_text())
    assert shown == many.in_words(kept)
    assert report.short_of(kept, many.PROMISES) == []


def test_a_page_answers_the_pings_of_a_websocket():
    loop, running = Loop(), Running()
    with socket.create_server(("127.0.0.1", 0)) as server:
        page = Page(loop, server.getsockname()[1])
        running.start(page.shake(running.step))
        with server.accept()[0] as other:
            other.sendall(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
            assert loop.run(lambda: running.done)
            page.listen()
            other.recv(4096)
            other.sendall(b"\x89\x02hi")
            assert loop.run(lambda: page.heartbeats)
            assert other.recv(4096) == packed(b"hi", PONG)
        page.close()


@pytest.mark.live
def test_a_console_hears_that_a_round_is_not_closed(app):
    loop, refused = Loop(), []
    hall = halls.Hall(loop, app.port, 0, 1)
    rooms.in_turns(loop, [hall.make])
    rooms.in_turns(loop, hall.joins())
    assert halls.lost_of([hall]) == 3
    rooms.in_turns(loop, [*hall.shows(), hall.phones[0].enter])
    assert halls.lost_of([hall]) == 0
    rooms.in_turns(loop, [hall.opens])
    seen = load.Seen(hall.phones, rooms.REVEALED)
    hall.closes(lambda: refused.append("first"))
    assert len(seen.all(loop)) == 1
    assert refused == []
    hall.closes(lambda: refused.append("second"))
    assert loop.run(lambda: refused == ["second"])
    hall.moves(app.port)


@pytest.mark.live
@pytest.mark.slow
def test_twenty_phones_in_four_workshops_vote_and_see_their_rounds_closed(tmp_path):
    output = tmp_path / "many.json"
    command = [sys.executable, "-m", "lab.bench.many", "--tiny", "--output", str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    found = json.loads(output.read_text())
    assert (found["phones"], found["workshops"], found["voting_at_once"]) == (20, 4, 10)
    for process in ("one", "two"):
        assert found[f"dropped_{process}"] == found[f"refused_{process}"] == 0
        assert 0 < found[f"ack_p95_ms_{process}"] <= found[f"ack_last_ms_{process}"]
        assert 0 < found[f"reveal_p95_ms_{process}"] <= found[f"reveal_last_ms_{process}"]
    assert "| ms until the last one has it |" in many.in_words(found)
