"""How often somebody may guess or set something up, and a person change who they are."""

from collections.abc import Callable

from voting.refusals.pace import (
    TooManyChanges,
    TooManyJoin,
    TooManyMade,
    TooManyRegister,
    TooManyTries,
)
from voting.store.redis_store import RedisStore

_TRIES_PER_ADDRESS = 40  # wrong ones a minute; an office shares one address
_TRIES_JUDGED = 400  # wrong codes of one address a minute beyond which a right one is refused too
_TRIES_OVERALL = 1000
# New people of one workshop from one address: a usual room of 70 several times over, and the
# largest this is measured with; a stranger needs minutes to fill a workshop, in plain sight.
JOINS_A_MINUTE = 300
CHANGES_A_MINUTE = 12  # of one person: joining, leaving, another name
# New areas and programmes from one address. A programme of a hundred sets up all of its areas at
# once; a stranger does not fill the store overnight.
MADE_A_MINUTE = 300
# New people on rosters from one address: a county's offices may share one.
REGISTER_A_MINUTE = 300
ASK_A_MINUTE = 20  # for a personal link to be sent again, from one address


class Guesses:
    """Guesses at codes and passphrases, counted in ``store`` for all processes together.

    A passphrase is a person's invention: after too many wrong ones the right one is refused too.
    A join code is 30 random bits, and a room shares one address: somebody's slips must not keep
    the others out. So the right code opens as long as it can't have been found by trying:
    docs/deploy.md has the arithmetic.
    """

    def __init__(self, store: RedisStore) -> None:
        self._store = store

    def judge_passphrase(self, who: str, *, wrong: bool) -> None:
        """Count a wrong try, and refuse what a guesser sends, right or wrong, with TooManyTries.

        It is known by then whether the try was right, but nobody is told: so the order of things
        leaves no gap, however many tries come at once.
        """
        if self._is_flooded("passphrase", who, _TRIES_PER_ADDRESS, wrong=wrong):
            raise TooManyTries("passphrase")

    def wrong_code(self, who: str) -> None:
        """Count a wrong code of ``who`` (a pseudonymised IP address); raises TooManyTries for
        one more than an address may have in a minute."""
        mine = self._before(f"code-{who}", wrong=True)
        if mine < _TRIES_JUDGED:  # no more than that, so that one address can't use up all
            self._store.count_try("code-all")
        if mine >= _TRIES_PER_ADDRESS:
            raise TooManyTries("code")
        if mine and self._store.tries("code-all") > _TRIES_OVERALL:
            raise TooManyTries("code")

    def right_code(self, who: str, *, is_known: Callable[[], bool]) -> None:
        """Refuse the right code with TooManyTries where it may have been found by trying.

        ``is_known`` says whether somebody has joined with it from the same address: then it was no
        secret there, and whoever floods from inside a room can't keep the room out.
        """
        if self._is_flooded("code", who, _TRIES_JUDGED, wrong=False) and not is_known():
            raise TooManyTries("code")

    def _is_flooded(self, what: str, who: str, limit: int, *, wrong: bool) -> bool:
        """Has ``who`` guessed too often, or have all together, ``who`` among them? Those who did
        not guess still pass with their first try: nobody can lock a room out, and whoever guesses
        needs a new address for every single guess."""
        mine = self._before(f"{what}-{who}", wrong=wrong)
        if mine >= limit:
            return True
        return self._before(f"{what}-all", wrong=wrong) >= _TRIES_OVERALL and mine > 0

    def _before(self, who: str, *, wrong: bool) -> int:
        return self._store.count_try(who) - 1 if wrong else self._store.tries(who)


class Makings:
    """Areas and programmes that are set up where no passphrase is asked for, counted in ``store``
    for all processes together: unlike a workshop they are never erased by themselves."""

    def __init__(self, store: RedisStore) -> None:
        self._store = store

    def check(self, who: str) -> None:
        """Count one of ``who`` (a pseudonymised IP address); raises TooManyMade."""
        if self._store.count_try(f"made-{who}") > MADE_A_MINUTE:
            raise TooManyMade()


class Registrations:
    """People who register by an open link, and ask for their own again, counted in ``store`` for
    all processes together."""

    def __init__(self, store: RedisStore) -> None:
        self._store = store

    def check(self, who: str) -> None:
        """Count one of ``who`` (a pseudonymised IP address); raises TooManyRegister."""
        if self._store.count_try(f"registers-{who}") > REGISTER_A_MINUTE:
            raise TooManyRegister()

    def check_asked(self, who: str) -> None:
        """The same of a link that is asked for."""
        if self._store.count_try(f"asks-{who}") > ASK_A_MINUTE:
            raise TooManyRegister()


class Changes:
    """People of a workshop who join, leave or change who they are, counted in ``store`` for all
    processes together: nobody fills the store by coming and going, and a stranger with the code
    does not fill the workshop in a minute or two. ``joins_a_minute`` is for new people from one
    address."""

    def __init__(self, store: RedisStore, joins_a_minute: int) -> None:
        self._store = store
        self._joins_a_minute = joins_a_minute

    def check(self, workshop: str, person: str, address: str = "") -> None:
        """Count a change of ``person``, and of somebody new the ``address`` they join from, named
        as in ``Person.address``. Raises TooManyChanges, TooManyJoin."""
        who = [f"person-{person}", *([f"address-{address}"] if address else [])]
        changes, *joins = self._store.count_changes(workshop, *who)
        if changes > CHANGES_A_MINUTE:
            raise TooManyChanges()
        if joins and joins[0] > self._joins_a_minute:
            raise TooManyJoin()
