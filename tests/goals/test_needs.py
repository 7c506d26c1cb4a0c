"""In which order needs and sessions are proposed, and for which reasons."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from voting.goals.needs import Standing, proposed
from voting.goals.plan import Chosen, Goal, Needs, Plan, Version, Wording
from voting.goals.sessions import recommended

TOP = 3
keys = [f"domain-{n}" for n in range(7)]


def rated(domain: str, rating: int, top: int = TOP, **more) -> Standing:
    return Standing(domain, rating, rating / top, decided=True, **more)


def unresolved(domain: str, **more) -> Standing:
    return Standing(domain, decided=True, unresolved=True, firmness=0.0, **more)


def goal(id: str, *domains: str, state: str = "open") -> Goal:
    said = Wording("A goal", domains=domains, due="2027-01-01")
    return Goal(id, state, versions=(Version(1, said, "2026-11-22"),))


@st.composite
def standings(draw):
    found = []
    for key in keys:
        camps, firmness = draw(st.booleans()), draw(st.sampled_from([0.4, 0.6, 1.0]))
        kind = draw(st.sampled_from(["rated", "rated", "unresolved", "open", "no order"]))
        if kind == "rated":
            one = rated(key, draw(st.integers(0, TOP)), two_camps=camps, firmness=firmness)
        elif kind == "unresolved":
            one = unresolved(key, two_camps=camps)
        else:
            one = Standing(key, decided=kind == "no order", firmness=firmness)
        found.append(one)
    return found


def order(held, means=None) -> list[str]:
    return [one.domain for one in proposed(held, means)]


def test_the_lowest_comes_first_then_the_unresolved_then_the_others():
    held = [
        rated("high", 3, two_camps=True), rated("firm", 1), rated("camps", 1, two_camps=True),
        unresolved("open"), rated("low", 0), Standing("not rated"),
    ]  # fmt: skip
    assert order(held) == ["low", "open", "camps", "firm", "high"]
    assert proposed(held)[2].reasons == (("rated", "1"), ("two-camps", ""))
    assert proposed(held)[1].reasons == (("unresolved", ""),)


def test_what_is_at_the_top_is_no_lowest_rating():
    assert order([rated("good", 3), unresolved("open")]) == ["open", "good"]


def test_among_equals_the_less_firm_then_the_lower_survey_mean_comes_first():
    held = [rated(key, 1, firmness=firm) for key, firm in (("a", 0.9), ("b", 0.5), ("c", 0.5))]
    assert order(held) == ["b", "c", "a"]
    assert order(held, {"c": 1.2, "b": 3.4}) == ["c", "b", "a"]
    assert proposed(held, {"c": 1.25})[0].reasons == (("rated", "1"), ("survey", "1.2"))


def test_scales_of_other_lengths_are_compared_by_how_far_up_they_are():
    held = [rated("three of ten", 3, top=10), rated("one of two", 1, top=2), rated("zero", 0)]
    assert order(held) == ["zero", "three of ten", "one of two"]


@given(standings())
def test_every_domain_that_something_was_recorded_of_is_proposed_once(held):
    found = order(held)
    assert sorted(found) == sorted(one.domain for one in held if one.decided)
    by_key = {one.domain: one for one in held}
    heights = [by_key[key].height for key in found if by_key[key].height is not None]
    assert heights == sorted(heights)
    groups = [by_key[key].height is None and not by_key[key].unresolved for key in found]
    assert groups == sorted(groups)  # those without an order last


@given(standings(), st.lists(st.sampled_from(keys), max_size=3, unique=True))
def test_sessions_are_recommended_for_goals_first_and_are_three_at_most(held, wanted):
    plan = Plan("area-one", goals=(goal("g1", *wanted), goal("g2", keys[0], state="reached")))
    found = [one.domain for one in recommended(plan, held, keys)]
    assert len(found) == min(3, len({*wanted, *order(held)}))
    for_goals = [key in wanted for key in found]
    assert for_goals == sorted(for_goals, reverse=True)
    assert all(for_goals[: len(wanted)])


def test_equal_ratings_come_by_firmness_alone_and_goals_by_their_number():
    held = [rated("camps", 1, two_camps=True, firmness=0.5), rated("weak", 1, firmness=0.4)]
    plan = Plan("area-one", goals=(goal("g1", state="dropped"), goal("g2", "camps")))
    first, second = recommended(plan, held, ["camps", "weak"])
    assert first.domain == "camps"
    assert ("goal", "2") in first.reasons  # as pages number it, among all goals
    assert second.reasons == (("rated", "1"),)
    alone = replace(plan, goals=())
    assert [one.domain for one in recommended(alone, held, ["camps", "weak"])] == ["weak", "camps"]


def test_what_was_named_last_is_recommended_after_what_goals_are_for():
    held = [rated("low", 0), rated("goal", 2), rated("named", 3), rated("once", 3)]
    before = Needs("w1", "2026-01-01", "trainer", (Chosen("once"),))
    named = Needs("w2", "2026-11-30", "vote", (Chosen("named", 5), Chosen("never rated", 4)))
    plan = Plan("area-one", goals=(goal("g1", "goal"),), needs=(before, named))
    areas = ["low", "goal", "named", "once", "never rated"]
    found = recommended(plan, held, areas)
    assert [one.domain for one in found] == ["goal", "named", "never rated"]
    assert found[1].reasons == (("rated", "3"), ("need", ""))
    assert found[2].reasons == (("need", ""),)


def test_an_instrument_without_areas_of_the_catalogue_has_no_recommendations():
    assert recommended(Plan("area-one"), [rated("trust", 0)], ["clarity"]) == []
