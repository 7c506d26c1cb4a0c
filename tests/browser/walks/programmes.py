"""A programme: set up, its areas and links, its page, and what evaluators see."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from demo.client import Browser, Page
from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.importing import earlier_workshops
from tests.browser.walks.parts import SMALL, Walk
from tests.builders import three_by_five
from tests.days import today as the_day
from tests.edges.programmes import Team

LONG = "Thornleigh-under-Edge Partnership for Children and Young People"
FIRST = (1, None, 0, 3, 2, 1, 0)
SECOND = (2, 1, 1, 3, 0, 1, None)


def opened(browser: Browser, contexts, path: str, **look) -> Tab:
    context = contexts(**(SMALL | look))
    context.add_cookies(browser.cookies)
    tab = context.new_page()
    tab.goto(browser.base + path)
    return tab


def summary_of(tab: Tab) -> None:
    expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_focused()


def a_programme(stage: Stage, contexts) -> Walk:
    team = Team(stage.server, f"The programme of {LONG}", organisation=LONG)
    yield from setting_up(team, stage, contexts)
    tab = opened(team.browser, contexts, f"{team.page}/areas?made")
    yield "programme_areas: links to keep", tab
    tab.goto(tab.url.partition("/areas")[0])
    yield "programme: no areas yet", tab
    yield from adding(team, tab)
    yield from looking(team, stage, contexts)
    tab = opened(team.browser, contexts, team.page)
    yield from earlier_workshops(team, tab)


def setting_up(team: Team, stage: Stage, contexts) -> Walk:
    tab = opened(stage.browser(), contexts, "/programmes/new")
    yield "programme_new: as it opens", tab
    tab.get_by_role("button", name=said("programme.new.button")).click()
    summary_of(tab)
    yield "programme_new: filled in wrongly", tab


def adding(team: Team, tab: Tab) -> Walk:
    words = "programme.manage"
    tab.get_by_role("link", name=said(f"{words}.add")).click()
    tab.get_by_label(said(f"{words}.lines")).fill(f"{LONG}; North\n; South\n{LONG}")
    tab.get_by_role("button", name=said(f"{words}.many_button")).click()
    summary_of(tab)
    yield "programme_areas: lines that are wrong", tab
    tab.get_by_label(said(f"{words}.lines")).fill(f"{LONG}; North; coast\nAmbridge; South\nOther")
    tab.get_by_role("button", name=said(f"{words}.many_button")).click()
    expect(tab.get_by_text(said(f"{words}.done.add_areas", n=3))).to_be_focused()
    tab.get_by_label(said(f"{words}.area_name"), exact=True).fill("ambridge")
    tab.get_by_role("button", name=said(f"{words}.one_button"), exact=True).click()
    summary_of(tab)
    yield "programme_areas: an area of a name that is there", tab
    tab.get_by_label(said(f"{words}.another")).check()
    tab.get_by_role("button", name=said(f"{words}.one_button"), exact=True).click()
    expect(tab.get_by_text(said(f"{words}.done.add_area"))).to_be_focused()
    tab.locator("summary", has_text=said(f"{words}.more")).first.click()
    yield "programme_areas: areas added, one about to be removed", tab
    tab.goto(tab.url.partition("/areas")[0] + "/details")
    tab.get_by_label(said(f"{words}.most_sessions")).fill("many")
    tab.get_by_role("button", name=said(f"{words}.details_button")).click()
    summary_of(tab)
    yield "programme_details: filled in wrongly", tab


def looking(team: Team, stage: Stage, contexts) -> Walk:
    long, ambridge, other, _ = (area["area"] for area in team.areas())
    team.settles(long, FIRST, SECOND)
    team.settles(ambridge, SECOND)
    team.settles(other, (4, 0, 1), framework=three_by_five())
    today = datetime.now(UTC).date()
    for days, owner in ((-3, "lead"), (5, "programme")):
        due = (today + timedelta(days=days)).isoformat()
        team.browser.post(f"/area/{long}/add_deadline", text=LONG, owner=owner, due=due)
    running(team, ambridge, stage)
    tab = opened(team.browser, contexts, team.page)
    yield "programme: decisions, deadlines and a running workshop", tab
    tab.goto(f"{team.browser.base}{team.page}?at=change&region=North")
    yield "programme: what changed", tab
    tab.goto(f"{team.browser.base}{team.page}?names=hidden")
    yield "programme: names hidden", tab
    tab.context.set_offline(True)
    expect(tab.locator(".banner")).to_have_text(said("area.fresh.stale"))
    yield "programme: no connection", tab
    evaluator = Browser(stage.server.base)
    evaluator.post("/enter", link=team.links["evaluator"])
    tab = opened(evaluator, contexts, f"{team.page}/evaluation")
    yield "programme: for evaluators", tab
    yield from comparing(team, tab)


def comparing(team: Team, tab: Tab) -> Walk:
    tab.get_by_role("link", name=said("evaluation.link")).click()
    compare(tab, since="workshop-2", until="latest")
    none = said("evaluation.remarks.no-second", second=said("evaluation.points.latest"))
    expect(tab.get_by_text(none)).to_be_visible()
    yield "comparison: three areas and no later workshop", tab
    compare(tab, since="workshop-1", until="workshop-2")
    expect(tab.get_by_text(said("evaluation.table.note_missing"))).to_be_visible()
    yield "comparison: two workshops, a domain unresolved", tab
    tab.goto(f"{team.browser.base}{team.page}/comparison?tag=coast")
    tab.locator("summary", has_text=said("evaluation.tests.summary")).click()
    yield "comparison: corrected p open, without a tag that was asked for", tab
    compare(tab, since="first", until="first")
    expect(tab.get_by_text(said("evaluation.choose.same"))).to_be_visible()
    yield "comparison: the same workshop twice", tab


def compare(tab: Tab, *, since: str, until: str) -> None:
    """Choose two points by the page's form."""
    words = "evaluation.choose"
    for name, point in (("from", since), ("to", until)):
        tab.get_by_label(said(f"{words}.{name}"), exact=True).select_option(point)
    tab.get_by_role("button", name=said(f"{words}.button")).click()


def running(team: Team, area: str, stage: Stage) -> None:
    """A workshop of the area that somebody has joined."""
    fields = {"kind": "workshop-2", "date": the_day()}
    made = team.browser.post("/workshops", area="Ambridge", area_id=area, **fields)
    trainer = Page(team.browser, made["workshop"], "trainer")
    links = team.browser.get_json(f"/trainer/{trainer.workshop}/links")
    stage.browser().post("/j/" + links["join"].rpartition("/")[2], name="A. B.", sector="school")
