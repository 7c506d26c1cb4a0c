"""The pages of what an area has agreed, and their forms."""

from playwright.sync_api import expect

from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.area import AreaTabs, live_area
from tests.browser.walks.parts import Walk
from tests.edges.agreed import agrees_on_everything
from voting.core.actors import Actor, Role
from voting.goals import commands as c


def what_an_area_agreed(stage: Stage, contexts) -> Walk:
    with live_area(stage.server) as area:
        agrees_on_everything(area)
        tabs = AreaTabs(area, contexts)
        tab = tabs.opens()
        yield "area: what is agreed, overdue and next", tab
        tabs.goes(tab, "/goals")
        for summary in tab.locator("summary").all():
            summary.click()
        yield "plan_goals: scored, reworded, closed and taking shape", tab
        tabs.goes(tab, "/actions").locator("#met > summary").click()
        yield "plan_actions: overdue, nobody’s and done", tab
        yield (
            "plan_sessions: with a date and without, and what could help",
            tabs.goes(tab, "/sessions"),
        )
        tabs.goes(tab, "/write_goal?goal=g1")
        tab.get_by_label(said("goals.fields.due")).fill("")
        tab.get_by_role("button", name=said("goals_area.form.agree")).click()
        expect(tab.get_by_role("group", name=said("common.error_title"))).to_be_focused()
        yield "plan_form: a goal filled in wrongly", tab
        tabs.goes(tab, "/write_goal?goal=g5")
        tab.get_by_label(said("goals.fields.text"), exact=True).fill("As the lead has it")
        trainer = Actor(Role.TRAINER, "a trainer")
        written = c.WriteGoal("g5", "text", "As the trainer has it", 0)
        area.service.act_on_plan_of(area.id, trainer, written)
        tab.get_by_role("button", name=said("goals_area.form.draft")).click()
        expect(tab.get_by_role("heading", name=said("goals_area.rivals.title"))).to_be_visible()
        yield "plan_form: two texts of a goal", tab
        session = area.service.plan(area.id).sessions[0].id
        yield "plan_form: a session", tabs.goes(tab, f"/change_session?session={session}")
        yield "plan_form: an action to change", tabs.goes(tab, "/change_action?action=a3")
