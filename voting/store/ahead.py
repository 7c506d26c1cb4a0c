"""What people rate ahead of a workshop, in its slot until it is erased: no times, no names."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from voting.instruments.tally import Ballot, Reason
from voting.refusals.joining import UnknownWorkshop
from voting.store import codec, keys
from voting.store.asking import Asking
from voting.wire.codec import encode

_CHANGES, _PEOPLE = "changes", "people"


class Cell(Struct, frozen=True):
    """What somebody rates ahead in one domain; of a ballot without a sequence (0) whatever is held
    is older. ``reason`` None takes the reason back, unless ``keeps_reason``."""

    domain: str
    ballot: Ballot
    reason: Reason | None = None
    keeps_reason: bool = True


class Ahead(Struct, frozen=True):
    """All that was rated ahead: ``ballots`` by person and domain, ``sectors`` by person;
    ``changes`` counts how often any of it changed."""

    changes: int = 0
    sectors: dict[str, str] = {}
    ballots: dict[str, dict[str, Ballot]] = field(default_factory=dict)


class AheadKept(Asking):
    def rate_ahead(
        self, workshop: str, person: str, sector: str, cells: Sequence[Cell]
    ) -> list[str]:
        """Store what one person rates ahead in one atomic step, all or nothing. Returns "stored" or
        "kept" for each, or "closed" or "barred" alone."""
        args: list[Any] = [person, sector, keys.HINTS, f"{workshop} votes"]
        for cell in cells:
            words = codec.encode_reason(cell.reason) if cell.reason else ""
            ballot = codec.encode_ballot(cell.ballot)
            args += [cell.domain, cell.ballot.sequence, ballot, "=" if cell.keeps_reason else words]
        answer = self._run("rate_ahead", keys=_keys(workshop), args=args)
        return [how.decode() for how in answer]

    def take_back_ahead(self, workshop: str, person: str) -> int:
        """Delete what a person rated ahead, apart from what was shown; returns how much it was."""
        args = [person, keys.HINTS, f"{workshop} votes"]
        return int(self._run("take_back", keys=_keys(workshop), args=args))

    def open_ahead(self, workshop: str, revision: int) -> bool:
        """Put right a gate that was saved by a release that did not know of rating ahead; False if
        the workshop is at another revision by now."""
        return bool(self._run("open_ahead", keys=[keys.gate(workshop)], args=[revision]))

    def ahead(self, workshop: str) -> Ahead:
        with self._answering():
            held = self._redis.hgetall(keys.ahead(workshop))
        found = Ahead(int(held.pop(_CHANGES.encode(), 0)))
        for name, data in held.items():
            first, _, second = name.decode().partition(":")
            if first == "sector":
                found.sectors[second] = data.decode()
            else:
                found.ballots.setdefault(first, {})[second] = codec.decode_ballot(data)
        return found

    def ahead_changes(self, workshop: str) -> int:
        """As in ``Ahead``: 0 where nobody ever rated ahead."""
        with self._answering():
            return int(self._redis.hget(keys.ahead(workshop), _CHANGES) or 0)

    def own_ahead(
        self, workshop: str, person: str, domains: Sequence[str]
    ) -> tuple[str, dict[str, Ballot], dict[str, Reason]]:
        """A person's sector, ballots and reasons, by domain; raises UnknownWorkshop if they may be
        gone because the workshop is."""
        fields = [f"{person}:{domain}" for domain in domains]
        with self._answering(), self._redis.pipeline() as pipe:
            pipe.hmget(keys.ahead(workshop), f"sector:{person}", *fields)
            # With one field that is never there, as there may be no domains yet.
            pipe.hmget(keys.ahead_reasons(workshop), "", *fields)
            pipe.hexists(keys.gate(workshop), "revision")
            (sector, *ballots), (_, *reasons), there = pipe.execute()
        if not there:
            raise UnknownWorkshop(workshop=workshop)
        rated = zip(domains, ballots, strict=True)
        written = zip(domains, reasons, strict=True)
        return (
            sector.decode() if sector else "",
            {domain: codec.decode_ballot(data) for domain, data in rated if data},
            {domain: codec.decode_reason(data) for domain, data in written if data},
        )

    def ahead_hints(self, workshop: str) -> dict[str, str]:
        """How it lay in each domain when it was last looked at."""
        with self._answering():
            held = self._redis.hgetall(keys.ahead_hint(workshop))
        named = {name.decode().partition(":"): data.decode() for name, data in held.items()}
        return {domain: hint for (kind, _, domain), hint in named.items() if kind == "in"}

    def keep_ahead_hints(
        self, workshop: str, people: int, more: int, hints: Mapping[str, str]
    ) -> bool:
        """Keep how it lies by now, if at least ``more`` people more have rated ahead than when this
        was last done."""
        args = [people, more, *(text for pair in hints.items() for text in pair)]
        held = [keys.gate(workshop), keys.ahead_hint(workshop)]
        return bool(self._run("hint_ahead", keys=held, args=args))


def _keys(workshop: str) -> list[str]:
    return [keys.gate(workshop), keys.ahead(workshop), keys.ahead_reasons(workshop)]


def plain_ahead(held: Mapping[str, str]) -> dict[str, Any]:
    """The stored hash as plain data for an archive: ballots as what they are made of."""
    return {name: text if _is_text(name) else json.loads(text) for name, text in held.items()}


def stored_ahead(plain: Mapping[str, Any]) -> dict[str, Any]:
    """What ``plain_ahead`` made, as it was stored."""
    return {name: one if _is_text(name) else encode(one) for name, one in plain.items()}


def check_ahead(plain: Mapping[str, Any]) -> None:
    """Raise ValueError unless all of it can be read again."""
    for name, one in plain.items():
        if name == _CHANGES:
            if type(one) is not int:
                raise ValueError("what was rated ahead in it has no number of changes")
        elif _is_text(name):
            if not isinstance(one, str):
                raise ValueError("a sector of somebody who rated ahead in it is no text")
        elif ":" not in name:
            raise ValueError("something that was rated ahead in it is nobody's")
        else:
            codec.decode_ballot(encode(one))


def _is_text(name: str) -> bool:
    return name.startswith("sector:")
