"""The domains of greatest need: proposed in an order, chosen by the room."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.entries import PlanEntry
from voting.goals.meeting import sitting_of, with_sitting
from voting.goals.plan import KEPT_FROM, Chosen, Needs, Plan, Proposal
from voting.refusals.goals import NeedsOutside, QuestionOpen


class Standing(Struct, frozen=True):
    """How a domain came out: its ``rating`` None where it was left unresolved; ``decided`` False
    where nothing was recorded; ``two_camps``: its last round was of two views; ``firmness`` is the
    share of the last round that its rating had, 0 to 1."""

    domain: str
    rating: int | None = None
    decided: bool = False
    two_camps: bool = False
    firmness: float = 1.0


def proposed(standings: list[Standing], means: Mapping[str, float] | None = None) -> list[Proposal]:
    """The domains by need, each with the reasons in its favour. First those with the lowest rating
    in the room, then those left unresolved, then those with two views, then the others by their
    rating; among equals the less firm first, then the lower mean of the survey's factor (``means``
    by domain), then the order of the instrument. Those that nothing was recorded of are left
    out. Nothing is chosen by itself."""
    means = means or {}
    held = [one for one in standings if one.decided]
    ratings = [one.rating for one in held if one.rating is not None]
    lowest = min(ratings, default=0)

    def rank(one: Standing) -> tuple[int, int, float, float]:
        mean = means.get(one.domain, float("inf"))
        if one.rating is None:
            return 1, 0, one.firmness, mean
        if one.rating == lowest:
            return 0, one.rating, one.firmness, mean
        return 2 if one.two_camps else 3, one.rating, one.firmness, mean

    def reasons(one: Standing) -> tuple[tuple[str, str], ...]:
        first = ("unresolved", "") if one.rating is None else ("rated", str(one.rating))
        camps = (("two-camps", ""),) if one.two_camps else ()
        survey = (("survey", f"{means[one.domain]:.1f}"),) if one.domain in means else ()
        return (first, *camps, *survey)

    return [Proposal(one.domain, reasons(one)) for one in sorted(held, key=rank)]


def choose_needs(plan: Plan, command: c.ChooseNeeds, entry: PlanEntry) -> Plan:
    """By the votes where the room has just voted: then best supported first, and with how many
    chose each if there were enough voters."""
    facts, held = entry.facts, sitting_of(plan, entry)
    question = held.question if held.question and held.question.kind == "needs" else None
    if question and question.is_open:
        raise QuestionOpen()
    known = facts.domains
    chosen = tuple(dict.fromkeys(command.domains))
    if not chosen or not set(chosen) <= set(known):
        raise NeedsOutside(why="outside" if chosen else "none")
    answered = facts.answered if question else None
    votes = dict(zip(known, answered.counts, strict=False)) if answered else {}
    told = answered is not None and answered.people >= KEPT_FROM
    if votes:
        chosen = tuple(sorted(chosen, key=lambda domain: -votes.get(domain, 0)))
    record = Needs(
        workshop=entry.workshop,
        day=facts.day,
        how="vote" if answered and answered.people else "trainer",
        domains=tuple(Chosen(domain, votes.get(domain) if told else None) for domain in chosen),
        voters=answered.people if answered and answered.people else None,
        proposed=facts.proposed,
    )
    others = tuple(one for one in plan.needs if one.workshop != entry.workshop)
    after = replace(plan, needs=(*others, record))
    return with_sitting(after, replace(held, question=None if question else held.question))
