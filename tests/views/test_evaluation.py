"""Two points compared over areas: who is in it, what is missing, and how decisions came about."""

import pytest
from msgspec.structs import replace

from tests.builders import cascade, three_by_five
from tests.evaluation.published import the_areas, the_comparison
from tests.views.areas import UNDECIDED, UNRESOLVED, area, programme
from voting.evaluation.comparing import Remark
from voting.instruments.instrument import Instrument, Row
from voting.instruments.kinds.rating import Level
from voting.programme.result import Decision, DomainSettled, RoundResult
from voting.views import heat
from voting.views.evaluation import evaluation_view
from voting.views.evaluation_choosing import Asked, asked
from voting.views.evaluation_decided import UNDECIDED as NO_DECISION
from voting.views.evaluation_decided import UNKNOWN
from voting.views.programme import Asked as Names
from voting.views.programme import in_order

DOMAINS = [domain.key for domain in cascade().domains]
KNOWN = {"cascade": cascade()}
ALL = (1,) * 7
UP = (2,) * 7


def view(*areas, known=KNOWN, usual=None, **wanted):
    named = in_order(areas, programme(*areas).numbers, Names(), evaluating=True)
    return evaluation_view(named, Asked(**wanted), known, usual or cascade())


def with_results(at, **changes):
    """The area, with the results of its workshops changed: by ``w1``, ``w2`` their fields."""
    results = {
        id: replace(result, **changes.get(f"w{id.rpartition('-')[2]}", {}))
        for id, result in at.results.items()
    }
    return replace(at, results=results)


def domain(seen, key="clarity"):
    return next(one for one in seen.comparison.domains if one.domain == key)


def test_both_workshops_are_compared_unless_somebody_chooses_and_absent_ones_are_told():
    shown = view(area("a", ALL, UP), area("b", ALL), area("c"), area("d", (0, UNRESOLVED), (0, 2)))
    assert (shown.asked.since, shown.asked.until) == ("workshop-1", "workshop-2")
    assert (shown.all, shown.areas, shown.neither) == (4, 4, 1)
    first, second = shown.ends
    assert (first.held, second.held, shown.comparison.areas_both) == (3, 2, 2)
    assert [one.number for one in second.absent] == [2]
    assert first.absent == ()
    clarity, contact = domain(shown), domain(shown, "contact")
    assert (clarity.first.counts, clarity.second.counts) == ((1, 2, 0, 0), (1, 0, 1, 0))
    assert (clarity.changes.up, clarity.changes.same) == (1, 1)
    assert (contact.first.n, contact.first.missing) == (2, 1)
    assert contact.changes.pairs == 1  # what was unresolved is no 0 that rose
    (table,) = shown.tables
    assert len(table.lines) == 4


def test_the_published_areas_give_the_published_table_and_the_missing_first_workshop_is_told():
    panel = the_areas().panel
    areas = []
    for name in panel.areas:
        ratings = {
            point: tuple(panel.rating(point, name, key) for key in DOMAINS)
            for point in panel.points
            if name in panel.held(point)
        }
        made = area(name, *ratings.values())
        events = tuple(
            replace(event, kind=kind) for event, kind in zip(made.area.events, ratings, strict=True)
        )
        areas.append(replace(made, area=replace(made.area, events=events)))
    shown = view(*areas)
    assert shown.comparison == the_comparison()
    first, second = shown.ends
    assert (first.held, second.held, len(first.absent), len(second.absent)) == (25, 26, 1, 0)
    tallies = {one.domain: one.changes for one in shown.comparison.domains}
    (table,) = shown.tables  # the heat map counts the same
    for key, tally in zip(DOMAINS, table.tallies, strict=True):
        changes = tallies[key]
        assert tally.counts == (changes.up, changes.same, changes.down)


def test_a_missing_first_workshop_is_counted_with_the_second_as_in_the_published_table():
    late = area("late", ALL)
    event = replace(late.area.events[0], kind="workshop-2")
    late = replace(late, area=replace(late.area, events=(event,)))
    shown = view(area("a", ALL, UP), late)
    assert [one.held for one in shown.ends] == [1, 2]
    assert [one.number for one in shown.ends[0].absent] == [2]
    for since, until in (("first", "workshop-2"), ("workshop-2", "latest")):
        shown = view(area("a", ALL, UP), late, since=since, until=until)
        assert shown.ends[since == "first"].held == 2  # it is a second workshop, also as the first
        assert domain(shown).changes.pairs == (since == "first")


