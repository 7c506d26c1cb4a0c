"""The languages that people may be spoken to in: those that ship, and those of WORDS_DIR."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from babel import UnknownLocaleError

from voting.words import ENGLISH, Words, is_plural, load


class BadWords(Exception):
    """A file of words that can't be used, and why: for whoever runs the server."""


class Languages:
    """Words by language, English first; whatever is not known is English."""

    def __init__(self, *further: Words) -> None:
        self._words = {ENGLISH: load()} | {words.language: words for words in further}

    def __iter__(self) -> Iterator[Words]:
        return iter(self._words.values())

    def __len__(self) -> int:
        return len(self._words)

    def __contains__(self, language: str) -> bool:
        return language in self._words

    def __getitem__(self, language: str) -> Words:
        return self._words.get(language) or self._words[ENGLISH]


def load_languages(folder: Path | None) -> Languages:
    """English and every ``<language>.json`` beside it and in ``folder``; raises BadWords. What a
    file does not say yet is said in English, and so is what has another shape there, or places
    that nothing is given for."""
    files = sorted(Path(__file__).parent.glob("*.json"))
    files += sorted(folder.glob("*.json")) if folder else []
    found = {}
    for file in files:
        if file.stem != ENGLISH:
            found[file.stem] = _read(file)
    return Languages(*found.values())


def _read(file: Path) -> Words:
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        words = Words(file.stem, _completed(said, load().said))
        words.say("common.by_hand", n=1)
    except (OSError, ValueError, RecursionError, UnknownLocaleError, LookupError) as problem:
        raise BadWords(f"{file.name}: {problem}") from None
    return words


def _completed(said: Any, english: Mapping[str, Any]) -> dict[str, Any]:
    """``said`` with all that ``english`` has, where it has the same shape."""
    given = said if isinstance(said, Mapping) else {}
    return {key: _either(given.get(key), text) for key, text in english.items()}


def _either(given: Any, text: Any) -> Any:
    if isinstance(text, Mapping) and not is_plural(text):
        return _completed(given, text)
    if isinstance(text, list):
        return given if isinstance(given, list) and given else text
    is_text = isinstance(given, str) or is_plural(given)
    return given if is_text and _places(given) <= _places(text) | {"n"} else text


def _places(of: str | Mapping[str, str]) -> set[str]:
    texts = [of] if isinstance(of, str) else of.values()
    return {place for text in texts for _, place, _, _ in Formatter().parse(text) if place}
