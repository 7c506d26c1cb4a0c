"""Files that take long to make, each made in a process of its own, so that votes go on.

It works alike under every server library: it starts a process, whose input and output are files,
and looks now and then whether it has ended. Two are made at once, and others wait for their turn.
"""

import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import msgspec

from voting.config import SETTINGS
from voting.refusals.serving import ReportFailed, TooManyReports
from voting.reports.record import Record
from voting.words import Words

AT_ONCE = 2  # a process each; a machine of two cores still votes
WAITING = 20  # more than that need not queue up: they would not get their turn in time
WITHIN = 45.0  # seconds for a file, the wait for its turn included
_LOOK = 0.01  # seconds between looks at a process

_ROOT = Path(__file__).parent.parent.parent
_COMMAND = (sys.executable, "-m", "voting.reports")

_log = logging.getLogger(__name__)


class Press:
    """Makes files in processes of their own, so many at once, and lets so many wait."""

    def __init__(
        self,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        within: float = WITHIN,
        command: tuple[str, ...] = _COMMAND,
    ) -> None:
        self._turns = threading.Semaphore(at_once)
        self._places = threading.Semaphore(at_once + waiting)
        self._within = within
        self._command = command

    def make(self, file: str, record: Record, words: Words) -> bytes:
        """The bytes of one of ``downloads.APART``. Raises TooManyReports where the queue is full or
        too slow, and ReportFailed where the process fails or takes too long."""
        if not self._places.acquire(blocking=False):
            raise TooManyReports()
        deadline = time.monotonic() + self._within
        try:
            if not self._turns.acquire(timeout=self._within):
                raise TooManyReports()
            try:
                job = {"file": file, "record": record, "language": words.language}
                return self._run(file, msgspec.json.encode(job | {"said": words.said}), deadline)
            finally:
                self._turns.release()
        finally:
            self._places.release()

    def _run(self, file: str, job: bytes, deadline: float) -> bytes:
        # What this server is told in its environment may be secret, and is no business of the file.
        own = {name: value for name, value in os.environ.items() if name not in SETTINGS}
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
            given.write(job)
            given.seek(0)
            process = subprocess.Popen(
                self._command,
                stdin=given,
                stdout=made,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env=own,
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
                _log.error("report: making %s %s", file, why)
                raise ReportFailed()
            made.seek(0)
            return made.read()
