"""What a process remembers, bounded."""

from typing import TypeVar

Key = TypeVar("Key")
Thing = TypeVar("Thing")


def remember_some(cache: dict[Key, Thing], key: Key, held: Thing, most: int) -> None:
    """Put something into a cache of at most so many things; the oldest go first."""
    cache.pop(key, None)
    cache[key] = held
    if len(cache) > most:
        for old in list(cache)[: len(cache) - most]:
            cache.pop(old, None)
