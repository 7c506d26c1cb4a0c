"""A store opened for a command, beside the app or without it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import redis

from voting.store.connection import connect
from voting.store.embedded import EmbeddedStore


@contextlib.contextmanager
def opened(redis_url: str, data_dir: Path) -> Iterator[Any]:
    """A client of the store at ``redis_url`` or, with none, of the embedded one in ``data_dir``,
    which is started for the while if no app runs it."""
    if redis_url:
        yield connect(redis_url)
        return
    embedded = EmbeddedStore(data_dir)
    running = connect(embedded.url)
    try:
        running.ping()
    except redis.RedisError:
        embedded.start()
        try:
            yield connect(embedded.url)
        finally:
            embedded.stop()
    else:
        yield running
