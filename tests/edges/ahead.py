"""People who rate ahead of a workshop, as their page would do it for them."""

from collections.abc import Mapping

from lab.rig.live_room import LiveRoom
from voting.instruments.tally import Ballot, Reason
from voting.store.ahead import Cell


def rates_ahead(
    room: LiveRoom,
    person: str,
    sector: str = "school",
    reasons: Mapping[str, str] = {},
    **ratings: int | None,
) -> None:
    """Somebody rates some domains, straight into the store, with ``reasons`` by domain."""
    cells = [
        Cell(
            domain,
            Ballot(1, f"{person}-{domain}", rating, 0),
            Reason(f"{person}-{domain}", reasons[domain], person) if domain in reasons else None,
            keeps_reason=False,
        )
        for domain, rating in ratings.items()
    ]
    store = room.server.store()
    assert set(store.rate_ahead(room.id, person, sector, cells)) == {"stored"}


def all_rate_ahead(room: LiveRoom, **domains: list[int | None]) -> None:
    """The first attendee gives the first rating of each domain, and so on; each as who they are."""
    for number, page in enumerate(room.attendees):
        mine = {key: said[number] for key, said in domains.items() if number < len(said)}
        if mine:
            rates_ahead(room, page.you["id"], **mine)
