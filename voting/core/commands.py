"""What people can ask of a workshop: one type for each command, named as on the wire.

``OpenRound(domain="clarity")`` travels as ``{"command": "open_round", "domain": "clarity"}``.
"""

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

from voting.instruments.agreement import Picture
from voting.instruments.deciding import Method
from voting.instruments.tally import Answer


def named_as_on_the_wire(name: str) -> str:
    """``OpenRound`` as ``open_round``."""
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


class Command(Struct, frozen=True, tag_field="command", tag=named_as_on_the_wire):
    """A request to change a workshop."""

    @classmethod
    def event(cls) -> str:
        """The command's name on the wire and in the log."""
        return named_as_on_the_wire(cls.__name__)


class Details(Struct, frozen=True):
    """What a workshop is called. ``date`` is year-month-day, ``kind`` one of KINDS."""

    area: str
    kind: str
    date: str
    title: str


KINDS = ("workshop-1", "workshop-2", "review", "other")

Link = Literal["join", "trainer", "lead", "room"]


class Create(Command, frozen=True):
    """Set up a workshop: always the first entry of its log, and never sent to an existing one.

    A rehearsal stays one: nothing that was only tried out can turn into a result.
    """

    details: Details
    rehearsal: bool = False


class EditDetails(Command, frozen=True):
    """Correct the area, kind, date or title."""

    details: Details


# --- coming and going -----------------------------------------------------------------------


class Join(Command, frozen=True):
    """Take part under a name or initials; sent again it corrects them, or comes back."""

    name: str
    sector: str


class Leave(Command, frozen=True):
    """Stop taking part. Ballots already cast stay."""


class Introduce(Command, frozen=True):
    """A trainer's name for the record; empty keeps the one there is, or gives "Trainer 1"."""

    name: str = ""


class RemovePerson(Command, frozen=True):
    """Remove somebody: their phone says so, later ratings are refused, ballots already cast stay.
    With `with_ballot` their ballot in the open round goes too; closed rounds stay as they were
    shown."""

    person: str
    with_ballot: bool = False


class RemoveJoined(Command, frozen=True):
    """Remove everybody who joined in the last `minutes` minutes, with their ballots in the open
    round; with `like`, a person's id, only those who joined from the same network address."""

    minutes: int
    like: str = ""


class MergePeople(Command, frozen=True):
    """Treat two devices as one person: `person` acts as `into` from now on. Of two ballots in the
    open round the newer counts; closed rounds stay as they were shown."""

    person: str
    into: str


class RecogniseInvited(Command, frozen=True):
    """`person`, who joined by code, has opened the personal link of `into`: they are one person, as
    if they had been merged. Refused where both have a ballot in the open round."""

    person: str
    into: str


class ForgetNames(Command, frozen=True):
    """These people were erased for good: their names, and where they joined from, go from the
    workshop and from its log. What they rated stays counted."""

    people: list[str]


class ReadmitPerson(Command, frozen=True):
    """Let somebody back in who was removed, or separate two people who were merged: the ballot and
    reason that they had in the open round then go, as they may be either's."""

    person: str


class AddPractice(Command, frozen=True):
    """In a rehearsal: add `count` practice attendees. They rate when asked to (`practice_rate`)."""

    count: int


class LockJoining(Command, frozen=True):
    """Let nobody new join. Those who have joined stay."""


class UnlockJoining(Command, frozen=True):
    """Let new people join again."""


class ShowCode(Command, frozen=True):
    """Put the join code on the room view."""


class HideCode(Command, frozen=True):
    """Take the join code off the room view."""


class ReplaceLink(Command, frozen=True):
    """Replace one of the links; the old one stops working.

    Replacing the trainers' link signs out every trainer but the one who asks.
    """

    link: Link


# --- rounds ---------------------------------------------------------------------------------


class OpenRound(Command, frozen=True):
    """Open a round on a domain that has no ruling, or on another topic of the instrument, of which
    it asks what has none."""

    domain: str


class RevealAhead(Command, frozen=True):
    """Show what people rated ahead in a domain that has not been rated here, from five ratings on.
    It is the domain's round 0; the first time, rating ahead ends."""

    domain: str


class CloseRound(Command, frozen=True):
    """Close and reveal. Names the round, so that a late click never closes the next one."""

    round: int


class CancelRound(Command, frozen=True):
    """Undo a round opened by mistake: its ballots stay in the store and count nowhere."""

    round: int


class SetAutoClose(Command, frozen=True):
    """Close a round by itself once everybody who is taking part has rated."""

    on: bool


class SetTimer(Command, frozen=True):
    """Show a countdown of ``seconds``; with ``closes`` it closes the open round at its end."""

    seconds: int
    closes: bool = False


class ExtendTimer(Command, frozen=True):
    """Add time to a running countdown; restart one that has run out."""

    seconds: int


class ClearTimer(Command, frozen=True):
    """Remove the countdown."""


class EnterHands(Command, frozen=True):
    """Count the ratings of people without a phone into the open round: votes per level and "Can't
    say", for one sector or for people whose sector is not known (""). Sent again it replaces what
    was entered for that sector; all zero removes it."""

    round: int
    counts: list[int]
    cant_say: int = 0
    sector: str = ""
    cell: str | UnsetType = UNSET  # where the round asks about several
    answered: int | UnsetType = UNSET  # people, where each may choose several


