"""The row in which people answer fifteen rows at once while server and store are killed."""

import json
import random
from collections import Counter
from typing import Any, ClassVar

from lab.soak import shim, stage
from lab.soak.crowd import Room
from lab.soak.figures import Figure, Scale, row
from lab.soak.killing import figure, power_cut
from lab.soak.verdict import SUM, Verdict, judge_votes, read_ballots
from lab.soak.voters import Vote, Voter
from voting.core.machine import fold
from voting.store import keys
from voting.store.redis_store import RedisStore

Answers = dict[str, Any]  # as on a ballot: ``answers`` by cell, and ``done``


class ManyAnswers(Voter):
    """Comes to the rows one after the other, changes some, and says when they are done."""

    def choice(self) -> Answers:
        opened = self.view["round"]["cells"]
        before = next((v.rating for v in reversed(self.diary) if v.round == self.open_round), None)
        answers = dict(before["answers"]) if before else {}
        for cell in random.sample(opened, random.randint(1, 4)):
            answers[cell] = random.randint(0, 1)
        return {"answers": answers, "done": len(answers) == len(opened)}

    def message_of(self, vote: Vote) -> dict[str, Any]:
        told = vote.message()
        said = told.pop("rating")
        return told | said

    def said(self, held: dict[str, Any]) -> Answers:
        return {"answers": held["answers"], "done": held["done"]}


class Checklist(Room):
    details: ClassVar[dict[str, str]] = Room.details | {"framework": "partnership"}
    kind_of_voter = ManyAnswers


@row(
    "cells-killed",
    "No acknowledged answer is lost where people answer many rows at once",
    "18 people answering 15 rows, app and store killed in turn, 30 times: 0 lost, 0 doubled, every "
    "row’s counts are what the ballots say",
)
def cells_killed(scale: Scale) -> Figure:
    people, kills, rounds = scale.pick(18, 6), scale.pick(30, 2), scale.pick(3, 1)
    torn = 0
    with stage.folder() as home:
        synced = home / "synced"
        preload = {"LD_PRELOAD": shim.build(home), "SOAK_SYNCED": str(synced), "SOAK_SLOW": "0"}
        with stage.workshop(people, Checklist, **preload) as (server, room):
            for _ in range(rounds):
                room.opens("*")
                room.vote(True)
                for number in range(kills // rounds):
                    room.everybody_is_answered(share=0.9)
                    room.sleep(0, 2)
                    if number % 2:
                        torn += power_cut(server, synced)
                    else:
                        server.kill()
                        room.sleep(0, 0.3)
                        server.start()
                room.everybody_is_answered(share=0.9)
                room.settle()
                room.closes()
            client = server.redis()
            try:
                verdict, answers = _judged(room, client)
            finally:
                stage.release(client)
    return figure(
        verdict,
        f"{people} people, {answers} answers in {rounds} rounds, {kills} kills of the app or the "
        f"store, {torn} bytes that no fsync covered torn off the log",
    )


def _judged(room: Room, client: Any) -> tuple[Verdict, int]:
    """The same judgement as of ratings, with the counts of every cell taken from the raw ballots;
    and how many answers they hold."""
    verdict = Verdict()
    document = json.loads(client.get(keys.document(room.id)))
    raw = read_ballots(client, room.id, [r["id"] for r in document["rounds"]])
    judge_votes(room, document, raw, verdict)
    counted = {
        (id, cell): n
        for id, ballots in raw.items()
        for cell, n in _counts([said["answers"] for _, _, said in ballots.values()]).items()
    }
    record = json.loads(room.lead_browser.get(f"/results/{room.id}/record.json").text)
    shown = {
        (held["id"], one["key"]): tuple(held["counts"])
        for one in record["domains"]
        for held in one["rounds"]
    }
    console = {
        (one["last"]["id"], one["domain"]): tuple(one["last"]["counts"])
        for one in room.trainer.view["cells"]
    }
    for what, found in (("record.json", shown), ("the console", console)):
        for key, counts in found.items():
            verdict.compared += 1
            if counts != counted.get(key, (0, 0)):
                wanted = counted.get(key)
                verdict.different.append(f"{what}, {key}: {counts} instead of {wanted}")
    verdict.compared += 2
    if not counted.keys() <= shown.keys():
        verdict.different.append("record.json leaves cells out")
    store = RedisStore(client)
    if fold(store.log(room.id)) != store.load(room.id):
        verdict.different.append("the log does not fold to the workshop")
    verdict.different += [problem for one in room.screens for problem in one.problems]
    SUM.add(verdict)
    answers = sum(len(said["answers"]) for held in raw.values() for _, _, said in held.values())
    return verdict, answers


def _counts(said: list[dict[str, int]]) -> dict[str, tuple[int, int]]:
    found = Counter((cell, place) for one in said for cell, place in one.items())
    return {cell: (found[cell, 0], found[cell, 1]) for cell, _ in found}
