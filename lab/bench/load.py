"""What the phones do together: vote without a pause, or all at once."""

import time
from collections.abc import Sequence

from msgspec import Struct

from lab.bench.loop import Loop
from lab.bench.phones import Page


class Rate(Struct):
    """How many votes were acknowledged in how many seconds, and how many were refused."""

    votes: int
    seconds: float
    refused: int

    @property
    def per_second(self) -> float:
        return self.votes / self.seconds


def without_pause(loop: Loop, phones: Sequence[Page], seconds: float) -> Rate:
    """Every phone votes, and again as soon as the vote is acknowledged, for so long."""
    counted, going_on = [0], [True]
    refused = sum(phone.refused for phone in phones)

    def again(phone: Page, payload: bytes) -> None:
        counted[0] += 1
        if going_on[0]:
            phone.vote()

    sent = _all_vote(phones, again)
    loop.rest(min(1.0, seconds / 3))  # until all are in step
    before, began = counted[0], time.perf_counter()
    loop.rest(seconds)
    votes, took = counted[0] - before, time.perf_counter() - began
    going_on[0] = False
    last = counted[0]
    loop.run(lambda: counted[0] >= last + sent, 10)  # each still has one under way
    return Rate(votes, took, sum(phone.refused for phone in phones) - refused)


def all_at_once(loop: Loop, phones: Sequence[Page]) -> list[float]:
    """Everybody votes at the same moment; seconds from that moment to each acknowledgement."""
    took: list[float] = []
    began = time.perf_counter()
    sent = _all_vote(phones, lambda phone, payload: took.append(time.perf_counter() - began))
    if not loop.run(lambda: len(took) >= sent):
        raise RuntimeError(f"only {len(took)} of {sent} votes were acknowledged")
    return took


class Seen:
    """When each of these phones has a state with ``sign`` in it: ``began`` is now."""

    def __init__(self, phones: Sequence[Page], sign: bytes) -> None:
        self.state = b""  # as it came last
        self._phones = phones
        self._sign = sign
        self._took: dict[int, float] = {}
        for phone in phones:
            phone.heard = self._heard
        self._began = time.perf_counter()

    def by_all(self) -> bool:
        return len(self._took) == len(self._phones)

    def all(self, loop: Loop, within: float = 30) -> list[float]:
        """Seconds until each had it; raises RuntimeError where one has not."""
        loop.run(self.by_all, within)
        for phone in self._phones:
            phone.heard = None
        if not self.by_all():
            raise RuntimeError(
                f"only {len(self._took)} of {len(self._phones)} phones saw the reveal"
            )
        return list(self._took.values())

    def _heard(self, page: Page, payload: bytes) -> None:
        if self._sign in payload and payload.startswith(b'42["state"'):
            self._took.setdefault(id(page), time.perf_counter() - self._began)
            self.state = payload


def _all_vote(phones: Sequence[Page], acknowledged) -> int:  # type: ignore[no-untyped-def]
    for phone in phones:
        phone.acknowledged = acknowledged
    for phone in phones:
        phone.vote()
    return len(phones)


def percentile(values: Sequence[float], share: float) -> float:
    """What ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
