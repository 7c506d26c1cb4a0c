"""A programme's page: areas by domains, what is due, what runs; and nothing that tells a name."""

import pytest
from msgspec.structs import replace

from tests.builders import cascade, three_by_five
from tests.views.areas import (
    UNDECIDED,
    UNRESOLVED,
    area,
    programme,
    with_deadline,
    with_running,
)
from voting.instruments.instrument import Instrument, Row
from voting.instruments.kinds.rating import Level
from voting.views import heat
from voting.views.programme import Asked, asked, of_programme, programme_view

DOMAINS = [domain.key for domain in cascade().domains]
KNOWN = {"cascade": cascade()}
AREAS = [
    area("Barton", (1, 2, UNRESOLVED), (2, 2, 1), region="North", tags=("coast",)),
    area("area 10", (0, UNDECIDED, 3), region="South"),
    area("Area 2", (3, 1, 0), (1, 1, 0), (2, UNRESOLVED, 0), region="north", named=True),
    area("Empty"),
]
NUMBERS = {each.area.id: number for number, each in enumerate(AREAS, start=51)}


def view(*areas, evaluating=False, **wanted):
    return programme_view(
        areas or AREAS, NUMBERS, Asked(**wanted), cascade(), known=KNOWN, evaluating=evaluating
    )


def names(table):
    return [line.area.name for line in table.lines]


def column(table, domain, what="value"):
    place = [d.key for d in table.framework.domains].index(domain)
    return {line.area.name: getattr(line.cells[place], what) for line in table.lines}


def test_a_point_of_the_series_is_shown_and_what_has_no_rating_says_why_and_is_not_0():
    (latest,) = view().tables
    assert column(latest, "clarity") == {"Area 2": 2, "area 10": 0, "Barton": 2, "Empty": None}
    assert column(latest, "contact", "missing") == {
        "Area 2": "unresolved",
        "area 10": "undecided",
        "Barton": None,
        "Empty": "no-workshop",
    }
    (first,) = view(at="first").tables
    assert column(first, "clarity") == {"Area 2": 3, "area 10": 0, "Barton": 1, "Empty": None}
    (second,) = view(at="workshop-2").tables
    assert column(second, "clarity") == {"Area 2": 1, "area 10": None, "Barton": 2, "Empty": None}
    assert view().points == ("first", "latest", "workshop-1", "workshop-2", "review-3")
    assert view().without == 1


def test_below_a_table_is_how_many_areas_have_each_rating_and_no_average():
    (table,) = view().tables
    clarity, contact = table.tallies[:2]
    assert (table.values, clarity.counts, clarity.n) == ((3, 2, 1, 0), (0, 2, 0, 1), 3)
    assert clarity.missing == {"no-workshop": 1}
    assert (contact.counts, contact.n) == ((0, 1, 0, 0), 1)
    assert contact.missing == {"unresolved": 1, "undecided": 1, "no-workshop": 1}
    for tally in table.tallies:
        assert tally.n == sum(tally.counts)
        assert tally.n + sum(tally.missing.values()) == len(table.lines)


def test_a_change_is_between_two_points_and_counted_as_up_same_and_down():
    (table,) = view(at="change").tables
    assert column(table, "clarity") == {"Barton": 1, "Area 2": -1, "area 10": None, "Empty": None}
    assert column(table, "structures", "missing")["Barton"] == "unresolved"
    assert column(table, "clarity", "missing")["area 10"] == "no-workshop"  # it has one alone
    assert (table.values, table.tallies[0].counts, table.tallies[0].n) == ((1, 0, -1), (1, 0, 1), 2)
    (table,) = view(at="change", since="workshop-2", until="review-3").tables
    assert column(table, "clarity") == {"Area 2": 1, "Barton": None, "area 10": None, "Empty": None}


