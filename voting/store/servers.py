"""The servers under the store: may they be written to, how durable are they, what is on disk."""

import time
from collections.abc import Iterator
from typing import Any

import redis

from voting.store.asking import Asking
from voting.store.connection import LEAST_VERSION, servers

_REWRITE_WITHIN = 10.0  # seconds to wait for a rewrite of the append-only file to end


class Servers(Asking):
    def check(self) -> None:
        """Raise StoreUnavailable unless the store answers and may be written to."""
        with self._answering():
            self._redis.set("cascade:health", "1", ex=60)

    def rewrite(self) -> None:
        """Have the store write its append-only file anew, without what was erased. It goes on by
        itself; raises StoreUnavailable if it could not be begun."""
        with self._answering():
            for server in servers(self._redis):
                if server.info("persistence")["aof_enabled"]:
                    _rewrite(server)

    def weaknesses(self) -> list[str]:
        """Where this store's settings could lose an acknowledged vote, one sentence each."""
        found: dict[str, None] = {}
        with self._answering():
            for server in servers(self._redis):
                found.update(dict.fromkeys(_weaknesses(server)))
        return list(found)


def _rewrite(server: Any) -> None:
    """Begin a rewrite. One that is under way may have begun too early, and is waited for."""
    deadline = time.monotonic() + _REWRITE_WITHIN
    while True:
        try:
            server.bgrewriteaof()
            return
        except redis.ResponseError as problem:
            if "in progress" not in str(problem) or time.monotonic() > deadline:
                raise
        time.sleep(0.1)


def _weaknesses(server: Any) -> Iterator[str]:
    about = server.info()
    number = str(about.get("valkey_version") or about["redis_version"])
    if tuple(int(part) for part in number.split(".")[:2]) < LEAST_VERSION:
        yield f"It is version {number}; use {'.'.join(map(str, LEAST_VERSION))} or newer."
    if about.get("connected_slaves"):
        yield (
            "Its replicas are written to after it has answered: "
            "a failover can lose the votes of the last moment."
        )
    try:
        # One by one: more than one at a time are known to version 7 only.
        settings = server.config_get("append*") | server.config_get("maxmemory-policy")
    except redis.ResponseError:
        yield "Its settings can't be read, so how durable it is stays unknown."
        return
    if settings.get("appendonly") != "yes":
        yield "appendonly is off: a crash loses everything since the last snapshot."
    elif settings.get("appendfsync") != "always":
        yield (
            f"appendfsync is {settings.get('appendfsync')}: "
            "a power cut can lose votes already shown as saved."
        )
    if settings.get("maxmemory-policy") != "noeviction":
        yield (
            f"maxmemory-policy is {settings.get('maxmemory-policy')}: "
            "a full store would throw workshops away."
        )
