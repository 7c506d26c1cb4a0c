"""What the published evaluation of 26 areas says, and a data set that was made to give it."""

from functools import cache

from tests.builders import ROOT, cascade
from voting.evaluation.comparing import Comparison, compare
from voting.evaluation.reading import Read, read

FILE = ROOT / "tests/data/evaluation/published.csv"

# For each domain: areas up, same, down; Z, p, exact p, rank-biserial, net.
FIGURES = {
    "clarity": (16, 8, 1, -3.58, 0.00035, 0.00026, 0.89, 0.60),
    "contact": (17, 8, 0, -3.88, 0.00010, 0.00002, 1.00, 0.68),
    "structures": (17, 8, 0, -3.88, 0.00010, 0.00002, 1.00, 0.68),
    "outcomes": (10, 15, 0, -2.97, 0.0030, 0.0020, 1.00, 0.40),
    "learning": (15, 10, 0, -3.87, 0.00011, 0.00006, 1.00, 0.60),
    "integration": (14, 11, 0, -3.74, 0.00018, 0.00012, 1.00, 0.56),
    "evidence": (14, 11, 0, -3.74, 0.00018, 0.00012, 1.00, 0.56),
}
PLACES = {0.0030: 4, 0.0020: 4}  # of p: five, but for outcomes


@cache
def the_areas() -> Read:
    return read(FILE.read_bytes(), cascade())


@cache
def the_comparison() -> Comparison:
    return compare(the_areas().panel, "workshop-1", "workshop-2")
