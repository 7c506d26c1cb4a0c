"""What people type: sensible names and notes are kept, the rest is refused with how to mend it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.core.errors import (
    ControlCharacters,
    MarkupInText,
    MissingText,
    Refusal,
    TextTooLong,
)
from voting.core.text import clean


@pytest.mark.parametrize(
    "text",
    [
        "A. B.", "a", "7", "O'B.", "O’B.", "Siân", "Zoë Ŵ.", "Ágnes Ő.", "李", "עדי", "نور", "😀",
        "👩🏽‍🏫", "👩‍👩‍👧", "We <3 joint work", "fewer than 5 < more than 2", "A & B", "50% > 40%",
        '"quoted"', "=1+1", "-", "A/B", "a@b",
    ],
)  # fmt: skip
def test_sensible_names_and_notes_are_kept_as_they_are(text):
    assert clean(text, "your name", 60) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  A.   B. ", "A. B."),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("Sia\u0302n", "Siân"),
        ("A.\u00a0B.\u2028C.", "A. B. C."),
    ],
)
def test_white_space_is_folded_and_accents_are_joined_to_their_letters(text, kept):
    assert clean(text, "your name", 60) == kept


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "\ufeff", "\u200d\u200d", "\u0301"])
def test_a_name_that_nobody_could_see_is_no_name(text):
    with pytest.raises(MissingText, match="Please fill in your name"):
        clean(text, "your name", 60)


@pytest.mark.parametrize("text", ["A\x00B", "A\x1bB", "A\x7fB", "A\x9fB", "A\ud800B", "A\ue000B"])
def test_control_characters_are_refused(text):
    with pytest.raises(ControlCharacters):
        clean(text, "your name", 60)


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_marks_that_reorder_the_text_around_them_are_refused(mark):
    with pytest.raises(ControlCharacters):
        clean(f"A{mark}B", "your name", 60)


@pytest.mark.parametrize(
    "text",
    ["<b>A</b>", "<script>", "</p>", "A<img src=x>", "<!-- -->", "<?xml?>", "<svg/onload=x>"],
)
def test_markup_is_refused(text):
    with pytest.raises(MarkupInText, match="plain words"):
        clean(text, "the note", 60)


def test_a_text_may_be_as_long_as_its_limit_and_no_longer():
    assert len(clean("é" * 60, "your name", 60)) == 60
    with pytest.raises(TextTooLong, match="60 characters or fewer"):
        clean("é" * 61, "your name", 60)


def test_a_note_may_be_empty():
    assert clean("  ", "the note", 60, required=False) == ""


@given(st.text(max_size=80))
def test_what_is_kept_is_short_visible_and_kept_the_same_again(text):
    try:
        kept = clean(text, "your name", 60)
    except Refusal:
        return
    assert 0 < len(kept) <= 60
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in kept)
    assert clean(kept, "your name", 60) == kept
