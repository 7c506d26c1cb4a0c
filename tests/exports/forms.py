"""Workshops of instruments other than frameworks, eighteen people each, as far as they go."""

from collections.abc import Iterable

from tests.builders import Room, framework_data
from voting.core import commands as c
from voting.instruments.instrument import Instrument
from voting.instruments.parsing import parse_instrument
from voting.instruments.tally import Answer

PEOPLE = 18
_SECTORS = ("school", "cypmhs", "local-authority")


def shipped(key: str) -> Instrument:
    usual = parse_instrument(framework_data("voting/instruments/library/cascade.json"))
    return parse_instrument(framework_data(f"voting/instruments/library/{key}.json"), usual)


def one_of_each() -> Instrument:
    """Three rows, and a column of each kind."""
    levels = ["Never", "Now and then", "Often", "Mostly", "Always", "Beyond"]
    options = [{"key": "us", "name": "=Us"}, {"key": "them", "name": "Them"}]
    columns = (
        ("how", "How often", "rating", "ruling", {"levels": levels}),
        ("there", "There", "tick", "in-place", {}),
        ("who", "Who", "choice", "in-place", {"options": options}),
        ("many", "How many", "number", "median", {"min": -5, "max": 5}),
    )
    told = {
        "key": "one-of-each",
        "version": "1",
        "name": "One of each",
        "credit": "Made up",
        "question": "What do you see?",
        "rows": [
            {"key": f"r{n}", "name": f"Row {n}", "block": f"Block {n // 2}"} for n in (1, 2, 3)
        ],
        "columns": [
            {"key": key, "name": name, "kind": kind, "settle": settle} | more
            for key, name, kind, settle, more in columns
        ],
    }
    return parse_instrument(told, shipped("partnership"))


def joined(framework: Instrument, people: int = PEOPLE) -> Room:
    room = Room(framework)
    for number in range(1, people + 1):
        room.joins(str(number), sector=_SECTORS[number % 3])
    return room


def answered(room: Room, topic: str, people: int = PEOPLE) -> None:
    """A round of it, in which answers differ by row and person, some say that they can't say, and
    some leave a cell out."""
    room.does(c.OpenRound(topic))
    cells = [room.workshop.framework.domain(key) for key in room.workshop.rounds[-1].asks]
    one = len(cells) == 1 and not cells[0].column.several and len(cells[0].ballot_keys) == 1
    for number in range(1, people + 1):
        told: dict[str, Answer] = {}
        for place, cell in enumerate(cells):
            for copy, key in enumerate(cell.ballot_keys):
                if copy > number % 3:
                    continue
                told[key] = _answer(cell.column, place + copy, number)
        if one:
            room.votes(str(number), told[cells[0].ballot_keys[0]])
        else:
            room.answers(str(number), told)
    room.does(c.CloseRound(room.workshop.rounds[-1].id))


def _answer(column, place: int, number: int) -> Answer:
    n = len(column.places)
    if column.cant_say and (number + place) % 11 == 0:
        return None
    if column.several:
        first = (place + number % 2) % n
        return (first, (first + 1 + number % 3) % n)
    if n == 2:
        return int(number % (place % 15 + 2) != 0 or place == 2)
    middle = (place * 3 + 2) % n
    return max(0, min(n - 1, middle + (number * 7 + place) % 5 - 2))


def decided(room: Room, topic: str, methods: Iterable[str] = ()) -> None:
    """Every cell of it by the first method that the rules allow, or by those told, in turn."""
    chosen = list(methods)
    for place, cell in enumerate(room.workshop.framework.topic(topic).cells):
        key, column = cell.key, cell.column
        if not column.is_decided:
            continue
        last = room.workshop.last_round(key)
        options = column.options(room.counted()[last.id, key].tally)
        wanted = chosen[place % len(chosen)] if chosen else ""
        option = next((one for one in options if one.method == wanted), options[0])
        rating, note = option.proposed, ""
        if option.method == "consensus" and rating is None:
            middle = (place * 5) % len(column.places)
            rating = (middle,) if option.most > 1 else middle
        if option.needs_reason:
            note = "Nobody could tell, and we asked"
        if option.method == "unresolved":
            rating = None
        room.rules(key, option.method.value, rating, note)


def checklist() -> Room:
    room = joined(shipped("partnership"))
    answered(room, "*")
    decided(
        room,
        "*",
        ("majority", "consensus", "majority", "majority", "majority", "majority", "unresolved"),
    )
    return room


def factors(*agencies: str) -> Room:
    room = joined(shipped("critical-factors"))
    room.does(c.NameCopies(list(agencies or ("CAMHS", "School nursing"))))
    for copy in room.workshop.framework.copies:
        answered(room, f"*@{copy.key}")
        decided(
            room, f"*@{copy.key}", ("majority", "consensus", "majority", "unresolved", "consensus")
        )
    cell = room.workshop.framework.domains[0].key
    room.does(c.ReopenRuling(cell))
    answered(room, cell)
    decided(room, cell)
    return room


def scaling() -> Room:
    room = joined(shipped("scaling"))
    room.does(
        c.NameRows(["Referrals", "=Waiting times", "Training together", "Sharing information"])
    )
    for topic in room.workshop.framework.agenda:
        answered(room, topic.key)
        decided(room, topic.key, ("median", "median", "consensus"))
    return room


def goals() -> Room:
    room = joined(shipped("goals"))
    room.does(
        c.NameRows(
            [
                "Every school has a named contact",
                "Referrals come back within ten days",
                "Staff know whom to ring",
            ]
        )
    )
    for topic in room.workshop.framework.agenda:
        answered(room, topic.key)
        decided(room, topic.key, ("median", "consensus"))
    return room


def agencies() -> Room:
    room = joined(shipped("agencies"))
    room.does(c.NameRows(["CAMHS", "School nursing", "Social care", "Youth service", "Police"]))
    for topic in room.workshop.framework.agenda:
        answered(room, topic.key)
        decided(room, topic.key, ("majority", "consensus", "tie-break"))
    return room


def good_practice() -> Room:
    room = joined(shipped("good-practice"))
    answered(room, "*")
    return room


def feedback(people: int = PEOPLE) -> Room:
    room = joined(shipped("meeting-feedback"), people)
    answered(room, "*", people)
    return room


def mixed() -> Room:
    room = joined(one_of_each())
    answered(room, "*")
    decided(room, "*", ("majority", "consensus", "median"))
    return room


ROOMS = {
    "checklist": checklist,
    "factors": factors,
    "scaling": scaling,
    "goals": goals,
    "agencies": agencies,
    "good-practice": good_practice,
    "feedback": feedback,
    "feedback of four": lambda: feedback(4),
    "one of each": mixed,
}
