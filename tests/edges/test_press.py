"""Reports are made in processes of their own: votes go on, and what goes wrong is said."""

import os
import re
import signal
import sys
import threading
from pathlib import Path

import pytest

from lab.rig.live_room import LiveRoom
from lab.rig.processes import there
from lab.rig.server import WITHIN, wait_until
from lab.rig.words import said
from tests.builders import WORDS
from tests.exports.series import first, record_after
from voting.edges.press import Press
from voting.refusals import Refusal
from voting.refusals.serving import ReportFailed, TooManyReports
from voting.reports import downloads

DATA = record_after(first())
PLANTED = "Planted-by-someone"


def press(program: str, **limits) -> Press:
    """A press whose process is this Python program instead."""
    return Press(command=(sys.executable, "-c", program), **limits)


def of(workshop: str) -> dict:
    """The record as that of another workshop."""
    return DATA | {"workshop": DATA["workshop"] | {"id": workshop}}


class Held:
    """A press whose processes end when they are let go, and those who ask it for files."""

    def __init__(self, folder: Path, **limits) -> None:
        self.folder = folder
        # A shell is there at once, also where the machine is busy.
        wait = 'cd "$0"; : > $$; while [ ! -e go ]; do sleep 0.02; done; echo made'
        self.press = Press(command=("/bin/sh", "-c", wait, str(folder)), **limits)
        self.came: list[bytes | Refusal] = []
        self._asking: list[threading.Thread] = []

    def ask(self, workshop: str) -> None:
        def run() -> None:
            try:
                self.came.append(self.press.make("report.pdf", of(workshop), WORDS))
            except Refusal as refused:
                self.came.append(refused)

        self._asking.append(threading.Thread(target=run))
        self._asking[-1].start()

    def wait_until_made(self, number: int) -> None:
        """As many processes run."""
        wait_until(lambda: len(list(self.folder.iterdir())) == number)

    def let_go(self) -> None:
        (self.folder / "go").touch()
        for one in self._asking:
            one.join(WITHIN)


@pytest.fixture
def hold(tmp_path):
    made: list[Held] = []

    def holding(**limits) -> Held:
        made.append(Held(tmp_path, **limits))
        return made[-1]

    yield holding
    for one in made:
        one.let_go()


# --- by itself ----------------------------------------------------------------------------------


@pytest.mark.parametrize("file", sorted(downloads.APART))
def test_a_file_from_the_press_is_the_file(file):
    made = Press().make(file, DATA, WORDS)
    assert made[:4] == downloads.write(file, DATA, WORDS)[:4]
    assert len(made) > 1000


@pytest.mark.parametrize(
    ("program", "within", "why"),
    [
        ("raise SystemExit(3)", 60, "ended with status 3"),
        ("import os; os.abort()", 60, "ended with status -6"),
        ("eval('no program')", 60, "ended with status 1"),
        ("while True: pass", 1.0, "took too long"),
    ],
)
def test_a_process_that_fails_or_does_not_end_is_refused_and_gone(
    tmp_path, program, within, why, caplog
):
    mine = f"import os, pathlib; (pathlib.Path({str(tmp_path)!r}) / str(os.getpid())).touch()"
    held = press(f"{mine}; import sys; sys.stdin.read()\n{program}", within=within)
    for _ in range(3):  # each gives its turn back
        with pytest.raises(ReportFailed):
            held.make("report.pdf", DATA, WORDS)
    assert caplog.messages == [f"report: making report.pdf {why}: no trace"] * 3
    started = [int(one.name) for one in tmp_path.iterdir()]
    assert len(started) == 3 or within < 60  # or it was too late for it to say so
    assert not any(there(pid) for pid in started)


def test_two_are_made_at_a_time_others_wait_and_more_are_refused(hold):
    held = hold(at_once=2, waiting=3)
    for number in range(7):
        held.ask(f"workshop-{number}")
    wait_until(lambda: len(held.came) == 2)
    held.wait_until_made(2)
    assert all(isinstance(one, TooManyReports) for one in held.came)
    held.let_go()
    assert held.came[2:] == [b"made\n"] * 5


def test_one_workshop_leaves_places_for_the_others(hold):
    held = hold(at_once=2, waiting=3, each=2)
    for _ in range(4):
        held.ask("eager")
    wait_until(lambda: len(held.came) == 2)
    held.wait_until_made(2)
    assert all(isinstance(one, TooManyReports) for one in held.came)
    for number in range(3):
        held.ask(f"workshop-{number}")
    held.let_go()
    assert held.came[2:] == [b"made\n"] * 5
    assert held.press.make("report.pdf", of("eager"), WORDS) == b"made\n"  # it may again


