"""One file of a workshop, an area or a programme, made in a process of its own:
``python -m voting.reports``.

Standard input holds a job as JSON: {"file", "record", "language", "said"}. The file goes to
standard output; where it can't be made, one line on standard error says where in the code that was.
See voting/edges/press.py, which asks for it.
"""

import contextlib
import os
import sys

from voting.reports.trace import trace

LONGEST = 60  # seconds of computing, even if the server has ended and no longer waits for it
LARGEST = 100_000_000  # bytes of any file that it writes
NICER = 10  # votes come first


def main() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):  # not on Windows
        import resource

        os.nice(NICER)
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    try:
        sys.stdout.buffer.write(_made())
        sys.stdout.flush()
    except BaseException as failed:  # a panic of a library in Rust is no Exception
        sys.stderr.write(f"\n{trace(failed)}\n")
        sys.exit(1)


def _made() -> bytes:
    # Loaded here, so that what can't be loaded leaves its trace too.
    import msgspec

    from voting.reports import area_downloads, downloads, programme_files
    from voting.reports.evaluation import pack
    from voting.words import Words

    job = msgspec.json.decode(sys.stdin.buffer.read())
    file, record, words = job["file"], job["record"], Words(job["language"], job["said"])
    if file == pack.FILE:
        return pack.pack(record, words)
    if file in programme_files.FILES:
        return programme_files.write(file, record, words)
    write = area_downloads.write if "area" in record else downloads.write
    return write(file, record, words)


if __name__ == "__main__":
    main()
