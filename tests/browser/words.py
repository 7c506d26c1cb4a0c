"""What stands on the pages, as the tests expect to read it."""

LEVELS = (
    "Major challenge",
    "Elements of good practice",
    "Widespread good practice",
    "Gold standard",
)
CANT_SAY = "Can't say"
DOMAIN_NAMES = {
    "clarity": "Clarity on roles, remit and responsibilities of all partners",
    "contact": "Agreed point of contact and role in schools/colleges and CYPMHS",
    "structures": "Structures for shared planning and collaborative working",
    "outcomes": "Common approach to outcome measures",
    "learning": "Ability to continue to learn and draw on best practice",
    "integration": "Development of integrated working for rapid, better access",
    "evidence": "Evidence-based approach to intervention (and its continuing evaluation)",
}
SHORT_NAMES = {
    "clarity": "Clarity on roles",
    "contact": "Agreed point of contact",
    "structures": "Shared planning structures",
    "outcomes": "Common outcome measures",
    "learning": "Learning from best practice",
    "integration": "Integrated working for access",
    "evidence": "Evidence-based approach",
}
TITLES = {
    "lobby": "Waiting",
    "preview": "Coming up",
    "open": "Rate now",
    "revealed": "Ratings",
    "discussion": "Discussion",
    "ruled": "Ruling",
    "finished": "Finished",
}
SIGHTS = {
    "room_view": {
        "lobby": "Join ",  # on your phone, at the start; at this address, later
        "open": "Gold standard: ",
        "revealed": "Can't say:",
        "discussion": "Let's talk it over",
        "ruled": "by ",
        "finished": "Our profile",
    },
    "console": {
        "lobby": "Next step",
        "open": "A round is open",
        "revealed": "Ratings revealed",
        "discussion": "Discussion",
        "ruled": "Ruling recorded",
        "finished": "The results are ready",
    },
    "results": {
        "lobby": "Live: not finished yet",
        "open": "Being rated",
        "revealed": "Ratings in round 1",
        "discussion": "Rated, no ruling yet",
        "ruled": "Recorded after round",
        "finished": "Finished ",
    },
}
NOT_SAVED = "Not saved yet, keep this page open"
STALE = "This may be out of date."


def level(rating: int | None) -> str:
    """A rating as it is read out: "1 Elements of good practice"."""
    return CANT_SAY if rating is None else f"{rating} {LEVELS[rating]}"
