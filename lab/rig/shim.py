"""The shim (shim.c) that makes a disk slow and a clock wrong, built where it is needed."""

import shutil
import subprocess
from pathlib import Path

from lab.rig.lacking import NotHere

SOURCE = Path(__file__).with_name("shim.c")


def build(home: Path) -> str:
    """Compile it into ``home``; the path for LD_PRELOAD. Raises NotHere without a C compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise NotHere("no C compiler (gcc or cc), so fsync and the clock stay as they are")
    made = home / "shim.so"
    command = [compiler, "-O1", "-shared", "-fPIC", "-o", str(made), str(SOURCE), "-ldl"]
    built = subprocess.run(command, capture_output=True, text=True)
    if built.returncode:
        raise NotHere(f"the shim does not compile here: {built.stderr.splitlines()[0]}")
    return str(made)


class WallClock:
    """The wall clock of processes that are started with these ``settings``: wrong by as many
    seconds as it is told to be, and right to begin with."""

    def __init__(self, home: Path) -> None:
        self._off = home / "clock"
        self.settings = {"LD_PRELOAD": build(home), "SOAK_CLOCK": str(self._off)}
        self.is_off(0)

    def is_off(self, seconds: int) -> None:
        self._off.write_text(str(seconds))


def tear_off(synced: Path) -> int:
    """Cut the file that was last synced to what was synced, as a power cut may; bytes cut off."""
    size, _, path = synced.read_text().splitlines()[0].partition(" ")
    file = Path(path)
    before = file.stat().st_size
    if file.suffix != ".aof" or before <= int(size):
        return 0
    with file.open("r+b") as data:
        data.truncate(int(size))
    return before - int(size)
