"""``python -m lab.bench.many``: ten thousand phones in five hundred workshops, on one process of
the app and on two.

A full run takes under ten minutes, wants the machine to itself, and writes
lab/bench/results/many.json and its part of docs/performance.md; any other number of phones writes
nothing. The exit status is 1 when a figure falls short of its promise, and 2 when the run is
impossible here.
"""

import argparse
import signal
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from lab.bench import crowd, files, machine, report
from lab.bench.report import Promise, shown

RESULTS = report.FOLDER / "many.json"
PART = "many"

PROMISES = [
    Promise(
        "ack_p95_ms_one",
        "ms in which 95% of the votes are acknowledged, one process",
        lambda x: x < 500,
        "under 500",
    ),
    Promise("dropped_one", "connections dropped, one process", lambda x: x == 0, "0"),
    Promise("refused_one", "votes refused, one process", lambda x: x == 0, "0"),
    Promise(
        "ack_p95_ms_two",
        "ms in which 95% of the votes are acknowledged, two processes",
        lambda x: True,
        "aim: under 250",
    ),
    Promise("dropped_two", "connections dropped, two processes", lambda x: x == 0, "0"),
    Promise("refused_two", "votes refused, two processes", lambda x: x == 0, "0"),
]

# What the page shows besides, of one process and of two.
_BESIDES = {
    "ack_last_ms": "ms until the last vote is acknowledged",
    "vote_us": "time of a core for a vote, with what consoles and room views are told of it, µs",
    "reveal_p95_ms": "ms until 95% of the phones have the reveal of theirs",
    "reveal_last_ms": "ms until the last one has it",
    "reveal_us": "time of a core for a phone’s reveal, µs",
    "memory_per_phone_kb": "memory of a phone, KB",
    "pulses_a_second": "pulses a second",
    "pulse_us": "time of a core for a pulse, µs",
    "busy_at_rest": "cores busy while nothing happens",
    "busy_at_rest_without_phones": "the same with consoles and room views alone",
    "connect_s": "seconds until all phones were connected",
}


def main() -> int:
    given = _arguments()
    size = crowd.TINY if given.tiny else crowd.FULL
    asked = {"phones": given.phones, "workshops": given.workshops}
    size = msgspec.structs.replace(size, **{key: of for key, of in asked.items() if of})
    if wrong := impossible(size):
        print(f"bench-many: {wrong}")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # servers end with us all the same
    began = datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="cascade-many-") as folder:
        figures, details = crowd.measure(Path(folder) / "load", size, _say)
    result = {
        **figures,
        "phones": size.phones,
        "workshops": size.workshops,
        "voting_at_once": size.phones // size.share,
        "details": details,
        "machine": machine.description(),
        "date": began.date().isoformat(),
        "took_s": round((datetime.now(UTC) - began).total_seconds()),
    }
    if given.output:
        report.write(given.output, result)
    elif size == crowd.FULL:
        report.keep(RESULTS, result, PART, in_words(result))
    print(report.table(figures, PROMISES))
    print(f"took {result['took_s']} s")
    if size != crowd.FULL:
        print("This was a smaller run: its figures are held to nothing.")
        return 0
    short = report.short_of(figures, PROMISES)
    if short:
        print(f"short of what is promised: {', '.join(short)}")
    return 1 if short else 0


def impossible(size: crowd.Size) -> str:
    """Why a run of this size cannot be made here; "" if it can."""
    if len(machine.all_cores()) < 2:
        return "two cores are needed: one for the server, one for the phones"
    if size.phones % size.workshops or size.workshops % size.share:
        return "workshops have to share the phones, and the votes, without a remainder"
    try:
        files.raise_limit(size.files)
    except files.TooFewFiles as problem:
        return str(problem)
    return ""


def in_words(result: Mapping[str, Any]) -> str:
    """A run's figures as docs/performance.md shows them."""
    return "\n".join(
        [
            f"{report.where(result)} {result['phones']:,} phones in {result['workshops']:,} "
            f"workshops; {result['voting_at_once']:,} of them, a tenth of the workshops, vote at "
            "the same moment. Of the second process: "
            f"{result['details']['two_processes']}.",
            "",
            *report.reached(result, PROMISES),
            "",
            "| | one process | two processes |",
            "|---|---|---|",
            *(
                f"| {what} | {shown(result[f'{key}_one'])} | {shown(result[f'{key}_two'])} |"
                for key, what in _BESIDES.items()
            ),
            "",
        ]
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m lab.bench.many", description=__doc__)
    parser.add_argument("--phones", type=int, help="in all")
    parser.add_argument("--workshops", type=int, help="that share the phones")
    parser.add_argument("--tiny", action="store_true", help="twenty phones, for the tests")
    parser.add_argument("--output", type=Path, help="where to write the JSON")
    return parser.parse_args()


def _say(what: str) -> None:
    print(f"bench-many: {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
