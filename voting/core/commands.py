"""What people can ask of a workshop: one type per command, imperatives, named as on the wire.

``OpenRound(domain="clarity")`` travels as ``{"command": "open_round", "domain": "clarity"}``.
``done`` says in the past tense what the command did, for the trainer who came second and the log.
"""

from typing import Any, ClassVar, Literal

from msgspec import Struct

from voting.core.ruling import Method
from voting.instruments.agreement import Picture


def _snake(name: str) -> str:
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


class Command(Struct, frozen=True, tag_field="command", tag=_snake):
    """A request to change a workshop."""

    done: ClassVar[str] = "changed something"

    @classmethod
    def event(cls) -> str:
        """The command's name on the wire and in the log."""
        return _snake(cls.__name__)


class Details(Struct, frozen=True):
    """What a workshop is called. ``date`` is year-month-day, ``kind`` one of KINDS."""

    area: str
    kind: str
    date: str
    title: str


KINDS = {
    "workshop-1": "Workshop I",
    "workshop-2": "Workshop II",
    "review": "Review",
    "other": "Other",
}

Link = Literal["join", "trainer", "lead", "room"]


class Create(Command, frozen=True):
    """Set up a workshop: always the first entry of its log, and never sent to an existing one.

    A rehearsal stays one: nothing that was only tried out can turn into a result.
    """

    done: ClassVar[str] = "created the workshop"
    details: Details
    rehearsal: bool = False


class EditDetails(Command, frozen=True):
    """Correct the area, kind, date or title."""

    done: ClassVar[str] = "changed the workshop's details"
    details: Details


# --- coming and going -----------------------------------------------------------------------


class Join(Command, frozen=True):
    """Take part under a name or initials; sent again it corrects them, or comes back."""

    done: ClassVar[str] = "joined"
    name: str
    sector: str


class Leave(Command, frozen=True):
    """Stop taking part. Ballots cast stay."""

    done: ClassVar[str] = "left"


class Introduce(Command, frozen=True):
    """A trainer's name for the record; empty keeps the one there is, or gives "Trainer 1"."""

    done: ClassVar[str] = "gave a name for the record"
    name: str = ""


class RemovePerson(Command, frozen=True):
    """Take somebody out: their phone is told, later ratings are refused, ballots cast stay. With
    `with_ballot` their ballot in the open round goes too; closed rounds stay as they were shown."""

    done: ClassVar[str] = "took somebody out of the workshop"
    person: str
    with_ballot: bool = False


class RemoveJoined(Command, frozen=True):
    """Take out everybody who joined in the last so many minutes, with their ballots in the open
    round; with `like`, a person's id, only those who joined from the same network address."""

    done: ClassVar[str] = "took out those who joined last"
    minutes: int
    like: str = ""


class MergePeople(Command, frozen=True):
    """Make two devices of one person that person: `person` acts as `into` from now on. Of two
    ballots in the open round the newer counts; closed rounds stay as they were shown."""

    done: ClassVar[str] = "merged two who are one person"
    person: str
    into: str


class ReadmitPerson(Command, frozen=True):
    """Let somebody back in who was removed, or separate two who were merged: then the
    ballot and reason that the two had in the open round go, as they may be either's."""

    done: ClassVar[str] = "let somebody back in"
    person: str


class AddPractice(Command, frozen=True):
    """In a rehearsal: let so many practice attendees take part. They rate when they are asked to
    (`practice_rate`)."""

    done: ClassVar[str] = "added practice attendees"
    count: int


class LockJoining(Command, frozen=True):
    done: ClassVar[str] = "locked joining"


class UnlockJoining(Command, frozen=True):
    done: ClassVar[str] = "unlocked joining"


class ShowCode(Command, frozen=True):
    done: ClassVar[str] = "showed the join code"


class HideCode(Command, frozen=True):
    done: ClassVar[str] = "hid the join code"


class ReplaceLink(Command, frozen=True):
    """Make one of the links worthless and put a new one in its place.

    Replacing the trainers' link signs out every trainer but the one who asks.
    """

    done: ClassVar[str] = "replaced a link"
    link: Link


# --- rounds ---------------------------------------------------------------------------------


class OpenRound(Command, frozen=True):
    done: ClassVar[str] = "opened a round"
    domain: str


class CloseRound(Command, frozen=True):
    """Close and reveal. Names the round, so that a late click never closes the next one."""

    done: ClassVar[str] = "closed the round"
    round: int


class CancelRound(Command, frozen=True):
    """Undo a round opened by mistake: its ballots stay in the store and count nowhere."""

    done: ClassVar[str] = "cancelled the round"
    round: int


class SetAutoClose(Command, frozen=True):
    """Close a round by itself once everybody who is taking part has rated."""

    done: ClassVar[str] = "changed when rounds close"
    on: bool


