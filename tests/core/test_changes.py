"""What changed between two workshops of an area: by the rule, and never by guessing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders import cascade, three_by_five
from voting.instruments.instrument import Instrument
from voting.programme.changes import changed, history
from voting.programme.result import Decision, DomainSettled, Result, RoundResult

AT = datetime(2026, 3, 5, 11, 0, tzinfo=UTC)


def settled(domain: str, rating: int | None, *counts: int, method: str = "") -> DomainSettled:
    """Decided on its only round; ``rating`` None: unresolved."""
    closed = RoundResult(1, 1, AT, AT, counts, 0)
    votes = None if rating is None else counts[rating]
    method = method or ("unresolved" if rating is None else "majority")
    return DomainSettled(domain, Decision(method, rating, "", votes, sum(counts), 1), (closed,))


def result(
    workshop: str, *domains: DomainSettled, framework: Instrument | None = None, **changes
) -> Result:
    made = Result(
        workshop=workshop,
        version=1,
        kind="workshop-1",
        date="2026-03-05",
        title="",
        framework=framework or cascade(),
        language="en",
        finished_at=AT,
        people=18,
        sectors={"school": 12, "cypmhs": 6},
        domains=domains,
    )
    return replace(made, **changes)


def test_a_change_is_counted_in_steps_and_a_domain_without_a_rating_is_missing_not_0():
    before = result(
        "one",
        settled("clarity", 1, 4, 11, 3, 0),
        settled("contact", 0, 12, 3, 0, 0),
        settled("structures", None, 6, 0, 6, 0),
        DomainSettled("outcomes", None, (RoundResult(9, 1, AT, AT, (2, 1, 0, 0), 1),)),
        settled("learning", 2, 0, 1, 5, 0),
    )
    after = result(
        "two",
        settled("clarity", 2, 0, 4, 10, 0),
        settled("contact", 0, 9, 3, 0, 0),
        settled("structures", 2, 0, 1, 9, 0),
        settled("outcomes", 2, 0, 1, 9, 0),
        settled("learning", 0, 9, 0, 0, 0),
    )
    told = history([before, after])
    assert told.earlier() == 0
    change = {d.domain: told.change(d.domain, 0) for d in told.domains}
    assert {key: (one.steps, one.why) for key, one in change.items()} == {
        "clarity": (1, None),
        "contact": (0, None),
        "structures": (None, "unresolved"),
        "outcomes": (None, "undecided"),
        "learning": (-2, None),
        "integration": (None, "undecided"),
        "evidence": (None, "undecided"),
    }
    assert changed(before, after) == change
    clarity = told.domain("clarity").then[0]
    assert (clarity.label, clarity.method, clarity.votes, clarity.ratings, clarity.rounds) == (
        "Elements of good practice", "majority", 11, 18, 1
    )  # fmt: skip
    unresolved, undecided = told.domain("structures").then[0], told.domain("outcomes").then[0]
    assert (unresolved.rating, unresolved.status, unresolved.picture) == (
        None, "unresolved", "two-camps"
    )  # fmt: skip
    assert (undecided.rating, undecided.counts, undecided.cant_say) == (None, (2, 1, 0, 0), 1)
    assert told.domain("evidence").then[0].counts is None


@pytest.mark.parametrize(
    ("changes", "steps", "why", "notes"),
    [
        ({}, 1, None, ()),
        ({"version": "1"}, 1, None, ("version",)),
        ({"key": "partnership"}, None, "instrument", ()),
        ({"levels": cascade().levels[:3]}, None, "levels", ()),
        ({"rows": cascade().rows[1:]}, None, "absent", ()),
        (
            {"rows": (replace(cascade().rows[0], name="Clear roles"),)},
            1,
            None,
            ("name",),
        ),
        (
            {"levels": (*cascade().levels[:3], replace(cascade().levels[3], label="Gold"))},
            1,
            None,
            ("labels",),
        ),
    ],
)
def test_only_equal_keys_of_one_instrument_with_equal_levels_are_compared(
    changes, steps, why, notes
):
    before = result("one", settled("clarity", 1, 1, 5, 2), framework=replace(cascade(), **changes))
    after = result("two", settled("clarity", 2, 1, 2, 5, 0))
    change = history([before, after]).change("clarity", 0)
    assert (change.steps, change.why, change.notes) == (steps, why, notes)
    assert changed(before, after)["clarity"] == change


def test_it_is_compared_with_the_last_workshop_that_used_the_same_instrument():
    other = result("three", framework=three_by_five())
    told = history([result("one"), result("two"), other, result("four")])
    assert [point.workshop for point in told.points] == ["one", "two", "three", "four"]
    assert told.earlier() == 1
    assert told.earlier(2) == 1, "none is the same: the nearest, and why it is not compared"
    assert told.earlier(0) is None
    assert told.change("clarity", 2).why == "instrument"
    assert told.domain("trust").then[0] is None, "it was not asked about"
    assert [d.domain for d in told.domains][:7] == [d.key for d in cascade().domains]
    assert history([]).points == ()


def test_the_mix_of_sectors_has_every_sector_of_every_workshop():
    before = result("one", sectors={"school": 3, "": 2, "gone": 1})
    told = history([before, result("two", sectors={"school": 1, "cypmhs": 4})])
    mix = {row.sector: row.people for row in told.sectors}
    assert mix["school"] == (3, 1)
    assert mix["cypmhs"] == (0, 4)
    assert mix["gone"] == (1, 0)
    assert list(mix.items())[-1] == ("", (2, 0)), "not known: last"
    assert {s.key for s in cascade().sectors} <= set(mix), "nobody is told as 0"
    assert next(r.name for r in told.sectors if r.sector == "school")


ratings = st.one_of(st.none(), st.integers(0, 3))


@given(st.lists(st.lists(ratings, min_size=7, max_size=7), min_size=2, max_size=5))
def test_changes_over_a_series_add_up_and_a_missing_one_is_never_a_number(series):
    keys = [d.key for d in cascade().domains]
    results = [
        result(str(k), *(settled(key, one, 2, 2, 2, 2) for key, one in zip(keys, row, strict=True)))
        for k, row in enumerate(series)
    ]
    told = history(results)
    for place, key in enumerate(keys):
        rated = [row[place] for row in series]
        for k in range(1, len(series)):
            step = told.change(key, k - 1, k)
            assert (step.steps is None) == (None in (rated[k - 1], rated[k]))
            assert (step.why is None) == (step.steps is not None)
            if step.steps is not None:
                assert rated[k - 1] + step.steps == rated[k]
                back = told.change(key, k, k - 1)
                assert back.steps == -step.steps
        if None not in rated:
            steps = [told.change(key, k - 1, k).steps for k in range(1, len(series))]
            assert sum(steps) == told.change(key, 0).steps
