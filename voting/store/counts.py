"""How often somebody does what is limited."""

from voting.store import keys
from voting.store.asking import Asking


class Counts(Asking):
    def tries(self, who: str) -> int:
        """Wrong tries of ``who`` in this minute."""
        with self._answering():
            return int(self._redis.get(keys.tries(who)) or 0)

    def count_try(self, who: str) -> int:
        """Count a wrong try of ``who``; how many it makes in this minute."""
        (tries,) = self._run("count", keys=[keys.tries(who)], args=[60])
        return int(tries)

    def count_changes(self, workshop: str, *who: str) -> list[int]:
        """Count a change that each of them makes in the workshop; how many each makes in this
        minute."""
        named = [keys.changes(workshop, each) for each in who]
        return [int(number) for number in self._run("count", keys=named, args=[60])]
