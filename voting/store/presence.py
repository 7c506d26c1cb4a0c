"""Who was seen lately, by the signs of life of their sockets."""

from collections.abc import Iterable

from voting.core.state import Reached
from voting.refusals.joining import UnknownWorkshop
from voting.store import keys
from voting.store.asking import Asking

_KEPT = 24 * 3600  # seconds


class PresenceKept(Asking):
    def seen(self, workshop: str, sockets: Iterable[tuple[str, str]], at_ms: int) -> None:
        """Signs of life of (person, socket) pairs at ``at_ms``."""
        pairs = list(sockets)
        if not pairs:
            return
        self._run(
            "seen",
            keys=[keys.gate(workshop), keys.sockets(workshop), keys.seen(workshop)],
            args=[at_ms, _KEPT, *(text for pair in pairs for text in pair)],
        )

    def socket_gone(self, workshop: str, person: str, socket: str) -> None:
        with self._answering():
            self._redis.zrem(keys.sockets(workshop), f"{person}|{socket}")

    def presence(
        self, workshop: str, at_ms: int, *, alive_ms: int, patience_ms: int
    ) -> dict[str, Reached]:
        """Each person seen lately: "connected" if a socket gave a sign of life within ``alive_ms``,
        "reconnecting" if the last one was within ``patience_ms``; others are left out.

        Raises UnknownWorkshop if the workshop is erased, or about to be: its gate goes first, so
        whatever was read before this was whole."""
        with self._answering(), self._redis.pipeline() as pipe:
            pipe.zrangebyscore(keys.seen(workshop), at_ms - patience_ms, "+inf")
            pipe.zrangebyscore(keys.sockets(workshop), at_ms - alive_ms, "+inf")
            pipe.hexists(keys.gate(workshop), "revision")
            lately, alive, there = pipe.execute()
        if not there:
            raise UnknownWorkshop(workshop=workshop)
        found: dict[str, Reached] = {person.decode(): "reconnecting" for person in lately}
        found.update((member.decode().split("|")[0], "connected") for member in alive)
        return found
