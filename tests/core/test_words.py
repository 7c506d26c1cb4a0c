"""Words: the plural forms of a language, what a further file leaves out, and what it may hold."""

import json
from string import Formatter

import pytest

from tests.builders import ROOT, WORDS
from tests.pseudo import CLOSES, LANGUAGE, OPENS, PSEUDO, SAID, folder, left_behind, pseudo
from voting.edges.language import CHOICE, words_for
from voting.refusals.serving import StoreUnavailable
from voting.words import Words, is_plural
from voting.words.languages import BadWords, Languages, load_languages
from voting.words.refused import all_refusals


def entries(said, path=""):
    """Every text and every set of plural forms, by its key."""
    if isinstance(said, str) or is_plural(said):
        yield path, said
        return
    pairs = enumerate(said) if isinstance(said, list) else said.items()
    for key, one in pairs:
        yield from entries(one, f"{path}.{key}" if path else str(key))


def places(said) -> set[str]:
    texts = [said] if isinstance(said, str) else said.values()
    return {place for text in texts for _, place, _, _ in Formatter().parse(text) if place}


FILES = [path for path in ROOT.glob("voting/words/*.json") if path.stem != "en"]


@pytest.mark.parametrize("file", [ROOT / "voting/words/en.json", *FILES], ids=lambda at: at.stem)
def test_no_key_is_there_twice(file):
    """Of two alike the last would be said, also where the first is meant."""

    def once(pairs):
        names = [name for name, _ in pairs]
        assert sorted(names) == sorted(set(names))
        return dict(pairs)

    json.loads(file.read_text(), object_pairs_hook=once)


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)
def test_a_further_language_says_the_same_things(file):
    theirs = dict(entries(json.loads(file.read_text())))
    for key, ours in entries(WORDS.said):
        if key in theirs:
            assert is_plural(theirs[key]) == is_plural(ours), key
            assert places(theirs[key]) <= places(ours) | {"n"}, key
    assert set(theirs) <= dict(entries(WORDS.said)).keys()


def test_plurals_go_by_the_forms_of_the_language():
    forms = {"one": "{n} osoba", "few": "{n} osoby", "many": "{n} osób", "other": "{n} osoby"}
    said = SAID | {"people": forms}
    words = Words(LANGUAGE, said)
    told = [words.say("people", n=n) for n in (1, 3, 5, 22)]
    assert told == ["1 osoba", "3 osoby", "5 osób", "22 osoby"]
    assert words.date("2026-11-22") == "22 listopada 2026"
    assert words.listed(["a", "b", "c"]) == "a, b i c"
    assert WORDS.listed(["a", "b", "c"]) == "a, b and c"


def test_what_a_file_leaves_out_is_said_in_english(tmp_path):
    wrong = {
        "language": {"tag": "pl"},
        "join": {"title": "Dołącz", "label": ["no text"], "hint": "{nothing}"},
    }
    (tmp_path / "pl.json").write_text(json.dumps(wrong))
    words = load_languages(tmp_path)["pl"]
    assert words.say("join.title") == "Dołącz"
    for key in ("join.label", "join.hint"):
        assert words.say(key) == WORDS.say(key)
    assert words.say("common.by_hand", n=5) == WORDS.say("common.by_hand", n=5)


@pytest.mark.parametrize(
    "held", ["[", '{"language": {"tag": "no-such-tag-at-all"}}', '{"join": {"title": "{"}}']
)
def test_a_file_that_cannot_be_used_is_named(tmp_path, held):
    (tmp_path / "xx.json").write_text(held)
    with pytest.raises(BadWords, match=r"xx\.json"):
        load_languages(tmp_path)


@pytest.mark.parametrize(
    ("cookies", "accept", "workshop", "spoken"),
    [
        ({}, "", None, "en"),
        ({}, "pl, en;q=0.5", None, "pl"),
        ({}, "en-GB, pl;q=0.5", None, "en"),
        ({}, "de", None, "en"),
        ({}, "pl", "en", "en"),
        ({}, "en", "pl", "pl"),
        ({CHOICE: "en"}, "pl", "pl", "en"),
        ({CHOICE: "gone"}, "pl", None, "pl"),
        ({}, "en", "gone", "en"),
    ],
)
def test_people_are_spoken_to_as_they_chose_else_as_the_workshop_is(
    cookies, accept, workshop, spoken
):
    languages = Languages(PSEUDO)
    assert words_for(languages, cookies, accept, workshop).language == spoken
    assert words_for(Languages(), cookies, accept, workshop).language == "en"


@pytest.mark.parametrize("refusal", all_refusals(), ids=lambda refusal: refusal.code)
def test_no_refusal_is_left_in_english(refusal):
    found = WORDS.at(f"refusals.{refusal.code}")
    cases = [""] if isinstance(found, str) or is_plural(found) else found
    for case in cases:
        wanted = places(found[case] if case else found)
        values = dict.fromkeys(wanted - {"field"}, 7) | {
            "did": "open_round",
            "picture": "close",
            "ago": 60,
            "wanted": "str",
            "held": "workshop-1",
            "on": "",
        }
        problem = (
            refusal()
            if refusal is StoreUnavailable
            else refusal(case or None, why=case, **({"n": 7} | values))
        )
        said = PSEUDO.refusal(problem)
        assert said.startswith(OPENS)
        assert said.endswith(CLOSES)
        assert left_behind(said) == ""


def test_the_made_up_language_finds_what_is_not_marked(tmp_path):
    assert load_languages(folder(tmp_path))[LANGUAGE].said == SAID
    assert left_behind(f"{pseudo('Round {n}')} 2: 12:30", ["Trust"]) == ""
    assert left_behind(f"{pseudo('Saved')} Trust", ["Trust"]) == ""
    assert left_behind(f"{pseudo('Saved')} Not yet", ["Trust"]) == "Not yet"
