"""Do to the app what happens to workshops, and say for each promise whether it held.

    python -m lab.soak [--row NAME]... [--scale full|short] [--record docs/reliability.md]

Prints one line per row: the figure reached and the figure wanted. Ends with 1 when a row falls
short, with 2 when the machine could not run one. ``--record`` writes the figures into the table of
a page, between the marks "figures" and "end of figures"; rows that were not run stay as they are.
"""

import argparse
import signal
import sys
import time
import traceback
from datetime import date
from pathlib import Path

from lab.rig.lacking import NotHere
from lab.rig.nginx import NoNginx
from lab.soak.figures import Figure, Scale
from lab.soak.rows import TABLE

BEGIN, END = "<!-- figures -->\n", "<!-- end of figures -->"
HEAD = "| row | promise | pass | reached | on |\n|---|---|---|---|---|\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--row", action="append", choices=list(TABLE), help="this row only")
    parser.add_argument("--scale", choices=("full", "short"), default="full")
    parser.add_argument("--record", type=Path, help="write the figures into this page")
    wanted = parser.parse_args()
    # Told to end, it still puts away its servers, mounts and namespaces.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    found = {name: _run(name, Scale(wanted.scale)) for name in wanted.row or TABLE}
    if wanted.record:
        _record(wanted.record, found)
    if any(figure and not figure.passed for figure in found.values()):
        return 1
    return 2 if None in found.values() else 0


def _run(name: str, scale: Scale) -> Figure | None:
    """Run a row and say what it reached; None if this machine can't run it."""
    row = TABLE[name]
    began = time.monotonic()
    try:
        found = row.find(scale)
    except (NotHere, NoNginx) as lacking:
        print(f"NOT RUN  {name}: {lacking}. Wanted: {row.wanted}.", flush=True)
        return None
    except Exception as problem:
        traceback.print_exc()
        found = Figure(False, f"it ended with {type(problem).__name__}: {problem}")
    mark = "pass   " if found.passed else "SHORT  "
    spent = time.monotonic() - began
    print(f"{mark} {name} ({spent:.0f} s): {found.reached}. Wanted: {row.wanted}.", flush=True)
    return found


def _record(page: Path, found: dict[str, Figure | None]) -> None:
    text = page.read_text()
    before, _, rest = text.partition(BEGIN)
    table, _, after = rest.partition(END)
    lines = {line.split("`")[1]: line for line in table.splitlines() if line.startswith("| `")}
    for name, figure in found.items():
        row = TABLE[name]
        reached = figure.reached.replace("\n", " ").replace("|", "/") if figure else "not run here"
        mark = "" if figure is None else "passed: " if figure.passed else "**falls short**: "
        lines[name] = f"| `{name}` | {row.promise} | {row.wanted} | {mark}{reached} | {_today()} |"
    rows = "\n".join(lines[name] for name in TABLE if name in lines)
    page.write_text(f"{before}{BEGIN}{HEAD}{rows}\n{END}{after}")


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 (the day where the machine stands)


if __name__ == "__main__":
    sys.exit(main())