@pytest.mark.parametrize(
    ("since", "until"),
    [("first", "latest"), ("workshop-2", "review-3"), ("workshop-1", "latest")],
)
def test_a_change_is_from_the_earlier_to_the_later_whichever_way_round_it_is_asked_for(
    since, until
):
    there, back = (view(at="change", since=a, until=b) for a, b in ((since, until), (until, since)))
    assert there == back
    assert (back.asked.since, back.asked.until) == (since, until)


def test_a_workshop_ii_held_before_workshop_i_is_the_earlier_of_the_two():
    swapped = area("odd", (0,), (1,))
    events = tuple(
        replace(event, kind=kind)
        for event, kind in zip(swapped.area.events, ("workshop-2", "workshop-1"), strict=True)
    )
    swapped = replace(swapped, area=replace(swapped.area, events=events))
    (table,) = view(swapped, at="change", since="workshop-1", until="workshop-2").tables
    assert column(table, "clarity") == {"odd": 1}


def test_beside_a_change_is_who_was_in_both_rooms():
    at = area("mixed", (0,), (1,))
    now = replace(at.results["mixed-2"], people=9, sectors={"school": 2, "cypmhs": 4, "": 1})
    at = replace(at, results=at.results | {now.workshop: now})
    (table,) = view(at, at="change").tables
    (line,) = table.lines
    keys = [sector.key for sector in table.framework.sectors]
    told = {key: mix for key, mix in zip([*keys, ""], line.mix, strict=True) if any(mix)}
    assert told == {"school": (7, 2), "cypmhs": (3, 4), "": (0, 3)}
    assert view(at).tables[0].lines[0].mix == ()


def test_areas_of_another_instrument_or_version_have_a_table_of_their_own():
    newer = replace(cascade(), version="3")
    other = [
        area("Other", (4, 0, 1), framework=three_by_five()),
        area("Newer", (1, 1, 1), framework=newer),
    ]
    tables = view(*AREAS, *other).tables
    assert [(t.framework.key, t.framework.version, names(t)) for t in tables] == [
        ("cascade", cascade().version, ["Area 2", "area 10", "Barton", "Empty"]),
        ("cascade", "3", ["Newer"]),
        (three_by_five().key, three_by_five().version, ["Other"]),
    ]
    moved = area("Moved", (1,), (2,))
    results = dict(moved.results)
    results["Moved-1"] = replace(results["Moved-1"], framework=three_by_five())
    (table,) = view(replace(moved, results=results), at="change").tables
    assert {cell.missing for cell in table.lines[0].cells} == {"instrument"}


def test_it_sorts_by_name_region_date_or_domain_and_what_is_missing_comes_last_either_way():
    assert names(view().tables[0]) == ["Area 2", "area 10", "Barton", "Empty"]
    by_clarity = view(sort="clarity").tables[0]
    assert names(by_clarity) == ["area 10", "Area 2", "Barton", "Empty"]
    down = view(sort="clarity", descending=True).tables[0]
    assert names(down) == ["Area 2", "Barton", "area 10", "Empty"]
    assert names(view(sort="region").tables[0]) == ["Area 2", "Barton", "area 10", "Empty"]
    assert names(view(sort="date", descending=True).tables[0])[0] == "Area 2"
    assert view(sort="no such domain").asked.sort == "area"


def test_regions_and_tags_filter_and_what_is_not_known_is_repeated_nowhere():
    north = view(region="North")
    assert (north.areas, north.all, names(north.tables[0])) == (1, 4, ["Barton"])
    assert view(tag="coast").areas == 1
    assert view(region="<script>", tag="x", at="y", since="z").asked == Asked()


def test_hidden_names_leave_a_number_and_nothing_that_tells():
    areas = [with_running(with_deadline(AREAS[0], text="Ask Barton", due="2026-05-01"), 4)]
    shown = repr(view(*areas, hidden=True))
    for telling in ("Barton", "North", "coast", "2026-03", "2026-04"):
        assert telling not in shown.replace("due='2026-05-01'", "")
    (line,) = view(*areas, hidden=True).tables[0].lines
    assert line.area == heat.Named(51)
    in_order = view(hidden=True, region="North")
    assert [line.area.number for line in in_order.tables[0].lines] == [51]