def test_one_workshop_that_is_the_first_and_the_latest_is_not_compared_with_itself():
    shown = view(area("a", ALL), area("b", ALL, UP, ALL), since="first", until="latest")
    assert [one.held for one in shown.ends] == [2, 1]
    assert domain(shown).changes.pairs == 1
    assert domain(shown).changes.same == 1


def test_a_latest_workshop_of_an_earlier_kind_is_not_one_that_followed():
    areas = [area("a", ALL, UP, ALL), area("only-first", ALL), area("both", ALL, UP)]
    shown = view(*areas, since="workshop-2", until="latest")
    assert [one.held for one in shown.ends] == [2, 1]
    assert (shown.neither, [one.number for one in shown.ends[1].absent]) == (1, [3])
    review = area("review", ALL)
    event = replace(review.area.events[0], kind="review-3")
    review = replace(review, area=replace(review.area, events=(event,)))
    shown = view(*areas, review, since="first", until="workshop-2")
    assert ([one.held for one in shown.ends], shown.neither) == ([3, 2], 1)


def test_the_earlier_workshop_is_compared_with_the_later_whatever_they_are_called():
    swapped = area("odd", ALL, UP)
    events = tuple(
        replace(event, kind=kind)
        for event, kind in zip(swapped.area.events, ("workshop-2", "workshop-1"), strict=True)
    )
    swapped = replace(swapped, area=replace(swapped.area, events=events))
    shown = view(swapped, area("a", ALL, UP))
    assert (shown.swapped, domain(shown).changes.up) == (1, 2)
    assert {cell.steps for line in shown.tables[0].lines for cell in line.cells} == {1}


@pytest.mark.parametrize(
    ("areas", "remarks"),
    [
        ([area("a", ALL)], {"no-second", "few-areas"}),
        ([area("a", ALL), area("b")], {"no-second", "few-areas"}),
        ([area("a", ALL, UP), area("b", ALL, UP), area("c", ALL, UP)], {"few-areas"}),
        ([area(f"a{n}", ALL, UP) for n in range(10)], set()),
    ],
)
def test_what_is_too_little_to_compare_is_said(areas, remarks):
    assert {one.code for one in view(*areas).comparison.remarks} == remarks


def test_areas_that_never_change_have_no_test_and_few_that_do_are_told_of():
    same = [area(f"same{n}", ALL, ALL) for n in range(12)]
    assert domain(view(*same)).test is None
    assert domain(view(*same)).remarks == (Remark("none-changed", n=12),)
    moved = [area(f"moved{n}", ALL, UP) for n in range(8)]
    (remark,) = domain(view(*same, *moved)).remarks
    assert (remark.code, remark.n, remark.least) == ("too-few-changed", 8, 9)


def test_without_areas_or_ratings_there_is_nothing_to_compare_and_no_point_twice():
    assert view().comparison is None
    assert view(area("a")).comparison is None
    same = view(area("a", ALL, UP), since="first", until="first")
    assert (same.comparison, same.asked.since, same.asked.until) == (None, "first", "first")


def test_the_later_point_comes_second_and_what_there_is_not_is_as_usual():
    some = area("a", ALL, UP, ALL)
    shown = view(some, since="review-3", until="workshop-1")
    assert (shown.asked.since, shown.asked.until) == ("workshop-1", "review-3")
    shown = view(some, since="review-6", until="nonsense", sort="nothing")
    assert (shown.asked.since, shown.asked.until, shown.asked.sort) == (
        *("workshop-1", "workshop-2", "area"),
    )
    review = area("r", ALL)
    event = replace(review.area.events[0], kind="consultation")
    review = replace(review, area=replace(review.area, events=(event,)))
    shown = view(review)
    assert (shown.asked.since, shown.asked.until) == ("first", "latest")
    assert view(area("b", ALL)).choices.points == ("first", "workshop-1", "workshop-2", "latest")


def test_an_address_asks_again_for_what_is_shown():
    wanted = Asked("workshop-1", "latest", "coast", "North", "cascade 2", "clarity", True)
    assert asked(wanted.address()) == wanted
    assert asked({}) == Asked()


