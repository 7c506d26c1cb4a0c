"""Reports are made in processes of their own: votes go on, and what goes wrong is said."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from lab.rig.live_room import LiveRoom
from lab.rig.server import Server, wait_until
from lab.rig.words import said
from tests.builders import WORDS, a_finished_room, recorded
from voting.edges.press import Press
from voting.refusals import Refusal
from voting.refusals.serving import ReportFailed, TooManyReports
from voting.reports import downloads

DATA = recorded(a_finished_room())


def press(program: str, **limits) -> Press:
    """A press whose process is this Python program instead."""
    return Press(command=(sys.executable, "-c", program), **limits)


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(one) for one in (task / "children").read_text().split()]
    return found


def making(server: Server) -> list[int]:
    """Processes of the server that make a file."""
    assert server.process
    command = b"\0-m\0voting.reports\0"
    return [
        pid
        for pid in children(server.process.pid)
        if command in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


# --- by itself ----------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(downloads.APART))
def test_a_file_from_the_press_is_the_file(file):
    made = Press().make(file, DATA, WORDS)
    assert made[:4] == downloads.write(file, DATA, WORDS)[:4]
    assert len(made) > 1000


@pytest.mark.parametrize(
    "program", ["raise SystemExit(3)", "import os; os.abort()", "no program", "while True: pass"]
)
def test_a_process_that_fails_or_does_not_end_is_refused_and_gone(program):
    held = press(f"import sys; sys.stdin.read(); {program}", within=1.5)
    others = children(os.getpid())  # servers of other tests
    for _ in range(3):  # each gives its turn back
        with pytest.raises(ReportFailed):
            held.make("report.pdf", DATA, WORDS)
    assert children(os.getpid()) == others


def test_two_are_made_at_once_others_wait_and_more_are_refused(tmp_path):
    wait = f"import os, time, pathlib; d = pathlib.Path({str(tmp_path)!r}); "
    wait += "(d / str(os.getpid())).touch()\nwhile not (d / 'go').exists(): time.sleep(0.01)\n"
    held = press(wait + "print('made')", at_once=2, waiting=3)
    came: list[bytes | Refusal] = []

    def ask() -> None:
        try:
            came.append(held.make("report.pdf", DATA, WORDS))
        except Refusal as refused:
            came.append(refused)

    asking = [threading.Thread(target=ask) for _ in range(7)]
    for one in asking:
        one.start()
    wait_until(lambda: len(came) == 2 and len(list(tmp_path.iterdir())) == 2)
    assert all(isinstance(one, TooManyReports) for one in came)
    (tmp_path / "go").touch()
    for one in asking:
        one.join(20)
    assert came[2:] == [b"made\n"] * 5


def test_who_waits_too_long_for_a_turn_is_told_so():
    held = press("import time; time.sleep(60)", at_once=1, within=1.0)

    def ask() -> None:
        with pytest.raises(ReportFailed):
            held.make("report.pdf", DATA, WORDS)

    others = children(os.getpid())
    first = threading.Thread(target=ask)
    first.start()
    wait_until(lambda: children(os.getpid()) != others)
    started = time.monotonic()
    with pytest.raises((TooManyReports, ReportFailed)):
        held.make("report.pdf", DATA, WORDS)
    assert time.monotonic() - started < 10
    first.join(10)


def test_the_process_is_told_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "planted")
    monkeypatch.setenv("REDIS_URL", "redis://planted")
    told = press("import os; print(dict(os.environ))").make("report.pdf", DATA, WORDS)
    assert b"PATH" in told
    assert b"planted" not in told


# --- on a server --------------------------------------------------------------------------------


@pytest.mark.live
@pytest.mark.parametrize("mode", ["eventlet", "gevent", "threading"])
def test_votes_go_on_while_a_report_is_made(servers, mode):
    room = LiveRoom(servers(ASYNC_MODE=mode))
    try:
        people = room.people(2)
        room.opens("clarity")
        answers: list = []

        def ask() -> None:
            answers.append(room.office.get(f"/results/{room.id}/report.pdf"))

        asking = threading.Thread(target=ask)
        asking.start()
        pid = wait_until(lambda: making(room.server), every=0.001)[0]
        os.kill(pid, signal.SIGSTOP)
        for rating in (0, 1, 2):
            for page in people:
                page.vote(rating)
        assert answers == []
        os.kill(pid, signal.SIGCONT)
        asking.join(30)
        assert answers[0].status_code == 200
        assert answers[0].content.startswith(b"%PDF")
        assert answers[0].headers["Content-Type"] == "application/pdf"
        assert "unfinished-test-area-" in answers[0].headers["Content-Disposition"]
    finally:
        room.close()


@pytest.mark.live
def test_a_report_whose_process_is_killed_says_to_try_again(room):
    answers: list = []

    def ask() -> None:
        answers.append(room.office.get(f"/results/{room.id}/report.pdf"))

    asking = threading.Thread(target=ask)
    asking.start()
    os.kill(wait_until(lambda: making(room.server), every=0.001)[0], signal.SIGKILL)
    asking.join(30)
    assert answers[0].status_code == 503
    assert said("refusals.report-failed") in answers[0].text
