"""The row in which people name needs and score goals while server and store are killed."""

import asyncio
import contextlib
import json
import random
import secrets
from collections import Counter
from datetime import timedelta
from typing import Any

from demo.room import DOMAINS
from lab.rig.server import check_logs
from lab.soak import stage
from lab.soak.crowd import Room
from lab.soak.figures import Figure, Scale, row
from lab.soak.killing import Disk, figure, kill_while_answering
from lab.soak.line import Lost
from lab.soak.people import Trainer
from lab.soak.verdict import SUM, Verdict
from lab.soak.voters import Vote, Voter
from voting.moments import now
from voting.store import keys

TOP = 10
SCORED_AGAIN = "g1"


class Answerer(Voter):
    """Answers the plan's question, and changes their mind."""

    event, stored = "answer_plan", "answer"

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.kinds: dict[int, str] = {}  # of each question

    @property
    def open_round(self) -> int | None:
        """The question that is open: to it belong what would be the round's votes."""
        plan = self.view["plan"] if self.state else None
        asked = plan and plan["question"]
        if not asked or not asked["open"]:
            return None
        self.kinds[asked["id"]] = asked["kind"]
        id: int = asked["id"]
        return id

    def choice(self) -> Any:
        if self.kinds[self.open_round or 0] == "score":
            return random.choice([None, *range(TOP + 1)])
        return sorted(random.sample(DOMAINS, random.randint(0, 3)))

    def message_of(self, vote: Vote) -> dict[str, Any]:
        said = "score" if self.kinds[vote.round] == "score" else "domains"
        name = {"vote_id": vote.vote_id, "sequence": vote.sequence}
        return {"question": vote.round, **name, said: vote.rating}

    def said(self, held: dict[str, Any]) -> Any:
        return held["score"] if self.kinds[held["question"]] == "score" else held["domains"]

    def held(self) -> dict[str, Any]:
        return ((self.you or {}).get("plan") or {}).get("answer") or {"sequence": 0}


class Meeting(Room):
    kind_of_voter = Answerer

    def plans(self, event: str, **arguments: Any) -> None:
        """The trainer gives a command to the plan, and again until it is answered."""
        answer = self.run(_given(self.trainer, event, arguments))
        assert answer["ok"], answer

    def asks(self, event: str, **arguments: Any) -> int:
        """A question is put to the room; its id, once every page shows it."""
        self.plans(event, **arguments)
        self.wait(lambda: all(one.open_round for one in self.voters))
        found = self.voters[0].open_round
        assert found
        return found

    def question(self) -> dict[str, Any] | None:
        plan: dict[str, Any] | None = self.trainer.view["plan"]
        return plan and plan["question"]


async def _given(trainer: Trainer, event: str, arguments: dict[str, Any]) -> dict[str, Any]:
    order = {"id": secrets.token_hex(8), **arguments}
    while True:
        with contextlib.suppress(Lost):
            answer = await trainer.ask(event, order)
            if answer["ok"] or not answer["error"]["again"]:
                return answer
        await asyncio.sleep(0.3)


