"""What the store must know to take ballots and reasons by itself, and why it did not take one."""

from datetime import datetime

from msgspec import Struct

from voting.core.ahead import ahead_open
from voting.core.reasons import ReasonsFor, reasons_for
from voting.core.state import Presence, Workshop
from voting.refusals import Refusal
from voting.refusals.people import PersonLeft, PersonRemoved, UnknownPerson
from voting.refusals.rounds import RoundCancelled, RoundClosed, RoundNeverOpened


class Gate(Struct, frozen=True):
    """What the store must know to take or refuse a ballot or a reason: the open round and when it
    was opened, which tells it from one that a failover lost and that had the same id, the round
    that reasons may be given for, who is barred, which reasons have been shown, whose other devices
    act for them, and who has or had several; ``ahead``: may people still rate ahead?"""

    round: int | None
    opened: datetime | None
    reasons: ReasonsFor | None
    barred: dict[str, str]
    shown: tuple[str, ...]
    merged: dict[str, str] = {}
    shared: tuple[str, ...] = ()
    ahead: bool = False


class Moves(Struct, frozen=True):
    """Ballots of the open round ``round`` that move: pairs of the person who has one and the person
    whose it becomes, "" for nobody's. Where both have one, the newer counts; or, with ``apart``,
    nothing moves and nothing is saved."""

    round: int
    pairs: tuple[tuple[str, str], ...]
    apart: bool = False

    @property
    def told(self) -> int:
        """How many pairs there are, below 0 if they are to be kept apart."""
        return -len(self.pairs) if self.apart else len(self.pairs)


def gate(workshop: Workshop) -> Gate:
    opened = workshop.open_round
    barred = {
        p.id: p.presence.value
        for p in workshop.people.values()
        if p.presence is not Presence.HERE and not p.merged_into
    }
    return Gate(
        round=opened.id if opened else None,
        opened=opened.opened_at if opened else None,
        reasons=reasons_for(workshop),
        barred=barred,
        shown=tuple(reason.id for reason in workshop.reasons),
        shared=tuple(p.id for p in workshop.people.values() if p.shared),
        merged={p.id: workshop.stands_for(p.id) for p in workshop.people.values() if p.merged_into},
        ahead=ahead_open(workshop),
    )


def ballot_moves(before: Workshop, after: Workshop, *, apart: bool = False) -> Moves | None:
    """Which ballots of the open round move because people were merged, separated or removed with
    their ballot; None if none do. The store moves them in the step that saves the workshop. When
    two are separated their ballot is deleted: it may be either's, and its owner's phone sends it
    again. ``apart`` as in ``Moves``."""
    opened = after.open_round
    if opened is None or before.people is after.people:
        return None
    changed = [p for p in after.people.values() if before.people.get(p.id) is not p]
    pairs = tuple((p.id, p.merged_into) for p in changed if p.merged_into or p.ballot_out)
    parted = tuple(
        (before.stands_for(p.id), "")
        for p in changed
        if not p.merged_into and before.stands_for(p.id) != p.id
    )
    return Moves(opened.id, pairs + parted, apart) if pairs or parted else None


def why_refused(workshop: Workshop, person: str, round_id: int) -> Refusal:
    """The refusal for a ballot that the gate did not take."""
    person = workshop.stands_for(person)
    if person not in workshop.people:
        return UnknownPerson(person=person)
    match workshop.people[person].presence:
        case Presence.REMOVED:
            return PersonRemoved()
        case Presence.LEFT:
            return PersonLeft()
    found = next((r for r in workshop.rounds if r.id == round_id), None)
    if found is None or found.is_open:
        return RoundNeverOpened()
    return RoundCancelled() if found.cancelled else RoundClosed()
