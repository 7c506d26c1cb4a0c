"""The report as a PDF: open to everybody who reads it, whatever was typed."""

import html
import re

import page
import pytest

from tests.builders import (
    WORDS,
    Room,
    a_finished_room,
    a_room_in,
    a_room_that_differs,
    cascade,
    recorded,
)
from tests.pseudo import PSEUDO
from voting.core import commands as c
from voting.core.state import Phase
from voting.reports.letters import INSTEAD, has_all, with_known
from voting.reports.outline import outline
from voting.reports.pdf import report_pdf

# What a typesetter, a markup language or a shell would act on.
PAYLOADS = [
    '#panic("read as code")',
    '#read("/etc/passwd")#include "report.json"#import "report.json": *',
    "= Heading\n- list\n+ list\n/ term: said",
    "*bold* _slanted_ `raw` $x^2$ <label> @label ~ -- --- ... \\ \\u{41} // gone /* gone */",
    ']#[ } #{ ) #( " \' ” \\" \\n #"',
    "https://example.org/ <script>alert(1)</script> &amp; ${x} {0.__class__} %s %(x)s",
    "]]></dc:title><x/> (a) \\(b\\) <</Type /Catalog>>",
]
ROOMS = {
    "nothing yet": lambda: Room(cascade()),
    "two sides that differ": a_room_that_differs,
    "three domains on five levels": a_finished_room,
    "a rehearsal": lambda: a_room_in(Phase.RULED, rehearsal=True),
}


def a_room_saying(text: str) -> Room:
    """Where people can type something, they typed this."""
    room = Room(area=text, title=text)
    room.does(c.Introduce(text[:40]))
    room.rates("trust", 0, 4)
    room.does(c.ShowReason(room.explains("1", text)))
    room.rules("trust", "unresolved", note=text)
    return room


def name_of(made: bytes) -> str:
    """The title of the file, as readers show it in the window's bar."""
    said = re.search(rb'<dc:title>.*?<rdf:li xml:lang="x-default">(.*?)</rdf:li>', made, re.DOTALL)
    return html.unescape(said[1].decode()) if said else ""


def titles(made: bytes) -> list[str]:
    """Of the file and of its bookmarks."""
    found = []
    for start in re.finditer(rb"/Title ?(?=[(<])", made):
        raw = _string(made, start.end())
        found.append(
            raw[2:].decode("utf-16-be") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")
        )
    return found


def _string(made: bytes, at: int) -> bytes:
    """A string of a PDF: in hexadecimals, or in brackets, which may hold others."""
    if made[at : at + 1] == b"<":
        return bytes.fromhex(made[at + 1 : made.index(b">", at)].decode())
    found, depth = b"", 1
    while True:
        at += 1
        one = made[at : at + 1]
        if one == b"\\":
            at += 1
            found += _ESCAPES.get(made[at : at + 1], made[at : at + 1])
            continue
        depth += {b"(": 1, b")": -1}.get(one, 0)
        if not depth:
            return found
        found += one


_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(made: bytes) -> dict[str, int]:
    """On which page each bookmark is."""
    kids = re.search(rb"/Kids ?\[([^\]]*)\]", made)
    pages = re.findall(rb"(\d+) 0 R", kids[1]) if kids else []
    found = {}
    for title, at in re.findall(rb"/Title ?\(([^()]*)\) ?/Dest (\d+) 0 R", made):
        page_there = re.search(rb"\n%s 0 obj\s*\[(\d+) 0 R" % at, made)
        found[title.decode()] = 1 + pages.index(page_there[1]) if page_there else 0
    return found


@pytest.mark.parametrize("name", ROOMS)
def test_it_meets_the_standard_for_everybody(name):
    made = report_pdf(recorded(ROOMS[name]()), WORDS)
    found = page.validate_pdf_bytes(made)
    assert [one.message for one in found.failures] == []
    assert found.rules.total > 100
    assert b"/Lang(en-GB)" in made
    assert b"/Marked true" in made


