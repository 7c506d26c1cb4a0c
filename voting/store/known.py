"""Who the people of a workshop are to its area: a pseudonym for each device."""

from voting.refusals.joining import UnknownWorkshop
from voting.store import keys
from voting.store.asking import Asking


class Known(Asking):
    def know(self, workshop: str, person: str, pseudonym: str, area: str) -> str:
        """Keep by which pseudonym an area knows a person. Returns the area that the workshop is one
        of, "" for none: if that is another, nothing is written. Raises UnknownWorkshop if the
        workshop is there no more."""
        own = [keys.gate(workshop), keys.known(workshop), keys.area_of(workshop)]
        there = self._run("know", own, [person, pseudonym, area])
        if there is None:
            raise UnknownWorkshop(workshop=workshop)
        return str(there.decode())

    def claim_person(self, workshop: str, person: str, into: str) -> None:
        """Note that these two are one person by a personal link, but could not be merged, and let
        everybody's pages know."""
        own = [keys.gate(workshop), keys.claims(workshop)]
        self._run("claim", own, [person, into, keys.HINTS, f"{workshop} votes"])

    def claims(self, workshop: str) -> dict[str, str]:
        """Who by a personal link may be the same as who else: see ``claim_person``."""
        with self._answering():
            rows = self._redis.hgetall(keys.claims(workshop))
        return {person.decode(): into.decode() for person, into in rows.items()}

    def known_seal(self, workshop: str) -> tuple[bytes | int | None, ...]:
        """What changes when somebody joins a workshop or gets a pseudonym, in one round trip; its
        first is None if the workshop is there no more."""
        [(mark, many)] = self._of_each(
            [workshop],
            lambda pipe, id: pipe.hmget(keys.gate(id), "revision", "seal"),
            lambda pipe, id: pipe.hlen(keys.known(id)),
        )
        return (*mark, many)

    def known(self, workshop: str) -> dict[str, str]:
        """The pseudonym of each person of a workshop, as far as there is one."""
        with self._answering():
            rows = self._redis.hgetall(keys.known(workshop))
        return {person.decode(): pseudonym.decode() for person, pseudonym in rows.items()}
