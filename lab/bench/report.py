"""The figures against what was promised, as a table and as JSON."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

FOLDER = Path(__file__).resolve().parent / "results"
RESULTS = FOLDER / "latest.json"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"


class Promise(Struct, frozen=True):
    """A figure with the least (or most) it has to be, and what we aim for."""

    figure: str
    what: str
    passes: Callable[[Any], bool]
    wanted: str  # the least (or most) to pass, and what we aim for


def _largest(of: Mapping[str, float]) -> float:
    return max(of.values())


PROMISES = [
    Promise(
        "ack_throughput_vs_bare_echo",
        "votes acknowledged, against bare echo",
        lambda x: x >= 1.4,
        "1.4 or more",
    ),
    Promise(
        "ack_throughput_vs_raw_echo",
        "votes acknowledged, against raw echo",
        lambda x: True,
        "aim: 1.0",
    ),
    Promise(
        "bytes_per_phone_per_other_vote",
        "bytes to a phone for another’s vote",
        lambda x: _largest(x) - min(x.values()) < 1,
        "constant, aim: 0",
    ),
    Promise(
        "reveal_vs_bare_emit",
        "reveal to the last phone, against bare emit",
        lambda x: x <= 1.3,
        "1.3 or less, aim: 1.1",
    ),
    Promise(
        "memory_per_phone_vs_bare",
        "memory of a phone, against a bare connection",
        lambda x: x <= 1.5,
        "1.5 or less, aim: 1.2",
    ),
    Promise(
        "two_processes_vs_one",
        "votes of two processes, against one",
        lambda x: x >= 1.6,
        "1.6 or more, aim: 1.8",
    ),
    Promise("join_300_errors", "errors when 300 join at once", lambda x: x == 0, "0"),
    Promise("join_1000_errors", "errors when 1,000 join at once", lambda x: True, "aim: 0"),
    Promise(
        "phone_page_kb", "first visit of a phone, KB", lambda x: x <= 60, "60 or less, aim: 40"
    ),
]  # fmt: skip


def table(figures: Mapping[str, Any], promises: Sequence[Promise] = PROMISES) -> str:
    """One line for each figure."""
    lines = []
    promised = {promise.figure: promise for promise in promises}
    for name in [*promised, *(name for name in figures if name not in promised)]:
        if name not in figures:
            continue
        promise = promised.get(name)
        what = promise.what if promise else name.replace("_", " ")
        verdict = ""
        if promise:
            verdict = ("ok" if promise.passes(figures[name]) else "SHORT") + f" ({promise.wanted})"
        lines.append(f"{what:<50} {shown(figures[name]):>34}  {verdict}")
    return "\n".join(lines)


def short_of(figures: Mapping[str, Any], promises: Sequence[Promise] = PROMISES) -> list[str]:
    """Promises that these figures break."""
    return [
        promise.figure
        for promise in promises
        if promise.figure in figures and not promise.passes(figures[promise.figure])
    ]


def write(path: Path, result: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=2) + "\n")


def in_words(result: Mapping[str, Any]) -> str:
    """A run's figures as docs/performance.md shows them."""
    p95 = result["ack_p95_ms"]
    return "\n".join(
        [
            f"{where(result)} The load’s own ceiling: "
            f"{result['generator_ceiling']:,} acknowledgements a second.",
            "",
            *reached(result, PROMISES),
            "",
            "95% of the votes of a room that votes all at once are acknowledged within:",
            "",
            f"| phones | {' | '.join(f'{int(phones):,}' for phones in p95)} |",
            "|---" * (len(p95) + 1) + "|",
            f"| ms | {' | '.join(f'{ms:g}' for ms in p95.values())} |",
            "",
        ]
    )


def where(result: Mapping[str, Any]) -> str:
    """On what machine a run was, and when."""
    m = result["machine"]
    return (
        f"One full run on {m['cores']} cores ({m['processor']}), {m['memory_gb']} GB, Python "
        f"{m['python']}, {result['date']}, in {result['took_s']} s."
    )


def reached(result: Mapping[str, Any], promises: Sequence[Promise]) -> list[str]:
    """The lines of a table of what was promised and what came of it."""
    return [
        "| what | pass, aim | reached |",
        "|---|---|---|",
        *(
            f"| {promise.what} | {promise.wanted} | {_marked(promise, result[promise.figure])} |"
            for promise in promises
            if promise.figure in result
        ),
    ]


def in_page(page: str, part: str = "figures") -> str:
    """The part of docs/performance.md that a run writes."""
    first, last = _marks(part)
    return page.partition(first)[2].partition(last)[0]


def record(result: Mapping[str, Any]) -> None:
    """Keep a full run: its figures in lab/bench/results/latest.json and in docs/performance.md."""
    keep(RESULTS, result, "figures", in_words(result))


def keep(path: Path, result: Mapping[str, Any], part: str, words: str) -> None:
    """Keep a run in ``path``, and its words in their part of docs/performance.md."""
    write(path, result)
    first, last = _marks(part)
    page = PAGE.read_text()
    PAGE.write_text(page.replace(first + in_page(page, part) + last, first + words + last))


def _marks(part: str) -> tuple[str, str]:
    return f"<!-- {part} -->\n", f"<!-- end of {part} -->\n"


def _marked(promise: Promise, value: Any) -> str:
    return shown(value) if promise.passes(value) else f"**{shown(value)}**"


def shown(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {shown(one)}" for key, one in value.items())
    return f"{value:g}" if isinstance(value, float) else f"{value:,}"
