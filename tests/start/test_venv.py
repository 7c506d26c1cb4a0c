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
