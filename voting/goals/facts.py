"""What deciding on a command needs besides the plan: looked up by the service, kept in the log."""

from msgspec import Struct

from voting.goals import commands as c
from voting.goals.plan import TOP, Question


class PlanNeeds(Struct, frozen=True):
    """``answered``: what the meeting's question came to; ``proposed``: what the console proposes;
    ``newcomers``: for this goal, whether anybody is here who was there when it was made ("": not
    wanted); ``sessions``: the catalogue, the meetings of support sessions, and how many there may
    be; ``domains``: the keys of what the instrument asks about. Today, and the meeting's kind and
    day, are always wanted."""

    answered: bool = False
    proposed: bool = False
    newcomers: str = ""
    sessions: bool = False
    domains: bool = False


def needed(command: c.AnyPlanCommand) -> PlanNeeds:
    """What ``PlanFacts`` are to hold for the command."""
    match command:
        case c.ChooseNeeds():
            return PlanNeeds(answered=True, proposed=True, domains=True)
        case c.SettleScore(goal=goal):
            return PlanNeeds(answered=True, newcomers=goal)
        case c.AddSession() | c.ChangeSession():
            return PlanNeeds(sessions=True)
        case c.EnterAnswers() | c.AddGoal() | c.WriteGoal() | c.ChooseText():
            return PlanNeeds(domains=True)
        case c.AddAction() | c.ChangeAction():
            return PlanNeeds(domains=True)
    return PlanNeeds()


def places(question: Question, domains: int) -> int:
    """How many counts the question's answers make: one for each score, or for each domain."""
    return TOP + 1 if question.kind == "score" else domains
