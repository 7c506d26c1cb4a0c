"""Plans of areas as their leads change them, on a real store."""

import pytest

from tests.store.areas import LEAD, StoredArea
from voting.core.actors import CLOCK, Actor, Role
from voting.goals import commands as c
from voting.goals.plan import Wording
from voting.programme.commands import AddArea as TakeIn
from voting.programme.commands import CreateProgramme, EditProgramme
from voting.refusals.asking import OldLink
from voting.refusals.goals import PlanOvertaken, TooManySessionsChosen

OTHER = Actor(Role.AREA, "another lead")


@pytest.fixture
def area(store):
    return StoredArea(store)


def does(area, command, by=LEAD, **said):
    return area.service.act_on_plan_of(area.id, by, command, **said)


def test_a_lead_is_overtaken_only_by_a_change_of_the_same_thing(area):
    for text in ("Send the list", "Book the hall"):
        does(area, c.AddAction(text))
    seen = does(area, c.AddGoal(Wording("A goal"))).step
    does(area, c.ChangeAction("a2", "Book the large hall"), OTHER, step=seen)
    after = does(area, c.ChangeAction("a1", "Send the new list"), step=seen)
    assert [one.text for one in after.actions] == ["Send the new list", "Book the large hall"]
    with pytest.raises(PlanOvertaken) as overtaken:
        does(area, c.RemoveAction("a2"), step=seen)
    assert overtaken.value.values["why"] == "area"
    with pytest.raises(PlanOvertaken) as overtaken:
        does(area, c.RemoveAction("a1"), step=seen)
    assert overtaken.value.values["why"] == "self"
    assert len(does(area, c.AddSession("workshop"), step=seen).sessions) == 1
    with pytest.raises(PlanOvertaken):
        does(area, c.AddSession("workshop"), OTHER, step=seen)


def test_what_would_come_of_a_form_is_told_and_nothing_is_saved(area):
    before = area.service.plan(area.id)
    told = area.service.plan_as_asked(area.id, LEAD, [c.AddAction("One"), c.AddAction("Two")])
    assert [one.id for one in told.actions] == ["a1", "a2"]
    assert area.service.plan(area.id) == before


def test_an_old_link_changes_no_plan(area):
    with pytest.raises(OldLink):
        does(area, c.AddAction("Send the list"), Actor(Role.AREA, "a lead", link=4))


def test_a_fourth_session_needs_the_programmes_leave(area):
    service = area.service
    programme = service.make_programme("form", CreateProgramme("Link"), CLOCK).id
    service.act_on_programme(programme, CLOCK, TakeIn(area.id))
    for _ in range(3):
        does(area, c.AddSession("discussion"))
    with pytest.raises(TooManySessionsChosen):
        does(area, c.AddSession("discussion"))
    edited = EditProgramme("Link", most_sessions=4)
    service.act_on_programme(programme, Actor(Role.PROGRAMME, "team"), edited)
    assert len(does(area, c.AddSession("discussion")).sessions) == 4


def test_plans_of_many_areas_are_read_at_once_and_marks_change_with_them(area, store):
    service, other = area.service, StoredArea(store, "Borchester")
    marks = [service.mark_of_area(one.id) for one in (area, other)]
    does(area, c.AddAction("Send the list"))
    does(area, c.AddAction("Book the hall"))
    assert service.mark_of_area(area.id) != marks[0]
    assert service.mark_of_area(other.id) == marks[1]
    plans = service.plans_of([area.id, other.id])
    assert [len(plans[id].actions) for id in (area.id, other.id)] == [2, 0]
    does(other, c.AddAction("Third"))
    assert len(service.plans_of([area.id, other.id])[other.id].actions) == 1
