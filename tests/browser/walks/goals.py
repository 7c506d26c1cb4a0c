"""The way of the console from ratings to goals, and of the review after it."""

from datetime import date, timedelta

from lab.rig.words import said
from tests.browser.stage import Stage
from tests.browser.walks.parts import STILL, Walk
from tests.days import today

LONG = "Jede Schule kennt die Schulsozialarbeiterinnenvertretungsbeauftragte und weiß sie zu finden"


def the_console_of_goals(stage: Stage, contexts) -> Walk:
    give = stage.trainer.plan
    stage.people(6)
    stage.rates("clarity", 0, 0, 3, 3, 0, 3)
    stage.rules("clarity", "tie-break", 0, "To be careful")
    stage.rates("contact", 1, 1, 1, 1, 1, 1)
    stage.rules("contact", "unanimous", 1)
    give("show_plan", part="needs")
    give("ask_needs")
    console, second = stage.second_console(**STILL), stage.page("trainer")
    for page in stage.attendees[:4]:
        page.answer_plan(domains=["clarity", "contact"])
    console.sees(said("goals_desk.turnout.needs", answered=4, of=6))
    console.tab.get_by_text(said("goals_desk.question.hand"), exact=True).first.click()
    yield "trainer/lobby: needs are voted on", console
    give("close_question", question=stage.trainer.view["plan"]["question"]["id"])
    console.sees(said("goals_desk.needs.after_vote"))
    yield "trainer/lobby: what people need most", console
    give("choose_needs", domains=["clarity", "contact"])
    give("show_plan", part="goals")
    stage.attendees[0].ask("suggest", id="suggestion-of-attendee-1", text="A list of link workers")
    give("add_goal", wording={"text": LONG, "domains": ["clarity"]})
    goal = stage.trainer.view["plan"]["goals"][0]["id"]
    console.button(said("goals_desk.do.agree_goal", n=1)).first.click()
    console.sees(said("goals_desk.lacking.due"), said("goals_desk.suggested.into", n=1))
    yield "trainer/lobby: a goal that lacks its date", console
    for writer, text in ((stage.trainer, "By counting"), (second, "By asking")):
        writer.plan("write_goal", goal=goal, field="measure", value=text, edit=0)
    console.sees(said("goals_desk.rivals.title"))
    yield "trainer/lobby: two texts in one field of a goal", console
    rival = stage.trainer.refresh()["view"]["plan"]["rivals"][0]
    give("choose_text", goal=goal, rival=rival["id"], use=True)
    give("write_goal", goal=goal, field="due", value=in_days(90), edit=0)
    give(
        "agree_goal",
        goal=goal,
        wording=stage.trainer.refresh()["view"]["plan"]["goals"][0]["draft"],
    )
    give("ask_score", goal=goal)
    for page, score in zip(stage.attendees, (0, 2, 2, 3, 8, None), strict=True):
        page.answer_plan(score=score)
    give("close_question", question=stage.trainer.view["plan"]["question"]["id"])
    console.sees(said("goals_desk.scores.consensus"))
    yield "trainer/lobby: scores of a goal", console
    question = stage.trainer.view["plan"]["question"]
    give("settle_score", goal=goal, question=question["id"], method="median", score=2)
    console.tab.get_by_text(said("goals_desk.notes.title")).or_(
        console.tab.get_by_text(said("goals_desk.scores.before.one", n=1))
    ).first.click()
    give("show_plan", part="sessions")
    console.tab.get_by_role("button", name=said("goals_desk.sessions.plan")).first.click()
    console.button(said("goals_desk.sessions.choose")).click()
    console.sees(said("goals_desk.sessions.choose_format"))
    yield "trainer/lobby: a support session put together", console
    give("add_action", text=LONG, owner="The council", due=in_days(7), goal=goal)
    give("add_action", text="Book the hall")
    give("show_plan", part="actions")
    console.sees(said("goals.no_owner"))
    console.tab.get_by_role("button", name=said("goals_desk.actions.edit")).first.click()
    yield "trainer/lobby: who does what by when", console
    console.button(said("goals_desk.actions.cancel")).click()
    give("show_plan", part="closing")
    console.sees(said("goals_desk.agreed.actions"))
    yield "trainer/lobby: what was agreed", console


def in_days(days: int) -> str:
    return (date.fromisoformat(today()) + timedelta(days=days)).isoformat()
