"""A browser that dies is no fault of a page, and hides none."""

import os
import re
import subprocess
import sys

from tests.browser import dying
from tests.builders import ROOT

FAILURES = {
    "test_it_dies_whenever_it_runs": "The browser died, and died again",
    "test_a_fault_is_seen_by_the_second_run": "another title",
    "test_nothing_died": "Target crashed",
}
AGAIN = {
    "test_it_lives_the_second_time": "the process of",
    "test_nobody_looks_at_the_page_that_died": "the process of",
    "test_there_is_no_browser_at_all": "all of it",
    "test_it_dies_whenever_it_runs": "the process of",
    "test_a_fault_is_seen_by_the_second_run": "the process of",
}


def test_a_test_runs_again_in_a_new_browser_if_its_own_died_and_only_then():
    tests = {name for name in vars(dying) if name.startswith("test_")}
    command = [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", "-rA"]
    done = subprocess.run(
        [*command, dying.__file__],
        cwd=ROOT,
        env=os.environ | {"COLUMNS": "300"},  # a failure's whole line
        capture_output=True,
        text=True,
    )
    told = dict(re.findall(r"^(?:PASSED|FAILED) .*?::(\w+)(.*)", done.stdout, re.MULTILINE))
    failed = {name: what for name, what in told.items() if what}
    again = dict(re.findall(r"::(\w+): ran again, as the browser died: (.*)", done.stdout))
    assert told.keys() == tests, done.stdout
    for found, wanted in ((failed, FAILURES), (again, AGAIN)):
        assert found.keys() == wanted.keys(), done.stdout
        assert all(part in found[name] for name, part in wanted.items()), done.stdout
