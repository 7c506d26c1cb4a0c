"""Addresses as people paste them."""

import time
from contextlib import suppress

import pytest

from voting.refusals.registration import UnreadableList
from voting.registration.pasted import addresses_in
from voting.registration.table_file import people_in


def found(text: str) -> list[tuple[str, str]]:
    return [(one.about.name, one.about.email) for one in addresses_in(text).people]


def faults(text: str) -> list[tuple[int, str, str]]:
    return [(one.line, one.why, one.text) for one in addresses_in(text).faults]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("jo@example.org", [("Jo", "jo@example.org")]),
        ("jo.van-dam@example.org", [("Jo Van Dam", "jo.van-dam@example.org")]),
        ("Jo Bloggs <jo@example.org>", [("Jo Bloggs", "jo@example.org")]),
        ("<jo@example.org>", [("Jo", "jo@example.org")]),
        ('"Bloggs, Jo" <jo@Example.org>', [("Jo Bloggs", "jo@example.org")]),
        ("“Jo Bloggs” <jo@example.org>", [("Jo Bloggs", "jo@example.org")]),
        ("'Jo Bloggs' <jo@example.org>", [("Jo Bloggs", "jo@example.org")]),
        ("Jo Bloggs (jo@example.org)", [("Jo Bloggs", "jo@example.org")]),
        ("Jo Bloggs jo@example.org", [("Jo Bloggs", "jo@example.org")]),
        ("Jo Bloggs: jo@example.org", [("Jo Bloggs", "jo@example.org")]),
        ("Jo Bloggs [mailto:jo@example.org]", [("Jo Bloggs", "jo@example.org")]),
        ("Jo Bloggs, jo@example.org", [("Jo Bloggs", "jo@example.org")]),
        ("Jo Bloggs; jo@example.org", [("Jo Bloggs", "jo@example.org")]),
        ("mailto:jo@example.org", [("Jo", "jo@example.org")]),
        ("1. jo@example.org\n- al@example.org\n• x@example.org", [
            ("Jo", "jo@example.org"), ("Al", "al@example.org"), ("X", "x@example.org")]),
        ("To: jo@example.org, al@example.org", [
            ("Jo", "jo@example.org"), ("Al", "al@example.org")]),
        ("jo@example.org al@example.org", [("Jo", "jo@example.org"), ("Al", "al@example.org")]),
        ("jo@example.org,al@example.org;x@example.org\r\n\r\ny@example.org", [
            ("Jo", "jo@example.org"), ("Al", "al@example.org"), ("X", "x@example.org"),
            ("Y", "y@example.org")]),
        ("Jo <jo@example.org>, Al <al@example.org>", [
            ("Jo", "jo@example.org"), ("Al", "al@example.org")]),
        ("Jo <jo@example.org> Al <al@example.org>", [
            ("Jo", "jo@example.org"), ("Al", "al@example.org")]),
        # as Outlook copies them
        ("Bloggs, Jo <jo@example.org>; Smith, Al <al@example.org>", [
            ("Jo Bloggs", "jo@example.org"), ("Al Smith", "al@example.org")]),
        ("Bloggs, Jo <jo@example.org>, Smith, Al <al@example.org>", [
            ("Jo Bloggs", "jo@example.org"), ("Al Smith", "al@example.org")]),
        ("Archer, Ann (CAMHS) <ann@example.org>", [("Ann Archer (CAMHS)", "ann@example.org")]),
        ("Siân O’Neill <sian@example.org>", [("Siân O’Neill", "sian@example.org")]),
        ("\ufeffJo\u200b <jo@example.org>\xa0", [("Jo", "jo@example.org")]),
        ("", []),
        (" ;, \n\n", []),
    ],
)  # fmt: skip
def test_people_are_found_however_they_are_written(text, people):
    assert found(text) == people
    assert faults(text) == []


def test_what_is_no_address_is_told_by_line_and_the_others_are_found():
    text = "jo@example.org\nAl Smith\nal@example\n\nSam, sam@example.org, Head\nx@@example.org"
    assert found(text) == [("Jo", "jo@example.org"), ("Sam", "sam@example.org")]
    assert faults(text) == [
        (2, "no-address", "Al Smith"),
        (3, "address", "al@example"),
        (5, "no-address", "Head"),
        (6, "address", "x@@example.org"),
    ]


def test_a_fault_keeps_all_that_was_typed_so_that_it_can_be_mended():
    (fault,) = addresses_in("jo@example.org\nAl Smith <al@example>").faults
    assert fault.source == "Al Smith <al@example>"


def test_a_name_that_is_too_long_is_told():
    assert faults(f"{'J' * 61} <jo@example.org>") == [(1, "name-long", "J" * 61)]


def test_an_address_counts_once_whatever_its_capitals():
    read = addresses_in("jo@example.org\nJo Bloggs <JO@example.org>\nAl Smith <Jo@Example.org>")
    assert [(one.about.name, one.about.email) for one in read.people] == [
        ("Jo Bloggs", "jo@example.org")
    ]
    assert [(one.line, one.why, one.text, one.other) for one in read.twice] == [
        (2, "twice", "Jo Bloggs", 1),
        (3, "shared", "Al Smith", 1),
    ]


def test_two_people_of_one_name_are_two():
    assert len(found("Jo Bloggs <jo@example.org>\nJo Bloggs <jo.b@example.org>")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "(" * 200_000 + "@ x",
        "<" * 250_000,
        "@<" * 120_000,
        "a" * 250_000 + "@",
        '"“<' * 80_000,
        "jo@example.org\n" * 16_000,
        "Jo <a@b.org> " * 19_000,
        "x@@y\n" * 40_000,
        "name,email\n" + "Jo,jo@example.org\n" * 14_000,
        "email\n" + "a\n" * 120_000,
        ",;" * 120_000,
        "mailto:" * 35_000 + "@",
    ],
    ids=lambda text: f"{text[:12]!r}",
)
def test_no_text_keeps_everybody_waiting(text):
    """Anybody may send one, and a process looks at it while it does nothing else."""
    began = time.process_time()
    with suppress(UnreadableList):
        people_in(text, {"school": "School or college"})
    assert time.process_time() - began < 1.5


def test_hundreds_on_one_line_are_found_however_they_stand():
    """As some mail programs copy them: nothing between two people."""
    line = " ".join(f"Jo <jo{n}@example.org>" for n in range(400))
    assert found(line) == [("Jo", f"jo{n}@example.org") for n in range(400)]
    assert found("Jo <jo@example.org> Al <al@example.org") == [
        ("Jo", "jo@example.org"),
        ("Al", "al@example.org"),
    ]


@pytest.mark.parametrize("text", ["a@b{}.org\n", "Jo <a@b{}.org> ", "a@b{}.org, "])
def test_too_many_are_told_before_all_are_looked_at(text):
    with pytest.raises(UnreadableList) as told:
        people_in("".join(text.format(n) for n in range(5000)), {})
    assert told.value.values["why"] == "many"
