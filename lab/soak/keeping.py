"""Rows about what is kept: a backup and its restoring, and a data directory of an older version."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from demo.room import DOMAINS
from lab.rig.server import ROOT, workshop_ids
from lab.soak import stage
from lab.soak.figures import Figure, Scale, row
from lab.soak.verdict import Verdict, read_ballots, shape
from voting.core.machine import fold
from voting.store.redis_store import RedisStore

OLD = ROOT / "tests" / "data" / "first-layout"
OLD_COUNTS = {1: ((1, 2, 0, 0), 1), 2: ((0, 0, 3, 1), 0)}  # what its two rounds hold


@row(
    "backup",
    "A backup restores to the same",
    "export, restore into an empty store and export again: identical, links go on working; a "
    "store that is not empty is refused",
)
def backup(scale: Scale) -> Figure:
    people = scale.pick(70, 12)
    problems: list[str] = []
    with stage.folder() as home, stage.servers(home) as [server]:
        first, again = home / "first.json", home / "again.json"
        with stage.room(server.base, people) as room:
            for domain in DOMAINS[:3]:
                room.opens(domain)
                room.vote(True)
                room.everybody_is_answered()
                room.settle()
                room.closes()
                room.rules("consensus", 2)
            _backup(server.data_dir, "export", first)
            if not _backup(server.data_dir, "restore", first):
                problems.append("it restored over what was there")
            server.stop()
            fresh = home / "fresh"
            if _backup(fresh, "restore", first) or _backup(fresh, "export", again):
                problems.append("it could not be restored and exported")
            elif first.read_bytes() != again.read_bytes():
                problems.append("the second export differs from the first")
            server.data_dir = fresh
            server.settings["DATA_DIR"] = str(fresh)
            server.start()
            verdict = stage.judged(room, server)
    return Figure(
        verdict.clean and not problems,
        f"{len(problems)} problems {problems or ''}, every page went on with the restored store; "
        f"{verdict.say()}",
    )


def _backup(data_dir: Path, action: str, file: Path) -> int:
    command = [sys.executable, "-m", "voting.backup", action, str(file)]
    settings = os.environ | {"DATA_DIR": str(data_dir)}
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True).returncode


@row(
    "old-data",
    "An older data directory opens",
    "a directory written by the first version opens, is whole, and goes on being used",
)
def old_data(scale: Scale) -> Figure:
    verdict = Verdict()
    with stage.folder() as home:
        shutil.copytree(OLD, home / "app0")
        with stage.servers(home) as [server]:
            with stage.behind(server) as client:
                [id] = workshop_ids(client)
                store = RedisStore(client)
                workshop = store.load(id)
                if fold(store.log(id)) != workshop:
                    verdict.different.append("its log does not fold to its workshop")
                levels = len(workshop.framework.levels)
                raw = read_ballots(client, id, OLD_COUNTS)
            for round_id, wanted in OLD_COUNTS.items():
                verdict.compared += 1
                if shape(raw[round_id].values(), levels) != wanted:
                    verdict.different.append(f"round {round_id} holds something else")
            with stage.room(server.base, 6) as room:  # and a new workshop beside it
                room.opens(DOMAINS[0])
                room.vote(True)
                room.everybody_is_answered()
                verdict.add(stage.judged(room, server))
    return Figure(verdict.clean, f"opened, {len(OLD_COUNTS)} rounds as they were; {verdict.say()}")
