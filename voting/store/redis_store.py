"""The store: a workshop's document, ballots and log in Redis, each write one atomic script."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis
from msgspec import Struct
from msgspec.structs import replace
from redis.cluster import RedisCluster

from voting.core.gate import Moves, gate
from voting.core.reasons import redacted
from voting.core.state import Entry, Reached, Workshop
from voting.instruments.tally import Ballot, Reason
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import StoreUnavailable
from voting.store import codec, keys
from voting.store.connection import LEAST_VERSION, MOST_CONNECTIONS, servers

_SCRIPTS = Path(__file__).parent / "scripts"
_PRESENCE_KEPT = 24 * 3600
_REWRITE_WITHIN = 10.0  # seconds to wait for a rewrite of the append-only file to end
_TURN_WITHIN = 3.5  # seconds to wait for a turn at the store
_ASK_AGAIN_AFTER = 0.5  # seconds after a request without an answer until another is made

Cast = tuple[str, int, Ballot]  # person, sequence, ballot


class Outcome(Struct, frozen=True):
    """What became of one ballot: how ("stored", "kept", "closed", "barred"), and what is held."""

    how: str
    held: Ballot | None


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


def gate_fields(workshop: Workshop) -> dict[str, str]:
    """The gate's fields for the scripts that take ballots and reasons (without the revision)."""
    door = gate(workshop)
    return {
        "round": "" if door.round is None else str(door.round),
        "reasons": "" if door.reasons is None else str(door.reasons),
        **{f"barred:{person}": why for person, why in door.barred.items()},
        **{f"same:{device}": person for device, person in door.merged.items()},
        **{f"shared:{person}": "1" for person in door.shared},
        **{f"shown:{reason}": "1" for reason in door.shown},
    }


