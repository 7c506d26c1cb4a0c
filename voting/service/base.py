"""What all parts of the service share."""

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from msgspec import Struct

from voting.core.ballots_in import BallotsIn, ballots_in, in_one_cell
from voting.core.state import Round, Workshop
from voting.goals.situation import PlanSituation
from voting.instruments.instrument import Instrument, Topic
from voting.library import load_series
from voting.limits import JOINS_A_MINUTE, Changes, Guesses, Makings, Registrations
from voting.moments import milliseconds
from voting.refusals.areas import UnknownArea
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import Busy, NewerVersion, StoreUnavailable
from voting.service.caching import remember_some
from voting.store.group_commit import GroupCommit
from voting.store.plans import BesidePlan
from voting.store.redis_store import RedisStore
from voting.words.languages import Languages

ATTEMPTS = 25  # to save a document that others change as well
_LOCKS = 256
_MOST_ASKED = 4096  # rounds of which it is remembered what they ask
_FROZEN = 32  # closed rounds whose ballots are cached


# No fault of what is stored: it passes, or another process can do it or has done it.
PASSING = (StoreUnavailable, Busy, NewerVersion, UnknownWorkshop, UnknownArea)


class RoundAsks(Struct, frozen=True):
    """What a round asks, and when it was opened, in ms since 1970 UTC."""

    topic: Topic
    opened: int


class Base:
    """``clock`` gives the present moment in UTC, ``languages`` has what practice attendees write,
    ``joins_a_minute`` is how many may join a workshop from one address; with ``one_organisation``
    all who set workshops up belong to one, so areas with the same name are the same area;
    ``invited_as`` says who an invitee is in a workshop, as ``Identity.invited_as`` does; ``mails``:
    is there a mail server?"""

    def __init__(
        self,
        store: RedisStore,
        frameworks: Mapping[str, Instrument],
        clock: Callable[[], datetime],
        languages: Languages | None = None,
        joins_a_minute: int = JOINS_A_MINUTE,
        *,
        one_organisation: bool = False,
        invited_as: Callable[[str, str], str] = lambda invitee, workshop: invitee,
        mails: bool = False,
    ) -> None:
        self.store = store
        self.frameworks = frameworks
        self.series = load_series()
        self.clock = clock
        self.one_organisation = one_organisation
        self.invited_as = invited_as
        self.mails = mails
        self.languages = languages or Languages()
        self._ballots = GroupCommit(store.cast)
        self._guesses = Guesses(store)
        self._makings = Makings(store)
        self._registrations = Registrations(store)
        self._changes = Changes(store, joins_a_minute)
        self._locks = tuple(threading.Lock() for _ in range(_LOCKS))
        # What a round asks never changes, and every vote is checked against it. (A failover can
        # put another round in its place: then that was opened at another time.)
        self._known_rounds: dict[tuple[str, int], RoundAsks] = {}
        # Nor do a closed round's ballots, which judging the domain's later rounds takes as well. (A
        # failover can open a round again: then it is closed at another time.)
        self._frozen = lru_cache(_FROZEN)(lambda id, number, closed_at: store.ballots(id, number))

    def ballots_in(self, workshop: Workshop, opened: Round) -> BallotsIn:
        """What may be known of the open round's ballots. Where each answers its only cell none is
        read."""
        if not opened.cells:
            return in_one_cell(opened.domain, self.store.voted(workshop.id, opened.id))
        return ballots_in(workshop, opened, self.store.ballots(workshop.id, opened.id))

    def _round_asks(self, workshop: Workshop, round_: Round) -> RoundAsks:
        """What a round asks, remembered: by whoever looks at a workshop while it is open, too, so
        that a room's first votes, which come all at once, find it there."""
        known = self._known_rounds.get((workshop.id, round_.id))
        opened = milliseconds(round_.opened_at)
        if known and known.opened == opened:
            return known
        cells = tuple(workshop.framework.domain(key) for key in round_.asks)
        asked = RoundAsks(Topic(round_.domain, cells), opened)
        remember_some(self._known_rounds, (workshop.id, round_.id), asked, _MOST_ASKED)
        return asked

    def movement_was_shown(self, workshop: str, domains: Sequence[str]) -> bool:
        """See ``looking``; here for whoever closes a round."""
        raise NotImplementedError

    def plan_at(self, workshop: Workshop, beside: BesidePlan | None = None) -> PlanSituation | None:
        """See ``plans``; here for whoever looks."""
        raise NotImplementedError

    def agree_soon(self, area: str, workshop: str) -> bool:
        """See ``agreeing``; here for whoever looks."""
        raise NotImplementedError

    def _lock(self, workshop: str) -> threading.Lock:
        """The lock of a workshop; some workshops share one, at the cost of a wait."""
        return self._locks[hash(workshop) % _LOCKS]
