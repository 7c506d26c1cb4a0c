"""A thousand made-up programmes, as scipy, pingouin and PSPP compute them."""

import csv
import json
import math
import random
import subprocess
import sys
from collections.abc import Sequence

import pytest

from tests.builders import ROOT
from voting.evaluation.alpha import cronbach
from voting.evaluation.comparing import Compared, compare
from voting.evaluation.describing import describe, paired_t
from voting.evaluation.panel import Panel

SETS = 1250  # of which a thousand and more are tested
pytestmark = pytest.mark.slow
SOME = 100  # that pingouin, which is slow, looks at
Pair = tuple[int | None, int | None]


def made_up(seed: int) -> tuple[int, list[Pair]]:
    """A scale, and the ratings of areas then and now: ties, zeros, missing ones and, in some, areas
    of which none changed or all did."""
    chance = random.Random(seed)
    levels, areas = chance.randint(2, 7), chance.randint(1, 45)
    stay, missing = chance.choice((0.0, 0.2, 0.4, 0.6, 0.97)), chance.choice((0.0, 0.2))

    def rating() -> int | None:
        return None if chance.random() < missing else chance.randrange(levels)

    pairs = []
    for _ in range(areas):
        then, now = rating(), rating()
        pairs.append((then, then if now is not None and chance.random() < stay else now))
    return levels, pairs


def compared(levels: int, pairs: Sequence[Pair]) -> Compared:
    areas = tuple(str(place) for place in range(len(pairs)))
    ratings = {
        point: {area: {"one": pair[place]} for area, pair in zip(areas, pairs, strict=True)}
        for place, point in enumerate(("workshop-1", "workshop-2"))
    }
    panel = Panel(("one",), levels, ("workshop-1", "workshop-2"), areas, ratings)
    return compare(panel, "workshop-1", "workshop-2").domains[0]


ALL = [made_up(seed) for seed in range(SETS)]
FOUND = [compared(*one) for one in ALL]
TESTED = [place for place, one in enumerate(FOUND) if one.test]
STEPS = [[now - then for then, now in pairs if None not in (then, now)] for _, pairs in ALL]


def close(ours: float, theirs: float) -> bool:
    """To ten digits."""
    return math.isclose(ours, theirs, rel_tol=1e-10, abs_tol=1e-13)


def scores(seed: int) -> list[float]:
    chance = random.Random(seed)
    middle = chance.choice((0, 0.5, 3))
    return [round(chance.gauss(middle, 1), 3) for _ in range(chance.choice((2, 3, 12, 60, 400)))]


def answers(seed: int) -> list[list[int]]:
    """Complete ratings of areas that go together more or less."""
    chance = random.Random(seed)
    pull = chance.random()
    rows = []
    for _ in range(chance.randint(10, 60)):
        high = chance.randrange(4)
        rows.append([high if chance.random() < pull else chance.randrange(4) for _ in range(7)])
    return rows


SCORES = [scores(seed) for seed in range(200)]
ANSWERS = [answers(seed) for seed in range(200)]


@pytest.fixture(scope="module")
def theirs() -> dict:
    changes = [STEPS[one] for one in TESTED]
    jobs = {"changes": changes, "some": changes[:SOME], "scores": SCORES, "complete": ANSWERS}
    asked = subprocess.run(
        [sys.executable, "-m", "tests.evaluation.oracle"],
        input=json.dumps(jobs), capture_output=True, text=True, cwd=ROOT, check=False, timeout=240,
    )  # fmt: skip
    assert asked.returncode == 0, asked.stderr
    return json.loads(asked.stdout)


def test_there_is_something_of_everything():
    assert len(TESTED) >= 1000
    assert any(None in pair for _, pairs in ALL for pair in pairs)
    assert {remark.code for one in FOUND for remark in one.remarks} >= {"none-changed", "no-pairs"}
    assert {one.test.basis for one in FOUND if one.test} == {"negative", "positive", "equal"}


def test_a_domain_is_tested_unless_no_area_changed():
    assert [place for place, steps in enumerate(STEPS) if any(steps)] == TESTED
    for steps, one in zip(STEPS, FOUND, strict=True):
        assert one.changes.pairs == len(steps)
        assert one.changes.up == sum(step > 0 for step in steps)


