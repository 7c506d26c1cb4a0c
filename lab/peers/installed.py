"""What of the peers is on this machine, and in which version."""

import re
import subprocess
from functools import cache
from pathlib import Path

from scripts.tools import find

SCRATCH = Path(__file__).resolve().parents[1] / "scratch" / "peers"
PYTHON = SCRATCH / "venv" / "bin" / "python"
NODE_FOLDER = SCRATCH / "node"

_NEEDED = {  # programs as scripts/tools.py calls them
    "uvicorn": (),
    "node": ("node",),
    "nchan": ("nginx", "nchan"),
    "postgres": ("postgres",),
    "disk": ("fio",),
}
PEERS = tuple(_NEEDED)


def missing(peer: str) -> str:
    """Why this peer cannot be measured here; "" if it can."""
    if lacking := [tool for tool in _NEEDED[peer] if not find(tool)]:
        return f"no {' and no '.join(lacking)}: make bench-peers installs it"
    if peer == "uvicorn" and not PYTHON.exists():
        return "no environment for it: make bench-peers makes it"
    if peer == "node" and not (NODE_FOLDER / "node_modules").is_dir():
        return "no packages for it: make bench-peers fetches them"
    return ""


@cache
def version(peer: str) -> str:
    """What is measured, in words."""
    return {
        "uvicorn": _of_uvicorn,
        "node": _of_node,
        "nchan": _of_nchan,
        "postgres": lambda: f"PostgreSQL {_number('postgres', '--version')}",
        "disk": lambda: f"fio {_number('fio', '--version')}",
    }[peer]()


def _of_uvicorn() -> str:
    names = ("python-socketio", "uvicorn", "uvloop", "websockets")
    ask = f"from importlib.metadata import version as v; print(*map(v, {names}))"
    numbers = _said(str(PYTHON), "-c", ask).split()
    return ", ".join(f"{name} {number}" for name, number in zip(names, numbers, strict=True))


def _of_node() -> str:
    ask = "for (const n of ['socket.io', 'ws']) console.log(require(n + '/package.json').version)"
    io, ws = _said(found("node"), "-e", ask, folder=NODE_FOLDER).split()
    return f"Socket.IO {io}, ws {ws}, Node {_number('node', '--version')}"


def _of_nchan() -> str:
    module = _said("dpkg-query", "-W", "-f", "${Version}", "libnginx-mod-nchan")
    return f"nginx {_number('nginx', '-v')}, nchan {number_in(module.partition(':')[2])}"


def _number(tool: str, option: str) -> str:
    return number_in(_said(found(tool), option))


def number_in(text: str) -> str:
    """The first version number in what a program says of itself; "?" if there is none."""
    numbers = re.search(r"\d+(\.\d+)+", text)
    return numbers[0] if numbers else "?"


def found(tool: str) -> str:
    """Where a tool is that is not missing."""
    path = find(tool)
    assert path, tool
    return path


def _said(*command: str, folder: Path | None = None) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout or done.stderr