class RedisStore:
    """Everything kept, behind the questions the service asks. Safe to share between threads."""

    def __init__(self, client: Any) -> None:
        self._redis = client
        self._turns = threading.BoundedSemaphore(MOST_CONNECTIONS)
        self._hangs = False  # did the last request get no answer?
        self._asking_again = threading.Lock()
        self._silent_at = 0.0  # when a request last got no answer in time, on the monotonic clock
        self._save = client.register_script((_SCRIPTS / "save.lua").read_text())
        self._reason = client.register_script((_SCRIPTS / "reason.lua").read_text())
        self._seen = client.register_script((_SCRIPTS / "seen.lua").read_text())
        self._cast = client.register_script((_SCRIPTS / "cast.lua").read_text())
        self._count = client.register_script((_SCRIPTS / "count.lua").read_text())

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Wait for a turn at the store; raises StoreUnavailable for every way it can fail.

        While it hangs one asks again now and then, for all: nobody else waits only to be told the
        same, nor does who has several requests under way wait for each of them.
        """
        again = self._hangs
        if again and (
            time.monotonic() - self._silent_at < _ASK_AGAIN_AFTER
            or not self._asking_again.acquire(blocking=False)
        ):
            raise StoreUnavailable(reason="it does not answer")
        try:
            with self._turn():
                yield
            self._hangs = False
        finally:
            if again:
                self._asking_again.release()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        asked = time.monotonic()
        if not self._turns.acquire(timeout=_TURN_WITHIN):
            raise StoreUnavailable(reason="too many requests wait for the store")
        try:
            self.check_answered(asked)
            with _failing_plainly():
                yield
        except StoreUnavailable as problem:
            if isinstance(problem.__cause__, TimeoutError | redis.TimeoutError):
                self._silent_at = time.monotonic()
                # Of a cluster some nodes may answer while others don't.
                self._hangs = not isinstance(self._redis, RedisCluster)
            raise
        finally:
            self._turns.release()

    def check_answered(self, since: float) -> None:
        """Raise StoreUnavailable if the store has left a request without an answer ``since`` then,
        on the monotonic clock: whoever waited so long for others does not wait for themselves."""
        if self._silent_at > since:
            raise StoreUnavailable(reason="it did not answer those who asked before")

    def check(self) -> None:
        """Raise StoreUnavailable unless the store answers and may be written to."""
        with self._answering():
            self._redis.set("cascade:health", "1", ex=60)

    # --- workshops ---

    def save(
        self,
        before: int,
        after: Workshop,
        entry: Entry,
        *,
        holding: Holding | None = None,
        withdrawn: str | None = None,
        moves: Moves | None = None,
        not_alone: int | None = None,
    ) -> bool:
        """Save ``after`` and log ``entry`` if the workshop is still at revision ``before``.

        ``holding`` is a reason that the decision rests on and that must still stand; ``withdrawn``
        is the id of one whose words go from what is held and from the log in the same step, in
        which ballots change hands by ``moves`` too; ``not_alone`` is a round that must not hold a
        single ballot. False, with nothing written, if somebody else was first; ``before`` 0 creates
        the workshop.
        """
        id = after.id
        redacted = self._redacted(id, withdrawn) if withdrawn else []
        rests_on = keys.reasons(id, holding.round) if holding else keys.gate(id)
        with self._answering():
            saved = self._save(
                keys=[
                    keys.document(id),
                    keys.gate(id),
                    keys.log(id),
                    rests_on,
                    keys.ballots(id, moves.round) if moves else keys.gate(id),
                    keys.reasons(id, moves.round) if moves else keys.gate(id),
                    keys.ballots(id, not_alone) if not_alone else keys.gate(id),
                ],
                args=[
                    before,
                    after.revision,
                    codec.encode_workshop(after),
                    codec.encode_entry(entry),
                    keys.HINTS,
                    f"{id} {after.revision}",
                    holding.person if holding else "",
                    holding.held if holding else "",
                    holding.without_words if holding and withdrawn else "",
                    len(redacted),
                    *(text for pair in redacted for text in pair),
                    len(moves.pairs) if moves else 0,
                    *(text for pair in (moves.pairs if moves else ()) for text in pair),
                    *(text for pair in gate_fields(after).items() for text in pair),
                ],
            )
        return bool(saved)

    def load(self, workshop: str) -> Workshop:
        """The workshop as last saved; raises UnknownWorkshop."""
        with self._answering():
            data = self._redis.get(keys.document(workshop))
        if data is None:
            raise UnknownWorkshop(workshop=workshop)
        return codec.decode_workshop(data)

    def load_all(self, workshops: Sequence[str]) -> list[Workshop]:
        """Those of these workshops that there are, in this order, by one round trip."""
        if not workshops:
            return []
        with self._answering(), self._redis.pipeline(transaction=False) as pipe:
            for workshop in workshops:
                pipe.get(keys.document(workshop))
            found = pipe.execute()
        return [codec.decode_workshop(data) for data in found if data is not None]

    def log(self, workshop: str) -> list[Entry]:
        """Every command given to the workshop, oldest first."""
        with self._answering():
            rows = self._redis.xrange(keys.log(workshop))
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

    def mark(self, workshop: str) -> tuple[bytes | None, ...]:
        """What tells one saved document from another, read cheaply: revision and seal. After a
        failover or a restore there may be another document of the same revision."""
        with self._answering():
            return tuple(self._redis.hmget(keys.gate(workshop), "revision", "seal"))

    def workshops(self) -> list[str]:
        """The id of every workshop there is, in no order."""
        with self._answering():
            found = list(self._redis.scan_iter(match=keys.document("*"), count=500))
        return [key.decode().partition("{")[2].partition("}")[0] for key in found]

    def erase(self, workshop: str) -> None:
        """Remove every key of a workshop, its join codes and the name of the form that made it;
        whoever watches it is told.

        The gate goes first: without it no script writes anything for this workshop any more. The
        document goes last, so that what was cut short can be asked for again.
        """
        document = keys.document(workshop)
        with self._answering():
            self._redis.delete(keys.gate(workshop))
            # The form that made it makes another one from now on.
            for kind in (keys.request("*"), keys.code("*")):
                found = self._redis.scan_iter(match=kind, count=500)
                for key in [key for key in found if self._redis.get(key) == workshop.encode()]:
                    self._redis.delete(key)
            for key in list(self._redis.scan_iter(match=keys.all_of(workshop), count=500)):
                if key != document.encode():
                    self._redis.delete(key)
            self._redis.delete(document)
            self._redis.publish(keys.HINTS, f"{workshop} erased")

    def rewrite(self) -> None:
        """Have the store write its append-only file anew, without what was erased. It goes on by
        itself; raises StoreUnavailable if it could not be begun."""
        with self._answering():
            for server in servers(self._redis):
                if server.info("persistence")["aof_enabled"]:
                    _rewrite(server)

    # --- ballots ---

    def cast(self, workshop: str, round_id: int, ballots: Sequence[Cast]) -> list[Outcome]:
        """Store ballots of one round in one atomic step; one outcome each, in order."""
        args: list[Any] = [round_id, keys.HINTS, f"{workshop} votes"]
        for person, sequence, ballot in ballots:
            args += (person, sequence, codec.encode_ballot(ballot))
        with self._answering():
            answer = self._cast(
                keys=[keys.gate(workshop), keys.ballots(workshop, round_id)], args=args
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

    # --- reasons ---

    def give_reason(self, workshop: str, round_id: int, person: str, reason: Reason | None) -> str:
        """Store a person's reason for their rating, or take it back (None).

        Returns "stored", "closed", "barred", "unrated" or "shown" (it has been, so it stays).
        """
        with self._answering():
            answer = self._reason(
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
        with self._answering():
            held = self._redis.hget(keys.reasons(workshop, round_id), person)
        return codec.decode_reason(held) if held else None

    # --- ballots, one by one ---

    def ballot(self, workshop: str, round_id: int, person: str) -> Ballot | None:
        with self._answering():
            held = self._redis.hget(keys.ballots(workshop, round_id), person)
        return codec.decode_ballot(held) if held else None

    def ballot_and_shared(
        self, workshop: str, round_id: int, person: str
    ) -> tuple[Ballot | None, bool]:
        """A person's ballot, and whether more than one device has acted as them by the time it was
        read: the second is asked after the first, so a ballot that has just moved says so."""
        with self._answering(), self._redis.pipeline() as pipe:
            pipe.hget(keys.ballots(workshop, round_id), person)
            pipe.hget(keys.gate(workshop), f"shared:{person}")
            held, shared = pipe.execute()
        return codec.decode_ballot(held) if held else None, shared is not None

    def voted(self, workshop: str, round_id: int) -> frozenset[str]:
        """Who has a ballot in a round, never what it says."""
        with self._answering():
            return frozenset(
                p.decode() for p in self._redis.hkeys(keys.ballots(workshop, round_id))
            )

    def sequences(self, workshop: str, round_id: int) -> dict[str, int]:
        """How far each person's changes in a round are kept, never what they say."""
        return {p: ballot.sequence for p, ballot in self.ballots(workshop, round_id).items()}

    # --- join codes ---

    def claim_code(self, code: str, workshop: str, seconds: int) -> bool:
        """Reserve a join code from now on for ``seconds``; False if another workshop has it."""
        with self._answering():
            if self._redis.set(keys.code(code), workshop, nx=True, ex=seconds):
                return True
            if self._redis.get(keys.code(code)) != workshop.encode():
                return False
            return bool(self._redis.expire(keys.code(code), seconds))

    def workshop_of_code(self, code: str) -> str | None:
        with self._answering():
            found = self._redis.get(keys.code(code))
        return found.decode() if found else None

    def claim_request(self, name: str, workshop: str) -> str:
        """The workshop that sending this form sets up: ``workshop``, unless it was sent before."""
        with self._answering():
            key = keys.request(name)
            while not self._redis.set(key, workshop, nx=True, ex=keys.REQUEST_KEPT):
                if found := self._redis.get(key):
                    return str(found.decode())
            return workshop

    def workshop_of_request(self, name: str) -> str | None:
        with self._answering():
            found = self._redis.get(keys.request(name))
        return found.decode() if found else None

    def tries(self, who: str) -> int:
        """Wrong tries of ``who`` in this minute."""
        with self._answering():
            return int(self._redis.get(keys.tries(who)) or 0)

    def count_try(self, who: str) -> int:
        """Count a wrong try of ``who``; how many it makes in this minute."""
        with self._answering():
            (tries,) = self._count(keys=[keys.tries(who)], args=[60])
        return int(tries)

    def count_changes(self, workshop: str, *who: str) -> list[int]:
        """Count a change that each of them makes in the workshop; how many each makes in this
        minute."""
        with self._answering():
            named = [keys.changes(workshop, each) for each in who]
            return [int(number) for number in self._count(keys=named, args=[60])]

    # --- presence ---

    def seen(self, workshop: str, sockets: Iterable[tuple[str, str]], at_ms: int) -> None:
        """Signs of life of (person, socket) pairs at ``at_ms``."""
        pairs = list(sockets)
        if not pairs:
            return
        with self._answering():
            self._seen(
                keys=[keys.gate(workshop), keys.sockets(workshop), keys.seen(workshop)],
                args=[at_ms, _PRESENCE_KEPT, *(text for pair in pairs for text in pair)],
            )

    def socket_gone(self, workshop: str, person: str, socket: str) -> None:
        with self._answering():
            self._redis.zrem(keys.sockets(workshop), f"{person}|{socket}")

    def presence(
        self, workshop: str, at_ms: int, *, alive_ms: int, patience_ms: int
    ) -> dict[str, Reached]:
        """Each person seen lately: "connected" if a socket gave a sign of life within ``alive_ms``,
        "reconnecting" if the last one was within ``patience_ms``; others are left out."""
        with self._answering(), self._redis.pipeline() as pipe:
            pipe.zrangebyscore(keys.seen(workshop), at_ms - patience_ms, "+inf")
            pipe.zrangebyscore(keys.sockets(workshop), at_ms - alive_ms, "+inf")
            lately, alive = pipe.execute()
        found: dict[str, Reached] = {person.decode(): "reconnecting" for person in lately}
        found.update((member.decode().split("|")[0], "connected") for member in alive)
        return found

    # --- hints ---

    def listen(self, heard: Callable[[str, str], None], stop: Callable[[], bool]) -> None:
        """Call ``heard(workshop, revision or "votes")`` for each hint until ``stop()`` is true.

        Raises StoreUnavailable when the connection is lost; hints sent meanwhile are lost, which
        is why they are only hints. Takes no turn: it listens for as long as the server runs.
        """
        with _failing_plainly():
            subscription = self._redis.pubsub(ignore_subscribe_messages=True)
            try:
                subscription.subscribe(keys.HINTS)
                while not stop():
                    message = subscription.get_message(timeout=1.0)
                    if message:
                        workshop, _, what = message["data"].decode().partition(" ")
                        heard(workshop, what)
            finally:
                subscription.close()

    # --- what kind of store this is ---

    def weaknesses(self) -> list[str]:
        """Where this store's settings could lose an acknowledged vote, one sentence each."""
        found: dict[str, None] = {}
        with self._answering():
            for server in servers(self._redis):
                found.update(dict.fromkeys(_weaknesses(server)))
        return list(found)


