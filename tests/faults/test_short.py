"""A short run of one row of the soak for each kind of fault: the same code at a smaller scale, some
minutes in all. ``make soak`` has every row."""

import pytest

from lab.rig.lacking import NotHere
from lab.soak.figures import SHORT
from lab.soak.rows import TABLE

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

TRIES = 3  # of a row that is right and late: the other tests keep the machine busy beside it

# Much of what the other rows promise is also shown by tests of the store, the edges and the pages;
# docs/reliability.md says what is not.
ROWS = (
    "app-killed",
    "store-killed",
    "cells-killed",
    "plan-killed",
    "disk-full",
    "never-stale",
    "swallowed-frames",
    "clock-jumps",
    "many-processes",
    "failover",
    "areas-killed",
    "mailed-once",
    "registrations-killed",
    "ahead-killed",
)


@pytest.mark.parametrize("name", ROWS)
def test_a_short_run_of(name, capsys):
    row = TABLE[name]
    for _ in range(TRIES):
        try:
            figure = row.find(SHORT)
        except NotHere as lacking:
            pytest.skip(str(lacking))
        if figure.in_time or not figure.right:
            break
    with capsys.disabled():
        print(f"\n  {name}: {figure.reached}", end=" ")
    assert figure.passed, f"{row.promise}: {figure.reached}"
