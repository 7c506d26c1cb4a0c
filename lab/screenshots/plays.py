"""The workshops that the tour plays, and where it stops in them to photograph pages."""

from collections.abc import Iterator
from typing import Any

from demo.room import SECTORS
from lab.rig.live_room import LiveRoom
from lab.rig.server import Server
from tests.edges.programmes import Team

# Areas of a programme beside the one that is played: what they decided in one or two workshops.
AREAS: dict[str, tuple[tuple[int | None, ...], ...]] = {
    "Ashby; North; pilot": ((1, 0, 1, 0, 2, 1, 1), (2, 1, 1, 1, 2, 1, 2)),
    "Brookfield; North": ((0, 1, None, 1, 1, 0, 2), (1, 1, 1, 2, 1, None, 2)),
    "Castleton; South; pilot": ((2, 2, 1, 1, 3, 2, 1), (3, 2, 2, 1, 2, 2, 3)),
    "Dunmere; South": ((1, 1, 0, 2, 1, 1, 1),),
    "Eastvale; West": ((0, 0, 1, 1, 0, 1, None), (1, 2, 1, 1, 1, 1, 1)),
    "Fernhill; West": (),
}
# Pages that a script doesn't continue.
FORMS = ("home", "join", "details", "created", "not-found", "error", "offline")
CUT_OFF = "D-out-of-date"  # the stop at which every page has lost its connection


class Room(LiveRoom):
    """A workshop to photograph: a trainer, attendees, and browsers at the room view and the lead's
    page."""

    details = LiveRoom.details | {"area": "Northshire", "date": "2026-12-01", "title": ""}

    def __init__(self, server: Server, **more: Any) -> None:
        super().__init__(server, **more)
        self.trainer.command("introduce", name="A. Trainer")
        self.projector = self.enters("room")
        self.lead = self.enters("lead")

    def run_programme(self) -> None:
        """A team that runs the area and others, one of which is late with something."""
        self.team = Team(self.server, "Northern Link Programme", organisation="Example Partnership")
        for area, ratings in zip(self.team.adds(*AREAS), AREAS.values(), strict=True):
            self.team.settles(area["area"], *ratings)
        self.team.does("take_in", link=self.links["area"])
        late = {"text": "Send everyone the action plan", "owner": "lead", "when": "day"}
        self.team.browser.post(f"/area/{area['area']}/add_deadline", **late, due="2026-10-01")

    def fill(self, people: int = 18) -> None:
        for number in range(1, people + 1):
            self.joins(sector=SECTORS[number % len(SECTORS)])

    def explain(self, *reasons: tuple[int, str]) -> None:
        """Attendees say in a few words why they rated as they did in the open round."""
        opened = self.trainer.view["round"]["id"]
        for attendee, text in reasons:
            self.attendees[attendee].ask("reason", round=opened, text=text)

    def show(self, *parts: str) -> None:
        for part in parts:
            self.trainer.command("show_part", part=part)

    def show_reasons(self, many: int) -> None:
        given = self.trainer.wait_for(lambda state: len(state["view"]["reasons"]) >= many)
        for reason in given["view"]["reasons"][:many]:
            self.trainer.command("show_reason", reason=reason["id"])

    def whole_domain(self, domain: str, ratings: list[int | None], *ruling: Any) -> None:
        self.rates(domain, *ratings)
        self.rules(domain, *ruling)


def spread(*counts: int) -> list[int | None]:
    """Ratings with so many 0s, 1s, 2s, ..."""
    return [rating for rating, many in enumerate(counts) for _ in range(many)]


