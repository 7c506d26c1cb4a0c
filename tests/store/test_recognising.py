"""Who came back to a series, and how their own ratings moved: kept with what was settled."""

import pytest

from tests.builders import FIRST_TRAINER, attendee
from tests.store.areas import StoredArea
from voting.core import commands as c
from voting.core.actors import CLOCK
from voting.core.ruling import Method
from voting.disclosure.groups import ALONE, RULE
from voting.programme import commands as p
from voting.wire.messages import Vote

FIRST, SECOND, THIRD = "2026-03-05", "2026-05-05", "2026-08-05"


class Series(StoredArea):
    """Workshops of an area whose people are known to it; a person is known as what they are called
    after the dash."""

    def starts(self, date: str, *, kind: str = "workshop-1") -> str:
        return self.workshop(kind, date).id

    def joins(self, workshop: str, *people: str) -> None:
        for person in people:
            self.service.act(workshop, attendee(person), c.Join(person, "primary"))
            pseudonym = person.split("-")[-1]
            self.service.remember(workshop, person, lambda area, p=pseudonym: f"{p} in {area}")

    def rates(self, workshop: str, ratings: dict[str, int | None], domain: str = "trust") -> int:
        opened = self.service.act(workshop, FIRST_TRAINER, c.OpenRound(domain)).rounds[-1].id
        for person, rating in ratings.items():
            self.service.cast(workshop, person, Vote(opened, f"v-{opened}-{person}", 1, rating))
        self.service.act(workshop, FIRST_TRAINER, c.CloseRound(opened))
        return opened

    def ends(self, workshop: str) -> None:
        for domain in self.store.load(workshop).unruled():
            if self.store.load(workshop).last_round(domain) is None:
                self.rates(workshop, {}, domain)
            else:
                self.does_there(workshop, c.ShowDomain(domain))
            ruling = c.RecordRuling(domain, Method.UNRESOLVED, note="Not today")
            self.does_there(workshop, ruling)
        self.does_there(workshop, c.Finish())
        self.service.settle(workshop)

    def does_there(self, workshop: str, command: c.Command) -> None:
        self.service.act(workshop, FIRST_TRAINER, command)

    def holds(self, date: str, ratings: dict[str, int | None], *further: dict) -> str:
        """A whole workshop, with one round for each set of ratings."""
        id = self.starts(date, kind="workshop-1" if date == FIRST else "other")
        self.joins(id, *ratings)
        for each in (ratings, *further):
            self.rates(id, each)
        self.ends(id)
        return id

    def rules_of(self, workshop: str, domain: str = "trust") -> list[int]:
        return [r.rule for r in self.store.load(workshop).rounds if r.domain == domain]

    def back(self, workshop: str):
        """What a look of this moment finds."""
        self.service.area_changed(self.id)
        return self.service.returning(self.store.load(workshop))

    def told(self, workshop: str):
        return self.store.result(self.id, workshop).returning


def people(count: int, prefix: str = "a", start: int = 0) -> list[str]:
    return [f"{prefix}-{n}" for n in range(start, start + count)]


@pytest.fixture
def series(store):
    return Series(store)


def of(*ratings: int | None, prefix: str = "a", start: int = 0) -> dict[str, int | None]:
    return dict(zip(people(len(ratings), prefix, start), ratings, strict=True))


def test_how_many_came_back_is_told_while_it_goes_on_and_kept_when_it_is_finished(series):
    first = series.holds(FIRST, of(0, 1, 2, 3, 4, 1, 1))
    second = series.starts(SECOND, kind="other")
    series.joins(second, *people(5, "b"), *people(3, "b", start=20))
    assert series.back(second) is None, "no one may see who makes it grow"
    series.rates(second, {}, "tools")
    live = series.back(second)
    assert (live.since, live.returned, live.people, live.flows) == (first, 5, 8, {})
    assert series.service.situation(series.store.load(second)).returning == live
    series.joins(second, *people(2, "b", start=5), "b-30")
    series.does_there(second, c.MergePeople("b-20", "b-21"))
    series.does_there(second, c.RemovePerson("b-0"))
    assert series.back(second) == live, "nor who comes or goes later"
    series.service._first_people.clear()
    series.ends(second)
    assert series.told(second) == live
    assert series.told(first) is None


