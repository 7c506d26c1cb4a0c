"""Run every test, those of faults by themselves, and say in the last line what failed.

    python scripts/run_tests.py [ARGUMENTS FOR PYTEST]

The tests of faults watch the clock, so they come after the others, no more at once than there are
cores. They run whatever became of the others.
"""

import os
import shlex
import subprocess
import sys

NOTHING_TO_RUN = 5  # pytest's exit status when no test was chosen
CORES = os.cpu_count() or 1
# Many tests wait for a clock or a page, so two workers more than there are cores; whoever is done
# takes over from the others, since those with a browser come in one long row.
PARTS = {
    "the tests": ("-n", str(CORES + 2), "--dist", "worksteal", "-m", "not faults"),
    "the fault rows": ("-n", str(CORES), "--dist", "worksteal", "-m", "faults"),
}


def run(options: tuple[str, ...], more: list[str]) -> int:
    command = ["-m", "pytest", *options, *more]
    print(f"test: {shlex.join(command[1:])}", flush=True)
    return subprocess.run([sys.executable, *command]).returncode


def main(more: list[str]) -> int:
    came = {name: run(options, more) for name, options in PARTS.items()}
    failed = [name for name, status in came.items() if status not in (0, NOTHING_TO_RUN)]
    if not failed and set(came.values()) == {NOTHING_TO_RUN}:
        print("test: no test was chosen")
        return NOTHING_TO_RUN
    print(f"test: FAILED: {' and '.join(failed)}" if failed else "test: all passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
