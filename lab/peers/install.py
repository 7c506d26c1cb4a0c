"""``python -m lab.peers.install``: the packages of Socket.IO on Node, as package-lock.json has
them, in lab/scratch. scripts/venv.py makes the environment of the Python peer beside it."""

import filecmp
import shutil
import subprocess
import sys
from pathlib import Path

from lab.peers.installed import NODE_FOLDER, found

_OURS = Path(__file__).resolve().parent / "node"
_LOCK = "package-lock.json"


def main() -> int:
    NODE_FOLDER.mkdir(parents=True, exist_ok=True)
    have = NODE_FOLDER / "node_modules" / _LOCK  # written last
    if not have.exists() or not filecmp.cmp(have, _OURS / _LOCK, shallow=False):
        shutil.copytree(_OURS, NODE_FOLDER, dirs_exist_ok=True)
        command = [found("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        if subprocess.run(command, cwd=NODE_FOLDER).returncode:
            print("bench-peers: npm could not fetch what Socket.IO on Node needs")
            return 1
        shutil.copy(_OURS / _LOCK, have)
    shutil.copy(_OURS / "server.js", NODE_FOLDER)
    return 0


if __name__ == "__main__":
    sys.exit(main())
