"""What a phone's page says: with the page what it needs to join and to rate, the rest once people
rate, as most phones join on a slow connection."""

from collections.abc import Mapping
from typing import Any

from voting.wire.codec import encode
from voting.words import Words

_ELSEWHERE = {  # of the common words
    "copied", "copy_failed", "copy_it", "error_prefix", "error_title", "kinds", "language",
    "method_names", "needs_script", "product", "skip", "trainers",
}  # fmt: skip
_LATER = {
    "common": {
        "answered", "answered_of", "answers", "by_hand", "chart", "groups", "last_time", "measures",
        "methods", "movement", "pictures", "questions", "quotes", "range", "rated_of", "rows",
        "says", "spread",
    },
    "attendee": {
        "cancelled", "discussion", "edit", "finished", "leave", "preview", "reason", "refused",
        "revealed", "rows", "ruled",
    },
}  # fmt: skip


def first_words(said: Words) -> dict[str, Any]:
    """The texts that come with the page."""
    return {
        "common": _without(said["common"], _ELSEWHERE | _LATER["common"]),
        "status": said["status"],
        "attendee": _without(said["attendee"], _LATER["attendee"]),
    }


def _without(said: Mapping[str, Any], left_out: set[str]) -> dict[str, Any]:
    return {key: text for key, text in said.items() if key not in left_out}


def later_words(said: Words) -> tuple[str, bytes]:
    """The file with the others, by its name among the static files: static/js/attendee/late.js
    fetches it."""
    others = {part: {key: said[part][key] for key in sorted(keys)} for part, keys in _LATER.items()}
    return f"words/{said.tag}.json", encode(others)
