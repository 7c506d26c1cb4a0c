"""Files of ratings as a panel: typed tables, and a programme's dataset as CSV and JSON."""

import json

import pytest
from msgspec.structs import replace

from tests.builders import WORDS, cascade, three_by_five
from tests.exports.test_programme_files import AREAS, told
from tests.views.areas import area
from voting.evaluation.reading import read
from voting.refusals import Refusal
from voting.refusals.evaluation import BadRow, UnreadableTable
from voting.reports import programme_files


def a_file(*lines: str, ending: str = "\n") -> bytes:
    return ending.join(("area,workshop,domain,rating", *lines)).encode()


def test_what_is_missing_and_what_is_absent_are_two_things():
    panel = read(
        a_file("Bath,1,clarity,", "Bath,1,contact,unresolved", "Bath,2,1,0", "Ely,2,1,3"),
        cascade(),
    ).panel
    assert panel.areas == ("Bath", "Ely")
    assert panel.points == ("workshop-1", "workshop-2")
    assert panel.held("workshop-1") == ("Bath",)
    assert panel.held("workshop-2") == ("Bath", "Ely")
    assert panel.rating("workshop-1", "Bath", "clarity") is None
    assert panel.rating("workshop-2", "Bath", "clarity") == 0
    assert (panel.domains, panel.levels) == (tuple(c.key for c in cascade().domains), 4)


def test_a_workshop_is_called_as_the_file_calls_it():
    read_ = read(a_file("A,1,1,1", "A,workshop-1,2,1", "A,Review-3,1,2"), cascade())
    assert read_.written == {"workshop-1": "1", "review-3": "Review-3"}
    assert read_.panel.points == ("workshop-1", "review-3")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_separators_and_endings_are_read(encoding):
    text = a_file('"Größe; Nord",1,1,2.0', "Größe; Nord,2,1, 3 ", ending="\r\n").decode()
    assert read(text.encode(encoding), cascade()).panel.areas == ("Größe; Nord",)
    semicolons = 'Area;Workshop;DOMAIN;Rating\r\n"Bath; North";1;1;"2"\r\n'
    read_ = read(semicolons.encode(encoding), cascade()).panel
    assert read_.ratings == {"workshop-1": {"Bath; North": {"clarity": 2}}}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a workbook", "workbook"),
        (b"%PDF-1.7", "document"),
        (b'{"format": "cascade-live-record"}', "json"),
        (b'{"dataset": [{"area": "A"}]}', "columns"),
    ],
)
def test_what_is_no_table_is_told(data, why):
    with pytest.raises(UnreadableTable) as refused:
        read(data, cascade())
    assert refused.value.values["why"] == why
    assert WORDS.refusal(refused.value)


def test_every_wrong_row_is_told_by_its_line():
    lines = ("A,1,1,4", "A,1,2,-1", "A,3,1,1", ",1,1,1", "A,2,nothing,1", "A,2,1,1", "A,2,1,2")
    with pytest.raises(BadRow) as refused:
        read(a_file(*lines), cascade())
    faults: list[Refusal] = [refused.value, *refused.value.also]
    assert [one.values["line"] for one in faults] == [2, 3, 4, 5, 6, 8]
    assert faults[-1].values["other"] == 7


@pytest.fixture(params=["dataset.csv", "dataset.json"])
def dataset(request):
    def written(areas=AREAS) -> bytes:
        return programme_files.write(request.param, told(areas=areas), WORDS)

    return written


def test_a_programmes_dataset_gives_the_ratings_of_one_framework(dataset):
    found = read(dataset(), cascade())
    assert found.is_dataset
    assert set(found.panel.areas) == {"Barton", "=Formula"}
    assert found.panel.rating("workshop-2", "Barton", "clarity") == 2
    assert found.panel.rating("workshop-1", "Barton", "contact") is None
    assert found.left_out == {three_by_five().name: 1}
    unresolved = [row.domain for row in found.rows if row.unresolved]
    assert unresolved == ["contact"]
    methods = {(each["workshop"], each["domain"]): each["method"] for each in found.told}
    assert methods["workshop-1", "contact"] == "unresolved"


def test_of_several_workshops_of_a_kind_the_last_counts(dataset):
    at = area("Barton", (1, 1), (2, 2))
    events = tuple(replace(event, kind="other") for event in at.area.events)
    found = read(dataset([replace(at, area=replace(at.area, events=events))]), cascade())
    assert (found.panel.points, found.repeated) == (("other",), 1)
    assert found.panel.rating("other", "Barton", "clarity") == 2


def test_a_dataset_of_another_framework_alone_is_refused(dataset):
    with pytest.raises(UnreadableTable) as refused:
        read(dataset([area("Other", (4, 0, 1), framework=three_by_five())]), cascade())
    assert refused.value.values == {"why": "framework", "name": cascade().name}
    assert WORDS.refusal(refused.value)


def test_json_is_read_by_its_rows():
    rows = [{"area": "A", "workshop": 1, "domain": 1, "rating": 9}]
    with pytest.raises(BadRow) as refused:
        read(json.dumps({"dataset": rows}).encode(), cascade())
    assert refused.value.values["line"] == 1