@contextmanager
def _failing_plainly() -> Iterator[None]:
    """Turn every way the store can fail to answer or to write into StoreUnavailable."""
    try:
        yield
    except (redis.RedisError, OSError) as problem:
        raise StoreUnavailable(reason=f"{type(problem).__name__}: {problem}") from problem


def _rewrite(server: Any) -> None:
    """Begin a rewrite. One that is under way may have begun too early, and is waited for."""
    deadline = time.monotonic() + _REWRITE_WITHIN
    while True:
        try:
            server.bgrewriteaof()
            return
        except redis.ResponseError as problem:
            if "in progress" not in str(problem) or time.monotonic() > deadline:
                raise
        time.sleep(0.1)


def _weaknesses(server: Any) -> Iterator[str]:
    about = server.info()
    number = str(about.get("valkey_version") or about["redis_version"])
    if tuple(int(part) for part in number.split(".")[:2]) < LEAST_VERSION:
        yield f"It is version {number}; use {'.'.join(map(str, LEAST_VERSION))} or newer."
    if about.get("connected_slaves"):
        yield (
            "Its replicas are written to after it has answered: "
            "a failover can lose the votes of the last moment."
        )
    try:
        # One by one: more than one at a time are known to version 7 only.
        settings = server.config_get("append*") | server.config_get("maxmemory-policy")
    except redis.ResponseError:
        yield "Its settings can't be read, so how durable it is stays unknown."
        return
    if settings.get("appendonly") != "yes":
        yield "appendonly is off: a crash loses everything since the last snapshot."
    elif settings.get("appendfsync") != "always":
        yield (
            f"appendfsync is {settings.get('appendfsync')}: "
            "a power cut can lose votes already shown as saved."
        )
    if settings.get("maxmemory-policy") != "noeviction":
        yield (
            f"maxmemory-policy is {settings.get('maxmemory-policy')}: "
            "a full store would throw workshops away."
        )
