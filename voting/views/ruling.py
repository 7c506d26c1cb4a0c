"""What the room ruled on a domain, and how far each domain is."""

from typing import Annotated, Literal

from voting.core.rounds import could_answer
from voting.core.ruling import Ruling
from voting.core.state import Workshop
from voting.instruments.deciding import Method
from voting.instruments.tally import Answer
from voting.views.declared import Sent, about, time_text

Status = Literal["waiting", "open", "rated", "ruled", "unresolved"]


class RulingView(Sent, frozen=True):
    """A domain's ruling."""

    method: Method
    rating: Annotated[Answer, about("null when unresolved; several where several were chosen")]
    votes: Annotated[
        int | None,
        about(
            "how many gave that rating in the last round; null when unresolved, and where nobody "
            "gave any"
        ),
    ]
    ratings: Annotated[int, about("of how many")]
    turnout: Annotated[int, about("how many ballots the last round had, “Can't say” among them")]
    present: Annotated[int | None, about("how many could have rated in it, as in `rounds`")]
    over_half: Annotated[bool | None, about("is that over half? null where `votes` is")]


class RulingRecord(RulingView, frozen=True):
    """A domain's ruling with what was recorded beside it."""

    note: Annotated[str, about("the note or reason")]
    at: Annotated[str, about("time")]
    by: Annotated[str | None, about("the trainer's name; null where they have given none")]
    by_number: Annotated[
        int | None, about("which trainer without a name, as `trainers[].number`; else null")
    ]
    round: Annotated[int, about("id of the round that it stands on")]


def ruling_view(w: Workshop, domain: str | None) -> RulingView | None:
    ruled = w.rulings.get(domain) if domain else None
    if ruled is None or domain is None:
        return None
    return RulingView(
        method=ruled.method,
        rating=ruled.rating,
        votes=ruled.votes,
        ratings=ruled.tally.ratings,
        turnout=ruled.tally.turnout,
        present=_present(w, domain, ruled),
        over_half=ruled.over_half,
    )


def ruling_record(w: Workshop, domain: str) -> RulingRecord | None:
    ruled = w.rulings.get(domain)
    if ruled is None:
        return None
    trainer = w.trainers.get(ruled.by)
    return RulingRecord(
        method=ruled.method,
        rating=ruled.rating,
        votes=ruled.votes,
        ratings=ruled.tally.ratings,
        turnout=ruled.tally.turnout,
        present=_present(w, domain, ruled),
        over_half=ruled.over_half,
        note=ruled.note,
        at=time_text(ruled.at),
        by=trainer.name if trainer and trainer.is_named else None,
        by_number=trainer.number if trainer else None,
        round=ruled.round,
    )


def _present(w: Workshop, domain: str, ruled: Ruling) -> int | None:
    stands_on = next((held for held in w.rounds if held.id == ruled.round), None)
    return could_answer(stands_on, w.framework.domain(domain)) if stands_on else None


def status_of(w: Workshop, domain: str) -> Status:
    if domain in w.rulings:
        return "unresolved" if w.rulings[domain].rating is None else "ruled"
    if w.open_round is not None and domain in w.open_round.asks:
        return "open"
    return "rated" if w.live_rounds(domain) else "waiting"
