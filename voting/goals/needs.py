"""The domains of greatest need: proposed in an order, chosen by the room."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.entries import PlanEntry
from voting.goals.meeting import in_place, sitting_of, with_sitting
from voting.goals.plan import Chosen, Needs, Plan, Proposal
from voting.refusals.goals import NeedsOutside, QuestionOpen

Rank = tuple[int, float, bool, float, float]
LAST: Rank = (9, 0.0, True, 0.0, 0.0)  # of what has no rank


class Standing(Struct, frozen=True):
    """How a domain came out. ``rating`` is the place that was recorded on its scale, None where it
    was left unresolved or several were; ``height`` is how far up the scale that is, 0 to 1, None
    also where the places have no order. ``decided`` is False where nothing was recorded.
    ``two_camps``: its last round was of two views; ``firmness`` is the share of the last round that
    its rating had, 0 to 1."""

    domain: str
    rating: int | None = None
    height: float | None = None
    decided: bool = False
    unresolved: bool = False
    two_camps: bool = False
    firmness: float = 1.0


def ranks(
    standings: Sequence[Standing], means: Mapping[str, float], *, camps: bool = True
) -> dict[str, Rank]:
    """What orders the domains by need, the greatest first (docs/method.md, "Needs"): those rated
    lowest in the room, unless that is the top of the scale; those left unresolved; the others by
    their rating; last those whose places have no order. Among equals those with two views come
    first (with ``camps``), then the less firm, then those with the lower mean of the survey's
    factor (``means`` by domain). Domains that nothing was recorded of have no rank."""
    held = [one for one in standings if one.decided]
    heights = [one.height for one in held if one.height is not None]
    lowest = min(heights, default=0.0)

    def rank(one: Standing) -> Rank:
        if one.unresolved:
            group = 1
        elif one.height is None:
            group = 3
        else:
            group = 0 if one.height == lowest < 1 else 2
        mean = means.get(one.domain, float("inf"))
        return group, one.height or 0.0, not (camps and one.two_camps), one.firmness, mean

    return {one.domain: rank(one) for one in held}


def reasons_of(one: Standing, means: Mapping[str, float]) -> tuple[tuple[str, str], ...]:
    """What came out, as in ``Proposal``."""
    found = []
    if one.unresolved:
        found.append(("unresolved", ""))
    elif one.rating is not None:
        found.append(("rated", str(one.rating)))
    if one.two_camps:
        found.append(("two-camps", ""))
    if one.domain in means:
        found.append(("survey", f"{means[one.domain]:.1f}"))
    return tuple(found)


def proposed(
    standings: Sequence[Standing], means: Mapping[str, float] | None = None
) -> list[Proposal]:
    """The domains by need, each with the reasons for it; those that nothing was recorded of are
    left out. It chooses nothing."""
    means = means or {}
    order = ranks(standings, means)
    held = sorted((one for one in standings if one.decided), key=lambda one: order[one.domain])
    return [Proposal(one.domain, reasons_of(one, means)) for one in held]


def choose_needs(plan: Plan, command: c.ChooseNeeds, entry: PlanEntry) -> Plan:
    """By the votes where the room has just voted: then best supported first, and with how many
    chose each if there were enough voters. With one that got no vote it is the trainers' choice."""
    facts, held = entry.facts, sitting_of(plan, entry)
    question = held.question if held.question and held.question.kind == "needs" else None
    if question and question.is_open:
        raise QuestionOpen()
    known = facts.domains
    chosen = tuple(dict.fromkeys(command.domains))
    if not chosen or not set(chosen) <= set(known):
        raise NeedsOutside(why="outside" if chosen else "none")
    answered = facts.answered if question else None
    told = answered is not None and answered.may_be_kept
    votes = dict(zip(known, answered.counts, strict=False)) if answered and told else {}
    by_vote = bool(answered and answered.people) and all(votes.get(one, 1) for one in chosen)
    if votes:
        chosen = tuple(sorted(chosen, key=lambda domain: -votes.get(domain, 0)))
    record = Needs(
        workshop=entry.workshop,
        day=facts.day or facts.today,
        how="vote" if by_vote else "trainer",
        domains=tuple(Chosen(domain, votes.get(domain)) for domain in chosen),
        voters=answered.people if answered and answered.people else None,
        proposed=facts.proposed,
    )
    needs = in_place(plan.needs, record, lambda one: one.workshop)
    after = replace(plan, needs=needs)
    return with_sitting(after, replace(held, question=None if question else held.question))
