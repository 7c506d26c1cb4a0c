"""The 26 areas of the published evaluation, typed in by a programme's team: its pages, its pack and
R and PSPP give the published figures."""

import io
import zipfile
from pathlib import Path

import pytest

from demo.client import Browser
from tests.edges.programmes import Team
from tests.edges.test_programme import page
from tests.evaluation.published import FIGURES, FILE, PLACES, the_comparison
from tests.exports.test_pack import by_pspp, by_r, check_pspp, check_r
from voting.evaluation import figures

pytestmark = pytest.mark.live


@pytest.fixture(scope="module")
def published(server):
    team = Team(server, "The published evaluation")
    told = team.browser.post(
        f"{team.page}/import",
        rows=FILE.read_text(encoding="utf-8"),
        framework="cascade",
        date_1="2014-11-20",
        date_2="2015-06-20",
    )
    assert (told["areas"], told["workshops"], told["ratings"]) == (26, 51, 357)
    return team


def fetched(browser: Browser, path: str, folder: Path) -> Path:
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        packed.extractall(folder)
    return folder


def test_r_and_pspp_get_the_published_figures_from_the_pack(published, tmp_path):
    folder = fetched(published.browser, f"{published.page}/pack.zip", tmp_path)
    check_r(folder, the_comparison())
    check_pspp(folder, the_comparison())
    table, alphas = by_r(folder)
    for row in table[::2]:
        up, same, down, z, p, exact, _, _ = FIGURES[row["domain"]]
        assert [int(row[name]) for name in ("up", "same", "down")] == [up, same, down]
        places = PLACES.get(p, 5)
        assert round(float(row["z"]), 2) == z
        assert round(float(row["p"]), places) == p
        assert round(float(row["p_exact"]), PLACES.get(exact, 5)) == exact
    assert [row["n"] for row in table[:2]] == ["25", "26"]
    assert [row["n"] for row in alphas] == ["25", "26"]
    assert by_pspp(folder)


def test_the_page_has_the_published_percentages(published):
    shown = page(published.browser, f"{published.page}/comparison?from=workshop-1&to=workshop-2")
    for domain in the_comparison().domains:
        for line in (domain.first, domain.second):
            for level in range(4):
                assert figures.percentage(line.share(level)) in shown


def test_evaluators_get_numbers_instead_of_names(published, server, tmp_path):
    evaluator = Browser(server.base)
    evaluator.post("/enter", link=published.links["evaluator"])
    folder = fetched(evaluator, f"{published.page}/pack.zip", tmp_path / "one")
    wide = (folder / "wide.csv").read_text(encoding="utf-8-sig")
    assert wide.count("Area ") == 26
    same = fetched(published.browser, f"{published.page}/pack.zip?evaluation", tmp_path / "two")
    assert wide == (same / "wide.csv").read_text(encoding="utf-8-sig")


def test_there_is_none_before_a_workshop_was_held(server):
    team = Team(server, "Empty")
    assert team.browser.get(f"{team.page}/pack.zip").status_code == 409
