"""Phones with somebody who rates.

A voter does as the phone's outbox does: it keeps a vote until it is answered, sends it again
after a time-out or a reconnect under the same name, and lets a newer choice take its place. Unlike
a phone it remembers everything: its diary says of each vote whether it was stored ("ok"), refused
("refused") or never answered ("unknown").
"""

import asyncio
import random
import secrets
import time
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from demo.client import Browser
from lab.soak.line import Line, Lost
from lab.soak.people import Screen


class Vote(Struct):
    """A page of the diary."""

    round: int
    rating: Any  # what was chosen
    vote_id: str
    sequence: int
    outcome: str = "unknown"
    code: str = ""
    sent: int = 0
    made: float = 0.0
    took: float = 0.0  # seconds from the choice to its acknowledgement

    def message(self) -> dict[str, Any]:
        names = ("round", "rating", "vote_id", "sequence")
        return {name: getattr(self, name) for name in names}


class Voter(Screen):
    """A phone with somebody who keeps rating while ``voting`` is true."""

    event, stored = "vote", "ballot"  # what is sent, and what the answer says is stored
    levels = 4
    pace = 0.5  # seconds between choices, about

    def __init__(
        self, browser: Browser, workshop: str, person: str, line: Callable[..., Line] = Line
    ) -> None:
        super().__init__(browser, workshop, "attendee", line)
        self.person = person
        self.diary: list[Vote] = []
        self.waiting: Vote | None = None
        self.voting = False
        self.refusals: list[tuple[float, str]] = []  # when, and the code, of every "not now"
        self.acknowledged_at = 0.0
        self._chosen = asyncio.Event()

    def note(self, rating: Any, round_id: int) -> Vote:
        """Make a vote and write it into the diary, for the row to send."""
        vote = Vote(round_id, rating, secrets.token_hex(8), len(self.diary) + 1)
        vote.made = time.monotonic()
        self.diary.append(vote)
        return vote

    def choose(self, rating: Any, round_id: int) -> Vote:
        """Take a choice, as a tap does; it is sent as soon as that can be done."""
        self.waiting = self.note(rating, round_id)
        self._chosen.set()
        return self.waiting

    async def rate(self) -> None:
        """Keep choosing. Changing one's mind before an answer is rarer than waiting for it."""
        while not self.ended:
            await asyncio.sleep(random.uniform(0, 2 * self.pace))
            opened = self.open_round
            if self.voting and opened and (self.waiting is None or random.random() < 0.2):
                self.choose(self.choice(), opened)

    def choice(self) -> Any:
        return random.choice([None, *range(self.levels)])

    def message_of(self, vote: Vote) -> dict[str, Any]:
        return vote.message()

    def said(self, held: dict[str, Any]) -> Any:
        """What a ballot says that the server told of."""
        return held["rating"]

    def held(self) -> dict[str, Any]:
        """What the server told this page that it holds."""
        return (self.you or {}).get("ballot") or {"sequence": 0}

    async def deliver(self) -> None:
        """Send what waits until it is settled."""
        pause = 0.5
        while not self.ended:
            vote = self.waiting
            if vote is None:
                self._chosen.clear()
                await self._chosen.wait()
            elif self.connected and await self.settled(vote):
                pause = 0.5
            else:
                await self._pause(pause)
                pause = min(2 * pause, 4.0)

    async def _pause(self, seconds: float) -> None:
        reconnects, until = self.reconnects, time.monotonic() + seconds
        # A reconnection hurries, as it does on a phone.
        while time.monotonic() < until and self.reconnects == reconnects:
            await asyncio.sleep(0.05)

    async def settled(self, vote: Vote) -> bool:
        """Send a vote once; is it over and done with?"""
        vote.sent += 1
        try:
            answer = await self.ask(self.event, self.message_of(vote))
        except Lost:
            return False
        if answer["ok"]:
            self.acknowledged(vote, answer[self.stored])
        elif not answer["error"]["again"]:
            vote.outcome, vote.code = "refused", answer["error"]["code"]
        else:
            self.refusals.append((time.monotonic(), answer["error"]["code"]))
            return False
        if self.waiting is vote:
            self.waiting = None
        return True

    def acknowledged(self, vote: Vote, held: dict[str, Any]) -> None:
        vote.outcome = "ok"
        self.acknowledged_at = time.monotonic()
        vote.took = self.acknowledged_at - vote.made
        known = self.diary[held["sequence"] - 1] if held["sequence"] <= len(self.diary) else None
        same = known and (known.vote_id, known.rating) == (held["vote_id"], self.said(held))
        if not same or held["sequence"] < vote.sequence:
            self.problems.append(f"vote {vote.sequence} was answered with {held}")

    async def _refresh(self) -> None:
        """A snapshot that knows less than was acknowledged before would take a "Saved" back."""
        saved = next((v for v in reversed(self.diary) if v.outcome == "ok"), None)
        await super()._refresh()
        if saved and saved.round == self.open_round:
            ballot = self.held()
            if ballot["sequence"] < saved.sequence:
                self.problems.append(f"a snapshot forgot vote {saved.sequence}: {ballot}")
