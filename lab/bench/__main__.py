"""``python -m lab.bench``: measure the app against the bare stack and print a table.

``--quick`` tries everything with a few phones in about a minute: it shows that the benchmark runs,
its figures mean nothing. A full run takes under ten minutes, wants the machine to itself, and
writes lab/bench/results/latest.json and the figures of docs/performance.md. The exit status is 1
when a figure falls short of its promise.
"""

import argparse
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from lab.bench import files, machine, measures, report


def main() -> int:
    arguments = _arguments()
    size = measures.QUICK if arguments.quick else measures.FULL
    if arguments.tiny:
        size = measures.TINY
    if len(machine.all_cores()) < 2:
        print("bench: two cores are needed: one for the server, one for the phones")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers end with us all the same
    files.raise_limit()
    began = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="cascade-bench-") as folder:
        figures, details = measures.measure(Path(folder) / "load", size, _say)
        if not arguments.no_browser:
            from lab.bench import page  # the only part that needs a browser

            _say("phone page")
            more, behind = page.measure(Path(folder) / "page")
            figures |= more
            details |= behind
    took = round((datetime.now(UTC) - began).total_seconds())
    result = {
        **figures,
        "details": details,
        "machine": machine.description(),
        "cores": "each server has the first core to itself; the store and the phones have the last",
        "date": began.date().isoformat(),
        "took_s": took,
    }
    if arguments.output:
        report.write(arguments.output, result)
    elif size is measures.FULL:
        report.record(result)
    print(report.table(figures))
    print(f"took {took} s")
    short = report.short_of(figures)
    if size is not measures.FULL:
        print("This was a quick run: its figures mean nothing.")
        return 0
    if short:
        print(f"short of what is promised: {', '.join(short)}")
    return 1 if short else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m lab.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few phones, about a minute")
    parser.add_argument("--tiny", action="store_true", help="quicker still, for the tests")
    parser.add_argument("--no-browser", action="store_true", help="leave the page's size out")
    parser.add_argument("--output", type=Path, help="where to write the JSON")
    return parser.parse_args()


def _say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
