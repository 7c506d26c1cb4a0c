"""A whole workshop under each server: seven domains, every way to rule, and what is taken away."""

import csv
import io
import json

import openpyxl
import pytest

from demo.client import Refused
from demo.room import DOMAINS
from lab.rig.live_room import LiveRoom
from lab.rig.words import said
from tests.builders import ROOT

pytestmark = pytest.mark.live

# domain, the rounds' ratings, how it is ruled, on what, why
SEVEN = [
    ("clarity", [(2, 2, 2, None)], "unanimous", None, ""),
    ("contact", [(0, 3, 1, 1), (1, 1, 2, 1)], "consensus", 1, "agreed aloud"),
    ("structures", [(1, 1, 3, 0)], "majority", None, ""),
    ("outcomes", [(0, 0, 2, 2)], "tie-break", 0, "the lower of the two"),
    ("learning", [(0, 3, None, None)], "unresolved", None, "=no agreement"),
    ("integration", [(3, 3, 3, 3)], "unanimous", None, ""),
    ("evidence", [(1, 2, 2, 2)], "majority", 2, ""),
]
THREE = [
    ("trust", [(4, 4, 4)], "unanimous", None, ""),
    ("time", [(0, 4, 4), (3, 4, 3)], "majority", None, ""),
    ("tools", [(0, 2, None)], "unresolved", None, "nobody knows"),
]


class Story:
    """Takes a room through a plan and keeps what the room view showed of it."""

    def __init__(self, room: LiveRoom, plan: list, sector: str) -> None:
        self.room, self.plan = room, plan
        self.people = room.people(len(plan[0][1][0]), sector)
        self.screen = room.page("room")
        self.shown: dict[str, dict] = {}
        for domain, rounds, method, rating, note in plan:
            for ratings in rounds:
                room.rates(domain, *ratings)
                room.trainer.command("start_discussion", seconds=60)
            room.rules(domain, method, rating, note)
            self.screen.wait_for(lambda state, d=domain: self._ruled(state["view"], d))
            self.shown[domain] = self.screen.view
        room.trainer.command("finish")
        self.screen.wait_for_phase("finished")
        self.lead = room.page("lead")

    def _ruled(self, view: dict, domain: str) -> bool:
        return view["domain"] == domain and view["ruling"] is not None

    def file(self, name: str) -> bytes:
        answer = self.lead.browser.get(f"/results/{self.room.id}/{name}")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["Content-Disposition"]
        return answer.content

    def rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.file(name).decode("utf-8-sig"))))


def number(cell: str) -> int | None:
    return int(cell) if cell else None


def check_ratings(story: Story) -> None:
    """ratings.csv says what the room saw, ruling by ruling."""
    rows, framework = story.rows("ratings.csv"), story.room.stored().framework
    assert [row["domain"] for row in rows] == list(story.shown)
    for row in rows:
        view = story.shown[row["domain"]]
        ruling, last = view["ruling"], view["rounds"][-1]
        votes = [int(row[f"votes_{level}"]) for level in range(len(last["counts"]))]
        assert (row["method"], number(row["rating"])) == (ruling["method"], ruling["rating"])
        said = (
            None
            if ruling["rating"] is None
            else framework.domain(row["domain"]).label(ruling["rating"])
        )
        assert (row["label"] or None) == said
        assert (votes, int(row["cant_say"])) == (last["counts"], last["cant_say"])
        assert int(row["rounds"]) == len(view["rounds"])
        if ruling["rating"] is not None:
            assert float(row["share"]) == pytest.approx(ruling["votes"] / sum(votes), abs=1e-4)


def check_rounds(story: Story) -> None:
    """rounds.csv has every round that the room saw, and each counts the ballots in the store."""
    seen = [
        (domain, held["number"], held["counts"], held["cant_say"], held["id"])
        for domain, view in story.shown.items()
        for held in view["rounds"]
    ]
    rows = story.rows("rounds.csv")
    assert len(rows) == len(seen)
    for row, (domain, round_number, counts, cant_say, round_id) in zip(rows, seen, strict=True):
        assert (row["domain"], int(row["round"])) == (domain, round_number)
        ballots = list(story.room.ballots(round_id).values())
        levels = range(len(counts))
        assert [int(row[f"votes_{level}"]) for level in levels] == counts
        assert counts == [ballots.count(level) for level in levels]
        assert int(row["cant_say"]) == cant_say == ballots.count(None)


def check_record(story: Story) -> None:
    record = json.loads(story.file("record.json"))
    assert record["format"] == "cascade-live-record"
    assert record["workshop"]["finished_at"]
    for domain in record["domains"]:
        view = story.shown[domain["key"]]
        assert domain["ruling"]["rating"] == view["ruling"]["rating"]
        assert [r["counts"] for r in domain["rounds"]] == [r["counts"] for r in view["rounds"]]


def check_workbook(story: Story) -> None:
    """The sheets hold the same rows as the two CSV files."""
    book = openpyxl.load_workbook(io.BytesIO(story.file("workbook.xlsx")))
    summary, ratings, rounds = book.worksheets[:3]
    assert "Finished" in [cell.value for cell in summary["B"]]
    for sheet, name in ((ratings, "ratings.csv"), (rounds, "rounds.csv")):
        rows = story.rows(name)
        heading, *cells = sheet.iter_rows(values_only=True)
        keys = [row[heading.index(said("reports.columns.domain.title"))] for row in cells]
        assert keys == [row["domain"] for row in rows]
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    book.close()


def check_profile(story: Story) -> None:
    """The room's closing profile and the lead's results agree with each ruling."""
    for view in (story.screen.view, story.lead.view):
        profile = {line["domain"]: line["ruling"] for line in view["progress"]}
        assert profile == {domain: seen["ruling"] for domain, seen in story.shown.items()}
    notes = {s["domain"]: s["ruling"]["note"] for s in story.lead.view["domains"]}
    assert notes == {domain: note for domain, *_, note in story.plan}


def check_everything(story: Story) -> None:
    check_profile(story)
    check_ratings(story)
    check_rounds(story)
    check_record(story)
    check_workbook(story)


@pytest.mark.other_servers
def test_seven_domains_from_the_first_rating_to_the_exports(servers, async_mode):
    room = LiveRoom(servers(ASYNC_MODE=async_mode))
    story = Story(room, SEVEN, "school")
    assert tuple(story.shown) == DOMAINS
    methods = [view["ruling"]["method"] for view in story.shown.values()]
    assert methods == [method for _, _, method, _, _ in SEVEN]
    check_everything(story)
    room.close()


def test_three_domains_on_five_levels(servers, async_mode):
    server = servers(ASYNC_MODE=async_mode, FRAMEWORKS_DIR=str(ROOT / "tests/data"))
    room = LiveRoom(server, framework="three-by-five")
    story = Story(room, THREE, "clinic")
    assert story.shown["trust"]["ruling"]["rating"] == 4
    assert len(story.shown["time"]["rounds"][1]["counts"]) == 5
    check_everything(story)
    room.close()


def test_a_majority_is_refused_on_a_tie_and_offered_nowhere(room):
    room.people(2)
    room.rates("clarity", 0, 3)
    offered = {option["method"] for option in room.trainer.view["options"]}
    assert offered == {"consensus", "tie-break", "unresolved"}
    with pytest.raises(Refused) as refused:
        room.rules("clarity", "majority")
    assert refused.value.code == "majority-tied"