@row(
    "plan-killed",
    "No acknowledged answer is lost where people name needs and score goals",
    "18 people naming needs and scoring goals, app and store killed in turn, 30 times: 0 lost, 0 "
    "doubled, what is shown and settled is what the answers say",
)
def plan_killed(scale: Scale) -> Figure:
    people, kills, rounds = scale.pick(18, 6), scale.pick(30, 2), scale.pick(5, 2)
    verdict = Verdict()
    with stage.folder() as home:
        disk = Disk(home)
        with stage.workshop(people, Meeting, **disk.settings()) as (server, room):
            due = (now() + timedelta(days=90)).date().isoformat()
            wording = {"text": "Every school knows whom to ring", "due": due}
            room.plans("add_goal", wording=wording)
            room.wait(lambda: room.trainer.view["plan"]["goals"])
            draft = room.trainer.view["plan"]["goals"][0]["draft"]
            room.plans("agree_goal", goal=SCORED_AGAIN, wording=draft)
            for number in range(rounds):
                kind = {"goal": SCORED_AGAIN} if number % 2 else {}
                question = room.asks("ask_score" if kind else "ask_needs", **kind)
                room.vote(True)
                store_first = number % 2 == 1
                kill_while_answering(room, server, disk, kills // rounds, store_first=store_first)
                room.plans("close_question", question=question)  # while they answer
                room.settle()
                with stage.behind(server) as client:
                    _judge(room, client, question, verdict)
                    _settles(room, question, verdict)
                    check_logs(client)
    verdict.different += [problem for one in room.screens for problem in one.problems]
    SUM.add(verdict)
    return figure(
        verdict,
        f"{people} people, {rounds} questions, {kills} kills of the app or the store, {disk.torn} "
        "bytes that no fsync covered torn off the log",
    )


def _judge(room: Meeting, client: Any, question: int, verdict: Verdict) -> None:
    """Is every acknowledged answer there, each once, and shown as it is?"""
    [key] = list(client.scan_iter(match=keys.plan_answers("*")))
    raw = {
        field.decode().partition(":")[2]: json.loads(held)[:3]
        for field, held in client.hgetall(key).items()
        if field.startswith(f"{question}:".encode())
    }
    for voter in room.voters:
        mine = [vote for vote in voter.diary if vote.round == question]
        saved = max((v.sequence for v in mine if v.outcome == "ok"), default=0)
        held = raw.get(voter.person)
        verdict.votes += len(mine)
        verdict.acknowledged += sum(v.outcome == "ok" for v in mine)
        verdict.unanswered += sum(v.outcome == "unknown" for v in mine)
        verdict.compared += 1
        if saved > (held[0] if held else 0):
            verdict.lost.append(f"question {question}: {saved} was saved, held is {held}")
        match = next((v for v in mine if held and v.sequence == held[0]), None)
        if held and (match is None or [match.vote_id, match.rating] != [held[1], _said(held)]):
            verdict.doubled.append(f"question {question}: nobody gave {held}")
        elif match and match.outcome == "refused":
            verdict.doubled.append(f"question {question}: refused ({match.code}), yet counted")
    wanted = _counts([_said(held) for held in raw.values()], room.voters[0].kinds[question])
    for screen in (room.trainer, room.projector, *room.voters):
        told = _asked(screen)
        with contextlib.suppress(TimeoutError):
            room.wait(lambda one=screen: (_asked(one) or {}).get("counts"), 20)
            told = _asked(screen)
        verdict.compared += 1
        if told is None or (tuple(told["counts"] or ()), told["cant_say"]) != wanted:
            verdict.different.append(f"{screen.audience} shows {told} instead of {wanted}")


def _settles(room: Meeting, question: int, verdict: Verdict) -> None:
    """What is settled is what was shown."""
    asked = room.question()
    assert asked
    if asked["kind"] == "needs":
        room.plans("choose_needs", domains=DOMAINS[:2])
        return
    said = {"method": "median", "score": asked["median"]}
    room.plans("settle_score", goal=SCORED_AGAIN, question=question, **said)
    room.wait(lambda: room.question() is None)
    score = room.trainer.view["plan"]["goals"][0]["scores"][-1]
    verdict.compared += 1
    if (score["score"], score["scorers"]) != (asked["median"], sum(asked["counts"])):
        verdict.different.append(f"settled as {score}, shown as {asked}")


def _asked(screen: Any) -> dict[str, Any] | None:
    plan = screen.view["plan"] if screen.state else None
    found: dict[str, Any] | None = plan and plan["question"]
    return found


def _said(held: list[Any]) -> Any:
    """What a stored answer says: a score, null, or domains."""
    return sorted(held[2]["answers"]) if isinstance(held[2], dict) else held[2]


def _counts(said: list[Any], kind: str) -> tuple[tuple[int, ...], int]:
    if kind == "score":
        found = Counter(said)
        return tuple(found[score] for score in range(TOP + 1)), found[None]
    chosen = Counter(domain for some in said for domain in some)
    return tuple(chosen[domain] for domain in DOMAINS), sum(not some for some in said)
