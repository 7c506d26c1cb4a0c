"""Rows about exactly one: one vote each, one closing, one ruling at a time."""

import asyncio
import json
import random
import secrets
from typing import Any

from demo.room import DOMAINS
from lab.soak import stage
from lab.soak.crowd import Room
from lab.soak.figures import Figure, Scale, row
from lab.soak.line import Line
from lab.soak.verdict import Verdict, read_ballots
from lab.soak.voters import Vote, Voter

IN_FLIGHT = 50  # messages sent before the answers of the ones before have come
CHOICES = 25  # different votes of one person in one round; each is sent several times


@row(
    "one-vote-each",
    "One vote each",
    "retried, reordered and doubled votes, 100,000 messages: exactly one counted per person "
    "and round",
)
def one_vote_each(scale: Scale) -> Figure:
    people, rounds, copies = scale.pick(40, 10), scale.pick(20, 2), scale.pick(5, 4)
    sent = 0
    verdict = Verdict()
    with stage.workshop(people) as (server, room):
        for number in range(rounds):
            room.opens(DOMAINS[number % len(DOMAINS)])
            fuzzing = [_fuzz(voter, copies) for voter in room.voters]
            sent += sum(room.run(_all(fuzzing), 600))
            room.closes()
        with stage.behind(server) as client:
            _one_counted(room, client, verdict)
        verdict.add(stage.judged(room, server))
    twice = f"each vote {copies} times on two connections of the same person"
    return Figure(verdict.clean, f"{verdict.say()}; {sent} messages from {people} people, {twice}")


async def _all(work: Any) -> list[Any]:
    return list(await asyncio.gather(*work))


async def _fuzz(voter: Voter, copies: int) -> int:
    """Send every vote of a person several times, in any order, on two connections."""
    second = Line(voter.browser.base, voter.browser.cookie, lambda *_: None)
    await second.open(voter.auth)
    first = voter.line
    assert first
    assert voter.open_round
    votes = [voter.note(_any_rating(voter), voter.open_round) for _ in range(CHOICES)]
    messages = votes * copies
    random.shuffle(messages)
    for begin in range(0, len(messages), IN_FLIGHT):
        part = messages[begin : begin + IN_FLIGHT]
        asking = [_tell(random.choice([first, second]), voter, vote) for vote in part]
        await asyncio.gather(*asking)
    second.close()
    return len(messages)


def _any_rating(voter: Voter) -> int | None:
    return random.choice([None, *range(voter.levels)])


async def _tell(line: Line, voter: Voter, vote: Vote) -> None:
    while True:
        answer = await line.ask("vote", vote.message(), 60)
        if answer["ok"]:
            voter.acknowledged(vote, answer["ballot"])
            return
        await asyncio.sleep(0.2)


def _one_counted(room: Room, client: Any, verdict: Verdict) -> None:
    """After all those messages, each person's ballot is their newest vote of that round."""
    rounds = {vote.round for voter in room.voters for vote in voter.diary}
    raw = read_ballots(client, room.id, rounds)
    for voter in room.voters:
        newest = {vote.round: vote for vote in voter.diary}
        for round_id, vote in newest.items():
            verdict.compared += 1
            wanted = [vote.sequence, vote.vote_id, vote.rating]
            if raw[round_id].get(voter.person, []) != wanted:
                verdict.doubled.append(f"round {round_id}: not the newest vote of a person")


@row(
    "closing",
    "Closing is exact",
    "50 votes racing 50 closes across two processes, 200 times: the tally equals the "
    "acknowledged votes every time",
)
def closing(scale: Scale) -> Figure:
    times, batch = scale.pick(200, 8), 40
    total, exact, between = Verdict(), 0, 0
    with (
        stage.folder() as home,
        stage.own_store(home) as store,
        stage.servers(home, 2, REDIS_URL=store.url) as processes,
    ):
        bases = [one.base for one in processes]
        for begin in range(0, times, batch):
            with stage.room(bases, 50) as room:
                for number in range(min(batch, times - begin)):
                    hit, split = _race(room, DOMAINS[number % len(DOMAINS)])
                    exact += hit
                    between += split
                total.add(stage.judged(room, processes[0]))
    return Figure(
        total.clean and exact == times,
        f"exact {exact} of {times} times ({between} times some votes came in time and some did "
        f"not); {total.say()}",
    )


def _race(room: Room, domain: str) -> tuple[bool, bool]:
    """50 votes against 50 closes: was the tally exact, and did the close fall between votes?"""
    opened = room.opens(domain)
    for voter in room.voters:
        voter.note(_any_rating(voter), opened)
    votes = [_within(0.1, _once(voter, voter.diary[-1])) for voter in room.voters]
    consoles, first_close = [room.trainer, room.second], random.uniform(0, 0.1)
    closes = [_within(0.02, _close(consoles[n % 2], opened), first_close) for n in range(50)]
    both = [*votes, *closes]
    random.shuffle(both)
    done = [answer for answer in room.run(_all(both)) if answer == "closed"]
    room.wait(lambda: all(opened in screen.shown for screen in room.screens))
    stored = sum(voter.diary[-1].outcome == "ok" for voter in room.voters)
    shapes = {shape for screen in room.screens for shape in screen.shown[opened]}
    exact = len(shapes) == 1 and all(sum(c) + n == stored for c, n in shapes)
    return exact and len(done) == 1, 0 < stored < len(room.voters)


