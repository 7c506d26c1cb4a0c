"""What a phone's page says: with the page what it needs to join and to rate, the rest once people
rate, and about goals once there are any, as most phones join on a slow connection."""

from collections.abc import Mapping
from typing import Any

from voting.goals.catalogue import Catalogue
from voting.goals.plan import MOST_NEEDS
from voting.goals.wording import TEXT_LIMIT
from voting.service.plans import MOST_SUGGESTIONS
from voting.views.catalogue import catalogue_words
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
        "cancelled", "discussion", "edit", "finished", "leave", "left", "preview", "reason",
        "refused", "removed", "revealed", "rows", "ruled",
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


_GOALS = (
    "action_states", "chart", "few", "fields", "formats", "how", "methods", "no_date", "no_owner",
    "number", "overdue", "parts", "returned", "returned_unknown", "score", "scorers", "states",
)  # fmt: skip


def plan_words(said: Words, catalogue: Catalogue) -> tuple[str, bytes]:
    """The file with what follows from the ratings, and how much a person may say of it: fetched
    like the other."""
    texts = {
        "goals": {key: said["goals"][key] for key in _GOALS},
        "goals_stage": said["goals_stage"],
        "catalogue": catalogue_words(catalogue),
        "limits": {
            "needs": MOST_NEEDS,
            "suggestion": TEXT_LIMIT,
            "suggestions": MOST_SUGGESTIONS,
        },
    }
    return f"words/{said.tag}.plan.json", encode(texts)