def test_it_has_a_title_bookmarks_and_as_many_pictures_in_words_as_charts():
    data = recorded(a_room_that_differs())
    told, made = outline(data, WORDS), report_pdf(data, WORDS)
    assert name_of(made) == told.name
    assert "Test area" in told.name
    domains = [domain["name"] for domain in data["domains"]]
    assert [one for one in titles(made) if one in domains] == domains
    assert {told.title, told.parts[-1].title} <= set(titles(made))
    assert len(told.charts) == 4  # the profile, two domains' rounds, the sides of one
    assert len(re.findall(rb"/S ?/Figure", made)) == len(told.charts)
    assert len(re.findall(rb"/Alt ?[(<]", made)) == len(told.charts)
    assert len(re.findall(rb"/S ?/TH\b", made)) == 8 + 8  # the heads of two tables


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_people_typed_is_never_read_as_a_program(text):
    plain = re.sub(r"[^\s]", "x", " ".join(text.split()))
    data = recorded(a_room_saying(text))
    made, same = (report_pdf(one, WORDS) for one in (data, recorded(a_room_saying(plain))))
    assert data["workshop"]["title"] in titles(made)
    assert name_of(made) == outline(data, WORDS).name
    # Neither a link nor a heading nor a list has come of it.
    for kind in (rb"/S ?/(?:H\d|L|LI|Link|Code|Strong|Em|Formula)\b", rb"/Subtype ?/Link"):
        assert len(re.findall(kind, made)) == len(re.findall(kind, same))
    assert page.is_pdf_compliant_bytes(made)


def test_the_first_page_keeps_its_profile_whatever_was_noted():
    room, note = Room(cascade()), "It depends on who is in post, " * 33 + "every year"
    for domain in room.workshop.framework.domains:
        room.rates(domain.key, 0, 0, 3, 3)
        room.rules(domain.key, "unresolved", note=note)
    data = recorded(room)
    first, *domains, _ = map(str, outline(data, WORDS).parts)
    assert first.count("…") == 7
    assert note[:100] in first
    assert note[-100:] not in first
    assert all(note in domain for domain in domains)
    pages = pages_of(report_pdf(data, WORDS))
    assert pages[WORDS.say("common.profile")] == pages[WORDS.say("lead.how.title")] == 1
    # Whole: with what is under its last heading as well, the next page is the second.
    assert pages[data["domains"][0]["name"]] == 2


def test_what_a_page_may_open_with_says_of_which_domain_it_is():
    data = recorded(a_room_that_differs())
    short = next(d["short"] for d in data["framework"]["domains"] if d["key"] == "clarity")
    said = WORDS.say("reports.document.sides", domain=short, number=2)
    assert short in said
    assert said in str(outline(data, WORDS).parts)


def test_letters_that_the_typeface_lacks_do_not_stop_a_report():
    text = "Ξένια, Юлия, Zoë, עידו; 中文, 😀, \N{NON-BREAKING HYPHEN}, 👩\u200d🏫"
    made = report_pdf(recorded(a_room_saying(text)), WORDS)
    assert page.is_pdf_compliant_bytes(made)
    assert any(one.startswith("Ξένια, Юлия, Zoë, עידו") for one in titles(made))
    assert has_all("Ξένια, Юлия, Zoë, עידו “’–…")
    assert not has_all("中")
    assert with_known("a中b\N{NON-BREAKING HYPHEN}\u200dc") == f"a{INSTEAD}b-c"


def test_it_is_in_the_language_of_the_workshop():
    made = report_pdf(recorded(a_finished_room()), PSEUDO)
    assert b"/Lang(pl-PL)" in made
    assert page.is_pdf_compliant_bytes(made)


def test_a_rehearsal_and_a_workshop_that_goes_on_say_so():
    told = outline(recorded(a_room_in(Phase.RULED, rehearsal=True)), WORDS)
    assert WORDS.say("reports.rehearsal") in told.mark
    assert WORDS.say("lead.live") in told.mark
    assert outline(recorded(a_finished_room()), WORDS).mark == ""
