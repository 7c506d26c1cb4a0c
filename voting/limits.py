"""How often somebody may guess, and how often a person may change who they are."""

import time

from voting.core.errors import TooManyChanges, TooManyTries
from voting.store.redis_store import RedisStore

_TRIES_PER_ADDRESS = 40  # wrong ones a minute; an office shares one address
_TRIES_OVERALL = 1000
CHANGES_A_MINUTE = 12  # of one person: joining, leaving, another name
_PACES = 4096


class Guesses:
    """Guesses at codes and passphrases, counted in ``store`` for all processes together."""

    def __init__(self, store: RedisStore) -> None:
        self._store = store

    def judge(self, what: str, who: str, *, wrong: bool) -> None:
        """Count a wrong try, and refuse what a guesser sends, right or wrong, with TooManyTries.

        ``what`` is guessed at, by ``who`` (an address without the address). It is known by then
        whether the try was right, but nobody is told: so the order of things leaves no gap, however
        many tries come at once. When all addresses together have guessed too often, those that did
        not guess still pass with their first try: nobody can lock a room out, and whoever guesses
        needs a new address for every single guess.
        """
        mine = self._before(f"{what}-{who}", wrong=wrong)
        if mine >= _TRIES_PER_ADDRESS:
            raise TooManyTries(what=what)
        if self._before(f"{what}-all", wrong=wrong) >= _TRIES_OVERALL and mine:
            raise TooManyTries(what=what)

    def _before(self, who: str, *, wrong: bool) -> int:
        return self._store.count_try(who) - 1 if wrong else self._store.tries(who)


class Pace:
    """Changes that people make to who they are, in this process."""

    def __init__(self) -> None:
        self._next: dict[str, float] = {}

    def check(self, person: str) -> None:
        """Count a change of ``person``; raises TooManyChanges."""
        now = time.monotonic()
        due = max(self._next.get(person, 0.0), now - 60) + 60 / CHANGES_A_MINUTE
        if due > now:
            raise TooManyChanges()
        if len(self._next) >= _PACES:  # most have been quiet for long
            self._next = {p: at for p, at in list(self._next.items()) if at > now - 60}
        self._next[person] = due
