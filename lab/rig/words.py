"""What the pages say, asked for by key, so that a sentence can be rewritten without a test.

The sentences are those that the app reads. A key that is not there, a place that is
given nothing and a value that has no place are errors, as a test that means another sentence than
it names would show nothing.
"""

import re
from collections.abc import Mapping
from typing import Any

from voting.words import is_plural, load

PLACE = re.compile(r"\{(\w+)\}")


def said(key: str, /, **values: object) -> str:
    """The sentence of a dotted key, filled; of one with forms for a number, the form for ``n``."""
    text, places = _entry(key, values)
    assert places >= set(values) - {"n"}, f"{key} has no {set(values) - places}"
    assert places <= set(values), f"{key} wants {places - set(values)} as well"
    return PLACE.sub(lambda place: str(values[place[1]]), text)


def opening(key: str, /, **values: object) -> str:
    """As `said`, up to the first place that nothing is given for."""
    text, places = _entry(key, values)
    assert places > set(values), f"{key} has no place left, ask said()"
    before = PLACE.sub(lambda place: str(values.get(place[1], "\0")), text).partition("\0")[0]
    assert before.strip(), f"{key} begins with what it was given nothing for"
    return before.strip()


def shape(key: str, /, **values: object) -> re.Pattern[str]:
    """As `said`, with a group for each place that nothing is given for; for browsers as well."""
    text, places = _entry(key, values)
    assert places > set(values), f"{key} has no place left, ask said()"
    parts = PLACE.split(text)  # texts and, between them, places
    parts[::2] = map(re.escape, parts[::2])
    parts[1::2] = (re.escape(str(values[at])) if at in values else "(.+?)" for at in parts[1::2])
    return re.compile("".join(parts))


def either(*keys: str, exact: bool = False) -> re.Pattern[str]:
    """The sentence of any of these keys, whatever its places hold; ``exact`` if nothing else."""
    texts = (_entry(key, {})[0] for key in keys)
    any_of = "|".join("(.+?)".join(map(re.escape, PLACE.split(text)[::2])) for text in texts)
    return re.compile(f"^({any_of})$" if exact else any_of)


def _entry(key: str, values: Mapping[str, object]) -> tuple[str, set[str]]:
    at: Any = load().said
    rest = key
    while rest:
        part, _, rest = (rest, "", "") if rest in at else rest.partition(".")  # a.b may be one key
        at = at[int(part)] if isinstance(at, list) else at[part]
    if is_plural(at):
        at = at["one" if values.get("n") == 1 and "one" in at else "other"]
    assert isinstance(at, str), f"{key} is not one sentence"
    return at, set(PLACE.findall(at))
