"""Tests ask for the pages' sentences by key (`lab.rig.words`), so that one can be rewritten freely.

A few stand in `tests/browser/test_sentences.py` as people read them.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.builders import ROOT

PINNED = "tests/browser/test_sentences.py"
FOLDERS = ("tests/browser", "tests/edges", "tests/docs", "lab/engines", "lab/hearing")
# What is meant by these is no sentence of a page.
OTHERWISE = {
    "CASCADE Live",
    "Gold standard",
    "A trainer",
    "attendee/ruled: left unresolved",
    "room/ruled: left unresolved",
    "trainer/ruled: by tie-break",
}
PLACE = re.compile(r"\{\w+\}")


def sentences(at: Any) -> Iterator[str]:
    if isinstance(at, str):
        yield at
    else:
        for part in at.values() if isinstance(at, dict) else at:
            yield from sentences(part)


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """What is written in a file but for docstrings; what an f-string puts in is a NUL."""
    passed_over: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed_over.add(id(node.value))
        if isinstance(node, ast.JoinedStr):
            passed_over |= {id(one) for one in ast.walk(node)}
            texts = [one.value if isinstance(one, ast.Constant) else "\0" for one in node.values]
            yield node.lineno, "".join(texts)
        elif id(node) not in passed_over and isinstance(getattr(node, "value", None), str):
            yield node.lineno, node.value


def filled(sentence: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, PLACE.split(sentence))), re.DOTALL)


EVERYTHING = json.loads((ROOT / "voting/words/en.json").read_text())
# The names of columns and sheets are a format, which tests may hold to the letter.
SENTENCES = {
    one for part, said in EVERYTHING.items() if part != "reports" for one in sentences(said)
}
WHOLE = {one for one in SENTENCES if " " in one}
FILLED = [  # with the longest part between two places, found quickly
    (own, filled(one))
    for one in SENTENCES
    if PLACE.search(one) and " " in (own := max(PLACE.split(one), key=len)).strip()
]
ALL = "\n".join(SENTENCES)


def is_of_a_page(text: str) -> bool:
    part = text.strip("^$ ")
    if part.count(" ") == 0:
        return False
    is_filled = any(own in text and whole.fullmatch(text) for own, whole in FILLED)
    return part in WHOLE or is_filled or (part.count(" ") > 2 and part in ALL)


def found(path: Path) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for line, text in literals(ast.parse(path.read_text()))
        if text not in OTHERWISE and is_of_a_page(text)
    ]


def test_sentences_of_pages_are_asked_for_by_key():
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    written = [one for path in files if path != ROOT / PINNED for one in found(path)]
    assert not written, "\n".join(written)


def test_what_is_looked_for_is_found():
    assert len(found(ROOT / PINNED)) >= 6