class Nudge(Command, frozen=True):
    """Ask the phones of those who have not rated yet to do so."""

    round: int


class PracticeRate(Command, frozen=True):
    """In a rehearsal: let every practice attendee rate in the open round, so that their ratings
    make this picture. Asked for another one in the same round, some of them change their mind."""

    round: int
    picture: Picture


# --- what the room sees -----------------------------------------------------------------------

Part = Literal["picture", "measures", "movement", "groups", "last_time"]


class ShowPart(Command, frozen=True):
    """Show the pattern, how ratings moved, the sides, or what the area decided last time, on the
    room view and the phones; or the measures, which only phones draw."""

    part: Part


class HidePart(Command, frozen=True):
    """Remove one of these parts from the room view and the phones."""

    part: Part


class ShowReason(Command, frozen=True):
    """Show an attendee's reason; it stays with the domain's record from then on."""

    reason: str


class WithdrawReason(Command, frozen=True):
    """Take a reason down for good, whether it was shown or not: its words are erased from every
    screen, the record and the log."""

    reason: str


class SetLeastGroup(Command, frozen=True):
    """Set the smallest group to show: how many ballots from phones ("Can't say" included) a side or
    sector needs, and so do all those outside it together, for it to be shown separately. Applies to
    rounds closed from then on: what was shown of earlier ones can't be taken back."""

    ratings: int


# --- talk and rulings -----------------------------------------------------------------------


class StartDiscussion(Command, frozen=True):
    """Start the discussion, with a countdown of ``seconds`` if it is above 0."""

    seconds: int = 0


class EndDiscussion(Command, frozen=True):
    """Go from the discussion back to the revealed ratings."""


class ChangeQuestions(Command, frozen=True):
    """Put the next three questions for the discussion on every screen."""


class RecordRuling(Command, frozen=True):
    """Record what the room ruled on the domain on the screens, and how."""

    domain: str
    method: Method
    rating: Answer = None
    note: str = ""


class RecordRulings(Command, frozen=True):
    """Record rulings on several domains of what is on the screens at once, all by a method that
    leaves no choice: all agreed, by most votes, or by the median. All or none."""

    domains: list[str]
    method: Method


class NameRows(Command, frozen=True):
    """Name what is asked about, where the room does that: all names, in order. A row keeps its key
    with its name; once somebody has answered, rows can be added and none changed."""

    names: list[str]


class NameCopies(Command, frozen=True):
    """Name the things for each of which the instrument is answered once, as with `name_rows`."""

    names: list[str]


class ReopenRuling(Command, frozen=True):
    """Withdraw a ruling so that it can be discussed again; the log keeps it."""

    domain: str


class ShowDomain(Command, frozen=True):
    """Put a domain on the screens: its ratings, or, before its first round, its gold standard and
    what the levels mean; the phase is `lobby` then."""

    domain: str


class ShowOverview(Command, frozen=True):
    """Put the join code and the progress over all domains on the room view."""


class StartBreak(Command, frozen=True):
    """Show a break of ``seconds`` on every screen; sent again, it restarts. The next round or
    discussion ends it, or a trainer does."""

    seconds: int


class EndBreak(Command, frozen=True):
    """End the break on every screen, whether its time is over or not."""


class Finish(Command, frozen=True):
    """Finish the workshop, once every domain has a ruling or is left unresolved."""


class ReopenWorkshop(Command, frozen=True):
    """Continue a finished workshop."""


AnyCommand = (
    Create
    | EditDetails
    | Join
    | Leave
    | Introduce
    | RemovePerson
    | RemoveJoined
    | MergePeople
    | RecogniseInvited
    | ForgetNames
    | ReadmitPerson
    | AddPractice
    | LockJoining
    | UnlockJoining
    | ShowCode
    | HideCode
    | ReplaceLink
    | OpenRound
    | RevealAhead
    | CloseRound
    | CancelRound
    | EnterHands
    | Nudge
    | PracticeRate
    | ShowPart
    | HidePart
    | ShowReason
    | WithdrawReason
    | SetLeastGroup
    | SetAutoClose
    | SetTimer
    | ExtendTimer
    | ClearTimer
    | StartDiscussion
    | EndDiscussion
    | ChangeQuestions
    | RecordRuling
    | RecordRulings
    | NameRows
    | NameCopies
    | ReopenRuling
    | ShowDomain
    | ShowOverview
    | StartBreak
    | EndBreak
    | Finish
    | ReopenWorkshop
)
COMMANDS: dict[str, type[Command]] = {kind.event(): kind for kind in Command.__subclasses__()}


class Retired(Struct, frozen=True, tag_field="command", tag="retired"):
    """A command in a log that this version does not know, or knows with other arguments: it has no
    effect, and no page or program can send it. ``said`` are its arguments as stored."""

    name: str
    said: dict[str, Any]

    def event(self) -> str:
        return self.name


def known_event(event: str) -> str:
    """The key for the words about a command in a log: its event, or "retired" if this version does
    not know it."""
    return event if event in COMMANDS else "retired"
