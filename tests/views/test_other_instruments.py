"""What is kept and compared of instruments other than frameworks: results, changes, summaries."""

import pytest
from msgspec.structs import replace

from tests.builders import START, Room, framework_data
from tests.sent import lead_view, trainer_view
from voting.core import commands as c
from voting.instruments.deciding import Method
from voting.instruments.instrument import Repeat
from voting.instruments.parsing import parse_instrument
from voting.programme.area import Area, Event
from voting.programme.changes import changed, history
from voting.programme.situation import AreaSituation
from voting.store.codec import decode_result, encode_result
from voting.views.area import area_view
from voting.views.result import result_of


def every_kind(**changes):
    return parse_instrument(framework_data("tests/data/every-kind.json") | changes)


def of_one_column(key: str, **changes):
    data = framework_data("tests/data/every-kind.json")
    rows = [row | {"ask": []} for row in data["rows"]]
    columns = [one for one in data["columns"] if one["key"] == key]
    return parse_instrument(data | {"rows": rows, "columns": columns} | changes)


def decided(instrument, **answers) -> Room:
    """Each cell rated alike by two people, and recorded; None: left unresolved."""
    room = Room(instrument)
    for person in "12":
        room.joins(person)
    for key, answer in answers.items():
        key = key.replace("__", "@").replace("_", ".")
        cell = instrument.find(key)
        several = cell is not None and cell.column.several
        round_id = room.opens(key)
        for person in "12":
            if answer is None:
                continue
            room.answers(person, {key: answer}) if several else room.votes(person, answer)
        room.does(c.CloseRound(round_id))
        if answer is None:
            room.does(c.RecordRuling(key, Method.UNRESOLVED, None, "Not yet"))
        else:
            room.does(c.RecordRuling(key, Method.UNANIMOUS))
    return room


def kept(room: Room):
    return result_of(room.situation(), 1)


def test_a_result_of_every_kind_is_kept_and_read_again():
    told = {"plan_level": 2, "plan_there": 1, "plan_who": (0, 2), "plan_score": 7}
    result = kept(decided(every_kind(), **told))
    assert decode_result(encode_result(result)) == result
    found = {one.domain: one for one in result.domains}
    assert found["plan.who"].decision.rating == (0, 2)
    assert found["plan.who"].last.ratings == 2
    assert found["plan.who"].last.counts == (2, 0, 2, 0)
    assert found["plan.score"].decision.rating == 7


def test_of_what_is_withheld_a_result_holds_only_that():
    room = Room(every_kind(gate={"least": 5}))
    for person in "123":
        room.joins(person)
    round_id = room.opens("plan.score")
    for person in "123":
        room.votes(person, 9)
    room.does(c.CloseRound(round_id))
    one = next(d for d in kept(room).domains if d.domain == "plan.score")
    assert one.rounds[0].withheld is True
    assert not any(one.rounds[0].counts)
    assert one.last is None


@pytest.mark.parametrize(
    ("key", "before", "after", "steps"),
    [("level", 0, 2, 2), ("there", 0, 1, 1), ("score", 8, 5, -3), ("who", (0,), (1,), None)],
)
def test_each_kind_is_compared_on_its_own_places(key, before, after, steps):
    then = kept(decided(every_kind(), **{f"plan_{key}": before}))
    now = kept(decided(every_kind(), **{f"plan_{key}": after}))
    assert changed(then, now)[f"plan.{key}"].steps == steps
    assert changed(then, now)["people.level"].why == "undecided"


@pytest.mark.parametrize(
    ("key", "answer", "longer", "why"),
    [("score", 8, {"min": 1, "max": 11, "anchors": {}}, "levels"), ("who", (0,), {}, "order")],
)
def test_another_scale_of_the_same_length_is_not_called_one_without_an_order(
    key, answer, longer, why
):
    data = framework_data("tests/data/every-kind.json")
    columns = [one | longer if one["key"] == key else one for one in data["columns"]]
    then = kept(decided(every_kind(), **{f"plan_{key}": answer}))
    now = kept(decided(every_kind(columns=columns), **{f"plan_{key}": answer}))
    assert changed(then, now)[f"plan.{key}"].why == why


def named(*names: str):
    """An instrument of one number, that is answered for what the room names."""
    return replace(of_one_column("score"), repeat=Repeat("agency", 5)), names


def answered_for(*names: str, **answers: int) -> Room:
    instrument, _ = named()
    room = Room(instrument)
    room.joins("1")
    room.joins("2")
    room.does(c.NameCopies(list(names)))
    for name, answer in answers.items():
        copy = next(one for one in room.workshop.framework.copies if one.name == name)
        round_id = room.opens(f"plan@{copy.key}")
        for person in "12":
            room.votes(person, answer)
        room.does(c.CloseRound(round_id))
        room.does(c.RecordRuling(f"plan@{copy.key}", Method.UNANIMOUS))
    return room


