"""What deciding on a command needs besides the plan: looked up by the service, kept in the log."""

from msgspec import Struct

from voting.core.commands import Retired
from voting.goals import commands as c
from voting.goals.plan import TOP, Plan, Question


class PlanNeeds(Struct, frozen=True):
    """``answered``: what the meeting's question came to; ``proposed``: what the console proposes;
    ``returned``: for this goal, how many are here who were there when it was made ("": not wanted);
    ``sessions``: the catalogue, the meetings of support sessions, and how many there may
    be; ``domains``: the keys of what the instrument asks about; ``present``: how many could answer.
    Today, and the meeting's kind and day, are always wanted."""

    answered: bool = False
    proposed: bool = False
    returned: str = ""
    sessions: bool = False
    domains: bool = False
    present: bool = False


def needed(command: c.AnyPlanCommand) -> PlanNeeds:
    """What ``PlanFacts`` are to hold for the command."""
    match command:
        case c.ChooseNeeds():
            return PlanNeeds(answered=True, proposed=True, domains=True)
        case c.SettleScore(goal=goal):
            return PlanNeeds(answered=True, returned=goal)
        case c.CloseQuestion():
            return PlanNeeds(present=True)
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


# --- what follows from a command, for a service that knows none by its type ---------------------


def takes_screens(command: c.AnyPlanCommand) -> bool:
    """Does it put something on the screens, which takes a domain off them?"""
    return isinstance(command, c.ShowPlan | c.AskNeeds | c.AskScore)


def closes(command: c.AnyPlanCommand) -> int:
    """The id of the question after which no answer is taken and none changes; 0 for none."""
    return command.question if isinstance(command, c.CloseQuestion) else 0


def records_middle(command: c.AnyPlanCommand) -> bool:
    """Does it rest on the middle score?"""
    return isinstance(command, c.SettleScore) and command.method == "median"


def lets_practise(command: c.AnyPlanCommand) -> bool:
    """Do practice attendees answer then?"""
    return isinstance(command, c.PracticeAnswer)


def ends_sitting(command: c.AnyPlanCommand | Retired) -> bool:
    """Is a meeting over with it, and what was suggested there?"""
    return isinstance(command, c.EndSitting)


def begins_with(command: c.AnyPlanCommand | Retired) -> Plan | None:
    """The plan that a log begun anew starts with, where this is its first command."""
    return command.plan if isinstance(command, c.StartPlan) else None
