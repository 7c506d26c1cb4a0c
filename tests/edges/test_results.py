"""The results page before script runs, and where none does."""

import re

import requests

from lab.rig.live_room import LiveRoom
from lab.rig.words import said
from tests.days import IN_A_WEEK
from voting.reports.downloads import AGREED, CHANGED, FILES

REPORTS = ["report.pdf", "report.docx", "report.pptx"]
ANALYSTS = [
    "ratings.csv",
    "rounds.csv",
    "groups.csv",
    "reasons.csv",
    "answers.csv",
    "workbook.xlsx",
    "record.json",
]


def test_every_file_is_linked_once_the_reports_first_and_what_analysts_want_last(server):
    room = LiveRoom(server)
    lead = room.enters("lead")
    page = lead.get(f"/lead/{room.id}").text
    linked = re.findall(rf'href="/results/{room.id}/([^"]+)" download', page)
    assert sorted(linked) == sorted(FILES.keys() - CHANGED - AGREED)
    assert linked[:3] == REPORTS
    assert linked[-len(ANALYSTS) :] == ANALYSTS
    assert [lead.get(f"/results/{room.id}/{file}").status_code for file in linked] == [200] * len(
        FILES.keys() - CHANGED - AGREED
    )
    room.close()


def test_files_about_what_changed_or_was_agreed_need_that_there_is_something(server):
    room = LiveRoom(server)
    lead = room.enters("lead")
    for file in sorted(CHANGED):
        address = f"{server.base}/results/{room.id}/{file}"
        asked = {"headers": {"Accept": "application/json"}, "timeout": 20}
        answer = lead.http.get(address, **asked)
        assert answer.status_code == 404
        sentence = said("refusals.nothing-to-compare.workshop")
        assert answer.json()["error"]["sentence"] == sentence
    for file in sorted(AGREED):
        address = f"{server.base}/results/{room.id}/{file}"
        answer = lead.http.get(address, headers={"Accept": "application/json"}, timeout=20)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "nothing-agreed")
    room.close()


def test_a_program_that_asks_for_a_file_is_refused_in_json_and_a_browser_on_a_page(server):
    room = LiveRoom(server)
    address = f"{server.base}/results/{room.id}/report.pdf"
    refused = requests.get(address, headers={"Accept": "application/json"}, timeout=20)
    assert refused.status_code == 403
    assert refused.json()["error"]["sentence"] == said("refusals.not-allowed")
    typical = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    shown = requests.get(address, headers=typical, timeout=20)
    assert shown.status_code == 403
    assert shown.headers["Content-Type"].startswith("text/html")
    room.close()


def test_files_of_what_was_agreed_are_there_once_it_is_also_while_a_round_is_open(server):
    room = LiveRoom(server)
    [person, *_] = room.people(2)
    room.trainer.plan("add_goal", wording={"text": "=A goal", "due": IN_A_WEEK})
    plan = room.trainer.wait_for(lambda s: s["view"]["plan"]["goals"])["view"]["plan"]
    draft = plan["goals"][0]
    room.trainer.plan("agree_goal", goal=draft["id"], wording=draft["draft"])
    room.trainer.plan("add_action", text="Send the list")
    lead = room.enters("lead")
    linked = re.findall(
        r'href="/results/[^/]+/([^"]+)" download', lead.get(f"/lead/{room.id}").text
    )
    assert set(linked) >= AGREED
    room.opens("clarity")
    person.wait_for(lambda s: s["view"]["phase"] == "open")
    told = lead.get(f"/results/{room.id}/record.json").json()["plan"]
    assert [(one["text"], one["due"], one["scores"]) for one in told["goals"]] == [
        ("=A goal", IN_A_WEEK, [])
    ]
    actions = lead.get(f"/results/{room.id}/actions.csv").content.decode("utf-8-sig")
    assert '"Send the list",,' in actions
    room.close()
