"""Files that take long to make, each made in a process of its own, so that votes go on.

It works alike under every server library: it starts a process, whose input and output are files,
and looks now and then whether it has ended. Two are made at a time, and others wait for their turn.
"""

import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec

from voting.config import SETTINGS
from voting.refusals.serving import ReportFailed, TooManyReports
from voting.reports.record import Record
from voting.reports.trace import traced
from voting.words import Words

AT_ONCE = 2  # a process each; a machine of two cores still votes
WAITING = 20  # more than that need not queue up: they would not get their turn in time
EACH = 3  # for one workshop or area, so that one lead's clicks leave places for the others
# Both together stay below the minute that a page waits for a file, and a proxy for an answer.
PATIENCE = 25.0  # seconds to wait for a turn
WITHIN = 30.0  # seconds to make a file, counted from its turn
_LOOK = 0.01  # seconds between looks at a process
_TAIL = 2000  # bytes from the end of what a process said that are read
_OF = ("workshop", "area", "programme")  # what a record is of: the first of these that it has

_ROOT = Path(__file__).parent.parent.parent
_COMMAND = (sys.executable, "-m", "voting.reports")

_log = logging.getLogger(__name__)


class Press:
    """Makes ``at_once`` files at a time while up to ``waiting`` more wait, and of them all ``each``
    for one workshop at most. ``patience`` is the longest wait for a turn, ``within`` the longest
    that a file may then take, both in seconds."""

    def __init__(
        self,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        each: int = EACH,
        patience: float = PATIENCE,
        within: float = WITHIN,
        command: tuple[str, ...] = _COMMAND,
    ) -> None:
        self._turns = threading.Semaphore(at_once)
        self._places = _Places(at_once + waiting, each)
        self._patience = patience
        self._within = within
        self._command = command

    def make(self, file: str, record: Record, words: Words) -> bytes:
        """The bytes of one of ``downloads.APART``, or from the record of an area of one of
        ``area_downloads.APART``, or of ``programme_files.APART``. Raises TooManyReports where there
        is no place left, or no turn in time, and ReportFailed where the process fails or takes too
        long."""
        with self._places.one(next(record[of] for of in _OF if of in record)["id"]):
            if not self._turns.acquire(timeout=self._patience):
                raise TooManyReports()
            try:
                job = {"file": file, "record": record, "language": words.language}
                return self._run(file, msgspec.json.encode(job | {"said": words.said}))
            finally:
                self._turns.release()

    def _run(self, file: str, job: bytes) -> bytes:
        # What this server is told in its environment may be secret, and is no business of the file.
        own = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        with (
            tempfile.TemporaryFile() as given,
            tempfile.TemporaryFile() as made,
            tempfile.TemporaryFile() as told,
        ):
            given.write(job)
            given.seek(0)
            deadline = time.monotonic() + self._within
            process = subprocess.Popen(
                self._command, stdin=given, stdout=made, stderr=told, cwd=_ROOT, env=own
            )
            try:
                while (status := process.poll()) is None and time.monotonic() < deadline:
                    time.sleep(_LOOK)
            finally:  # also when the server stops meanwhile
                if process.poll() is None:
                    process.kill()
                    process.wait()
            if status != 0:
                why = "took too long" if status is None else f"ended with status {status}"
                _log.error("report: making %s %s: %s", file, why, traced(_end(told)) or "no trace")
                raise ReportFailed()
            made.seek(0)
            return made.read()


class _Places:
    """Places to work or to wait, ``each`` of them for one workshop at most."""

    def __init__(self, places: int, each: int) -> None:
        self._lock = threading.Lock()
        self._left = places
        self._each = each
        self._taken: Counter[str] = Counter()

    @contextmanager
    def one(self, workshop: str) -> Iterator[None]:
        """Holds a place for the workshop; TooManyReports if there is none."""
        with self._lock:
            if not self._left or self._taken[workshop] >= self._each:
                raise TooManyReports()
            self._left -= 1
            self._taken[workshop] += 1
        try:
            yield
        finally:
            with self._lock:
                self._left += 1
                self._taken[workshop] -= 1
                self._taken = +self._taken  # without those that hold none any more


def _end(told: IO[bytes]) -> bytes:
    told.seek(max(0, told.seek(0, os.SEEK_END) - _TAIL))
    return told.read()
