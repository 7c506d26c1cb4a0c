"""The ways of phones and of the room view from ratings to goals."""

from datetime import date, timedelta
from typing import Any

from playwright.sync_api import expect

from demo.room import DOMAINS
from lab.rig.words import opening, said, shape
from tests.browser.stage import Stage
from tests.browser.walks.parts import STILL, Walk
from tests.days import today
from voting.library import load_catalogue

SCORES = (0, 0, 1, 2, 2, 3, 7, None)
LONG = "Every school and college in the county knows its link worker in the mental health service"


def due(days: int) -> str:
    return (date.fromisoformat(today()) + timedelta(days=days)).isoformat()


class OnStage:
    """The plan of the workshop on a stage, as its trainer works on it."""

    def __init__(self, stage: Stage) -> None:
        self.give = stage.trainer.plan
        self.stage = stage

    @property
    def plan(self) -> dict[str, Any]:
        return self.stage.trainer.view["plan"]

    @property
    def question(self) -> int:
        return self.plan["question"]["id"]

    def asks(self, command: str, **about: Any) -> int:
        self.give(command, **about)
        for page in self.stage.attendees:
            page.wait_for(
                lambda s: (
                    ((s["view"]["plan"] or {}).get("question") or {}).get("id") == self.question
                )
            )
        return self.question

    def closes(self) -> None:
        self.give("close_question", question=self.question)

    def goal(self, **wording: Any) -> str:
        """A goal that is agreed; its id."""
        self.give("add_goal", wording={"due": due(90)} | wording)
        goal = self.plan["goals"][-1]
        self.give("agree_goal", goal=goal["id"], wording=goal["draft"])
        return goal["id"]

    def scores(self, goal: str, *scores: int | None) -> None:
        """It is scored, and what came of it is settled as the middle."""
        self.asks("ask_score", goal=goal)
        for page, score in zip(self.stage.attendees, scores, strict=False):
            page.answer_plan(score=score)
        self.closes()
        self.settles(goal)

    def settles(self, goal: str) -> None:
        asked = self.plan["question"]
        self.give(
            "settle_score",
            goal=goal,
            question=asked["id"],
            method="median",
            score=asked["median"],
        )

    def chooses_sessions(self) -> None:
        one, other, *_ = load_catalogue().areas
        self.give("add_session", format="discussion", areas=[one.key], items=[one.items[0].key])
        led = [{"text": "Local referral routes", "speaker": "A senior manager"}]
        items = [item.key for item in (*one.items, *other.items)]
        self.give("add_session", format="workshop", items=items, led=led)


def from_ratings_to_goals(stage: Stage, contexts) -> Walk:
    meeting = OnStage(stage)
    give = meeting.give
    stage.people(8)
    stage.settles(*DOMAINS)
    stage.trainer.command("show_overview")
    room, phone = stage.room_view(**STILL), stage.phone(**STILL)
    give("add_action", text="Send every school the list", owner="A manager", due=due(7))
    give("add_action", text="Find a room")
    give("show_plan", part="actions")
    room.sees(said("goals.no_owner"))
    yield "room/plan: what is still to be done", room
    give("show_plan", part="needs")
    meeting.asks("ask_needs")
    phone.sees(said("goals_stage.phone.needs.choose", n=3))
    for choice in phone.tab.get_by_role("checkbox").all()[:3]:
        choice.check()
    phone.sees(said("goals_stage.phone.needs.full", n=3))
    yield "attendee/plan: needs, as many ticked as there may be", phone
    for page in stage.attendees[:7]:
        page.answer_plan(domains=["clarity", "contact"])
    room.sees(said("goals_stage.needs.turnout", rated=7, of=9))
    yield "room/plan: needs are asked for", room
    meeting.closes()
    room.sees(said("goals_stage.needs.result"))
    yield "room/plan: votes for needs", room
    give("choose_needs", domains=["clarity", "contact"])
    room.sees(said("goals.parts.needs"))
    yield "room/plan: needs recorded", room
    goal = meeting.goal(text="Every school knows its link worker", measure="A survey each term")
    give("show_plan", part="goals")
    give("add_goal", wording={"text": LONG})
    phone.tab.get_by_label(said("goals_stage.phone.suggest.label")).fill("A list. " * 30)
    phone.sees(shape("goals_stage.phone.suggest.over"))
    phone.sees(said("goals_stage.phone.in_hand"))
    yield "attendee/plan: a goal taking shape, and too long a suggestion", phone
    room.sees(said("goals_stage.goals.shaping"))
    yield "room/plan: a goal taking shape", room
    meeting.asks("ask_score", goal=goal)
    room.sees(said("goals_stage.scores.turnout", rated=0, of=9))
    yield "room/plan: scores are asked for", room
    phone.sees(opening("goals_stage.phone.suggest.kept"))
    phone.tab.context.set_offline(True)
    phone.tab.get_by_role("radio").nth(4).check(force=True)
    phone.sees(said("status.not_saved"))
    yield "attendee/plan: a score not saved yet", phone
    phone.tab.context.set_offline(False)
    phone.is_saved()
    for page, score in zip(stage.attendees, SCORES, strict=True):
        page.answer_plan(score=score)
    meeting.closes()
    phone.sees(said("goals_stage.phone.scores.yours", n=4))
    yield "attendee/plan: scores given", phone
    room.sees(said("goals_stage.scores.middle"))
    yield "room/plan: scores given", room
    meeting.settles(goal)
    for page, name in ((phone, "attendee"), (room, "room")):
        page.sees(said("goals_stage.scores.first"))
        yield f"{name}/plan: a score settled", page
    give("show_plan", part="sessions")
    room.sees(said("goals_stage.sessions.none"))
    meeting.chooses_sessions()
    for page, name in ((phone, "attendee"), (room, "room")):
        page.sees("A senior manager")
        yield f"{name}/plan: two sessions chosen", page
    give("show_plan", part="closing")
    room.sees(said("goals_stage.closing.actions"))
    yield "room/plan: what was agreed", room
    stage.trainer.command("finish")
    phone.shows("finished")
    phone.sees(said("goals_stage.closing.dates"))
    yield "attendee/finished: with what was agreed", phone
    room.sees(said("room.thanks"))
    expect(room.tab.get_by_role("complementary")).to_be_visible()
    yield "room/finished: with what was agreed", room