def test_a_job_that_gets_no_turn_in_time_is_told_so(hold):
    held = hold(at_once=1, patience=0.5)
    held.ask("first")
    held.wait_until_made(1)
    with pytest.raises(TooManyReports):
        held.press.make("report.pdf", of("second"), WORDS)
    assert held.came == []


def test_the_wait_for_a_turn_takes_nothing_from_the_work(hold):
    held = hold(at_once=1, within=3.0)
    held.ask("first")
    held.wait_until_made(1)
    held.ask("second")
    wait_until(lambda: held.came)  # the first one's time is over; all of it the second has waited
    held.let_go()
    failed, made = held.came
    assert isinstance(failed, ReportFailed)
    assert made == b"made\n"


def test_the_log_says_where_it_went_wrong_and_nothing_of_what_people_wrote(caplog):
    spoilt = DATA | {"workshop": DATA["workshop"] | {"date": PLANTED}}
    with pytest.raises(ValueError, match=PLANTED):
        downloads.write("report.pdf", spoilt, WORDS)
    with pytest.raises(ReportFailed):
        Press().make("report.pdf", spoilt, WORDS)
    (line,) = caplog.messages
    assert re.search(r"ended with status 1: \S+Error at voting/words/\w+\.py:\d+", line)
    assert PLANTED not in line


@pytest.mark.parametrize("wrote", ["", "trace: ", "trace: E at a.py:1 ", "x" * 10_000])
def test_nothing_else_that_a_process_wrote_is_logged(wrote, caplog):
    program = f"import sys; sys.stderr.write({wrote + PLANTED!r}); sys.exit(3)"
    with pytest.raises(ReportFailed):
        press(program).make("report.pdf", DATA, WORDS)
    assert caplog.messages == ["report: making report.pdf ended with status 3: no trace"]


def test_the_process_is_told_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "planted")
    monkeypatch.setenv("REDIS_URL", "redis://planted")
    told = press("import os; print(dict(os.environ))").make("report.pdf", DATA, WORDS)
    assert b"PATH" in told
    assert b"planted" not in told


# --- on a server --------------------------------------------------------------------------------


class Reports:
    """What makes a server's files, stopped before it begins: each waits until it is let go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Python loads it at its start; of the server's processes it holds only those of the press.
        (folder / "sitecustomize.py").write_text(
            "import os, pathlib, sys, time\n"
            "if sys.orig_argv[1:3] == ['-m', 'voting.reports']:\n"
            f"    mine = pathlib.Path({str(folder)!r}) / str(os.getpid())\n"
            "    mine.touch()\n"
            "    while mine.exists():\n"
            "        time.sleep(0.01)\n"
        )
        self.settings = {"PYTHONPATH": str(folder)}

    def held(self) -> list[int]:
        return [int(one.name) for one in self.folder.iterdir() if one.name.isdigit()]

    def let_go(self) -> None:
        for pid in self.held():
            (self.folder / str(pid)).unlink(missing_ok=True)


@pytest.fixture(scope="module")
def held_reports(tmp_path_factory):
    return Reports(tmp_path_factory.mktemp("reports"))


@pytest.fixture
def reports(held_reports):
    yield held_reports
    held_reports.let_go()


class Asked:
    """The lead's office asks for a report and waits for the answer."""

    def __init__(self, room: LiveRoom) -> None:
        self.answers: list = []
        self._room = room
        self._asking = threading.Thread(target=self._ask)
        self._asking.start()

    def _ask(self) -> None:
        self.answers.append(self._room.office.get(f"/results/{self._room.id}/report.pdf"))

    def answer(self):
        self._asking.join(WITHIN)
        return self.answers[0]


@pytest.mark.live
@pytest.mark.parametrize("mode", ["eventlet", "gevent", "threading"])
def test_votes_go_on_while_a_report_is_made(servers, reports, mode):
    room = LiveRoom(servers(ASYNC_MODE=mode, **reports.settings))
    try:
        people = room.people(2)
        room.opens("clarity")
        asked = Asked(room)
        wait_until(reports.held)
        for rating in (0, 1, 2):
            for page in people:
                page.vote(rating)
        assert asked.answers == []
        reports.let_go()
        answer = asked.answer()
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert "unfinished-test-area-" in answer.headers["Content-Disposition"]
    finally:
        room.close()


@pytest.mark.live
def test_a_report_whose_process_is_killed_says_to_try_again(async_mode, servers, reports):
    room = LiveRoom(servers(ASYNC_MODE=async_mode, **reports.settings))
    try:
        asked = Asked(room)
        (pid,) = wait_until(reports.held)
        os.kill(pid, signal.SIGKILL)
        assert asked.answer().status_code == 503
        assert said("refusals.report-failed") in asked.answer().text
        assert "report: making report.pdf ended with status -9: no trace" in room.server.output()
    finally:
        room.close()
