"""Whatever fails first, the rest runs, and the last line says what failed."""

import subprocess
import sys

import pytest

from tests.builders import ROOT

OF_ALL = "def test_a():\n    assert {a}\n"
OF_FAULTS = "import pytest\n\n\n@pytest.mark.faults\ndef test_b():\n    assert {b}\n"


@pytest.mark.parametrize(
    ("a", "b", "status", "last"),
    [
        (False, False, 1, "test: FAILED: the tests and the fault rows"),
        (None, None, 5, "test: no test was chosen"),
    ],
)
def test_the_fault_rows_run_whatever_became_of_the_tests(tmp_path, a, b, status, last):
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = faults\n")
    (tmp_path / "test_it.py").write_text(
        (OF_ALL.format(a=a) if a is not None else "")
        + (OF_FAULTS.format(b=b) if b is not None else "")
    )
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts/run_tests.py"), "-n", "0", str(tmp_path)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (status, last)
    assert done.stdout.count("test: pytest ") == 2


def test_all_that_there_is_runs_and_is_compiled_before(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = faults\n")
    for path, source in (("test_it.py", OF_ALL), ("faults/test_short.py", OF_FAULTS)):
        file = tmp_path / "tests" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(source.format(a=True, b=True))
    command = [sys.executable, str(ROOT / "scripts/run_tests.py"), "-n", "0"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "test: all passed"
    assert done.stdout.count("1 passed") == 2
    assert len([*tmp_path.rglob("*pytest*.pyc")]) == 2


@pytest.mark.parametrize(
    ("audit", "test", "last"),
    [
        (True, True, "ci: all good"),
        (False, True, "ci: FAILED: make audit"),
        (True, False, "ci: FAILED: make test"),
        (False, False, "ci: FAILED: make audit and test"),
    ],
)
def test_everything_is_run_though_the_audit_finds_a_hole(tmp_path, audit, test, last):
    (tmp_path / "Makefile").write_text(
        f"audit:\n\t@{str(audit).lower()}\ntest:\n\t@echo tested; {str(test).lower()}\n"
    )
    (tmp_path / ".ci").mkdir()
    run = tmp_path / ".ci/run"
    run.write_text((ROOT / ".ci/run").read_text())
    done = subprocess.run(["bash", str(run)], capture_output=True, text=True)
    assert done.returncode == (0 if audit and test else 1)
    assert done.stdout.splitlines()[-1] == last
    assert "tested" in done.stdout
