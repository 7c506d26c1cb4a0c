"""``python -m lab.peers``: the app beside its peers, as a table.

    make bench-peers                        installs them and measures
    .venv/bin/python -m lab.peers --quick   a few phones; the figures mean nothing

A full run wants the machine to itself, and writes lab/bench/results/peers.json and its part of
docs/performance.md. What is not installed is left out, and said so; a run that lacks one writes
nothing unless it is told where.
"""

import argparse
import signal
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from lab.bench import files, machine, report
from lab.peers import measures, table


def main() -> int:
    given = _arguments()
    size = measures.TINY if given.quick else measures.FULL
    if len(machine.all_cores()) < 2:
        print("bench-peers: two cores are needed: one for the servers, one for the phones")
        return 2
    try:
        files.raise_limit(6 * size.phones + 500)  # each phone has a connection to each
    except files.TooFewFiles as problem:
        print(f"bench-peers: {problem}")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers end with us all the same
    began = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="cascade-peers-") as folder:
        rows, absent = measures.measure(Path(folder) / "load", size, _say)
    result = {
        "rows": rows,
        "absent": absent,
        "phones": size.phones,
        "voting": size.voting,
        "machine": machine.description(),
        "date": began.date().isoformat(),
        "took_s": round((datetime.now(UTC) - began).total_seconds()),
    }
    if given.output:
        report.write(given.output, result)
    elif size == measures.FULL and not absent:
        report.keep(table.RESULTS, result, table.PART, table.in_words(result))
    print("\n".join(table.lines(rows)))
    for name, why in absent.items():
        print(f"left out: {name}: {why}")
    print(f"took {result['took_s']} s")
    if given.quick:
        print("This was a quick run: its figures mean nothing.")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m lab.peers", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few phones, some seconds")
    parser.add_argument("--output", type=Path, help="where to write the JSON")
    return parser.parse_args()


def _say(what: str) -> None:
    print(f"bench-peers: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
