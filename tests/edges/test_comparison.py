"""Two workshops compared over a programme's areas, over HTTP: for evaluators and for the team."""

import csv
import io
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from demo.client import Browser, Refused
from lab.rig.words import said
from tests.builders import WORDS, cascade, three_by_five
from tests.edges.programmes import Team

pytestmark = pytest.mark.live
DOMAINS = cascade().domains
SAME, UP = (1,) * 7, (2,) * 7
FIRST, SECOND = (said(f"area.kinds.workshop-{n}") for n in (1, 2))


@pytest.fixture
def team(server):
    return Team(server, "Link Programme", organisation="An organisation")


class Tables(HTMLParser):
    """The texts of the cells of each table of a page by row, as somebody sees them; notes below a
    table are rows too."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.all: list[list[list[str]]] = []
        self._hidden = 0  # how deep in what is not shown
        self._is_in = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if self._hidden or "stacked-at" in (dict(attrs).get("class") or ""):
            self._hidden += 1
        elif tag == "table":
            self.all.append([])
            self._is_in = True
        elif tag == "tr":
            self.all[-1].append([])
        elif tag in ("td", "th"):
            self.all[-1][-1].append("")

    def handle_endtag(self, tag):
        self._hidden -= bool(self._hidden)
        self._is_in = self._is_in and tag != "table"

    def handle_data(self, data):
        if self._is_in and not self._hidden and self.all[-1] and self.all[-1][-1]:
            self.all[-1][-1][-1] += data


def page(team, query: str = "", by: Browser | None = None) -> str:
    answer = (by or team.browser).get(f"{team.page}/comparison{query}")
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def table_one(shown: str) -> list[list[str]]:
    return [[cell.strip() for cell in row] for row in Tables(shown).all[0]]


def evaluator(team, server) -> Browser:
    browser = Browser(server.base)
    browser.post("/enter", link=team.links["evaluator"])
    return browser


def test_the_table_is_as_the_paper_lays_it_out_with_what_it_lacked(team, server):
    areas = team.adds(*(f"Place {n}" for n in range(12)))
    for n, one in enumerate(areas):
        # Clarity rises in ten areas and falls in one, contact in nobody's, structures in two.
        first = (0, 1, 3 if n < 2 else 0, 1, None if n == 0 else 1, 1, 1)
        second = (0 if n == 10 else 1, 1, 3, 1, 1, 1, 1)
        first = (1, *first[1:]) if n >= 10 else first
        third = second[:2] + ((3,) if n < 4 else (0,)) + second[3:]
        team.settles(one["area"], first, third)
    shown = page(team, by=evaluator(team, server))
    table = table_one(shown)
    words = "evaluation.table"
    levels = [level.label for level in cascade().levels]
    assert table[0] == [
        said(f"{words}.domain"),
        said(f"{words}.workshop"),
        *(said(f"{words}.level", rating=n, label=label) for n, label in enumerate(levels)),
        *(said(f"{words}.{name}") for name in ("n", "missing", "up", "same", "down", "net")),
        *(said(f"{words}.{name}") for name in ("z", "p", "exact")),
    ]
    clarity, clarity_2, contact = table[1:4]
    # 10 rise, 1 falls, 1 stays: mean rank 6, T = 6, Z = (6 - 33) / sqrt(126.5 - 27.5) = -2.71.
    assert clarity == [
        DOMAINS[0].name, FIRST, "83.3", "16.7", "0.0", "0.0", "12", "0",
        "10", "1", "1", ".75", "−2.71", ".007a", ".012",
    ]  # fmt: skip
    assert clarity_2[:8] == [SECOND, "8.3", "91.7", "0.0", "0.0", "12", "0", ""]
    assert contact[-1] == said("evaluation.remarks.none-changed", n=12)
    structures = table[5]
    assert structures[-1] == ".500b"
    few = said("evaluation.remarks.too-few-changed", n=2, least=9, domains=7)
    assert [f"b {few}"] in table
    limit = said("evaluation.remarks.bonferroni", domains=7, limit=".007")
    assert [f"a {limit}"] in table
    learning = table[9]
    assert learning[6:8] == ["11", "1"]  # one was left unresolved: missing, and no 0
    assert said("evaluation.tests.warning") in shown
    assert said("evaluation.who.both", n=12) in shown


@pytest.mark.parametrize("who", ["team", "evaluator"])
def test_names_stay_hidden_for_all_unless_an_area_agreed_and_so_does_what_would_tell(
    team, server, who
):
    areas = team.adds(
        *(f"Hidden {n}; Borsetshire; coast, felpersham" for n in range(6)),
        *(f"Hidden {n}; Borsetshire; pilot" for n in range(6, 12)),
        "Loneham; Loamshire; lakey",
        "Ambridge; Borsetshire; borchester",
    )
    for one in areas:
        team.settles(one["area"], SAME, UP)
    lead = Browser(server.base)
    lead.post("/enter", link=areas[-1]["link"])
    told = {"name": "Ambridge", "region": "Borsetshire", "tags": "borchester", "named": "yes"}
    lead.post(f"/area/{areas[-1]['area']}/edit_area", **told)
    by = team.browser if who == "team" else evaluator(team, server)
    shown = page(team, by=by)
    # Whoever knows that Loneham alone has neither coast nor pilot would know its number by them.
    tags = re.search(r'<select id="tag".*?</select>', shown, re.DOTALL)[0]
    assert re.findall(r'value="([^"]+)"', tags) == ["borchester", "coast", "felpersham"]
    assert said("evaluation.choose.held_back", n=4) in shown  # pilot, lakey and both regions
    for word in ("Hidden", "Loneham", "Loamshire", "lakey", "/area/", areas[0]["area"]):
        assert word not in shown
    assert "Ambridge" in shown
    assert shown.count("5 Mar 2026") == 1  # its own, and no other area's
    left_out = said("evaluation.choose.refused")
    assert left_out not in shown
    for query in ("?tag=lakey", "?region=Loamshire", "?tag=nobodys", "?instrument=none"):
        assert left_out in page(team, query, by)
    named = page(team, "?tag=borchester", by)
    assert said("evaluation.who.some", n=1, all=14) in named
    assert left_out not in named


def test_a_programme_without_areas_with_three_and_before_second_workshops_says_so(team):
    assert said("programme.evaluation.no_areas") in page(team)
    areas = [one["area"] for one in team.adds("One", "Two", "Three")]
    assert said("evaluation.who.none") in page(team)
    for one in areas:
        team.settles(one, SAME)
    shown = page(team)
    assert said("evaluation.remarks.no-second", second=SECOND) in shown
    assert said("evaluation.remarks.no-pairs") == table_one(shown)[1][-1]
    assert table_one(shown)[2][1:6] == [*("–",) * 4, "0"]  # no area, and not 0.0 per cent
    for one in areas[:2]:
        team.settles(one, SAME, UP)
    shown = page(team)
    assert said("evaluation.remarks.few-areas", n=2) in shown
    alpha = said("evaluation.alpha.few-areas", point=FIRST, n=3, least=10)
    assert alpha in shown
    numbers = (said("programme.area_number", number=f"{n:02}") for n in range(1, 101))
    absent = [said("evaluation.who.absent", n=1, point=SECOND, areas=one) for one in numbers]
    assert sum(each in shown for each in absent) == 1
    assert said("evaluation.choose.same") in page(team, "?from=first&to=first")


def test_other_instruments_are_chosen_or_told_not_to_be_compared(servers):
    team = Team(servers(), "Link Programme")
    one, two = (each["area"] for each in team.adds("One", "Two"))
    team.settles(one, SAME, UP)
    team.settles(two, (1, 1, 1), framework=three_by_five())
    shown = page(team)
    assert said("evaluation.who.other_workshops", n=1) in shown
    assert 'name="instrument"' not in shown  # it is Two's own, and Two has no name
    assert three_by_five().name not in shown


def test_files_have_the_choice_and_are_refused_where_there_is_nothing_to_compare(team, server):
    areas = team.adds(*(f"Place {n}; ; {'coast' if n % 2 else 'hills'}" for n in range(12)))
    for n, one in enumerate(areas):
        team.settles(one["area"], SAME, UP if n % 2 else SAME)
    by = evaluator(team, server)
    shown = page(team, "?tag=coast", by)
    files = dict(re.findall(r'href="[^"]+/comparison/([^"?]+)\?([^"]+)" download', shown))
    assert [*files] == ["table1.csv", "alpha.csv", "distributions.svg"]
    got = {name: by.get(f"{team.page}/comparison/{name}?{query}") for name, query in files.items()}
    table = list(csv.DictReader(io.StringIO(got["table1.csv"].text)))
    assert [row["workshop"] for row in table] == ["workshop-1", "workshop-2"] * 7
    assert (table[0]["n"], table[0]["up"], table[0]["same"]) == ("6", "6", "0")
    assert (table[0]["pct_1"], table[1]["pct_2"]) == ("100.0", "100.0")
    assert next(csv.DictReader(io.StringIO(got["alpha.csv"].text)))["n"] == "6"
    assert "Place" not in got["distributions.svg"].text
    whole = by.get(f"{team.page}/comparison/table1.csv").text
    assert next(csv.DictReader(io.StringIO(whole)))["same"] == "6"
    with pytest.raises(Refused) as problem:
        by.get_json(f"{team.page}/comparison/table1.csv?from=first&to=first")
    assert problem.value.code == "nothing-to-compare"
    stranger = Browser(server.base)
    assert stranger.get(f"{team.page}/comparison/table1.csv").status_code == 403


def test_marks_are_those_of_the_programme_and_a_bad_address_is_as_usual(team):
    (area,) = team.adds("One")
    before = re.search(r'data-mark="(\w+)"', page(team))[1]
    team.settles(area["area"], SAME, UP)
    page(team)  # after the first look its workshops count as held
    after = re.search(r'data-mark="(\w+)"', page(team))[1]
    assert before != after == team.browser.get_json(f"{team.page}/mark")["mark"]
    for query in ("?from=%00&to=nothing&sort=x&order=up", "?from=" + "x" * 3000):
        assert table_one(page(team, query)) == table_one(page(team))


def test_versions_of_a_framework_are_compared_and_told(team):
    older, newer = (replace(cascade(), version=version) for version in ("1", "2"))
    for place, framework in zip(team.adds("Barton", "Bath"), (older, newer), strict=True):
        team.settles(place["area"], SAME, UP, framework=framework)
    shown = unescape(page(team))
    assert WORDS.say("evaluation.who.versions", name=newer.name, versions=["1", "2"]) in shown
    assert WORDS.say("evaluation.rated", name=newer.name, versions=["1", "2"], n=2) in shown
    assert said("evaluation.who.both", n=2) in shown
    assert shown.count('id="heat-') == 2
