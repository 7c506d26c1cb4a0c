"""Bring .venv in line with the requirements files named as arguments.

    python3 scripts/venv.py requirements.txt [requirements-dev.txt]
    python3 scripts/venv.py --in FOLDER requirements.txt    another environment than .venv

A stamp inside it tells which interpreter, which place and which requirements it was built for.
It is written last and removed first, so an environment without one was cut short and is built
again. Where it already says what is asked for, nothing is done. One process builds at a time.
"""

import fcntl
import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = "built-for.json"
OLDEST = (3, 11)


def wanted(venv: Path, requirements: list[str]) -> dict[str, str]:
    """What the stamp has to say: the interpreter, the place, and a checksum of each file."""
    facts = {"python": f"{sys.version} {sys.base_prefix}", "place": str(venv)}
    for name in requirements:
        facts[name] = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
    return facts


def stamped(venv: Path) -> dict[str, str]:
    try:
        return json.loads((venv / STAMP).read_text())
    except (FileNotFoundError, ValueError):
        return {}


def build(venv: Path, facts: dict[str, str], requirements: list[str]) -> None:
    """Add the requirements to what is there, or start afresh where what is there is not wanted."""
    have = stamped(venv)
    fresh = not have or any(have.get(key, value) != value for key, value in facts.items())
    (venv / STAMP).unlink(missing_ok=True)
    if fresh:
        have = {}
        say(f"making {venv.relative_to(ROOT)} with Python {sys.version.split()[0]}")
        run(sys.executable, "-m", "venv", "--clear", str(venv))
    missing = [name for name in requirements if name not in have]
    say(f"installing {' and '.join(missing)}; the first time takes a minute")
    files = [part for name in missing for part in ("-r", str(ROOT / name))]
    pip = [str(venv / "bin" / "python"), "-m", "pip"]
    run(*pip, "install", "-qq", "--disable-pip-version-check", "--no-input", *files)
    run(*pip, "check", "--disable-pip-version-check", stdout=subprocess.DEVNULL)
    (venv / STAMP).write_text(json.dumps(have | facts, indent=2) + "\n")


def run(*command: str, **options: int) -> None:
    if subprocess.run(command, cwd=ROOT, **options).returncode:
        sys.exit(f"venv: this failed, see above: {' '.join(command)}")


def say(text: str) -> None:
    print(f"venv: {text}", flush=True)


def main(requirements: list[str], venv: Path = VENV) -> None:
    if sys.version_info < OLDEST:
        need = ".".join(map(str, OLDEST))
        sys.exit(
            f"venv: Python {need} or newer is needed; choose one with make PYTHON=python{need}"
        )
    facts = wanted(venv, requirements)
    if facts.items() <= stamped(venv).items():
        return
    if venv.is_symlink():  # it is somebody else's, and building would empty it first
        sys.exit("venv: .venv is a link to another place's; take it away and run this again")
    with open(ROOT / ".venv.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if facts.items() <= stamped(venv).items():
            return
        began = time.monotonic()
        build(venv, facts, requirements)
        say(f"ready after {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    try:
        if sys.argv[1:2] == ["--in"]:
            main(sys.argv[3:], ROOT / sys.argv[2])
        else:
            main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit("venv: stopped; the next run begins again")
