"""An area whose plan holds everything that its pages can show."""

from datetime import date, timedelta

from msgspec.structs import replace

from tests.builders import cascade
from tests.days import today
from tests.edges.areas import LiveArea
from voting.core.actors import Actor, Role
from voting.goals import commands as c
from voting.goals.entries import Answered, PlanEntry, PlanFacts
from voting.goals.machine import apply
from voting.goals.plan import KEPT_FROM, TOP, LedPart, Plan, Wording
from voting.library import load_catalogue
from voting.moments import now

KEYS = tuple(cell.key for cell in cascade().domains)
LEAD = Actor(Role.AREA, "a lead")
LONG = "Every school in the borough knows the name of its link worker, and how to reach them"


def day(days: int) -> str:
    return (date.fromisoformat(today()) + timedelta(days=days)).isoformat()


def agrees_on_everything(area: LiveArea) -> Plan:
    """Goals that are scored, reworded, closed and taking shape; actions that are overdue, nobody's
    and done; sessions with a date and without; and the needs that a meeting named."""
    area.decided("workshop-1", day(-100), (1, 0, 1, None, 2, 1, 1))
    area.does("plan_event", kind="session", date=day(40), time="13:00", place="Town hall")
    area.does("plan_event", kind="review-3", date=day(80))
    event = next(one.id for one in area.area.events if one.kind == "session")
    first, second, third = (
        Meeting(area, -100, "workshop-1"),
        Meeting(area, -10, "review-3"),
        Meeting(area, 0),
    )
    first.does(c.ChooseNeeds(("clarity", "integration")))
    goal = Wording(LONG, "All 42 can name them", "We have a list", ("clarity",), day(60), "Council")
    other = Wording("Referrals get an answer", due=day(90))
    first.agrees(goal, 0, 16)
    first.agrees(other, 3, 4)
    first.does(c.AddAction("Find a date for the group", domain="structures", due=day(-3)))
    first.does(c.AddAction("Book the hall", "Council", day(-20)))
    second.does(c.MarkAction("a4", "done"))
    second.scores("g1", 5, 9)
    second.does(c.NoteGoal("g1", "Posts change", ""))
    second.does(c.CloseGoal("g2", "reached"))
    again = replace(goal, text=f"{LONG} in person")
    for command in (c.RewordGoal("g1"), c.WriteGoal("g1", "text", again.text, 0)):
        third.does(command)
    third.does(c.AgreeGoal("g1", again))
    third.does(c.NoteGoal("g1", "Posts change", "One mailbox"))
    third.does(c.AddGoal(Wording("Staff in every school have")))
    third.does(c.AddAction("Send schools the list", "Link worker", day(20), "g1"))
    led = (LedPart("Referral routes", "Dr Example"), LedPart("What schools need"))
    third.does(c.AddSession("discussion", ("contact",), ("clarity-schemes",), led, event))
    return third.does(c.AddSession("workshop"))


class Meeting:
    """A meeting so many ``days`` from today, behind the server's back."""

    def __init__(self, area: LiveArea, days: int, kind: str = "") -> None:
        self.area, self.days, self.kind = area, days, kind

    def does(self, command: c.AnyPlanCommand, answered: Answered | None = None) -> Plan:
        store, before = self.area.store, self.area.store.plan(self.area.id)
        by = Actor(Role.TRAINER, "a trainer") if self.kind else LEAD
        facts = PlanFacts(
            day(self.days),
            kind=self.kind,
            day=day(self.days) if self.kind else "",
            domains=KEYS,
            answered=answered,
            events=tuple(one.id for one in self.area.area.events),
            items=load_catalogue().items,
        )
        workshop = f"w{-self.days}" if self.kind else ""
        entry = PlanEntry(now(), by, command, facts, workshop=workshop)
        after = apply(before, entry)
        assert store.save_plan(before, after, [entry])
        return after

    def agrees(self, wording: Wording, score: int, people: int) -> None:
        goal = self.does(c.AddGoal(wording)).goals[-1].id
        self.does(c.AgreeGoal(goal, wording))
        self.scores(goal, score, people)

    def scores(self, goal: str, score: int, people: int) -> None:
        asked = self.does(c.AskScore(goal)).asked
        self.does(c.CloseQuestion(asked))
        counts = tuple(people if n == score else 0 for n in range(TOP + 1))
        answered = Answered(counts if people >= KEPT_FROM else (), people)
        self.does(c.SettleScore(goal, asked, "consensus", score), answered)
