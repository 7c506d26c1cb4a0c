"""Votes that a phone was told are stored and that the store has lost, after a failover say."""

import threading
from collections.abc import Callable, Mapping
from typing import NamedTuple

from voting.core.state import Workshop


class Lost(NamedTuple):
    """The sequence of a vote that is lost, and the newest that the store still has, or 0."""

    round: int
    told: int
    stored: int


class KeptVotes:
    """By device of one workshop: the newest vote it was told is kept, as round and sequence. Any
    thread may use it."""

    def __init__(self) -> None:
        self._newest: dict[str, tuple[int, int]] = {}
        self._lock = threading.Lock()

    def told(self, device: str, round_id: int, sequence: int) -> None:
        """The device was told that this vote is kept."""
        with self._lock:
            before = self._newest.get(device, (0, 0))
            self._newest[device] = max(before, (round_id, sequence))

    def lost(self, workshop: Workshop, held: Callable[[int], Mapping[str, int]]) -> dict[str, Lost]:
        """Whose newest vote in the open round is lost, by device. ``held`` gives by person the
        newest sequence that the store has in a round."""
        opened = workshop.open_round
        kept = self._since(workshop, opened.id) if opened else {}
        if not opened or not kept:
            return {}
        stored = held(opened.id)
        found = {
            device: Lost(opened.id, sequence, stored.get(workshop.stands_for(device), 0))
            for device, (round_id, sequence) in kept.items()
            if round_id == opened.id
        }
        return {device: one for device, one in found.items() if one.stored < one.told}

    def heard(self, lost: Mapping[str, Lost]) -> None:
        """They are being told, and only once. What they have been told since stays."""
        with self._lock:
            for device, one in lost.items():
                if self._newest.get(device) == (one.round, one.told):
                    self._newest[device] = (one.round, one.stored)

    def _since(self, workshop: Workshop, round_id: int) -> dict[str, tuple[int, int]]:
        """Those from that round on; earlier ones can't be lost any more and are forgotten."""
        here = {person.id for person in workshop.taking_part()}
        with self._lock:
            # With somebody who is removed their vote may go as well: that is not lost.
            self._newest = {
                device: vote
                for device, vote in self._newest.items()
                if vote[0] >= round_id and workshop.stands_for(device) in here
            }
            return dict(self._newest)
