"""The past of the demo's area: a programme, and workshop I some weeks ago."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from demo.client import Browser
from demo.held import hold, new_people

NAME = "Exampleshire"
BEFORE = timedelta(days=49)
COMES_BACK = 2 / 3  # of those who were at workshop I


@dataclass
class Past:
    """The programme's team, its link, its area with its link, and the cookies of those who come
    back."""

    team: Browser
    programme: str
    area: str
    area_link: str
    returning: list[list[dict[str, str]]]


def a_past(base: str, people: int, passphrase: str, today: date) -> Past:
    """Let the area hold its first workshop; raises Refused."""
    chance = random.Random("past")
    team = Browser(base)
    made = team.post("/programmes", name="Demo programme", passphrase=passphrase)
    (area,) = team.post(f"/programme/{made['programme']}/add_area", name=NAME)["areas"]
    first = today - BEFORE
    team.post(
        f"/area/{area['area']}/follow_template", template="link-2015", start=first.isoformat()
    )
    there = new_people(base, people, chance)
    details = {
        "area": NAME,
        "area_id": area["area"],
        "kind": "workshop-1",
        "date": first.isoformat(),
        "passphrase": passphrase,
    }
    hold(team, there, {}, chance, details)
    back = there[: round(people * COMES_BACK)]
    return Past(
        team,
        made["links"]["programme"],
        area["area"],
        area["link"],
        [one.browser.saved() for one in back],
    )