async def _within(seconds: float, work: Any, after: float = 0.0) -> Any:
    await asyncio.sleep(after + random.uniform(0, seconds))
    return await work


async def _once(voter: Voter, vote: Vote) -> str:
    while True:
        if await voter.settled(vote):
            return vote.outcome
        await asyncio.sleep(0.1)


async def _close(console: Any, opened: int) -> str:
    while True:
        answer = await console.ask("close_round", {"id": secrets.token_hex(8), "round": opened}, 60)
        if answer["ok"]:
            return "closed"
        if answer["error"]["code"] in ("round-closed", "not-now"):
            return "late"


@row(
    "rulings",
    "A ruling never changes silently",
    "two trainers race, replay and the app restarts: every change is in the log with who and "
    "when, and the log folds to the state",
)
def rulings(scale: Scale) -> Figure:
    races, restarts = scale.pick(140, 14), scale.pick(10, 1)
    silent: list[str] = []
    with stage.workshop(4) as (server, room):
        won = 0
        for number in range(races):
            if number < len(DOMAINS):
                _rate(room, DOMAINS[number])
            domain = DOMAINS[number % len(DOMAINS)]
            restart = number % (races // restarts) == 1
            won += _rule_against_each_other(room, domain, server if restart else None)
        verdict = stage.judged(room, server)
        changes = _silent_changes(room, server, silent)
    return Figure(
        verdict.clean and not silent and won == races,
        f"{races} races with {restarts} restarts, one ruling stood {won} times, {changes} changes "
        f"all in the log with who and when, {len(silent)} silent; {verdict.say()}"
        + "".join(f"\n      {problem}" for problem in silent[:3]),
    )


def _rate(room: Room, domain: str) -> None:
    opened = room.opens(domain)
    for voter, rating in zip(room.voters, (1, 1, 2, 3), strict=True):
        room.thread.loop.call_soon_threadsafe(voter.choose, rating, opened)
    room.wait(
        lambda: all(
            v.diary and v.diary[-1].round == opened and v.diary[-1].outcome == "ok"
            for v in room.voters
        )
    )
    room.closes()


def _rule_against_each_other(room: Room, domain: str, server: Any) -> bool:
    """Both trainers rule at once on the same step, and each sends it twice: did one ruling stand?

    With ``server`` it is killed meanwhile, and both send again what was not answered.
    """
    first, second = room.trainer, room.second
    if next(d for d in first.view["domains"] if d["domain"] == domain)["ruling"]:
        room.command("reopen_ruling", domain=domain)
    elif first.view["domain"] != domain:
        room.command("show_domain", domain=domain)
    room.wait(lambda: second.state["revision"] == first.state["revision"])
    step = first.view["step"]
    rating = random.choice([1, 2])
    shared = {"domain": domain, "method": "consensus", "step": step}
    orders = [
        shared | {"rating": rating, "note": "Talked over"},
        shared | {"rating": 3 - rating, "note": "Heard"},
    ]
    answers = []
    for console, order in zip((first, second), orders, strict=True):
        named = order | {"id": secrets.token_hex(8)}
        answers.append(room.begin(console.command("record_ruling", **named)))
        answers.append(room.begin(console.command("record_ruling", **named)))
    if server:
        room.sleep(0, 0.03)
        server.kill()
        server.start()
    answered = [answer.result(60) for answer in answers]
    codes = {a["error"]["code"] for a in answered if not a["ok"]}
    oks = [answered[0]["ok"] and answered[1]["ok"], answered[2]["ok"] and answered[3]["ok"]]
    return sum(oks) == 1 and codes <= {"overtaken"}


def _silent_changes(room: Room, server: Any, silent: list[str]) -> int:
    """Walk the log: each order that was acknowledged once, each change of a ruling signed."""
    with stage.behind(server) as client:
        rows = client.xrange(f"cascade:{{{room.id}}}:log")
    entries = [json.loads(fields[b"entry"]) for _, fields in rows]
    ids = [entry.get("id") for entry in entries]
    for console in (room.trainer, room.second):
        for order, event in console.done.items():
            if ids.count(order) != 1:
                silent.append(f"{event} was acknowledged, the log has it {ids.count(order)} times")
    asked = [e for e in entries if e["command"]["command"] in ("record_ruling", "reopen_ruling")]
    silent += [f"unsigned: {e}" for e in asked if not e.get("at") or e["by"]["role"] != "trainer"]
    told: dict[str, list[Any]] = {domain: [] for domain in DOMAINS}
    for entry in asked:
        command = entry["command"]
        ruled = command["command"] == "record_ruling"
        told[command["domain"]].append((command["method"], command["rating"]) if ruled else None)
    for screen in room.screens:
        for domain in DOMAINS:
            shown = [ruling for of, ruling in screen.rulings if of == domain]
            if not _is_part(shown, told[domain]):
                silent.append(f"{screen.audience} showed {domain} as the log never had it")
            if shown and told[domain] and shown[-1] != told[domain][-1]:
                silent.append(f"{screen.audience} ends on another ruling on {domain}")
    return len(asked)


def _is_part(part: list[Any], whole: list[Any]) -> bool:
    """Is ``part`` what remains of ``whole`` when some of it is left out?"""
    rest = iter(whole)
    return all(any(one == other for other in rest) for one in part)
