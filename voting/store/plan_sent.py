"""What people send to a plan: answers to its questions, exactly once, and suggestions."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from voting.goals.plan import Question
from voting.goals.situation import Suggestion
from voting.instruments.tally import Ballot
from voting.store import codec, keys
from voting.store.along import Carried
from voting.store.asking import Asking
from voting.store.ballots import Outcome

_NONE_TAKEN = -2  # what the script answers then


class PlanSent(Asking):
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
            return answers_of(self._redis.hgetall(keys.plan_answers(owner))).get(question, {})

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

    def suggested_at(self, owner: str) -> set[str]:
        """The workshops of this plan at which something was suggested that is kept."""
        with self._answering():
            fields = self._redis.hkeys(keys.suggestions(owner))
        return {field.decode().partition(":")[0] for field in fields}

    def unsuggest(self, owner: str, workshops: Iterable[str], *, at_once: bool = False) -> bool:
        """Delete what was suggested at workshops, but (unless ``at_once``) where suggestions are
        taken now; returns whether there was anything."""
        wanted = list(workshops)
        if not wanted:
            return False
        on = [keys.plan(owner), keys.suggestions(owner)]
        return bool(
            self._run(
                "unsuggest", keys=on, args=[keys.HINTS, f"{owner} plan", int(at_once), *wanted]
            )
        )

    def sent_to_plan(
        self, owner: str, questions: Collection[int], workshops: Collection[str]
    ) -> Carried:
        """What people answered to these questions and suggested at these workshops, as it is
        stored."""
        (found,) = self._of_each(
            [owner],
            lambda pipe, id: pipe.hgetall(keys.plan_answers(id)),
            lambda pipe, id: pipe.hgetall(keys.suggestions(id)),
        )
        wanted = ({str(id) for id in questions}, set(workshops))
        return Carried(*(_of(held, some) for held, some in zip(found, wanted, strict=True)))

    def drop_suggestion(self, owner: str, workshop: str, id: str) -> None:
        """Delete the words of a suggestion of a workshop. That somebody has sent it stays."""
        args = [f"{workshop}:", f":{id}", keys.HINTS, f"{owner} plan"]
        self._run("drop_suggestion", keys=[keys.suggestions(owner)], args=args)


def answers_of(held: Mapping[bytes, bytes]) -> dict[int, dict[str, Ballot]]:
    found: dict[int, dict[str, Ballot]] = {}
    for field, data in held.items():
        question, _, device = field.decode().partition(":")
        found.setdefault(int(question), {})[device] = codec.decode_ballot(data)
    return found


def _of(held: Mapping[bytes, bytes], wanted: Collection[str]) -> dict[str, bytes]:
    """The fields whose first part is among those ``wanted``."""
    found = {field.decode(): value for field, value in held.items()}
    return {field: value for field, value in found.items() if field.partition(":")[0] in wanted}
