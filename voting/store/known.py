"""Who the people of a workshop are to its area: a pseudonym for each device."""

from voting.refusals.joining import UnknownWorkshop
from voting.store import keys
from voting.store.asking import Asking


class Known(Asking):
    def know(self, workshop: str, person: str, pseudonym: str) -> None:
        """Keep a person's pseudonym; raises UnknownWorkshop, with nothing written, if the workshop
        is there no more."""
        own = [keys.gate(workshop), keys.known(workshop)]
        if not self._run("know", own, [person, pseudonym]):
            raise UnknownWorkshop(workshop=workshop)

    def known(self, workshop: str) -> dict[str, str]:
        """The pseudonym of each person of a workshop, as far as there is one."""
        with self._answering():
            rows = self._redis.hgetall(keys.known(workshop))
        return {person.decode(): pseudonym.decode() for person, pseudonym in rows.items()}
