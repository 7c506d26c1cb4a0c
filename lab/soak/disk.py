"""The row about a full disk: a small file system under the data directory, filled in mid-round."""

import contextlib
import random
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from demo.room import DOMAINS
from lab.rig.lacking import NotHere
from lab.soak import stage
from lab.soak.crowd import Room
from lab.soak.figures import Figure, Scale, row
from lab.soak.pages import Watched, chromium, three_pages

SIZE = "24m"
TOLD_WITHIN, BACK_WITHIN = 10.0, 30.0  # seconds


@row(
    "disk-full",
    "A full disk never yields a false acknowledgement",
    "small tmpfs filled in mid-round: 0 false acknowledgements, people told within 10 s, "
    "recovers when space returns",
)
def disk_full(scale: Scale) -> Figure:
    people, fills = scale.pick(70, 12), scale.pick(5, 1)
    told = back = 0.0
    flickers = 0
    with (
        stage.folder() as home,
        _small_disk(home / "app0") as disk,
        stage.servers(home) as [server],
        chromium() as browser,
        stage.room(server.base, people) as room,
    ):
        pages = three_pages(browser, room, server.base)
        for number in range(fills):
            room.opens(DOMAINS[number])
            room.vote(True)
            room.everybody_is_answered()
            with _filled(disk):
                told = max(told, _until_told(pages))
                flickers += sum(not m["shown"] for page in pages for m in page.marks)
            back = max(back, _until_back(pages, room))
            room.vote(False)
            room.settle()
            room.closes()
        refused = sum(len(voter.refusals) for voter in room.voters)
        for page in pages:
            page.close()
        verdict = stage.judged(room, server)
    return Figure(
        verdict.clean and refused > 0,
        f"{len(verdict.lost)} false acknowledgements; phone, room view and console told within "
        f"{told:.1f} s, all well {back:.1f} s after space returned; {fills} fillings, {refused} "
        f"votes put off, a mark went and came back {flickers} times; {verdict.say()}",
        in_time=told <= TOLD_WITHIN and back <= BACK_WITHIN,
    )


@contextlib.contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    place.mkdir(mode=0o700)
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "tmpfs", str(place)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True)
    except OSError as problem:
        raise NotHere(f"no small disk can be made ({problem})") from None
    if mounted.returncode:
        raise NotHere(f"no small disk can be made ({mounted.stderr.strip()})")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextlib.contextmanager
def _filled(disk: Path) -> Iterator[None]:
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with contextlib.suppress(OSError):
                while True:
                    file.write(bytes(size))
    try:
        yield
    finally:
        ballast.unlink()


def _until_told(pages: list[Watched]) -> float:
    """Somebody goes on rating on the phone page; seconds until it, room view and console have
    each said that something is wrong. A vote may still fit into the last free bytes."""
    began = time.time()
    phone, *others = pages
    for page in pages:
        page.page.evaluate("window.marks.length = 0")
    silent = {page.audience for page in pages}
    while silent and time.time() - began < 3 * TOLD_WITHIN:
        if phone.save_state in ("none", "saved"):
            phone.rate(random.randrange(4))
        phone.page.wait_for_timeout(500)
        silent -= {page.audience for page in others if page.marks}
        silent -= {"attendee"} if phone.save_state == "late" else set()
    told = time.time() - began
    phone.page.wait_for_timeout(3000)  # it stays full for a while
    return told


def _until_back(pages: list[Watched], room: Room) -> float:
    began = time.time()
    phone = pages[0]
    while time.time() - began < 2 * BACK_WITHIN:
        if phone.save_state == "saved" and not any(page.is_marked for page in pages):
            break
        phone.page.wait_for_timeout(50)
    room.everybody_is_answered()
    return time.time() - began
