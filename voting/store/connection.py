"""From REDIS_URL to a client: one server, a cluster, or a replicated server behind sentinels.

| REDIS_URL | store |
|---|---|
| `redis://host:6379/0`, `rediss://…`, `unix://…` | one server |
| `redis://one:7000,redis://two:7000,…` | a cluster, found through any of these nodes |
| `redis+sentinel://one:26379,two:26379/name` | the server that sentinels call `name`, by failover |

Nothing is retried behind our back: whether to try again is decided where the meaning is known.
"""

from typing import Any
from urllib.parse import unquote, urlsplit

import redis
from redis.backoff import NoBackoff
from redis.cluster import ClusterNode, RedisCluster
from redis.retry import Retry
from redis.sentinel import Sentinel

LEAST_VERSION = (6, 2)  # of Redis; Valkey begins above it
PROTOCOL = 3  # of the store's replies: said, since the client library changes what it takes unsaid
MOST_CONNECTIONS = 32  # at work at once; the store makes others wait for a place
# Seconds. Phones give up on an answer after five; by then they have been told that the store hangs.
_WAITS: dict[str, Any] = {
    "protocol": PROTOCOL,
    "socket_timeout": 2.5,
    "socket_connect_timeout": 2,
}
_SENTINEL = "redis+sentinel"
SCHEMES = ("redis", "rediss", "unix", _SENTINEL)
_ENCODED = (
    "In a user name or password write % as %25, @ as %40, / as %2F, : as %3A, ? as %3F, # as %23 "
    "and a comma as %2C."
)


def problem_with(url: str) -> str | None:
    """What is wrong with a REDIS_URL, without any part of it; None if it can be tried."""
    try:
        problem = _problem_with(url)
    except (ValueError, TypeError):  # what these say may hold the password
        problem = "REDIS_URL must look like redis://user:password@host:6379/0."
    return f"{problem} {_ENCODED}" if problem and "@" in url else problem


def _problem_with(url: str) -> str | None:
    if url.startswith(_SENTINEL):
        _, sentinels, name = _sentinels(url)
        if not name or not all(host for host, _ in sentinels):
            return "REDIS_URL must look like redis+sentinel://one:26379,two:26379/name."
        return None
    for one in url.split(","):
        parts = urlsplit(one)
        if parts.scheme not in SCHEMES:
            return "REDIS_URL must begin with redis://, rediss://, unix:// or redis+sentinel://."
        path = "" if parts.scheme == "unix" else parts.path
        if "@" in path + parts.query + parts.fragment:
            return "REDIS_URL has an @ where no user name or password can be."
        redis.connection.parse_url(one)
        redis.ConnectionPool.from_url(one).make_connection()  # it does not connect yet
    return None


def connect(url: str) -> Any:
    """A client for ``url``; it connects when first used."""
    options: dict[str, Any] = {
        **_WAITS,
        # One more than may work at once: the listener keeps a connection of its own.
        "max_connections": MOST_CONNECTIONS + 1,
        "retry": Retry(NoBackoff(), 0),
    }
    if url.startswith(_SENTINEL):
        return _behind_sentinels(url, options)
    if "," in url:
        return _cluster(url.split(","), options)
    return redis.Redis(connection_pool=redis.ConnectionPool.from_url(url, **options))


def _cluster(urls: list[str], options: dict[str, Any]) -> Any:
    first = redis.connection.parse_url(urls[0])
    nodes = [ClusterNode(p.hostname or "localhost", p.port or 6379) for p in map(urlsplit, urls)]
    login: dict[str, Any] = {
        name: first[name] for name in ("username", "password") if name in first
    }
    secure: dict[str, Any] = {"ssl": True} if urls[0].startswith("rediss:") else {}
    return RedisCluster(startup_nodes=nodes, **login, **secure, **options)


def _behind_sentinels(url: str, options: dict[str, Any]) -> Any:
    login, sentinels, name = _sentinels(url)
    username, _, password = login.partition(":")
    if login:
        options |= {"username": unquote(username) or None, "password": unquote(password)}
    group = Sentinel(sentinels, sentinel_kwargs=dict(_WAITS))
    return group.master_for(name, **options)


def _sentinels(url: str) -> tuple[str, list[tuple[str, int]], str]:
    """Login, hosts and ports, and the name of the server; raises ValueError for a bad port."""
    # Several hosts are more than an address may name, so each is read on its own.
    netloc, _, name = url.removeprefix(f"{_SENTINEL}://").partition("/")
    login, _, hosts = netloc.rpartition("@")
    found = [urlsplit(f"//{host}") for host in hosts.split(",")]
    return login, [(one.hostname or "", one.port or 26379) for one in found], name.strip("/")


def servers(client: Any) -> list[Any]:
    """A client for each server that takes writes, to look at its settings."""
    if isinstance(client, RedisCluster):
        return [client.get_redis_connection(node) for node in client.get_primaries()]
    return [client]
