"""Pieces of the pages' scripts by themselves, without a page: tests/js, run by Node.js, which comes
with Playwright."""

import subprocess

import pytest
from playwright._impl._driver import compute_driver_executable

from tests.builders import ROOT

FILES = sorted((ROOT / "tests/js").glob("*.test.js"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_pieces_work_by_themselves(path):
    node, _ = compute_driver_executable()
    ran = subprocess.run(
        [node, "--test", "--test-force-exit", "--test-reporter=tap", str(path)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "\n# tests 0\n" not in ran.stdout