def test_only_workshops_of_one_instrument_are_compared_and_its_versions_are_told():
    newer = replace(cascade(), version="3")
    both = with_results(area("moved", ALL, UP), w2={"framework": newer})
    other = area("other", (0, 1, 2), (4, 4, 4), framework=three_by_five())
    known = KNOWN | {three_by_five().key: three_by_five()}
    areas = [area("a", ALL, UP), area("b", ALL, UP), both, other]
    shown = view(*areas, known=known)
    assert [(one.name, one.areas) for one in shown.choices.instruments] == [
        ("cascade", 3),
        (three_by_five().key, 1),
    ]
    assert shown.choices.instruments[0].versions == (cascade().version, "3")
    assert shown.framework == newer
    assert [one.held for one in shown.ends] == [3, 3]
    assert domain(shown).changes.up == 3  # one from a version to the next
    assert shown.versions == (cascade().version, "3")
    assert sum(len(table.lines) for table in shown.tables) == 4
    assert shown.other_workshops == 2
    shown = view(*areas, known=known, instrument=shown.choices.instruments[1].name)
    assert domain(shown, "trust").first.counts == (1, 0, 0, 0, 0)
    assert len(domain(shown, "trust").second.counts) == 5
    assert view(*areas, known=known, instrument="nothing").choices.refused


def test_a_file_of_the_same_key_and_version_but_another_range_is_another_instrument():
    longer = replace(three_by_five(), key=cascade().key, version=cascade().version)
    shown = view(area("a", ALL, UP), area("b", (4, 4, 4), (3, 3, 3), framework=longer))
    first, second = shown.choices.instruments
    assert first.name != second.name
    assert [one.held for one in shown.ends] == [1, 1]


def test_an_instrument_of_an_areas_own_is_not_offered_until_it_tells_no_number():
    own = replace(three_by_five(), key="ambridge", name="What Ambridge asks")
    areas = [area("a", ALL, UP), area("b", (1, 1, 1), framework=own)]
    shown = view(*areas)
    assert [one.framework.key for one in shown.choices.instruments] == ["cascade"]
    assert shown.other_workshops == 1
    areas[1] = area("b", (1, 1, 1), framework=own, named=True)
    assert len(view(*areas).choices.instruments) == 2
    # Who knows that two areas use it would know the number of the one without a name.
    assert len(view(*areas, area("c", (1, 1, 1), framework=own)).choices.instruments) == 1
    areas[1:] = [area(f"b{n}", (1, 1, 1), framework=own) for n in range(5)]
    assert len(view(*areas).choices.instruments) == 2


def test_areas_are_chosen_by_tags_and_regions_that_tell_nobodys_name():
    areas = [
        area(
            f"a{n}",
            ALL,
            UP,
            tags=("coast",) * (n < 6) + ("pilot",) * (n == 0),
            region="North" if n < 7 else "South",
        )
        for n in range(14)
    ]
    shown = view(*areas)
    assert (shown.choices.tags, shown.choices.regions) == ((), ("North", "South"))
    assert shown.choices.held_back == 2  # coast would leave one of the North alone
    north = view(*areas, region="North")
    assert (north.areas, north.all, len(north.tables[0].lines)) == (7, 14, 7)
    refused = view(*areas, tag="pilot")
    assert (refused.asked.tag, refused.areas, refused.choices.refused) == ("", 14, True)
    assert view(*areas, tag="no such tag").choices == refused.choices
    named = [replace(one, area=replace(one.area, named=True)) for one in areas]
    assert view(*named).choices.tags == ("coast", "pilot")
    assert view(*named, tag="pilot").areas == 1


def settled(key, method="majority", rating=1, rounds=1, counts=(0, 9, 0, 0), present=12, **last):
    held = [
        RoundResult(n, n, None, None, counts, 1, present=present, **last)
        for n in range(1, rounds + 1)
    ]
    return DomainSettled(key, Decision(method, rating), tuple(held))


