"""The steps of entries in workshops' logs."""

from typing import Any

_FIRST_KEPT = 2  # the version of the rule when closes began to say who could have rated


def to_2(entry: dict[str, Any]) -> dict[str, Any]:
    """Say by which rule a close was judged, where it only says who could have rated. Of closes that
    say neither it can't be known any more whether it was the first rule or the second; the round in
    the document knows."""
    facts = entry.get("facts", {})
    if entry["command"].get("command") != "close_round" or "present" not in facts:
        return entry
    return entry | {"facts": {"rule": _FIRST_KEPT} | facts}
