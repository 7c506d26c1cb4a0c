"""What can be asked of a plan: one type for each command, named as on the wire."""

from msgspec import Struct

from voting.core.commands import named_as_on_the_wire
from voting.goals.plan import LedPart, Parts, Plan, Wording


class PlanCommand(Struct, frozen=True, tag_field="command", tag=named_as_on_the_wire):
    """A request to change a plan."""


# --- what is on the screens -------------------------------------------------------------------


class ShowPlan(PlanCommand, frozen=True):
    """Put a part of the plan on the room view and on phones, with ``goal`` in hand ("" for
    none)."""

    part: str
    goal: str = ""


class HidePlan(PlanCommand, frozen=True):
    """Take the plan off the screens."""


# --- asking the room --------------------------------------------------------------------------


class AskNeeds(PlanCommand, frozen=True):
    """Ask everybody in private for the domains of greatest need, three at most each."""


class AskScore(PlanCommand, frozen=True):
    """Ask everybody in private for a score of a goal, 0 to 10."""

    goal: str


class CloseQuestion(PlanCommand, frozen=True):
    """Close the question; what people answered is on every screen."""

    question: int


class CancelQuestion(PlanCommand, frozen=True):
    """Take the question back, open or closed; its answers are deleted."""

    question: int


class EnterAnswers(PlanCommand, frozen=True):
    """Ratings by hand for the open question: how many gave each score from 0 (or chose each domain,
    in the instrument's order), and how many can't say. They take the place of those before."""

    question: int
    counts: tuple[int, ...]
    cant_say: int = 0


class PracticeAnswer(PlanCommand, frozen=True):
    """Let the practice attendees of a rehearsal answer the open question."""

    question: int


# --- needs ------------------------------------------------------------------------------------


class ChooseNeeds(PlanCommand, frozen=True):
    """Record the domains of greatest need, by the votes where the room has just voted, else as the
    trainer marks them."""

    domains: tuple[str, ...]


# --- goals ------------------------------------------------------------------------------------


class AddGoal(PlanCommand, frozen=True):
    """Begin a goal, as a draft; in the place of the goal ``replaces``, which is closed as changed
    with its last score."""

    wording: Wording = Wording()
    replaces: str = ""


class WriteGoal(PlanCommand, frozen=True):
    """Write a ``field`` of a draft (``domains`` as keys with commas). ``edit`` is the count of
    changes of this field that was on screen: if somebody else has changed it since, both texts are
    kept."""

    goal: str
    field: str
    value: str
    edit: int


class ChooseText(PlanCommand, frozen=True):
    """Decide between two texts of a field: ``use`` takes the rival one, else it is dropped."""

    goal: str
    rival: str
    use: bool


class AgreeGoal(PlanCommand, frozen=True):
    """The draft of a goal is agreed as ``wording`` (as it was on screen); with another text or
    measure it is a new version."""

    goal: str
    wording: Wording


class RewordGoal(PlanCommand, frozen=True):
    """Begin a new wording of an agreed goal, filled in with the one in force."""

    goal: str


class DropDraft(PlanCommand, frozen=True):
    """Drop a draft; a goal that was never agreed goes with it."""

    goal: str


class CloseGoal(PlanCommand, frozen=True):
    """A goal is reached, changed (replaced) or dropped; it keeps its last score."""

    goal: str
    state: str
    replaced_by: str = ""


class ReopenGoal(PlanCommand, frozen=True):
    """A closed goal is open again."""

    goal: str


class SettleScore(PlanCommand, frozen=True):
    """Settle the score of a goal that the room has just scored, by ``method`` "median" or
    "consensus"."""

    goal: str
    question: int
    method: str
    score: int | float


class NoteGoal(PlanCommand, frozen=True):
    """Note under a goal what stands in the way and how to get past it."""

    goal: str
    hinders: str
    helps: str


# --- support sessions and actions -------------------------------------------------------------


class AddSession(PlanCommand, frozen=True):
    """Choose a support session: its format, areas and items of the catalogue, and the parts that
    the area leads itself."""

    format: str
    areas: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    led: tuple[LedPart, ...] = ()
    event: str = ""


class ChangeSession(PlanCommand, frozen=True):
    """Replace what a support session is."""

    session: str
    format: str
    areas: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    led: tuple[LedPart, ...] = ()
    event: str = ""


class RemoveSession(PlanCommand, frozen=True):
    """A support session is none any more; its meeting and actions stay."""

    session: str


class AddAction(PlanCommand, frozen=True):
    """Agree an action. Without an owner it is marked as nobody's."""

    text: str
    owner: str = ""
    due: str = ""
    goal: str = ""
    domain: str = ""
    session: str = ""


class ChangeAction(PlanCommand, frozen=True):
    """Replace what an action says; its state stays."""

    action: str
    text: str
    owner: str = ""
    due: str = ""
    goal: str = ""
    domain: str = ""
    session: str = ""


class MarkAction(PlanCommand, frozen=True):
    """An action is open, done or dropped."""

    action: str
    state: str


class RemoveAction(PlanCommand, frozen=True):
    """An action was entered by mistake."""

    action: str


# --- what the server does itself ----------------------------------------------------------------


class EndSitting(PlanCommand, frozen=True):
    """The entry's workshop is over, or gone: nothing is asked there any more. ``finished`` is when,
    "" if it is not finished."""

    finished: str = ""


class LeavePlan(PlanCommand, frozen=True):
    """What ``workshop`` made, or all of it (""), leaves for the plan of ``to``; ``events`` are
    pairs of what a meeting is called here and there. ``id`` is of no other that ever left a plan,
    also of one that a failover has lost."""

    to: str
    workshop: str = ""
    events: tuple[tuple[str, str], ...] = ()
    id: str = ""


class BringPlan(PlanCommand, frozen=True):
    """What left another plan under this ``id`` is part of this one."""

    id: str
    parts: Parts


class StartPlan(PlanCommand, frozen=True):
    """The log begins anew with the plan as it is by now: what was said before is erased."""

    plan: Plan


AnyPlanCommand = (
    ShowPlan
    | HidePlan
    | AskNeeds
    | AskScore
    | CloseQuestion
    | CancelQuestion
    | EnterAnswers
    | PracticeAnswer
    | ChooseNeeds
    | AddGoal
    | WriteGoal
    | ChooseText
    | AgreeGoal
    | RewordGoal
    | DropDraft
    | CloseGoal
    | ReopenGoal
    | SettleScore
    | NoteGoal
    | AddSession
    | ChangeSession
    | RemoveSession
    | AddAction
    | ChangeAction
    | MarkAction
    | RemoveAction
    | EndSitting
    | LeavePlan
    | BringPlan
    | StartPlan
)


def name_of(command: type[PlanCommand]) -> str:
    """The command's name on the wire and in the log."""
    return named_as_on_the_wire(command.__name__)


PLAN_COMMANDS: dict[str, type[PlanCommand]] = {
    name_of(kind): kind for kind in PlanCommand.__subclasses__()
}