class SetTimer(Command, frozen=True):
    """Show a countdown of ``seconds``; with ``closes`` it closes the open round at its end."""

    done: ClassVar[str] = "started a countdown"
    seconds: int
    closes: bool = False


class ExtendTimer(Command, frozen=True):
    done: ClassVar[str] = "extended the countdown"
    seconds: int


class ClearTimer(Command, frozen=True):
    done: ClassVar[str] = "took the countdown away"


class EnterHands(Command, frozen=True):
    """Count the ratings of people without a phone into the open round: votes per level and "Can't
    say", for one sector or for people whose sector is not known (""). Sent again it replaces
    what was entered for that sector; all zero takes it back."""

    done: ClassVar[str] = "entered ratings by hand"
    round: int
    counts: list[int]
    cant_say: int = 0
    sector: str = ""


class Nudge(Command, frozen=True):
    """Ask the phones of those who have not rated yet to do so."""

    done: ClassVar[str] = "sent a reminder"
    round: int


class PracticeRate(Command, frozen=True):
    """In a rehearsal: let every practice attendee rate in the open round, so that their ratings
    make this picture. Asked for another one in the same round, some of them change their mind."""

    done: ClassVar[str] = "let the practice attendees rate"
    round: int
    picture: Picture


# --- what the room sees -----------------------------------------------------------------------

Part = Literal["picture", "measures", "movement", "groups"]


class ShowPart(Command, frozen=True):
    """Show the picture in words, its measures, who moved, or the sides, on the room view and the
    phones."""

    done: ClassVar[str] = "showed more of the picture"
    part: Part


class HidePart(Command, frozen=True):
    done: ClassVar[str] = "took a part of the picture away"
    part: Part


class ShowReason(Command, frozen=True):
    """Show an attendee's reason; it stays with the domain's record from then on."""

    done: ClassVar[str] = "showed a reason"
    reason: str


class WithdrawReason(Command, frozen=True):
    """Take a reason down for good, whether it was shown or not: its words are erased from every
    screen, the record and the log."""

    done: ClassVar[str] = "took a reason down"
    reason: str


class SetLeastGroup(Command, frozen=True):
    """How many ballots from phones, those that say "Can't say" included, a side or sector, and
    everybody outside it, need to be shown apart. Holds for rounds closed from then on: what has
    been seen of earlier ones can't be taken back."""

    done: ClassVar[str] = "changed how small a group may be"
    ratings: int


# --- talk and rulings -----------------------------------------------------------------------


class StartDiscussion(Command, frozen=True):
    """Talk the ratings over, with a timer of ``seconds`` if it is above 0."""

    done: ClassVar[str] = "started the discussion"
    seconds: int = 0


class EndDiscussion(Command, frozen=True):
    done: ClassVar[str] = "ended the discussion"


class RecordRuling(Command, frozen=True):
    """Record what the room ruled on the domain in hand, and how (see ruling.check)."""

    done: ClassVar[str] = "recorded a ruling"
    domain: str
    method: Method
    rating: int | None = None
    note: str = ""


class ReopenRuling(Command, frozen=True):
    """Take a ruling back to be talked over again; the log keeps it."""

    done: ClassVar[str] = "reopened a ruling"
    domain: str


class ShowDomain(Command, frozen=True):
    """Put a domain on the screens: its ratings, or, before its first round, its gold standard and
    what the levels mean; the phase is `lobby` then."""

    done: ClassVar[str] = "showed a domain"
    domain: str


class ShowOverview(Command, frozen=True):
    """Put the join code and the progress over all domains on the room view."""

    done: ClassVar[str] = "showed the overview"


class StartBreak(Command, frozen=True):
    """Show a break of ``seconds`` on every screen; sent again, it restarts. The next round or
    discussion ends it, and a trainer may."""

    done: ClassVar[str] = "started a break"
    seconds: int


class EndBreak(Command, frozen=True):
    """End the break on every screen, whether its time is over or not."""

    done: ClassVar[str] = "ended the break"


class Finish(Command, frozen=True):
    done: ClassVar[str] = "finished the workshop"


class ReopenWorkshop(Command, frozen=True):
    done: ClassVar[str] = "reopened the workshop"


AnyCommand = (
    Create
    | EditDetails
    | Join
    | Leave
    | Introduce
    | RemovePerson
    | RemoveJoined
    | MergePeople
    | ReadmitPerson
    | AddPractice
    | LockJoining
    | UnlockJoining
    | ShowCode
    | HideCode
    | ReplaceLink
    | OpenRound
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
    | RecordRuling
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
    """A command in a log that this version does not know, or knows with other arguments: it does
    nothing any more, and no page or program can give it. ``said`` are its arguments as stored."""

    done: ClassVar[str] = "did something that this version does not know"
    name: str
    said: dict[str, Any]

    def event(self) -> str:
        return self.name
