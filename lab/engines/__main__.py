"""Walk a workshop in WebKit and in Firefox, and say for each walk whether it went as it should.

    python -m lab.engines [--engine NAME]... [--walk NAME]... [--pictures FOLDER]

Ends with 1 when a page shows the wrong thing, can't be seen whole, or complains.
"""

import argparse
import signal
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from lab.engines.browsers import BROWSERS, Browser
from lab.engines.walks import WALKS, Walk
from lab.rig.live_room import LiveRoom
from lab.rig.server import Server


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started ends with us
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--engine", action="append", choices=list(BROWSERS), help="this one only")
    parser.add_argument("--walk", action="append", choices=list(WALKS), help="this one only")
    parser.add_argument("--pictures", type=Path, help="keep what each page looked like here")
    wanted = parser.parse_args()
    if wanted.pictures:
        wanted.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data").start()
        try:
            went = [
                _walk(name, browser, server, wanted.pictures)
                for engine in wanted.engine or BROWSERS
                for browser in [BROWSERS[engine]]
                for name in wanted.walk or WALKS
            ]
        finally:
            server.stop()
            server.end()
    return 0 if all(went) else 1


def _walk(name: str, kind: type[Browser], server: Server, pictures: Path | None) -> bool:
    """One walk in a browser and a workshop of its own."""
    began = time.monotonic()
    with kind() as browser, closing(LiveRoom(server)) as room:
        room.trainer.command("introduce", name="A trainer")
        room.people(3)
        try:
            WALKS[name](Walk(browser, room, pictures))
            wrong = "; ".join(browser.complaints())
        except Exception as problem:
            if pictures:
                browser.picture(pictures / f"{browser.name}-{name}-wrong.png")
            wrong = f"{type(problem).__name__}: {problem}"
        spent = time.monotonic() - began
        mark, why = ("WRONG", f": {wrong}") if wrong else ("pass ", "")
        print(f"{mark} {browser.agent}, {name} ({spent:.0f} s){why}", flush=True)
    return not wrong


if __name__ == "__main__":
    sys.exit(main())
