"""A vote as an upsert in Postgres, by pgbench: what its write costs that is on disk when it is
acknowledged, without a server for phones in front of it."""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from lab.peers.installed import found
from lab.rig.server import WITHIN, wait_until

CLIENTS = (16, 64, 256)  # connections: a pool's number is anybody's choice, so the best counts
PORT = "5432"  # names its unix socket, which is in a folder of its own
_USER = "postgres"
_TABLE = """
CREATE TABLE ballots (round int, person int, rating int, vote_id text, sequence bigint,
                      PRIMARY KEY (round, person))
"""
_VOTE = """\
\\set sequence random(1, 1000000000)
INSERT INTO ballots VALUES (1, :client_id, 2, 'phone-vote-' || :sequence, :sequence)
ON CONFLICT (round, person) DO UPDATE SET rating = excluded.rating,
vote_id = excluded.vote_id, sequence = excluded.sequence;
"""


class Upserts(Struct, frozen=True):
    """What pgbench said: upserts a second, and the mean of their times in ms."""

    clients: int
    per_second: float
    latency_ms: float


def measure(
    seconds: float, server_core: int, load_core: int, clients: Sequence[int] = CLIENTS
) -> list[Upserts]:
    """Each client votes in a row of its own, again and again: one result for each number of
    ``clients``."""
    with _database(server_core) as home:
        script = home / "vote.sql"
        script.write_text(_VOTE)
        script.chmod(0o644)
        return [_bench(home, script, number, seconds, load_core) for number in clients]


def read(output: str, clients: int) -> Upserts:
    """What pgbench prints; raises ValueError where no figures are in it, or some failed."""
    rate = re.search(r"^tps = ([\d.]+) \(without initial connection time\)", output, re.M)
    latency = re.search(r"^latency average = ([\d.]+) ms", output, re.M)
    failed = re.search(r"^number of failed transactions: (\d+)", output, re.M)
    if not rate or not latency or (failed and int(failed[1])):
        raise ValueError(f"pgbench: {output[-500:]}")
    return Upserts(clients, float(rate[1]), float(latency[1]))


@contextlib.contextmanager
def _database(core: int) -> Iterator[Path]:
    """A database with its default settings, which are durable, on a core; its folder."""
    home = Path(tempfile.mkdtemp(prefix="cascade-postgres-"))
    try:
        if _USER in _owner().values():
            shutil.chown(home, _USER, _USER)
        data, log = str(home / "data"), home / "log"
        _run(home, "initdb", core, "-D", data, "-A", "trust", "-U", _USER)
        settings = ["--listen_addresses=", f"--max_connections={max(CLIENTS) + 10}"]
        command = [_program("postgres"), "-D", data, "-k", str(home), "-p", PORT, *settings]
        with log.open("wb") as output:
            server = subprocess.Popen(
                command, stdout=output, stderr=output, preexec_fn=_on(core), cwd=home, **_owner()
            )
        try:
            wait_until(lambda: (home / f".s.PGSQL.{PORT}").exists() or server.poll() is not None)
            wait_until(lambda: _answers(home, core) or server.poll() is not None)
            if server.poll() is not None:
                raise RuntimeError(f"Postgres did not start:\n{log.read_text()}")
            _run(home, "psql", core, *_where(home), "-qc", _TABLE)
            yield home
        finally:
            server.terminate()
            server.wait(WITHIN)
    finally:
        shutil.rmtree(home)


def _bench(home: Path, script: Path, clients: int, seconds: float, core: int) -> Upserts:
    options = ["-n", "-M", "prepared", "-f", str(script), "-c", str(clients)]
    options += ["-T", str(max(1, round(seconds)))]
    return read(_run(home, "pgbench", core, *options, *_where(home)), clients)


def _answers(home: Path, core: int) -> bool:
    try:
        _run(home, "psql", core, *_where(home), "-qc", "SELECT 1")
    except RuntimeError:
        return False
    return True


def _where(home: Path) -> list[str]:
    return ["-h", str(home), "-p", PORT, "-U", _USER, _USER]


def _run(home: Path, program: str, core: int, *more: str) -> str:
    done = subprocess.run(
        [_program(program), *more],
        cwd=home,
        preexec_fn=_on(core),
        capture_output=True,
        text=True,
        **_owner(),
    )
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr}")
    return done.stdout


def _program(name: str) -> str:
    """One of those that Debian keeps in a folder for each version, beside each other."""
    return str(Path(found("postgres")).resolve().with_name(name))


def _on(core: int) -> Callable[[], None]:
    return lambda: os.sched_setaffinity(0, {core})


def _owner() -> dict[str, Any]:
    """Who runs it, for subprocess: we, but where we are root, which it refuses."""
    return {"user": _USER, "group": _USER, "extra_groups": []} if os.geteuid() == 0 else {}
