"""A plan beside a room of ``tests.builders``, without a server: the facts of each command are
gathered as the service does, the log is kept, and answers are counted."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from tests.builders import FIRST_TRAINER, SECOND_TRAINER, START, Room, cascade
from voting.core.actors import Actor
from voting.core.commands import ShowOverview
from voting.goals import commands as c
from voting.goals.answers import counted
from voting.goals.entries import Answered, PlanEntry, PlanFacts
from voting.goals.machine import apply
from voting.goals.needs import proposed
from voting.goals.plan import LedPart, Plan, Sitting, Wording
from voting.goals.scoring import median
from voting.goals.situation import Coming, PlanSituation, SessionMeeting, Suggestion
from voting.instruments.tally import Answers, Ballot
from voting.library import load_catalogue
from voting.views.plan_made import standings_of
from voting.views.situation import Situation

TODAY = START.date().isoformat()
LATER = "2027-02-22"
GOAL = Wording("Every school knows its link worker", domains=("clarity",), due=LATER)
MEETING = SessionMeeting("e2", "2027-01-12", "09:30", "Town hall")
REVIEW = Coming("e3", "review-3", LATER, "10:00", "", "Town hall")


class Planned:
    """The plan of one meeting's room, of CASCADE's framework unless another room is given."""

    def __init__(self, room: Room | None = None, plan: Plan | None = None) -> None:
        self.room = room or Room(cascade())
        self.plan = plan or Plan("area-one")
        self.entries: list[PlanEntry] = []
        self.ballots: dict[str, Ballot] = {}
        self.suggestions: list[Suggestion] = []
        self.now = START
        self.today = TODAY
        self.kind = "workshop-1"
        self.meeting = ""  # id of another workshop than the room's, at which it is
        self.elsewhere: dict[str, Sitting] = {}  # goals that other meetings are scoring

    @property
    def workshop(self) -> str:
        return self.meeting or self.room.workshop.id

    def does(
        self, command: c.PlanCommand, by: Actor = FIRST_TRAINER, *, id: str = "", **given: Any
    ) -> Plan:
        """Somebody gives a command a second later; ``given`` are ``step``, or facts."""
        self.now += timedelta(seconds=1)
        step = given.pop("step", None)
        workshop = self.workshop if by.role == FIRST_TRAINER.role else ""
        entry = PlanEntry(self.now, by, command, self.facts(**given), id, step, workshop)
        after = apply(self.plan, entry)
        if after is not self.plan:
            self.entries.append(entry)
            if set(after.questions()) != set(self.plan.questions()):
                self.ballots = {}
        self.plan = after
        return after

    def facts(self, **given: Any) -> PlanFacts:
        domains = tuple(cell.key for cell in self.room.workshop.framework.domains)
        tally = self.tally()
        middle = median(tally.counts) if tally and len(tally.counts) == 11 else None
        if tally and not tally.may_be_kept:
            tally = replace(tally, counts=())
        found = PlanFacts(
            today=self.today,
            kind=self.kind,
            day=self.today,
            domains=domains,
            answered=tally,
            median=middle,
            proposed=tuple(proposed(standings_of(self.room.situation()))),
            events=(MEETING.event,),
            items=load_catalogue().items,
        )
        return replace(found, **given)

    def tally(self) -> Answered | None:
        """What the closed question came to."""
        sitting = self.plan.sitting(self.workshop)
        question = sitting.question if sitting else None
        if question is None or question.is_open:
            return None
        domains = [cell.key for cell in self.room.workshop.framework.domains]
        return counted(question, self.ballots, domains)

    @property
    def question(self) -> int:
        """The id of the newest question."""
        return self.plan.asked

    def scores(self, *scores: int | None) -> None:
        """Attendee 1 gives the first score, and so on."""
        for number, score in enumerate(scores, 1):
            self.ballots[str(number)] = Ballot(1, f"answer-{number}", score, 0)

    def chooses(self, *needs: tuple[str, ...]) -> None:
        for number, domains in enumerate(needs, 1):
            said = Answers(dict.fromkeys(domains, 1), done=True)
            self.ballots[str(number)] = Ballot(1, f"answer-{number}", said, 0)

    def agrees(self, wording: Wording = GOAL) -> str:
        """A goal is written and agreed; its id comes back."""
        self.does(c.AddGoal(wording))
        id = self.plan.goals[-1].id
        self.does(c.AgreeGoal(id, wording))
        return id

    def settles(self, goal: str, *scores: int | None) -> None:
        """A goal is scored, and settled by the median."""
        self.does(c.AskScore(goal))
        self.scores(*scores)
        self.does(c.CloseQuestion(self.question))
        middle = self.facts().median
        assert middle is not None
        self.does(c.SettleScore(goal, self.question, "median", middle))

    def situation(self, ended: str = "") -> Situation:
        """The room with its plan; ``ended`` is the day on which it was finished."""
        sitting = self.plan.sitting(self.workshop)
        is_open = sitting is not None and sitting.question is not None and sitting.question.is_open
        at = PlanSituation(
            plan=self.plan,
            workshop=self.workshop,
            today=self.today,
            catalogue=load_catalogue(),
            answered=frozenset(self.ballots) if is_open else frozenset(),
            of=len(self.room.workshop.taking_part()),
            tally=self.tally(),
            suggestions=self.suggestions,
            meetings=[MEETING],
            coming=[REVIEW],
            ended=ended,
            elsewhere=self.elsewhere,
        )
        return replace(self.room.situation(), plan=at)


def a_plan(people: int = 6) -> Planned:
    """A meeting that has everything a plan can have: needs by vote, a goal that is scored with a
    note, one that two people word at the same moment, a session, actions and a suggestion."""
    meeting = Planned()
    meeting.room.rates("clarity", *[n % 2 for n in range(people)])
    meeting.room.rules("clarity", "consensus", 0)
    meeting.room.does(ShowOverview())
    meeting.does(c.AskNeeds())
    meeting.chooses(*[("clarity", "contact")] * people)
    meeting.does(c.CloseQuestion(meeting.question))
    meeting.does(c.ChooseNeeds(("clarity",)))
    goal = meeting.agrees()
    meeting.settles(goal, *range(people))
    meeting.does(c.NoteGoal(goal, "Staff change often", "A list that is kept"))
    meeting.does(c.AddGoal(Wording("Second goal")))
    second = meeting.plan.goals[-1].id
    meeting.does(c.WriteGoal(second, "measure", "By counting", 0))
    meeting.does(c.WriteGoal(second, "measure", "By asking", 0), SECOND_TRAINER)
    item, topic = load_catalogue().items[0]
    led = (LedPart("How our school does it", "The head of Elm School"),)
    meeting.does(c.AddSession("workshop", (topic,), (item,), led, MEETING.event))
    session = meeting.plan.sessions[-1].id
    meeting.does(c.AddAction("Send the list", "The council", "2026-12-01", goal, "clarity"))
    meeting.does(c.AddAction("Book the hall", session=session))
    meeting.suggestions.append(Suggestion("suggestion-1", "A list of link workers"))
    meeting.does(c.ShowPlan("goals", goal))
    return meeting
