"""Ask what holes are known in the versions that are pinned and vendored here.

    .venv/bin/python -m scripts.audit

PyPI and npm are asked themselves. Where one does not answer, a set of advisories that it serves as
a package is asked instead, and it is said how old that is and how much of ours it knows. What
nobody could be asked about is NOT RUN. The exit status is 1 if a hole is known: any in a Python
package, a high or critical one in the browser's. It is 0 otherwise: being offline fails no build.
"""

import datetime as dt
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from scripts.vendor import MANIFESTS, load

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = (
    "requirements.txt",
    "requirements-gevent.txt",
    "requirements-dev.txt",
    "lab/peers/requirements.txt",
)
PYTHON_SET = "safety-db"
NPM_SET = "@salesforce/code-analyzer-retirejs-engine"
GRAVE = ("high", "critical")
WITHIN = 120  # seconds for a registry to answer

Pins = dict[str, str]  # a package's name to its version
Holes = list[str]  # a line for each


class NotAsked(Exception):
    """A source did not answer; the message says why, in a few words."""


def python_pins() -> Pins:
    lines = [line for name in REQUIREMENTS for line in (ROOT / name).read_text().splitlines()]
    wanted = [Requirement(line) for line in lines if re.match(r"[A-Za-z]", line)]
    return {
        canonicalize_name(one.name): str(one.specifier).removeprefix("==")
        for one in wanted
        if one.marker is None or one.marker.evaluate()
    }


def browser_pins() -> Pins:
    packages = [package for manifest in MANIFESTS for package in load(manifest)["packages"]]
    return {package["name"]: package["version"] for package in packages}


# --- the registries themselves ------------------------------------------------------------------


def ask_pypi(pins: Pins, scratch: Path) -> Holes:
    listed = scratch / "pins.txt"
    listed.write_text("".join(f"{name}=={version}\n" for name, version in pins.items()))
    options = ("--disable-pip", "--no-deps", "--progress-spinner=off", "--format=json")
    said = answer(sys.executable, "-m", "pip_audit", *options, "-r", str(listed), cwd=scratch)
    found = parsed(said).get("dependencies") or []
    if len([one for one in found if "vulns" in one]) < len(pins):
        raise NotAsked("it does not answer")
    return [
        f"{one['name']} {one['version']}: {hole['id']}" for one in found for hole in one["vulns"]
    ]


def ask_npm(pins: Pins, scratch: Path) -> Holes:
    (scratch / "package.json").write_text(json.dumps({"dependencies": pins}))
    quiet = ("--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund")
    answer("npm", "install", *quiet, cwd=scratch)
    said = parsed(answer("npm", "audit", "--json", cwd=scratch))
    if "vulnerabilities" not in said:
        raise NotAsked("it does not answer")
    return [
        f"{name}: {one['severity']}"
        for name, one in said["vulnerabilities"].items()
        if one["severity"] in GRAVE
    ]


# --- sets of advisories that they serve as packages ---------------------------------------------


def ask_python_set(pins: Pins, scratch: Path) -> tuple[str, Holes]:
    """What safety-db says: a sentence on what it knows, and the holes."""
    pip = (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input")
    answer(*pip, "--disable-pip-version-check", "-d", str(scratch), PYTHON_SET, cwd=scratch)
    wheel = next(scratch.glob("safety_db-*.whl"), None)
    if wheel is None:
        raise NotAsked(f"{PYTHON_SET} can't be had")
    with zipfile.ZipFile(wheel) as held:
        known = json.loads(held.read("safety_db/insecure_full.json"))
    made = dt.datetime.fromtimestamp(known["$meta"]["timestamp"], dt.UTC)
    sets = {canonicalize_name(name): entries for name, entries in known.items() if name[0] != "$"}
    return told(PYTHON_SET, pins, sets, f"its newest advisory is of {made:%B %Y}"), python_holes(
        pins, sets
    )


def python_holes(pins: Pins, sets: dict[str, Any]) -> Holes:
    """Holes that safety-db's ``sets``, by package, tell of in these versions."""
    return [
        f"{name} {version}: {entry['id']}"
        for name, version in pins.items()
        for entry in sets.get(name, [])
        if any(version in SpecifierSet(spec, prereleases=True) for spec in entry["specs"])
    ]


def ask_npm_set(pins: Pins, scratch: Path) -> tuple[str, Holes]:
    """What Retire.js says: a sentence on what it knows, and the holes."""
    answer("npm", "pack", "--silent", NPM_SET, cwd=scratch)
    package = next(scratch.glob("*retirejs*.tgz"), None)
    if package is None:
        raise NotAsked(f"{NPM_SET} can't be had")
    with tarfile.open(package) as held:
        known = json.load(held.extractfile("package/vulnerabilities/RetireJsVulns.json"))
        version = json.load(held.extractfile("package/package.json"))["version"]
    sets = {entry.get("npmname", name): entry for name, entry in known.items()}
    return told("Retire.js", pins, sets, f"from version {version} of its package"), browser_holes(
        pins, sets
    )


def browser_holes(pins: Pins, sets: dict[str, Any]) -> Holes:
    """High and critical holes that Retire.js' ``sets``, by package, tell of in these versions."""
    return [
        f"{name} {version}: {hole['severity']}"
        for name, version in pins.items()
        for hole in sets.get(name, {}).get("vulnerabilities", [])
        if hole["severity"] in GRAVE and within(version, hole)
    ]


def within(version: str, hole: dict[str, Any]) -> bool:
    first = Version(hole.get("atOrAbove", "0"))
    return first <= Version(version) and (
        "below" not in hole or Version(version) < Version(hole["below"])
    )


def told(name: str, pins: Pins, sets: dict[str, Any], age: str) -> str:
    listed = len(pins.keys() & sets.keys())
    return f"{name} lists {listed} of {len(pins)} packages, {age}; for the rest NOT RUN"


# ------------------------------------------------------------------------------------------------


def answer(*command: str, cwd: Path) -> str:
    """What a program prints, whatever its exit status; raises NotAsked where it can't be run."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=WITHIN)
    except (OSError, subprocess.TimeoutExpired):
        raise NotAsked(f"{command[0]} does not answer") from None
    return done.stdout


def parsed(text: str) -> dict[str, Any]:
    try:
        return json.loads(text)
    except ValueError:
        raise NotAsked("no answer that can be read") from None


def asked(what: str, pins: Pins, live: Any, kept: Any) -> Iterator[tuple[str, Holes]]:
    """A line for what was asked about these packages, and the holes it told of."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        try:
            yield f"{what}: asked about {len(pins)} packages", live(pins, scratch)
            return
        except NotAsked as why:
            yield f"{what}: {why}", []
        try:
            said, holes = kept(pins, scratch)
            yield f"{what}: {said}", holes
        except NotAsked as why:
            yield f"{what}: NOT RUN, {why}", []


def main() -> int:
    found: Holes = []
    for line, holes in (
        *asked("PyPI", python_pins(), ask_pypi, ask_python_set),
        *asked("npm", browser_pins(), ask_npm, ask_npm_set),
    ):
        print(f"audit: {line}")
        found += holes
    for hole in found:
        print(f"audit: KNOWN HOLE in {hole}")
    print(f"audit: {len(found)} known holes" if found else "audit: no known hole in what was asked")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
