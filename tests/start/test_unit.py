"""The unit for systemd is one that systemd takes."""

import shutil
import subprocess

import pytest

from tests.builders import ROOT

UNIT = ROOT / "deploy/cascade-live.service"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_it(tmp_path):
    # What it starts is not where a deployment has it, so the program is named as it is here.
    python = shutil.which("python3")
    unit = tmp_path / UNIT.name
    text = UNIT.read_text().replace("/srv/cascade-live/.venv/bin/python", python)
    assert python in text
    unit.write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_document_says_of_the_unit_what_is_in_it():
    text = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
    for word in ("LimitNOFILE=65536", "KillMode=mixed", "deploy/cascade-live.service"):
        assert word in text
        assert word in UNIT.read_text() or word.startswith("deploy/")
