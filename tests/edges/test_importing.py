"""Earlier workshops over HTTP: looked at, kept once, replaced, seen everywhere, removed."""

from html import unescape

import pytest

from demo.client import Browser, Refused
from lab.rig.words import said
from tests.builders import WORDS
from tests.edges.programmes import Team
from tests.edges.test_programme import form, page, refused, rows

pytestmark = pytest.mark.live

HEAD = "area,workshop,domain,rating,date,note"
FIRST = [f"Barton,1,{number},{number % 4},2014-11-20," for number in range(1, 8)]
SECOND = [f"Barton,2,{number},3,2015-06-20," for number in range(1, 7)]
SECOND += ["Barton,2,7,unresolved,2015-06-20,=the room was split"]
TABLE = "\n".join([HEAD, *FIRST, *SECOND, "Bath,1,clarity,2,,"])
SENT = {"rows": TABLE, "framework": "cascade", "date_1": "2014-12-01"}


@pytest.fixture
def team(server):
    return Team(server, "Link Programme")


def faults(browser, path: str, **fields: str) -> list[tuple[int, str]]:
    """What a program is told is wrong."""
    headers = {"X-Cascade-Token": browser.token}
    answer = browser.http.post(browser.base + path, json=fields, headers=headers)
    told = answer.json()
    assert told["ok"] is False
    assert {one["code"] for one in told["errors"]} == {"bad-row"}
    return [(one["values"]["line"], one["sentence"]) for one in told["errors"]]


def fault(why: str, line: int, **values: str) -> tuple[int, str]:
    return line, WORDS.say(f"refusals.bad-row.{why}", line=line, **values)


def imports(team, **changes) -> dict:
    told: dict = team.browser.post(f"{team.page}/import", **SENT | changes)
    return told


def test_what_it_would_bring_is_shown_and_nothing_is_written_until_it_is_sent(team):
    team.adds("barton")
    shown = unescape(form(team.browser, f"{team.page}/check_import", **SENT).text)
    for key, n in (("areas", 2), ("workshops", 3), ("ratings", 14), ("missing", 7)):
        assert WORDS.say(f"importing.preview.{key}", n=n) in shown
    assert WORDS.say("importing.preview.new_areas", n=1) in shown
    assert WORDS.say("importing.preview.old_areas", n=1) in shown
    assert [one["name"] for one in team.areas()] == ["barton"]
    # Back from there, what was typed is still in the form.
    again = form(team.browser, f"{team.page}/check_import", **SENT, change="yes").text
    assert 'id="rows"' in again
    assert SENT["rows"].strip() in unescape(again)
    assert f'value="{SENT["date_1"]}"' in again
    assert len(rows(team.browser, f"{team.page}/files/dataset.csv")) == 0
    done = form(team.browser, f"{team.page}/import", **SENT)
    assert done.status_code == 303
    assert WORDS.say("importing.done", n=3) in page(team.browser, done.headers["Location"])
    assert [one["name"] for one in team.areas()] == ["barton", "Bath"]


def test_a_programs_answer_counts_and_the_same_again_changes_nothing(team):
    told = imports(team)
    assert told == {
        "ok": True, "to": f"{team.page}/import?done=3", "areas": 2, "new_areas": 2, "workshops": 3,
        "replaced": 0, "ratings": 14, "missing": 7,
    }  # fmt: skip
    before = rows(team.browser, f"{team.page}/files/dataset.csv")
    assert imports(team)["new_areas"] == 0
    assert rows(team.browser, f"{team.page}/files/dataset.csv") == before
    of_second = [
        row for row in before if (row["area"], row["workshop"]) == ("Barton", "workshop-2")
    ]
    assert [row["rating"] for row in of_second] == ["3"] * 6 + [""]
    assert of_second[-1]["note"] == "'=the room was split"
    assert {row["imported"] for row in before} == {"yes"}
    assert {row["method"] for row in before} == {"", "unresolved"}
    assert {row["people"] for row in before} == {""}
    assert {row["date"] for row in before if row["area"] == "Bath"} == {"2014-12-01"}


def test_all_wrong_rows_are_told_by_line_and_nothing_is_written(team):
    wrong = TABLE + "\nBath,1,clarity,1,,\nBath,9,x,7,2999-02-02,\nBath,review-3,1,1,,"
    for address in ("check_import", "import"):
        answer = form(team.browser, f"{team.page}/{address}", **SENT | {"rows": wrong})
        told = unescape(answer.text)
        assert answer.status_code == 400
        assert told.count("Line 17: ") == 2  # above the form and in it
        assert told.count("Line 18: ") == 2 * 3
        assert "Bath,review-3,1,1,," in told
    found = faults(team.browser, f"{team.page}/import", **SENT | {"rows": wrong})
    assert [line for line, _ in found] == [17, 18, 18, 18]
    for changes, code in (
        ({"date_1": "1 May"}, "impossible-date"),
        ({"date_1": ""}, "bad-row"),
        ({"framework": "none"}, "unknown-choice"),
        ({"rows": HEAD.replace("rating", "x")}, "unreadable-table"),
        ({"rows": f"{HEAD}\nBath,1,1,1,2999-01-01,"}, "bad-row"),
    ):
        refused(code, lambda changes=changes: imports(team, **changes))
    assert team.areas() == []
    team.adds("Bath", "Wells")
    team.does("add_area", name="bath", another="yes")
    assert faults(team.browser, f"{team.page}/import", **SENT) == [
        fault("namesakes", 16, name="Bath")
    ]


