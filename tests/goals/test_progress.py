"""What stands side by side in the chart of a goal."""

from voting.goals.progress import side_by_side


def test_the_line_is_broken_where_the_goal_was_reworded_and_ends_where_it_was_closed():
    assert side_by_side([], 1, "open") == side_by_side([], 1, "reached") == []
    assert side_by_side([1, 1], 1, "open") == [0, 1]
    assert side_by_side([1, 2, 2], 2, "open") == [0, "reworded", 1, 2]
    assert side_by_side([1], 2, "open") == [0, "reworded"]
    assert side_by_side([1], 2, "reached") == [0, "reworded", "reached"]
