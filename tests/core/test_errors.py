"""Refusals: each has a code, a sentence and a use, and is given what its sentence needs."""

import ast
import re
from string import Formatter

import pytest

from tests.builders import ROOT
from voting.refusals import Refusal, all_refusals

NAMES = {refusal.__name__: refusal for refusal in all_refusals()}
SOURCES = [
    ast.parse(path.read_text())
    for path in [*ROOT.glob("voting/**/*.py"), *ROOT.glob("app.py")]
    if path.name != "errors.py"
]
NODES = [node for source in SOURCES for node in ast.walk(source)]
USED = {node.id for node in NODES if isinstance(node, ast.Name) and node.id in NAMES}
MADE = [
    (node.func.id, {given.arg for given in node.keywords})
    for node in NODES
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES
]


def needs(refusal: type[Refusal]) -> set[str]:
    """What the sentence has to be filled with."""
    return {field for _, field, _, _ in Formatter().parse(refusal.sentence) if field}


@pytest.mark.parametrize("refusal", all_refusals())
def test_a_refusal_says_in_a_sentence_what_to_do(refusal):
    said = str(refusal(**dict.fromkeys(needs(refusal), "something.")))
    assert said[0].isupper() or said.startswith(("“", "something"))
    assert said.endswith(".")
    assert "{" not in said


@pytest.mark.parametrize("refusal", all_refusals())
def test_a_refusal_has_a_code_and_a_status_for_programs(refusal):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", refusal.code)
    assert 400 <= refusal.status < 600


def test_no_two_refusals_share_a_code():
    codes = [refusal.code for refusal in all_refusals()]
    assert len(codes) == len(set(codes))


def test_every_refusal_is_listed():
    assert all(not refusal.__subclasses__() for refusal in all_refusals())


@pytest.mark.parametrize("name", NAMES)
def test_every_refusal_is_used(name):
    assert name in USED


@pytest.mark.parametrize(("name", "given"), MADE)
def test_a_refusal_is_given_what_its_sentence_needs(name, given):
    assert needs(NAMES[name]) <= given
