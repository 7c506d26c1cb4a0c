"""An area's files over HTTP: from what is kept, whether or not the workshops are still there."""

import pytest

from demo.client import WAIT, Browser
from lab.rig.words import said
from tests.edges.areas import LiveArea
from voting.core.actors import Role
from voting.reports.area_downloads import AGREED, CHANGED, FILES
from voting.reports.downloads import CHANGED as OF_WORKSHOPS

pytestmark = pytest.mark.live

LONG_SINCE = 9999  # days
THEN, NOW = (1, 0, None, 1, 2, 1, 0), (2, 0, 1, 1, 1, None, 3)


@pytest.fixture
def area(server):
    area = LiveArea(server)
    yield area
    area.close()


def asked(area: LiveArea, file: str, by: Browser | None = None, **compared: str):
    browser = by or area.lead
    address = f"{browser.base}{area.path}/files/{file}"
    headers = {"Accept": "application/json"}
    return browser.http.get(address, headers=headers, params=compared, timeout=WAIT)


def test_they_open_by_the_areas_link_and_need_two_workshops_to_compare(area):
    stranger = Browser(area.server.base)
    area.decided("workshop-1", "2026-03-05", THEN)
    for file in FILES:
        assert asked(area, file, by=stranger).status_code == 403
        answer = asked(area, file)
        assert answer.status_code == (404 if file in CHANGED | AGREED else 200)
        if file in CHANGED:
            sentence = answer.json()["error"]["sentence"]
            assert sentence == said("refusals.nothing-to-compare.area")
    assert asked(area, "other.zip").status_code == 404


def test_they_are_the_same_when_the_workshops_are_erased(area):
    one = area.decided("workshop-1", "2026-03-05", THEN)
    two = area.decided("workshop-2", "2026-05-12", NOW)
    before = {file: asked(area, file) for file in FILES.keys() - AGREED}
    assert {answer.status_code for answer in before.values()} == {200}
    page = area.page()
    assert all(f'href="{area.path}/files/{file}' in page for file in FILES.keys() - AGREED)
    for workshop in (one, two):  # beside each decision, the counts it stands on
        last = area.store.result(area.id, workshop).domains[0].last
        rated = [said("reports.changed.count", rating=r, n=n) for r, n in enumerate(last.counts)]
        assert said("reports.changed.counts", counts=", ".join(rated), cant_say=0) in page
    data = before["area.json"].json()
    steps = [domain["change"]["steps"] for domain in data["changed"]["domains"]]
    assert steps == [1, 0, None, 0, -1, None, 3]
    for why in ("steps.decided", "why.unresolved.now"):  # where there is no number
        assert said(f"reports.changed.{why}") in page
    name = before["area.xlsx"].headers["Content-Disposition"]
    assert 'filename="ambridge-' in name
    assert before["changed-slide.png"].content.startswith(b"\x89PNG")
    for workshop in (one, two):
        assert area.service.erase_if_due(workshop, -LONG_SINCE)
    after = {file: asked(area, file) for file in FILES.keys() - AGREED}
    assert {answer.status_code for answer in after.values()} == {200}
    again = after["area.json"].json()
    for name in ("results", "changed"):
        assert again[name] == data[name]
    for file in ("changed.csv", "history.svg", "changed-slide.svg", "changed-slide.png"):
        assert after[file].content == before[file].content


def test_two_workshops_may_be_chosen_and_others_are_refused_in_a_sentence(area):
    ids = [
        area.decided(kind, day, ratings)
        for kind, day, ratings in (
            ("workshop-1", "2026-03-05", THEN),
            ("workshop-2", "2026-05-12", NOW),
            ("review", "2026-09-01", THEN),
        )
    ]
    slide = asked(area, "changed-slide.svg", **{"from": ids[0], "to": ids[2]}).text
    assert "5 March 2026" in slide
    assert "1 September 2026" in slide
    wrong = asked(area, "changed.csv", **{"from": ids[2], "to": ids[0]})
    assert wrong.status_code == 404
    assert wrong.json()["error"]["sentence"] == said("refusals.nothing-to-compare.points")


def test_the_results_page_of_the_second_workshop_offers_what_changed(area, server):
    area.decided("workshop-1", "2026-03-05", THEN)
    second = area.decided("workshop-2", "2026-05-12", NOW)
    lead = Browser(server.base)
    lead.post("/enter", link=area.identity.link(Role.LEAD, second, 0))
    page = lead.get(f"/lead/{second}").text
    for file in OF_WORKSHOPS:
        assert f'href="/results/{second}/{file}" download' in page
        assert lead.get(f"/results/{second}/{file}").status_code == 200
