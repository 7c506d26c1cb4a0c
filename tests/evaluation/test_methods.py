"""The two paragraphs for a methods section say what the record holds, and of nothing more."""

import pytest

from tests.builders import WORDS, cascade
from voting.evaluation.comparing import compare
from voting.evaluation.facts import Facts, PointFacts, Recorded
from voting.evaluation.panel import Panel
from voting.reports.evaluation.methods import methods_text

AT = "evaluation_files.methods"
DOMAINS = tuple(cell.key for cell in cascade().domains)
FIRST, SECOND = "workshop-1", "workshop-2"
NAMED = {point: WORDS.say(f"area.kinds.{point}") for point in (FIRST, SECOND)}
LIVE = Recorded(people=(10, 12), methods={"majority": 14}, rounds=(1,) * 14, ratings=150)


def text(then: int | None, now: int | None, n: int = 2, *facts: PointFacts) -> str:
    """Of ``n`` areas, all with the rating ``then`` and ``now``; None: they held no workshop."""
    areas = tuple(f"A{number}" for number in range(n))
    held = {
        point: {area: dict.fromkeys(DOMAINS, rating) for area in areas}
        for point, rating in ((FIRST, then), (SECOND, now))
        if rating is not None
    }
    panel = Panel(DOMAINS, 4, (FIRST, SECOND), areas, held)
    plain = [PointFacts(point, len(panel.held(point)), 0, 0) for point in (FIRST, SECOND)]
    told = methods_text(
        Facts(*(facts or plain)),
        compare(panel, FIRST, SECOND),
        cascade(),
        NAMED,
        WORDS,
        areas=n,
    )
    return " ".join(told.split())


def live(point: str, areas: int = 2, **changes) -> PointFacts:
    recorded = {"people": LIVE.people, "methods": LIVE.methods, "rounds": LIVE.rounds}
    beside = {name: changes.pop(name) for name in ("days", "by_hand") if name in changes}
    return PointFacts(point, areas, 0, 0, recorded=Recorded(**recorded, **beside), **changes)


def say(key: str, **values: object) -> str:
    return WORDS.say(f"{AT}.{key}", **values)


def test_days_that_are_known_of_some_workshops_are_told_of_those_alone():
    days = ("2026-03-05", "2026-04-07")
    first, last = map(WORDS.date, days)
    told = {"point": NAMED[FIRST], "first": first, "last": last}
    whole, some = say("days", **told), say("days_some", n=2, areas=3, **told)
    all_ = text(0, 1, 2, live(FIRST, days=days), live(SECOND))
    assert (whole in all_, some in all_) == (True, False)
    part = text(0, 1, 3, live(FIRST, 3, days=days), live(SECOND, 3))
    assert (whole in part, some in part) == (False, True)
    one = text(0, 1, 3, live(FIRST, 3, days=days[:1]), live(SECOND, 3))
    assert say("day_some", n=1, areas=3, point=NAMED[FIRST], first=first) in one


def test_what_phones_hide_is_said_of_the_workshops_with_phones_alone():
    paper = PointFacts(SECOND, 2, 0, 0, imported=2)
    assert say("private", n=2) in text(0, 1, 2, live(FIRST), paper)
    assert say("private", n=4) in text(0, 1, 2, live(FIRST), live(SECOND))
    assert say("by_hand", n=3) in text(0, 1, 2, live(FIRST, by_hand=3), live(SECOND))


def test_workshops_that_go_on_are_told():
    told = text(0, 1, 2, live(FIRST), live(SECOND, unfinished=1))
    assert say("unfinished", n=1, point=NAMED[SECOND]) in told


@pytest.mark.parametrize(
    ("then", "now", "why"), [(1, None, "no_pairs"), (None, 1, "no_pairs"), (1, 1, "none_changed")]
)
def test_no_test_is_described_where_there_was_none(then, now, why):
    told = text(then, now, 12)
    assert say(why) in told
    for key in ("test", "corrected", "untested"):
        assert say(key, n=7, limit=".0071") not in told
    assert (say("up") in told) == (why == "none_changed")


def test_alpha_is_told_of_the_workshops_that_were_held_with_the_reason_where_there_is_none():
    few = "alpha_none.few-areas"
    told = text(0, 1, 3)
    for point in NAMED.values():
        assert say(few, point=point, n=3, least=10) in told
    alone = text(1, None, 12)
    assert say("alpha_none.no-variance", point=NAMED[FIRST], n=12) in alone
    assert say(few, point=NAMED[SECOND], n=0, least=10) not in alone


def test_nothing_is_said_of_people_that_only_one_framework_is_about():
    told = text(0, 1, 2, live(FIRST), live(SECOND))
    assert "schools" not in told
    assert "mental health" not in told