def test_copies_are_matched_by_their_names():
    then = kept(answered_for("Clinic", "Police", Clinic=2, Police=5))
    now = kept(answered_for("police", "Clinic", police=6, Clinic=2))
    changes = changed(then, now)
    assert {key: one.steps for key, one in changes.items() if key.startswith("plan@")} == {
        "plan@1": 1,
        "plan@2": 0,
    }
    told = history([then, now])
    police = told.domain("plan@1")
    assert [one.rating for one in police.then] == [5, 6]
    assert len(told.domains) == 2 * 3


def test_other_instruments_with_the_same_rows_are_not_mixed():
    then = kept(decided(of_one_column("score"), plan=3))
    other = replace(of_one_column("there"), key="another")
    now = kept(decided(other, plan=1))
    assert {one.why for one in changed(then, now).values()} == {"instrument"}
    told = history([then, now])
    assert [[bool(then) for then in one.then] for one in told.domains] == [
        [False, True], [False, True], [False, True], [True, False], [True, False], [True, False],
    ]  # fmt: skip


def test_last_time_is_told_of_the_row_in_hand_in_its_own_instrument():
    before = kept(answered_for("Clinic", "Police", Clinic=2, Police=5))
    room = answered_for("Police", Police=6)
    room.before = (before,)
    told = trainer_view(room.situation())["last_time"]
    assert (told["rating"], told["why"], told["status"]) == (5, None, "decided")
    several = decided(every_kind(), plan_who=(0, 1))
    several.before = (kept(decided(every_kind(), plan_who=(1, 2))),)
    assert trainer_view(several.situation())["last_time"] is None


@pytest.mark.parametrize(
    ("key", "answers", "strongest", "needs"),
    [
        ("there", {"plan": 1, "people": 0, "place": 1}, ["plan", "place"], ["people"]),
        ("score", {"plan": 9, "people": 2, "place": 5}, ["plan"], ["people"]),
        ("level", {"plan": 2, "people": 0, "place": None}, ["plan"], ["people", "place"]),
        ("who", {"plan": (0,), "people": (1,), "place": (2, 3)}, [], []),
    ],
)
def test_each_kind_has_a_summary_of_its_own(key, answers, strongest, needs):
    found = lead_view(decided(of_one_column(key), **answers).situation())["summary"]
    assert (found["strongest"], found["needs"]) == (strongest, needs)
    assert found["undecided"] == 0


def test_decisions_on_several_scales_are_not_counted_together():
    room = decided(every_kind(), plan_level=2, plan_there=0, people_there=1, people_score=1)
    found = lead_view(room.situation())["summary"]
    assert found["levels"] == []
    assert (found["strongest"], found["needs"]) == (["people.there"], ["plan.there"])


def test_numbers_far_apart_are_something_people_disagree_on():
    room = Room(of_one_column("score"))
    round_id = None
    for person in "1234":
        room.joins(person)
    round_id = room.opens("plan")
    for person, score in zip("1234", (1, 2, 8, 9), strict=True):
        room.votes(person, score)
    room.does(c.CloseRound(round_id))
    found = lead_view(room.situation())["summary"]
    assert found["why_disagreed"] == [{"domain": "plan", "why": ["spread"]}]


def test_only_one_scale_in_words_is_compared_between_areas():
    assert [one.label for one in of_one_column("level").scale] == ["Poor", "Fair", "Good"]
    for key in ("there", "who", "score"):
        assert of_one_column(key).scale == ()
    assert every_kind().scale == ()
    assert of_one_column("level", rows=[], rows_from="room").scale == ()


def test_last_time_says_a_number_and_not_its_place_on_the_scale():
    columns = framework_data("tests/data/every-kind.json")["columns"][3:4]
    columns[0] |= {"min": 1, "anchors": {"10": "Done"}}
    before = kept(decided(of_one_column("score", columns=columns), plan=9))
    room = decided(of_one_column("score", columns=columns), plan=3)
    room.before = (before,)
    told = trainer_view(room.situation())["last_time"]
    assert (told["rating"], told["value"], told["label"]) == (9, 10, "Done")


def test_an_areas_page_says_what_was_decided_of_every_kind():
    told = {"plan_level": 2, "plan_there": 1, "plan_who": (0, 2), "plan_score": 7}
    result = kept(decided(every_kind(), **told))
    event = Event("e1", "workshop-1", "2026-03-01", workshop=result.workshop)
    area = Area("area-one", 7, 3, "Ambridge", START, events=(event,))
    view = area_view(AreaSituation(area, {result.workshop: result}, {}, START.date(), ()))
    found = {one.domain: one for one in view.events[0].workshop.decisions}
    shown = {key: (one.shown, one.label, one.settle) for key, one in found.items()}
    assert shown["plan.level"] == ("2", "Good", "ruling")
    assert shown["plan.there"] == ("", "", "in-place")
    assert shown["plan.who"] == ("", "The school, The council", "in-place")
    assert shown["plan.score"] == ("7", "", "median")
    assert found["people.level"].rating is None
