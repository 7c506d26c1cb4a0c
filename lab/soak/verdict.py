"""The judgement after a fault: what is stored, read key by key, against what people were told.

Counted here anew, without the product's own tally: only the log is folded with the core, because
that it folds is the promise.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from lab.soak.crowd import Room
from lab.soak.people import Shape
from lab.soak.voters import Voter
from voting.core.machine import fold
from voting.store import keys
from voting.store.redis_store import RedisStore

Raw = dict[int, dict[str, list[Any]]]  # by round, by person: [sequence, vote_id, rating, at]


class Verdict(Struct):
    """What was found; every list but the counts is empty when all is well."""

    votes: int = 0
    acknowledged: int = 0
    unanswered: int = 0  # left unknown because a newer choice took their place
    compared: int = 0
    lost: list[str] = []
    doubled: list[str] = []
    different: list[str] = []

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.different)

    def add(self, other: "Verdict") -> None:
        for name in ("votes", "acknowledged", "unanswered", "compared"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("lost", "doubled", "different"):
            getattr(self, name).extend(getattr(other, name))

    def say(self) -> str:
        worst = [*self.lost, *self.doubled, *self.different][:3]
        return (
            f"{len(self.lost)} lost, {len(self.doubled)} doubled of {self.acknowledged} "
            f"acknowledged votes, {len(self.different)} differences in {self.compared} comparisons"
            + "".join(f"\n      {problem}" for problem in worst)
        )


SUM = Verdict()  # over all rows of this run


def judge(room: Room, client: Any) -> Verdict:
    """Judge a room whose rounds are all closed and whose votes are all answered."""
    verdict = Verdict()
    document, raw = judge_votes(room, client, verdict)
    counted = {
        r["id"]: shape(raw[r["id"]].values(), len(document["framework"]["levels"]))
        for r in document["rounds"]
        if r.get("closed_at") and not r.get("cancelled")
    }
    _compare_screens(room, counted, verdict)
    _compare_exports(room, document, counted, verdict)
    judge_log(room, client, verdict)
    return verdict


def judge_votes(room: Room, client: Any, verdict: Verdict) -> tuple[dict[str, Any], Raw]:
    """Is every vote there that was acknowledged, and each once? Returns the workshop as it is
    stored, and the ballots of all its rounds."""
    document = json.loads(client.get(keys.document(room.id)))
    raw = read_ballots(client, room.id, [r["id"] for r in document["rounds"]])
    for voter in room.voters:
        _judge_voter(voter, raw, verdict)
    _judge_rounds(document, raw, verdict)
    return document, raw


def judge_log(room: Room, client: Any, verdict: Verdict) -> None:
    """Does the log fold to the workshop, and did the screens meet no problem?"""
    store = RedisStore(client)
    verdict.compared += 1
    if fold(store.log(room.id)) != store.load(room.id):
        verdict.different.append("the log does not fold to the workshop")
    verdict.different += [problem for one in room.screens for problem in one.problems]


def read_ballots(client: Any, workshop: str, rounds: Iterable[int]) -> Raw:
    return {
        id: {
            person.decode(): json.loads(ballot)[:3]  # sequence, name and rating, in every layout
            for person, ballot in client.hgetall(keys.ballots(workshop, id)).items()
        }
        for id in rounds
    }


def shape(ballots: Iterable[list[Any]], levels: int) -> Shape:
    """The tally of raw ballots, counted one by one."""
    found = Counter(rating for _, _, rating in ballots)
    return tuple(found[level] for level in range(levels)), found[None]


def _judge_voter(voter: Voter, raw: Raw, verdict: Verdict) -> None:
    who = voter.person[:6]
    verdict.votes += len(voter.diary)
    for round_id in {vote.round for vote in voter.diary}:
        mine = [vote for vote in voter.diary if vote.round == round_id]
        stored = raw[round_id].get(voter.person)
        saved = max((v.sequence for v in mine if v.outcome == "ok"), default=0)
        verdict.acknowledged += sum(v.outcome == "ok" for v in mine)
        verdict.unanswered += sum(v.outcome == "unknown" for v in mine)
        verdict.compared += 1
        if saved > (stored[0] if stored else 0):
            verdict.lost.append(f"{who} round {round_id}: vote {saved} was saved, held is {stored}")
        if stored is None:
            continue
        match = next((v for v in mine if v.sequence == stored[0]), None)
        if match is None or [match.vote_id, match.rating] != stored[1:]:
            verdict.doubled.append(f"{who} round {round_id}: nobody cast {stored}")
        elif match.outcome == "refused":
            verdict.doubled.append(f"{who} round {round_id}: refused ({match.code}), yet counted")
    if voter.waiting:
        verdict.lost.append(f"{who}: vote {voter.waiting.sequence} never got an answer")


def _judge_rounds(document: dict[str, Any], raw: Raw, verdict: Verdict) -> None:
    for round_id, ballots in raw.items():
        verdict.compared += 1
        strangers = set(ballots) - set(document["people"])
        names = [ballot[1] for ballot in ballots.values()]
        if strangers or len(set(names)) < len(names):
            verdict.doubled.append(f"round {round_id}: strangers {strangers} or one vote twice")


def _compare_screens(room: Room, counted: dict[int, Shape], verdict: Verdict) -> None:
    for screen in room.screens:
        for round_id, shapes in screen.shown.items():
            verdict.compared += len(shapes)
            if shapes != {counted.get(round_id)}:
                verdict.different.append(
                    f"{screen.audience} showed round {round_id} as {shapes}, "
                    f"the ballots say {counted.get(round_id)}"
                )
        # The console and the results list every round; the others must have seen the last one.
        everything = screen.audience in ("trainer", "lead")
        must = list(counted) if everything else list(counted)[-1:]
        missing = [round_id for round_id in must if round_id not in screen.shown]
        verdict.compared += len(must)
        if missing:
            verdict.different.append(f"{screen.audience} never showed rounds {missing}")


def _compare_exports(
    room: Room, document: dict[str, Any], counted: dict[int, Shape], verdict: Verdict
) -> None:
    browser, folder = room.lead_browser, f"/results/{room.id}"
    held = json.loads(browser.get(f"{folder}/record.json").text)
    by_place = {}
    for domain in held["domains"]:
        for number, round_ in enumerate(domain["rounds"], start=1):
            by_place[domain["key"], number] = round_["id"]
            _same(
                f"record.json, round {round_['id']}",
                (tuple(round_["counts"]), round_["cant_say"]),
                counted.get(round_["id"]),
                verdict,
            )
    _same("rounds in record.json", sorted(by_place.values()), sorted(counted), verdict)
    rounds = _rows(browser.get(f"{folder}/rounds.csv").text)
    _same("rows in rounds.csv", len(rounds), len(counted), verdict)
    for row in rounds:
        id = by_place[row["domain"], int(row["round"])]
        _same(f"rounds.csv, round {id}", _cells(row), counted[id], verdict)
    for row in _rows(browser.get(f"{folder}/ratings.csv").text):
        ruling = document.get("rulings", {}).get(row["domain"])
        mine = [id for (domain, _), id in by_place.items() if domain == row["domain"]]
        if mine:
            id = ruling["round"] if ruling else mine[-1]
            _same(f"ratings.csv, {row['domain']}", _cells(row), counted[id], verdict)


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))


def _cells(row: dict[str, str]) -> Shape:
    votes = [int(value) for name, value in row.items() if name.startswith("votes_")]
    return tuple(votes), int(row["cant_say"])


def _same(what: str, found: Any, wanted: Any, verdict: Verdict) -> None:
    verdict.compared += 1
    if found != wanted:
        verdict.different.append(f"{what}: {found} instead of {wanted}")
