"""Results of workshops made by hand, for what changed between them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from tests.builders import WORDS, Room, cascade
from voting.instruments.instrument import Instrument
from voting.programme.result import Decision, DomainSettled, Result, Returning, RoundResult
from voting.reports.record import record

# A decision as (method, rating) or None, and the counts of the last round.
Settled = tuple[tuple[str, int | None] | None, Sequence[int]]


def settled(domain: str, decision: tuple[str, int | None] | None, *counts: int) -> DomainSettled:
    """A domain after one round with these counts, or after none."""
    at = datetime(2026, 3, 5, 10, tzinfo=UTC)
    rounds = (
        (RoundResult(1, 1, at, at, tuple(counts), 1, present=sum(counts) + 1),) if counts else ()
    )
    if decision is None:
        return DomainSettled(domain, None, rounds)
    method, rating = decision
    votes = None if rating is None or not counts else counts[rating]
    made = Decision(method, rating, "Noted" if rating is None else "", votes, sum(counts), 1)
    return DomainSettled(domain, made, rounds)


def result(
    workshop: str,
    date: str,
    domains: Mapping[str, Settled],
    framework: Instrument | None = None,
    **changes,
) -> Result:
    """A finished workshop of CASCADE, or of another framework."""
    framework = framework or cascade()
    made = Result(
        workshop=workshop,
        version=1,
        kind="workshop-1",
        date=date,
        title="",
        framework=framework,
        language="en",
        finished_at=datetime(2026, 3, 5, 12, tzinfo=UTC),
        people=18,
        sectors={"school": 8, "cypmhs": 5, "local-authority": 3, "voluntary": 2},
        domains=tuple(
            settled(key, decision, *counts) for key, (decision, counts) in domains.items()
        ),
    )
    return replace(made, **changes)


def first() -> Result:
    return result(
        "one",
        "2026-03-05",
        {
            "clarity": (("majority", 1), (4, 11, 3, 0)),
            "contact": (("consensus", 0), (9, 8, 1, 0)),
            "structures": (("unresolved", None), (8, 1, 1, 8)),
            "outcomes": (("unanimous", 1), (0, 18, 0, 0)),
            "learning": (("tie-break", 2), (0, 7, 7, 4)),
            "integration": (("majority", 2), (1, 5, 12, 0)),
            "evidence": (None, (3, 5, 6, 2)),
        },
    )


def second() -> Result:
    return result(
        "two",
        "2026-05-12",
        {
            "clarity": (("consensus", 2), (0, 6, 12, 2)),
            "contact": (("majority", 2), (1, 4, 15, 0)),
            "structures": (("majority", 1), (2, 14, 4, 0)),
            "outcomes": (("consensus", 1), (2, 16, 2, 0)),
            "learning": (("majority", 1), (3, 14, 3, 0)),
            "integration": (("unresolved", None), (9, 1, 1, 9)),
            "evidence": (("majority", 1), (4, 12, 4, 0)),
        },
        kind="workshop-2",
        people=20,
        sectors={"school": 12, "cypmhs": 4, "commissioning": 1, "voluntary": 3},
        returning=Returning("one", 14, 20),
    )


def long_series() -> list[Result]:
    """Five workshops of seventy people over two years."""
    kinds = ("workshop-1", "workshop-2", "review", "review", "other")
    days = ("2026-03-05", "2026-05-12", "2026-09-01", "2027-01-14", "2027-06-30")
    made = []
    for place, (kind, day) in enumerate(zip(kinds, days, strict=True)):
        domains: dict[str, Settled] = {}
        for at, domain in enumerate(cascade().domains):
            rating = (at + place) % 4
            counts = [5] * 4
            counts[rating] = 55
            unresolved = (at + place) % 6 == 5
            decision = ("unresolved", None) if unresolved else ("majority", rating)
            domains[domain.key] = (decision, counts)
        mix = {sector.key: 5 + place + at for at, sector in enumerate(cascade().sectors)}
        people = sum(mix.values())
        made.append(
            result(
                f"w{place}", day, domains, kind=kind, sectors=mix, people=people, imported=not place
            )
        )
    return made


def a_second_room() -> Room:
    """CASCADE again, after ``first()``: one up, one down, one left unresolved."""
    room = Room(cascade(), kind="workshop-2", date="2026-05-12")
    room.rates("clarity", 2, 2, 2, 1)
    room.rules("clarity", "majority")
    room.rates("learning", 1, 1, 1)
    room.rules("learning", "unanimous")
    room.rates("integration", 0, 0, 3, 3)
    room.rules("integration", "unresolved", note="Two views")
    return room


def record_after(*before, room: Room | None = None) -> dict:
    room = room or a_second_room()
    situation = replace(room.situation(), before=before)
    return record(situation, room.entries, room.now, WORDS)
