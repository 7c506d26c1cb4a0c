"""Earlier workshops: a table that is wrong, what one would bring, what was imported."""

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.walks.parts import Walk
from tests.edges.programmes import Team

AREA = "Thornleigh, the old borough"
RATINGS = [
    f'"{AREA}",{at},{domain},{at + domain % 2},2014-11-2{at}'
    for at in (1, 2)
    for domain in range(1, 7)
]
LAST = f'"{AREA}",2,7,unresolved,2014-11-22'
TABLE = "\n".join(["area,workshop,domain,rating,date", *RATINGS, LAST])
OTHER = TABLE.replace(f'"{AREA}",1,1,2', f'"{AREA}",1,1,3')


def earlier_workshops(team: Team, tab: Tab) -> Walk:
    base = team.browser.base
    tab.goto(base + team.page)
    tab.get_by_role("link", name=said("importing.title")).click()
    yield "import: as it opens", tab
    checks(tab, TABLE + "\nBath,9,clarity,4,never")
    expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_focused()
    yield "import: lines that are wrong", tab
    checks(tab, TABLE)
    expect(tab.get_by_role("heading", level=1)).to_have_text(said("importing.preview.title"))
    yield "import: what it would bring", tab
    tab.get_by_role("button", name=said("importing.preview.button", n=2)).click()
    expect(tab.get_by_text(said("importing.done", n=2))).to_be_focused()
    yield "import: done", tab
    checks(tab, OTHER)
    tab.get_by_role("button", name=said("importing.preview.button", n=2)).click()
    expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_focused()
    yield "import: about to replace what was imported", tab
    tab.goto(base + team.page)
    tab.get_by_role("rowheader", name=AREA).get_by_role("link").click()
    tab.get_by_role("link", name=said("area.series.see_imported")).first.click()
    tab.locator("summary", has_text=said("importing.one.remove_open")).click()
    yield "imported: about to be removed", tab


def checks(tab: Tab, table: str) -> None:
    """Paste a table and look at it."""
    tab.get_by_label(said("importing.rows"), exact=True).fill(table)
    tab.get_by_role("button", name=said("importing.check")).click()
