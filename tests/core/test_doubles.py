"""Two devices of one person: the hints, and what merging or removing people does."""

from datetime import timedelta

import pytest

from tests.builders import Room, a_room_of, attendee, recorded
from tests.sent import lead_view, trainer_view, you_view
from voting.core import commands as c
from voting.core.doubles import MOST_COMPARED, alike, doubles
from voting.core.gate import ballot_moves, gate, why_refused
from voting.core.machine import fold
from voting.core.roster import MOST_PEOPLE
from voting.core.state import Presence
from voting.refusals.people import CannotMerge, IsMerged, NobodyJoined, PersonRemoved
from voting.refusals.sent import UnknownChoice


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("Zoë Smith", "zoe  smith.", True),
        ("Zoë Smith", "Smith, Zoe", True),
        ("O’Neil", "O'NEIL", True),
        ("Z. Smith", "Zoë Smith", True),
        ("ZS", "Zoë Smith", True),
        ("ZS", "z. s.", True),
        ("王", "王", True),
        ("Zoë", "Zoë Smith", False),
        ("Z", "Zoë", False),
        ("Amy", "Ann", False),
        ("J. S.", "J. T.", False),
        ("Jane Smith", "John Smith", False),
        ("...", "...", False),
    ],
)
def test_names_that_may_belong_to_one_person(one, other, may):
    assert (alike(one, other), alike(other, one)) == (may, may)


def test_pairs_work_in_the_same_place_and_name_the_first_of_many():
    room = Room()
    for person, name, sector in [
        ("1", "Zoë Smith", "primary"),
        ("2", "ZS", "primary"),
        ("3", "zoe smith", "clinic"),
        ("4", "smith zoe", "primary"),
        ("5", "ONeil", "clinic"),
        ("6", "O'Neil", "clinic"),
    ]:
        room.joins(person, name, sector)
    found = trainer_view(room.situation())["doubles"]
    assert [(pair["into"], pair["person"]) for pair in found] == [
        ("1", "2"),
        ("1", "4"),
        ("5", "6"),
    ]
    room.does(c.MergePeople("2", "1"))
    room.does(c.RemovePerson("6"))
    found = trainer_view(room.situation())["doubles"]
    assert [(pair["into"], pair["person"]) for pair in found] == [("1", "4")]


def test_no_hints_are_given_in_a_room_too_large_to_look_through():
    people = list(a_room_of(1).workshop.people.values()) * (MOST_COMPARED + 1)
    assert doubles(people) == []
    assert len(doubles(people[:3])) == 2


def test_merged_devices_are_one_person_in_every_count_and_the_log_folds():
    room = a_room_of(3)
    room.does(c.MergePeople("3", "1"))
    w = room.workshop
    assert [p.id for p in w.taking_part()] == ["1", "2"]
    assert lead_view(room.situation())["people"]["ever"] == 2
    assert recorded(room)["people"] == 2
    view = trainer_view(room.situation())
    assert [p["id"] for p in view["persons"]] == ["1", "2"]
    assert view["merged"] == [{"id": "3", "name": "Attendee 3", "into": "1"}]
    assert gate(w).merged == {"3": "1"}
    assert gate(w).barred == {}
    assert recorded(room)["log"][-1]["command"] == "merge_people"
    assert recorded(room)["log"][-1]["arguments"] == {}
    assert fold(room.entries) == w


def test_of_two_ballots_in_the_open_round_one_counts_and_closed_rounds_stay():
    room = a_room_of(3)
    shown = room.rates("trust", 1, 1, 2)
    before = room.tallies()[shown]
    held = room.opens("time")
    for person in "123":
        room.votes(person, 3)
    room.does(c.MergePeople("3", "1"))
    assert list(room.ballots[held]) == ["1", "2"]
    room.votes("3", 0)
    room.does(c.CloseRound(held))
    assert room.tallies()[held].counts == (1, 0, 0, 1, 0)
    assert room.tallies()[shown] == before


def test_a_merged_device_is_the_person_it_belongs_to():
    room = a_room_of(3)
    room.does(c.MergePeople("3", "2"))
    room.does(c.MergePeople("2", "1"))
    you = you_view(room.workshop, "3", None, None)
    assert (you["id"], you["name"]) == ("3", "Attendee 1")
    room.does(c.Leave(), attendee("3"))
    assert room.workshop.person("1").presence is Presence.LEFT
    room.joins("3", "A. B.")
    assert (room.workshop.person("1").name, len(room.workshop.taking_part())) == ("A. B.", 1)
    room.does(c.RemovePerson("1"))
    with pytest.raises(PersonRemoved):
        room.joins("3")
    assert isinstance(why_refused(room.workshop, "3", 1), PersonRemoved)