def test_the_signed_rank_test_is_scipys(theirs):
    for place, (t, z, p) in zip(TESTED, theirs["changes"], strict=True):
        test = FOUND[place].test
        assert test.t == t
        assert close(test.z, z), ALL[place]
        assert close(test.p, p), ALL[place]


def test_the_rank_biserial_correlation_is_pingouins(theirs):
    for place, known in zip(TESTED[:SOME], theirs["some"], strict=True):
        assert close(FOUND[place].test.rank_biserial, known), ALL[place]


def test_paired_t_and_its_interval_are_scipys(theirs):
    for differences, known in zip(SCORES, theirs["scores"], strict=True):
        for sides in ("two", "greater", "less"):
            test = paired_t(differences, sides, 0.9)
            t, df, p, low, high = known[sides]
            assert (test.df, test.sides, test.level) == (df, sides, 0.9)
            assert math.isclose(test.t, t, rel_tol=1e-10)
            assert math.isclose(test.p, p, rel_tol=1e-8)
            for ours, bound in ((test.low, low), (test.high, high)):
                assert math.isinf(bound) if ours is None else close(ours, bound)


def test_descriptive_statistics_are_numpys(theirs):
    for values, known in zip(SCORES, theirs["scores"], strict=True):
        told = describe(values)
        ours = (told.lower, told.median, told.upper, told.sd)
        assert all(map(close, ours, known["described"])), values


def test_alpha_is_pingouins(theirs):
    for rows, known in zip(ANSWERS, theirs["complete"], strict=True):
        assert close(cronbach(rows), known)


def test_alpha_of_pingouins_own_examples(theirs):
    complete = [row for row in theirs["cronbach_wide_missing"] if None not in row]
    assert round(cronbach(complete), 4) == 0.8017
    assert round(cronbach(theirs["cronbach_alpha"]), 4) == 0.5917


# --- PSPP -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> list[list[str]]:
    """Every data set as a split of one file: the rows of the tables that PSPP prints, and of one
    with the two-sided chance of each of our Z, which it prints with three decimals otherwise."""
    folder = tmp_path_factory.mktemp("pspp")
    rows = [
        f"{place} {'.' if then is None else then} {'.' if now is None else now}"
        for place in TESTED
        for then, now in ALL[place][1]
    ]
    chances = [f"{place} {FOUND[place].test.z!r}" for place in TESTED]
    syntax = [
        "SET FORMAT=F40.16.", "SET SMALL=0.",
        "DATA LIST LIST NOTABLE /place then now.", "BEGIN DATA", *rows, "END DATA.",
        "SPLIT FILE BY place.",
        "NPAR TESTS /WILCOXON=now WITH then (PAIRED).",
        "NEW FILE.",
        "DATA LIST LIST NOTABLE /place z.", "BEGIN DATA", *chances, "END DATA.",
        "COMPUTE p = 2 * CDFNORM(z).", "FORMATS p (F40.16).", "LIST.",
    ]  # fmt: skip
    (folder / "all.sps").write_text("\n".join(syntax) + "\n")
    command = ["pspp", "all.sps", "-o", "all.csv", "-O", "format=csv"]
    subprocess.run(command, cwd=folder, check=True, timeout=240, capture_output=True)
    return list(csv.reader((folder / "all.csv").read_text().splitlines()))


def test_the_signed_rank_test_is_pspps(tables):
    ranks = [row for row in tables if row[1:2] in (["Negative Ranks"], ["Positive Ranks"])]
    zs = [float(row[1]) for row in tables if row[:1] == ["Z"] and len(row) == 2]
    ps = [row[1] for row in tables if row[:1] == ["Asymp. Sig. (2-tailed)"]]
    chances = [
        float(row[2]) for row in tables if len(row) == 3 and row[0].endswith(".0000000000000000")
    ]
    assert len(zs) == len(ps) == len(ranks) / 2 == len(chances) == len(TESTED)
    for turn, place in enumerate(TESTED):
        test, changes = FOUND[place].test, FOUND[place].changes
        down, up = ranks[2 * turn : 2 * turn + 2]
        assert (int(down[2]), int(up[2])) == (changes.down, changes.up)
        assert (float(down[4] or 0), float(up[4] or 0)) == (test.minus, test.plus)
        assert close(test.z, zs[turn]), ALL[place]
        assert close(test.p, chances[turn]), ALL[place]
        assert abs(float(ps[turn]) - test.p) <= 0.00050001
