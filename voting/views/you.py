"""What one attendee alone is told: who they are here, and what is stored of theirs."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from voting.core.reasons import reasons_for
from voting.core.state import Presence, Workshop
from voting.instruments.tally import Answer, Answers, Ballot, Reason
from voting.views.declared import Sent, about
from voting.views.plan import OwnPlan

NONE_GIVEN: Mapping[str, Reason] = MappingProxyType({})


class StoredBallot(Sent, frozen=True):
    """What the store holds for a person in a round."""

    rating: Annotated[
        int | None,
        about("the rating that counts; null: “Can’t say”, unless `hidden` or there are `answers`"),
    ]
    hidden: Annotated[
        bool,
        about(
            "true where another device of the same person gave it, or may have: which is not told "
            "here, `rating` is null then and means nothing. The device that cast it knows it by "
            "its `vote_id`"
        ),
    ]
    vote_id: Annotated[str, about("whose vote it is")]
    sequence: Annotated[int, about("and its number")]
    answers: Annotated[
        Mapping[str, Answer] | None,
        about(
            "the answers that count, by cell, in a round of several cells or of a choice of "
            "several; null in any other, and where `hidden`"
        ),
    ]
    done: Annotated[bool, about("do they say that they are done?")]


class OwnBallot(StoredBallot, frozen=True):
    """A person's ballot in the open round."""

    round: Annotated[int, about("the open round's `id`")]


class OwnReason(Sent, frozen=True):
    """A person's own reason."""

    text: Annotated[str, about("what they wrote")]
    shown: Annotated[bool, about("has a trainer shown it? Then it stays")]
    withdrawn: Annotated[
        bool,
        about("has a trainer taken it down? Then `text` is empty, and another may be written"),
    ]
    hidden: Annotated[
        bool,
        about(
            "true where another device of this person sent it, or may have: then `text` is empty, "
            "`shown` and `withdrawn` are false, and none of them means anything. It is not a "
            "reason that was lost"
        ),
    ]


class RatedBefore(Sent, frozen=True):
    """What a person rated ahead in the domain of the open round, its first."""

    round: Annotated[int, about("id of that round: in no other is it to be offered")]
    rating: Annotated[int | None, about("null: “Can’t say”")]


class You(Sent, frozen=True):
    """What one attendee alone is told."""

    id: Annotated[str, about("the person's id in this workshop")]
    name: Annotated[str, about("their name or initials")]
    sector: Annotated[str, about("key")]
    presence: Presence
    ballot: Annotated[
        OwnBallot | None,
        about("what the store holds for this person in the open round; null: none"),
    ]
    reason: Annotated[
        OwnReason | None,
        about(
            "this person's reason in the round `reasons_for`, whichever of their devices it came "
            "from; where `reasons_about` is one domain, about that; null: none"
        ),
    ]
    reasons: Annotated[
        Mapping[str, OwnReason],
        about(
            "the same, by domain, where `reasons_about` are several: each as `reason`; else empty"
        ),
    ]
    ahead: Annotated[
        RatedBefore | None,
        about(
            "what this person rated ahead in the domain of the open round, while that is the "
            "domain's first: to be offered, never chosen for them; null: nothing, another round, "
            "or a second device acts for this person"
        ),
    ] = None
    plan: Annotated[
        OwnPlan | None,
        about("this person's own part in what follows from the ratings; null: none of it is asked"),
    ] = None


def you_view(
    workshop: Workshop,
    id: str,
    round_id: int | None,
    ballot: Ballot | None,
    reasons: Mapping[str, Reason] = NONE_GIVEN,
    *,
    hidden: bool = False,
    ahead: Ballot | None = None,
    plan: OwnPlan | None = None,
) -> You:
    """A device that was merged into somebody keeps its own ``id``, under which it keeps its votes.

    ``ballot`` is theirs in the open round ``round_id``, None for none, ``reasons`` for what they
    may be given for now, by cell ("" in a round of one). ``hidden`` where more than one device has
    acted as them: none is told what another one said. ``ahead`` is what they rated ahead in the
    open round's domain, ``plan`` their own part in the plan.
    Raises UnknownPerson.
    """
    person = workshop.person(workshop.stands_for(id))
    wanted = reasons_for(workshop)
    own = {cell: _own_reason(workshop, one, id, hidden) for cell, one in reasons.items()}
    return You(
        id=id,
        name=person.name,
        sector=person.sector,
        presence=person.presence,
        ballot=_own_ballot(round_id, ballot, hidden),
        reason=own.get(wanted.about) if wanted else None,
        reasons=own if wanted and len(wanted.cells) > 1 else {},
        ahead=_rated_before(round_id, ahead, hidden),
        plan=plan,
    )


def stored_ballot(ballot: Ballot, hidden: bool = False) -> StoredBallot:
    """A person's own ballot. ``hidden``: with no word of the rating, which another device may have
    given; the one that did knows its vote by its id."""
    rating, answers = _said(ballot, hidden)
    return StoredBallot(rating, hidden, ballot.vote_id, ballot.sequence, answers, ballot.done)


def _said(ballot: Ballot, hidden: bool) -> tuple[int | None, Mapping[str, Answer] | None]:
    if hidden:
        return None, None
    if isinstance(ballot.rating, Answers):
        return None, ballot.rating.answers
    return ballot.rating, None


def _rated_before(round_id: int | None, ahead: Ballot | None, hidden: bool) -> RatedBefore | None:
    if ahead is None or hidden or round_id is None:
        return None
    return RatedBefore(round_id, _said(ahead, False)[0])


def _own_ballot(round_id: int | None, ballot: Ballot | None, hidden: bool) -> OwnBallot | None:
    if ballot is None or round_id is None:
        return None
    rating, answers = _said(ballot, hidden)
    return OwnBallot(
        rating, hidden, ballot.vote_id, ballot.sequence, answers, ballot.done, round_id
    )


def _own_reason(workshop: Workshop, reason: Reason, device: str, shared: bool) -> OwnReason:
    """Once it has been shown it stays as it is. One that a trainer has taken down has no words any
    more. Hidden, with no word of it and of what became of it, from a device of theirs that did not
    send it: by what becomes of a reason one could tell whose it is."""
    hidden = reason.device != device if reason.device else shared
    return OwnReason(
        text="" if hidden else reason.text,
        shown=not hidden and any(shown.id == reason.id for shown in workshop.reasons),
        withdrawn=not hidden and not reason.text,
        hidden=hidden,
    )
