"""The peers: that their figures are read as they are printed, and that each works where it is."""

import json
import os

import pytest

from lab.bench import load, machine, report
from lab.bench.loop import Loop
from lab.bench.servers import place
from lab.peers import disk, installed, postgres, servers, table
from lab.peers.rooms import NchanRoom, TalkingRoom

NO_RUN = (
    "No run on a quiet machine has been kept yet: `make bench-peers` writes its figures here.\n"
)
STATE = b'{"view":{"phase":"revealed"}}'
PGBENCH = """\
transaction type: vote.sql
number of clients: 16
number of transactions actually processed: 48795
number of failed transactions: 0 (0.000%)
latency average = 0.983 ms
initial connection time = 13.9 ms
tps = 16282.055004 (without initial connection time)
"""
FIO = {
    "jobs": [
        {
            "write": {"iops": 4534.46},
            "sync": {"lat_ns": {"mean": 216_300.5, "percentile": {"95.000000": 259_072}}},
        }
    ]
}
ROWS = {
    "node": {"version": "Socket.IO 4", "votes_per_second": 8000, "app_against_it": 0.5},
    "app": {"version": "", "votes_per_second": 4000, "ack_p95_ms": 10.9},
}


def test_what_pgbench_prints_is_read():
    assert postgres.read(PGBENCH, 16) == postgres.Upserts(16, 16282.055004, 0.983)


@pytest.mark.parametrize(
    "output",
    [
        "",
        PGBENCH.replace("tps", "rate"),
        PGBENCH.replace("transactions: 0", "transactions: 1"),
    ],
    ids=["nothing", "no rate", "failed"],
)
def test_a_run_of_pgbench_that_went_wrong_gives_no_figure(output):
    with pytest.raises(ValueError, match="pgbench"):
        postgres.read(output, 16)


def test_what_fio_prints_is_read():
    assert disk.read(json.dumps(FIO)) == disk.Syncs(4534.5, 0.216, 0.259)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("v20.20.2\n", "20.20.2"),
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "15.18"),
        ("nginx version: nginx/1.22.1", "1.22.1"),
        ("fio-3.33", "3.33"),
        ("none", "?"),
    ],
)
def test_a_version_is_found_in_what_a_program_says(said, number):
    assert installed.number_in(said) == number


def test_the_table_begins_with_the_app_and_says_what_is_kept():
    head, _, app, node = table.lines(ROWS)
    assert head.count("|") == app.count("|") == node.count("|")
    assert app.startswith("| CASCADE Live | each vote on disk before it is acknowledged")
    assert app.endswith("| 4,000 | – | 10.9 | – | – |")
    assert node == "| Socket.IO on Node | nothing | 8,000 | 0.5 | – | – | – |"


def test_the_page_shows_the_kept_run_or_says_that_there_is_none():
    shown = report.in_page(report.PAGE.read_text(), table.PART)
    if not table.RESULTS.exists():
        assert shown == NO_RUN
        return
    kept = json.loads(table.RESULTS.read_text())
    assert kept["absent"] == {}
    assert shown == table.in_words(kept)


# --- each of them, where it is installed ---


CORE = machine.all_cores()[0]


@pytest.fixture
def here(tmp_path):
    cores = os.sched_getaffinity(0)
    with place(tmp_path / "load") as here:
        yield here
    os.sched_setaffinity(0, cores)  # the load keeps to one core


def needed(peer: str) -> None:
    if why := installed.missing(peer):
        pytest.skip(why)


@pytest.mark.live
@pytest.mark.parametrize("peer", ["uvicorn", "node"])
def test_a_server_that_stores_nothing_acknowledges_and_tells(here, peer):
    needed(peer)
    start = {"uvicorn": servers.on_uvicorn, "node": servers.on_node}[peer]
    room = TalkingRoom(Loop(), start(here))
    room.fill(20, 0.1)
    assert len(load.all_at_once(room.loop, room.phones)) == 20
    took, told = room.tells(STATE)
    assert took > 0
    assert told == STATE
    room.leave()
    assert "?" not in installed.version(peer)


@pytest.mark.live
def test_nchan_tells_every_subscriber(here):
    needed("nchan")
    room = NchanRoom(Loop(), servers.on_nchan(here))
    room.fill(20, 0.1)
    assert room.tells(STATE)[1] == STATE
    assert room.tells(STATE)[1] == STATE
    room.leave()
    assert "?" not in installed.version("nchan")


@pytest.mark.live
def test_postgres_upserts_votes():
    needed("postgres")
    (found,) = postgres.measure(1, CORE, CORE, clients=(4,))
    assert found.clients == 4
    assert found.per_second > 1
    assert "?" not in installed.version("postgres")


@pytest.mark.live
def test_the_disk_puts_writes_to_safety(tmp_path):
    needed("disk")
    found = disk.measure(tmp_path, 1, CORE)
    assert found.per_second > 1
    assert list(tmp_path.iterdir()) == []
