"""What stands side by side in the chart of a goal's scores, which pages and files draw."""

from collections.abc import Sequence

from voting.goals.plan import ENDS

REWORDED = "reworded"


def side_by_side(versions: Sequence[int], version: int, state: str) -> list[int | str]:
    """From the left, the place of each score among those of a goal, and marks: REWORDED where the
    wording changed, also since the last score, and the ``state`` of a closed goal. ``versions`` are
    the wordings that were scored, oldest first, ``version`` is the one in force. Laid out as
    static/js/charts/progress-layout.js does. Without a score there is nothing."""
    found: list[int | str] = []
    for place, scored in enumerate(versions):
        if place and versions[place - 1] != scored:
            found.append(REWORDED)
        found.append(place)
    if versions and versions[-1] != version:
        found.append(REWORDED)
    return [*found, state] if versions and state in ENDS else found
