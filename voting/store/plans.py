"""Plans in the store: the document with its log; what people send to it is in ``plan_sent``."""

from collections.abc import Callable, Collection, Mapping, Sequence
from hashlib import sha1
from typing import Any

import msgspec
from msgspec import Struct

from voting.goals.by_hand import without_counts
from voting.goals.entries import PlanEntry
from voting.goals.plan import Plan
from voting.goals.situation import Suggestion
from voting.instruments.tally import Ballot
from voting.refusals.areas import UnknownArea
from voting.store import codec, keys
from voting.store.along import ALONE, Along
from voting.store.areas import Mark
from voting.store.documents import Documents
from voting.store.plan_sent import PlanSent, answers_of
from voting.store.readable import readable

_SEALS = ("revision", "seal")
_ERASED = -1  # what the script answers then
_MAY_COUNT = (b'"enter_answers"', b'"by_hand"')  # in lines with what was entered by hand


class BesidePlan(Struct, frozen=True):
    """What is kept beside the plan of ``owner``, of one moment: its mark; ``answers`` by question
    and device; ``suggestions`` by workshop and person, those that were dropped without a text."""

    owner: str
    mark: Mark
    answers: Mapping[int, Mapping[str, Ballot]]
    suggestions: Mapping[str, Mapping[str, Sequence[Suggestion]]]


_BESIDE: tuple[Callable[[Any, str], Any], ...] = (
    lambda pipe, id: pipe.hmget(keys.plan(id), *_SEALS),
    lambda pipe, id: pipe.hgetall(keys.plan_answers(id)),
    lambda pipe, id: pipe.hgetall(keys.suggestions(id)),
)


class Plans(PlanSent, Documents):
    def plan(self, owner: str) -> Plan:
        """The plan of an area, or of a workshop, as last saved; an empty one if there is none.
        Raises NewerVersion."""
        return self.sealed_plan(owner)[1]

    def sealed_plan(self, owner: str) -> tuple[Mark, Plan]:
        """The same with its mark."""
        with self._answering():
            *mark, data = self._redis.hmget(keys.plan(owner), *_SEALS, "document")
        return tuple(mark), codec.decode_plan(data) if data else Plan(owner)

    def plan_to_change(self, owner: str) -> tuple[Plan, list[PlanEntry]]:
        """The plan, and what was typed into it since the last line of its log, see ``Along``."""
        with self._answering():
            data, typed = self._redis.hmget(keys.plan(owner), "document", "typed")
        return codec.decode_plan(data) if data else Plan(owner), _entries(typed)

    def plan_marks(self, owners: Sequence[str]) -> list[Mark]:
        """What tells one state of each of these plans from another, in one round trip; all None for
        one that there is not."""
        rows = self._of_each(owners, lambda pipe, id: pipe.hmget(keys.plan(id), *_SEALS))
        return [tuple(mark) for (mark,) in rows]

    def beside_plan(self, owner: str) -> BesidePlan:
        """What a look at a plan needs, in one round trip."""
        (found,) = self._of_each([owner], *_BESIDE)
        return _beside(owner, *found)

    def mark_and_plan(
        self, workshop: str, owner: str
    ) -> tuple[tuple[bytes | None, ...], BesidePlan]:
        """The mark of a workshop, and what a look at the plan that it works on needs, in one round
        trip."""
        ((mark, *found),) = self._of_each(
            [owner],
            lambda pipe, _: pipe.hmget(keys.gate(workshop), "revision", "seal"),
            *_BESIDE,
        )
        return self._sealed(workshop, *mark), _beside(owner, *found)

    def plans(self, owners: Sequence[str]) -> list[tuple[Mark, Plan]]:
        """Those of these plans that can be read, with their marks, in one round trip. What can't be
        is logged."""
        rows = self._of_each(
            owners, lambda pipe, id: pipe.hmget(keys.plan(id), *_SEALS, "document")
        )
        found = []
        for id, ((*mark, data),) in zip(owners, rows, strict=True):
            plan = readable("plan", id, codec.decode_plan, data) if data else Plan(id)
            if plan is not None:
                found.append((tuple(mark), plan))
        return found

    def plan_owners(self) -> list[str]:
        """Whose plans there are: areas and workshops, also such as are erased, in no order."""
        with self._answering():
            found = set(self._redis.scan_iter(match=keys.plan("*"), count=500))
        return sorted(key.decode().partition("{")[2].partition("}")[0] for key in found)

    def save_plan(
        self, before: Plan, after: Plan, entries: Sequence[PlanEntry], along: Along = ALONE
    ) -> bool:
        """Save ``after`` and log ``entries`` if the plan is still at the revision of ``before``. In
        the same step the answers to questions that are no more are deleted, and with them what was
        entered by hand for these from the log. False, with nothing written, if somebody else was
        first. Raises UnknownArea if the owner is erased."""
        owner = after.owner
        held = after.questions()
        gone = [n for n in before.questions() if n not in held]
        come = {f: v for f, v in along.carried.answers.items() if int(f.partition(":")[0]) in held}
        lists: list[Sequence[Any]] = [
            [f"{id}:" for id in gone],
            [f"{id}:" for id in along.unsuggested],
            _flat(come),
            _flat(along.carried.suggestions),
            along.out_fields,
            along.group_fields,
            self._without_counts(owner, gone) if gone and not along.anew else (),
            [codec.encode_plan_entry(entry) for entry in entries],
            _flat(_open(after)),
        ]
        saved = self._run(
            "save_plan",
            keys=[
                keys.plan(owner),
                keys.plan_log(owner),
                keys.plan_answers(owner),
                keys.suggestions(owner),
                keys.area(owner),
                keys.gate(owner),
            ],
            args=[
                before.revision,
                after.revision,
                codec.encode_plan(after),
                _as_typed(along.typed),
                keys.HINTS,
                f"{owner} plan",
                int(along.anew),
                *(part for one in lists for part in (len(one), *one)),
            ],
        )
        if saved == _ERASED:
            raise UnknownArea(area=owner)
        return bool(saved)

    def _without_counts(self, owner: str, questions: Collection[int]) -> list[bytes]:
        """The lines of the log with what was entered by hand for these questions: stream id, and
        what to put there, one after the other. The log grows with the revision only, so these are
        all while the revision stands."""
        with self._answering():
            rows = self._redis.xrange(keys.plan_log(owner))
        found = []
        for id, fields in rows:
            if any(name in fields[b"entry"] for name in _MAY_COUNT):
                bare = without_counts(codec.decode_plan_entry(fields[b"entry"]), questions)
                found += [id, codec.encode_plan_entry(bare)] if bare else []
        return found

    def plan_log(self, owner: str) -> list[PlanEntry]:
        """Every command given to the plan, oldest first, since its log began."""
        with self._answering(), self._redis.pipeline(transaction=True) as pipe:
            pipe.xrange(keys.plan_log(owner))
            pipe.hget(keys.plan(owner), "typed")
            rows, typed = pipe.execute()
        logged = [codec.decode_plan_entry(fields[b"entry"]) for _, fields in rows]
        return logged + _entries(typed)

    def erase_plan(self, owner: str) -> None:
        """Delete a plan with all that is beside it."""
        everything = [of(owner) for of in keys.OF_A_PLAN]
        with self._answering():
            self._redis.delete(*everything)
            self._redis.publish(keys.HINTS, f"{owner} plan")

    def erase_plan_at(self, owner: str, revision: int) -> bool:
        """The same if it is still at this revision; returns whether it was."""
        everything = [of(owner) for of in keys.OF_A_PLAN]
        args = [revision, keys.HINTS, f"{owner} plan"]
        return bool(self._run("erase_plan", keys=everything, args=args))


