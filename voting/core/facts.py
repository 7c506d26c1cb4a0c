"""What deciding on a command needs besides the document, and what follows once it is saved.

The service looks up what ``needed`` names and passes it on as ``Facts``; it knows no command by
type.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.core.practice import MOST_PRACTICE
from voting.core.roster import devices_of
from voting.core.state import Round, Workshop
from voting.instruments.agreement import Picture


class Sought(Struct, frozen=True):
    """A stored reason to find by ``id`` in the rounds ``among``, only one about ``cell`` if that is
    not None; ``erase``: its words are to go."""

    id: str
    among: tuple[Round, ...]
    erase: bool = False
    cell: str | None = None


class Needs(Struct, frozen=True):
    """``tallies_of``: cells to count, each in its last round; ``several``: for a command about
    several of them. ``ahead_in``: a domain in which to count what was rated
    ahead, and for which to find who could have. ``closes``: the round to be closed, for which to
    find who is present and the rule it will be shown by; ``by_itself``: also whether a rating in it
    stands alone. ``reason``: a reason to find. ``new_code``: a free join code. ``people``: how many
    new ids. ``apart``: nobody may be merged who has a ballot in the open round beside another.
    ``nameless``: people whose names go from the log."""

    tallies_of: tuple[str, ...] = ()
    several: bool = False
    ahead_in: str | None = None
    closes: Round | None = None
    by_itself: bool = False
    reason: Sought | None = None
    new_code: bool = False
    people: int = 0
    apart: bool = False
    nameless: frozenset[str] = frozenset()

    @property
    def erases(self) -> str | None:
        """The id of the reason whose words are to be erased."""
        return self.reason.id if self.reason and self.reason.erase else None


class PracticeVotes(Struct, frozen=True):
    """The practice attendees rate in a round, so that their ratings make a picture."""

    round: int
    picture: Picture


class Settle(Struct, frozen=True):
    """What the workshop has settled is to be kept."""


class Replan(Struct, frozen=True):
    """The workshop's event in its area is to say of its kind and date what the workshop says."""


class Wipe(Struct, frozen=True):
    """What was erased is to be removed from the store's disk as well."""


After = PracticeVotes | Replan | Settle | Wipe


def _the_open_round(w: Workshop, by: Actor, command: c.CloseRound) -> Needs:
    return Needs(closes=w.open_round, by_itself=by.role is Role.CLOCK)


def _reason_of_domain(w: Workshop, by: Actor, command: c.ShowReason) -> Needs:
    alone = w.cell_in_hand()
    among = rounds_in_hand(w)
    return Needs(reason=Sought(command.reason, among, cell=alone.key if alone else None))


def rounds_in_hand(w: Workshop) -> tuple[Round, ...]:
    """The counted rounds that asked about anything on the screens, in order."""
    keys = {cell.key for cell in w.cells_in_hand()}
    return tuple(r for r in w.rounds if r.counts and not keys.isdisjoint(r.asks))


def _any_reason(w: Workshop, by: Actor, command: c.WithdrawReason) -> Needs:
    """Trainers have seen the reasons of every round that was closed."""
    among = tuple(r for r in w.rounds if r.counts)
    return Needs(reason=Sought(command.reason, among, erase=True))


_NEEDS: dict[type[c.Command], Callable[[Workshop, Actor, Any], Needs]] = {
    c.RecordRuling: lambda w, by, command: Needs(tallies_of=(command.domain,)),
    c.RecordRulings: lambda w, by, command: Needs(tallies_of=(*command.domains,), several=True),
    c.RevealAhead: lambda w, by, command: Needs(ahead_in=command.domain),
    c.CloseRound: _the_open_round,
    c.ShowReason: _reason_of_domain,
    c.WithdrawReason: _any_reason,
    c.ForgetNames: lambda w, by, command: Needs(nameless=devices_of(w, command.people)),
    c.RecogniseInvited: lambda w, by, command: Needs(apart=True),
    c.ReplaceLink: lambda w, by, command: Needs(new_code=command.link == "join"),
    # The number is checked later; ids are made for no more than could ever be added.
    c.AddPractice: lambda w, by, command: Needs(people=min(command.count, MOST_PRACTICE)),
}

_FOLLOWS: dict[type[c.Command], Callable[[Any], After]] = {
    c.PracticeRate: lambda command: PracticeVotes(command.round, command.picture),
    c.WithdrawReason: lambda command: Wipe(),
    c.Finish: lambda command: Settle(),
    c.EditDetails: lambda command: Replan(),
}


def needed(workshop: Workshop, by: Actor, command: c.Command) -> Needs:
    """What deciding on a command from ``by`` needs, besides the workshop itself."""
    needs = _NEEDS.get(type(command))
    return needs(workshop, by, command) if needs else Needs()


def follows(command: c.Command) -> After | None:
    """What to do once ``command`` is saved. It is done again after a repeat, which is harmless: the
    first time may have been cut short."""
    then = _FOLLOWS.get(type(command))
    return then(command) if then else None
