"""A review three months later by clicks, with half of the people new: planned and held by the lead,
and read by somebody who was not there."""

import re

import pytest
from playwright.sync_api import expect

from lab.rig.lacking import NotHere
from lab.rig.server import Server
from lab.rig.shim import WallClock
from lab.rig.words import said
from tests.browser.agreed import Agreeing, due
from tests.browser.pages import Console, Phone
from tests.browser.planning import adds_action, primary, read
from tests.browser.stage import MOBILE, Stage
from tests.browser.words import SHORT_NAMES
from tests.days import today
from tests.edges.conftest import check_all_logs
from voting.words import load

AGO = 12 * 7  # days from the first meeting to the review
BACK, NEW = 4, 4  # people
GOAL, OTHER = "Every school knows its link worker", "Referrals are answered in a week"
DONE, LATE, NEXT = "Print the list", "Book the hall", "Send the list round again"
POINTS = ((GOAL, 0, 4), (OTHER, 3, 0))  # scores at the start and now
HINDERS, HELPS = "Link workers move on", "The council keeps one list"
RATED = "contact"
T, D = "goals_desk", "goals_desk.do"


@pytest.fixture
def clock(tmp_path):
    """A server's clock: first as it was at the first meeting, then as it is."""
    try:
        clock = WallClock(tmp_path)
    except NotHere as lacking:
        pytest.skip(str(lacking))
    clock.is_off(-AGO * 24 * 3600)
    return clock


@pytest.fixture
def first(clock, tmp_path, contexts):
    """The first meeting, over: two goals, scored 0 and 3 by four people; three actions."""
    server = Server(tmp_path / "data", **clock.settings).start()
    meeting = Stage(server, contexts, date=due(-AGO))
    meeting.people(BACK)
    meeting.rates(RATED, 1, 1, 1, 1)
    meeting.rules(RATED, "unanimous", 1)
    meeting.settles(*(domain for domain in SHORT_NAMES if domain != RATED))
    plan = Agreeing(meeting)
    plan.chooses(RATED)
    goals = [plan.agrees(GOAL, owner="The council", due=due(60)), plan.agrees(OTHER, due=due(60))]
    for goal, counts in zip(goals, ((4,), (0, 0, 0, 4)), strict=True):
        plan.scores(goal, *counts)
    plan.does("add_action", text=DONE, owner="The council", due=due(20), goal=goals[0])
    plan.does("add_action", text=LATE, due=due(-30))
    meeting.trainer.command("finish")
    yield meeting
    meeting.close()
    check_all_logs(server)
    server.stop()
    server.end()


class Review:
    """A lead, who holds it as well, and a phone that was there before; the others have none."""

    def __init__(self, first: Stage) -> None:
        self.first = first
        self.lead = first.tab(f"/area/{first.area}", first.office)

    def is_planned(self) -> None:
        """As a meeting of the area, today; the page says what it opens with."""
        name = said("area.kinds.review-3")
        self.lead.get_by_role("link", name=said("area.act.plan_event")).click()
        self.lead.get_by_label(said("area.fields.kind")).select_option(name)
        self.lead.get_by_label(said("area.fields.date")).fill(today())
        self.lead.get_by_role("button", name=said("area.form.plan_event.button")).click()
        meeting = self.lead.locator("li.meeting").filter(
            has=self.lead.get_by_role("heading", name=name, exact=True)
        )
        expect(meeting).to_contain_text(said("goals_area.review.actions", n=2))
        expect(meeting).to_contain_text(said("goals_area.review.goals", n=2))
        meeting.get_by_role("link", name=said("area.series.set_up")).click()
        self.lead.get_by_role("button", name=said("home.create_button")).click()
        self.lead.get_by_role("link", name=said("created.console_button")).click()
        self.console = Console(self.lead)
        self.console.sees(said("trainer.phase.start"))
        self.room = Stage(
            self.first.server,
            self.first.contexts,
            office=self.first.office,
            workshop=self.lead.url.rpartition("/")[2],
        )

    def is_joined(self) -> None:
        """By half of those who were there, and as many who were not."""
        for page in self.first.attendees[1:]:
            self.room.joins(browser=page.browser)
        self.room.people(NEW)
        tab = self.room.tab(f"/j/{self.room.code}", self.first.attendees[0].browser, **MOBILE)
        self.phone = Phone(tab)
        self.phone.introduce("Attendee A")


def test_a_review_three_months_later_with_half_of_the_people_new(clock, first, tmp_path):
    clock.is_off(0)
    at = Review(first)
    at.is_planned()
    try:
        at.is_joined()
        open_actions_come_first(at)
        everybody_scores_again(at)
        one_domain_is_rated_again(at)
        it_ends(at)
        the_results_say_how_far_it_has_come(at, tmp_path)
        the_area_knows_it(at)
    finally:
        at.room.close()


