"""Workshops on the real store, without a server in front."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import redis as redis_library

from tests.builders import FIRST_TRAINER, SECOND_TRAINER, attendee, details, three_by_five
from voting.core import commands as c
from voting.instruments.instrument import Instrument
from voting.moments import now
from voting.service import Service
from voting.wire.messages import Vote

WORKSHOP = "workshop-one"


class CountingClient(redis_library.Redis):
    """Counts round trips."""

    trips = 0

    def execute_command(self, *arguments, **options):
        self.trips += 1
        return super().execute_command(*arguments, **options)

    def pipeline(self, *arguments, **options):
        self.trips += 1
        return super().pipeline(*arguments, **options)


class StoredRoom:
    """A workshop with two trainers, used through the service as the edges use it."""

    def __init__(
        self,
        store,
        people: int = 0,
        *,
        rehearsal: bool = False,
        clock=now,
        instrument: Instrument | None = None,
        **limits,
    ) -> None:
        self.store = store
        asked = instrument or three_by_five()
        self.service = Service(store, {asked.key: asked}, clock, **limits)
        self.service.create(WORKSHOP, asked.key, details(), FIRST_TRAINER, rehearsal=rehearsal)
        self.does(c.Introduce("Trainer C. D."), SECOND_TRAINER, link=0)
        for number in range(people):
            self.joins(f"person-{number}")

    def does(self, command, by=FIRST_TRAINER, **said):
        return self.service.act(WORKSHOP, by, command, **said)

    def joins(self, person: str, name: str = ""):
        return self.does(c.Join(name or f"Attendee {person}", "primary"), attendee(person))

    def opens(self, domain: str = "trust") -> int:
        return self.does(c.OpenRound(domain)).rounds[-1].id

    def votes(self, person: str, round_id: int, rating: int | None = 1, sequence: int = 1):
        vote = Vote(round_id, f"{person}-{sequence}", sequence, rating)
        return self.service.cast(WORKSHOP, person, vote)

    def answers(
        self, person: str, round_id: int, answers: dict, sequence: int = 1, *, done: bool = True
    ):
        """Answers by cell, in a round of several."""
        vote = Vote(round_id, f"{person}-{sequence}", sequence, answers=answers, done=done)
        return self.service.cast(WORKSHOP, person, vote)

    def workshop(self):
        return self.store.load(WORKSHOP)

    def tally(self, round_id: int, cell: str = ""):
        """What a closed round adds up to, in one cell where it asks several."""
        workshop = self.workshop()
        cell = cell or workshop.rounds[round_id - 1].domain
        return self.service.situation(workshop).rounds[round_id, cell].tally


def race(*runners) -> list:
    """Run them all from the same moment on; each one's result, or what it raised."""
    start = threading.Barrier(len(runners))

    def run(runner):
        start.wait()
        try:
            return runner()
        except Exception as problem:
            return problem

    with ThreadPoolExecutor(len(runners)) as pool:
        return list(pool.map(run, runners))


def at(days: float):
    """A clock that stands so many days from now."""
    return lambda: now() + timedelta(days=days)


def everything(redis) -> str:
    """All keys of the store with all that is in them."""
    read = {
        "string": redis.get,
        "hash": redis.hgetall,
        "stream": redis.xrange,
        "zset": lambda key: redis.zrange(key, 0, -1),
    }
    held = [(key, read[redis.type(key).decode()](key)) for key in sorted(redis.scan_iter())]
    return repr(held)


def on_disk(data_dir: Path, text: str) -> list[str]:
    """The files of the data directory that hold a text."""
    return sorted(path.name for path in data_dir.rglob("*") if text.encode() in _held(path))


def _held(path: Path) -> bytes:
    """What a file holds; a file that the server has just put away holds nothing."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except FileNotFoundError:
        return b""