def stages(room: Room) -> Iterator[tuple[str, list[str]]]:
    """Play the workshop; at each stop, its name and the pages worth a picture."""
    everywhere = ["attendee", "room", "trainer"]
    yield "0-welcome", list(FORMS)
    yield "1-empty", ["room", "trainer", "lead"]
    room.fill()
    yield "2-lobby", everywhere
    room.opens("clarity")
    yield "3-open-nobody-rated", everywhere
    room.votes(*spread(0, 9, 0, 4))
    room.trainer.command("set_timer", seconds=120, closes=False)
    opened = room.trainer.view["round"]["id"]
    room.trainer.command("nudge", round=opened)
    room.explain(
        (0, "Everyone here knows who to ring."),
        (1, "There is a map, and most schools don't know where to find it."),
        (10, "Since the link worker came we always know who does what."),
    )
    yield "4-open-some-rated", everywhere
    room.votes(*spread(0, 12, 0, 5))
    room.attendees[-1].vote(None)
    room.closes()
    yield "5-revealed", everywhere
    room.trainer.command("start_discussion", seconds=300)
    yield "6-discussion", everywhere
    room.show("picture", "measures", "groups")
    room.show_reasons(2)
    yield "6-discussion-shown", everywhere
    room.opens("clarity")
    room.votes(*spread(0, 13, 4))
    room.attendees[-1].vote(None)
    room.closes()
    yield "7-second-round", everywhere
    room.show("picture", "measures", "movement", "groups")
    yield "7-second-round-shown", everywhere
    room.rules("clarity", "majority", note="Heard from the schools without a link worker")
    yield "8-ruled", [*everywhere, "lead"]
    room.opens("contact")
    opened = room.trainer.view["round"]["id"]
    room.trainer.command("enter_hands", round=opened, counts=[1, 0, 1, 0], sector="school")
    room.votes(*spread(9, 0, 9))
    room.closes()
    yield "9-tied", everywhere
    room.rules("contact", "tie-break", 0, "The lower one, to be careful")
    room.whole_domain("structures", spread(0, 0, 18), "unanimous")
    room.whole_domain("outcomes", spread(8, 5, 4, 1), "unresolved", None, "Two views stand")
    yield "A-unresolved", ["room", "trainer", "lead"]
    room.whole_domain("learning", spread(0, 4, 12, 2), "majority")
    room.whole_domain("integration", spread(5, 10, 3), "consensus", 1)
    room.whole_domain("evidence", spread(0, 2, 6, 10), "consensus", 3)
    room.trainer.command("show_overview")
    yield "B-all-done", everywhere
    room.trainer.command("finish")
    yield "C-finished", [*everywhere, "lead"]
    yield CUT_OFF, [*everywhere, "lead"]


def rehearsal(room: Room) -> Iterator[tuple[str, list[str]]]:
    """The same for a trainer who tries everything alone."""
    everywhere = ["attendee", "room", "trainer", "lead"]
    yield "E-rehearsal", ["created", "details"]
    room.fill(1)
    room.trainer.command("add_practice", count=12)
    yield "F-rehearsal-lobby", everywhere
    room.opens("clarity")
    opened = room.trainer.view["round"]["id"]
    room.trainer.command("practice_rate", round=opened, picture="two-camps")
    room.votes(1)
    yield "G-rehearsal-open", everywhere
    room.closes()
    yield "H-rehearsal-revealed", everywhere


def second_workshop(room: Room) -> Iterator[tuple[str, list[str]]]:
    """The next workshop of the area, beside what the first decided."""
    room.fill(16)
    room.rates("clarity", *spread(1, 5, 9, 1))
    yield "I-second-workshop", ["trainer"]
    room.show("picture", "last_time")
    yield "J-last-time-shown", ["room", "attendee"]
    room.rules("clarity", "majority")
    yield "K-step-since", ["room", "trainer"]
    room.whole_domain("contact", spread(2, 12, 2), "consensus", 1)
    room.whole_domain("structures", spread(0, 11, 5), "majority")
    room.whole_domain("outcomes", spread(2, 12, 2), "majority")
    room.whole_domain("learning", spread(0, 4, 11, 1), "majority")
    room.whole_domain("integration", spread(8, 0, 8), "unresolved", None, "Two views stand")
    room.whole_domain("evidence", spread(0, 12, 3, 1), "consensus", 1)
    room.trainer.command("finish")
    yield "L-what-changed", ["room", "lead"]
    plan = f"/area/{room.area}"
    start = {"template": "link-2015", "start": room.details["date"]}
    room.office.post(f"{plan}/follow_template", **start)
    told = {"text": "Book the hall", "owner": "lead", "when": "day", "due": "2026-11-01"}
    room.office.post(f"{plan}/add_deadline", **told)
    room.office.post(f"{plan}/change_leads", name_1="Jo Archer", email_1="jo@example.org")
    yield "M-area", ["area", "series", "links", "held", "forget"]
    room.run_programme()
    yield "N-programme", ["programme", "changes", "areas", "evaluation", "comparison"]
