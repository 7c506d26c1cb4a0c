"""The results page before script runs, and where none does."""

import re

from lab.rig.live_room import LiveRoom
from voting.reports.downloads import FILES

REPORTS = ["report.pdf", "report.docx", "report.pptx"]
ANALYSTS = [
    "ratings.csv",
    "rounds.csv",
    "groups.csv",
    "reasons.csv",
    "workbook.xlsx",
    "record.json",
]


def test_every_file_is_linked_once_the_reports_first_and_what_analysts_want_last(server):
    room = LiveRoom(server)
    lead = room.enters("lead")
    page = lead.get(f"/lead/{room.id}").text
    linked = re.findall(rf'href="/results/{room.id}/([^"]+)" download', page)
    assert sorted(linked) == sorted(FILES)
    assert linked[:3] == REPORTS
    assert linked[-len(ANALYSTS) :] == ANALYSTS
    assert [lead.get(f"/results/{room.id}/{file}").status_code for file in linked] == [200] * 13
    room.close()