def test_evaluators_see_names_of_those_who_may_be_named_and_neither_deadlines_nor_running_ones():
    areas = [*AREAS, with_running(with_deadline(area("Last"), text="x", due="2026-05-01"), 3)]
    numbers = NUMBERS | {"Last": 7}
    seen = programme_view(areas, numbers, Asked(), cascade(), known=KNOWN, evaluating=True)
    assert {line.area.name for line in seen.tables[0].lines} == {"Area 2", ""}
    assert (seen.overdue, seen.due, seen.going, seen.regions, seen.tags) == ((), (), (), (), ())
    assert all(line.area.region == "" or line.area.name for line in seen.tables[0].lines)


def test_what_is_due_is_told_with_owner_and_days_the_most_overdue_first():
    one = with_deadline(area("One"), text="Book", owner="programme", due="2026-05-30")
    one = with_deadline(one, what="registration", due="2026-06-03")
    two = with_deadline(area("Two", (1,)), what="follow-up", event="e1", days=30, owner="attendees")
    two = with_deadline(two, text="Far off", due="2027-01-01")
    shown = programme_view([one, two], {}, Asked(), cascade(), known=KNOWN)
    told = [(d.area.name, d.what or d.text, d.owner, d.days) for d in shown.overdue]
    assert told == [("Two", "follow-up", "attendees", -58), ("One", "Book", "programme", -2)]
    assert [(d.what, d.days) for d in shown.due] == [("registration", 2)]


def test_running_workshops_say_how_many_joined_and_how_much_is_decided():
    running = with_running(area("Now", (1,)), 12, decided=3)
    over = with_running(area("Over", (1,)), 9, phase="finished")
    rehearsal = with_running(area("Rehearsing", (1,)), 9, rehearsal=True)
    nobody = with_running(area("Nobody", (1,)), 0, phase="lobby")
    (going,) = view(running, over, rehearsal, nobody).going
    assert (going.area.name, going.kind, going.joined, going.decided, going.domains) == (
        "Now", "workshop-2", 12, 3, 7,
    )  # fmt: skip


def test_an_address_says_what_is_asked_and_is_read_back():
    wanted = Asked("change", "workshop-1", "latest", "North", "coast", "clarity", True, True)
    assert asked(wanted.address()) == wanted
    assert Asked().address() == {}
    assert Asked(at="change").address(at="first") == {"at": "first"}


def test_an_area_that_has_left_is_not_shown():
    left = replace(AREAS[0], area=replace(AREAS[0].area, programme="other"))
    of = programme(*AREAS)
    found = of_programme(of, [left, *AREAS[:0:-1]])
    assert [each.area.id for each in found] == ["area 10", "Area 2", "Empty"]


def test_areas_of_the_same_name_are_told_apart_by_their_numbers():
    twins = [area("one", (1,), name="Ambridge"), area("two", (2,), name="AMBRIDGE")]
    shown = programme_view(twins, {"one": 7, "two": 31}, Asked(), cascade(), known=KNOWN)
    assert names(shown.tables[0]) == ["Ambridge (07)", "AMBRIDGE (31)"]


def test_to_evaluators_an_area_is_no_twin_of_one_that_they_may_not_know():
    twins = [area("one", (1,), name="Ambridge", named=True), area("two", (2,), name="Ambridge")]
    seen = programme_view(
        twins, {"one": 7, "two": 31}, Asked(), cascade(), known=KNOWN, evaluating=True
    )
    assert names(seen.tables[0]) == ["Ambridge", ""]
    both = [twins[0], replace(twins[1], area=replace(twins[1].area, named=True))]
    seen = programme_view(
        both, {"one": 7, "two": 31}, Asked(), cascade(), known=KNOWN, evaluating=True
    )
    assert names(seen.tables[0]) == ["Ambridge (07)", "Ambridge (31)"]


