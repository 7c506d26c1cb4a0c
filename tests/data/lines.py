"""Write what a release stores of a framework's workshop, line by line, for a test to compare.

    python -m tests.data.lines COMMIT

The release's own code makes it: a round with ratings by hand, a shown reason, a tied one, rulings,
a cancelled round, an open one, and a domain without a letter.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.data.make import HERE, release

WHERE = HERE / "lines"
_AT_THE_RELEASE = """
from msgspec.structs import replace
from tests.builders import Room, three_by_five
from voting.core import commands as c
from voting.store import codec
from voting.views.result import result_of

usual = three_by_five()
first, *others = usual.domains
bare = replace(first, letter="", short="", gold="", meanings=())
room = Room(replace(usual, domains=(bare, *others)))
keys = [domain.key for domain in usual.domains]
sector = usual.sectors[0].key
by_hand = {"": [0, 1, 2, 0, 0, 1], sector: [0, 2, 0, 0, 0]}
room.rates_by_sector(keys[0], by_hand, **{sector: [1, 1, 2, None]})
room.does(c.ShowReason(room.explains(f"{sector}-1", "Nobody answers")))
room.rules(keys[0], "consensus", 1, "Talked over")
room.rates_by_sector(keys[1], **{sector: [0, 0, 3, 3]})
room.rules(keys[1], "unresolved", note="Next time")
room.does(c.CancelRound(room.opens(keys[2])))
settled = result_of(room.situation())
room.opens(keys[2])
room.hands(1, 0, 0, 0, 0)
room.does(c.SetTimer(60))
lines = [codec.encode_workshop(room.workshop), codec.encode_result(settled)]
lines += [codec.encode_entry(entry) for entry in room.entries]
lines += [codec.encode_ballot(b) for held in room.ballots.values() for b in held.values()]
open(__import__("sys").argv[1], "wb").write(b"".join(line + b"\\n" for line in lines))
"""


def write(commit: str, file: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="lines-") as folder:
        home = release(commit, Path(folder))
        made = [sys.executable, "-c", _AT_THE_RELEASE, str(file.absolute())]
        subprocess.run(made, cwd=home, check=True)


if __name__ == "__main__":
    WHERE.mkdir(exist_ok=True)
    write(sys.argv[1], WHERE / f"{sys.argv[1]}.jsonl")
