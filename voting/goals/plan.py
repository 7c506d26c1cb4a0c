"""A plan as a value: what an area wants to change, and how far it has come.

It is the area's, over the whole series; that of a rehearsal, or of a workshop in no area, is the
workshop's own. No person is in it: owners are roles, ballots and suggestions are kept beside it.
Days are year-month-day, where the area is.
"""

from datetime import datetime

from msgspec import Struct

from voting.core.actors import Actor
from voting.refusals.goals import NoSuchAction, NoSuchGoal, NoSuchSession

STATES = ("draft", "open", "reached", "changed", "dropped")
ENDS = ("reached", "changed", "dropped")
FIELDS = ("text", "measure", "achievable", "domains", "due", "owner", "first_step")
TOP = 10  # the highest score; 0 is one too
MOST_GOALS = 3
MOST_NEEDS = 3  # that one person may choose
KEPT_FROM = 5  # scorers or choosers below which only what was settled is kept
SUGGESTING = ("needs", "goals")  # what is on the screens while people can suggest goals
PARTS = ("actions", "needs", "goals", "scores", "sessions", "closing")
FORMATS = ("workshop", "discussion", "modules")
ACTION_STATES = ("open", "done", "dropped")


class Proposal(Struct, frozen=True, omit_defaults=True):
    """A domain with the reasons for it, each a key and what it is about: ("rated", level),
    ("unresolved", ""), ("two-camps", ""), ("survey", mean), ("need", "") of one that was named,
    ("goal", number of the goal)."""

    domain: str
    reasons: tuple[tuple[str, str], ...] = ()


class Chosen(Struct, frozen=True, omit_defaults=True):
    """A domain that a meeting named as a need; ``votes`` None: it was marked by a trainer, or too
    few voted to keep how many."""

    domain: str
    votes: int | None = None


class Needs(Struct, frozen=True, omit_defaults=True):
    """What one meeting named, best supported first. ``how`` is "vote" or "trainer"; ``voters`` is
    how many voted; ``proposed`` is what the console had proposed, in its order."""

    workshop: str
    day: str
    how: str
    domains: tuple[Chosen, ...]
    voters: int | None = None
    proposed: tuple[Proposal, ...] = ()


class Wording(Struct, frozen=True, omit_defaults=True):
    """What a goal says; only ``text`` and ``due`` are required of one that is agreed."""

    text: str = ""
    measure: str = ""
    achievable: str = ""
    domains: tuple[str, ...] = ()
    due: str = ""
    owner: str = ""
    first_step: str = ""


class Version(Struct, frozen=True, omit_defaults=True):
    """A wording that was agreed; ``number`` counts from 1. ``workshop`` is where, "" elsewhere."""

    number: int
    wording: Wording
    day: str
    workshop: str = ""


class Rival(Struct, frozen=True, omit_defaults=True):
    """What a second writer wrote in a field of a draft that somebody else had just changed: kept
    until somebody chooses. ``by`` is the trainer's id, "" for a lead."""

    id: str
    field: str
    value: str
    by: str = ""


class Score(Struct, frozen=True, omit_defaults=True):
    """A settled score, 0 to 10, of a version of a goal. ``kind`` is the kind of event;
    ``dots`` are how many gave each score, lowest first, None where they may not be kept;
    ``rounds`` how often it was scored at this meeting. ``scorers`` do not include ``cant_say``.
    At least ``returned`` of the ``present`` people were at the meeting that made the goal: 0 is not
    known, as somebody may have come with another browser. Both are 0 at that meeting itself."""

    workshop: str
    kind: str
    day: str
    version: int
    score: int
    method: str
    scorers: int
    cant_say: int = 0
    by_hand: int = 0
    rounds: int = 1
    dots: tuple[int, ...] | None = None
    returned: int = 0
    present: int = 0


class Note(Struct, frozen=True, omit_defaults=True):
    """What stands in the way of a goal, and how to get past it, as one meeting put it."""

    workshop: str
    day: str
    hinders: str = ""
    helps: str = ""


class Goal(Struct, frozen=True, omit_defaults=True):
    """``id`` counts over the plan ("g1"). ``draft`` is a wording that takes shape, None for none;
    ``edits`` count the changes of each of its fields. Until a wording is agreed there are no
    ``versions`` and the state is "draft". ``replaced_by`` is the goal in its place; ``begun_at`` is
    the workshop where it was begun, "" elsewhere."""

    id: str
    state: str = "draft"
    draft: Wording | None = None
    edits: dict[str, int] = {}
    rivals: tuple[Rival, ...] = ()
    versions: tuple[Version, ...] = ()
    scores: tuple[Score, ...] = ()
    notes: tuple[Note, ...] = ()
    closed_on: str = ""
    replaced_by: str = ""
    begun_at: str = ""

    @property
    def version(self) -> Version | None:
        """The wording in force."""
        return self.versions[-1] if self.versions else None

    @property
    def wording(self) -> Wording:
        """What it says now: as agreed, else as it takes shape."""
        return self.versions[-1].wording if self.versions else self.draft or Wording()

    @property
    def counts(self) -> bool:
        """Is it one of the area's goals, and not closed?"""
        return self.state in ("draft", "open")

    @property
    def last_score(self) -> Score | None:
        return self.scores[-1] if self.scores else None


class LedPart(Struct, frozen=True, omit_defaults=True):
    """A part of a session that the area leads itself."""

    text: str
    speaker: str = ""


class Session(Struct, frozen=True, omit_defaults=True):
    """A support session's content. ``id`` counts over the plan ("s1"); ``event`` is the area's
    meeting at which it is held, "" until it has a date; ``items`` are keys of the catalogue."""

    id: str
    format: str
    areas: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    led: tuple[LedPart, ...] = ()
    event: str = ""


