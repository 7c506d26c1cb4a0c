"""The published figures: what a programme of 26 areas has to come to."""

from collections import Counter

import pytest

from tests.evaluation.published import FIGURES, PLACES, the_areas, the_comparison
from voting.evaluation.comparing import Compared
from voting.evaluation.figures import percentage, probability, signed


@pytest.fixture(params=FIGURES)
def domain(request) -> Compared:
    return next(one for one in the_comparison().domains if one.domain == request.param)


def test_changes_and_statistics_are_the_published_ones(domain):
    up, same, down, z, p, exact, biserial, net = FIGURES[domain.domain]
    assert (domain.changes.up, domain.changes.same, domain.changes.down) == (up, same, down)
    test = domain.test
    assert (round(test.z, 2), test.basis, test.n) == (z, "negative", up + down)
    assert (round(test.p, PLACES.get(p, 5)), round(test.exact, PLACES.get(exact, 5))) == (p, exact)
    assert (round(test.rank_biserial, 2), round(domain.changes.net, 2)) == (biserial, net)


def test_the_missing_group_is_a_first_workshop(domain):
    assert (domain.first.n, domain.first.absent, domain.first.missing) == (25, 1, 0)
    assert (domain.second.n, domain.second.absent, domain.second.missing) == (26, 0, 0)
    assert (domain.first.counts[3], domain.second.counts[3]) == (0, 0)


def test_three_cells_are_rounded_once_where_the_publication_rounded_twice():
    cells = Counter(n for one in the_comparison().domains for n in one.second.counts)
    assert (cells[1], cells[14]) == (2, 1)
    printed = {
        percentage(one.second.share(level))
        for one in the_comparison().domains
        for level in range(4)
        if one.second.counts[level] in (1, 14)
    }
    assert printed == {"3.8", "53.8"}


def test_all_seven_pass_the_limit_by_either_correction(domain):
    assert domain.bonferroni < 0.05
    assert domain.holm <= domain.bonferroni
    assert domain.remarks == ()


def test_a_probability_is_never_printed_as_nothing(domain):
    wanted = ".003" if domain.domain == "outcomes" else "< .001"
    assert probability(domain.test.p) == wanted
    assert signed(domain.test.z).startswith("−")


def test_alpha_has_the_complete_areas_of_each_workshop():
    first, second = the_comparison().alpha
    assert (first.n, second.n, first.domains) == (25, 26, 7)
    assert the_areas().written == {"workshop-1": "1", "workshop-2": "2"}