def test_nothing_on_the_page_tells_in_which_order_areas_were_added():
    areas = [
        with_running(with_deadline(area(name, (1,)), text="Book", due="2026-06-05"), 4)
        for name in ("Ambridge", "Borchester", "Felpersham")
    ]
    areas += [area("Other", (1,) * 3, framework=three_by_five()), area("Empty")]
    numbers = {each.area.id: number for number, each in zip((9, 2, 5, 7, 1), areas, strict=True)}
    for how in (Asked(hidden=True), Asked(hidden=True, at="change"), Asked()):
        for evaluating in (False, True):
            one_way, other_way = (
                programme_view(some, numbers, how, cascade(), known=KNOWN, evaluating=evaluating)
                for some in (areas, areas[::-1])
            )
            assert one_way == other_way
    hidden = programme_view(areas, numbers, Asked(hidden=True), cascade(), known=KNOWN)
    assert [one.area.number for one in hidden.going] == [2, 5, 9]
    assert [one.area.number for one in hidden.due] == [2, 5, 9]


def own(name: str, version: str = "1", first: str = "barton-quay"):
    """A framework that an area made for itself."""
    rows = tuple(Row(key=key, name=f"How is {key}?") for key in (first, "trust"))
    levels = tuple(Level(n, f"{name} {n}") for n in range(3))
    return Instrument("own", version, name, "", "", levels, rows)


def test_an_area_without_a_name_is_not_told_by_what_it_made_for_itself():
    ours, later = own("Barton’s own"), own("Barton’s own", "2", "barton-pier")
    held = area("secret", (1, 2), (2, 1), framework=ours)
    second = held.results["secret-2"]
    newer = replace(
        second,
        framework=later,
        domains=tuple(
            replace(d, domain=c.key) for d, c in zip(second.domains, later.domains, strict=True)
        ),
    )
    held = replace(held, results=held.results | {"secret-2": newer})
    areas, numbers = [held, area("other", (1,) * 7)], {"secret": 1, "other": 2}
    for evaluating, usual in ((True, Asked()), (False, Asked(hidden=True))):
        for at in ("latest", "first", "change"):
            wanted = replace(usual, at=at)
            seen = programme_view(
                areas, numbers, wanted, cascade(), known=KNOWN, evaluating=evaluating
            )
            assert "arton" not in repr(seen.tables)
    changed = programme_view(
        areas, numbers, Asked(at="change"), cascade(), known=KNOWN, evaluating=True
    )
    (table,) = changed.tables
    line = table.lines[0]
    # The numbers of domains hold over versions: trust is the second in both.
    assert [cell.key for cell in table.framework.domains] == ["3", "2"]
    assert line.cells[1].steps == -1
    assert "arton" in repr(programme_view(areas, numbers, Asked(), cascade(), known=KNOWN).tables)


def test_what_five_areas_without_a_name_rated_is_told():
    ours = own("Barton’s own")
    for many, is_told in ((4, False), (5, True)):
        areas = [area(f"a{n}", (1, 2), framework=ours) for n in range(many)]
        numbers = {each.area.id: n for n, each in enumerate(areas, start=1)}
        seen = programme_view(areas, numbers, Asked(), cascade(), known=KNOWN, evaluating=True)
        assert ("arton" in repr(seen.tables)) == is_told


def test_an_area_that_is_called_like_the_number_of_another_is_told_apart():
    both = [area("a", (1,), name="area 2", named=True), area("b", (2,), name="Secret")]
    for numbers, name in (({"a": 1, "b": 2}, "area 2 (01)"), ({"a": 1, "b": 3}, "area 2")):
        seen = programme_view(both, numbers, Asked(), cascade(), known=KNOWN, evaluating=True)
        assert names(seen.tables[0]) == [name, ""]
