"""A workshop on real servers and everybody in it, all in one thread of their own.

What the rows call is plain: ``room.opens("clarity")`` waits until it is done.
"""

import random
import time
from collections.abc import Callable, Coroutine, Iterable
from concurrent.futures import Future
from typing import Any, TypeVar

import demo.room
from lab.rig.thread import PATIENCE, Thread
from lab.soak.line import Line
from lab.soak.people import Screen, Trainer
from lab.soak.voters import Voter

Result = TypeVar("Result")


class Room(demo.room.Room):
    """A workshop: a trainer, a second one, the room view, the lead, and voters.

    ``bases`` are the addresses people spread over; each kind of line gets its share of voters.
    """

    kind_of_voter: type[Voter] = Voter

    def __init__(
        self,
        bases: str | Iterable[str],
        people: int,
        lines: Iterable[type[Line]] = (Line,),
    ) -> None:
        super().__init__(bases)
        self.thread = Thread()
        self.screens: list[Screen] = []
        self.lead_browser = self.enters("lead")
        self.trainer = self._add(Trainer, self.office, self.id, "trainer")
        self.second = self._add(Trainer, self.enters("trainer"), self.id, "trainer")
        self.projector = self.screen("room")
        self.lead = self._add(Screen, self.lead_browser, self.id, "lead")
        kinds = list(lines)
        self.voters = [self._voter(n, kinds[n % len(kinds)]) for n in range(people)]
        self.wait(lambda: all(screen.connected for screen in self.screens))

    # --- coming ---

    def screen(self, audience: str, base: str = "") -> Screen:
        """One more page that looks on."""
        found: Screen = self._add(Screen, self.enters(audience, base), self.id, audience)
        return found

    def _voter(self, number: int, line: type[Line]) -> Voter:
        browser, person = self.takes_a_seat(number)
        voter = self._add(self.kind_of_voter, browser, self.id, person, line)
        self.begin(voter.rate())
        self.begin(voter.deliver())
        return voter

    def _add(self, kind: type[Any], *given: Any) -> Any:
        async def made() -> Screen:
            return kind(*given)

        screen = self.thread.run(made())
        self.screens.append(screen)
        self.begin(screen.stay())
        return screen

    def begin(self, work: Coroutine[Any, Any, Result]) -> "Future[Result]":
        return self.thread.begin(work)

    def run(self, work: Coroutine[Any, Any, Result], within: float = PATIENCE) -> Result:
        return self.thread.run(work, within)

    def close(self) -> None:
        for screen in self.screens:
            screen.ended = True
        self.thread.loop.call_soon_threadsafe(lambda: [one.hang_up() for one in self.screens])
        self.thread.stop()
        super().close()

    # --- what happens ---

    def command(self, event: str, **arguments: Any) -> dict[str, Any]:
        answer = self.run(self.trainer.command(event, **arguments))
        assert answer["ok"], answer
        return answer

    def opens(self, domain: str) -> int:
        """Open a round; its id, once every voter's page shows it."""
        self.command("open_round", domain=domain)
        opened: int = self.trainer.open_round
        self.wait(lambda: all(voter.open_round == opened for voter in self.voters))
        return opened

    def closes(self) -> int:
        """Close the open round; its id."""
        return self.run(self.trainer.close_round())

    def rules(self, method: str, rating: int | None = None, note: str = "Talked over") -> None:
        domain = self.trainer.view["domain"]
        self.command("record_ruling", domain=domain, method=method, rating=rating, note=note)

    def vote(self, on: bool) -> None:
        for voter in self.voters:
            voter.voting = on

    def everybody_is_answered(self, within: float = PATIENCE, share: float = 1.0) -> None:
        """Wait until this share of the voters had a vote acknowledged from now on."""
        since = time.monotonic()
        self.wait(
            lambda: sum(v.acknowledged_at > since for v in self.voters) >= share * len(self.voters),
            within,
        )

    def settle(self) -> None:
        """No new choices; wait until every vote is answered and every page is connected."""
        self.vote(False)
        self.wait(lambda: all(voter.waiting is None for voter in self.voters))
        self.wait(lambda: all(screen.connected for screen in self.screens))

    def wait(self, true: Callable[[], Any], within: float = PATIENCE) -> float:
        """Wait until it is so; how many seconds it took. TimeoutError if it never is."""
        began = time.monotonic()
        while not true():
            if time.monotonic() - began > within:
                away = sum(not screen.connected for screen in self.screens)
                raise TimeoutError(f"not within {within} s; {away} pages are not connected")
            time.sleep(0.02)
        return time.monotonic() - began

    def sleep(self, least: float, most: float) -> None:
        time.sleep(random.uniform(least, most))