def test_their_own_movement_is_told_once_both_are_finished_and_only_where_enough_are_alike(series):
    first = series.holds(FIRST, of(0, 0, 1, 1, 2))
    second = series.starts(SECOND, kind="other")
    back = of(1, 1, 1, 1, 2, prefix="b")
    series.joins(second, *back)
    series.rates(second, back)
    series.rates(second, of(1, 2, 3, 4, prefix="b"), "time")
    assert series.service.returning(series.store.load(second)).flows == {}
    series.ends(second)
    told = series.told(second)
    assert told.since == first
    assert set(told.flows) == {"trust"} == set(told.tied)
    flow = told.flows["trust"]
    assert (flow[0][1], flow[1][1], flow[2][2], sum(map(sum, flow))) == (2, 2, 1, 5)


@pytest.mark.parametrize(
    "back",
    [
        of(1, 1, 1, 1, prefix="b"),  # one stayed away
        of(1, 1, 1, 1, 2, prefix="b") | of(3, prefix="b", start=20),  # one is new
    ],
)
def test_movement_of_which_one_person_would_be_left_over_is_withheld(series, back):
    series.holds(FIRST, of(0, 0, 1, 1, 2))
    second = series.holds(SECOND, back)
    assert series.told(second).returned >= 3
    assert series.told(second).flows == {}


def test_all_rounds_of_both_are_judged_together(series):
    """Who stayed away from the first round can be told apart by the movement into the second."""
    series.holds(FIRST, of(0, 0, 1, 1, 2, 3))
    same = of(1, 1, 1, 1, 2, 3, prefix="b")
    few = of(1, 1, 1, 1, 2, prefix="b")
    second = series.starts(SECOND, kind="other")
    series.joins(second, *same)
    for each in (few, same):
        series.rates(second, each)
    series.ends(second)
    assert series.told(second).returned == 6
    assert series.told(second).flows == {}


def test_movement_into_a_third_workshop_is_judged_with_the_first(series):
    """Those who came to the first and the third alone would be left over."""
    series.holds(FIRST, of(*[1] * 5) | of(1, prefix="x", start=50))
    second = series.holds(SECOND, of(*[1] * 5, prefix="b") | of(1, prefix="x", start=50))
    assert set(series.told(second).flows) == {"trust"}
    alone = series.holds(THIRD, of(*[1] * 5, prefix="c"))
    assert series.told(alone).flows == {}


def test_movement_through_three_workshops_may_be_told(series):
    for date in (FIRST, SECOND, THIRD):
        last = series.holds(date, of(*[1] * 6, prefix=date))
        assert (series.told(last) is None) == (date == FIRST)
    assert set(series.told(last).flows) == {"trust"}


def test_a_round_after_movement_was_told_is_tied_to_none_before_it(series):
    first = series.holds(FIRST, of(0, 0, 1, 1, 2))
    second = series.holds(SECOND, of(1, 1, 1, 1, 2, prefix="b"))
    assert series.told(second).flows
    for workshop, prefix in ((first, "a"), (second, "b")):
        series.does_there(workshop, c.ReopenWorkshop())
        series.does_there(workshop, c.ReopenRuling("trust"))
        series.rates(workshop, of(2, 2, 2, 1, 1, prefix=prefix))
        assert series.rules_of(workshop) == [RULE, ALONE]
        at = series.service.situation(series.store.load(workshop))
        last = series.store.load(workshop).last_round("trust").id
        assert at.rounds[last, "trust"].judged.moves is None
    series.ends(first)
    series.ends(second)
    told = series.told(second)
    assert told.flows["trust"][2][2] == 3  # of the last round then to the last round now
    assert told.tied == ("trust",)
    series.does_there(second, c.ReopenWorkshop())
    series.does_there(second, c.ReopenRuling("trust"))
    series.rates(second, of(2, 2, 2, 1, prefix="b"))  # one person less
    series.ends(second)
    assert (series.told(second).flows, series.told(second).tied) == ({}, ("trust",))


