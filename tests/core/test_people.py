"""Joining, leaving, being removed, and the links and codes that let people in."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.builders import (
    FIRST_TRAINER,
    SECOND_TRAINER,
    WORDS,
    Room,
    a_room_in,
    a_room_of,
    attendee,
    details,
    recorded,
)
from voting.core import commands as c
from voting.core.actors import CLOCK, Actor, Role
from voting.core.admission import admit, check_code
from voting.core.gate import gate
from voting.core.roster import MOST_PEOPLE
from voting.core.settings import CODE_LIFE, code_expiry
from voting.core.state import Phase, Presence
from voting.refusals.asking import OldLink
from voting.refusals.joining import CodeExpired, JoiningLocked, WorkshopFull
from voting.refusals.people import PersonRemoved, UnknownPerson
from voting.refusals.rounds import NotNow
from voting.refusals.sent import ImpossibleDate, MissingText, TextTooLong, UnknownChoice


def test_joining_again_corrects_name_and_sector_and_stays_one_person():
    room = Room()
    room.joins("1", "A. B.", "primary")
    joined_at = room.workshop.person("1").joined_at
    person = room.joins("1", "A. C.", "clinic").person("1")
    assert (person.name, person.sector, person.joined_at) == ("A. C.", "clinic", joined_at)
    assert len(room.workshop.people) == 1


@pytest.mark.parametrize(
    ("name", "sector", "refusal"),
    [
        ("  ", "primary", MissingText),
        ("A" * 61, "primary", TextTooLong),
        ("A. B.", "moon", UnknownChoice),
    ],
)
def test_a_name_and_a_sector_are_needed_to_join(name, sector, refusal):
    with pytest.raises(refusal):
        Room().does(c.Join(name, sector), attendee("1"))


def test_locked_joining_stops_newcomers_and_nobody_who_had_joined():
    room = a_room_of(1)
    room.does(c.Leave(), attendee("1"))
    room.does(c.LockJoining())
    assert room.joins("1").person("1").presence is Presence.HERE
    with pytest.raises(JoiningLocked):
        room.joins("2")
    room.does(c.UnlockJoining())
    assert len(room.joins("2").taking_part()) == 2


def test_somebody_removed_comes_back_only_when_readmitted():
    room = a_room_of(1)
    room.does(c.RemovePerson("1"))
    for command in (c.Join("A. B.", "primary"), c.Leave()):
        with pytest.raises(PersonRemoved):
            room.does(command, attendee("1"))
    assert room.does(c.ReadmitPerson("1")).person("1").presence is Presence.HERE


@pytest.mark.parametrize("command", [c.RemovePerson("9"), c.ReadmitPerson("9")])
def test_somebody_who_never_joined_can_be_neither_removed_nor_readmitted(command):
    with pytest.raises(UnknownPerson):
        a_room_of(1).does(command)


def test_the_gate_bars_everybody_who_left_or_was_removed():
    room = a_room_of(3)
    room.does(c.Leave(), attendee("1"))
    room.does(c.RemovePerson("2"))
    assert gate(room.workshop).barred == {"1": "left", "2": "removed"}
    assert gate(room.workshop).round is None


def test_a_workshop_takes_only_so_many_people():
    room = a_room_of(MOST_PEOPLE)
    with pytest.raises(WorkshopFull, match=str(MOST_PEOPLE)):
        room.joins("one too many")


# --- codes and links ----------------------------------------------------------------------------


def test_a_join_code_lives_for_a_week_after_the_workshops_day():
    room = Room(date="2026-12-01")
    end = datetime(2026, 12, 1, 23, 59, 59, tzinfo=UTC) + CODE_LIFE
    assert room.workshop.code_expires == end
    check_code(room.workshop, "K7QM2X", end)
    with pytest.raises(CodeExpired, match="K7QM2X"):
        check_code(room.workshop, "K7QM2X", end + timedelta(seconds=1))


def test_a_join_code_of_a_workshop_long_past_lives_for_a_week_from_now():
    room = Room(date="2020-01-01")
    assert room.workshop.code_expires == room.workshop.created_at + CODE_LIFE


def test_newcomers_cannot_join_after_the_code_has_expired_and_others_can():
    room = a_room_of(1)
    room.now += timedelta(days=30)
    with pytest.raises(CodeExpired):
        room.joins("2")
    assert room.joins("1", "A. C.").person("1").name == "A. C."


def test_a_replaced_join_code_lets_nobody_in():
    room = Room()
    after = room.does(c.ReplaceLink("join"))
    assert after.code == "NEWC2D"
    check_code(after, "NEWC2D", room.now)
    with pytest.raises(CodeExpired):
        check_code(after, "K7QM2X", room.now)


def test_a_finished_workshop_lets_nobody_in():
    room = a_room_in(Phase.FINISHED)
    with pytest.raises(NotNow, match="finished"):
        check_code(room.workshop, room.workshop.code, room.now)


def test_replacing_the_trainers_link_signs_out_every_other_trainer():
    room = Room()
    after = room.does(c.ReplaceLink("trainer"))
    admit(after, FIRST_TRAINER)
    with pytest.raises(OldLink):
        room.does(c.LockJoining(), SECOND_TRAINER)


def test_a_trainers_link_replaced_from_outside_signs_out_all_and_overtakes_nobody():
    room = Room()
    before = room.workshop
    after = room.does(c.ReplaceLink("trainer"), CLOCK)
    assert (after.links["trainer"], after.step, after.last_step) == (1, before.step, None)
    for trainer in (FIRST_TRAINER, SECOND_TRAINER):
        with pytest.raises(OldLink):
            admit(after, trainer)
    (line,) = [one for one in recorded(room)["log"] if one["command"] == "replace_link"]
    assert line["by"] == WORDS.say("reports.by.outside")


def test_details_that_follow_the_area_overtake_nobody_and_change_finished_workshops_too():
    for phase in (Phase.OPEN, Phase.FINISHED):
        room = a_room_in(phase)
        before, said = room.workshop, c.EditDetails(details(date="2026-12-22"))
        if phase is Phase.FINISHED:
            with pytest.raises(NotNow):
                room.does(said)
        after = room.does(said, CLOCK)
        assert after.details.date == "2026-12-22"
        assert (after.step, after.last_step, after.phase) == (before.step, before.last_step, phase)
        assert after.code_expires == code_expiry(after.details, room.now) > before.code_expires
        line = recorded(room)["log"][-1]
        assert (line["command"], line["by"]) == ("edit_details", WORDS.say("reports.by.area"))


@pytest.mark.parametrize("role", [Role.LEAD, Role.ROOM])
def test_an_old_link_to_the_results_or_the_room_view_opens_nothing(role):
    room = Room()
    admit(room.workshop, Actor(role, "0"))
    after = room.does(c.ReplaceLink(role.value))
    admit(after, Actor(role, "1"))
    with pytest.raises(OldLink):
        admit(after, Actor(role, "0"))


def test_an_unknown_trainer_gives_no_commands():
    with pytest.raises(OldLink):
        Room().does(c.LockJoining(), Actor(Role.TRAINER, "somebody"))


# --- details and names of trainers --------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"area": ""}, MissingText),
        ({"title": "T" * 121}, TextTooLong),
        ({"kind": "party"}, UnknownChoice),
        ({"date": "22/11/2026"}, ImpossibleDate),
        ({"date": "2026-02-30"}, ImpossibleDate),
        ({"date": "9999-12-31"}, ImpossibleDate),
    ],
)
def test_impossible_details_are_refused(changes, refusal):
    with pytest.raises(refusal):
        Room(**changes)


def test_trainers_without_a_name_are_numbered():
    room = Room()
    room.does(c.Introduce(), by=Actor(Role.TRAINER, "trainer-three"))
    assert room.workshop.trainers["trainer-three"].name == "Trainer 3"
    room.does(c.Introduce(), by=FIRST_TRAINER)
    assert room.workshop.trainers[FIRST_TRAINER.id].name == "Trainer A. B."


def test_joining_or_leaving_again_without_a_change_changes_nothing():
    room = a_room_of(1)
    here = room.joins("1", "A. B.", "primary")
    assert room.joins("1", "A. B.", "primary") is here
    left = room.does(c.Leave(), attendee("1"))
    assert room.does(c.Leave(), attendee("1")) is left
