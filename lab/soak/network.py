"""A slow network that loses packets: two network namespaces and a link of our own between them.

The link is a pair of TUN devices. Every packet waits and some are thrown away, so the kernel's own
TCP does what it does on a bad mobile network. It needs root, ``ip`` and /dev/net/tun; nothing
leaves the two namespaces.
"""

import contextlib
import ctypes
import fcntl
import heapq
import os
import random
import select
import shutil
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from lab.rig.lacking import NotHere

SERVER, CLIENT = "10.213.7.1", "10.213.7.2"
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
_libc = ctypes.CDLL(None, use_errno=True)


class SlowLink:
    """Namespaces ``near`` (the phones) and ``far`` (the server), ``delay`` seconds each way apart;
    ``loss`` is the share of packets lost each way."""

    def __init__(self, delay: float, loss: float) -> None:
        if os.geteuid() != 0 or not shutil.which("ip") or not Path("/dev/net/tun").exists():
            raise NotHere("no network of our own can be made (root, ip and /dev/net/tun)")
        self.near, self.far = f"soak-near-{os.getpid()}", f"soak-far-{os.getpid()}"
        self.carried = self.lost = 0
        self.delay, self.loss = delay, loss  # may be changed at any moment
        self._stopping = threading.Event()
        for name in (self.near, self.far):
            _run("ip", "netns", "add", name)
        self._ends = [
            _device(f"soakn{os.getpid() % 10000}", self.near, CLIENT, SERVER),
            _device(f"soakf{os.getpid() % 10000}", self.far, SERVER, CLIENT),
        ]
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def _carry(self) -> None:
        waiting: list[tuple[float, int, int, bytes]] = []
        other = {self._ends[0]: self._ends[1], self._ends[1]: self._ends[0]}
        number = 0
        while not self._stopping.is_set():
            pause = waiting[0][0] - time.monotonic() if waiting else 0.1
            ready, _, _ = select.select(self._ends, [], [], min(max(pause, 0), 0.1))
            for end in ready:
                packet = os.read(end, 65_536)
                number += 1
                if random.random() < self.loss:
                    self.lost += 1
                else:
                    at = time.monotonic() + self.delay
                    heapq.heappush(waiting, (at, number, other[end], packet))
            while waiting and waiting[0][0] <= time.monotonic():
                _, _, end, packet = heapq.heappop(waiting)
                with contextlib.suppress(OSError):
                    os.write(end, packet)
                self.carried += 1

    def close(self) -> None:
        self._stopping.set()
        self._thread.join()
        for end in self._ends:
            os.close(end)
        for name in (self.near, self.far):
            _run("ip", "netns", "del", name)


def _device(name: str, namespace: str, own: str, peer: str) -> int:
    """A TUN device inside a namespace; its handle stays here."""
    handle = os.open("/dev/net/tun", os.O_RDWR)
    request = struct.pack("16sH14x", name.encode(), _IFF_TUN | _IFF_NO_PI)
    fcntl.ioctl(handle, _TUNSETIFF, request)
    _run("ip", "link", "set", name, "netns", namespace)
    for words in (
        f"addr add {own} peer {peer} dev {name}",
        f"link set {name} up",
        "link set lo up",
    ):
        _run("ip", "-n", namespace, *words.split())
    return handle


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise NotHere(f"no network of our own can be made ({done.stderr.strip()})")


@contextlib.contextmanager
def slow_link() -> Iterator[SlowLink]:
    """A link that is quick and whole until its ``delay`` and ``loss`` are set."""
    link = SlowLink(0.0, 0.0)
    try:
        yield link
    finally:
        link.close()


@contextlib.contextmanager
def inside(namespace: str) -> Iterator[None]:
    """What this thread opens, and what it starts, belongs to the namespace."""
    before = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
    there = os.open(f"/run/netns/{namespace}", os.O_RDONLY)
    try:
        _enter(there)
        yield
    finally:
        _enter(before)
        os.close(before)
        os.close(there)


def _enter(namespace: int) -> None:
    if _libc.setns(namespace, 0):
        raise OSError(ctypes.get_errno(), "setns")
