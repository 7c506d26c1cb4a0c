"""What the form of the maker has for each kind of column: texts by field, one item on each line of
those that are lists. Pure; kinds that nothing is made of here (text) keep what they have."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

Fields = Mapping[str, str]
Told = Mapping[str, Any]
_WORD = re.compile(r"[a-z0-9]+")
_KEY_LENGTH = 30


def as_key(name: str, taken: Collection[str], otherwise: str) -> str:
    """A key for a name: its letters and digits, or ``otherwise`` where it has none; another than
    those ``taken``."""
    plain = "-".join(_WORD.findall(name.lower()))[:_KEY_LENGTH].strip("-") or otherwise
    found, n = plain, 2
    while found in taken:
        found, n = f"{plain}-{n}", n + 1
    return found


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def number(text: str, otherwise: int) -> Any:
    """A whole number as typed, for the file's own check to judge where it is none."""
    plain = text.strip()
    if not plain:
        return otherwise
    return int(plain) if re.fullmatch(r"[-+]?[0-9]{1,9}", plain) else plain


def _rating_from(fields: Fields, before: Told) -> Told:
    known = {one["label"]: one for one in _levels(before) if one.get("meaning")}
    labels = lines(fields.get("levels", ""))
    return {
        "levels": [known.get(one, {"label": one}) | {"rating": k} for k, one in enumerate(labels)]
    }


def _rating_to(told: Told) -> Fields:
    return {"levels": "\n".join(one["label"] for one in _levels(told))}


def _levels(told: Told) -> list[dict[str, Any]]:
    return [one if isinstance(one, dict) else {"label": one} for one in told.get("levels", ())]


def _choice_from(fields: Fields, before: Told) -> Told:
    known = {one["name"]: one["key"] for one in before.get("options", ())}
    names = lines(fields.get("options", ""))
    taken = [known[name] for name in names if name in known]
    options: list[dict[str, str]] = []
    for k, name in enumerate(names):
        key = known.get(name)
        if key is None or key in [one["key"] for one in options]:
            key = as_key(name, taken, f"option-{k + 1}")
            taken.append(key)
        options.append({"key": key, "name": name})
    return {"options": options, "most": number(fields.get("most", ""), 1)}


def _choice_to(told: Told) -> Fields:
    names = "\n".join(one["name"] for one in told.get("options", ()))
    return {"options": names, "most": str(told.get("most", 1))}


def _number_from(fields: Fields, before: Told) -> Told:
    anchors = {}
    for line in lines(fields.get("anchors", "")):
        place, _, said = line.partition(":")
        anchors[place.strip()] = said.strip()
    found: dict[str, Any] = {
        "min": number(fields.get("min", ""), 0),
        "max": number(fields.get("max", ""), 10),
        "step": number(fields.get("step", ""), 1),
    }
    return found | ({"anchors": anchors} if anchors else {})


def _number_to(told: Told) -> Fields:
    said = told.get("anchors", {})
    return {
        "min": str(told.get("min", 0)),
        "max": str(told.get("max", 10)),
        "step": str(told.get("step", 1)),
        "anchors": "\n".join(f"{place}: {words}" for place, words in said.items()),
    }


def _nothing(*_: Any) -> Mapping[str, Any]:
    return {}


class Part:
    """How the form and the file say what is a kind's own: ``fields`` of the form, ``keeps`` what
    else stays as it is in the file."""

    def __init__(
        self,
        settle: str,
        fields: Sequence[str] = (),
        keeps: Sequence[str] = (),
        *,
        read: Callable[[Fields, Told], Told] = _nothing,
        show: Callable[[Told], Mapping[str, Any]] = _nothing,
    ) -> None:
        self.settle, self.fields, self.keeps = settle, fields, keeps
        self.read, self.show = read, show


# In the order in which they are offered.
PARTS: Mapping[str, Part] = {
    "rating": Part("ruling", ("levels",), read=_rating_from, show=_rating_to),
    "tick": Part("in-place"),
    "choice": Part("in-place", ("options", "most"), read=_choice_from, show=_choice_to),
    "number": Part("median", ("min", "max", "step", "anchors"), read=_number_from, show=_number_to),
}
KEPT = Part("statement", keeps=("longest", "many", "by", "settle"))
