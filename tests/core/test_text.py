"""What people type and paste: kept as they meant it, and refused only where nobody can know."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.core.text import clean
from voting.refusals import Refusal
from voting.refusals.sent import MissingText, TextTooLong


@pytest.mark.parametrize(
    "text",
    [
        "A. B.", "a", "7", "O'B.", "O’B.", "Siân", "Zoë Ŵ.", "Ágnes Ő.", "李", "עדי", "نور", "😀",
        "👩🏽‍🏫", "👩‍👩‍👧", "We <3 joint work", "fewer than 5 < more than 2", "A & B", "50% > 40%",
        '"quoted"', "<b>A</b>", "<script>", "a</p>", "<!-- -->", "<?xml?>",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می\u200cخواهم", "=1+1", "-", "A/B", "a@b",
    ],
)  # fmt: skip
def test_sensible_names_and_notes_are_kept_as_they_are(text):
    assert clean(text, "name", 60) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  A.   B. ", "A. B."),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("Sia\u0302n", "Siân"),
        ("A.\u00a0B.\u2028C.\vD.\fE.\x85F.", "A. B. C. D. E. F."),
    ],
)
def test_white_space_is_folded_and_accents_are_joined_to_their_letters(text, kept):
    assert clean(text, "name", 60) == kept


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "\ufeff", "\u200d\u200d", "\u0301"])
def test_a_name_that_nobody_could_see_is_no_name(text):
    with pytest.raises(MissingText, match="missing-text name"):
        clean(text, "name", 60)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        *((f"A{mark}B", "AB") for mark in "\u200e\u200f\u061c\u200b\u2060\ufeff\xad\u180e\ufffc"),
        *((f"A{mark}B", "AB") for mark in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"),
        *((f"A{control}B", "AB") for control in "\x00\x02\x07\x1b\x1f\x7f\x81"),
        ("A\ud800B", "AB"),
        ("A\U000e0041B", "AB"),
        ("co\x1eordination", "co-ordination"),
        ("don\x92t \x93wait\x94 \x96 now", "don’t “wait” – now"),
        ("\uf0b7 One \uf0a7\tTwo", "• One • Two"),
        ("\uf0b7One\uf0fc", "One"),
        ("Sia\u200en\u200b\u0302", "Sia" + "n\u0302"),
    ],
)
def test_what_is_pasted_from_other_programs_is_repaired(pasted, kept):
    assert clean(pasted, "note", 60) == kept


@pytest.mark.parametrize("text", ["\ud800", "\uf0b7", "\u202e\u2066", "\x00"])
def test_what_is_empty_once_repaired_is_no_name(text):
    with pytest.raises(MissingText):
        clean(text, "name", 60)


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("One\r\nTwo\rThree", "One\nTwo\nThree"),
        (" \n One  one \n\n \n\t\nTwo\v\n", "One one\n\nTwo"),
        ("\uf0b7 One\n\uf0b7\tTwo", "• One\n• Two"),
        ("One\u2029Two", "One\nTwo"),
    ],
)
def test_a_note_keeps_its_paragraphs(note, kept):
    assert clean(note, "note", 60, paragraphs=True) == kept
    assert "\n" not in clean(note, "text", 60)


def test_a_text_may_be_as_long_as_its_limit_and_no_longer():
    assert len(clean("é" * 60, "name", 60)) == 60
    with pytest.raises(TextTooLong, match="n=60"):
        clean("é" * 61, "name", 60)


def test_a_note_may_be_empty():
    assert clean("  ", "note", 60, required=False) == ""


@given(st.text(max_size=80), st.booleans())
def test_what_is_stored_is_short_and_visible_and_stays_the_same_when_cleaned_again(
    text, paragraphs
):
    try:
        kept = clean(text, "name", 60, paragraphs=paragraphs)
    except Refusal:
        return
    assert 0 < len(kept) <= 60
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Co") for c in kept.replace("\n", ""))
    assert paragraphs or "\n" not in kept
    assert clean(kept, "name", 60, paragraphs=paragraphs) == kept
