"""One file of a workshop's results, made in a process of its own: ``python -m voting.reports``.

Standard input holds a job as JSON: {"file", "record", "language", "said"}. The file goes to
standard output. See voting/edges/press.py, which asks for it.
"""

import contextlib
import os
import sys

import msgspec

from voting.reports import downloads
from voting.words import Words

LONGEST = 60  # seconds of computing, whatever becomes of who asked
NICER = 10  # votes come first


def main() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):  # not on Windows
        import resource

        os.nice(NICER)
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
    job = msgspec.json.decode(sys.stdin.buffer.read())
    words = Words(job["language"], job["said"])
    sys.stdout.buffer.write(downloads.write(job["file"], job["record"], words))


if __name__ == "__main__":
    main()
