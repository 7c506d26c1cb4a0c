"""Each domain's results: its ruling, all its counted rounds, and the reasons that were shown."""

from typing import Annotated

from voting.views.declared import Sent, about
from voting.views.reasons import ReasonOnScreen, ReasonShown, reasons_on_screen, reasons_shown
from voting.views.rounds import RoundResult, round_result
from voting.views.ruling import RulingRecord, Status, ruling_record, status_of
from voting.views.situation import Situation


class _Domain(Sent, frozen=True):
    """One domain's results."""

    domain: Annotated[str, about("key")]
    status: Annotated[Status, about("as in `progress`")]
    ruling: Annotated[RulingRecord | None, about("as `ruling`, with what was recorded beside it")]
    rounds: Annotated[
        tuple[RoundResult, ...], about("all counted rounds of the domain, as `rounds`, and more")
    ]


class DomainResult(_Domain, frozen=True):
    """One domain's results."""

    reasons: Annotated[tuple[ReasonOnScreen, ...], about("the reasons that were shown")]


class DomainForTrainers(_Domain, frozen=True):
    """One domain's results, with ids by which trainers take reasons down."""

    reasons: Annotated[tuple[ReasonShown, ...], about("the reasons that were shown")]


def domain_results(at: Situation) -> tuple[DomainResult, ...]:
    """Every domain, in the framework's order."""
    w = at.workshop
    return tuple(
        DomainResult(
            domain=domain.key,
            status=status_of(w, domain.key),
            ruling=ruling_record(w, domain.key),
            rounds=_rounds(at, domain.key),
            reasons=reasons_on_screen(w, domain.key),
        )
        for domain in w.framework.domains
    )


def domains_for_trainers(at: Situation) -> tuple[DomainForTrainers, ...]:
    w = at.workshop
    return tuple(
        DomainForTrainers(
            domain=domain.key,
            status=status_of(w, domain.key),
            ruling=ruling_record(w, domain.key),
            rounds=_rounds(at, domain.key),
            reasons=reasons_shown(w, domain.key),
        )
        for domain in w.framework.domains
    )


def _rounds(at: Situation, domain: str) -> tuple[RoundResult, ...]:
    return tuple(round_result(at, round_, domain) for round_ in at.workshop.counted_rounds(domain))
