"""Commands to a programme: who may give them, what they change, and how they are refused."""

import pytest
from msgspec.structs import replace

from tests.programme.ledger import EVALUATOR, LEAD, START, TEAM, ProgrammeLedger
from voting.core.actors import CLOCK, Actor, Role
from voting.core.commands import Retired
from voting.programme import commands as c
from voting.programme.entries import ProgrammeEntry
from voting.programme.membership import MOST_AREAS
from voting.programme.programme_machine import apply_programme, create_programme, fold_programme
from voting.programme.table import PROGRAMME_TABLE
from voting.refusals.areas import ImpossibleSessions, ProgrammeOvertaken, TooManyOfArea
from voting.refusals.asking import NotAllowed, OldLink
from voting.refusals.sent import MissingText, UnknownChoice

COLLEAGUE = Actor(Role.PROGRAMME, "team-two")


@pytest.fixture
def ledger():
    return ProgrammeLedger()


def test_every_command_has_a_row_but_the_first():
    assert {*PROGRAMME_TABLE, c.CreateProgramme} == set(c.ProgrammeCommand.__subclasses__())


@pytest.mark.parametrize("by", [LEAD, EVALUATOR, Actor(Role.TRAINER, "t"), Actor(Role.ROOM, "0")])
def test_only_its_team_and_the_server_change_a_programme(ledger, by):
    for command in (c.EditProgramme("x"), c.AddArea("a"), c.ReplaceProgrammeLink("evaluator")):
        with pytest.raises(NotAllowed):
            ledger.does(command, by)
    with pytest.raises(NotAllowed):
        create_programme(replace(ledger.entries[0], by=by))


def test_the_second_of_two_colleagues_is_told(ledger):
    ledger.does(c.EditProgramme("Link 2"), step=0)
    with pytest.raises(ProgrammeOvertaken) as told:
        ledger.does(c.EditProgramme("Link 3"), COLLEAGUE, step=0)
    assert told.value.values == {"why": "programme", "ago": 60}
    with pytest.raises(ProgrammeOvertaken) as told:
        ledger.does(c.EditProgramme("Link 3"), step=0)
    assert told.value.values["why"] == "self"


def test_areas_keep_their_numbers_also_after_others_have_left(ledger):
    for area in ("a", "b"):
        ledger.does(c.AddArea(area))
    before = ledger.programme
    assert ledger.does(c.AddArea("a"), CLOCK) is before
    ledger.does(c.RemoveArea("a"))
    assert ledger.does(c.RemoveArea("a")) is ledger.programme
    after = ledger.does(c.AddArea("c"))
    assert (after.areas, after.numbers) == (("b", "c"), {"a": 1, "b": 2, "c": 3})
    assert ledger.does(c.AddArea("a")).numbers["a"] == 1


def test_a_programme_has_so_many_areas(ledger):
    full = replace(ledger.programme, areas=tuple(map(str, range(MOST_AREAS))))
    with pytest.raises(TooManyOfArea):
        apply_programme(full, ProgrammeEntry(START, TEAM, c.AddArea("one more")))


def test_all_faults_are_told_at_once(ledger):
    wrong = c.EditProgramme(" ", "", "party", "no such", "Mars & Venus", 21)
    with pytest.raises(MissingText) as told:
        ledger.does(wrong)
    assert [(type(f), f.field) for f in told.value.also] == [
        (UnknownChoice, "template"),
        (UnknownChoice, "framework"),
        (UnknownChoice, "timezone"),
        (ImpossibleSessions, "most_sessions"),
    ]
    with pytest.raises(UnknownChoice):
        ProgrammeLedger(language="")


def test_each_link_is_replaced_alone(ledger):
    team = replace(TEAM, link=0)
    assert ledger.does(c.ReplaceProgrammeLink("evaluator"), team).links == {
        "programme": 0,
        "evaluator": 1,
    }
    ledger.does(c.ReplaceProgrammeLink("programme"), team)
    with pytest.raises(OldLink):
        ledger.does(c.EditProgramme("Link 2"), team)
    with pytest.raises(UnknownChoice):
        ledger.does(c.ReplaceProgrammeLink("trainer"))


def test_a_repeat_is_harmless_and_the_log_folds_over_what_is_retired(ledger):
    ledger.does(c.AddArea("a"), id="one")
    ledger.does(c.RemoveArea("a"))
    assert ledger.does(c.AddArea("a"), id="one").areas == ()
    assert fold_programme(ledger.entries) == ledger.programme
    old = ProgrammeEntry(START, TEAM, Retired("merge_programmes", {}))
    assert fold_programme([*ledger.entries, old]).step == ledger.programme.step + 1
