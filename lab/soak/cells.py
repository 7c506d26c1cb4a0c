"""The row in which people answer fifteen rows at once while server and store are killed."""

import json
import random
from collections import Counter
from typing import Any, ClassVar

from lab.soak import stage
from lab.soak.crowd import Room
from lab.soak.figures import Figure, Scale, row
from lab.soak.killing import Disk, figure, kill_while_answering
from lab.soak.verdict import SUM, Verdict, judge_log, judge_votes
from lab.soak.voters import Vote, Voter

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
    with stage.folder() as home:
        disk = Disk(home)
        with stage.workshop(people, Checklist, **disk.settings()) as (server, room):
            for _ in range(rounds):
                room.opens("*")
                room.vote(True)
                kill_while_answering(room, server, disk, kills // rounds, store_first=False)
                room.settle()
                room.closes()
            with stage.behind(server) as client:
                verdict, answers = _judged(room, client)
    return figure(
        verdict,
        f"{people} people, {answers} answers in {rounds} rounds, {kills} kills of the app or the "
        f"store, {disk.torn} bytes that no fsync covered torn off the log",
    )


def _judged(room: Room, client: Any) -> tuple[Verdict, int]:
    """The same judgement as of ratings, with the counts of every cell taken from the raw ballots;
    and how many answers they hold."""
    verdict = Verdict()
    _, raw = judge_votes(room, client, verdict)
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
    verdict.compared += 1
    if not counted.keys() <= shown.keys():
        verdict.different.append("record.json leaves cells out")
    judge_log(room, client, verdict)
    SUM.add(verdict)
    answers = sum(len(said["answers"]) for held in raw.values() for _, _, said in held.values())
    return verdict, answers


def _counts(said: list[dict[str, int]]) -> dict[str, tuple[int, int]]:
    found = Counter((cell, place) for one in said for cell, place in one.items())
    return {cell: (found[cell, 0], found[cell, 1]) for cell, _ in found}
