"""Workshops in the store: the document, its gate and its log, from the first save to the end."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

import msgspec
from msgspec import Struct

from voting.core.gate import Moves
from voting.core.reasons import redacted
from voting.core.roster import without_names
from voting.core.state import Entry, Workshop
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.people import BothRated
from voting.refusals.serving import StoreUnavailable
from voting.store import codec, keys
from voting.store.asking import Asking
from voting.store.gate import gate_fields
from voting.store.readable import readable
from voting.store.reasons import Holding

_BOTH_RATED = 2  # what save.lua answers then


class Promoted(Struct, frozen=True):
    """What was rated ahead in a domain, which becomes the round ``round``; ``changes`` as in
    ``Ahead`` when it was counted."""

    domain: str
    round: int
    changes: int


class NotAlone(Struct, frozen=True):
    """A round that is to be closed only where no answer stands alone; where a ballot may leave
    a cell out, ``cells`` are the keys that answer each of them."""

    round: int
    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def told(self) -> bytes:
        return msgspec.json.encode(self.cells) if self.cells else b""


class Documents(Asking):
    def save(
        self,
        before: int,
        after: Workshop,
        entry: Entry,
        *,
        holding: Holding | None = None,
        withdrawn: str | None = None,
        nameless: Collection[str] = (),
        moves: Moves | None = None,
        not_alone: NotAlone | None = None,
        ahead: Promoted | None = None,
    ) -> bool:
        """Save ``after`` and log ``entry`` if the workshop is still at revision ``before``.

        ``holding`` is a reason that the decision rests on and that must still stand; ``withdrawn``
        is the id of one whose words go from what is held and from the log in the same step, in
        which ballots change hands by ``moves`` too; ``nameless`` are people whose names go from the
        log in that step; ``not_alone`` is a round that must not hold a single answer in any cell;
        ``ahead`` is what was rated ahead in a domain, to become a round if it is still as it was.
        False, with nothing written, if somebody else was first; ``before`` 0
        creates the workshop. Raises BothRated, with nothing written, if ``moves`` are to be kept
        apart.
        """
        id = after.id
        changed = self._redacted(id, withdrawn) if withdrawn else []
        changed += self._without_names(id, nameless) if nameless else []
        gate = keys.gate(id)
        rests_on, field, value = gate, "", b""
        if holding:
            rests_on, field, value = keys.reasons(id, holding.round), holding.field, holding.held
        if ahead:
            rests_on, field, value = keys.ahead(id), "changes", str(ahead.changes).encode()
        saved = self._run(
            "save",
            keys=[
                keys.document(id),
                gate,
                keys.log(id),
                rests_on,
                keys.ballots(id, moves.round) if moves else gate,
                keys.reasons(id, moves.round) if moves else gate,
                keys.ballots(id, not_alone.round) if not_alone else gate,
                keys.ahead(id) if ahead else gate,
                keys.ahead_reasons(id) if ahead else gate,
                keys.ballots(id, ahead.round) if ahead else gate,
                keys.reasons(id, ahead.round) if ahead else gate,
            ],
            args=[
                before,
                after.revision,
                codec.encode_workshop(after),
                codec.encode_entry(entry),
                keys.HINTS,
                f"{id} {after.revision}",
                field,
                value,
                holding.without_words if holding and withdrawn else "",
                ahead.domain if ahead else "",
                not_alone.told if not_alone else "",
                len(changed),
                *(text for pair in changed for text in pair),
                moves.told if moves else 0,
                *(text for pair in (moves.pairs if moves else ()) for text in pair),
                *(text for pair in gate_fields(after).items() for text in pair),
            ],
        )
        if saved == _BOTH_RATED:
            raise BothRated()
        return bool(saved)

    def load(self, workshop: str) -> Workshop:
        """The workshop as last saved; raises UnknownWorkshop."""
        with self._answering():
            data = self._redis.get(keys.document(workshop))
        if data is None:
            raise UnknownWorkshop(workshop=workshop)
        return codec.decode_workshop(data)

    def load_all(self, workshops: Sequence[str]) -> list[Workshop]:
        """Those of these workshops that there are and that can be read, in this order, in one
        round trip. The log says which are damaged."""
        if not workshops:
            return []
        with self._answering(), self._redis.pipeline(transaction=False) as pipe:
            for workshop in workshops:
                pipe.get(keys.document(workshop))
            found = pipe.execute()
        read = [
            readable("workshop", id, codec.decode_workshop, data)
            for id, data in zip(workshops, found, strict=True)
        ]
        return [workshop for workshop in read if workshop is not None]

    def log(self, workshop: str) -> list[Entry]:
        """Every command given to the workshop, oldest first; raises UnknownWorkshop."""
        with self._answering():
            rows = self._redis.xrange(keys.log(workshop))
        if not rows:  # every log has the command that made the workshop
            raise UnknownWorkshop(workshop=workshop)
        return [codec.decode_entry(fields[b"entry"]) for _, fields in rows]

    def _redacted(self, workshop: str, reason: str) -> list[tuple[bytes, bytes]]:
        """The lines of the log that hold the words of a reason: stream id, and what to put there.

        The log grows with the revision only, so these are all while the revision stands.
        """
        with self._answering():
            rows = self._redis.xrange(keys.log(workshop))
        lines = [
            (id, fields[b"entry"]) for id, fields in rows if reason.encode() in fields[b"entry"]
        ]
        entries = [(id, redacted(codec.decode_entry(line), reason)) for id, line in lines]
        return [(id, codec.encode_entry(entry)) for id, entry in entries if entry is not None]

    def _without_names(self, workshop: str, people: Collection[str]) -> list[tuple[bytes, bytes]]:
        """The lines of the log that hold names of these people, as ``_redacted`` gives them."""
        with self._answering():
            rows = self._redis.xrange(keys.log(workshop))
        lines = [(id, fields[b"entry"]) for id, fields in rows if b'"join"' in fields[b"entry"]]
        entries = [(id, without_names(codec.decode_entry(line), people)) for id, line in lines]
        return [(id, codec.encode_entry(entry)) for id, entry in entries if entry is not None]

    def mark(self, workshop: str) -> tuple[bytes | None, ...]:
        """What tells one saved document from another, read cheaply: revision and seal. After a
        failover or a restore there may be another document of the same revision."""
        with self._answering():
            revision, seal = self._redis.hmget(keys.gate(workshop), "revision", "seal")
        return self._sealed(workshop, revision, seal)

    def _sealed(
        self, workshop: str, revision: bytes | None, seal: bytes | None
    ) -> tuple[bytes | None, ...]:
        """The mark, of a gate that may have been restored without a seal."""
        if revision and not seal:
            gate = keys.gate(workshop)
            found = self._run("seal", keys=[keys.document(workshop), gate], args=[])
            revision, seal = found or (None, None)
        return revision, seal

    def check_there(self, workshop: str) -> None:
        """Raise UnknownWorkshop if the workshop has been erased, or is being: its gate goes first,
        so whatever was read before this was whole."""
        with self._answering():
            there = self._redis.hexists(keys.gate(workshop), "revision")
        if not there:
            raise UnknownWorkshop(workshop=workshop)

    @contextmanager
    def unless_erased(self, workshop: str) -> Iterator[None]:
        """Turn any error inside the block into UnknownWorkshop if the workshop was erased."""
        try:
            yield
        except StoreUnavailable:
            raise
        except Exception:
            self.check_there(workshop)
            raise

    def workshops(self) -> list[str]:
        """The id of every workshop there is, in no order."""
        with self._answering():
            found = list(self._redis.scan_iter(match=keys.document("*"), count=500))
        return [key.decode().partition("{")[2].partition("}")[0] for key in found]

    def begin_to_erase(self, workshop: str) -> None:
        """Let no script write anything for a workshop any more, by taking its gate away; before
        that goes the form that made it: sent again, it makes another workshop and never this one.
        """
        gate = keys.gate(workshop)
        with self._answering():
            if self._redis.hexists(gate, "revision"):
                self._delete_leading_to(workshop, keys.request("*"))
                self._redis.delete(gate)

    def erase(self, workshop: str) -> None:
        """Delete every key of a workshop, its join codes and the form that made it, and publish a
        hint that it is gone.

        The document goes last, so that an interrupted erasure can be asked for again.
        """
        self.begin_to_erase(workshop)
        document = keys.document(workshop)
        with self._answering():
            self._delete_leading_to(workshop, keys.code("*"))
            for key in list(self._redis.scan_iter(match=keys.all_of(workshop), count=500)):
                if key != document.encode():
                    self._redis.delete(key)
            self._redis.delete(document)
            self._redis.publish(keys.HINTS, f"{workshop} erased")
