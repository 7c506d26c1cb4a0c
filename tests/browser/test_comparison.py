"""Evaluators in Chromium: from a programme's page to a table that goes into a paper."""

import pytest
from playwright.sync_api import expect

from demo.client import Browser
from lab.rig.words import said
from tests.browser.walks.programmes import compare, opened
from tests.builders import cascade
from tests.edges.programmes import Team

SAME, UP = (1,) * 7, (2,) * 7
FIRST, SECOND = (said(f"area.kinds.workshop-{n}") for n in (1, 2))
CLARITY = cascade().domains[0].name


@pytest.fixture
def team(server) -> Team:
    """Twelve areas: on the coast all rise, in the hills none does; one has no second workshop."""
    team = Team(server)
    tags = ["coast"] * 6 + ["hills"] * 6
    for n, one in enumerate(team.adds(*(f"Place {n}; ; {tag}" for n, tag in enumerate(tags)))):
        team.settles(one["area"], *((SAME,) if n == 0 else (SAME, UP if n < 6 else SAME)))
    return team


def row(tab, number: int) -> list[str]:
    """The cells of a row of Table 1, counted from the first below the headings."""
    cells = tab.locator("#table1 .table-one tbody tr").nth(number).locator("th, td")
    return [text.strip() for text in cells.all_inner_texts()]


def test_an_evaluator_gets_by_clicks_from_the_link_to_a_table_in_the_clipboard(
    team, server, contexts
):
    context = contexts(viewport={"width": 1400, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(team.links["evaluator"])
    tab.get_by_role("link", name=said("evaluation.link")).click()
    assert row(tab, 0)[1:10] == [FIRST, "0.0", "100.0", "0.0", "0.0", "12", "5", "6", "0"]
    assert row(tab, 1)[:6] == [SECOND, "0.0", "54.5", "45.5", "0.0", "11"]
    tab.get_by_label(said("evaluation.choose.tag"), exact=True).select_option("hills")
    tab.get_by_role("button", name=said("evaluation.choose.button")).click()
    expect(tab.get_by_text(said("evaluation.who.some", n=6, all=12))).to_be_visible()
    none = said("evaluation.remarks.none-changed", n=6)
    assert row(tab, 0)[-1] == none
    expect(tab.locator(".heat tbody tr")).to_have_count(6)

    table = tab.locator(".table-one")
    table.evaluate("(table) => getSelection().selectAllChildren(table)")
    tab.keyboard.press("Control+c")
    copied = tab.evaluate("navigator.clipboard.readText()")
    lines = [line.split("\t") for line in copied.splitlines()]
    first = next(line for line in lines if line[0].strip() == CLARITY)
    numbers = [cell.strip() for cell in first[1:7]]
    assert numbers == [FIRST, "0.0", "100.0", "0.0", "0.0", "6"]
    assert first[-1].strip() == none
    assert any(said("evaluation.table.note") in line[0] for line in lines)
    html = tab.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read();
          return (await item.getType('text/html')).text();
        }"""
    )
    assert html.count("<table") == 1
    assert html.count("<tr") == 1 + 2 * 7 + table.locator("tfoot tr").count()


def test_the_team_opens_it_from_its_own_page_and_it_follows_what_is_decided(team, contexts):
    tab = opened(team.browser, contexts, team.page, viewport={"width": 1400, "height": 900})
    tab.get_by_role("link", name=said("evaluation.link")).click()
    expect(tab.get_by_text(said("evaluation.who.both", n=11))).to_be_visible()
    for place in range(12):
        assert f"Place {place}" not in tab.content()
    (area,) = team.adds("Place 13; ; hills")
    team.settles(area["area"], SAME, UP)
    expect(tab.get_by_text(said("evaluation.who.both", n=12))).to_be_visible(timeout=30_000)
    assert row(tab, 1)[5] == "12"
    expect(tab.get_by_role("status")).to_have_text(said("area.fresh.updated"))


def test_without_script_everything_can_be_chosen_and_read(team, server, contexts):
    context = contexts(java_script_enabled=False, viewport={"width": 1400, "height": 900})
    evaluator = Browser(server.base)
    evaluator.post("/enter", link=team.links["evaluator"])
    context.add_cookies(evaluator.cookies)
    tab = context.new_page()
    tab.goto(f"{server.base}{team.page}/comparison")
    compare(tab, since="first", until="latest")
    assert row(tab, 0)[1] == said("programme.points.first")
    tab.locator("summary", has_text=said("evaluation.tests.summary")).click()
    expect(tab.get_by_text(said("evaluation.tests.warning"))).to_be_visible()
    chart = tab.get_by_role("region", name=CLARITY)
    bars = chart.locator("li").nth(1).locator("rect")  # 2: none at first, five of eleven latest
    expect(bars).to_have_count(1)
    whole = chart.locator("li").nth(1).locator(".shares-bars").bounding_box()["width"]
    assert abs(bars.bounding_box()["width"] / whole - 5 / 11) < 0.01
    expect(chart.locator("li").nth(1)).to_contain_text("45.5% (5 of 11)")


def test_on_a_small_screen_each_number_says_what_it_is_and_nothing_is_scrolled_to(team, contexts):
    small = {"viewport": {"width": 320, "height": 640}}
    tab = opened(team.browser, contexts, f"{team.page}/comparison", **small)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    for frame in tab.locator("#table1 .programme-scroll, #decided .programme-scroll").all():
        assert frame.evaluate("(frame) => frame.scrollWidth <= frame.clientWidth")
    label = said("evaluation.table.level", rating=1, label=cascade().levels[1].label)
    cell = tab.locator("#table1 td.level-cell").nth(1)
    expect(cell).to_contain_text(f"{label}: ")
    assert cell.inner_text().split() == [*f"{label}:".split(), "100.0"]
    # The roles stay those of a table, though it is no longer laid out as one.
    table = tab.locator("#table1").get_by_role("table").first
    expect(table.get_by_role("rowheader", name=CLARITY)).to_be_visible()
    expect(table.get_by_role("columnheader", name=label)).to_have_count(1)
