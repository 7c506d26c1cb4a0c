"""What the walks have in common: how pages look, who is in the room, what they rate."""

from collections.abc import Iterator

from playwright.sync_api import Page as Tab

from tests.browser.pages import LivePage
from tests.browser.stage import Stage

STILL = {"reduced_motion": "reduce"}  # nothing to wait for; what moves has a test of its own
SMALL = {"viewport": {"width": 390, "height": 844}, **STILL}
Walk = Iterator[tuple[str, LivePage | Tab]]

OWN_REASON = "Since the link worker came we always know whom to ring"
# Six people from schools and six from services: enough for sides and movement to be shown.
RATINGS = (0, 1, 1, 3, 3, 2, 0, 1, 2, 3, 1, 1)
SECOND = (1, 1, 1, 2, 3, 1, 1, 1, 2, 2, 1, 1)


def fill_the_room(stage: Stage) -> None:
    stage.people(6)
    stage.people(6, sector="cypmhs")


def show_everything(stage: Stage, *parts: str) -> None:
    """Show these parts and every reason that there is."""
    for part in parts:
        stage.trainer.command("show_part", part=part)
    for reason in stage.trainer.refresh()["view"]["reasons"]:
        if not reason["shown"]:
            stage.trainer.command("show_reason", reason=reason["id"])
