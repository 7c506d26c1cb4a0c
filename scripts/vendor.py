"""Keep other people's browser code and fonts in step with the manifest beside it.

    python3 scripts/vendor.py                    fetch again everything that the manifests name
    python3 scripts/vendor.py --check            compare the files here with the manifests
    python3 scripts/vendor.py --set lit-html 3.3.3    move a package to a version, and fetch it

A manifest names packages, and for each its version, its licence, npm's checksum of the whole
package ("integrity") and its files: the path here, the path in the package ("from") and the
checksum of the file as it is here ("sha256"). Only --set changes a checksum. To add a file, give it
a "from" and an empty "sha256", and --set the package's version again. Files are npm's, byte for
byte, except that a closing sourceMappingURL comment is cut off, since the maps are not shipped.
"""

import argparse
import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MANIFESTS = (
    ROOT / "static/vendor/manifest.json",
    ROOT / "voting/reports/fonts/manifest.json",
    ROOT / "tests/vendor/manifest.json",
)
SOURCE_MAP = re.compile(rb"\n//# sourceMappingURL=\S+\s*\Z")


def load(manifest: Path) -> dict:
    return json.loads(manifest.read_text())


def fetch(package: dict, directory: Path, pinned: bool) -> None:
    """Write a package's files; with pinned, only if every checksum is the manifest's."""
    name = package["name"]
    with tempfile.TemporaryDirectory() as scratch:
        archive = pack(f"{name}@{package['version']}", Path(scratch))
        digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        expect(f"{name}, the whole package", package, "integrity", f"sha512-{digest}", pinned)
        with tarfile.open(archive) as tar:
            contents = {
                path: SOURCE_MAP.sub(b"\n", tar.extractfile(f"package/{entry['from']}").read())
                for path, entry in package["files"].items()
            }
            licence = json.load(tar.extractfile("package/package.json"))["license"]
    expect(f"{name}, its licence", package, "licence", licence, pinned)
    for path, content in contents.items():
        expect(path, package["files"][path], "sha256", sha256(content), pinned)
    for path, content in contents.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_bytes(content)
    print(f"vendor: {name} {package['version']}, {len(contents)} files")


def pack(spec: str, directory: Path) -> Path:
    npm("pack", "--silent", "--pack-destination", str(directory), spec, cwd=directory)
    return next(directory.glob("*.tgz"))


def expect(what: str, entry: dict, key: str, found: str, pinned: bool) -> None:
    if pinned and entry[key] != found:
        sys.exit(f"vendor: {what}: {key} is {found}, the manifest says {entry[key]}")
    entry[key] = found


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def npm(*arguments: str, cwd: Path) -> None:
    if subprocess.run(("npm", *arguments), cwd=cwd, stdout=subprocess.DEVNULL).returncode:
        sys.exit(f"vendor: this failed, see above: npm {' '.join(arguments)}")


def check() -> None:
    """End with every difference between the files here and the manifests."""
    wrong = []
    for manifest in MANIFESTS:
        directory = manifest.parent
        listed = {manifest}
        for package in load(manifest)["packages"]:
            for name, entry in package["files"].items():
                path = directory / name
                listed.add(path)
                if not path.is_file():
                    wrong.append(f"{path.relative_to(ROOT)} is missing")
                elif sha256(path.read_bytes()) != entry["sha256"]:
                    wrong.append(f"{path.relative_to(ROOT)} is not what the manifest says")
        strays = {path for path in directory.rglob("*") if path.is_file()} - listed
        wrong += [f"{path.relative_to(ROOT)} is in no manifest" for path in sorted(strays)]
    if wrong:
        sys.exit("\n".join(f"vendor: {line}" for line in wrong))
    print("vendor: every file is what its manifest says")


def refresh(name: str | None = None, version: str | None = None) -> None:
    """Fetch everything as pinned, or one package at a version that is to be pinned."""
    found = False
    for manifest in MANIFESTS:
        content = load(manifest)
        for package in content["packages"]:
            if name in (None, package["name"]):
                found = True
                package["version"] = version or package["version"]
                fetch(package, manifest.parent, pinned=name is None)
        manifest.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    if not found:
        sys.exit(f"vendor: no manifest names {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="compare files and manifests")
    choice.add_argument("--set", nargs=2, metavar=("PACKAGE", "VERSION"), help="move to a version")
    chosen = parser.parse_args()
    if chosen.check:
        check()
    else:
        refresh(*(chosen.set or ()))


if __name__ == "__main__":
    main()