def test_people_merged_by_mistake_can_be_separated():
    room = a_room_of(2)
    room.does(c.MergePeople("2", "1"))
    room.does(c.ReadmitPerson("2"))
    assert [p.id for p in room.workshop.taking_part()] == ["1", "2"]
    assert gate(room.workshop).merged == {}


def test_the_ballot_of_two_people_is_deleted_when_they_are_separated():
    room = a_room_of(4)
    before = room.opens("trust")
    for person in "123":
        room.votes(person, 1)
    room.does(c.CloseRound(before))
    held = room.opens("time")
    for person in "1234":
        room.votes(person, 3)
    room.explains("1", "Why")
    room.does(c.MergePeople("3", "2"))
    room.does(c.MergePeople("2", "1"))
    room.does(c.ReadmitPerson("3"))
    assert list(room.ballots[held]) == ["4"]
    assert room.reasons[held] == {}
    assert sorted(room.ballots[before]) == ["1", "2", "3"]
    room.votes("1", 1)
    room.does(c.RemovePerson("4"))
    room.does(c.ReadmitPerson("4"))
    assert sorted(room.ballots[held]) == ["1", "4"]


@pytest.mark.parametrize("pair", [("1", "1"), ("2", "1"), ("1", "2"), ("3", "1"), ("1", "3")])
def test_nobody_is_merged_with_themselves_or_with_somebody_removed(pair):
    room = a_room_of(4)
    room.does(c.RemovePerson("2"))
    room.does(c.MergePeople("3", "4"))
    with pytest.raises(CannotMerge):
        room.does(c.MergePeople(*pair))


def test_a_merged_device_is_not_removed_on_its_own():
    room = a_room_of(2)
    room.does(c.MergePeople("2", "1"))
    with pytest.raises(IsMerged):
        room.does(c.RemovePerson("2"))


# --- removing ---


def test_somebody_is_removed_with_their_ballot_only_where_that_is_asked_for():
    room = a_room_of(3)
    held = room.opens("trust")
    for person in "123":
        room.votes(person, 2)
    room.does(c.RemovePerson("1"))
    room.does(c.RemovePerson("2", with_ballot=True))
    assert sorted(room.ballots[held]) == ["1", "3"]
    assert lead_view(room.situation())["people"]["ever"] == 2
    room.does(c.RemovePerson("1", with_ballot=True))
    assert sorted(room.ballots[held]) == ["3"]
    room.does(c.ReadmitPerson("2"))
    assert lead_view(room.situation())["people"]["ever"] == 2
    assert fold(room.entries) == room.workshop


def crowd(room: Room, people: int, address: str, first: int = 100) -> None:
    for number in range(first, first + people):
        room.address = address
        room.joins(str(number))
    room.address = ""


def test_those_who_joined_last_are_removed_at_once_and_nobody_else():
    room = a_room_of(2)
    room.now += timedelta(minutes=10)
    crowd(room, 3, "one")
    crowd(room, 12, "two", first=200)
    view = trainer_view(room.situation())
    assert view["networks"] == [{"like": "200", "name": "Attendee 200", "people": 12}]
    held = room.opens("trust")
    for person in ("1", "100", "211"):
        room.votes(person, 1)
    before = room.workshop
    room.does(c.RemoveJoined(60, like="205"))
    assert [p.id for p in room.workshop.taking_part()] == ["1", "2", "100", "101", "102"]
    assert sorted(room.ballots[held]) == ["1", "100"]
    assert len(ballot_moves(before, room.workshop).pairs) == 12
    room.does(c.RemoveJoined(5))
    assert [p.id for p in room.workshop.taking_part()] == ["1", "2"]
    with pytest.raises(NobodyJoined):
        room.does(c.RemoveJoined(5))
    assert fold(room.entries) == room.workshop


def test_of_people_whose_address_is_not_known_only_the_one_meant_is_removed():
    room = a_room_of(3)
    room.does(c.RemoveJoined(60, like="2"))
    assert [p.id for p in room.workshop.taking_part()] == ["1", "3"]


@pytest.mark.parametrize("minutes", [0, -1, 1441])
def test_no_more_than_a_day_back_can_be_removed_at_once(minutes):
    with pytest.raises(UnknownChoice):
        a_room_of(1).does(c.RemoveJoined(minutes))


def test_no_view_or_record_contains_an_address():
    room = Room()
    crowd(room, 12, "the-address")
    said = repr([trainer_view(room.situation()), lead_view(room.situation()), recorded(room)])
    assert "the-address" not in said


def test_the_removed_leave_room_for_others():
    room = Room()
    crowd(room, MOST_PEOPLE, "one")
    room.does(c.RemoveJoined(1440))
    assert len(room.joins("late").taking_part()) == 1
