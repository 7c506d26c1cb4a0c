"""Plans in the store: the document with its log, answers to its questions, and suggestions."""

from collections.abc import Sequence

from voting.goals.entries import PlanEntry
from voting.goals.plan import Plan, Question
from voting.goals.situation import Suggestion
from voting.instruments.tally import Ballot
from voting.moments import milliseconds
from voting.store import codec, keys
from voting.store.asking import Asking
from voting.store.ballots import Outcome
from voting.store.readable import readable


class Plans(Asking):
    def plan(self, owner: str) -> Plan:
        """The plan of an area, or of a workshop, as last saved; an empty one if there is none.
        Raises NewerVersion."""
        with self._answering():
            data = self._redis.hget(keys.plan(owner), "document")
        return codec.decode_plan(data) if data else Plan(owner)

    def plans(self, owners: Sequence[str]) -> list[Plan]:
        """Those of these plans that can be read, in one round trip. What can't be is logged."""
        rows = self._of_each(owners, lambda pipe, id: pipe.hget(keys.plan(id), "document"))
        read = [
            readable("plan", id, codec.decode_plan, data) if data else Plan(id)
            for id, (data,) in zip(owners, rows, strict=True)
        ]
        return [plan for plan in read if plan is not None]

    def plan_revisions(self, owners: Sequence[str]) -> list[int]:
        """The revision of each of these plans, 0 for none, in one round trip."""
        rows = self._of_each(owners, lambda pipe, id: pipe.hget(keys.plan(id), "revision"))
        return [int(found or 0) for (found,) in rows]

    def save_plan(self, before: Plan, after: Plan, entry: PlanEntry) -> bool:
        """Save ``after`` and log ``entry`` if the plan is still at the revision ``before`` has.
        False, with nothing written, if somebody else was first. Answers to questions that are no
        more are deleted."""
        owner = after.owner
        held = after.questions()
        gone = [keys.plan_answers(owner, n) for n in before.questions() if n not in held]
        opened = [(q.id, milliseconds(q.opened_at)) for q in held.values() if q.is_open]
        saved = self._run(
            "save_plan",
            keys=[keys.plan(owner), keys.plan_log(owner), *gone],
            args=[
                before.revision,
                after.revision,
                codec.encode_plan(after),
                codec.encode_plan_entry(entry),
                keys.HINTS,
                f"{owner} plan",
                *(part for pair in opened for part in pair),
            ],
        )
        return bool(saved)

    def plan_log(self, owner: str) -> list[PlanEntry]:
        """Every command given to the plan, oldest first."""
        with self._answering():
            rows = self._redis.xrange(keys.plan_log(owner))
        return [codec.decode_plan_entry(fields[b"entry"]) for _, fields in rows]

    def answer_plan(self, owner: str, question: Question, person: str, ballot: Ballot) -> Outcome:
        """Store an answer to an open question, if it is newer than what is held."""
        how, held = self._run(
            "answer_plan",
            keys=[keys.plan(owner), keys.plan_answers(owner, question.id)],
            args=[
                question.id,
                milliseconds(question.opened_at),
                keys.HINTS,
                f"{owner} plan",
                person,
                ballot.sequence,
                codec.encode_ballot(ballot),
            ],
        )
        return Outcome(how=how.decode(), held=codec.decode_ballot(held) if held else None)

    def plan_answers(self, owner: str, question: int) -> dict[str, Ballot]:
        """Every person's answer to a question."""
        with self._answering():
            held = self._redis.hgetall(keys.plan_answers(owner, question))
        return {person.decode(): codec.decode_ballot(data) for person, data in held.items()}

    def plan_answer(self, owner: str, question: int, person: str) -> Ballot | None:
        with self._answering():
            data = self._redis.hget(keys.plan_answers(owner, question), person)
        return codec.decode_ballot(data) if data else None

    def who_answered(self, owner: str, question: int) -> frozenset[str]:
        """Who has answered, never what."""
        with self._answering():
            held = self._redis.hkeys(keys.plan_answers(owner, question))
        return frozenset(person.decode() for person in held)

    def suggest(self, owner: str, workshop: str, person: str, sent: Suggestion, most: int) -> int:
        """Keep a suggestion; returns how many of this person there are, -1 if it is one too many.
        Sent again, it is kept once."""
        prefix = f"{workshop}:{person}:"
        args = [prefix, prefix + sent.id, sent.text, most, keys.HINTS, f"{owner} plan"]
        return int(self._run("suggest", keys=[keys.suggestions(owner)], args=args))

    def suggestions(self, owner: str, workshop: str) -> dict[str, list[Suggestion]]:
        """What people of a workshop have sent, by person."""
        with self._answering():
            held = self._redis.hgetall(keys.suggestions(owner))
        found: dict[str, list[Suggestion]] = {}
        for field, text in held.items():
            of, person, id = field.decode().split(":", 2)
            if of == workshop:
                found.setdefault(person, []).append(Suggestion(id, text.decode()))
        return found

    def drop_suggestions(self, owner: str, workshop: str, id: str | None = None) -> None:
        """Delete one suggestion of a workshop, or all of them."""
        with self._answering():
            fields = [
                field
                for field in self._redis.hkeys(keys.suggestions(owner))
                if field.decode().startswith(f"{workshop}:")
                and (id is None or field.decode().endswith(f":{id}"))
            ]
            if fields:
                self._redis.hdel(keys.suggestions(owner), *fields)
                self._redis.publish(keys.HINTS, f"{owner} plan")
