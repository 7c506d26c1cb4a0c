"""What the system tells of processes, any of which may end while it is read."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

_ALL = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK")


def told_of(pid: int, what: str) -> bytes:
    """A file of the process: "cmdline", "environ", "comm" or "stat"; empty once it has ended."""
    try:
        return (_ALL / str(pid) / what).read_bytes()
    except OSError:
        return b""


def alive(pid: int) -> bool:
    """Is it running? What has ended and waits for its parent to notice is not."""
    stat = told_of(pid, "stat").rpartition(b")")[2].split()
    return bool(stat) and stat[0] != b"Z"


def open_files(pid: int) -> list[str]:
    """What each of its handles stands for."""
    found = []
    with contextlib.suppress(OSError):
        for handle in (_ALL / str(pid) / "fd").iterdir():
            with contextlib.suppress(OSError):
                found.append(os.readlink(handle))
    return found


def there(pid: int) -> bool:
    """Is it known to the system, if only as one that has ended and that nobody has noticed?"""
    return bool(told_of(pid, "stat"))


def others() -> Iterator[int]:
    """Every process but this one."""
    for entry in _ALL.iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            yield int(entry.name)


def processes_naming(text: Path) -> list[int]:
    """Every running process that has ``text`` in its command line or its settings."""
    wanted = str(text).encode()
    return [
        pid
        for pid in others()
        if wanted in told_of(pid, "cmdline") + told_of(pid, "environ") and alive(pid)
    ]


def kill_all(text: Path) -> None:
    """Kill -9 every process that has ``text`` in its command line or its settings."""
    for pid in processes_naming(text):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def cpu_seconds(pid: int) -> float:
    """Time that the process has spent on a core so far; 0 once it has ended."""
    fields = told_of(pid, "stat").rpartition(b")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK if fields else 0.0


def threads(pid: int) -> list[int]:
    """The threads that it has now, as the system numbers them."""
    try:
        return [int(one.name) for one in (_ALL / str(pid) / "task").iterdir()]
    except OSError:
        return []
