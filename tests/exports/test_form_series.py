"""Other instruments in what changed, and in the files of areas and programmes: in tables of their
own, and never among the ratings of a framework."""

from functools import cache

import msgspec
import pytest
from msgspec.structs import replace

from tests.builders import WORDS, recorded
from tests.exports.forms import ROOMS
from tests.exports.series import first
from tests.exports.test_area_files import AT, an_area
from tests.views.areas import programme
from voting.frameworks import load_frameworks
from voting.instruments.guidance import is_of
from voting.programme.result import Result
from voting.reports import area_downloads, programme_files
from voting.reports.answers import COLUMNS
from voting.reports.area_record import area_record
from voting.reports.area_tables import area_tables
from voting.reports.downloads import CHANGED, FILES, write
from voting.reports.programme_dataset import dataset
from voting.reports.record import Record, record
from voting.views.programme import Asked, in_order
from voting.views.result import result_of

NAMES = sorted(ROOMS)
KNOWN = load_frameworks(None)


@cache
def settled(name: str) -> Result:
    return result_of(ROOMS[name]().situation())


def twice(name: str) -> Record:
    """A record after an earlier workshop that settled the same, but for one answer."""
    room = ROOMS[name]()
    before = replace(settled(name), workshop="earlier", date="2026-03-01")
    return record(replace(room.situation(), before=(before,)), room.entries, room.now, WORDS)


@pytest.mark.parametrize("name", ["agencies", "checklist", "one of each", "scaling"])
def test_what_changed_can_be_written_for_every_kind(name):
    data = twice(name)
    for file in (*CHANGED, "report.pdf", "workbook.xlsx", "charts.zip"):
        assert write(file, data, WORDS)
    assert FILES.keys() >= CHANGED
    told = data["changed"]
    assert {one["then"][0]["label"] for one in told["domains"]} == {
        one["ruling"]["label"] for one in data["domains"]
    }
    for one in told["domains"]:
        is_choice = one["then"][0]["answer_kind"] == "choice"
        decided = one["then"][0]["status"] == "decided"
        assert one["change"]["steps"] == (0 if decided and not is_choice else None)


def test_numbers_are_told_as_people_gave_them():
    told = twice("scaling")["changed"]
    assert [one["value"] for one in told["levels"]] == list(range(1, 11))
    cell = told["domains"][0]["then"][1]
    assert cell["value"] == cell["rating"] + 1


def an_area_of(*names: str):
    results = [first()]
    for place, name in enumerate(names, start=1):
        about = {"workshop": f"form-{place}", "date": f"2026-0{place + 3}-02", "finished_at": AT}
        results.append(replace(settled(name), **about))
    return an_area(*results)


def test_an_area_has_other_instruments_in_a_table_of_their_own():
    area = an_area_of("checklist", "agencies", "goals", "factors")
    data = area_record(area, AT, WORDS)
    held = {table.key: table for table in area_tables(data, WORDS)}
    assert {row["framework_key"] for row in held["decisions"].rows} == {"cascade"}
    others = held["other_answers"].rows
    assert {row["framework_key"] for row in others} == {
        "partnership", "agencies", "goals", "critical-factors",
    }  # fmt: skip
    ticked = [row for row in others if row["domain"] == "event" and row.get("place") == 1]
    assert ticked[0]["count"] == settled("checklist").domain("event").last.counts[1]
    for file in ("area.json", "area.xlsx"):
        assert area_downloads.write(file, data, WORDS)
    assert msgspec.json.decode(msgspec.json.encode(data)) == data


def told(*, evaluating: bool = False):
    areas = [an_area_of("checklist", "scaling", "feedback of four")]
    named = in_order(areas, {areas[0].area.id: 1}, Asked(), evaluating=evaluating)
    return dataset(programme(*areas), named, AT, WORDS, known=KNOWN, whole=not evaluating)


def test_a_programme_has_them_apart_and_explained():
    data = told()
    assert {row["framework"] for row in data["dataset"]} == {first().framework.name}
    sheet = WORDS.say("reports.sheets.other_answers")
    explained = [row for row in programme_files.codebook(data, WORDS).rows if row["sheet"] == sheet]
    columns = next(t for t in programme_files.tables(data) if t.key == "other_answers").columns
    assert [row["name"] for row in explained] == [column.name for column in columns]
    assert programme_files.write("dataset.xlsx", data, WORDS)


def test_evaluators_get_no_names_that_a_room_gave():
    written = programme_files.write("dataset.json", told(evaluating=True), WORDS).decode()
    assert "Waiting times" not in written
    assert "Waiting times" in programme_files.write("dataset.json", told(), WORDS).decode()


@pytest.mark.parametrize("name", ["checklist", "agencies", "scaling"])
def test_evaluators_get_no_word_of_an_instrument_that_an_area_made(name):
    """Its name, its questions and the keys made from them may say which area it is."""
    held = settled(name)
    framework = replace(held.framework, key="northfield-checks", name="Northfield checks")
    areas = [an_area(replace(held, workshop="own", framework=framework, finished_at=AT))]

    def written(*, evaluating: bool) -> str:
        named = in_order(areas, {areas[0].area.id: 1}, Asked(), evaluating=evaluating)
        whole = not evaluating
        data = dataset(programme(*areas), named, AT, WORDS, known=KNOWN, whole=whole)
        return programme_files.write("dataset.json", data, WORDS).decode()

    asked = [column for column in framework.asked if column.kind == "choice"]
    told = [framework.name, *(row.name for row in framework.rows)]
    told += [word for column in asked for word in column.spoken if word]
    # (Rows may be called like the fields of the file.)
    keys = {row.key for row in framework.rows} - {column.name for column in COLUMNS}
    told += [f'"{key}"' for key in keys if not key.isdigit()]
    assert all(word in written(evaluating=False) for word in told)
    assert not [word for word in told if word in written(evaluating=True)]


def test_an_instrument_with_a_known_key_and_other_words_is_one_that_an_area_made():
    known = KNOWN["partnership"]
    changed = replace(known.rows[0], name="Is Ms Hall's team there?")
    assert is_of(known, KNOWN)
    assert is_of(replace(known, rows=known.rows[1:]), KNOWN)
    assert not is_of(replace(known, rows=(changed, *known.rows[1:])), KNOWN)
    assert not is_of(replace(known, key="own"), KNOWN)
    room_named = replace(KNOWN["goals"], rows=(changed,), named=1)
    assert is_of(room_named, KNOWN)


def test_too_few_answers_are_in_no_dataset():
    rows = [
        row for row in told()["answers"] if row["framework"] == settled("feedback").framework.name
    ]
    assert rows
    assert all(row.get("count") is None for row in rows)


def test_a_first_workshop_has_nothing_to_compare():
    assert recorded(ROOMS["goals"]())["changed"] is None
