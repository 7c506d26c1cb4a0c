"""What people rate ahead of a workshop, in their own time: round 0 of each domain.

Nobody sees it before the workshop. In the room a trainer may show it for a domain that was never
rated there; then it is a closed round like any other, but no decision stands on it alone. What is
not shown before the domain's first round is never shown.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from voting.core import commands as c
from voting.core.state import (
    AHEAD,
    AHEAD_LEAST,
    NOT_FOR_OLDER,
    NOT_KNOWN,
    Entry,
    Phase,
    Present,
    Round,
    Workshop,
)
from voting.instruments.agreement import Picture, picture
from voting.instruments.instrument import Instrument, tally_of
from voting.instruments.instrument import given as answered
from voting.instruments.kinds.column import PICTURED
from voting.instruments.tally import Ballot, Tally
from voting.refusals.ahead import ShownTooLate, TooFewAhead
from voting.refusals.decisions import AlreadyRuled

# How the ratings of a domain lie, as a hint for the trainer's time: never which ratings they are.
Hint = Literal["alike", "spread", "two-views"]


class AheadRating(Struct, frozen=True):
    """What somebody says ahead about one domain: ``rating`` None is "Can't say". ``reason`` None
    leaves the one there is, "" takes it back. ``sequence`` rises with each change, so that a repeat
    or an older one changes nothing; 0: whatever is held is older."""

    rating: int | None
    reason: str | None = None
    sequence: int = 0
    vote_id: str = ""


class OwnAnswer(Struct, frozen=True):
    """What is stored of somebody about one domain."""

    rating: int | None
    sequence: int
    vote_id: str
    reason: str = ""


class OwnAhead(Struct, frozen=True):
    """All that somebody rated ahead, by domain, and the sector under which; "" before they have."""

    sector: str = ""
    answers: Mapping[str, OwnAnswer] = {}


class RatedAhead(Struct, frozen=True):
    """How far rating ahead is, without a single rating. ``open``: may people still? ``finished``
    are the ids of those who answered every domain, each with the sector; ``names`` are theirs, as
    far as known; ``answered`` is how many answered a domain; ``showable`` are the domains with
    enough ratings to be shown; ``hints`` how they lie, by domain: see ``service.ahead``."""

    open: bool
    finished: Mapping[str, str] = {}
    names: Mapping[str, str] = {}
    answered: Mapping[str, int] = {}
    showable: frozenset[str] = frozenset()
    hints: Mapping[str, Hint] = {}


WhyNot = Literal["", "begun", "instrument"]


def ahead_open(w: Workshop) -> bool:
    """May people still rate ahead? Until a trainer opens the first round or shows a domain's
    ratings."""
    return not why_not_ahead(w)


def why_not_ahead(w: Workshop) -> WhyNot:
    """Why people may not rate ahead; "" if they may."""
    if not can_be_ahead(w.framework):
        return "instrument"
    return "begun" if w.rehearsal or w.phase is not Phase.LOBBY or w.rounds else ""


def can_be_ahead(instrument: Instrument) -> bool:
    """Can it be rated ahead? Only where all that it asks is fixed by then, is decided in the room,
    and has an order, in which a hint can say how the answers lie."""
    return (
        not instrument.rows_from
        and instrument.repeat is None
        and instrument.threshold is None
        and all(d.column.is_decided and d.column.ordered for d in instrument.domains)
    )


def may_show(w: Workshop, domain: str) -> bool:
    """May a domain's ratings from ahead still be shown, as far as the workshop decides it?"""
    return not w.rehearsal and domain not in w.rulings and w.last_round(domain) is None


Given = Mapping[str, Mapping[str, Ballot]]  # what was rated ahead, by person and domain


def finished(w: Workshop, given: Given) -> list[str]:
    """Who rated every domain."""
    domains = {domain.key for domain in w.framework.domains}
    return [person for person, mine in given.items() if domains <= mine.keys()]


