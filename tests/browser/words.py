"""What stands on the pages, as the tests expect to read it."""

import re

from lab.rig.words import opening, said, shape

LEVELS = (
    "Major challenge",
    "Elements of good practice",
    "Widespread good practice",
    "Gold standard",
)
CANT_SAY = said("common.cant_say")
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
    "lobby": said("attendee.title.lobby"),
    "preview": opening("attendee.title.preview"),
    "open": opening("attendee.title.open"),
    "revealed": opening("attendee.title.revealed"),
    "discussion": opening("attendee.title.discussion"),
    "ruled": opening("attendee.title.ruled"),
    "finished": said("attendee.title.finished"),
}
SIGHTS = {
    "room_view": {
        "lobby": "Join ",  # on your phone, at the start; at this address, later
        "open": said("common.gold"),
        "revealed": said("common.cant_say") + ":",
        "discussion": said("room.discussion"),
        "ruled": opening("common.methods.majority"),
        "finished": said("room.closing"),
    },
    "console": {
        "lobby": said("trainer.next.title"),
        "open": said("trainer.phase.open"),
        "revealed": said("trainer.phase.revealed"),
        "discussion": said("trainer.phase.discussion"),
        "ruled": said("trainer.phase.ruled"),
        "finished": said("trainer.advice.finished.do"),
    },
    "results": {
        "lobby": said("lead.live"),
        "open": said("common.domain_status.open"),
        "revealed": said("common.chart.table", number=1),
        "discussion": said("common.domain_status.rated"),
        "ruled": opening("lead.recorded"),
        "finished": opening("lead.finished"),
    },
}
OVERTAKEN = re.compile(
    "|".join(shape(f"refusals.overtaken.{who}").pattern for who in ("trainer", "someone", "clock"))
)
NOT_SAVED = said("status.not_saved")


def level(rating: int | None) -> str:
    """A rating as it is read out: "1 Elements of good practice"."""
    return CANT_SAY if rating is None else f"{rating} {LEVELS[rating]}"
