"""Refusals: each has a code, a sentence and a use, and the values that its sentence needs."""

import ast
import re
from functools import partial
from string import Formatter

import pytest

from tests.builders import ROOT
from voting.refusals.rounds import NotNow
from voting.refusals.sent import Malformed, MissingText, TextTooLong
from voting.refusals.serving import StoreUnavailable
from voting.refusals.together import all_of
from voting.words import is_plural, load
from voting.words.refused import all_refusals

# One thing to do in one field is told as a label is, without a full stop.
TO_DO = re.compile(r"(Enter|Choose|Tick) [^.]+")
NAMES = {refusal.__name__: refusal for refusal in all_refusals()}
WORDS = load()


@pytest.fixture(scope="module")
def nodes() -> list[ast.AST]:
    """All of the product's code but the refusals themselves."""
    sources = [
        ast.parse(path.read_text())
        for path in [*ROOT.glob("voting/**/*.py"), *ROOT.glob("app.py")]
        if "refusals" not in path.parts
    ]
    return [node for source in sources for node in ast.walk(source)]


def cases(code: str) -> dict[str, list[str]]:
    """The sentences of a code, by what decides between them: a field, the key of a case, or ""."""
    found = WORDS.at(f"refusals.{code}")
    if isinstance(found, str) or is_plural(found):
        found = {"": found}
    return {
        case: [said] if isinstance(said, str) else [*said.values()] for case, said in found.items()
    }


def needs(sentences: list[str]) -> set[str]:
    """The values that the sentences need."""
    fields = {field for said in sentences for _, field, _, _ in Formatter().parse(said) if field}
    return fields - {"field"}


SAID = [(refusal, case) for refusal in all_refusals() for case in cases(refusal.code)]


@pytest.mark.parametrize("n", [1, 2])
def test_a_refusal_has_a_sentence_that_says_what_to_do(n):
    for refusal, case in SAID:
        said = sentence(refusal, case, n)
        at = (refusal.code, case, said)
        assert said[0].isupper() or said.startswith(("“", "something", str(n))), at
        assert said.endswith(".") != bool(TO_DO.fullmatch(said)), at
        assert "{" not in said, at


def sentence(refusal, case: str, n: int) -> str:
    values = dict.fromkeys(needs(cases(refusal.code)[case]), "something")
    values |= {
        "n": n,
        "did": "open_round",
        "picture": "close",
        "ago": 60,
        "wanted": "str",
        "on": "2026-03-05",
    }
    field = case or None
    problem = refusal() if refusal in (StoreUnavailable,) else refusal(field, why=case, **values)
    return WORDS.refusal(problem)


def test_there_is_a_sentence_for_every_refusal_and_none_without():
    assert set(WORDS["refusals"]) == {refusal.code for refusal in all_refusals()}


def test_only_refusals_that_may_pass_with_time_ask_to_try_again():
    again = {refusal.code for refusal in all_refusals() if refusal.again}
    assert again == {
        "busy", "codes-taken", "newer-version", "refused", "report-failed", "restarting",
        "server-full", "store-unavailable",
        "too-many-changes", "too-many-connections", "too-many-join", "too-many-made",
        "too-many-register", "too-many-reports",
        "too-many-requests", "too-many-tries",
    }  # fmt: skip


def test_a_refusal_has_a_code_and_a_status_for_programs():
    for refusal in all_refusals():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", refusal.code), refusal
        assert 400 <= refusal.status < 600, refusal


def test_no_two_refusals_share_a_code():
    codes = [refusal.code for refusal in all_refusals()]
    assert len(codes) == len(set(codes))


def test_every_refusal_is_listed():
    assert all(not refusal.__subclasses__() for refusal in all_refusals())


def test_every_refusal_is_used(nodes):
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    assert NAMES.keys() - used == set()


def test_a_refusal_has_the_values_that_its_sentence_needs(nodes):
    calls = [n for n in nodes if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    made = [(call.func.id, call) for call in calls if call.func.id in NAMES]
    assert len(made) > 300
    for name, call in made:
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        if None in given or name == "StoreUnavailable":  # filled from what was read; not for people
            continue
        of = cases(NAMES[name].code)
        decides = given.get("why") or (call.args[0] if call.args else None)
        case = getattr(decides, "value", None) if decides else ""
        if isinstance(case, str):  # else it is decided as it runs
            needed = needs(of[case] if "" not in of else of[""])
            assert needed <= set(given), ast.unparse(call)


def test_the_faults_of_a_form_are_told_together_and_none_of_them_is_changed():
    raised = [MissingText("area"), TextTooLong("title", limit=9), NotNow(), Malformed()]

    def refuses(fault):
        raise fault

    with pytest.raises(MissingText) as told:
        all_of(lambda: 1, *(partial(refuses, fault) for fault in raised))
    assert (told.value.field, told.value.values) == ("area", {})
    assert told.value.also == tuple(raised[1:3])  # the third names no field: the last isn't asked
    assert [fault.also for fault in raised] == [()] * 4
    with pytest.raises(MissingText) as alone:
        all_of(partial(refuses, raised[0]))
    assert alone.value is raised[0]
