"""The week before the demo's workshop: whoever was at the last one registers, most of them rate
ahead, and others are invited."""

from collections.abc import Iterable

from demo.client import Browser
from demo.held import Person
from demo.invited import Guest, Office, guests, named
from demo.minds import Room

REASONS = {
    "clarity": "I know whom to ring, but most of my colleagues do not",
    "contact": "We meet each term, and hear nothing in between",
    "evidence": "Nobody has shown us what has changed",
}
_UNDONE = 5  # of so many who register, one has not rated ahead
# More who are invited, by sector: the first registers and does not come, the second declines.
INVITED = ("school", "commissioning", "public-health", "local-authority", "other")


def registers(office: Office, people: Iterable[Person]) -> list[Guest]:
    """These people register by the event's link, with the names that they are known by."""
    link = office.open_link()
    found = []
    for number, one in enumerate(people):
        guest = named(number, one.browser, one.sector)
        guest.registers(link)
        found.append(guest)
    return found


def week_before(office: Office, back: list[Guest], people: int, domains: list[str]) -> int:
    """Those who came to the last workshop register for this one; returns how many have rated
    ahead. ``people`` are to come in all: equal minds think as they will then."""
    minds = Room(people)
    said = [minds.first_ratings(place, 4) for place in range(len(domains))]
    for one in back:
        one.takes_up(office.event)
    ahead = [pair for pair in enumerate(back) if pair[0] % _UNDONE != _UNDONE - 1]
    for number, one in ahead:
        ratings = {domain: said[place][number] for place, domain in enumerate(domains)}
        reasons = dict(list(REASONS.items())[number : number + 1])
        one.instrument = back[0].instrument
        one.rates_ahead(office.event, ratings, reasons)
    new = guests(office.browser.base, INVITED, first=len(back))
    new[-1].access = "Step-free access, please"
    office.invites(new)
    links = office.personal_links()
    for one in new[:2]:
        one.opens(links[one.email])
    new[0].takes_up(office.event)
    new[1].cannot_come(office.event)
    for one in new:
        one.browser.http.close()
    return len(ahead)


def office_of(browser: Browser, area: str, workshop: str) -> Office:
    """The list of the people at a workshop's event."""
    events = browser.get_json(f"/area/{area}")["area"]["events"]
    held = (one for one in events if one["workshop"] and one["workshop"]["id"] == workshop)
    return Office(browser, area, next(held)["id"])
