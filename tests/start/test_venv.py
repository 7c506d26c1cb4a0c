"""What ``make`` does about .venv before anything is installed."""

import shutil
import subprocess
import sys

from tests.builders import ROOT


def test_an_environment_that_is_only_linked_to_is_left_alone(tmp_path):
    """Building begins by emptying, and what is emptied would be somebody else's."""
    project, other = tmp_path / "project", tmp_path / "other"
    (project / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts/venv.py", project / "scripts")
    (project / "requirements.txt").write_text("")
    other.mkdir()
    (other / "theirs").write_text("kept")
    (project / ".venv").symlink_to(other)
    command = [sys.executable, project / "scripts/venv.py", "requirements.txt"]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 1
    assert ".venv is a link" in ended.stderr
    assert (other / "theirs").read_text() == "kept"


def test_an_environment_is_made_where_it_is_asked_for(tmp_path):
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts/venv.py", tmp_path / "scripts")
    (tmp_path / "requirements.txt").write_text("")
    command = [sys.executable, tmp_path / "scripts/venv.py", "--in", "of/peers", "requirements.txt"]
    for said in ("making of/peers", ""):  # the second time there is nothing to do
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert said in done.stdout
        assert bool(said) == bool(done.stdout)
    assert (tmp_path / "of/peers/bin/python").exists()
    assert not (tmp_path / ".venv").exists()
