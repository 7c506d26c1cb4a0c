"""Plans in the store: the document with its log, answers to its questions, and suggestions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha1
from typing import Any

from msgspec import Struct

from voting.goals.entries import PlanEntry
from voting.goals.plan import Plan, Question
from voting.goals.situation import Suggestion
from voting.instruments.tally import Ballot
from voting.refusals.areas import UnknownArea
from voting.store import codec, keys
from voting.store.areas import Mark
from voting.store.ballots import Outcome
from voting.store.documents import Documents
from voting.store.readable import readable

_SEALS = ("revision", "seal")
_ERASED, _NONE_TAKEN = -1, -2  # what the scripts answer then


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


class Plans(Documents):
    def plan(self, owner: str) -> Plan:
        """The plan of an area, or of a workshop, as last saved; an empty one if there is none.
        Raises NewerVersion."""
        return self.sealed_plan(owner)[1]

    def sealed_plan(self, owner: str) -> tuple[Mark, Plan]:
        """The same with its mark."""
        with self._answering():
            *mark, data = self._redis.hmget(keys.plan(owner), *_SEALS, "document")
        return tuple(mark), codec.decode_plan(data) if data else Plan(owner)

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
        self,
        before: Plan,
        after: Plan,
        entry: PlanEntry,
        *,
        unsuggested: Iterable[str] = (),
        anew: bool = False,
    ) -> bool:
        """Save ``after`` and log ``entry`` if the plan is still at the revision of ``before``; with
        ``anew`` the log begins with it. In the same step the answers to questions that are no more
        are deleted, and the suggestions of the workshops ``unsuggested``. False, with nothing
        written, if somebody else was first. Raises UnknownArea if the owner is erased."""
        owner = after.owner
        held = after.questions()
        gone = [n for n in before.questions() if n not in held]
        dropped = list(unsuggested)
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
                codec.encode_plan_entry(entry),
                keys.HINTS,
                f"{owner} plan",
                int(anew),
                len(gone),
                *gone,
                len(dropped),
                *dropped,
                *(part for pair in _open(after).items() for part in pair),
            ],
        )
        if saved == _ERASED:
            raise UnknownArea(area=owner)
        return bool(saved)

    def plan_log(self, owner: str) -> list[PlanEntry]:
        """Every command given to the plan, oldest first, since its log began."""
        with self._answering():
            rows = self._redis.xrange(keys.plan_log(owner))
        return [codec.decode_plan_entry(fields[b"entry"]) for _, fields in rows]

    def erase_plan(self, owner: str) -> None:
        """Delete a plan with all that is beside it."""
        everything = [of(owner) for of in keys.OF_A_PLAN]
        with self._answering():
            self._redis.delete(*everything)
            self._redis.publish(keys.HINTS, f"{owner} plan")

    # --- what phones send ---

    def answer_plan(self, owner: str, question: Question, device: str, ballot: Ballot) -> Outcome:
        """Store an answer to an open question, if it is newer than what is held of this device."""
        how, held = self._run(
            "answer_plan",
            keys=[keys.plan(owner), keys.plan_answers(owner)],
            args=[
                question.id,
                question.opened_ms,
                keys.HINTS,
                f"{owner} plan",
                device,
                ballot.sequence,
                codec.encode_ballot(ballot),
            ],
        )
        return Outcome(how=how.decode(), held=codec.decode_ballot(held) if held else None)

    def plan_answers(self, owner: str, question: int) -> Mapping[str, Ballot]:
        """The answers to a question, by device."""
        with self._answering():
            return _answers(self._redis.hgetall(keys.plan_answers(owner))).get(question, {})

    def own_of_plan(
        self, owner: str, question: int | None, devices: Sequence[str], sent_by: str
    ) -> tuple[dict[str, Ballot], int]:
        """What these devices answered to a question, None for none, and how many suggestions there
        are whose fields begin with ``sent_by``, in one round trip."""
        wanted = [f"{question}:{device}" for device in devices] if question else ["0:"]
        ((held, fields),) = self._of_each(
            [owner],
            lambda pipe, id: pipe.hmget(keys.plan_answers(id), wanted),
            lambda pipe, id: pipe.hkeys(keys.suggestions(id)),
        )
        answers = {
            device: codec.decode_ballot(data)
            for device, data in zip(devices, held, strict=False)
            if data
        }
        return answers, sum(field.startswith(sent_by.encode()) for field in fields)

    def suggest(
        self, owner: str, workshop: str, person: str, sent: Suggestion, most: int
    ) -> int | None:
        """Keep a suggestion; returns how many of this person there are, -1 if it is one too many,
        None while none are taken. Sent again, it is kept once."""
        prefix = f"{workshop}:{person}:"
        kept = self._run(
            "suggest",
            keys=[keys.plan(owner), keys.suggestions(owner)],
            args=[
                workshop,
                prefix,
                prefix + sent.id,
                sent.text,
                most,
                keys.HINTS,
                f"{owner} plan",
            ],
        )
        return None if kept == _NONE_TAKEN else int(kept)

    def drop_suggestion(self, owner: str, workshop: str, id: str) -> None:
        """Delete the words of a suggestion of a workshop. That somebody has sent it stays."""
        args = [f"{workshop}:", f":{id}", keys.HINTS, f"{owner} plan"]
        self._run("drop_suggestion", keys=[keys.suggestions(owner)], args=args)


def hash_of(plan: Plan, document: bytes) -> dict[str, str | bytes | int]:
    """The plan's hash as it is written with this document."""
    mark = {"revision": str(plan.revision), "seal": sha1(document).hexdigest()}
    return {**mark, "document": document, **_open(plan)}


def _open(plan: Plan) -> dict[str, int]:
    """What scripts are told of a plan: the questions that are open, and since when, and the
    workshops whose people can suggest goals."""
    asked = [q for q in plan.questions().values() if q.is_open]
    found = {f"open:{one.id}": one.opened_ms for one in asked}
    return found | {f"takes:{one.workshop}": 1 for one in plan.sittings if one.takes_suggestions}


def _beside(
    owner: str,
    mark: Sequence[bytes | None],
    answers: Mapping[bytes, bytes],
    suggestions: Mapping[bytes, bytes],
) -> BesidePlan:
    return BesidePlan(owner, tuple(mark), _answers(answers), _suggestions(suggestions))


def _answers(held: Mapping[bytes, bytes]) -> dict[int, dict[str, Ballot]]:
    found: dict[int, dict[str, Ballot]] = {}
    for field, data in held.items():
        question, _, device = field.decode().partition(":")
        found.setdefault(int(question), {})[device] = codec.decode_ballot(data)
    return found


def _suggestions(held: Mapping[bytes, bytes]) -> dict[str, dict[str, list[Suggestion]]]:
    found: dict[str, dict[str, list[Suggestion]]] = {}
    for field, text in held.items():
        workshop, person, id = field.decode().split(":", 2)
        mine = found.setdefault(workshop, {}).setdefault(person, [])
        mine.append(Suggestion(id, text.decode()))
    return found
