"""How much of what a question came to is kept once it is settled."""

import pytest

from voting.goals.entries import Answered


@pytest.mark.parametrize(
    ("people", "by_hand", "kept"),
    [(4, 0, False), (5, 0, True), (5, 1, False), (9, 4, True), (5, 5, True), (6, 5, False)],
)
def test_phones_are_judged_alone(people, by_hand, kept):
    """Someone who entered the others could subtract them."""
    assert Answered((), people, by_hand=by_hand).may_be_kept is kept
