"""What fewer than five people scored or chose can't be worked out from any page or file: two rooms
that settled the same have the same ones, whatever each person gave. From five on they differ."""

from functools import cache

import msgspec
import pytest
from msgspec.structs import replace

from tests.builders import WORDS, recorded
from tests.exports.kept import a_kept_room, digest
from tests.exports.series import first
from tests.exports.test_area_files import AT, an_area
from tests.goals.planned import Planned
from voting.goals import commands as c
from voting.reports import area_downloads, downloads
from voting.reports.area_record import area_record
from voting.reports.goals.tables import KEYS
from voting.views.area_plan import area_plan
from voting.views.plan_made import plan_for_lead, plan_for_trainers
from voting.views.plan_shown import plan_on_screens

# Equal in how many there were, and in what was settled: 3, and both domains by vote.
FEW = {
    "near": ((2, 3, 3, 4), [("clarity", "contact")] * 3 + [("clarity",)]),
    "far": ((0, 3, 9, 10), [("contact",)] * 3 + [("clarity", "contact")]),
}
MANY = {
    room: ((*scores, 3), [*needs, ("clarity", "contact")]) for room, (scores, needs) in FEW.items()
}
OF_WORKSHOP = sorted(downloads.FILES.keys() - {"profile-slide.png", "changed-slide.png"})
OF_AREA = sorted(area_downloads.FILES.keys() - {"changed-slide.png"})


@cache
def meeting(name: str, is_many: bool) -> Planned:
    scores, needs = (MANY if is_many else FEW)[name]
    made = Planned()
    made.does(c.AskNeeds())
    made.chooses(*needs)
    made.does(c.CloseQuestion(made.question))
    made.does(c.ChooseNeeds(("clarity", "contact")))
    goal = made.agrees()
    made.does(c.AskScore(goal))
    made.scores(*scores)
    made.does(c.CloseQuestion(made.question))
    made.does(c.SettleScore(goal, made.question, "consensus", 3))
    return made


@cache
def record_of(name: str, is_many: bool) -> dict:
    room = a_kept_room()
    room.plan = meeting(name, is_many).situation().plan
    return recorded(room)


@cache
def area_record_of(name: str, is_many: bool) -> dict:
    plan = meeting(name, is_many).situation().plan
    return area_record(an_area(first()), AT, WORDS, plan=replace(plan, workshop=""))


def of_workshop(file: str, name: str, is_many: bool) -> str:
    return digest(downloads.write(file, record_of(name, is_many), WORDS))


def of_area(file: str, name: str, is_many: bool) -> str:
    return digest(area_downloads.write(file, area_record_of(name, is_many), WORDS))


FILES = [(of_workshop, one) for one in OF_WORKSHOP]
FILES += [(of_area, one) for one in OF_AREA if one not in area_downloads.CHANGED]
TELLING = {"report.pdf", "report.docx", "report.pptx", "workbook.xlsx", "record.json", "needs.csv"}
TELLING |= {"scores.csv", "area.xlsx", "area.json"}


@pytest.mark.parametrize(("of", "file"), FILES, ids=lambda one: getattr(one, "__name__", one))
def test_no_file_has_what_four_gave(of, file):
    assert of(file, "near", False) == of(file, "far", False)


@pytest.mark.parametrize(("of", "file"), FILES, ids=lambda one: getattr(one, "__name__", one))
def test_files_about_scores_and_votes_have_what_five_gave(of, file):
    is_same = of(file, "near", True) == of(file, "far", True)
    assert is_same == (file not in TELLING)


def views_of(name: str, is_many: bool) -> bytes:
    """What the pages are made of: of the area, the results, the console, the room and phones."""
    at = meeting(name, is_many).situation()
    views = [area_plan(an_area(first()), replace(at.plan, workshop=""))]
    views += [plan_for_lead(at), plan_for_trainers(at), plan_on_screens(at, for_room=True)]
    return msgspec.json.encode([*views, plan_on_screens(at)])


def test_no_page_has_what_four_gave():
    assert views_of("near", False) == views_of("far", False)
    assert views_of("near", True) != views_of("far", True)


def test_both_rooms_settled_the_same_by_vote_and_aloud():
    assert set(KEYS) >= {"needs", "scores"}
    for is_many in (False, True):
        plans = [record_of(name, is_many)["plan"] for name in ("near", "far")]
        for plan in plans:
            (score,), (needs,) = plan["goals"][0]["scores"], plan["needs"]
            assert (score["score"], score["scorers"]) == (3, 5 if is_many else 4)
            assert (needs["how"], needs["voters"]) == ("vote", 5 if is_many else 4)
