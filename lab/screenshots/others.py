"""Workshops with other instruments than CASCADE, and where the tour stops in them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lab.rig.server import Server
from lab.screenshots.plays import Room

Stops = Iterator[tuple[str, list[str]]]

CHECKLIST = (16, 18, 11, 14, 5, 9, 17, 18, 12, 3, 10, 7, 2, 6, 18)  # of 18 who tick each row
FACTORS = (  # of 18: how many can't say, and how many chose each level
    (0, 2, 9, 7), (2, 6, 8, 2), (0, 0, 4, 14), (1, 9, 6, 2), (0, 3, 12, 3), (0, 8, 2, 8),
    (0, 0, 0, 18), (3, 4, 7, 4), (1, 2, 8, 7), (4, 7, 5, 2), (0, 10, 6, 2), (0, 5, 11, 2),
    (1, 1, 6, 10), (0, 3, 10, 5),
)  # fmt: skip
ELSEWHERE = [[*counts[:1], *counts[:0:-1]] for counts in FACTORS]  # for the second agency
NOW = ((3, 4, 4, 5, 5, 5, 6, 6, 7, 3, 4, 5), (2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 8, 9))
WANTED = ((7, 7, 8, 8, 8, 8, 9, 9, 9, 7, 8, 8), (6, 7, 7, 7, 8, 8, 8, 8, 9, 9, 9, 10))
OUTCOMES = (
    (0, 1),
    (0, 3),
    (0, 1),
    (1, 3),
    (0, 2),
    (0, 1),
    (1, 0),
    (0, 4),
    (0, 1),
    (3, 1),
    (0, 1),
    (0, 3),
)
FEEDBACK = ((3, 2, 3, 3, 2, 1, 3, 2), (2, 2, 3, 1, 3, 2, 3, 2), (3, 3, 3, 2, 1, 0, 3, 3))


class Table(Room):
    """A workshop with an instrument of several rows."""

    def __init__(self, server: Server, instrument: str, area: str) -> None:
        super().__init__(server, framework=instrument, area=area)
        self.instrument = instrument

    @property
    def cells(self) -> list[str]:
        """Those that the open round asks."""
        round_ = self.trainer.view["round"]
        return round_["cells"] or [round_["domain"]]

    def topic(self, place: int) -> str:
        """What can be opened, in the order it is gone through."""
        told = self.office.get(f"/w/{self.id}/instrument", "application/json").json()
        key: str = told["topics"][place]["key"]
        return key

    def answers(
        self, give: Callable[[int, int], Any], people: Sequence[int], done: bool = True
    ) -> None:
        """Each of ``people`` answers what is open: ``give`` says what, by person and cell."""
        for person in people:
            said = {cell: give(person, at) for at, cell in enumerate(self.cells)}
            self.attendees[person].answer(said, done=done)

    def closes(self) -> list[int]:
        self.trainer.command("close_round", round=self.trainer.view["round"]["id"])
        return []  # each cell has its own counts

    def records(self, method: str, cells: Sequence[str]) -> None:
        self.trainer.command("record_rulings", domains=list(cells), method=method)


def _turned(person: int, at: int) -> int:
    """The places of 18 people, in another order for each row."""
    return (person * 7 + at * 5) % 18


def _ticks(person: int, at: int) -> int:
    return int(_turned(person, at) < CHECKLIST[at])


def _levels(table: Sequence[Sequence[int]]) -> Callable[[int, int], int | None]:
    def give(person: int, at: int) -> int | None:
        place = _turned(person, at)
        for level, many in enumerate(table[at]):
            if place < many:
                return level - 1 if level else None
            place -= many
        return None

    return give


def library(room: Table) -> Stops:
    yield "W-instruments", ["library", "instrument", "maker"]


def checklist(room: Table) -> Stops:
    everywhere = ["attendee", "room", "trainer"]
    room.fill(18)
    room.opens("*")
    cells = room.cells
    room.answers(_ticks, range(1, 12))
    # The first is half way through.
    room.attendees[0].answer({cell: _ticks(0, at) for at, cell in enumerate(cells)}, done=False)
    yield "X-checklist-open", everywhere
    room.answers(_ticks, [0, *range(12, 18)])
    room.closes()
    yield "Y-checklist-closed", everywhere
    room.records(
        "unanimous", [cell for cell, many in zip(cells, CHECKLIST, strict=True) if many == 18]
    )
    taken_up = cells[CHECKLIST.index(9)]
    room.trainer.command("show_domain", domain=taken_up)
    room.trainer.command("start_discussion", seconds=180)
    room.show("picture", "groups")
    yield "Z-checklist-row", everywhere
    room.opens(taken_up)
    room.votes(*[int(person < 14) for person in range(18)])
    room.closes()
    room.rules(taken_up, "majority", note="True for this year; the figures follow in spring")
    room.trainer.command("show_domain", domain="*")
    rest = [cell for cell, many in zip(cells, CHECKLIST, strict=True) if many not in (9, 18)]
    room.records("majority", rest)
    yield "a-checklist-decided", everywhere
    room.trainer.command("finish")
    yield "b-checklist-results", ["room", "lead"]


def factors(room: Table) -> Stops:
    everywhere = ["attendee", "room", "trainer"]
    room.fill(18)
    room.trainer.command("name_copies", names=["School nursing", "Educational psychology"])
    room.opens(room.topic(0))
    room.answers(_levels(FACTORS), range(1, 12))
    give = _levels(FACTORS)
    some = {cell: give(0, at) for at, cell in enumerate(room.cells[:9])}
    room.attendees[0].answer(some, done=False)
    yield "c-factors-open", everywhere
    room.answers(give, [0, *range(12, 18)])
    room.closes()
    yield "d-factors-closed", everywhere
    first = [one["domain"] for one in room.trainer.view["cells"]]
    room.opens(room.topic(1))
    second = room.cells
    room.answers(_levels(ELSEWHERE), range(18))
    room.closes()
    for topic, cells in ((room.topic(0), first), (room.topic(1), second)):
        room.trainer.command("show_domain", domain=topic)
        room.records("unanimous", cells[6:7])
        for cell in (cells[5], cells[9]):
            room.rules(cell, "unresolved", note="Two views stand")
        room.records("majority", [cell for at, cell in enumerate(cells) if at not in (5, 6, 9)])
    room.trainer.command("finish")
    yield "e-factors-results", ["room", "lead"]


def scaling(room: Table) -> Stops:
    room.trainer.command("name_rows", names=["Sharing information", "Waiting for help"])
    room.fill(12)
    for place in (0, 1):
        room.opens(room.topic(place))
        now, wanted = NOW[place], WANTED[place]

        def give(person: int, at: int) -> int:
            return (wanted if at else now)[person] - 1  # noqa: B023

        if place:
            room.answers(give, range(7))
            yield "f-scaling-open", ["attendee", "room"]
        room.answers(give, range(12))
        room.closes()
        if not place:
            room.records("median", [one["domain"] for one in room.trainer.view["cells"]])
    yield "g-scaling-closed", ["attendee", "room", "trainer"]


def agencies(room: Table) -> Stops:
    names = ["School nursing", "Youth service", "Early help", "Police"]
    room.trainer.command("name_rows", names=names)
    room.fill(12)
    room.opens(room.topic(0))

    def give(person: int, at: int) -> list[int]:
        return sorted({(one + at * (1 + person % 2)) % 5 for one in OUTCOMES[person]})

    room.answers(give, range(7))
    yield "h-agencies-open", ["attendee", "room"]
    room.answers(give, range(12))
    room.closes()
    yield "i-agencies-closed", ["attendee", "room", "trainer"]


def feedback(room: Table) -> Stops:
    everywhere = ["attendee", "room", "trainer"]
    room.fill(8)
    give = lambda person, at: FEEDBACK[at][person]  # noqa: E731
    room.opens("*")
    room.answers(give, range(4))
    room.closes()
    yield "j-feedback-withheld", everywhere
    room.opens("*")
    room.answers(give, range(8))
    room.closes()
    yield "k-feedback-shown", everywhere


# What is played, with which instrument and where.
PLAYS: tuple[tuple[Callable[[Table], Stops], str, str], ...] = (
    (library, "partnership", "Northshire"),
    (checklist, "partnership", "Southshire"),
    (factors, "critical-factors", "Eastshire"),
    (scaling, "scaling", "Westshire"),
    (agencies, "agencies", "Midshire"),
    (feedback, "meeting-feedback", "Northshire"),
)
