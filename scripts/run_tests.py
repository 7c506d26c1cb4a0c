"""Run every test, and say in the last line what failed.

    python scripts/run_tests.py [ARGUMENTS FOR PYTEST]

The rows of faults mostly wait for a clock, so they go beside the other tests, one at a time, and
are printed behind them. Either part runs to its end, whatever becomes of the other.

Every worker reads all tests. Those of a fresh checkout are compiled before that, each once: eight
workers that begin together would each do it for themselves.
"""

import os
import shlex
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import IO

NOTHING_TO_RUN = 5  # pytest's exit status when no test was chosen
# Many tests wait for a clock or a page: with two workers more than there are cores, a third of the
# processors' time was left over. A worker that is done takes over from the others, since tests
# with a browser come in one long row.
WORKERS = (os.cpu_count() or 1) + 4
TESTS = ("-n", str(WORKERS), "--dist", "worksteal", "-m", "not faults")
# Workers and servers are started by the hundred: each would compile every module for itself.
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
FAULTS = ("-n", "1", "-p", "no:cacheprovider", "-m", "faults")
FAULT_FILES = "tests/faults"  # all that have any, so that the other files need not be read
COMPILED = f".{sys.implementation.cache_tag}-pytest-{version('pytest')}.pyc"


def begin(options: tuple[str, ...], more: list[str], output: IO[bytes] | None = None):
    command = [sys.executable, "-m", "pytest", *options, *more]
    print(f"test: {shlex.join(command[2:])}", flush=True)
    return subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=ENVIRONMENT)


def uncompiled() -> list[str]:
    """Files of tests that pytest has not compiled since they were changed."""
    files = {path: path.parent / "__pycache__" / f"{path.stem}{COMPILED}" for path in _files()}
    return [
        str(path)
        for path, made in files.items()
        if not made.exists() or made.stat().st_mtime < path.stat().st_mtime
    ]


def _files() -> list[Path]:
    return sorted(Path("tests").rglob("test_*.py"))


def compile_tests() -> None:
    """By as many processes as there are cores. What can't be compiled is told by the tests."""
    files, cores = uncompiled(), os.cpu_count() or 1
    command = [sys.executable, "-m", "pytest", "--collect-only", "-qq", "-p", "no:cacheprovider"]
    parts = [part for n in range(cores) if (part := files[n::cores])]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": ENVIRONMENT}
    for process in [subprocess.Popen([*command, *part], **quiet) for part in parts]:
        process.wait()


def main(more: list[str]) -> int:
    names_files = any(Path(one.partition("::")[0]).exists() for one in more)
    if not names_files:
        compile_tests()
    with tempfile.TemporaryFile() as said:
        faults = begin(FAULTS, more if names_files else [*more, FAULT_FILES], said)
        came = {"the tests": begin(TESTS, more).wait(), "the fault rows": faults.wait()}
        said.seek(0)
        sys.stdout.buffer.write(said.read())
        sys.stdout.flush()
    failed = [name for name, status in came.items() if status not in (0, NOTHING_TO_RUN)]
    if not failed and set(came.values()) == {NOTHING_TO_RUN}:
        print("test: no test was chosen")
        return NOTHING_TO_RUN
    print(f"test: FAILED: {' and '.join(failed)}" if failed else "test: all passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
