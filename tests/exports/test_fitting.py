"""Text that is fitted into the boxes of slides."""

import pytest

from tests.exports.worst import prose
from voting.reports.fitting import Line, fitted, height, largest


def notes(number: int, letters: int):
    return lambda size: [Line(prose(letters), size, is_long=True) for _ in range(number)]


def test_text_is_as_large_as_it_fits_before_any_of_it_is_cut():
    few = notes(1, 200)
    assert fitted(few, (16, 12), 400, 300) == few(16)
    room = height(few(12), 400)
    assert fitted(few, (16, 12), 400, room) == few(12)


def test_what_is_cut_has_an_ellipsis_fits_and_ends_with_a_word():
    told = fitted(notes(3, 1000), (16, 14), 500, 300)
    assert height(told, 500) <= 300
    for line in told:
        assert line.size == 16
        assert line.text.endswith("…")
        shown = line.text[:-1]
        assert prose(1000).startswith(shown)
        assert not prose(1000)[len(shown)].isalnum()


def test_where_too_little_would_be_left_nothing_is_said():
    assert fitted(notes(8, 1000), (16, 14), 500, 200) is None


@pytest.mark.parametrize("text", ["x" * 1000, "字" * 1000, "a\n\n" * 333, prose(1000)])
def test_a_text_of_any_kind_is_cut_to_its_room(text):
    line = largest(text, (28, 14), 500, 72, bold=True)
    assert line.size == 14
    assert line.text.endswith("…")
    assert height([line], 500) <= 72
    assert largest("Short", (28, 14), 500, 72, bold=True) == Line("Short", 28, bold=True)