class Action(Struct, frozen=True, omit_defaults=True):
    """``id`` counts over the plan ("a1"); ``goal``, ``domain`` and ``session`` are what it is for,
    "" for none; ``made_on`` and ``workshop`` say where it was agreed. Without an ``owner`` it is
    marked as nobody's."""

    id: str
    text: str
    owner: str = ""
    due: str = ""
    state: str = "open"
    goal: str = ""
    domain: str = ""
    session: str = ""
    workshop: str = ""
    made_on: str = ""
    closed_on: str = ""

    def overdue(self, today: str) -> bool:
        return self.state == "open" and bool(self.due) and self.due < today


class Question(Struct, frozen=True, omit_defaults=True):
    """What the room is asked in private: its needs (``kind`` "needs"), or a score of a goal
    ("score") as its ``version`` words it. ``id`` is the moment in which it was asked, so that no
    question of another plan has it; ``round`` counts how often it was asked in a row.
    ``by_hand`` are the counts of those without a phone, per place, and ``cant_say``; ``present`` is
    how many could have answered by phone when it was closed, 0 where that was not noted."""

    id: int
    kind: str
    opened_at: datetime
    goal: str = ""
    version: int = 0
    round: int = 1
    closed_at: datetime | None = None
    by_hand: tuple[int, ...] = ()
    cant_say: int = 0
    present: int = 0

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def opened_ms(self) -> int:
        """When it was opened, in milliseconds since 1970: with ``id``, none other's."""
        return int(self.opened_at.timestamp() * 1000)


class End(Struct, frozen=True, omit_defaults=True):
    """How a plan was when a meeting ended. ``finished`` says when, and tells one end of a workshop
    from the next; ``goals`` are by id: the state, and how many versions and scores there were;
    ``actions`` are by id with their state. ``moved``: what is not here may have stayed in another
    plan when the meeting left that."""

    finished: str
    goals: dict[str, tuple[str, int, int]] = {}
    actions: dict[str, str] = {}
    sessions: tuple[str, ...] = ()
    moved: bool = False


class Sitting(Struct, frozen=True, omit_defaults=True):
    """Where one workshop is in its plan. ``kind`` and ``day`` are the meeting's; ``part`` is what
    is on the screens, "" for nothing; ``seen`` are the parts that have been, the last one last;
    ``goal`` is the one in hand; ``question`` is the newest, until what came of it is settled;
    ``end`` is how the plan was when the workshop was last finished."""

    workshop: str
    kind: str
    day: str
    part: str = ""
    goal: str = ""
    question: Question | None = None
    seen: tuple[str, ...] = ()
    end: End | None = None

    @property
    def takes_suggestions(self) -> bool:
        return self.part in SUGGESTING


class Parts(Struct, frozen=True, omit_defaults=True):
    """What of a plan goes to another one."""

    needs: tuple[Needs, ...] = ()
    goals: tuple[Goal, ...] = ()
    sessions: tuple[Session, ...] = ()
    actions: tuple[Action, ...] = ()
    sittings: tuple[Sitting, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Was nothing agreed in it, nor anything on the screens?"""
        agreed = self.needs or self.goals or self.sessions or self.actions
        return not agreed and not any(one.seen or one.question for one in self.sittings)


class Leaving(Struct, frozen=True):
    """Parts on their way to the plan of another owner, which takes them once under this ``id``."""

    id: str
    to: str
    parts: Parts


class LastChange(Struct, frozen=True):
    by: Actor
    command: str
    at: datetime


class Plan(Struct, frozen=True, omit_defaults=True):
    """``owner`` is the area's id, or the workshop's. ``revision`` rises with every change, ``step``
    with every one of people but writing in a draft; ``recent`` are the last requests. ``leaving``
    is on its way to other plans, ``brought`` are ids of what came from others; ``forgot`` is the
    revision at which what people wrote was last forgotten. ``undated`` are actions that were
    removed or have lost their day, by id with that day: calendars may still have them."""

    owner: str
    revision: int = 0
    step: int = 0
    needs: tuple[Needs, ...] = ()
    goals: tuple[Goal, ...] = ()
    sessions: tuple[Session, ...] = ()
    actions: tuple[Action, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    made: int = 0  # goals, sessions, actions and rivals ever made, for their ids
    asked: int = 0  # the id of the newest question
    last_change: LastChange | None = None
    recent: tuple[str, ...] = ()
    leaving: tuple[Leaving, ...] = ()
    brought: tuple[str, ...] = ()
    forgot: int = 0
    undated: dict[str, str] = {}

    @property
    def is_empty(self) -> bool:
        return not (self.needs or self.goals or self.sessions or self.actions)

    def goal(self, id: str) -> Goal:
        """Raises NoSuchGoal."""
        for goal in self.goals:
            if goal.id == id:
                return goal
        raise NoSuchGoal()

    def session(self, id: str) -> Session:
        """Raises NoSuchSession."""
        for session in self.sessions:
            if session.id == id:
                return session
        raise NoSuchSession()

    def action(self, id: str) -> Action:
        """Raises NoSuchAction."""
        for action in self.actions:
            if action.id == id:
                return action
        raise NoSuchAction()

    def sitting(self, workshop: str) -> Sitting | None:
        return next((one for one in self.sittings if one.workshop == workshop), None)

    def needs_of(self, workshop: str) -> Needs | None:
        return next((one for one in self.needs if one.workshop == workshop), None)

    def at_meetings(self) -> list[Sitting]:
        """Also those on their way to another plan."""
        return [*self.sittings, *(one for left in self.leaving for one in left.parts.sittings)]

    def questions(self) -> dict[int, Question]:
        """Those whose ballots are held, by id, also of what is on its way."""
        return {s.question.id: s.question for s in self.at_meetings() if s.question}
