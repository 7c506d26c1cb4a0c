"""The workshop that fills a report most: what people may type is as long as it may be, every
domain took four rounds, and all but two are left unresolved."""

from itertools import cycle, islice

from tests.builders import Room, cascade, recorded
from voting.core import commands as c
from voting.core.decisions import NOTE_LIMIT
from voting.core.reasons import REASON_LIMIT
from voting.core.roster import NAME_LIMIT
from voting.core.settings import TITLE_LIMIT

ROUNDS = 4


def prose(letters: int) -> str:
    """So many letters of words of all lengths, some of them paragraphs of their own."""
    words = "We could not agree, because interorganisational commissioning arrangements are new. "
    return "".join(islice(cycle(words), letters - 1)).strip().ljust(letters, ".")


def a_room_at_its_limits() -> Room:
    """Eighteen people on every domain of CASCADE; ten reasons for each round are shown."""
    room = Room(cascade(), area=prose(TITLE_LIMIT), title=prose(TITLE_LIMIT))
    room.does(c.Introduce(prose(NAME_LIMIT)))
    for place, domain in enumerate(cascade().domains):
        for number in range(1, ROUNDS + 1):
            room.rates(domain.key, *[0, 3] * 6, *[number % 4] * 5, None)
            for person in range(1, 11):
                reason = f"{person} {number} {domain.key} {prose(REASON_LIMIT)}"[:REASON_LIMIT]
                room.does(c.ShowReason(room.explains(str(person), reason)))
        method, rating = {0: ("consensus", 3), 1: ("consensus", 0)}.get(place, ("unresolved", None))
        room.rules(domain.key, method, rating, prose(NOTE_LIMIT))
    room.does(c.Finish())
    return room


def the_record_at_its_limits() -> dict:
    return recorded(a_room_at_its_limits())
