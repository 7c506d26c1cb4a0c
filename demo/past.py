"""The past of the demo's area: a programme, and workshop I some weeks ago, with what was agreed."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from demo.agreed import agreeing
from demo.before import office_of, registers
from demo.client import Browser
from demo.held import hold, new_people
from demo.invited import Guest

NAME = "Exampleshire"
BEFORE = timedelta(days=49)
COMES_BACK = 2 / 3  # of those who were at workshop I


@dataclass
class Past:
    """The programme's team and the area's lead, the links of both, and those who come back, who
    had registered for workshop I."""

    team: Browser
    lead: Browser
    programme: str
    area: str
    area_link: str
    returning: list[Guest]
    ahead: int = 0  # how many have rated ahead of the next


def a_past(base: str, people: int, passphrase: str, today: date) -> Past:
    """Let the area hold its first workshop; raises Refused."""
    chance = random.Random("past")
    team = Browser(base)
    made = team.post("/programmes", name="Demo programme", passphrase=passphrase)
    (area,) = team.post(f"/programme/{made['programme']}/add_area", name=NAME)["areas"]
    lead = Browser(base)
    lead.post("/enter", link=area["link"].partition("#")[2])
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
    back: list[Guest] = []

    def register(workshop: str) -> None:
        office = office_of(lead, area["area"], workshop)
        back.extend(registers(office, there[: round(people * COMES_BACK)]))

    hold(team, there, {}, chance, details, before=register, after=agreeing(chance, today))
    return Past(
        team,
        lead,
        made["links"]["programme"],
        area["area"],
        area["link"],
        back,
    )
