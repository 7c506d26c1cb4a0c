"""What clients of the version before read beside the keys: words of ours, in English.

Added here and nowhere else, to what is sent. To be deleted, with its tests, in the next version.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import Raw, Struct

from voting.core.commands import KINDS
from voting.instruments.agreement import PICTURE_NAMES
from voting.instruments.framework import Framework
from voting.views.declared import Sent
from voting.views.groups import GroupView
from voting.views.named import NamedWorkshop
from voting.views.people import TrainerLine
from voting.views.picture import PictureView
from voting.views.ruling import RulingRecord, RulingView
from voting.wire import encode

Sentence = dict[str, Any]  # a structure as it is sent, in JSON


def _kind(of: Sentence, framework: Framework) -> str:
    return KINDS[of["kind"]]


def _picture(of: Sentence, framework: Framework) -> str:
    return PICTURE_NAMES[of["label"]]


def _rating(of: Sentence, framework: Framework) -> str | None:
    rating = of["rating"]
    return None if rating is None else framework.label(rating)


def _group(of: Sentence, framework: Framework) -> str:
    return framework.group_name(of["kind"], of["key"])


def _trainer(of: Sentence, framework: Framework) -> str:
    return of["name"] or f"Trainer {of['number']}"


def _author(of: Sentence, framework: Framework) -> str:
    number = of["by_number"]
    return of["by"] or ("A trainer" if number is None else f"Trainer {number}")


class Old(Struct, frozen=True):
    """A field of structures ``of`` a kind that the version before sent, and what was in it."""

    of: type[Sent]
    field: str
    type: Any
    meaning: str
    value: Callable[[Sentence, Framework], str | None]


OLD = (
    Old(NamedWorkshop, "kind_label", str, "the kind in words", _kind),
    Old(PictureView, "name", str, "the label in words", _picture),
    Old(RulingView, "label", str | None, "the rating in words", _rating),
    Old(GroupView, "name", str, "in words; empty for `rest`", _group),
    Old(TrainerLine, "name", str, "“Trainer 1” for one without a name", _trainer),
    Old(RulingRecord, "by", str, "“Trainer 1” for one without a name", _author),
)

Path = tuple[str, ...]  # from a view to a structure inside it; "[]" is each entry of a list


def in_old_words(view: Sent, framework: Framework) -> Raw:
    """A view in JSON, with the fields that the version before had as well."""
    data = msgspec.to_builtins(view)
    for path, old in _places(type(view)):
        for held in _at(data, path):
            held[old.field] = old.value(held, framework)
    return Raw(encode(data))


def places(kind: type[Sent]) -> list[tuple[Path, Old]]:
    """Where inside ``kind`` the old fields are."""
    return [
        (path, old) for path, held in _structures(kind) for old in OLD if issubclass(held, old.of)
    ]


_KNOWN: dict[type[Sent], Sequence[tuple[Path, Old]]] = {}


def _places(kind: type[Sent]) -> Sequence[tuple[Path, Old]]:
    if kind not in _KNOWN:
        _KNOWN[kind] = places(kind)
    return _KNOWN[kind]


def _structures(hint: Any, path: Path = ()) -> Iterator[tuple[Path, type[Sent]]]:
    """Every structure that ``hint`` declares, and the way to it."""
    if isinstance(hint, type) and issubclass(hint, Sent):
        yield path, hint
        hints = get_type_hints(hint)
        for field in msgspec.structs.fields(hint):
            yield from _structures(hints[field.name], (*path, field.encode_name))
        return
    is_list = getattr(hint, "__origin__", None) is tuple
    for part in get_args(hint):
        yield from _structures(part, (*path, "[]") if is_list else path)


def _at(value: Any, path: Path) -> list[Sentence]:
    found = [value]
    for step in path:
        if step == "[]":
            found = [entry for one in found for entry in one]
        else:
            found = [one[step] for one in found if one[step] is not None]
    return found
