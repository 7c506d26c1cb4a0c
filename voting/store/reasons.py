"""Reasons in the store, beside whose they are."""

from msgspec import Struct
from msgspec.structs import replace

from voting.instruments.tally import Reason
from voting.refusals.joining import UnknownWorkshop
from voting.store import codec, keys
from voting.store.asking import Asking


class Holding(Struct, frozen=True):
    """A stored reason with whose it is, as the store holds it."""

    round: int
    person: str
    held: bytes

    @property
    def reason(self) -> Reason:
        return codec.decode_reason(self.held)

    @property
    def without_words(self) -> bytes:
        """What takes its place once a trainer has taken it down; its author is told by it."""
        return codec.encode_reason(replace(self.reason, text=""))


class Reasons(Asking):
    def give_reason(self, workshop: str, round_id: int, person: str, reason: Reason | None) -> str:
        """Store a person's reason for their rating, or take it back (None).

        Returns "stored", "closed", "barred", "unrated" or "shown" (it has been, so it stays).
        """
        answer = self._run(
            "reason",
            keys=[
                keys.gate(workshop),
                keys.reasons(workshop, round_id),
                keys.ballots(workshop, round_id),
            ],
            args=[
                round_id,
                person,
                codec.encode_reason(reason) if reason else "",
                keys.HINTS,
                f"{workshop} votes",
            ],
        )
        how: str = answer.decode()
        return how

    def reasons(self, workshop: str, round_id: int) -> list[Holding]:
        """Every reason given in a round, with whose it is: not to leave the service."""
        with self._answering():
            held = self._redis.hgetall(keys.reasons(workshop, round_id))
        return [Holding(round_id, person.decode(), data) for person, data in held.items()]

    def reason(self, workshop: str, round_id: int, person: str) -> Reason | None:
        """A person's reason; raises UnknownWorkshop if it may be gone because the workshop is."""
        with self._answering(), self._redis.pipeline() as pipe:
            pipe.hget(keys.reasons(workshop, round_id), person)
            pipe.hexists(keys.gate(workshop), "revision")
            held, there = pipe.execute()
        if not there:
            raise UnknownWorkshop(workshop=workshop)
        return codec.decode_reason(held) if held else None
