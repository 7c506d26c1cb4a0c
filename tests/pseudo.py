"""A made-up language: every sentence of ours, longer and marked. What is left unmarked on a page
or in a file was not asked of ``voting/words``.

It has the plural forms of Polish (one, few, many, other), and its dates and lists.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.builders import WORDS
from voting.words import Words, is_plural

LANGUAGE, TAG, NAME = "pl", "pl-PL", "Przykładowy"
OPENS, CLOSES = "⟦", "⟧"
_ACCENTS = str.maketrans("aceinosuzACEINOSUZ", "àçéìñõšùžÀÇÉÌÑÕŠÙŽ")
_PLACE = re.compile(r"(\{\w+\})")
_MARKED = re.compile(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}")
_DATE = re.compile(
    r"\d{1,2} (stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października"
    r"|listopada|grudnia) \d{4}"
)


def pseudo(text: str) -> str:
    """``text`` accented, a third longer and in brackets, its places as they were."""
    parts = _PLACE.split(text)
    parts[::2] = [part.translate(_ACCENTS) for part in parts[::2]]
    return f"{OPENS}{''.join(parts)}{'~' * (len(text) // 3)}{CLOSES}"


def _translated(said: Any) -> Any:
    if isinstance(said, str):
        return pseudo(said)
    if isinstance(said, list):
        return [_translated(one) for one in said]
    if is_plural(said):
        return {form: pseudo(said["other"]) for form in ("one", "few", "many", "other")}
    return {key: _translated(one) for key, one in said.items()}


SAID = _translated(WORDS.said) | {"language": {"tag": TAG, "name": NAME}}
PSEUDO = Words(LANGUAGE, SAID)


def folder(path: Path) -> Path:
    """A folder for WORDS_DIR with the file of this language."""
    path.mkdir(exist_ok=True)
    (path / f"{LANGUAGE}.json").write_text(json.dumps(SAID), encoding="utf-8")
    return path


def left_behind(text: str, data: Iterable[str] = ()) -> str:
    """What in ``text`` is neither marked nor among the ``data`` that it is about: "" if all is."""
    while _MARKED.search(text):
        text = _MARKED.sub(" ", text)
    text = _DATE.sub(" ", text)
    for known in sorted(filter(None, data), key=len, reverse=True):
        text = text.replace(known, " ")
    rest = " ".join(text.split())
    return rest if re.search(r"[^\W\d_]{2}", rest) else ""