def test_a_file_is_read_as_what_is_pasted(team):
    def sends(data: bytes, name: str = "ratings.csv"):
        return team.browser.http.post(
            f"{team.browser.base}{team.page}/check_import",
            data=SENT | {"rows": "", "token": team.browser.token},
            files={"file": (name, data)},
        )

    for encoding in ("utf-8-sig", "cp1252", "utf-16"):
        answer = sends(TABLE.replace("Bath", "Größe").encode(encoding))
        assert answer.status_code == 200
        assert "Größe" in unescape(answer.text)
    assert said("refusals.unreadable-table.workbook") in unescape(sends(b"PK\x03\x04...").text)


def test_it_is_replaced_only_after_asking(team):
    imports(team)
    other = TABLE.replace("Bath,1,clarity,2", "Bath,1,clarity,1")
    shown = unescape(form(team.browser, f"{team.page}/check_import", **SENT | {"rows": other}).text)
    assert WORDS.say("importing.preview.replaces", n=1) in shown
    assert WORDS.say("importing.preview.same", n=2) in shown
    refused("replaces-imported", lambda: imports(team, rows=other))
    answer = form(team.browser, f"{team.page}/import", **SENT | {"rows": other})
    assert answer.status_code == 409
    assert WORDS.say("refusals.replaces-imported", n=1) in unescape(answer.text)

    def of_bath():
        told = rows(team.browser, f"{team.page}/files/dataset.csv")
        return [row["rating"] for row in told if row["area"] == "Bath"][:2]

    assert of_bath() == ["2", ""]
    assert imports(team, rows=other, replace="yes")["replaced"] == 1
    assert of_bath() == ["1", ""]


def test_it_is_marked_where_it_shows_and_can_be_removed(team, server):
    imports(team)
    area = next(one for one in team.areas() if one["name"] == "Barton")
    at = f"/area/{area['area']}"
    lead = Browser(server.base)
    lead.post("/enter", link=area["link"])
    seen = lead.get_json(at)["area"]["events"]
    assert [(e["kind"], e["state"], e["workshop"]["imported"]) for e in seen] == [
        ("workshop-1", "held", True),
        ("workshop-2", "held", True),
    ]
    marked = said("importing.imported")
    imported = f"{at}/imported/{seen[1]['workshop']['id']}"
    assert imported in page(lead, at)
    assert page(lead, at).count(f">{marked}<") == 2
    assert "=the room was split" in page(lead, imported)
    assert page(team.browser, team.page).count(f">{marked}<") == 2
    changed = page(team.browser, f"{team.page}?at=change")
    assert marked in changed
    assert WORDS.say("programme.then_now", was=1, now=3) in changed
    stranger = Browser(server.base)
    assert stranger.get(imported).status_code == 403
    gone = form(lead, f"{imported}/remove")
    assert said("area.done_in.series.remove_imported") in page(lead, gone.headers["Location"])
    assert lead.get(imported).status_code == 404
    told = rows(team.browser, f"{team.page}/files/dataset.csv")
    assert {row["workshop"] for row in told} == {"workshop-1"}
    assert lead.post(f"{at}/erase")["to"]
    assert [one["name"] for one in team.areas()] == ["Bath"]


def test_an_areas_lead_imports_for_it_alone(team, server):
    (area,) = team.adds("Barton")
    lead = Browser(server.base)
    lead.post("/enter", link=area["link"])
    at = f"/area/{area['area']}"
    assert faults(lead, f"{at}/import", **SENT) == [
        fault("other-area", 16, text="Bath", name="Barton")
    ]
    own = TABLE.rsplit("\n", 1)[0]
    assert lead.post(f"{at}/import", **SENT | {"rows": own})["workshops"] == 2
    assert [one["name"] for one in team.areas()] == ["Barton"]
    with pytest.raises(Refused):
        lead.post(f"{team.page}/import", **SENT)


def test_ratings_given_live_are_never_replaced(team):
    (area,) = team.adds("Barton")
    team.settles(area["area"], (1, 1, 1, 1, 1, 1, 1))
    assert faults(team.browser, f"{team.page}/import", **SENT) == [fault("live", 2, name="Barton")]
