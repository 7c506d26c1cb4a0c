"""A short run of every row of the soak: the same code at a smaller scale, some minutes in all."""

import pytest

from lab.soak.figures import SHORT, NotHere
from lab.soak.rows import TABLE

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

TRIES = 3  # of a row that is right and late: the other tests keep the machine busy beside it


@pytest.mark.parametrize("name", TABLE)
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