def hash_of(plan: Plan, document: bytes) -> dict[str, str | bytes | int]:
    """The plan's hash as it is written with this document."""
    mark = {"revision": str(plan.revision), "seal": sha1(document).hexdigest()}
    return {**mark, "document": document, **_open(plan)}


def _open(plan: Plan) -> dict[str, int]:
    """What scripts are told of a plan: the questions that are open, and since when, and the
    workshops whose people can suggest goals."""
    asked = [s.question for s in plan.sittings if s.question and s.question.is_open]
    found = {f"open:{one.id}": one.opened_ms for one in asked}
    return found | {f"takes:{one.workshop}": 1 for one in plan.sittings if one.takes_suggestions}


def _flat(pairs: Mapping[str, Any]) -> list[Any]:
    return [part for pair in pairs.items() for part in pair]


def _as_typed(entries: Sequence[PlanEntry]) -> bytes:
    return b"[%s]" % b",".join(map(codec.encode_plan_entry, entries)) if entries else b""


def _entries(typed: bytes | None) -> list[PlanEntry]:
    """What ``_as_typed`` has written."""
    lines = msgspec.json.decode(typed, type=list[msgspec.Raw]) if typed else []
    return [codec.decode_plan_entry(bytes(line)) for line in lines]


def _beside(
    owner: str,
    mark: Sequence[bytes | None],
    answers: Mapping[bytes, bytes],
    suggestions: Mapping[bytes, bytes],
) -> BesidePlan:
    return BesidePlan(owner, tuple(mark), answers_of(answers), _suggestions(suggestions))


def _suggestions(held: Mapping[bytes, bytes]) -> dict[str, dict[str, list[Suggestion]]]:
    found: dict[str, dict[str, list[Suggestion]]] = {}
    for field, text in held.items():
        workshop, person, id = field.decode().split(":", 2)
        mine = found.setdefault(workshop, {}).setdefault(person, [])
        mine.append(Suggestion(id, text.decode()))
    return found
