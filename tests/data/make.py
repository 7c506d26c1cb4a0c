"""Write a data directory as a release of this project leaves it, for the tests to open.

    python -m tests.data.make COMMIT [NAME]

Do this once a release is out whose stored layout differs from the one before. The release itself
runs, from ``git archive``, with this environment's packages; ``story`` is played at it.
"""

import gzip
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from lab.rig.server import Server, wait_until
from tests.data.story import play

HERE = Path(__file__).parent
LAYOUTS = HERE / "layouts"
ROOT = HERE.parent.parent
KEPT = ("cascade-live.data", "appendonlydir")


def release(commit: str, into: Path) -> Path:
    """The files of a release, unpacked; raises CalledProcessError if git does not know it."""
    made = subprocess.run(
        ["git", "archive", commit], cwd=ROOT, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(made)) as packed:
        packed.extractall(into, filter="data")
    return into


def write(commit: str, file: Path) -> None:
    """Play the story at a release, and pack the data directory it leaves."""
    with tempfile.TemporaryDirectory(prefix="layout-") as folder:
        server = Server(Path(folder) / "data")
        server.home = release(commit, Path(folder) / "release")
        try:
            server.start()
            for workshop in play(server.base):
                workshop.close()
            client = server.redis()
            client.config_set("aof-use-rdb-preamble", "no")  # so that any server reads it
            client.bgrewriteaof()
            wait_until(lambda: not client.info("persistence")["aof_rewrite_in_progress"])
            client.close()
            server.stop()
            pack(server.data_dir, file)
        finally:
            server.end()


def pack(data_dir: Path, file: Path) -> None:
    """The same bytes for the same directory, whenever and by whomever it is packed."""

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.mtime, member.uid, member.gid, member.uname, member.gname = 0, 0, 0, "", ""
        return member

    with (
        file.open("wb") as out,
        gzip.GzipFile("", "wb", fileobj=out, mtime=0) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w") as packed,
    ):
        for name in KEPT:
            packed.add(data_dir / name, name, filter=plain)


def unpack(file: Path, into: Path) -> Path:
    """The data directory in ``file``, for a server to own."""
    into.mkdir(parents=True, exist_ok=True)
    with tarfile.open(file) as packed:
        packed.extractall(into, filter="data")
    return into


if __name__ == "__main__":
    commit, name = (*sys.argv[1:], sys.argv[1])[:2]
    LAYOUTS.mkdir(exist_ok=True)
    write(commit, LAYOUTS / f"{name}.tar.gz")
