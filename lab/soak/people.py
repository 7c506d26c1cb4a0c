"""Pages that stay connected, lean enough for a hundred in one thread, and what they have shown."""

import asyncio
import contextlib
import random
import secrets
from collections.abc import Callable
from typing import Any

from demo.client import Browser, Seen
from lab.soak.line import Line, Lost, TurnedAway

ANSWER_WITHIN = 5.0  # seconds, as on a phone
Shape = tuple[tuple[int, ...], int]  # a round as shown: how many per rating, how many "Can't say"


class Screen(Seen):
    """A page that stays connected until it is told to stop and keeps the newest state."""

    def __init__(
        self, browser: Browser, workshop: str, audience: str, line: Callable[..., Line] = Line
    ) -> None:
        super().__init__(browser, workshop, audience)
        self.shown: dict[int, set[Shape]] = {}  # every shape a round ever had on this screen
        self.rulings: list[tuple[str, Any]] = []  # each ruling it came to show, in order
        self.problems: list[str] = []
        self.ended = False
        self.reconnects = -1
        self._make_line = line
        self.line: Line | None = None
        self._changed = asyncio.Event()

    @property
    def connected(self) -> bool:
        return self.line is not None and not self.line.lost.is_set()

    @property
    def open_round(self) -> int | None:
        opened = self.state and self.view["round"]
        return opened["id"] if opened else None

    async def stay(self) -> None:
        """Connect, and again whenever the connection is lost."""
        while not self.ended:
            try:
                line = self._make_line(self.browser.base, self.browser.cookie, self._hear)
                await line.open(self.auth)
                self.line = line
                await self._refresh()
                self.reconnects += 1
                self._wake()
                await line.lost.wait()
            except Lost:
                pass
            except TurnedAway as why:
                self.problems.append(f"turned away: {why}")
                self.ended = True
            self.hang_up()
            await asyncio.sleep(random.uniform(0.3, 1.0))

    def hang_up(self) -> None:
        line, self.line = self.line, None
        if line:
            line.close()

    async def ask(self, event: str, payload: Any, within: float = ANSWER_WITHIN) -> dict[str, Any]:
        if not self.line:
            raise Lost("not connected")
        return await self.line.ask(event, payload, within)

    async def until(self, wanted: Callable[[], Any], within: float) -> bool:
        """Wait for ``wanted()`` about this screen; False if it never came."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                while not wanted():
                    self._changed.clear()
                    await self._changed.wait()
                return True
        return False

    # --- what it is told ---

    async def _refresh(self) -> None:
        known = self.state
        answer = await self.ask("snapshot", {})
        if not answer.get("ok"):
            raise Lost(answer["error"]["code"])
        if self.state is not known and self.is_behind(answer["state"]):
            await self._refresh()  # a newer state overtook it
        else:
            self._take(answer["state"])

    def _hear(self, event: str, data: Any) -> None:
        if event == "state" and not self.is_behind(data):
            self._take(data)
        elif event == "you":
            self.told_you(data)
        elif event == "state" or (event == "pulse" and self.missed(data)):
            self._refreshing = asyncio.ensure_future(self._refresh_quietly())

    async def _refresh_quietly(self) -> None:
        with contextlib.suppress(Lost):
            await self._refresh()

    def _take(self, state: dict[str, Any]) -> None:
        self.take(state)
        view = self.view
        for round_ in [*view["rounds"], *(r for d in view.get("domains", ()) for r in d["rounds"])]:
            shape = (tuple(round_["counts"]), round_["cant_say"])
            self.shown.setdefault(round_["id"], set()).add(shape)
        self._take_rulings(view["progress"])
        self._wake()

    def _take_rulings(self, progress: list[dict[str, Any]]) -> None:
        for domain in progress:
            ruling = domain["ruling"] and (domain["ruling"]["method"], domain["ruling"]["rating"])
            said = (domain["domain"], ruling)
            last = next((r for d, r in reversed(self.rulings) if d == domain["domain"]), None)
            if last != ruling:
                self.rulings.append(said)

    def _wake(self) -> None:
        self._changed.set()


class Trainer(Screen):
    """A console whose orders are sent again under the same name until they are answered."""

    def __init__(self, browser: Browser, workshop: str, audience: str) -> None:
        super().__init__(browser, workshop, audience)
        self.done: dict[str, str] = {}  # the name of each order that was done: what it was

    async def command(self, event: str, **arguments: Any) -> dict[str, Any]:
        """Give an order and persist; the answer, which may be a refusal for good."""
        order = {"id": secrets.token_hex(8), **arguments}
        while True:
            with contextlib.suppress(Lost):
                answer = await self.ask(event, order)
                if answer["ok"]:
                    self.done[order["id"]] = event
                    await self._shows(answer["revision"])
                    return answer
                if not answer["error"]["again"]:
                    return answer
            await asyncio.sleep(0.3)

    async def _shows(self, revision: int) -> None:
        await self.until(lambda: self.state["revision"] >= revision, 20)

    async def close_round(self) -> int:
        """Close the round on screen; its id. A close that was done while its answer was lost is
        told so when it is sent again."""
        opened: int = self.view["round"]["id"]
        answer = await self.command("close_round", round=opened)
        assert answer["ok"] or answer["error"]["code"] == "round-closed", answer
        return opened
