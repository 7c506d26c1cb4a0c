"""A stored plan that can't be read: every page and file of its area and workshops says so, and has
all else."""

import html
import io
import zipfile

import pytest

from lab.rig.words import said
from tests.edges.areas import LiveArea
from tests.edges.test_area_plan import GOAL, does, due, shown
from voting.core.actors import Role
from voting.store import keys

pytestmark = [pytest.mark.live, pytest.mark.noisy]  # the log says that it can't be read

UNREAD = said("refusals.plan-unread")
RATINGS = (0, 1, 2, 3, 2, 1, 0)


@pytest.fixture
def area(server):
    """With a goal and a finished workshop, and a plan that is damaged."""
    made = LiveArea(server)
    made.workshop = made.decided("workshop-1", "2026-03-05", RATINGS)
    does(made, "add_goal", **GOAL, due=due(90))
    whole = made.store._redis.hget(keys.plan(made.id), "document")
    made.store._redis.hset(keys.plan(made.id), mapping={"document": "{", "seal": "another"})
    yield made
    made.store._redis.hset(keys.plan(made.id), mapping={"document": whole, "seal": "mended"})
    assert GOAL["text"] in made.page("/goals")
    made.close()


def in_zip(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = (packed.read(one).decode() for one in packed.namelist() if one.endswith(".xml"))
        return html.unescape(" ".join(parts))


def test_the_areas_page_says_so_and_has_the_rest(area):
    page = area.page()
    assert UNREAD in page
    assert said("goals_area.summary.empty") not in page
    assert f"/lead/{area.workshop}" in page or area.workshop in page
    for path in ("/goals", "/actions", "/sessions", "/actions.csv", "/add_goal"):
        answer = area.lead.get(area.path + path)
        assert (answer.status_code, UNREAD in shown(answer)) == (503, True), path
    answer = area.sends("add_goal", **GOAL, due=due(90))
    assert (answer.status_code, UNREAD in shown(answer)) == (503, True)


def test_the_areas_files_say_so_and_have_the_rest(area):
    def gets(name: str):
        return area.lead.get(f"{area.path}/files/{name}")

    assert gets("area.json").json()["plan_unread"] is True
    assert len(gets("area.json").json()["results"]) == 1
    assert UNREAD in in_zip(gets("area.xlsx").content)
    for name in ("goals.csv", "goals.svg"):
        assert (gets(name).status_code, UNREAD in shown(gets(name))) == (503, True)
    assert area.lead.get(f"{area.path}/calendar.ics").status_code == 200


@pytest.mark.parametrize("name", ["report.docx", "report.pptx", "workbook.xlsx"])
def test_a_workshops_files_say_so_and_have_the_rest(area, name):
    text = in_zip(of_workshop(area, name).content)
    assert UNREAD in text
    assert "Clarity on roles" in text


def test_a_workshops_tables_of_goals_are_refused_and_its_page_can_be_opened(area):
    answer = of_workshop(area, "goals.csv")
    assert (answer.status_code, UNREAD in shown(answer)) == (503, True)
    assert of_workshop(area, "record.json").json()["plan_unread"] is True
    assert of_workshop(area, "report.pdf").content.startswith(b"%PDF")
    assert area.lead.get(f"/lead/{area.workshop}").status_code == 200


def of_workshop(area, name: str):
    links = area.store.load(area.workshop).links
    link = area.identity.link(Role.LEAD, area.workshop, links["lead"])
    area.lead.post("/enter", link=f"{area.server.base}/enter#{link}")
    return area.lead.get(f"/results/{area.workshop}/{name}")