def test_how_decisions_came_about_is_counted_and_what_is_not_known_is_not_0():
    counts = {"split": (5, 0, 0, 5), "spread": (3, 3, 3, 0), "alike": (0, 9, 0, 0)}
    areas = [
        with_results(
            area(f"a{n}", ALL, UP), w1={"domains": (settled("clarity", method, rating, **more),)}
        )
        for n, (method, rating, more) in enumerate(
            [
                ("unanimous", 1, {"counts": counts["alike"]}),
                ("consensus", 1, {"counts": counts["spread"], "rounds": 2}),
                ("tie-break", 0, {"counts": counts["split"], "rounds": 5, "present": None}),
                ("unresolved", None, {"counts": counts["split"]}),
                ("majority", 1, {"withheld": True}),
                ("majority", 1, {"counts": (0, 1, 0, 0)}),
            ]
        )
    ]
    areas.append(area("undecided", (UNDECIDED,)))
    held = view(*areas).ends[0].decided["clarity"]
    assert held.areas == 7
    assert held.methods == {
        "unanimous": 1,
        "consensus": 1,
        "tie-break": 1,
        "unresolved": 1,
        "majority": 2,
        NO_DECISION: 1,
    }
    assert held.rounds == {0: 1, 1: 4, 2: 1, 3: 1}  # five are three or more
    assert held.pictures == {"unanimous": 1, "spread": 1, "two-camps": 2}
    assert (held.unpictured, held.apart) == (3, 3)
    # Of those whose presence is known and may be told: 10 of 12, 10 of 12, 11 of 12, 2 of 12.
    assert (held.turnout.answered, held.turnout.present, held.turnout.areas) == (33, 48, 4)


def test_of_imported_workshops_neither_methods_nor_rounds_nor_people_are_known():
    paper = {
        "imported": True,
        "people": 0,
        "sectors": {},
        "domains": (
            DomainSettled("clarity", Decision("consensus", 1)),
            DomainSettled("contact", Decision("unresolved", None)),
        ),
    }
    shown = view(with_results(area("a", ALL, UP), w1=paper), area("b", ALL, UP))
    first, second = shown.ends
    assert (first.imported, second.imported) == (1, 0)
    held = first.decided["clarity"]
    assert (held.methods, held.rounds) == ({UNKNOWN: 1, "majority": 1}, {1: 1})
    assert (held.unpictured, sum(held.pictures.values())) == (1, 1)
    assert first.decided["contact"].methods == {"unresolved": 1, "majority": 1}
    assert first.decided["structures"].methods == {NO_DECISION: 1, "majority": 1}
    assert (first.people.workshops, first.people.total, first.people.fewest) == (1, 10, 10)
    assert domain(shown).changes.up == 2  # what was decided on paper is compared


def test_who_came_is_added_up_by_sector_and_what_is_not_finished_is_told():
    areas = [
        with_results(
            area("a", ALL, UP),
            w2={"people": 20, "sectors": {"school": 8, "": 12}, "finished_at": None},
        ),
        area("b", ALL, UP),
    ]
    shown = view(*areas)
    second = shown.ends[1]
    assert (second.unfinished, second.people.total) == (1, 30)
    assert (second.people.fewest, second.people.most) == (10, 20)
    keys = [sector.key for sector in cascade().sectors]
    by_sector = dict(zip([*keys, ""], second.people.sectors, strict=True))
    assert {key: many for key, many in by_sector.items() if many} == {
        "school": 15,
        "cypmhs": 3,
        "": 12,
    }


def test_nothing_about_an_area_without_a_name_is_in_the_view_but_its_number():
    areas = [
        area(f"Ambridge {n}", ALL, UP, region="Borsetshire", tags=("felpersham",)) for n in range(6)
    ] + [area("Lone", ALL, UP, region="Loamshire", tags=("lakey",))]
    told = repr(view(*areas))
    for word in ("Ambridge", "Lone", "Borsetshire", "Loamshire", "felpersham", "lakey", "2026-0"):
        assert word not in told
    assert heat.Named(7) in [line.area for line in view(*areas).tables[0].lines]


def test_a_scale_of_more_levels_than_have_a_pattern_has_none():
    rows = (Row(key="trust", name="Trust"),)
    for many, unpictured in ((5, 0), (6, 1)):
        levels = tuple(Level(n, f"Level {n}") for n in range(many))
        own = Instrument("own", "1", "Own", "", "", levels, rows)
        shown = view(area("a", (1,), (2,), framework=own), known={"own": own}, usual=own)
        held = shown.ends[0].decided["trust"]
        assert (held.unpictured, sum(held.pictures.values())) == (unpictured, 1 - unpictured)