def test_a_round_of_a_domain_without_such_movement_is_judged_as_ever(series):
    series.holds(FIRST, of(0, 0, 1, 1, 2))
    second = series.holds(SECOND, of(1, 1, 1, 1, 2, prefix="b"))
    series.does_there(second, c.ReopenWorkshop())
    for domain in ("time", "tools"):
        series.does_there(second, c.ReopenRuling(domain))
        series.rates(second, of(1, 1, 1, 1, 2, prefix="b"), domain)
        assert series.rules_of(second, domain) == [RULE, RULE]


@pytest.mark.parametrize("moves", [0, 1])
def test_a_tie_is_remembered_when_one_of_two_workshops_moves_to_another_area(store, series, moves):
    both = [
        series.holds(FIRST, of(0, 0, 1, 1, 2)),
        series.holds(SECOND, of(1, 1, 1, 1, 2, prefix="b")),
    ]
    other = StoredArea(store, "Borchester")
    moved = store.load(both[moves])
    series.service.place(moved, other.id, CLOCK)
    for workshop, prefix in zip(both, "ab", strict=True):
        series.service.area_changed(series.id)
        series.does_there(workshop, c.ReopenWorkshop())
        for domain in ("trust", "time"):
            series.does_there(workshop, c.ReopenRuling(domain))
            series.rates(workshop, of(2, 2, 2, 1, 1, prefix=prefix), domain)
        assert series.rules_of(workshop) == [RULE, ALONE]
        assert series.rules_of(workshop, "time") == [RULE, RULE]
        series.ends(workshop)
        kept = store.result(store.area_of(workshop), workshop)
        assert (kept.version, kept.tied_elsewhere) == (2, ("trust",))
    third = series.holds(THIRD, of(1, 1, 1, 1, 2, prefix="c"))
    assert "trust" not in series.told(third).flows


def test_what_was_told_stays_when_the_earlier_workshop_is_erased(series):
    first = series.holds(FIRST, of(0, 0, 1, 1, 2))
    second = series.holds(SECOND, of(1, 1, 1, 1, 2, prefix="b"))
    before = series.told(second)
    series.store.erase(first)
    series.service.forget()
    series.does_there(second, c.ReopenWorkshop())
    series.does_there(second, c.Finish())
    series.service.settle(second)
    assert series.told(second) == before
    third = series.holds(THIRD, of(1, 1, 1, 1, 2, prefix="c"))
    assert series.told(third).returned == 5
    assert series.told(third).flows == {}  # it can't be judged without the first
    series.does_there(second, c.ReopenWorkshop())
    series.does_there(second, c.ReopenRuling("trust"))
    series.rates(second, of(1, 1, 1, 1, 2, prefix="b"))
    series.ends(second)
    assert (series.told(second).flows, series.told(second).tied) == ({}, ("trust",))


def test_people_who_were_merged_count_once(series):
    series.holds(FIRST, of(0, 0, 1, 1, 2))
    second = series.starts(SECOND, kind="other")
    series.joins(second, *people(5, "b"), "x-3", *people(4, "new", start=20))
    series.does_there(second, c.MergePeople("x-3", "b-3"))
    series.does_there(second, c.MergePeople("b-0", "b-1"))  # who was two people then
    series.rates(second, {}, "tools")
    told = series.back(second)
    assert (told.returned, told.people) == (3, 8)


def test_rehearsals_and_workshops_outside_an_area_know_nobody(series):
    series.holds(FIRST, of(0, 0, 1, 1, 2))
    rehearsal = series.workshop("other", SECOND, rehearsal=True).id
    series.joins(rehearsal, *people(5))
    assert series.service.returning(series.store.load(rehearsal)) is None
    real = series.holds(THIRD, of(1, 1, 1, 1, 2))
    assert series.told(real).returned == 5
    series.does(p.CancelEvent(series.area().event_of(real).id, confirmed=True))
    later = series.holds("2026-09-05", of(1, 1, 1, 1, 2))
    assert series.told(later).since != real
