"""How fast the disk puts a write to safety, by fio: no server that does can be faster, but for
what it writes together."""

import json
import os
import subprocess
from pathlib import Path

from msgspec import Struct

from lab.peers.installed import found

BYTES = 4096  # of each write: a page, the least that goes to a disk


class Syncs(Struct, frozen=True):
    """Writes that were put to safety one by one: how many a second, and ms that each took."""

    per_second: float
    mean_ms: float
    p95_ms: float


def measure(folder: Path, seconds: float, core: int) -> Syncs:
    """One write after the other into a file in ``folder``, with an fdatasync after each, as the
    store does it."""
    file = folder / "fio"
    command = [found("fio"), "--name=sync", f"--filename={file}", "--rw=write", "--fdatasync=1"]
    command += [f"--bs={BYTES}", "--size=64m", "--ioengine=sync", "--time_based"]
    command += [f"--runtime={max(1, round(seconds))}", "--output-format=json"]
    done = subprocess.run(
        command,
        cwd=folder,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        capture_output=True,
        text=True,
        check=True,
    )
    file.unlink()
    return read(done.stdout)


def read(output: str) -> Syncs:
    """What fio prints in JSON."""
    (job,) = json.loads(output)["jobs"]
    took = job["sync"]["lat_ns"]
    return Syncs(
        per_second=round(job["write"]["iops"], 1),
        mean_ms=round(took["mean"] / 1e6, 3),
        p95_ms=round(took["percentile"]["95.000000"] / 1e6, 3),
    )
