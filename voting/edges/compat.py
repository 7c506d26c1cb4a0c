"""What clients of the version before read beside the keys: words of ours, in English.

Added here and nowhere else, to what is sent. To be deleted, with its tests, in the next version.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import Raw, Struct

from voting.core.actors import Role
from voting.core.commands import KINDS
from voting.instruments.framework import Framework
from voting.views.declared import Sent
from voting.views.groups import GroupView
from voting.views.named import NamedWorkshop
from voting.views.people import TrainerLine
from voting.views.picture import PictureView
from voting.views.ruling import RulingRecord, RulingView
from voting.wire.codec import encode
from voting.wire.pages import Boot
from voting.words import ENGLISH, load

Told = dict[str, Any]  # a structure as it is sent, in JSON


def _kind(of: Told, framework: Framework) -> str:
    return _english(f"common.kinds.{of['kind']}")


def _picture(of: Told, framework: Framework) -> str:
    return _english(f"common.pictures.{of['label']}.name")


def _rating(of: Told, framework: Framework) -> str | None:
    rating = of["rating"]
    return None if rating is None else framework.label(rating)


def _group(of: Told, framework: Framework) -> str:
    return framework.group_name(of["kind"], of["key"])


def _trainer(of: Told, framework: Framework) -> str:
    return of["name"] or _unnamed(of["number"])


def _author(of: Told, framework: Framework) -> str:
    number = of["by_number"]
    return of["by"] or (_english("common.trainers.unknown") if number is None else _unnamed(number))


def _kinds(of: Told, framework: Framework) -> list[list[str]] | None:
    if of["audience"] != Role.TRAINER:
        return None
    return [[kind, _english(f"common.kinds.{kind}")] for kind in KINDS]


def _unnamed(number: int) -> str:
    return load(ENGLISH).say("common.trainers.unnamed", number=number)


def _english(key: str) -> str:
    return load(ENGLISH).say(key)


class Old(Struct, frozen=True):
    """A field of structures ``of`` a kind that the version before sent, and what was in it."""

    of: type[Sent]
    field: str
    type: Any
    meaning: str
    value: Callable[[Told, Framework], Any]


OLD = (
    Old(NamedWorkshop, "kind_label", str, "the kind in words", _kind),
    Old(PictureView, "name", str, "the label in words", _picture),
    Old(RulingView, "label", str | None, "the rating in words", _rating),
    Old(GroupView, "name", str, "in words; empty for `rest`", _group),
    Old(TrainerLine, "name", str, "“Trainer 1” for one without a name", _trainer),
    Old(RulingRecord, "by", str, "“Trainer 1” for one without a name", _author),
    Old(Boot, "kinds", list | None, "on the console: each kind and its label; else null", _kinds),
)

Path = tuple[str, ...]  # from a view to a structure inside it; "[]" is each entry of a list


def in_old_words(view: Sent, framework: Framework) -> Raw:
    """A view in JSON, with the fields that the version before had as well."""
    places = old_fields(type(view))
    flat = all(path == () for path, _ in places)
    data: Told = msgspec.structs.asdict(view) if flat else msgspec.to_builtins(view)
    for path, old in places:
        for held in at(data, path):
            held[old.field] = old.value(held, framework)
    return Raw(encode(data))


@cache
def old_fields(kind: type[Sent]) -> Sequence[tuple[Path, Old]]:
    """Where inside ``kind`` the old fields are."""
    return [
        (path, old) for path, held in _structures(kind) for old in OLD if issubclass(held, old.of)
    ]


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


def at(value: Any, path: Path) -> list[Told]:
    """The structures that ``path`` leads to."""
    found = [value]
    for step in path:
        if step == "[]":
            found = [entry for one in found for entry in one]
        else:
            found = [one[step] for one in found if one[step] is not None]
    return found
