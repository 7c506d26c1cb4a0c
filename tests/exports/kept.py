"""The files of a workshop of CASCADE as the release that knew no other instrument made them."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator

from tests.builders import ROOT, WORDS, Room, cascade
from tests.exports.series import first
from voting.core import commands as c
from voting.reports.downloads import FILES, write
from voting.reports.record import record

KEPT = ROOT / "tests/data/kept"
_WHOLE = (".csv", ".json")  # kept whole, so that a difference can be read


def a_kept_room() -> Room:
    """Every method, two rounds, two sides, ratings by hand, reasons, and an earlier workshop."""
    room = Room(cascade())
    few = {"school": [0, 0, 1], "cypmhs": [2, 3]}
    room.rates_by_sector("contact", hands={"": [0, 2, 2, 1]}, **few)
    room.rules("contact", "consensus", 2, "=1+1, as one of us said")
    room.rates_by_sector("clarity", school=[0, 0, 0, 0, 0, 1], cypmhs=[3, 3, 3, 3, 3, 1])
    for person, text in (("cypmhs-1", "We meet weekly"), ("school-1", "Nobody answers")):
        room.does(c.ShowReason(room.explains(person, text)))
    room.does(c.StartDiscussion())
    after = {"school": [1, 1, 1, 1, 0, 1], "cypmhs": [2, 1, 2, 1, 2, 1]}
    room.rates_by_sector("clarity", hands={"": [0, 0, 0, 0, 5]}, **after)
    room.rules("clarity", "majority")
    for domain, method, ratings, rating, note in (
        ("structures", "unanimous", (3, 3, 3, None), None, ""),
        ("outcomes", "tie-break", (0, 0, 2, 2), 0, "The lower, to be careful"),
        ("learning", "unresolved", (0, 0, 3, 3), None, "Schools and services differ"),
        ("integration", "consensus", (None, None), 1, ""),
    ):
        room.rates(domain, *ratings)
        room.rules(domain, method, rating, note)
    room.does(c.CancelRound(room.opens("evidence")))
    room.rates("evidence", 1, 2, 2, 3)
    room.before = (first(),)
    return room


def files_of(room: Room) -> dict[str, bytes]:
    held = record(room.situation(), room.entries, room.now, WORDS)
    return {name: write(name, held, WORDS) for name in FILES}


# When a file was made, which the libraries take from the clock, and what they make of it.
_MADE = re.compile(
    rb"\(D:\d{14}Z?\)|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)?"
    rb"|/ID ?\[[^\]]*\]|<xmpMM:\w+ID>[^<]*<"
)


def digest(content: bytes) -> str:
    """Of what is in it: how it is packed and when it was made may differ."""
    found = hashlib.sha256()
    for part in _parts(content):
        found.update(part)
    return found.hexdigest()


def _parts(content: bytes) -> Iterator[bytes]:
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in sorted(packed.namelist()):
                yield name.encode()
                yield from _parts(packed.read(name))
    elif content[:4] == b"%PDF" or b"dcterms:created" in content:
        yield _MADE.sub(b"", content)
    else:
        yield content


def keep(files: dict[str, bytes]) -> None:
    """Take the documents among these for those that later releases must make. Tables and the record
    stay: programs read them, and they are kept whole."""
    at = KEPT / "digests.json"
    kept = json.loads(at.read_text())
    now = {
        name: held if name.endswith(_WHOLE) else digest(files[name]) for name, held in kept.items()
    }
    at.write_text(json.dumps(now, indent=2) + "\n")


if __name__ == "__main__":  # .venv/bin/python -m tests.exports.kept
    keep(files_of(a_kept_room()))
