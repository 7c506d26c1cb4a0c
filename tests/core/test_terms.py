"""The words that people read: typographic quotes, and one term for each thing (docs/design.md)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import ROOT, WORDS

# What is not said, and what is said instead.
TERMS = {
    r"\bruling|\bruled?\b": "decision, decided",
    r"\b(no|any|every|some)body\b": "no one, anyone, everyone, someone",
    r"\bwhoever (?!runs this service)": "anyone who, the person who",
    r"(?<!two-)\bcamps?\b": "views",
    r"\bif you like\b": "(optional)",
    r"\btak(e|en|ing) (it )?(away|back|down)\b": "remove",
    r"\b(entered|count(ed)?) by hand\b": "added by hand",
    r"\bjoin address\b": "join link",
    r"\blocalit": "area",
    r"\be-mail": "email",
    r"\bon the screens\b": "on screen",
    r"\bat once\b": "straight away, at the same time",
    r"\bgo on\b": "Continue, move on",
    r"\bname no one\b": "don’t name anyone",
    r"\bspeaks for\b": "evidence",
    r"\bplease (fill|choose|give|write|shorten|check)\b": "Enter, Choose: no please in an error",
    r"['\"`]": "’ “ ”",
    r"\.\.\.": "…",
    r"  ": "one space",
}


def texts(at: object, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(at, str):
        yield where, at
    elif isinstance(at, dict | list):
        for key, one in at.items() if isinstance(at, dict) else enumerate(at):
            yield from texts(one, f"{where}.{key}")


def of_libraries() -> Iterator[tuple[str, str]]:
    for path in ROOT.glob("voting/*/library/*.json"):
        for where, text in texts(json.loads(path.read_text()), path.stem):
            if not where.endswith(".settle"):  # a key of the file's layout
                yield where, text


DOCUMENTS = [
    path
    for path in (*ROOT.glob("*.md"), *sorted(ROOT.glob("docs/*.md")))
    if path.name != "protocol.md"  # mostly written from the code
]
EVERYTHING = [
    (where, re.sub(r"\{\w+\}", "{}", text))
    for where, text in (*texts(WORDS.said, "en"), *of_libraries())
]


@pytest.mark.parametrize("never", TERMS)
def test_one_term_for_each_thing(never):
    found = re.compile(never, re.IGNORECASE)
    said = [f"{where}: {text}" for where, text in EVERYTHING if found.search(text)]
    assert not said, f"say {TERMS[never]}:\n" + "\n".join(said)


def prose(document: Path) -> str:
    """A document without code, links and what it quotes."""
    text = re.sub(r"<!-- part: .*?<!-- end: .*?-->", "", document.read_text(), flags=re.DOTALL)
    text = re.sub(r"```.*?```|`[^`\n]*`|\]\([^)]*\)", "", text, flags=re.DOTALL)
    return re.sub(r"“[^”]*”", "“”", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "docs/record.md"])
def test_documents_for_everyone_use_the_same_terms(name):
    text = prose(ROOT / name)
    layout = {r"  ", r"\.\.\."}  # of lists and of what is left out of an example
    found = {never: re.findall(f".*(?:{never}).*", text, re.IGNORECASE) for never in TERMS}
    assert {never: at for never, at in found.items() if at and never not in layout} == {}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_have_typographic_quotes(path):
    assert re.findall(r".*['\"].*", prose(path)) == []


def test_templates_hold_no_sentence_of_their_own():
    """Nor anything else to read but what the words say: between tags there is no run of words."""
    for path in ROOT.glob("templates/*.html"):
        bare = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", "", path.read_text(), flags=re.S
        )
        between = re.sub(r"<[^>]*>", "\n", bare, flags=re.S)
        assert not re.findall(r"[A-Za-z]{2,} [A-Za-z]{2,}", between), path.name
