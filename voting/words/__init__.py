"""The sentences that people read, one file per language: ``en.json`` and those beside it.

A file is one tree of named strings. Where a number decides between forms, there is an object with
one string for each plural category of the language (CLDR: one, two, few, many, other), and ``n`` is
the number. ``language`` says how the language is called and written: ``tag`` is what pages say in
``<html lang>`` and what dates, lists and plurals go by.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta
from babel.lists import format_list

from voting.refusals import Refusal

ENGLISH = "en"
_HERE = Path(__file__).parent
_PLURALS = frozenset(("zero", "one", "two", "few", "many", "other"))
# Values of refusals that are keys themselves, and where their words are.
_NAMES = {
    "did": "done.{}",
    "picture": "common.pictures.{}.name",
    "wanted": "instruments.wanted.{}",
}


class Words:
    """The words of one language. Attributes give its parts to templates: ``words.home.title``."""

    def __init__(self, language: str, said: Mapping[str, Any]) -> None:
        self.language = language
        self.said = said
        self.tag: str = said["language"]["tag"]
        self.name: str = said["language"]["name"]

    def __getitem__(self, part: str) -> Any:
        return self.said[part]

    @cached_property
    def locale(self) -> Locale:
        return Locale.parse(self.tag, sep="-")

    def at(self, key: str) -> Any:
        """The entry at a dotted key; raises KeyError."""
        found: Any = self.said
        for part in key.split("."):
            found = found[part]
        return found

    def say(self, key: str, /, **values: Any) -> str:
        """The words at a dotted key, in the form that ``n`` asks for, with the values filled in."""
        return self.fill(self.at(key), **values)

    def fill(self, found: str | Mapping[str, str], /, **values: Any) -> str:
        """The same for words already found."""
        if isinstance(found, Mapping):
            n = values["n"]
            exact = found.get(self.locale.plural_form(n))
            found = exact if exact is not None else found["other"]
        told = {name: self._told(value) for name, value in values.items()}
        return found.format(**told)

    def _told(self, value: Any) -> Any:
        return self.listed(map(str, value)) if isinstance(value, list | tuple) else value

    def listed(self, items: Iterable[str]) -> str:
        """``items`` as one enumeration: "a, b and c"."""
        return format_list(list(items), locale=self.locale)

    def in_a_row(self, items: Iterable[str]) -> str:
        """``items`` as facts beside each other: "a, b, c"."""
        return format_list(list(items), style="unit", locale=self.locale)

    def date(self, iso: str) -> str:
        """A day, given as year-month-day, in long form: "22 November 2026"."""
        return format_date(date.fromisoformat(iso), "long", locale=self.locale)

    def weekday(self, iso: str) -> str:
        """The same with the day of the week: "Sunday 22 November 2026"."""
        said = format_date(date.fromisoformat(iso), "full", locale=self.locale)
        return said.replace(", ", " ") if self.locale.territory == "GB" else said

    def clock(self, iso: str) -> str:
        """A time of day, given as hours and minutes: "09:30"."""
        return format_time(time.fromisoformat(iso), "short", locale=self.locale)

    def ago(self, seconds: int) -> str:
        """How long ago something was: "3 minutes ago", never less than a minute."""
        return format_timedelta(
            -timedelta(seconds=max(60, seconds)),
            granularity="minute",
            add_direction=True,
            locale=self.locale,
        )

    def short_date(self, iso: str) -> str:
        """The same with the name of the month cut: "22 Nov 2026"."""
        return format_date(date.fromisoformat(iso), "medium", locale=self.locale)

    def refusal(self, problem: Refusal) -> str:
        """The sentence that explains a refusal."""
        found = self.at(f"refusals.{problem.code}")
        if isinstance(found, Mapping) and not is_plural(found):
            found = found[problem.values.get("why") or problem.field or "other"]
        named = {"field": problem.field} | problem.values
        return self.fill(found, **{name: self._named(name, said) for name, said in named.items()})

    def _named(self, name: str, value: Any) -> Any:
        """A value of a refusal as its sentence has it."""
        if name == "ago":
            return self.ago(value)
        if name == "on":
            return self.date(value) if value else ""
        if name == "held":
            kinds = self.at("area.kinds")
            return kinds.get(value, kinds["other"])
        return self.say(_NAMES[name].format(value)) if name in _NAMES else value


def is_plural(found: Any) -> bool:
    """Is this one text in the forms that a number decides between?"""
    return isinstance(found, Mapping) and "other" in found and found.keys() <= _PLURALS


@cache
def load(language: str = ENGLISH, folder: Path = _HERE) -> Words:
    """The words of one language, from its file in ``folder``."""
    said = json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
    return Words(language, said)
