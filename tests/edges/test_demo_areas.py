"""The generator of areas, over the public protocol; and the programme's page and files against what
was rated and decided there."""

import csv
import io
import json
import re
from html import unescape

import pytest

from demo.areas import areas_of_a_programme
from demo.client import Browser
from tests.builders import WORDS, cascade, framework_data

pytestmark = pytest.mark.live

OTHER = "cascade-early"


@pytest.fixture(scope="module")
def made(servers, tmp_path_factory):
    """Three areas: one with both workshops, one of another framework, one in its second."""
    folder = tmp_path_factory.mktemp("frameworks")
    data = framework_data("voting/instruments/library/cascade.json")
    (folder / f"{OTHER}.json").write_text(json.dumps(data | {"key": OTHER, "version": "1"}))
    server = servers(FRAMEWORKS_DIR=str(folder))
    made = areas_of_a_programme(server.base, 3, other_framework=OTHER, most_people=10)
    evaluator = Browser(server.base)
    evaluator.post("/enter", link=made.links["evaluator"])
    team = Browser(server.base)
    team.post("/enter", link=made.links["programme"])
    return made, team, evaluator


def rows_of(browser, path: str) -> list[dict[str, str]]:
    text = browser.get(path).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def cell(value: int | None) -> str:
    return "" if value is None else str(value)


def test_the_dataset_holds_what_was_rated_and_decided(made):
    programme, team, _ = made
    rows = rows_of(team, f"/programme/{programme.id}/files/dataset.csv")
    found = {(r["area"], r["workshop"], r["domain"]): r for r in rows}
    domains = [domain.key for domain in cascade().domains]
    told = [(area, held, key) for area in programme.areas for held in area.held for key in domains]
    assert set(found) == {(area.name, held.kind, key) for area, held, key in told}
    for area, held, key in told:
        row, decided = found[area.name, held.kind, key], held.decided.get(key)
        assert (row["date"], row["people"]) == (held.date, str(held.people))
        assert row["status"] == ("finished" if held.finished else "unfinished")
        for sector, many in held.sectors.items():
            assert row[f"sector_{sector}"] == str(many)
        if decided is None:
            assert (row["rating"], row["method"]) == ("", "")
            continue
        assert (row["rating"], row["method"]) == (cell(decided.rating), decided.method)
        assert [row[f"votes_{n}"] for n in range(4)] == [str(n) for n in decided.counts]
        assert (row["cant_say"], row["rounds"]) == (str(decided.cant_say), str(decided.rounds))
    assert {row["framework_version"] for row in rows} == {"1", cascade().version}


def test_the_page_shows_each_decision_and_another_framework_apart(made):
    programme, team, _ = made
    text = unescape(team.get(f"/programme/{programme.id}?at=latest").text)
    tables = re.findall(r"<table class=\"heat.*?</table>", text, re.DOTALL)
    assert len(tables) == 2
    labels = [level.label for level in cascade().levels]
    for area in programme.areas:
        (line,) = re.findall(
            rf"<tr>\s*<th[^>]*>(?:<a[^>]*>)?{area.name}<.*?</tr>", "".join(tables), re.DOTALL
        )
        cells = re.findall(r"<td class=\"(?:level|none)[^>]*>(.*?)</td>", line, re.DOTALL)
        wanted = []
        for domain in cascade().domains:
            decided = area.held[-1].decided.get(domain.key)
            missing = "undecided" if decided is None else "unresolved"
            if decided is None or decided.rating is None:
                wanted.append(WORDS.say(f"programme.missing.{missing}"))
            else:
                wanted.append(f"{decided.rating} {labels[decided.rating]}")
        assert [" ".join(re.sub("<[^>]+>", "", one).split()) for one in cells] == wanted


def test_the_running_workshop_says_how_many_joined_and_what_is_decided(made):
    programme, team, _ = made
    running = programme.areas[-1].held[-1]
    assert not running.finished
    text = team.get(f"/programme/{programme.id}").text
    (section,) = re.findall(r'<section id="going".*?</section>', text, re.DOTALL)
    assert WORDS.say("programme.going.people", n=running.people) in section
    decided = {"decided": len(running.decided), "domains": 7}
    assert WORDS.say("programme.going.decided_of", **decided) in section


def test_evaluators_read_the_same_decisions_without_names(made):
    programme, team, evaluator = made
    address = f"/programme/{programme.id}/files/dataset.csv"
    own, theirs = rows_of(team, address), rows_of(evaluator, address)
    what = ("workshop", "domain", "rating", "method", "votes_0", "people")
    # Each file is in the order of its own names for the areas.
    assert sorted([row[w] for w in what] for row in own) == sorted(
        [row[w] for w in what] for row in theirs
    )
    names = {area.name for area in programme.areas}
    assert not names & {row["area"] for row in theirs}
