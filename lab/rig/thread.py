"""An event loop in a thread of its own, for whoever waits plainly for what happens there."""

import asyncio
import contextlib
import threading
from collections.abc import Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")
PATIENCE = 60.0  # seconds for a room to do what it was asked; never the figure of a row


class Thread:
    """An event loop in a thread; ``run`` waits for a coroutine, ``begin`` does not."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.loop.set_default_executor(ThreadPoolExecutor(128))
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        self._tasks: list[Future[Any]] = []

    def begin(self, work: Coroutine[Any, Any, Result]) -> "Future[Result]":
        future = asyncio.run_coroutine_threadsafe(work, self.loop)
        self._tasks.append(future)
        return future

    def run(self, work: Coroutine[Any, Any, Result], within: float = PATIENCE) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(within)

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        with contextlib.suppress(TimeoutError):
            self.run(_let_go(), 10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()


async def _let_go() -> None:
    """End every task and give the transports a moment to close."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    await asyncio.sleep(0.05)
