"""Run every test, and say in the last line what failed.

    python scripts/run_tests.py [ARGUMENTS FOR PYTEST]

The rows of faults mostly wait for a clock, so they go beside the other tests, one at a time, and
are printed behind them. Either part runs to its end, whatever becomes of the other.
"""

import os
import shlex
import subprocess
import sys
import tempfile
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


def begin(options: tuple[str, ...], more: list[str], output: IO[bytes] | None = None):
    command = [sys.executable, "-m", "pytest", *options, *more]
    print(f"test: {shlex.join(command[2:])}", flush=True)
    return subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=ENVIRONMENT)


def main(more: list[str]) -> int:
    with tempfile.TemporaryFile() as said:
        faults = begin(FAULTS, more, said)
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
