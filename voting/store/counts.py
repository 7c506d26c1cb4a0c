"""Counters for rate limits."""

from voting.refusals.joining import UnknownWorkshop
from voting.store import keys
from voting.store.asking import Asking

_A_MINUTE = 60  # seconds
_A_DAY = 24 * 3600


class Counts(Asking):
    def tries(self, who: str) -> int:
        """Wrong tries of ``who`` in this minute."""
        with self._answering():
            return int(self._redis.get(keys.tries(who)) or 0)

    def count_try(self, who: str) -> int:
        """Count a wrong try by ``who``; returns how many they have made in this minute."""
        (tries,) = self._run("count", keys=[keys.tries(who)], args=[_A_MINUTE, ""])
        return int(tries)

    def mails_to(self, who: str) -> int:
        """Mails that went to ``who`` (a pseudonymised address) in a day."""
        with self._answering():
            return int(self._redis.get(keys.mails_to(who)) or 0)

    def count_mail_to(self, who: str) -> None:
        self._run("count", keys=[keys.mails_to(who)], args=[_A_DAY, ""])

    def count_changes(self, workshop: str, *who: str) -> list[int]:
        """Count a change by each of ``who`` in the workshop; returns how many each has made in
        this minute. Raises UnknownWorkshop, with nothing counted, if it is erased."""
        counts = [keys.changes(workshop, each) for each in who]
        made = self._run("count", keys=[*counts, keys.gate(workshop)], args=[_A_MINUTE, "gate"])
        if not made:
            raise UnknownWorkshop(workshop=workshop)
        return [int(number) for number in made]