def tally_ahead(w: Workshop, domain: str, given: Given) -> Tally:
    cell = w.framework.domain(domain)
    there = {person: mine[domain] for person, mine in given.items() if domain in mine}
    return tally_of(cell, answered(cell, there))


def how_far(
    w: Workshop,
    given: Given,
    sectors: Mapping[str, str],
    names: Mapping[str, str],
    hints: Mapping[str, Hint],
) -> RatedAhead:
    """How far rating ahead is; ``sectors`` and ``names`` by person, ``hints`` as last taken."""
    is_open = ahead_open(w)
    tallies = {d.key: tally_ahead(w, d.key, given) for d in w.framework.domains}
    # While people rate, whether there are enough ratings could tell that somebody gave one, and
    # did not say "Can't say".
    enough = {key: t.turnout if is_open else t.ratings for key, t in tallies.items()}
    return RatedAhead(
        open=is_open,
        finished={person: sectors.get(person, NOT_KNOWN) for person in finished(w, given)},
        names=names,
        answered={key: tally.turnout for key, tally in tallies.items()},
        showable=frozenset(key for key, ratings in enough.items() if ratings >= AHEAD_LEAST),
        hints=hints,
    )


def hints_now(w: Workshop, given: Given) -> dict[str, Hint]:
    """How it lies in each domain, of those who finished. To be taken only when ``AHEAD_LEAST`` more
    have than when it was last: then nobody changes it alone."""
    whole = {person: given[person] for person in finished(w, given)}
    few = [d for d in w.framework.domains if len(d.column.places) <= PICTURED]
    hints = {d.key: hint_of(tally_ahead(w, d.key, whole)) for d in few}
    return {domain: hint for domain, hint in hints.items() if hint is not None}


def could_have_rated(
    registered: Mapping[str, str], rated: Mapping[str, str]
) -> tuple[Present, ...]:
    """How many could have rated ahead, by sector: who registered and who rated, each with the
    sector; that under which somebody rated counts."""
    known = Counter({**registered, **rated}.values())
    return tuple(Present(sector, people) for sector, people in sorted(known.items()))


def hint_of(tally: Tally) -> Hint | None:
    """How ratings lie, as far as no single person could make it otherwise, whether they come, go or
    change their mind: where they could make two views of a spread it is a spread, and where they
    could make all alike, or not, there is no hint. None below ``AHEAD_LEAST``."""
    if tally.ratings < AHEAD_LEAST:
        return None
    levels = range(len(tally.counts))
    gone = [None, *(level for level in levels if tally.counts[level])]
    possible = {lies(_changed(tally, from_, to)) for from_ in gone for to in (None, *levels)}
    if len(possible) == 1:
        return possible.pop()
    return None if "alike" in possible else "spread"


def lies(tally: Tally) -> Hint:
    match picture(tally.counts):
        case Picture.TWO_CAMPS:
            return "two-views"
        case Picture.SPREAD:
            return "spread"
    return "alike"


def _changed(tally: Tally, from_: int | None, to: int | None) -> Tally:
    """With a rating less, or more."""
    counts = [n - (k == from_) + (k == to) for k, n in enumerate(tally.counts)]
    return Tally(tuple(counts))


def reveal_ahead(w: Workshop, command: c.RevealAhead, entry: Entry) -> Workshop:
    domain = w.framework.domain(command.domain)
    if domain.key in w.rulings:
        raise AlreadyRuled(domain=domain.short)
    if not may_show(w, domain.key):
        raise ShownTooLate(domain=domain.short)
    tally = entry.facts.tally
    if tally is None or tally.ratings < AHEAD_LEAST:
        raise TooFewAhead(n=AHEAD_LEAST)
    shown = Round(
        id=len(w.rounds) + 1,
        domain=domain.key,
        number=AHEAD,
        opened_at=entry.at,
        closed_at=entry.at,
        smallest_group=w.smallest_group + NOT_FOR_OLDER,
        rule=entry.facts.rule,
        present=entry.facts.present,
    )
    return replace(
        w, domain=domain.key, rounds=(*w.rounds, shown), timer=None, shown=(), pause=None
    )
