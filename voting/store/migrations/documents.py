"""The steps of workshops' documents."""

from datetime import datetime
from typing import Any

import msgspec

_LEAST = 5  # what every release took for a round that did not say how small a group may be

Document = dict[str, Any]


def to_2(document: Document) -> Document:
    """Fill in what the first releases did not keep and later ones rely on.

    Whoever was merged, and with whom, is `shared`: else a device would be told what the other one
    said. `joined_after` is worked out from the times. A round without its `least_group` was judged
    by that of the workshop; a smaller one than usual is not taken up, as nobody knows since when it
    held.
    """
    people, rounds = document["people"], document["rounds"]
    merged = {id for id, person in people.items() if person.get("merged_into")}
    shared = merged | {people[id]["merged_into"] for id in merged}
    least = max(_LEAST, document.get("least_group", _LEAST))
    known = {
        id: person
        if "joined_after" in person
        else person | {"joined_after": _joined_after(person, rounds)}
        for id, person in people.items()
    }
    return document | {
        "people": known | {id: known[id] | {"shared": True} for id in shared},
        "rounds": [{"least_group": least} | round_ for round_ in rounds],
    }


def _joined_after(person: dict[str, Any], rounds: list[dict[str, Any]]) -> int:
    joined = _time(person["joined_at"])
    over = (r["id"] for r in rounds if r["closed_at"] and _time(r["closed_at"]) <= joined)
    return max(over, default=0)


def _time(text: str) -> datetime:
    return msgspec.convert(text, datetime)
