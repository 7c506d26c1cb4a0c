"""Ballots in the store: written by one script, many at a time, and read by round."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from voting.instruments.tally import Ballot
from voting.refusals.joining import UnknownWorkshop
from voting.store import codec, keys
from voting.store.asking import Asking

Cast = tuple[str, int, Ballot]  # person, sequence, ballot


class Outcome(Struct, frozen=True):
    """What became of one ballot: how ("stored", "kept", "closed", "barred", "another"), and what is
    held."""

    how: str
    held: Ballot | None


class Ballots(Asking):
    def cast(
        self, workshop: str, round_id: int, opened: int, ballots: Sequence[Cast]
    ) -> list[Outcome]:
        """Store ballots of one round in one atomic step; one outcome each, in order. ``opened`` is
        when the round was opened that they were checked against, in ms since 1970 UTC."""
        args: list[Any] = [round_id, opened, keys.HINTS, f"{workshop} votes"]
        for person, sequence, ballot in ballots:
            args += (person, sequence, codec.encode_ballot(ballot))
        answer = self._run(
            "cast", keys=[keys.gate(workshop), keys.ballots(workshop, round_id)], args=args
        )
        return [
            Outcome(how=how.decode(), held=codec.decode_ballot(held) if held else None)
            for how, held in zip(answer[::2], answer[1::2], strict=True)
        ]

    def ballots(self, workshop: str, round_id: int) -> dict[str, Ballot]:
        """Every person's ballot in a round."""
        with self._answering():
            held = self._redis.hgetall(keys.ballots(workshop, round_id))
        return {person.decode(): codec.decode_ballot(data) for person, data in held.items()}

    def ballot_and_shared(
        self, workshop: str, round_id: int, person: str, ahead_in: str | None = None
    ) -> tuple[Ballot | None, bool, Ballot | None]:
        """A person's ballot, whether more than one device has acted as them by the time it was
        read, and what they rated ahead in the domain ``ahead_in``: the second is asked after the
        others, so a ballot that has just moved says so. Raises UnknownWorkshop if it may be gone
        because the workshop is."""
        with self._answering(), self._redis.pipeline() as pipe:
            pipe.hget(keys.ballots(workshop, round_id), person)
            if ahead_in is not None:
                pipe.hget(keys.ahead(workshop), f"{person}:{ahead_in}")
            pipe.hmget(keys.gate(workshop), f"shared:{person}", "revision")
            held, *ahead, (shared, revision) = pipe.execute()
        if revision is None:
            raise UnknownWorkshop(workshop=workshop)
        return (
            codec.decode_ballot(held) if held else None,
            shared is not None,
            codec.decode_ballot(ahead[0]) if ahead and ahead[0] else None,
        )

    def voted(self, workshop: str, round_id: int) -> frozenset[str]:
        """Who has a ballot in a round, never what it says."""
        with self._answering():
            return frozenset(
                p.decode() for p in self._redis.hkeys(keys.ballots(workshop, round_id))
            )

    def sequences(self, workshop: str, round_id: int) -> dict[str, int]:
        """How far each person's changes in a round are kept, never what they say."""
        return {p: ballot.sequence for p, ballot in self.ballots(workshop, round_id).items()}