def open_actions_come_first(at: Review) -> None:
    """One is done, one is overdue, a new one is agreed."""
    console, about = at.console, f"{T}.actions.about"
    primary(console, said(f"{D}.show_actions"))
    console.sees(said(f"{T}.actions.before", n=2), DONE, LATE, said("goals.overdue"))
    console.press(said(about, action=said(f"{T}.actions.mark.done"), text=DONE))
    console.sees(said(f"{T}.actions.before", n=1))
    adds_action(console, NEXT, "The council", due(30))
    at.phone.sees(LATE, NEXT)


def everybody_scores_again(at: Review) -> None:
    """What stands in the way is noted under each goal; 0 is a score."""
    console = at.console
    primary(console, said(f"{D}.show_scores"))
    for n, scores, middle in ((1, (4, 4, 4, 4, 5, 5, 5), 4), (2, (0, 0, 0, 0, 0, 0, 3), 0)):
        primary(console, said(f"{D}.ask_score", n=n))
        for page, score in zip(at.room.attendees, scores, strict=True):
            page.answer_plan(score=score)
        at.phone.tab.get_by_role("radio").nth(scores[0]).check(force=True)
        at.phone.is_saved()
        primary(console, said(f"{D}.close_question"))
        primary(console, said(f"{D}.settle_score", score=middle))
        at.phone.sees(said("goals.score", score=middle))
    goal = console.next_step.get_by_role("article", name=said("goals.number", n=1))
    console.tab.locator("#plan-note-g1-title").click()
    goal.get_by_label(said(f"{T}.notes.hinders")).fill(HINDERS)
    goal.get_by_label(said(f"{T}.notes.helps")).fill(HELPS)
    save = said(f"{T}.notes.save")
    goal.get_by_role("button", name=said(f"{T}.goals.about", action=save, n=1)).click()


def one_domain_is_rated_again(at: Review) -> None:
    console = at.console
    console.press(said(f"{T}.rail.back"))
    console.opens(RATED)
    at.phone.rate(2)
    at.room.votes(*[2] * (BACK + NEW - 1))
    console.closes()
    console.rules(said("common.method_names.unanimous"))
    at.phone.sees(said("attendee.ruled.heading"))


def it_ends(at: Review) -> None:
    """With the goals as they stand, and without the domains that were not rated."""
    console = at.console
    for step in ("show_goals", "show_closing"):
        primary(console, said(f"{D}.{step}"))
    console.sees(GOAL, LATE, NEXT, said("goals.score", score=0))
    primary(console, said("trainer.do.finish"))
    console.answer(said("trainer.confirm.finish.yes"))
    at.phone.sees(said("goals_stage.closing.actions"), NEXT)


def the_results_say_how_far_it_has_come(at: Review, folder) -> None:
    """Start and now of each goal and how many scored, who came back, and what stands in the way: on
    the page and in the report that it gives."""
    page = at.room.results()
    for goal, start, now in POINTS:
        table = page.tab.get_by_role("article", name=goal).get_by_role("table").first
        rows = table.get_by_role("row")
        expect(rows).to_have_count(3)
        for row, score, people in ((rows.nth(1), start, BACK), (rows.nth(2), now, BACK + NEW)):
            expect(row.get_by_role("cell").first).to_have_text(re.compile(rf"^\D*{score}$"))
            expect(row).to_contain_text(said("goals.chart.people", n=people))
    changes = said("goals.chart.up", n=4), said("goals.chart.down", n=3)
    kind, day = said("common.kinds.workshop-1"), load().date(due(-AGO))
    came_back = said("reports.changed.returning", n=BACK, people=BACK + NEW, kind=kind, date=day)
    page.sees(came_back, HINDERS, HELPS, *changes)
    told = read(page.download(said("lead.reports.files.report.pdf"), folder).read_bytes())
    for people in (BACK, BACK + NEW):
        assert said("goals.scorers", n=people) in told
    states = said("goals.overdue").lower(), said("goals.action_states.done")
    texts = (GOAL, OTHER, HINDERS, HELPS, DONE, LATE, NEXT)
    for text in (came_back, *texts, *states, *changes[:1], said("goals.score", score=0)):
        assert text in told, text


def the_area_knows_it(at: Review) -> None:
    """The lead sees where both goals stand, since when, and which action is overdue."""
    lead, main = at.lead, at.lead.get_by_role("main")
    lead.goto(f"{at.first.server.base}/area/{at.first.area}")
    expect(lead.locator("#next")).to_contain_text(LATE)
    lead.get_by_role("link", name=said("goals_area.summary.go.goals")).first.click()
    for goal, start, now in POINTS:
        article = lead.get_by_role("article").filter(has_text=goal)
        expect(article.locator(".plan-chart-score")).to_have_text([f"{start}", f"{now}"])
        for people in (BACK, BACK + NEW):
            expect(article).to_contain_text(said("goals.chart.people", n=people))
    expect(main).to_contain_text(HINDERS)
    expect(main).to_contain_text(HELPS)
