"""The gate's fields in the store, by which the scripts decide without reading the document."""

from voting.core.gate import gate
from voting.core.state import Workshop
from voting.moments import milliseconds


def gate_fields(workshop: Workshop) -> dict[str, str]:
    """The gate's fields for the scripts that take ballots and reasons (without the revision)."""
    door = gate(workshop)
    return {
        "round": "" if door.round is None else str(door.round),
        **({"opened": str(milliseconds(door.opened))} if door.opened else {}),
        "reasons": str(door.reasons.round) if door.reasons else "",
        **({"about": door.reasons.about} if door.reasons and door.reasons.about else {}),
        **({"ahead": "open"} if door.ahead else {}),
        **{f"barred:{person}": why for person, why in door.barred.items()},
        **{f"same:{device}": person for device, person in door.merged.items()},
        **{f"shared:{person}": "1" for person in door.shared},
        **{f"shown:{reason}": "1" for reason in door.shown},
    }
