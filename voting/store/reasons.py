"""Reasons in the store, beside whose they are."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from voting.instruments.tally import Reason
from voting.refusals.joining import UnknownWorkshop
from voting.store import codec, keys
from voting.store.asking import Asking


class Holding(Struct, frozen=True):
    """A stored reason with whose it is, as the store holds it; ``cell`` is what it is about, "" in
    a round of one."""

    round: int
    person: str
    held: bytes
    cell: str = ""

    @property
    def field(self) -> str:
        return _field(self.person, self.cell)

    @property
    def reason(self) -> Reason:
        return codec.decode_reason(self.held)

    @property
    def without_words(self) -> bytes:
        """What takes its place once a trainer has taken it down; its author is told by it."""
        return codec.encode_reason(replace(self.reason, text=""))


class Reasons(Asking):
    def give_reason(
        self, workshop: str, round_id: int, person: str, reason: Reason | None, cell: str = ""
    ) -> str:
        """Store a person's reason for their rating, or for their answer in a ``cell`` of several,
        or take it back (None).

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
                cell,
            ],
        )
        how: str = answer.decode()
        return how

    def reasons(self, workshop: str, round_id: int) -> list[Holding]:
        """Every reason given in a round, with whose it is: not to leave the service."""
        with self._answering():
            held = self._redis.hgetall(keys.reasons(workshop, round_id))
        return [_holding(round_id, field.decode(), data) for field, data in held.items()]

    def reason(self, workshop: str, round_id: int, person: str) -> Reason | None:
        """A person's reason in a round of one cell, as in ``reasons_of``."""
        return self.reasons_of(workshop, round_id, person).get("")

    def reasons_of(
        self, workshop: str, round_id: int, person: str, cells: Sequence[str] = ("",)
    ) -> dict[str, Reason]:
        """A person's reasons about these cells, "" in a round of one; raises UnknownWorkshop if
        they may be gone because the workshop is."""
        fields = [_field(person, cell) for cell in cells]
        with self._answering(), self._redis.pipeline() as pipe:
            pipe.hmget(keys.reasons(workshop, round_id), fields)
            pipe.hexists(keys.gate(workshop), "revision")
            found, there = pipe.execute()
        if not there:
            raise UnknownWorkshop(workshop=workshop)
        return {
            cell: codec.decode_reason(held) for cell, held in zip(cells, found, strict=True) if held
        }


def _field(person: str, cell: str) -> str:
    return f"{person}:{cell}" if cell else person


def _holding(round_id: int, field: str, held: bytes) -> Holding:
    person, _, cell = field.partition(":")
    return Holding(round_id, person, held, cell)
